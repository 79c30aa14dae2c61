"""Text in; its amounts (numeral with unit, currency, range) out, before any word around them is read.

An amount is a numeral directly followed by a unit or behind a currency sign. Without either it must carry a magnitude
(1.5亿) or thousands commas; every other bare numeral (Note 7, 3.0, 58同城) is a name, a version or a list number.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from kg.expressions import compile_re
from kg.mentions.amount_grammar import ENGLISH, Written, compile_starts, compile_tails, read_listed, read_written
from kg.mentions.numerals import (
    BIG,
    CHINESE,
    DIGITS,
    MAGNITUDES,
    Numeral,
    fold_numerals,
    read_neighbours,
    read_numeral,
    tidy,
)
from kg.model import Comparator
from kg.ontology.units import Unit, Units, load_units

NO_UNIT = Unit("", "measured")
FROM = ("从", "由", "自")  # 从10%到15% states two levels, no range
YEARS = range(1900, 2101)
_MAGNITUDE_TAIL = compile_re(rf"[{MAGNITUDES}]+$")
_RATE = compile_re(r"\d+\.\d*[1-9]\d*")  # 6.7343; 3.0 is a version
_AND, _HEADS = tuple("、和与及"), ("", " ", *"\n。，；：:（(")
_NO_RATE = tuple("版代系时GT年月日天周个秒小分")
_TENTHS = compile_re(rf"[{''.join(DIGITS)}半](?![{CHINESE}个家成折年月日天])")
_LEADING = ("近", "逾", "超", "过", "上", "约", "破", "达", "数", "几", "超过", "将近", "接近")
_PART_OF = compile_re(r"[百千万佰仟]+")  # 百分之, 千分之, 万分之, 百万分之


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount at `text[start:end]`: `comparator` what its own words say (400多亿 → over), `sign` + or -."""

    start: int
    end: int
    number: Decimal
    upper: Decimal | None
    unit: Unit
    comparator: Comparator = "exactly"
    sign: str = ""


def find_amounts(text: str) -> Iterator[Amount]:
    """Yield the amounts of a text in order; none overlap."""
    plain = fold_numerals(text)
    units = load_units()
    last = read = 0
    for place in compile_starts().finditer(plain):
        written = read_written(plain, place.start()) if place.start() >= read else None
        if written is None:
            continue
        read, match = written.end, written.words
        if match.start() < last:
            continue  # part of an amount already read: the 三毛 of 五元三毛
        if match["idiom"]:
            idiom = units.idioms[match["idiom"]]
            found: Iterable[Amount | None] = (
                Amount(match.start(), match.end(), idiom.number, None, units.after[idiom.unit], idiom.comparator),
            )
        elif match["fraction"]:
            found = (_read_fraction(match),)
        elif not written.unit and match["before"] is None and written.second is None:
            found = (_read_bare(match, plain),)
        else:
            found = _read_amounts(written, plain, units)
        for amount in found:
            if amount is not None:
                last = amount.end
                yield amount


def _read_fraction(match: re.Match[str]) -> Amount | None:
    """Read 百分之三 (3 %), 千分之二 (0.2 %), 三分之一 (a plain number)."""
    start, end = match.span()
    if "/" in match["fraction"]:
        number = read_numeral(match["fraction"]).number
        return Amount(start, end, number, None, NO_UNIT) if number < 1 else None  # 24/7 is no share
    below, above = match["fraction"].split("分之", 1)
    negative = "-" if match["sign"] in ("-", "−", "负") else ""
    percent = load_units().after["%"]
    if _PART_OF.fullmatch(below):
        low, high, comparator = _read_words(above, percent)
        scale = 100 / read_numeral(below).number
        upper = tidy(high * scale) if high else None
        return Amount(start, end, tidy(low * scale), upper, percent, comparator, negative)
    return Amount(start, end, read_numeral(match["fraction"]).number, None, NO_UNIT, sign=negative)


def _read_bare(match: re.Match[str], text: str) -> Amount | None:
    """Read a numeral without unit where its magnitude or commas show an amount: 逾1.5亿, 65,168,803."""
    words = match["number"]
    digits = words[0].isdigit() and words[0].isascii()
    before = text[max(0, match.start() - 6) : match.start()]
    if digits and text[match.end() : match.end() + 1] in _AND and before[-1:] not in _HEADS:
        listed = read_listed(text, match.end())
        if listed:  # 0.12个、0.07个百分点 and 36、42家: what the last one counts, all count
            return replace(_bare(match, words), unit=load_units().after[listed])
    if digits and _RATE.fullmatch(words) and before.endswith(load_units().words["bare.before"]):
        return None if text[match.end() : match.end() + 1] in _NO_RATE else _bare(match, words)
    if len(words) > 1 and all(char in MAGNITUDES for char in words) and before.endswith(_LEADING):
        bare = _bare(match, words)  # 超万亿
        return replace(bare, comparator="over") if before.endswith("过") else bare
    big = "万" in words or "亿" in words or "兆" in words
    spelled = words[0] in DIGITS or words[0] in "十数几"
    if not ((big and (digits or (spelled and len(words) > 1))) or (digits and "," in words)):
        return None
    after = text[match.end() : match.end() + 1]
    return None if after.isascii() and after.isalnum() else _bare(match, words)


def _bare(match: re.Match[str], words: str) -> Amount:
    numeral = read_numeral(words)
    comparator: Comparator = "over" if match["vague"] else numeral.comparator
    return Amount(match.start(), match.end(), numeral.number, None, NO_UNIT, comparator, _read_sign(match))


def _read_amounts(written: Written, text: str, units: Units) -> Iterator[Amount]:
    """Read one amount with its unit, or a range, or the two amounts that a dash or 至 joins without a range."""
    match, start, end = written.words, written.words.start(), written.end
    first = units.after[written.unit] if written.unit else None
    if written.second is None:
        if first is not None or match["before"] is not None:
            yield from _one(match, text, first, start, end)
        return
    other = written.second["number"]
    second = units.after[written.second_unit]
    joined = first is None or first.code == second.code
    two_levels = text[max(0, start - 1) : start] in FROM
    if not joined or two_levels:
        first_end = written.first_end if first else match.end("vague") if match["vague"] else match.end("number")
        yield from _one(match, text, first if not joined else first or second, start, first_end)
        number = tidy(read_numeral(other).number * second.scale)
        yield from _extend(Amount(written.second.start("number"), end, number, None, second), text, units)
        return
    low, high = sorted(_read_ends(match["number"], other), key=lambda numeral: numeral.number)
    if low.number == high.number or not _is_amount(other, high.number, second, text, start, end):
        return
    scale = second.scale
    amount = Amount(start, end, tidy(low.number * scale), tidy(high.number * scale), second)
    yield from _extend(replace(amount, unit=_coded(match, second, units)), text, units)


def _read_ends(low: str, high: str) -> tuple[Numeral, Numeral]:
    """Read both ends of a range; the first takes the second's magnitude where it has none: 20-30亿."""
    first, second = read_numeral(low), read_numeral(high)
    tail = _MAGNITUDE_TAIL.search(high)
    if tail and not any(char in low for char in MAGNITUDES):
        scaled = read_numeral(low + tail[0])
        if scaled.number < second.number:
            return scaled, second
    return first, second


def _one(match: re.Match[str], text: str, unit: Unit | None, start: int, end: int) -> Iterator[Amount]:
    units = load_units()
    words, kind = match["number"], unit or NO_UNIT
    low, high, comparator = _read_words(words, kind)
    if match["vague"]:
        comparator = "about" if match["vague"] == "来" else "over"
    elif text[start - 1 : start] == "过" and words[0] in MAGNITUDES:  # 过百亿元; before other numbers 过 is a particle
        comparator = "over"
    if match["english"]:
        low *= ENGLISH[match["english"]]
    if unit and not match["before"] and not _is_amount(words, low, unit, text, start, end):
        return
    scale = kind.scale
    amount = Amount(
        start, end, tidy(low * scale), tidy(high * scale) if high else None, _coded(match, kind, units), comparator,
        _read_sign(match),
    )  # fmt: skip
    yield from _extend(amount, text, units)


def _read_words(words: str, unit: Unit) -> tuple[Decimal, Decimal | None, Comparator]:
    """Read a numeral, or the two that neighbours make: 两三 (家) is 2 to 3, 七八十 (台) 70 to 80; 九五 (折) is 95."""
    if unit.spells_digits:
        number = read_numeral(words).number
        return (number / 10 if number > 10 else number), None, "exactly"
    pair = read_neighbours(words)
    if pair:
        return pair[0], pair[1], "exactly"
    numeral = read_numeral(words)
    return numeral.number, None, numeral.comparator


def _is_amount(words: str, number: Decimal, unit: Unit, text: str, start: int, end: int) -> bool:
    """Tell whether numeral and unit are a figure: no article (一家), no year (2019款), no clock (8点), no lone 百."""
    units = load_units()
    digits = words[0] in "-.0123456789"
    if words in ("一", "壹") and unit.kind == "counted":
        before, after = text[max(0, start - 3) : start], text[end : end + 2]
        return before.endswith(units.words["article.exact_before"]) or after in units.words["article.exact_after"]
    if not digits and (unit.digits_only or (words[0] in "百千万亿" and len(words) > 1 and words[1] in DIGITS)):
        return False
    if words[0] in BIG or words[0] in "百千":
        hedged = text[max(0, start - 2) : start].endswith(_LEADING) or _is_vague(text, start, end, words)
        if not hedged and not (len(words) > 1 and unit.kind != "counted"):
            return False
    if digits and len(words) == 4 and "." not in words and int(number) in YEARS and text[end - 1] in _after_year(units):
        return False
    if unit.spells_digits and number >= 10:
        return False  # 十折 is no discount
    least = unit.least
    return not (least and number < least and "." not in words and words[0] != "0")


def _is_vague(text: str, start: int, end: int, words: str) -> bool:
    return any(char in text[start:end] for char in "多余几")


def _after_year(units: Units) -> tuple[str, ...]:
    return units.words["measure.after_year"]


def _coded(match: re.Match[str], unit: Unit, units: Units) -> Unit:
    """Return the unit with the currency that a sign in front names: HK$5, 港币5亿元."""
    if match["before"] is None:
        return unit
    return Unit(units.before[match["before"]], "money")


def _extend(amount: Amount, text: str, units: Units) -> Iterator[Amount]:
    """Yield the amount with a minor part (五元三毛) and what the price is for (/吨)."""
    minor, per = compile_tails()
    if amount.unit.kind == "money" and amount.upper is None:
        found = minor.match(text, amount.end)
        while found:
            unit = units.minor_inside.get(found["unit"]) or units.after[found["unit"]]
            number = tidy(amount.number + read_numeral(found["number"]).number * unit.scale)
            amount = replace(amount, end=found.end(), number=number)
            found = minor.match(text, amount.end)
    tenths = _TENTHS.match(text, amount.end) if text[amount.end - 1] == "成" else None
    if tenths:  # 七成五 is 75 %, 三成半 35 %
        amount = replace(amount, end=tenths.end(), number=amount.number + (DIGITS.get(tenths[0]) or 5))
    tail = per.match(text, amount.end)
    if tail:
        unit = amount.unit
        if unit.kind in ("counted", "measured"):
            unit = replace(unit, code=text[amount.end - len(unit.code) : tail.end()].strip())
        amount = replace(amount, end=tail.end(), unit=unit)
    yield amount


def _read_sign(match: re.Match[str]) -> str:
    sign = match["sign"]
    if not sign:
        return ""
    return "+" if sign == "+" else "-"
