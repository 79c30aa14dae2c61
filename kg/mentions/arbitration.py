"""Overlapping finds in, one mention a place out, by stated rules.

1. Sure finders (gazetteer, registered names, models, dates, figures, posts, quoted names) go before loose ones (the tagger,
   headed shapes), and those before common nouns; within a tier the longest wins, then the score, then the order of FINDERS.
2. A loose organisation that contains a sure name and ends in a word for a body (比亚迪汽车智慧生态研究院, 中国质量协会) is
   promoted: the whole name beats its part.
3. Dates and figures beat loose finds; a listed technology beats the tagger's organisation of the same span (AIoT).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

from kg.model import Mention
from kg.ontology.lexicon import load_lexicon

FINDERS = (
    *("gazetteer", "legal-name", "maker+model", "dates", "quantities", "posts", "post", "quoted-strategy", "award"),
    *("maker+category", "segment", "headed", "tagger", "propagation"),
)
RANK = {finder: place for place, finder in enumerate(FINDERS)}
LOOSE = {"tagger", "headed"}
BODIES = {"Company", "Organization"}


@cache
def _body_suffix() -> re.Pattern[str]:
    lexicon = load_lexicon()
    words = {*lexicon.words("organization_suffix"), *lexicon.words("department_suffix"), "集团", "公司", "银行", "证券"}
    return re.compile(f"(?:{'|'.join(map(re.escape, sorted(words, key=lambda w: (-len(w), w))))})$")


def choose_mentions(found: Iterable[Mention]) -> list[Mention]:
    """Return the mentions that survive, in text order, none overlapping."""
    unique = list({(m.start, m.end, m.type, m.finder): m for m in found}.values())
    taken: list[Mention] = []
    occupied: set[int] = set()
    for mention in sorted(_promote(unique), key=_strength):
        span = range(mention.start, mention.end)
        if occupied.isdisjoint(span):
            taken.append(mention)
            occupied.update(span)
    return sorted(taken, key=lambda m: (m.start, m.end))


def _promote(mentions: Sequence[Mention]) -> list[Mention]:
    """Lift loose bodies that hold a sure name inside and are more than it."""
    sure = [(m.start, m.end) for m in mentions if m.finder not in LOOSE and not m.generic]
    inside = {start: end for start, end in sorted(sure)}
    return [
        replace(m, finder="body", score=m.score)
        if m.finder in LOOSE
        and m.type in BODIES
        and (_body_suffix().search(m.text) and _holds(m, inside) or _goes_on(m, inside))
        else m
        for m in mentions
    ]


def _goes_on(mention: Mention, inside: dict[int, int]) -> bool:
    """Tell whether a tagged body begins with a sure name and goes on as a name (天津一汽华利, 恒大健康)."""
    end = inside.get(mention.start)
    if mention.finder != "tagger" or end is None or end >= mention.end:
        return False
    rest = mention.text[end - mention.start :]
    return 2 <= len(rest) <= 4 and not rest.startswith(load_lexicon().words("name_tail")) and not rest.isascii()


def _holds(mention: Mention, inside: dict[int, int]) -> bool:
    return any(
        inside.get(start, mention.end + 1) <= mention.end and inside[start] - start < mention.end - mention.start
        for start in range(mention.start, mention.end)
        if start in inside
    )


def _strength(mention: Mention) -> tuple[int, int, float, int, int]:
    """Return a key that sorts the mentions which win first."""
    tier = 1 if mention.finder in LOOSE else 2 if mention.generic or mention.finder == "propagation" else 0
    return tier, mention.start - mention.end, -mention.score, RANK.get(mention.finder, len(RANK)), mention.start
