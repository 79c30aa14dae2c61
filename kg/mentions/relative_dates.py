"""Dates reckoned from the article's own: 昨天, 上周五, 本月25日, 去年四季度, 年底; and the choice among candidates."""

import re
from collections.abc import Iterable
from datetime import date, timedelta

from kg.mentions.date_parts import make_part, read_int
from kg.mentions.periods import (
    Period,
    join_periods,
    make_day,
    make_month,
    make_quarter,
    make_week,
    make_year,
    shift_months,
    shift_years,
)

YEAR_STEPS = {
    "今明两年": 0, "今年": 0, "本年": 0, "本年度": 0,
    "去年": -1, "上年": -1, "上年度": -1, "上一年": -1, "上一年度": -1, "前年": -2,
    "明年": 1, "下一年": 1, "后年": 2,
}  # fmt: skip
DAY_STEPS = {"今": 0, "即": 0, "昨": -1, "前": -2, "明": 1, "后": 2}
WEEKDAYS = "一二三四五六日天"
CLOSE = 45  # days around the article in which 周四（1月3日） lies
YEAR_ENDS_UNTIL = 3  # the month until which 年底 means the end of the year before


def is_weekday(day: date, weekday: str) -> bool:
    """Tell whether a day is the one that 周四 or 星期天 names."""
    return day.weekday() == min(WEEKDAYS.index(weekday[-1]), 6)


def choose_nearest(periods: Iterable[Period], reference: date) -> Period | None:
    """Return the period that begins nearest to `reference`, the first of equals."""
    return min(periods, key=lambda period: abs((period.first - reference).days), default=None)


def resolve_relative(
    match: re.Match[str], reference: date, *, reported: Period | None, previous: Period | None, future: bool
) -> Period | None:
    """Return the period that a date reckoned from `reference` means; None for what has no calendar (第三财季)."""
    if match["relative"]:
        return _resolve_relative_year(match, reference, reported)
    if match["relday"]:
        return make_day(reference + timedelta(days=DAY_STEPS[match["relday"][0]]))
    if match["weekday"]:
        return _resolve_weekday(match, reference, future=future)
    if match["weekrel"]:
        week = make_week(reference + timedelta(weeks=_step(match["weekrel"])))
        saturday = make_day(week.last - timedelta(days=1))
        return join_periods(saturday, make_day(week.last)) if match[0].endswith("末") else week
    first = reference.replace(day=1)
    if match["halfmonth"]:
        end = shift_months(first, 1) - timedelta(days=1)
        days = (first, first.replace(day=15)) if match["halfmonth"] == "上" else (first.replace(day=16), end)
        return join_periods(*map(make_day, days))
    if match["quarterrel"]:
        month = shift_months(first, 3 * _step(match["quarterrel"]))
        return make_quarter(month.year, (month.month + 2) // 3)
    if match["monthrel"]:
        month = shift_months(first, _step(match["monthrel"]))
        day = match["rel_day"]
        return make_day(month.replace(day=read_int(day))) if day else make_month(month.year, month.month)
    if match["bare_edge"]:
        if previous and previous.grain == "year":  # 今年年中、年末
            return previous
        over = match["bare_edge"] != "年初" and reference.month <= YEAR_ENDS_UNTIL and not future
        return make_year(reference.year - over)
    return None


def _resolve_relative_year(match: re.Match[str], reference: date, reported: Period | None) -> Period:
    if match["same"] and reported:  # 去年同期 is the year before what is reported
        return shift_years(reported, -1)
    year = reference.year + YEAR_STEPS[match["relative"]]
    return (
        join_periods(make_year(year), make_year(year + 1))
        if match["relative"] == "今明两年"
        else make_part(match, "y_", year)
    )


def _step(words: str) -> int:
    """Return how many weeks, months or quarters 上, 本, 下 step: 上上 is -2."""
    return words.count("下") - words.count("上")


def _resolve_weekday(match: re.Match[str], reference: date, *, future: bool) -> Period:
    """Return the day of 上周五, of 周四（1月3日）, or of a bare 周四: the nearest in the past week, today included."""
    wanted = min(WEEKDAYS.index(match["weekday"][-1]), 6)
    if match["wd_day"]:
        days = (reference + timedelta(days=step) for step in range(-CLOSE, CLOSE + 1))
        month = read_int(match["wd_month"]) if match["wd_month"] else None
        same = (day for day in days if day.day == read_int(match["wd_day"]) and month in (None, day.month))
        chosen = choose_nearest((make_day(day) for day in same if day.weekday() == wanted), reference)
        if chosen:
            return chosen
    if match["weekstep"]:
        monday = reference - timedelta(days=reference.weekday())
        return make_day(monday + timedelta(weeks=_step(match["weekstep"]), days=wanted))
    if future:
        return make_day(reference + timedelta(days=(wanted - reference.weekday()) % 7))
    return make_day(reference - timedelta(days=(reference.weekday() - wanted) % 7))
