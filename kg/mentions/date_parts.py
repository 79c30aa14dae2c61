"""The groups of a part of a year (第三季度, 1-6月, 后9个月, 10月26日) and the year in; the period they mean out."""

import re
from datetime import date, timedelta

from kg.mentions.numerals import read_numeral
from kg.mentions.periods import (
    Period,
    join_periods,
    make_day,
    make_half,
    make_month,
    make_months,
    make_quarter,
    make_year,
)

FIRST_PARTS = ("前", "首", "头")
MONTHS = ("month", "month_d", "month_r", "month_m")


def read_int(words: str) -> int:
    """Return a year, month or count written in either kind of digits."""
    return int(read_numeral(words).number)


def has_part(match: re.Match[str], prefix: str) -> bool:
    """Tell whether the groups with `prefix` name a part of a year."""
    names = ("quarter", "q", "h", "half", "mid", "nth", "span", "month1", "month1c", *MONTHS)
    return any(match[prefix + name] for name in names)


def make_part(match: re.Match[str], prefix: str, year: int) -> Period:
    """Return the part of `year` that the groups with `prefix` name; the whole year when they name none (年底, 全年).

    Raises:
        ValueError: no such day (2月30日).
    """
    if match[prefix + "quarter"]:
        return _make_quarters(match[prefix + "quarter"], match[prefix + "quarter2"], year)
    if match[prefix + "q"]:
        return make_quarter(year, int(match[prefix + "q"]))
    if match[prefix + "h"]:
        return make_half(year, int(match[prefix + "h"]))
    if match[prefix + "half"] or match[prefix + "mid"]:
        return make_half(year, 2 if match[prefix + "half"] in ("下", "后") else 1)
    if match[prefix + "nth"]:
        return make_month(year, read_int(match[prefix + "nth"]))
    if match[prefix + "span"]:
        return _make_span(match, prefix, year)
    first = match[prefix + "month1"] or match[prefix + "month1c"]
    if first:
        return make_months(year, read_int(first), read_int(match[prefix + "month2"] or match[prefix + "month2c"]))
    month = next((match[prefix + name] for name in MONTHS if match[prefix + name]), None)
    return _make_days(match, prefix, year, read_int(month)) if month else make_year(year)


def _make_quarters(first: str, last: str | None, year: int) -> Period:
    quarter = make_quarter(year, 1 if first == "首" else read_int(first))
    return join_periods(quarter, make_quarter(year, read_int(last))) if last else quarter


def _make_span(match: re.Match[str], prefix: str, year: int) -> Period:
    """Return the first or last months, quarters or days of a year: 前三季度, 后9个月, 前10天."""
    count, unit = read_int(match[prefix + "count"]), match[prefix + "countunit"]
    from_start = match[prefix + "span"] in FIRST_PARTS
    if unit == "天":
        first, last, step = date(year, 1, 1), date(year, 12, 31), timedelta(days=count - 1)
        return join_periods(*map(make_day, (first, first + step) if from_start else (last - step, last)))
    months = count if unit in ("个月", "月") else 3 * count
    return make_months(year, 1, months) if from_start else make_months(year, 13 - months, 12)


def _make_days(match: re.Match[str], prefix: str, year: int, month: int) -> Period:
    first = match[prefix + "day"] or match[prefix + "day1c"]
    last = match[prefix + "day2"] or match[prefix + "day2c"]
    if not first:
        return make_month(year, month)
    day = make_day(date(year, month, read_int(first)))
    return join_periods(day, make_day(date(year, month, read_int(last)))) if last else day
