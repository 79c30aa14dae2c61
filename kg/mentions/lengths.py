"""Lengths of time as values: their ISO 8601 form, and where they lie against a day (三年前, 未来五年)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from kg.mentions.numerals import tidy
from kg.mentions.periods import Period, join_periods, make_day, make_month, make_year, shift_months

# ISO 8601: the letter of each unit and how many of it one is; T marks times of day
UNITS = {
    "年": ("Y", 1),
    "个月": ("M", 1), "月": ("M", 1), "个季度": ("M", 3), "季度": ("M", 3), "个财季": ("M", 3),
    "个星期": ("W", 1), "星期": ("W", 1), "周": ("W", 1),
    "天": ("D", 1), "日": ("D", 1), "个交易日": ("D", 1), "个工作日": ("D", 1), "个自然日": ("D", 1), "昼夜": ("D", 1),
    "个小时": ("TH", 1), "小时": ("TH", 1), "个钟头": ("TH", 1), "分钟": ("TM", 1), "秒钟": ("TS", 1), "秒": ("TS", 1),
}  # fmt: skip
ORDER = ("Y", "M", "W", "D", "TH", "TM", "TS")
SMALLER = {"Y": ("M", 12), "W": ("D", 7), "D": ("TH", 24), "TH": ("TM", 60), "TM": ("TS", 60)}
DAYS = {"D": 1, "W": 7}
NAMES = {"M": "个月", "D": "天", "TH": "小时", "TM": "分钟", "TS": "秒"}


@dataclass(frozen=True, slots=True)
class Part:
    """So many of one unit: 三 个月."""

    number: Decimal
    unit: str


def make_duration(parts: Sequence[Part]) -> str:
    """Return the ISO 8601 duration: P18M, P6M for half a year, P8DT20H for 8天20小时.

    A fraction that is whole in the next smaller unit goes there (P17.2D stays), quarters to months, weeks beside other
    units to days.
    """
    counts: dict[str, Decimal] = {}
    for part in parts:
        letter, times = UNITS[part.unit]
        number = part.number * times
        whole = letter in SMALLER and number * SMALLER[letter][1] % 1 == 0
        if letter in SMALLER and ((number % 1 and whole) or (letter == "W" and len(parts) > 1)):
            letter, number = SMALLER[letter][0], number * SMALLER[letter][1]
        counts[letter] = counts.get(letter, Decimal(0)) + number
    days = "".join(f"{tidy(counts[letter])}{letter}" for letter in ORDER[:4] if letter in counts)
    times_of_day = "".join(f"{tidy(counts[letter])}{letter[1]}" for letter in ORDER[4:] if letter in counts)
    return f"P{days}{'T' if times_of_day else ''}{times_of_day}"


def sum_parts(parts: Sequence[Part]) -> Part | None:
    """Return the parts as one number of the smallest unit (一年零三个月 is 15 个月); None for months with days."""
    if len(parts) == 1:
        return parts[0]
    smallest = max((UNITS[part.unit][0] for part in parts), key=ORDER.index)
    total = Decimal(0)
    for part in parts:
        letter, times = UNITS[part.unit]
        number = part.number * times
        while letter != smallest:
            if letter not in SMALLER:
                return None
            letter, number = SMALLER[letter][0], number * SMALLER[letter][1]
        total += number
    return Part(tidy(total), NAMES[smallest]) if smallest in NAMES else None


def reckon_back(part: Part, reference: date) -> Period | None:
    """Return when so long before `reference` was, as precisely as the unit: a year for 三年前, a day for 5天前.

    None for hours, and for 7000年前: no calendar year.
    """
    try:
        return _reckon_back(part, reference)
    except (ValueError, OverflowError):
        return None


def _reckon_back(part: Part, reference: date) -> Period | None:
    letter, times = UNITS[part.unit]
    count = int(part.number * times)
    if letter == "Y" and part.number % 1 == 0:
        return make_year(reference.year - count)
    if letter in ("Y", "M"):
        day = shift_months(reference, -int(part.number * times * (12 if letter == "Y" else 1)))
        return make_month(day.year, day.month)
    return make_day(reference - timedelta(days=count * DAYS[letter])) if letter in DAYS else None


def reach(part: Part, reference: date, *, forward: bool) -> Period | None:
    """Return the days from `reference` so far ahead, or the days so far back up to it; None for times of day."""
    try:
        return _reach(part, reference, forward=forward)
    except (ValueError, OverflowError):
        return None


def _reach(part: Part, reference: date, *, forward: bool) -> Period | None:
    letter, times = UNITS[part.unit]
    count = int(part.number * times) if forward else -int(part.number * times)
    if letter in DAYS:
        other = reference + timedelta(days=count * DAYS[letter])
    elif letter in ("Y", "M"):
        other = shift_months(reference, count * (12 if letter == "Y" else 1))
    else:
        return None
    first, last = sorted((reference, other))
    return join_periods(make_day(first), make_day(last))
