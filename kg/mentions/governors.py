"""What the words around an amount say of it: over or under, a rise or a fall, a loss, measured against when.

Words directly before are read from the amount leftwards: fillers (了, 约为) are stepped over, then a hedge or a verb of
change must end there, so 降至3% is a level and 同比增长112.7%至223亿元 one rise and one level.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from kg.expressions import compile_re
from kg.model import Comparator
from kg.ontology.units import load_units

Direction = Literal["", "rise", "fall"]
Base = Literal["", "year-on-year", "quarter-on-quarter", "month-on-month"]
REACH = 24  # characters before an amount in which 同比 or 较上年同期 still speaks of it
LINKING = "有为占达需合是在"  # may stand between a hedge and its figure: 约有3家
CLAUSE_END = compile_re(r"[，。；！？\n,;]")
SHARES = ("%", "pp", "bp", "times")
COORDINATED = compile_re(r"\s*(?:[、和及与]|以及|[，,])\s*(?:分别)?\s*")


@dataclass(frozen=True, slots=True)
class Reading:
    """What the words before an amount say of it."""

    direction: Direction = ""
    base: Base = ""
    loss: bool = False


@dataclass(frozen=True, slots=True)
class Governors:
    """The words of units.toml by what they say; `longest` holds the longest of each kind in characters."""

    before: Mapping[str, Comparator]
    after: Mapping[str, Comparator]
    verbs: Mapping[str, str]
    nouns: Mapping[str, str]
    rates: Mapping[str, str]
    fillers: frozenset[str]
    narrowing: tuple[str, ...]
    bases: re.Pattern[str]
    base_of: Mapping[str, Base]
    rates_after: re.Pattern[str]
    shares: re.Pattern[str]


@cache
def load_governors() -> Governors:
    """Return the words that govern amounts, ready to look up."""
    words = load_units().words
    kinds: tuple[Comparator, ...] = ("over", "under", "about")
    before: dict[str, Comparator] = {word: kind for kind in kinds for word in words[f"hedge.{kind}.before"]}
    before |= dict.fromkeys(words["hedge.none.before"], "exactly")
    after = {word: kind for kind in kinds for word in words[f"hedge.{kind}.after"]}
    verbs = {word: kind for kind in ("rise", "fall", "loss", "none") for word in words[f"change.{kind}.verbs"]}
    nouns = {word: kind for kind in ("rise", "fall") for word in words[f"change.{kind}.nouns"]}
    rates = {word: kind for kind in ("rise", "fall") for word in words[f"change.{kind}.rates"]}
    bases: tuple[Base, ...] = ("year-on-year", "quarter-on-quarter", "month-on-month")
    base_of: dict[str, Base] = {word: base for base in bases for word in words[f"base.{base}"]}
    base_of |= dict.fromkeys(words["base.none"], "")
    return Governors(
        before,
        after,
        verbs,
        nouns,
        rates,
        frozenset(words["change.between.fillers"]) | frozenset(before),
        words["change.between.narrowing"],
        compile_re(_alternate(base_of)),
        base_of,
        compile_re(
            rf"(?:{_alternate(after)})?(?P<of>的)?[^，。；的\d]{{0,4}}?(?P<noun>{_alternate(nouns | rates)})(?![至到])"
        ),
        compile_re(rf"(?P<hedge>{_alternate(before)})占[^，。；、]*的\s?$"),
    )


def _alternate(words: Mapping[str, object]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


def ends_with(text: str, end: int, words: Mapping[str, object] | frozenset[str], low: int, longest: int = 6) -> str:
    """Return the longest of `words` that ends at `end` and starts at or after `low`; empty when none does."""
    for length in range(min(longest, end - low), 0, -1):
        if text[end - length : end] in words:
            return text[end - length : end]
    return ""


def starts_with(text: str, start: int, words: Mapping[str, object], longest: int = 5) -> str:
    """Return the longest of `words` that starts at `start`; empty when none does."""
    for length in range(longest, 0, -1):
        if text[start : start + length] in words:
            return text[start : start + length]
    return ""


def read_comparator(text: str, start: int, end: int, low: int, own: Comparator, *, share: bool = False) -> Comparator:
    """Return what is said around `text[start:end]`: words before win over its own (多, 几), those over words after.

    A `share` may be hedged from afar: 约占全市场的三成.
    """
    governors = load_governors()
    at = start - 1 if text[start - 1 : start] == " " else start
    word = ends_with(text, at, governors.before, low)
    if not word and text[at - 1 : at] and text[at - 1] in LINKING:
        word = ends_with(text, at - 1, governors.before, low)
    if word and governors.before[word] != "exactly":
        return governors.before[word]
    if own != "exactly":
        return own
    at = end + 1 if text[end : end + 1] == " " else end
    after = starts_with(text, at, governors.after)
    if after:
        return governors.after[after]
    afar = governors.shares.search(text, max(low, start - REACH), start) if share else None
    return governors.before[afar["hedge"]] if afar else "exactly"


def read_change(text: str, start: int, end: int, low: int, unit: str) -> Reading:
    """Return rise, fall or loss, and against when, of the amount at `text[start:end]`; reads from `low` on."""
    governors = load_governors()
    low = max(low, start - REACH)
    clause = [match.end() for match in CLAUSE_END.finditer(text, low, start)]
    low = clause[-1] if clause else low
    kind = _find_verb(text, start, low, governors)
    if kind == "none" or (kind == "loss" and unit in SHARES):
        kind = ""
    if not kind and unit in SHARES:
        kind = _find_noun_after(text, end, governors)
    bases = governors.bases.findall(text, low, start) if kind or unit in SHARES else []
    if not kind:  # without a verb only 同比 and 环比 themselves speak of the figure
        bases = [word for word in bases if len(word) == 2]
    base = governors.base_of[bases[-1]] if bases else ""
    if kind == "loss":
        return Reading("", "", loss=True)
    return Reading("rise" if kind == "rise" else "fall" if kind == "fall" else "", base)


def _find_verb(text: str, start: int, low: int, governors: Governors) -> str:
    """Return the kind of the verb or noun of change that governs what follows `start`, else an empty string."""
    at, stated = start, False
    while at > low:
        if text[at - 1] == " ":
            at -= 1
            continue
        verb = ends_with(text, at, governors.verbs, low, 5)
        if verb:
            kind = governors.verbs[verb]
            return "" if stated and kind != "loss" and verb not in governors.rates else kind
        filler = ends_with(text, at, governors.fillers, low)
        if not filler:
            break
        stated = stated or filler.endswith("为")  # 下降为5% is a level, 降幅为5% a fall
        at -= len(filler)
    if text.endswith(governors.narrowing, low, at):
        noun = [kind for word, kind in governors.rates.items() if word in text[max(low, at - 10) : at - 2]]
        return noun[-1] if noun else ""
    return ""


def _find_noun_after(text: str, end: int, governors: Governors) -> str:
    """Return the kind of a noun of change directly after (5%涨幅) or after 的 (60%以上的增长)."""
    match = governors.rates_after.match(text, end)
    if match is None or (match["of"] is None and match["noun"] in governors.nouns):
        return ""
    return governors.rates.get(match["noun"]) or governors.nouns[match["noun"]]
