"""A published case in; the reason out why business news doesn't say it, if there is one.

The rules speak of kinds of things, from the published answer or the shape of the text, never of one case.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

# DateTimeModel: what the published answer calls itself
OTHER_KINDS = {
    "time": "clock times",
    "timerange": "clock times",
    "datetime": "clock times",
    "datetimerange": "clock times",
    "set": "repeating sets (每周一)",
    "holiday": "holidays",
}
FIRST_YEAR = 1900
ERA = re.compile("民国")
COMPUTER_NOTATION = re.compile(r"\d\s?\^|\d[eE][+\-－]?[\d０-９]|[eE][－]|(?<![A-Za-z])[\d.]\s?[kKM](?![A-Za-z])")
STROKED_WITHOUT_ORDER = re.compile(r"\d{1,2}[/-]\d{1,2}(?:[/-]\d{2,4})?(?:-\d{1,2}/.*)?")
BLANKS = re.compile(
    r"[\d０-９零一二三四五六七八九十百千万陆佰点點个個分之成]\s+[\d零一二三四五六七八九十百千万点點个個分之成折又]"
)
ADDRESS = re.compile(r"https?://")
UNIT_ALONE = "currencies named without a figure"


def find_exclusion(model: str, text: str, expected: Sequence[Mapping[str, Any]]) -> str:
    """Return why a case is out of scope; an empty string when it is in scope."""
    if model == "DateTimeModel":
        return _exclude_date(text, expected)
    if ADDRESS.search(text):
        return "web addresses"
    if COMPUTER_NOTATION.search(text):
        return "powers, exponents and k for thousand"
    if any(BLANKS.search(result["Text"]) for result in expected):
        return "numerals with blanks between their characters"
    if model == "CurrencyModel" and any(result["Resolution"].get("value") is None for result in expected):
        return UNIT_ALONE
    return ""


def _exclude_date(text: str, expected: Sequence[Mapping[str, Any]]) -> str:
    for result in expected:
        kind = result["TypeName"].rpartition(".")[2]
        if kind in OTHER_KINDS:
            return OTHER_KINDS[kind]
        for value in result["Resolution"]["values"]:
            reason = _exclude_value(value)
            if reason:
                return reason
    if any(ERA.match(result["Text"]) for result in expected):
        return "years of reigns and of the Republic"
    if any(STROKED_WITHOUT_ORDER.fullmatch(result["Text"]) for result in expected):
        return "days with strokes in unstated order (12/1)"
    return ""


def _exclude_value(value: Mapping[str, Any]) -> str:
    timex = value.get("timex", "")
    if value.get("isLunar"):
        return "the lunar calendar"
    if re.search(r"-(?:SU|SP|FA|WI)$", timex):
        return "seasons"
    if re.search(r"-W\d\d|-WE|#|P\d+W\)$", timex):
        return "counted weeks and weekends"
    year = re.match(r"\(?(\d{4})", timex)
    if year and int(year[1]) < FIRST_YEAR:
        return "years before 1900"
    if "REF" in timex:
        return "now and soon"
    return ""
