"""Text in; every number that stands in it out, with or without a unit: what parse_number can read, and no more.

Extraction does not use this: in news a numeral without unit is mostly a name or a version. It serves the comparison
with published cases. A single Chinese digit counts where it is no part of a word: where a run of Chinese ends, before a
measure word, or after 是, 为, 前. Money in one digit (一美元) and percentages are no bare numbers.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from kg.expressions import compile_re
from kg.mentions.numerals import ARABIC, CHINESE, DIGITS, MAGNITUDES, fold_numerals, parse_number
from kg.ontology.units import load_units

_HAN = r"[\u4e00-\u9fff]"
_CHINESE_WHOLE = rf"(?:[{CHINESE}](?:\s?[{CHINESE}])*(?:\s?[多余几]\s?[{MAGNITUDES}](?:\s?[{CHINESE}])*)?)"
_DIGIT = f"[{''.join(DIGITS)}]"
_CHINESE_NUMBER = rf"{_CHINESE_WHOLE}(?:\s?点\s?(?!两){_DIGIT}(?:\s?{_DIGIT})*(?:\s?[{MAGNITUDES}])*)?"
_PLAIN = rf"(?:{ARABIC}|(?<!\.)\.\d+)"
_MIXED = rf"{_PLAIN}(?:\s{{0,2}}[多余几]?\s{{0,2}}[{MAGNITUDES}]+(?:\s?零?\d+(?:\.\d+)?\s?[{MAGNITUDES}]*)*)?"
_WHOLE = rf"(?:{_MIXED}|{_CHINESE_NUMBER})"
_SIGN = r"(?:负|(?<![\d\w)-])-)"
NUMBER = compile_re(
    rf"(?P<percent>(?<![{CHINESE}\d])百\s?分\s?之\s?(?=[{CHINESE}\d]))?"
    rf"(?:{_SIGN}\s?)?(?:(?:{_WHOLE}\s?又\s?)?(?![0零〇]){_WHOLE}\s?分\s*之\s?负?{_WHOLE}"
    rf"|(?:\d+ )?\d+/[1-9]\d*(?![/\d])|{_WHOLE}打|半百|{_WHOLE})"
)


FORMAL = "壹贰叁肆伍陆柒捌玖拾"
CLAUSE_HEADS = ("是", "为", "前")
TIME = ("年", "月", "日", "天", "小时", "分钟", "点")


@dataclass(frozen=True, slots=True)
class BareNumber:
    """A number written at `text[start:end]`."""

    start: int
    end: int
    number: Decimal


def find_numbers(text: str) -> Iterator[BareNumber]:
    """Yield the numbers of a text in order; none overlap.

    >>> [str(found.number) for found in find_numbers("二百五，还有1/4和四川的三家店")]
    ['250', '0.25', '3']
    """
    plain = fold_numerals(text)
    for match in NUMBER.finditer(plain):
        start, end = match.end("percent") if match["percent"] else match.start(), match.end()
        words = plain[start:end]
        if _is_part_of_name(plain, start, end) or _is_word(words, plain, start, end):
            continue
        yield BareNumber(start, end, parse_number(words))


def _is_part_of_name(text: str, start: int, end: int) -> bool:
    """Tell whether digits belong to a code, an address or an id: A2021, 192.168.0.1, 888-000-9999."""
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    return (before.isascii() and before.isalnum()) or (after.isascii() and after.isalpha())


@cache
def _units(*kinds: str) -> tuple[str, ...]:
    return tuple(sorted(word for word, unit in load_units().after.items() if unit.kind in kinds))


def _is_word(words: str, text: str, start: int, end: int) -> bool:
    """Tell whether Chinese digits are part of a word (四川, 一切, 万) rather than a number."""
    if words[0].isascii():
        return False
    if len(words) > 1:
        return all(char in "万亿兆百千佰仟" for char in words) or len(set(words)) < len(words) == 2
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    if words in "万亿兆百千佰仟":
        return True
    if words in FORMAL and re.fullmatch(_HAN, before) and before not in CLAUSE_HEADS:
        return True  # 收拾, 队伍, 放肆
    if text.startswith(_units("money", "proportion"), end):
        return True
    inside = re.fullmatch(_HAN, after) is not None
    return inside and not text.startswith((*_units("counted", "measured"), *TIME), end) and before not in CLAUSE_HEADS
