"""The shapes that amounts are written in, as patterns built from units.toml; what they mean is decided elsewhere."""

import re
from functools import cache

from kg.mentions.numerals import ARABIC, CHINESE, NUMERAL
from kg.ontology.units import Units, load_units

ENGLISH = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12, "mn": 10**6, "bn": 10**9}
DASHES = r"[-–—－~～〜至到]"


@cache
def compile_amounts() -> re.Pattern[str]:
    """Return the pattern of an amount or a range of amounts: sign, currency, numeral, unit, dash, numeral, unit."""
    units = load_units()
    unit = _alternate({*units.after}, units)
    sign = "|".join(re.escape(word) for word in sorted(units.before, key=lambda word: (-len(word), word)))
    idiom = "|".join(
        rf"(?<={after})" * bool(after) + word + _refuse(word, units)
        for word, after in sorted((word, idiom.after) for word, idiom in units.idioms.items())
    )
    fraction = rf"(?![0零〇]){NUMERAL}分之{NUMERAL}[几多余]?|(?<![\d/])\d{{1,2}}/[1-9]\d{{0,2}}(?![/\d月年日])"
    second = rf"\s?{DASHES}\s?(?:(?:{sign})\s?)?(?P<number2>-?{NUMERAL})(?P<vague2>[多余几来])?\s?(?P<unit2>{unit})"
    return re.compile(
        rf"(?<![A-Za-z0-9._#第届{CHINESE}])(?<!\d[,:：])(?<![A-Za-z0-9%][-~～—–])(?<!周)(?<!星期)"
        rf"(?:(?P<idiom>{idiom})"
        rf"|(?P<sign>(?:(?<![减胜抱欠肩背辜担债正])负|[+\-−])(?=[\d{CHINESE}$￥¥])|[+\-−](?={sign}))?"
        rf"(?:(?P<before>{sign}) {{0,2}})?"
        rf"(?:(?P<fraction>{fraction})|(?P<number>{NUMERAL})(?P<vague>[多余几来])?"
        rf"(?: ?(?P<english>{'|'.join(ENGLISH)})\b)?(?: {{0,2}}(?P<unit>{unit}))?(?:{second})?))",
    )


@cache
def compile_lists() -> re.Pattern[str]:
    """Return the pattern of more numbers in a list and the unit of the last: 、42和51家 after a 36."""
    unit = _alternate({*load_units().after}, load_units())
    return re.compile(rf"(?:[、和与及]{ARABIC})*[、和与及]{ARABIC}[万亿]*\s?(?P<unit>{unit})")


@cache
def compile_starts() -> re.Pattern[str]:
    """Return the pattern of where an amount can start: its first character and what must follow a numeral."""
    signs = "".join(sorted({re.escape(word[0]) for word in load_units().before}))
    idioms = "".join(sorted({word[0] for word in load_units().idioms}))
    units = "".join(sorted({re.escape(word[0]) for word in load_units().after}))
    follow = rf"[\d{CHINESE}几多余来点分之,.\s/、和与及\-~—–－～〜至到{units}]"
    return re.compile(rf"[\d{CHINESE}数几](?={follow})|[负+\-−{signs}{idioms}]")


@cache
def compile_tails() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of what may follow a unit: a minor amount (三毛 in 五元三毛) and what a price is for."""
    units = load_units()
    minors = {word for word, unit in units.after.items() if unit.kind == "minor"} | set(units.minor_inside)
    minor = re.compile(rf"又?(?P<number>{NUMERAL})(?P<unit>{_alternate(minors, units)})")
    per = "|".join(re.escape(word) for word in sorted(units.words["measure.per"], key=lambda w: (-len(w), w)))
    return minor, re.compile(rf"\s?[/／]\s?(?:{per})(?![A-Za-z])|每(?:{per})")


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
