"""Text in; its lengths of time out: 18个月, 两到三年, 近三年, 连续5个季度; 三年前 and 5天前 are dates, reckoned back.

一年, 一天 alone are ways of speaking (这一年, 有一天); they are lengths with 近, 内, 来, 前, 多 or 半 beside them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache

from kg.mentions.amounts import DASHES
from kg.mentions.governors import read_comparator
from kg.mentions.numerals import CHINESE, read_numeral, tidy
from kg.mentions.periods import Period, make_day, make_month, make_year, shift_months
from kg.mentions.scanning import scan
from kg.model import Mention, Value
from kg.ontology.lexicon import load_lexicon

# ISO 8601: letters and how many of them one unit is; T marks times
UNITS = {
    "周年": ("Y", 1), "年": ("Y", 1),
    "个月": ("M", 1), "月": ("M", 1), "个季度": ("M", 3), "季度": ("M", 3), "个财季": ("M", 3),
    "个星期": ("W", 1), "星期": ("W", 1), "周": ("W", 1),
    "天": ("D", 1), "日": ("D", 1), "个交易日": ("D", 1), "个工作日": ("D", 1), "个自然日": ("D", 1), "昼夜": ("D", 1),
    "个小时": ("TH", 1), "小时": ("TH", 1), "个钟头": ("TH", 1), "分钟": ("TM", 1), "秒钟": ("TS", 1), "秒": ("TS", 1),
}  # fmt: skip
MONTHS_IN_YEAR, HOURS_IN_DAY = 12, 24
_ARABIC = r"\d{1,3}(?:,\d{3})+|\d{1,4}(?:\.\d+)?"
_NUMBER = rf"(?:{_ARABIC}|[数几]?[{CHINESE}]{{1,6}}几?|[数几])"


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time at `text[start:end]`; `back` is set when it is reckoned back from the article (三年前)."""

    start: int
    end: int
    number: Decimal
    upper: Decimal | None
    unit: str
    core: tuple[int, int]
    vague: bool
    back: bool


def _leads() -> list[str]:
    names = ("duration_past", "duration_future", "duration_lead")
    return [word for name in names for word in load_lexicon().words(name)]


@cache
def compile_durations() -> re.Pattern[str]:
    """Return the pattern of a length of time with the words that place it."""
    lead = "|".join(re.escape(word) for word in _leads())
    unit = "|".join(sorted(UNITS, key=lambda word: (-len(word), word)))
    return re.compile(
        rf"(?P<lead>{lead})?(?:(?<=连续第)|(?<![\d.A-Za-z第每/]))(?P<core>(?:(?P<number>{_NUMBER})(?P<vague>[多余几来])?|(?P<halfof>半))"
        rf"(?:\s?{DASHES}\s?(?P<upper>{_NUMBER}))?\s?(?P<more>多|余)?(?P<unit>(?:{unit}))(?P<after>多)?(?P<half>半)?)"
        rf"(?:(?P<tail>以来|来|以内|之内|内|间)|(?P<back>以前|之前|前))?"
    )


@cache
def compile_starts() -> re.Pattern[str]:
    """Return the pattern of the characters that a length of time begins with."""
    leads = "".join(sorted({word[0] for word in _leads()}))
    return re.compile(rf"[{leads}\d{CHINESE}数几半]")


def find_lengths(text: str) -> Iterator[Length]:
    """Yield the lengths of time of a text in order."""
    for match in scan(compile_starts(), compile_durations(), text):
        length = _read_length(match, text)
        if length is not None:
            yield length


def _read_length(match: re.Match[str], text: str) -> Length | None:
    words, unit = match["number"] or "", match["unit"]
    start, end = match.span()
    marked = bool(
        match["lead"]
        or match["tail"]
        or match["back"]
        or match["half"]
        or match["vague"]
        or match["more"]
        or match["after"]
    )
    if _is_other(match, text, marked):
        return None
    if match["halfof"]:
        number, upper, vague = Decimal("0.5"), None, False
    else:
        low, high, vague = _read_number(words)
        number, upper = low, high
        if match["half"]:
            number += Decimal("0.5")
        if match["upper"]:
            upper = read_numeral(match["upper"]).number
    vague = vague or bool(match["vague"] or match["more"] or match["after"])
    return Length(start, end, tidy(number), upper, unit, match.span("core"), vague, bool(match["back"]))


def _is_other(match: re.Match[str], text: str, marked: bool) -> bool:
    """Tell whether the match is no length: a calendar year, 一年 alone, a day of the month, 七日 in a name."""
    words, unit = match["number"] or "", match["unit"]
    before, after = text[max(0, match.start() - 2) : match.start()], text[match.end() : match.end() + 2]
    if unit in ("年", "周年") and len(words) >= 4 and words[:2] in ("19", "20", "18", "二零", "二〇", "一九"):
        return True
    if before.endswith(("每", "第", "/")):
        return True
    if words == "一" and not marked and unit in ("年", "天", "周", "日", "月", "星期", "季度", "秒"):
        return True
    if words in ("百", "千", "万", "亿") or (
        words and words[0] in "百千万亿" and len(words) > 1 and words[1] not in "百千万亿"
    ):
        return True
    if unit in ("月", "季度"):
        return (
            match["lead"] not in ("近", "最近", "过去", "未来")
            and unit == "月"
            or (unit == "季度" and not match["lead"])
        )
    if unit == "日" and (not marked or match["back"] or words.startswith("0")):
        return not (match["lead"] in ("近", "连续", "为期", "历时") or (match["tail"] or "").endswith("内"))
    if unit == "周" and (after[:1] in "一二三四五六日末刊报" and after):
        return True
    return unit in ("天", "秒") and (after[:1] in ("猫", "杀", "然", "气", "使", "津") and bool(after))


def _read_number(words: str) -> tuple[Decimal, Decimal | None, bool]:
    if words in ("数", "几"):
        return Decimal(2), None, True
    if len(words) == 2 and all(char in "一二两三四五六七八九" for char in words):
        return read_numeral(words[0]).number, read_numeral(words[1]).number, False
    numeral = read_numeral(words)
    return numeral.number, None, numeral.comparator == "over"


def make_duration(number: Decimal, unit: str) -> str:
    """Return the ISO 8601 duration of so many units: P18M, P6M for half a year, PT12H for half a day."""
    letter, times = UNITS[unit]
    amount = number * times
    if amount != amount.to_integral_value():
        if letter == "Y":
            letter, amount = "M", amount * MONTHS_IN_YEAR
        elif letter == "D":
            letter, amount = "TH", amount * HOURS_IN_DAY
        elif letter == "TH":
            letter, amount = "TM", amount * 60
        elif letter == "W":
            letter, amount = "D", amount * 7
    return f"P{letter[:-1]}{tidy(amount)}{letter[-1]}"


def make_duration_mention(text: str, length: Length, reference: date | None) -> Mention:
    """Return the mention of a length of time; one reckoned back from a known date is a Date."""
    written = text[length.start : length.end]
    if length.back:
        period = reckon_back(length, reference) if reference else None
        value = Value(
            "date", written, iso=period.iso if period else "", comparator="about" if length.vague else "exactly"
        )
        return Mention(length.start, length.end, written, "Date", "dates", value=value)
    own = "over" if length.vague else "exactly"
    comparator = read_comparator(text, length.start, length.end, 0, "over" if own == "over" else "exactly")
    value = Value(
        "duration",
        written,
        length.number,
        length.upper,
        length.unit,
        comparator,
        make_duration(length.number, length.unit),
    )
    return Mention(length.start, length.end, written, "Duration", "dates", value=value)


def reckon_back(length: Length, reference: date) -> Period | None:
    """Return when N units before `reference` was, as precisely as the unit: a year for 三年前, a day for 5天前."""
    letter, times = UNITS[length.unit]
    count = int(length.number * times)
    if letter == "Y":
        return make_year(reference.year - count)
    if letter == "M":
        day = shift_months(reference, -count)
        return make_month(day.year, day.month)
    if letter in ("D", "W"):
        return make_day(reference - timedelta(days=count * (7 if letter == "W" else 1)))
    return None
