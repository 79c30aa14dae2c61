"""Text in; its lengths of time out: 18个月, 两到三年, 近三年, 连续5个季度; 三年前 and 5天前 are dates, reckoned back.

一年, 一天 alone are ways of speaking (这一年, 有一天); they are lengths with 近, 内, 来, 前, 多 or 半 beside them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache

from kg.expressions import compile_re
from kg.mentions.amount_grammar import DASHES
from kg.mentions.governors import read_comparator
from kg.mentions.lengths import ORDER, UNITS, Part, make_duration, reach, reckon_back, sum_parts
from kg.mentions.numerals import CHINESE, read_neighbours, read_numeral, tidy
from kg.mentions.periods import Period
from kg.mentions.scanning import scan
from kg.model import Comparator, Mention, Value
from kg.ontology.lexicon import load_lexicon

HALF = Decimal("0.5")
FEW = Decimal(2)  # 几年 and 数年 are at least so many
SINGLE_DIGITS = "一二两三四五六七八九"
# A unit of time that begins another word: 两周岁, 三天猫店, 5年级
NOT_TIME = {
    "周": "一二三四五六日末刊报岁年",
    "天": "猫然气津使空线",
    "秒": "杀针",
    "年": "级代薪龄货报检历款度画",
    "日": "元圆本币均",
}
LINK = compile_re(r"[零又余]?")
_ARABIC = r"\d{1,3}(?:,\d{3})+|\d{1,4}(?:\.\d+)?"
_NUMBER = rf"(?:{_ARABIC}|[数几]?[{CHINESE}]{{1,6}}几?|[数几])"


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time at `text[start:end]`: `back` is set when it is reckoned back from the article (三年前)."""

    start: int
    end: int
    parts: tuple[Part, ...]
    upper: Decimal | None
    vague: bool
    few: bool
    back: bool
    open: bool  # nothing closes it, so that a smaller unit may follow (一年零三个月)


def _leads() -> list[str]:
    names = ("duration_past", "duration_future", "duration_lead")
    return sorted((word for name in names for word in load_lexicon().words(name)), key=lambda word: (-len(word), word))


@cache
def compile_durations() -> re.Pattern[str]:
    """Return the pattern of a length of time with the words that place it."""
    # 前 and 后 place a length only where no noun is before them: 前5天, but 术|后|一年多
    lead = "|".join(
        re.escape(word) if len(word) > 1 or word == "近" else rf"(?<![\u4e00-\u9fff]){word}|(?<=[的在]){word}"
        for word in _leads()
    )
    units = sorted(UNITS, key=lambda word: (-len(word), word))
    unit = "|".join(word + (f"(?![{NOT_TIME[word]}])" if word in NOT_TIME else "") for word in units)
    return compile_re(
        rf"(?P<lead>{lead})?(?:(?<=连续第)|(?<![\d.A-Za-z第每/])(?<!每隔)(?<!民国))"
        rf"(?:(?:(?P<number>{_NUMBER})(?P<vague>[多余几来])?|(?P<half>(?<![上下前后])半))"
        rf"(?:\s?{DASHES}\s?(?P<upper>{_NUMBER}))?\s?(?P<more>[多余])?(?P<unit>{unit})(?P<after>多)?(?P<andhalf>半(?![年数]))?)"
        rf"(?:(?P<tail>以来|来|以内|之内|内|间)|(?P<back>以前|之前|前))?"
    )


@cache
def compile_starts() -> re.Pattern[str]:
    """Return the pattern of the characters that a length of time begins with."""
    leads = "".join(sorted({word[0] for word in _leads()}))
    counted = rf"\d{CHINESE}几多余半\s,.年个月季周星天日小分秒昼\-~—–－～至到"
    return compile_re(rf"[{leads}]|[\d{CHINESE}数几半](?=[{counted}])")


def find_lengths(text: str) -> Iterator[Length]:
    """Yield the lengths of time of a text in order; 一年零三个月 and 8天20小时 are one each."""
    held: Length | None = None
    for match in scan(compile_starts(), compile_durations(), text):
        if _is_other(match, text):
            continue
        length = _read_length(match)
        if held and held.open and LINK.fullmatch(text, held.end, length.start) and _goes_on(held, length, text):
            held = replace(length, start=held.start, parts=held.parts + length.parts, vague=held.vague or length.vague)
            continue
        if held:
            yield held
        held = length
    if held:
        yield held


def _goes_on(first: Length, second: Length, text: str) -> bool:
    """Tell whether a length goes on with another: in a smaller unit, or in any after 又."""
    last, following = (UNITS[length.parts[index].unit][0] for length, index in ((first, -1), (second, 0)))
    return ORDER.index(last) < ORDER.index(following) or (last != following and text[second.start - 1] == "又")


def _read_length(match: re.Match[str]) -> Length:
    upper, few = None, False
    number = HALF
    if match["number"]:
        words = match["number"]
        if words in ("数", "几"):
            number, few = FEW, True
        else:
            numeral, pair = read_numeral(words), read_neighbours(words)
            number, few = numeral.number, numeral.comparator == "over"
            if pair:
                number, upper = pair
        number += HALF if match["andhalf"] else 0
        if match["upper"]:
            number, upper = sorted((number, read_numeral(match["upper"]).number))
    vague = few or bool(match["vague"] or match["more"] or match["after"])
    part = Part(tidy(number), match["unit"])
    is_open = not (match["tail"] or match["back"] or match["andhalf"])
    return Length(match.start(), match.end(), (part,), upper, vague, few, bool(match["back"]), is_open)


def _is_other(match: re.Match[str], text: str) -> bool:
    """Tell whether the match is no length: a calendar year, 一年 alone, a month or day of a date, 百年."""
    words, unit = match["number"] or "", match["unit"]
    names = ("lead", "tail", "back", "andhalf", "vague", "more", "after")
    marked = any(match[name] for name in names) or text[match.end() : match.end() + 1] in ("零", "又")
    if unit == "年" and len(words) == 4 and words[:2] in ("18", "19", "20", "二零", "二〇", "一九"):
        return True
    if words == "一" and match["lead"] in ("前", "后"):  # 前一年, 前一天: the one before, no length
        return True
    if words[:1] and words[0] in "百千万亿" and (len(words) == 1 or words[1] in SINGLE_DIGITS):
        return True
    if unit in ("月", "季度"):  # 3月 is a month of the year, 近3月 a length
        return match["lead"] is None or match["lead"] in load_lexicon().words("duration_lead")
    if unit == "日":  # 5日 is a day of the month, 近5日 and 5日内 are lengths
        return bool(match["back"]) or not (match["lead"] or match["tail"]) or words.startswith("0")
    return words == "一" and not marked and not unit.startswith("个") and UNITS[unit][0] in ("Y", "M", "W", "D", "TS")


def make_duration_mention(text: str, length: Length, reference: date | None) -> Mention:
    """Return the mention of a length of time; one reckoned back from the article is a Date."""
    written = text[length.start : length.end]
    total = sum_parts(length.parts)
    if length.back:
        known = reference is not None and total is not None and not length.few
        period = reckon_back(total, reference) if known and total and reference else None
        comparator: Comparator = "about" if length.vague else "exactly"
        value = Value("date", written, iso=period.iso if period else "", comparator=comparator)
        return Mention(length.start, length.end, written, "Date", "dates", value=value)
    own: Comparator = "over" if length.vague else "exactly"
    placed = written[0] not in "0123456789半几数" + CHINESE  # 高于最近一个月均价 says nothing of the month
    comparator = own if placed else read_comparator(text, length.start, length.end, 0, own)
    value = Value(
        "duration", written, total.number if total else None, length.upper, total.unit if total else "", comparator,
        make_duration(length.parts),
    )  # fmt: skip
    return Mention(length.start, length.end, written, "Duration", "dates", value=value)


def anchor_duration(mention: Mention, reference: date) -> Period | None:
    """Return the days that a length placed against the article covers: 近三年 up to it, 未来五年 from it on.

    None for a length that is not placed (18个月质保).
    """
    value, lexicon = mention.value, load_lexicon()
    if value is None or value.kind != "duration" or value.number is None:
        return None
    if mention.text.startswith(lexicon.words("duration_past")) or mention.text.endswith("来"):
        return reach(Part(value.number, value.unit), reference, forward=False)
    if mention.text.startswith(lexicon.words("duration_future")) or mention.text.endswith("内"):
        return reach(Part(value.number, value.unit), reference, forward=True)
    return None
