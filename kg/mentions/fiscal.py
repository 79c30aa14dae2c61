"""A text in; what its fiscal quarters mean in the calendar, where it says so itself.

Companies begin their years in any month, so 第三财季 has a meaning only in a text that states one: 截至2018年12月31日的
第三财季, 第一财季（即2018年第四季度）. A quarter that one text states in two different ways has none.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kg.expressions import compile_re
from kg.mentions.date_parts import read_int
from kg.mentions.periods import Period, make_months_until, make_quarter, shift_months

QUARTER = "财季|财政季度"
_NUMBER = "[一二三四1-4]"
_AS_OF = compile_re(
    rf"截[至止]到?(?P<year>20\d\d)年(?P<month>\d{{1,2}})月(?:(?P<day>\d{{1,2}})日)?止?的?"
    rf"(?:(?P<fiscal>(?:20)?\d\d)财年)?第?(?P<number>{_NUMBER})(?:{QUARTER})"
)
_THAT_IS = compile_re(
    rf"(?:(?P<fiscal>(?:20)?\d\d)(?:财年)?)?第?(?P<number>{_NUMBER})(?:{QUARTER})[（(，](?:即|也就是|对应)"
    rf"(?P<year>20\d\d)年第?(?P<quarter>{_NUMBER})(?:自然|日历)?季度"
)


@dataclass(frozen=True, slots=True)
class FiscalQuarter:
    """What a fiscal quarter means: `fiscal` is the fiscal year it was named with, 0 when it was named without."""

    fiscal: int
    period: Period


def find_fiscal_quarters(text: str) -> Mapping[int, FiscalQuarter]:
    """Return by its number what each fiscal quarter means that the text states one calendar meaning of."""
    if "财季" not in text and "财政季度" not in text:
        return {}
    stated: dict[int, set[FiscalQuarter]] = {}
    for match in _AS_OF.finditer(text):
        period = _read_quarter_until(match)
        if period:
            stated.setdefault(read_int(match["number"]), set()).add(FiscalQuarter(_read_year(match), period))
    for match in _THAT_IS.finditer(text):
        period = make_quarter(int(match["year"]), read_int(match["quarter"]))
        stated.setdefault(read_int(match["number"]), set()).add(FiscalQuarter(_read_year(match), period))
    return {
        number: max(meanings, key=lambda meaning: meaning.fiscal)
        for number, meanings in stated.items()
        if len({meaning.period for meaning in meanings}) == 1
    }


def resolve_fiscal_quarter(match: re.Match[str], stated: Mapping[int, FiscalQuarter]) -> Period | None:
    """Return what 第三财季, 2019财年第一财季 or 本财季 in a match of the date pattern means where it is stated."""
    if match["fiscal_this"]:
        return next(iter(stated.values())).period if len(stated) == 1 else None
    number = match["fiscal_quarter"] or match["fiscal_quarter2"]
    meaning = stated.get(read_int(number)) if number else None
    year = match["fiscal_year"] or match["fiscal_year2"] or ""
    if meaning is None or (year and not year.isdigit()):
        return None
    return meaning.period if not year or int(year) % 100 == meaning.fiscal % 100 else None


def _read_year(match: re.Match[str]) -> int:
    return int(match["fiscal"] or 0)


def _read_quarter_until(match: re.Match[str]) -> Period | None:
    try:
        last = shift_months(date(int(match["year"]), int(match["month"]), 1), 1).replace(day=1)
        day = date(int(match["year"]), int(match["month"]), int(match["day"])) if match["day"] else None
    except ValueError:
        return None
    return make_months_until(day or date.fromordinal(last.toordinal() - 1), 3)
