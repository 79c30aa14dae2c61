"""A match of the date pattern and the article's date in; the period of the calendar that it means out.

News looks back: a date that names no year is the latest one that had begun when the article came out, unless a future
word governs it or it follows a date of the same sentence whose year it continues.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from kg.mentions.numerals import read_numeral
from kg.mentions.periods import (
    Period,
    join_periods,
    make_day,
    make_decade,
    make_half,
    make_month,
    make_months,
    make_quarter,
    make_week,
    make_year,
    shift_months,
)  # fmt: skip

YEAR_STEPS = {
    "今年": 0, "本年": 0, "本年度": 0, "去年": -1, "上年": -1, "上年度": -1, "上一年": -1, "上一年度": -1, "前年": -2,
    "今明两年": 0, "明年": 1, "下一年": 1, "后年": 2,
}  # fmt: skip
DAY_STEPS = {"今": 0, "昨": -1, "前": -2, "明": 1, "后": 2}
WEEKDAYS = "一二三四五六日天"
CENTURIES = {"上世纪": 1900, "本世纪": 2000, "十九世纪": 1800, "二十世纪": 1900}
GRACE = timedelta(days=1)  # an article may carry the date of the evening before its own paper
YOUNG = 30  # two-digit years up to this far ahead of the article are of its century


@dataclass(frozen=True, slots=True)
class Setting:
    """What an undated date leans on: the article's date, the date before it in the sentence, a future word."""

    reference: date | None
    previous: Period | None = None
    future: bool = False
    joined: bool = False  # a dash, 至 or 到 joins it to `previous`
    deadline: bool = False  # 截止3月7日 may lie ahead: the nearest such day is meant


@dataclass(frozen=True, slots=True)
class Resolved:
    """A period, or None where nothing says which; `dated` tells whether the words themselves named the year."""

    period: Period | None
    dated: bool = False


def resolve_date(match: re.Match[str], setting: Setting) -> Resolved:
    """Return the period that a match of the date pattern means; None when nothing tells, or for 2月30日."""
    try:
        return _resolve(match, setting)
    except (ValueError, OverflowError):
        return Resolved(None, True)  # 2月30日


def _resolve(match: re.Match[str], setting: Setting) -> Resolved:
    if match["iso_year"]:
        return Resolved(make_day(date(int(match["iso_year"]), int(match["iso_month"]), int(match["iso_day"]))), True)
    if match["year1"]:
        first, last = read_int(match["year1"]), read_int(match["year2"])
        last += first // 100 * 100 if last < 100 else 0
        return Resolved(join_periods(make_year(first), make_year(last)) if first < last else None, True)
    if match["sellside_q"]:
        return Resolved(make_quarter(2000 + int(match["sellside_y"]), int(match["sellside_q"])), True)
    if match["decade"]:
        return Resolved(_resolve_decade(match), True)
    if match["year"]:
        year = _widen(read_int(match["year"]), setting.reference)
        return Resolved(_make_part(match, "y_", year) or make_year(year), True)
    if any(match[name] for name in ("p_quarter", "p_q", "p_h", "p_half", "p_span", "p_month1", "p_month1c", "p_month")):
        return Resolved(_choose_year(lambda year: _make_part(match, "p_", year), setting))
    if match["bare_day"]:
        return Resolved(_choose_month(int(match["bare_day"]), setting))
    return Resolved(_resolve_relative(match, setting), True)


def read_int(words: str) -> int:
    """Return a year, month or count written in either kind of digits."""
    return int(read_numeral(words).number)


def _widen(year: int, reference: date | None) -> int:
    if year >= 100:
        return year
    now = reference.year if reference else 2020
    return now // 100 * 100 + year - (100 if year > now % 100 + YOUNG else 0)


def _resolve_decade(match: re.Match[str]) -> Period:
    decade = read_int(match["decade"])
    century = match["century"]
    if century:
        base = CENTURIES.get(century) or 100 * (int(century[:2]) - 1)
        return make_decade(base + decade)
    return make_decade((1900 if decade >= 30 else 2000) + decade)


def _make_part(match: re.Match[str], prefix: str, year: int) -> Period | None:
    """Return the part of `year` that the groups with `prefix` name; None when they name none.

    Raises:
        ValueError: no such day (2月30日).
    """
    part = {name: match[prefix + name] for name in PARTS}
    if part["quarter"]:
        first = make_quarter(year, 1 if part["quarter"] == "首" else read_int(part["quarter"]))
        return join_periods(first, make_quarter(year, read_int(part["quarter2"]))) if part["quarter2"] else first
    if part["q"]:
        return make_quarter(year, int(part["q"]))
    if part["h"]:
        return make_half(year, int(part["h"]))
    if part["half"]:
        return make_half(year, 1 if part["half"] in "上前" else 2)
    if part["nth"]:
        return make_month(year, read_int(part["nth"]))
    if part["span"] and part["countunit"] == "天":
        return _make_days(year, read_int(part["count"]), from_start=part["span"] in ("前", "首", "头"))
    if part["span"]:
        months = read_int(part["count"]) * (1 if part["countunit"] == "个月" else 3)
        return (
            make_months(year, 1, months) if part["span"] in ("前", "首", "头") else make_months(year, 13 - months, 12)
        )
    if part["month1"] or part["month1c"]:
        return make_months(
            year, read_int(part["month1"] or part["month1c"]), read_int(part["month2"] or part["month2c"])
        )
    return _make_month_part(part, year) if part["month"] else None


PARTS = (
    "quarter", "quarter2", "q", "h", "half", "nth", "span", "count", "countunit",
    "month1", "month2", "month1c", "month2c", "month", "day", "day2", "day1c", "day2c",
)  # fmt: skip


def _make_days(year: int, count: int, *, from_start: bool) -> Period:
    first, last = date(year, 1, 1), date(year, 12, 31)
    step = timedelta(days=count - 1)
    return join_periods(*map(make_day, (first, first + step) if from_start else (last - step, last)))


def _make_month_part(part: dict[str, str | None], year: int) -> Period:
    month = read_int(part["month"] or "")
    first, last = part["day"] or part["day1c"], part["day2"] or part["day2c"]
    if not first:
        return make_month(year, month)
    day = make_day(date(year, month, read_int(first)))
    return join_periods(day, make_day(date(year, month, read_int(last)))) if last else day


def _choose_year(make: Callable[[int], Period | None], setting: Setting) -> Period | None:
    """Return the period in the year that the setting speaks for."""
    reference, previous = setting.reference, setting.previous
    if previous and previous.grain != "year" and (setting.joined or not setting.future):
        for year in (previous.first.year, previous.first.year + 1)[: 1 + setting.joined]:
            inherited = _try(make, year)
            if inherited and inherited.last >= previous.last:
                return inherited
    if reference is None:
        return None
    if setting.deadline:
        periods = (_try(make, year) for year in range(reference.year - 1, reference.year + 2))
        return min((p for p in periods if p), key=lambda p: abs((p.last - reference).days), default=None)
    years = (
        range(reference.year, reference.year + 9)
        if setting.future
        else range(reference.year + 1, reference.year - 9, -1)
    )
    for year in years:
        period = _try(make, year)
        if period is None:
            continue
        if setting.future and period.last >= reference:
            return period
        # what adds up from January (前三季度, 1-6月) is reported when it is over, give or take its last month
        adds_up = period.grain == "interval" and (period.first.month, period.first.day) == (1, 1)
        begun = max(period.first, shift_months(period.last, -1)) if adds_up else period.first
        if not setting.future and begun <= reference + GRACE:
            return period
    return None


def _try(make: Callable[[int], Period | None], year: int) -> Period | None:
    try:
        return make(year)
    except ValueError:
        return None  # 2月29日 in a common year


def _choose_month(day: int, setting: Setting) -> Period | None:
    """Return the day of the article's month or the latest one before; after a dated day, of that day's month."""
    previous, reference = setting.previous, setting.reference
    if previous and previous.grain == "day" and day > previous.first.day and not setting.future:
        return make_day(previous.first.replace(day=day))
    if reference is None:
        return None
    for step in range(13):
        month = shift_months(reference.replace(day=1), step if setting.future else -step)
        try:
            found = month.replace(day=day)
        except ValueError:
            continue
        if found >= reference if setting.future else found <= reference + GRACE:
            return make_day(found)
    return None


def _resolve_relative(match: re.Match[str], setting: Setting) -> Period | None:
    reference = setting.reference
    if reference is None:
        return None
    if match["relative"]:
        year = reference.year + YEAR_STEPS[match["relative"]]
        if match["same"] and setting.previous:
            return None
        if match["relative"] == "今明两年":
            return join_periods(make_year(year), make_year(year + 1))
        return _make_part(match, "y_", year) or make_year(year)
    if match["relday"]:
        return make_day(reference + timedelta(days=DAY_STEPS[match["relday"][0]]))
    if match["weekday"]:
        return make_day(_resolve_weekday(match, reference, setting.future))
    if match["weekrel"]:
        week = make_week(reference + timedelta(weeks=_step(match["weekrel"])))
        if match[0].endswith("末"):
            return join_periods(make_day(week.last - timedelta(days=1)), make_day(week.last))
        return week
    if match["halfmonth"]:
        first = reference.replace(day=1)
        end = shift_months(first, 1) - GRACE
        days = (first, first.replace(day=15)) if match["halfmonth"] == "上" else (first.replace(day=16), end)
        return join_periods(*map(make_day, days))
    if match["quarterrel"]:
        month = shift_months(reference, 3 * _step(match["quarterrel"]))
        return make_quarter(month.year, (month.month + 2) // 3)
    if match["monthrel"]:
        month = shift_months(reference.replace(day=1), _step(match["monthrel"]))
        return (
            make_day(month.replace(day=read_int(match["rel_day"])))
            if match["rel_day"]
            else make_month(month.year, month.month)
        )
    return None


def _step(words: str) -> int:
    """Return how many weeks, months or quarters 上, 本, 下 step: 上上 is -2."""
    return words.count("下") - words.count("上")


def _resolve_weekday(match: re.Match[str], reference: date, future: bool) -> date:
    """Return the day of 上周五, 本周三, or of a bare 周四: the nearest in the past week, today included."""
    wanted = min(WEEKDAYS.index(match["weekday"][-1]), 6)
    if match["weekstep"]:
        monday = reference - timedelta(days=reference.weekday())
        return monday + timedelta(weeks=_step(match["weekstep"]), days=wanted)
    if future:
        return reference + timedelta(days=(wanted - reference.weekday()) % 7)
    return reference - timedelta(days=(reference.weekday() - wanted) % 7)
