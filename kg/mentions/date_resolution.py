"""A match of the date pattern and the article's date in; the period of the calendar that it means out.

News looks back: a date that names no year is the latest one that had begun when the article came out, unless a future
word governs it, a weekday beside it tells, or it continues a date of the same sentence.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from kg.mentions.date_parts import has_part, make_part, read_int
from kg.mentions.fiscal import FiscalQuarter, resolve_fiscal_quarter
from kg.mentions.periods import (
    Period,
    join_periods,
    make_day,
    make_decade,
    make_month,
    make_quarter,
    make_year,
    shift_months,
    shift_years,
)
from kg.mentions.relative_dates import choose_nearest, is_weekday, resolve_relative

CENTURIES = {"上世纪": 1900, "本世纪": 2000, "十九世纪": 1800, "二十世纪": 1900}
GRACE = timedelta(days=1)  # an article may carry the date of the evening before its own paper
YOUNG = 30  # two-digit years up to this far ahead of the article are of its century
HALF_A_YEAR = 183  # days; what is farther off than this on one side is nearer on the other
BEFORE_REPORT = {"上年", "上年度", "上一年", "上一年度"}  # which 去年 is not: that is the year before the article
REPORTS_UNTIL = 4  # the month in which the last annual reports come out
WITHIN_YEAR = ("half", "quarter", "interval")


@dataclass(frozen=True, slots=True)
class Setting:
    """What an undated date leans on.

    `previous` is the date before it in the sentence, `reported` the last period of more than a day (for 去年同期),
    `told_of` the year of a report (for 上年), `day` the last date of the paragraph (for 当日). A future word puts it
    ahead, `ahead` lets the nearest count that is so many days ahead at most (截止3月7日), and `joined` puts it after
    `previous` (12月30日至1月5日). `fiscal` holds what the text says of its fiscal quarters.
    """

    reference: date | None
    previous: Period | None = None
    reported: Period | None = None
    told_of: int | None = None
    day: Period | None = None
    future: bool = False
    joined: bool = False
    ahead: int = 0
    fiscal: Mapping[int, FiscalQuarter] = field(default_factory=dict)


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
        if match["same"] and setting.reported:
            return Resolved(shift_years(setting.reported, year - setting.reported.first.year), True)
        return Resolved(make_part(match, "y_", year), True)
    if match["fiscal_this"] or match["fiscal_quarter"] or match["fiscal_quarter2"]:
        return Resolved(resolve_fiscal_quarter(match, setting.fiscal), True)
    if has_part(match, "p_"):
        return Resolved(_choose_year(match, setting))
    if match["bare_day"]:
        return Resolved(_choose_month(int(match["bare_day"]), match["bare_weekday"], setting))
    if match["echo"] or match["echo_year"]:
        return Resolved(_resolve_echo(match, setting.day), True)
    if setting.reference is None:
        return Resolved(None, True)
    if match["relative"] in BEFORE_REPORT and not match["same"]:
        return Resolved(_resolve_year_before(match, setting.reference, setting.told_of), True)
    found = resolve_relative(
        match, setting.reference, reported=setting.reported, previous=setting.previous, future=setting.future
    )
    return Resolved(found, True)


def _resolve_year_before(match: re.Match[str], reference: date, told_of: int | None) -> Period | None:
    """Return what 上年 means; None where reports of last year are coming out and nothing tells which one is meant."""
    if told_of is None and reference.month <= REPORTS_UNTIL:
        return None
    return make_part(match, "y_", (told_of or reference.year) - 1)


def _widen(year: int, reference: date | None) -> int:
    if year >= 100:
        return year
    now = reference.year if reference else 2020
    return now // 100 * 100 + year - (100 if year > now % 100 + YOUNG else 0)


def _resolve_decade(match: re.Match[str]) -> Period:
    decade, century = read_int(match["decade"]), match["century"]
    if century:
        return make_decade((CENTURIES.get(century) or 100 * (int(century[:2]) - 1)) + decade)
    if decade >= 100:
        return make_decade(decade)
    return make_decade((1900 if decade >= 30 else 2000) + decade)


def _choose_year(match: re.Match[str], setting: Setting) -> Period | None:
    """Return the part of the year that the setting speaks for."""

    def attempt(year: int) -> Period | None:
        try:
            return make_part(match, "p_", year)
        except ValueError:
            return None  # 2月29日 in a common year

    reference, previous = setting.reference, setting.previous
    if previous and (setting.joined or not setting.future):
        for year in (previous.first.year, previous.first.year + 1)[: 1 + setting.joined]:
            inherited = attempt(year)
            if inherited and _continues(previous, inherited, setting):
                return inherited
    if reference is None:
        return None
    around = range(reference.year + 1, reference.year - 9, -1)  # nine years hold a 29 February
    weekday = match["p_weekday"]
    if weekday or (setting.ahead and not setting.future):
        periods = (period for period in map(attempt, around[:3]) if period)
        chosen = choose_nearest((p for p in periods if not weekday or is_weekday(p.first, weekday)), reference)
        if chosen and (chosen.first - reference).days <= (setting.ahead or HALF_A_YEAR):
            return chosen
    if setting.future:
        ahead = map(attempt, range(reference.year, reference.year + 9))
        return next((period for period in ahead if period and period.last >= reference), None)
    return next((period for period in map(attempt, around) if period and _has_begun(period, reference)), None)


def _continues(previous: Period, period: Period, setting: Setting) -> bool:
    """Tell whether a part continues the date before it: 去年一季度 … 二季度, 2018年 … 上半年, 7月9日 … 10月26日."""
    if setting.joined:
        return period.first >= previous.first
    begun = setting.reference is None or _has_begun(period, setting.reference)
    if previous.grain == "year":
        return begun and period.grain in WITHIN_YEAR
    return begun and period.last >= previous.last


def _has_begun(period: Period, reference: date) -> bool:
    """Tell whether news of `reference` could look back on a period.

    What adds up from January (前三季度, 1-6月) is reported when it is over, give or take its last month.
    """
    adds_up = period.grain == "interval" and (period.first.month, period.first.day) == (1, 1)
    begun = max(period.first, shift_months(period.last, -1)) if adds_up else period.first
    return begun <= reference + GRACE


def _choose_month(day: int, weekday: str | None, setting: Setting) -> Period | None:
    """Return the day of the article's month or the latest one before; after a dated day, of that day's month."""
    previous, reference = setting.previous, setting.reference
    if previous and previous.grain == "day" and day > previous.first.day and not setting.future:
        return make_day(previous.first.replace(day=day))
    if reference is None:
        return None
    days = [
        found for step in range(1, -13, -1) if (found := _day_of(shift_months(reference.replace(day=1), step), day))
    ]
    if weekday or (setting.ahead and not setting.future):
        close = (make_day(found) for found in days[:4] if not weekday or is_weekday(found, weekday))
        chosen = choose_nearest(close, reference)
        if chosen and (chosen.first - reference).days <= (setting.ahead or HALF_A_YEAR):
            return chosen
    if setting.future:
        return next((make_day(found) for found in reversed(days) if found >= reference), None)
    return next((make_day(found) for found in days if found <= reference + GRACE), None)


def _day_of(month: date, day: int) -> date | None:
    try:
        return month.replace(day=day)
    except ValueError:
        return None


def _resolve_echo(match: re.Match[str], day: Period | None) -> Period | None:
    """Return what 当日, 次日, 同月, 同年10月 … mean after the date `day`; None after one less precise."""
    words = match["echo"] or match["echo_year"]
    step = 1 if words[0] in "次翌" else 0
    if day is None:
        return None
    if match["echo_year"]:
        return make_part(match, "y_", day.first.year + step)
    if words[-1] == "月" and day.grain in ("day", "month"):
        month = shift_months(day.first.replace(day=1), step)
        if match["echo_day"]:
            return make_day(month.replace(day=read_int(match["echo_day"])))
        return make_month(month.year, month.month)
    return make_day(day.first + timedelta(days=step)) if day.grain == "day" else None
