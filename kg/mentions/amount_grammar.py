"""The shapes that amounts are written in, as patterns built from units.toml; what they mean is decided elsewhere."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from kg.expressions import compile_re
from kg.mentions.numerals import ARABIC, CHINESE, NUMERAL
from kg.ontology.units import Units, load_units

ENGLISH = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12, "mn": 10**6, "bn": 10**9}
DASHES = r"[-–—－~～〜至到]"
DASH_AHEAD = compile_re(rf"\s?{DASHES}")
LISTED = compile_re(rf"(?:[、和与及]{ARABIC})+[万亿]*\s?")
LATIN_GOES_ON = compile_re(r"[A-Za-z\d]")


class Written(NamedTuple):
    """What is written at a place: sign, currency and numeral, a unit behind them, a second numeral with its unit.

    A tuple, as a text has many and they are made in a third of the time.
    """

    words: re.Match[str]
    unit: str  # empty: none
    first_end: int  # of the first numeral with its unit
    second: re.Match[str] | None
    second_unit: str
    end: int


def read_written(text: str, start: int) -> Written | None:
    """Return the amount or range of amounts that is written at a place, as long as it goes."""
    words = compile_amounts().match(text, start)
    if words is None:
        return None
    end = words.end()
    if words["number"] is None:
        return Written(words, "", end, None, "", end)
    behind = end
    while behind < end + 2 and text.startswith(" ", behind):
        behind += 1
    unit = read_unit(text, behind)
    end = behind + len(unit) if unit else end
    second = compile_seconds().match(text, end) if DASH_AHEAD.match(text, end) else None
    second_unit = read_unit(text, second.end()) if second else ""
    if second is None or not second_unit:
        return Written(words, unit, end, None, "", end)
    return Written(words, unit, end, second, second_unit, second.end() + len(second_unit))


def read_unit(text: str, start: int) -> str:
    """Return the longest unit at a place that nothing behind it makes another word, empty for none.

    Looked up, since an expression of all units takes longer to compile than a short text to read.
    """
    units = load_units()
    for word in _sort_units().get(text[start : start + 1], ()):
        if text.startswith(word, start) and _is_whole(text, word, start + len(word), units):
            return word
    return ""


@cache
def _sort_units() -> Mapping[str, Sequence[str]]:
    """Return the units by their first character, longest first."""
    units: dict[str, list[str]] = {}
    for word in sorted(load_units().after, key=len, reverse=True):
        units.setdefault(word[0], []).append(word)
    return units


def _is_whole(text: str, word: str, end: int, units: Units) -> bool:
    if word[-1].isascii() and word[-1].isalpha() and LATIN_GOES_ON.match(text, end):
        return False
    only = units.only_followed.get(word)
    if only and not text.startswith(only, end) and text[end:] not in ("", "\n"):
        return False
    return not text.startswith(units.unless_followed.get(word, ()), end)


@cache
def compile_amounts() -> re.Pattern[str]:
    """Return the pattern of an amount up to its unit: sign, currency and numeral."""
    units = load_units()
    sign = _alternate_signs(units)
    idiom = "|".join(
        rf"(?<={after})" * bool(after) + word + _refuse(word, units)
        for word, after in sorted((word, idiom.after) for word, idiom in units.idioms.items())
    )
    fraction = rf"(?![0零〇]){NUMERAL}分之{NUMERAL}[几多余]?|(?<![\d/])\d{{1,2}}/[1-9]\d{{0,2}}(?![/\d月年日])"
    return compile_re(
        rf"(?<![A-Za-z0-9._#第届{CHINESE}])(?<!\d[,:：])(?<![A-Za-z0-9%][-~～—–])(?<!周)(?<!星期)"
        rf"(?:(?P<idiom>{idiom})"
        rf"|(?P<sign>(?:(?<![减胜抱欠肩背辜担债正])负|[+\-−])(?=[\d{CHINESE}$￥¥])|[+\-−](?={sign}))?"
        rf"(?:(?P<before>{sign}) {{0,2}})?"
        rf"(?:(?P<fraction>{fraction})|(?P<number>{NUMERAL})(?P<vague>[多余几来])?"
        rf"(?: ?(?P<english>{'|'.join(ENGLISH)})\b)?))",
    )


@cache
def compile_seconds() -> re.Pattern[str]:
    """Return the pattern of what makes a range of an amount, up to its unit: dash and numeral."""
    signs = _alternate_signs(load_units())
    return compile_re(rf"\s?{DASHES}\s?(?:(?:{signs})\s?)?(?P<number>-?{NUMERAL})(?P<vague>[多余几来])?\s?")


def _alternate_signs(units: Units) -> str:
    return "|".join(re.escape(word) for word in sorted(units.before, key=lambda word: (-len(word), word)))


def read_listed(text: str, start: int) -> str:
    """Return the unit of more numbers in a list, empty for none: 家 for 、42和51家 after a 36."""
    listed = LISTED.match(text, start)
    return read_unit(text, listed.end()) if listed else ""


@cache
def compile_starts() -> re.Pattern[str]:
    """Return the pattern of where an amount can start: its first character and what must follow a numeral."""
    signs = "".join(sorted({re.escape(word[0]) for word in load_units().before}))
    idioms = "".join(sorted({word[0] for word in load_units().idioms}))
    units = "".join(sorted({re.escape(word[0]) for word in load_units().after}))
    follow = rf"[\d{CHINESE}几多余来点分之,.\s/、和与及\-~—–－～〜至到{units}]"
    return compile_re(rf"[\d{CHINESE}数几](?={follow})|[负+\-−{signs}{idioms}]")


@cache
def compile_tails() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of what may follow a unit: a minor amount (三毛 in 五元三毛) and what a price is for."""
    units = load_units()
    minors = {word for word, unit in units.after.items() if unit.kind == "minor"} | set(units.minor_inside)
    minor = compile_re(rf"又?(?P<number>{NUMERAL})(?P<unit>{_alternate(minors, units)})")
    per = "|".join(re.escape(word) for word in sorted(units.words["measure.per"], key=lambda w: (-len(w), w)))
    return minor, compile_re(rf"\s?[/／]\s?(?:{per})(?![A-Za-z])|每(?:{per})")


def _alternate(words: set[str], units: Units) -> str:
    """Return an alternation of units, longest first; each refuses what makes it another word."""
    parts = []
    for word in sorted(words, key=lambda word: (-len(word), word)):
        ends_latin = word[-1].isascii() and word[-1].isalpha()
        parts.append(re.escape(word) + _refuse(word, units) + (r"(?![A-Za-z\d])" if ends_latin else ""))
    return "|".join(parts)


def _refuse(word: str, units: Units) -> str:
    """Return the lookahead that keeps a unit from what makes it another word."""
    never = "|".join(re.escape(tail) for tail in units.unless_followed.get(word, ()))
    only = "|".join(re.escape(tail) for tail in units.only_followed.get(word, ()))
    return (f"(?!{never})" if never else "") + (f"(?={only}|$)" if only else "")
