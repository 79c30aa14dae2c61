"""Numbers, units and dates of the graph in, as Chinese readers write them out."""

import re
from decimal import Decimal

from kg.expressions import compile_re
from kg.ontology.vocabulary import load_vocabulary

_SCALES = ((Decimal(10**12), "万亿"), (Decimal(10**8), "亿"), (Decimal(10**4), "万"))
_COMPARATORS = {"over": "超过", "under": "低于", "about": "约"}
_HALVES = {"1": "上半年", "2": "下半年"}
_QUARTERS = dict(zip("1234", "一二三四", strict=True))
_HEDGED = compile_re("[超逾多余近约低]")
_SIGNED = compile_re(r"^[-+−]|下降|下跌|减少|亏")


def tell_number(number: Decimal, unit: str, comparator: str = "") -> str:
    """Return a number with its unit: 53700000000 JPY is 537亿日元, 19.9 % is 19.9%.

    >>> tell_number(Decimal("53700000000"), "JPY"), tell_number(Decimal("-22"), "%"), tell_number(Decimal(1), "rank")
    ('537亿日元', '-22%', '第1')
    """
    hedge = _COMPARATORS.get(comparator, "")
    if unit == "rank":
        return f"{hedge}第{number.normalize():f}"
    if unit in ("%", "pp"):
        return f"{hedge}{number.normalize():f}{'%' if unit == '%' else '个百分点'}"
    size, scale = next(((n, word) for n, word in _SCALES if abs(number) >= n), (Decimal(1), ""))
    shown = f"{(number / size).normalize():f}"
    return f"{hedge}{shown}{scale}{_tell_unit(unit)}"


def _tell_unit(unit: str) -> str:
    if unit == "CNY":
        return "元"
    concept = load_vocabulary().units.get(unit)
    return concept.zh if concept else unit


def tell_written(written: str, number: Decimal | None, comparator: str = "") -> str:
    """Return a figure as its text has it, with the hedge and the fall that stood around it."""
    fall = "-" if number is not None and number < 0 and not _SIGNED.search(written) else ""
    hedge = _COMPARATORS.get(comparator, "")
    return f"{'' if _HEDGED.search(written) else hedge}{fall}{written}"


def tell_date(iso: str) -> str:
    """Return a date or period in words.

    >>> tell_date("2019-11-26"), tell_date("2018Q3"), tell_date("2020-01/2020-09")
    ('2019年11月26日', '2018年第三季度', '2020年1月至2020年9月')
    """
    if "/" in iso:
        return "至".join(tell_date(part) if part else "" for part in iso.split("/", 1))
    if match := re.fullmatch(r"(\d{4})Q([1-4])", iso):
        return f"{match[1]}年第{_QUARTERS[match[2]]}季度"
    if match := re.fullmatch(r"(\d{4})H([12])", iso):
        return f"{match[1]}年{_HALVES[match[2]]}"
    if match := re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", iso):
        month = f"{int(match[2])}月" if match[2] else ""
        return f"{match[1]}年{month}" + (f"{int(match[3])}日" if match[3] else "")
    return iso
