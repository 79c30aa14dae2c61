"""Stretches of the calendar with their ISO 8601 form: years, halves, quarters, months, days, and intervals of them."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from kg.expressions import compile_re

Grain = Literal["decade", "year", "half", "quarter", "month", "week", "day", "interval"]
FIRST_YEAR, LAST_YEAR = 1000, 9998  # what datetime.date can hold with room to step


@dataclass(frozen=True, slots=True)
class Period:
    """The days `first` to `last`, both included, named `iso` as precisely as it was said."""

    first: date
    last: date
    iso: str
    grain: Grain


def make_year(year: int) -> Period:
    """Return a calendar year."""
    return Period(date(year, 1, 1), date(year, 12, 31), f"{year:04}", "year")


def make_half(year: int, half: int) -> Period:
    """Return the first or second half of a year: 2018H1."""
    months = make_months(year, 6 * half - 5, 6 * half)
    return Period(months.first, months.last, f"{year:04}H{half}", "half")


def make_quarter(year: int, quarter: int) -> Period:
    """Return a calendar quarter: 2018Q3."""
    months = make_months(year, 3 * quarter - 2, 3 * quarter)
    return Period(months.first, months.last, f"{year:04}Q{quarter}", "quarter")


def make_month(year: int, month: int) -> Period:
    """Return a month."""
    return Period(date(year, month, 1), _end_of_month(year, month), f"{year:04}-{month:02}", "month")


def make_day(day: date) -> Period:
    """Return a single day."""
    return Period(day, day, day.isoformat(), "day")


def make_months(year: int, first: int, last: int) -> Period:
    """Return the months `first` to `last` of a year; the last may lie in the next year (11 to 2)."""
    end_year = year if last >= first else year + 1
    return join_periods(make_month(year, first), make_month(end_year, last))


def make_week(day: date) -> Period:
    """Return the week, Monday to Sunday, that holds `day`."""
    monday = day - timedelta(days=day.weekday())
    return join_periods(make_day(monday), make_day(monday + timedelta(days=6)))


def make_decade(year: int) -> Period:
    """Return the ten years from `year` (1990 → 1990/1999)."""
    return join_periods(make_year(year), make_year(year + 9))


def join_periods(first: Period, last: Period) -> Period:
    """Return the interval from one period through another: 2018-04/2018-12."""
    left, right = first.iso.split("/")[0], last.iso.split("/")[-1]
    iso = left if left == right else f"{left}/{right}"
    return Period(first.first, last.last, iso, first.grain if left == right else "interval")


def shift_months(day: date, months: int) -> date:
    """Return the same day of the month `months` later, or that month's last day where it has no such day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def shift_years(period: Period, years: int) -> Period:
    """Return the same period `years` later: 2018-04/2018-12 a year before is 2017-04/2017-12."""
    first, last = period.iso.partition("/")[0], period.iso.rpartition("/")[2]
    shifted = [_name_year(part, int(part[:4]) + years) for part in (first, last)]
    return join_periods(*shifted)


def _name_year(iso: str, year: int) -> Period:
    if len(iso) == len("2018-10-26"):
        return make_day(shift_months(date.fromisoformat(iso), 12 * (year - int(iso[:4]))))
    period = read_period(f"{year:04}{iso[4:]}")
    if period is None:
        raise ValueError(f"no year {year}")
    return period


def _end_of_month(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def make_months_until(day: date, months: int) -> Period:
    """Return the `months` that end with `day`: nine until 31 December 2018 are 2018-04/2018-12, three are 2018Q4."""
    if day != _end_of_month(day.year, day.month):
        return join_periods(make_day(shift_months(day, -months) + timedelta(days=1)), make_day(day))
    first = shift_months(date(day.year, day.month, 1), 1 - months)
    if months == 12 and day.month == 12:
        return make_year(day.year)
    if months == 6 and day.month in (6, 12):
        return make_half(day.year, day.month // 6)
    if months == 3 and day.month % 3 == 0:
        return make_quarter(day.year, day.month // 3)
    return join_periods(make_month(first.year, first.month), make_month(day.year, day.month))


_ISO = compile_re(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?|Q([1-4])|H([12]))?")


def read_period(iso: str) -> Period | None:
    """Return the period that a Value's iso names (2018, 2018Q3, 2018-10-26, 2018-04/2018-12); else None."""
    first, _, last = iso.partition("/")
    if last:
        start, end = read_period(first), read_period(last)
        return join_periods(start, end) if start and end else None
    match = _ISO.fullmatch(iso)
    try:
        return _make_named(*(int(part or 0) for part in match.groups())) if match else None
    except ValueError:
        return None


def _make_named(year: int, month: int, day: int, quarter: int, half: int) -> Period:
    if day:
        return make_day(date(year, month, day))
    if month:
        return make_month(year, month)
    return make_quarter(year, quarter) if quarter else make_half(year, half) if half else make_year(year)
