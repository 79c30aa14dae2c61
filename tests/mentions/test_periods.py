from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.mentions.dates import find_dates
from kg.mentions.durations import anchor_duration
from kg.mentions.lengths import Part, make_duration, reckon_back, sum_parts
from kg.mentions.periods import (
    join_periods,
    make_day,
    make_half,
    make_month,
    make_months,
    make_months_until,
    make_quarter,
    make_year,
    read_period,
    shift_months,
    shift_years,
)

YEARS = st.integers(1900, 2100)
DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
PERIODS = st.one_of(
    DAYS.map(make_day),
    YEARS.map(make_year),
    st.builds(make_quarter, YEARS, st.integers(1, 4)),
    st.builds(make_half, YEARS, st.integers(1, 2)),
    st.builds(make_month, YEARS, st.integers(1, 12)),
    st.builds(make_months, YEARS, st.integers(1, 12), st.integers(1, 12)),
)


@settings(deadline=None)  # the first example compiles the patterns
@given(PERIODS)
def test_printed_period_reads_back(period: object) -> None:
    assert read_period(period.iso) == period  # type: ignore[attr-defined]


@settings(deadline=None)  # the first example compiles the patterns
@given(YEARS)
def test_halves_and_quarters_tile_the_year(year: int) -> None:
    quarters = [make_quarter(year, quarter) for quarter in (1, 2, 3, 4)]
    for before, after in zip(quarters, quarters[1:], strict=False):
        assert before.last + timedelta(days=1) == after.first
    assert (quarters[0].first, quarters[3].last) == (make_year(year).first, make_year(year).last)
    assert make_half(year, 1).last == quarters[1].last


@settings(deadline=None)  # the first example compiles the patterns
@given(DAYS, st.integers(-60, 60))
def test_months_forth_and_back_keep_the_month(day: date, months: int) -> None:
    there = shift_months(day, months)
    back = shift_months(there, -months)
    assert (back.year, back.month) == (day.year, day.month)


@pytest.mark.parametrize(
    ("day", "months", "iso"),
    [
        (date(2018, 12, 31), 9, "2018-04/2018-12"),
        (date(2018, 12, 31), 3, "2018Q4"),
        (date(2018, 6, 30), 6, "2018H1"),
        (date(2018, 12, 31), 12, "2018"),
        (date(2019, 3, 31), 12, "2018-04/2019-03"),
        (date(2018, 12, 15), 1, "2018-11-16/2018-12-15"),
    ],
)
def test_term_until_a_day(day: date, months: int, iso: str) -> None:
    assert make_months_until(day, months).iso == iso


def test_year_before_an_interval() -> None:
    assert shift_years(make_months_until(date(2018, 12, 31), 9), -1).iso == "2017-04/2017-12"
    assert shift_years(make_day(date(2020, 2, 29)), -1).iso == "2019-02-28"


@pytest.mark.parametrize("iso", ["", "P18M", "2018-13", "last year", "2018-02-30", "2018/later"])
def test_what_is_no_period_is_none(iso: str) -> None:
    assert read_period(iso) is None


@pytest.mark.parametrize(
    ("parts", "iso", "total"),
    [
        ([("18", "个月")], "P18M", ("18", "个月")),
        ([("0.5", "年")], "P6M", ("0.5", "年")),
        ([("17.2", "天")], "P17.2D", ("17.2", "天")),
        ([("5", "个季度")], "P15M", ("5", "个季度")),
        ([("1", "年"), ("3", "个月")], "P1Y3M", ("15", "个月")),
        ([("8", "天"), ("20", "小时")], "P8DT20H", ("212", "小时")),
        ([("5", "个星期"), ("3", "小时")], "P35DT3H", ("843", "小时")),
        ([("1", "个月"), ("2", "天")], "P1M2D", None),
    ],
)
def test_lengths_as_durations(parts: list[tuple[str, str]], iso: str, total: tuple[str, str] | None) -> None:
    made = [Part(Decimal(number), unit) for number, unit in parts]
    summed = sum_parts(made)
    assert make_duration(made) == iso
    assert (summed and (str(summed.number), summed.unit)) == total


def test_reckoning_back_is_as_precise_as_the_unit() -> None:
    reference = date(2019, 3, 31)
    isos = [
        period.iso if (period := reckon_back(Part(Decimal(number), unit), reference)) else None
        for number, unit in ((8, "年"), (1, "个月"), (2, "周"), (5, "天"), (3, "小时"), (7000, "年"))
    ]
    assert isos == ["2011", "2019-02", "2019-03-17", "2019-03-26", None, None]


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("近三年", "2016-01-11/2019-01-11"),
        ("未来五年", "2019-01-11/2024-01-11"),
        ("5年内", "2019-01-11/2024-01-11"),
        ("两周来", "2018-12-28/2019-01-11"),
        ("18个月质保", None),
    ],
)
def test_placed_lengths_cover_days(text: str, iso: str | None) -> None:
    (mention,) = find_dates(text, reference=date(2019, 1, 11))
    period = anchor_duration(mention, date(2019, 1, 11))
    assert (period.iso if period else None) == iso


def test_joined_periods_of_one_name_are_that_name() -> None:
    assert join_periods(make_year(2018), make_year(2018)).iso == "2018"
