"""Overlapping finds in, one mention a place out, by stated rules.

1. Sure finders (gazetteer, registered names, models, dates, figures, posts, quoted names) go before loose ones (the
   tagger, headed shapes), and those before common nouns; within a tier the longest wins, then the score, then the
   order of FINDERS.
2. A loose organisation that contains a sure name and ends in a word for a body (比亚迪汽车智慧生态研究院) is
   promoted: the whole name beats its part. So is one that goes on behind a sure name as names do (天津一汽华利), not
   as words do (东兴证券联席), and not one that a stray character stands before (中全志科技).
3. A person that a short listed name lies inside (胡金华 over 金华) is promoted too.
4. Dates and figures beat loose finds; a listed technology beats the tagger's organisation of the same span (AIoT).
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache

from kg.expressions import compile_re
from kg.mentions.personal_names import DOT, is_chinese_name
from kg.model import Mention
from kg.ontology.gazetteer import load_gazetteer
from kg.ontology.lexicon import load_lexicon
from kg.text.dictionary import is_common_word

SURE = (
    "gazetteer",
    "short-form",
    "legal-name",
    "stock",
    "trade",
    "context",
    "arm",
    "latin",
    "maker+model",
    "code",
    "brand",
)
VALUES = ("dates", "quantities", "posts", "post", "quoted-strategy", "award")
FINDERS = (*SURE, *VALUES, "maker+category", "segment", "headed", "tagger", "propagation")  # the first of equals wins
RANK = {finder: place for place, finder in enumerate(FINDERS)}
LOOSE = {"tagger", "headed"}
BODIES = {"Company", "Organization"}
PLACES = {"Place", "Country", "Region", "City"}
CLOSING = ("证券", "银行", "基金", "集团", "公司", "保险", "信托", "资管", "期货", "资本")
GOING_ON = {"Company", "Brand", *PLACES}
STRAY = "中后前新原由对与和及被向从为该将一"  # what a tagger takes in from the words before a name


@cache
def _body_suffix() -> re.Pattern[str]:
    lexicon = load_lexicon()
    words = {
        *lexicon.words("organization_suffix"),
        *lexicon.words("department_suffix"),
        *lexicon.words("company_suffix"),
    }
    return compile_re(f"(?:{'|'.join(map(re.escape, sorted(words, key=lambda w: (-len(w), w))))})$")


def choose_mentions(found: Iterable[Mention]) -> list[Mention]:
    """Return the mentions that survive, in text order, none overlapping."""
    taken: list[Mention] = []
    occupied: set[int] = set()
    for mention in sorted(_promote(list(found)), key=_strength):
        span = range(mention.start, mention.end)
        if occupied.isdisjoint(span):
            taken.append(mention)
            occupied.update(span)
    return sorted(taken, key=lambda m: (m.start, m.end))


def _promote(mentions: Sequence[Mention]) -> list[Mention]:
    """Lift loose bodies that hold a sure name inside and are more than it."""
    sure = sorted(
        (m for m in mentions if m.finder not in LOOSE and not m.generic), key=lambda m: (m.start, m.end, m.type)
    )
    inside = {mention.start: mention.end for mention in sure}
    types = {mention.start: mention.type for mention in sure}
    return [_promote_one(mention, inside, types) for mention in mentions]


def _promote_one(mention: Mention, inside: Mapping[int, int], types: Mapping[int, str]) -> Mention:
    if mention.finder not in LOOSE:
        return mention
    if mention.type == "Person":
        return replace(mention, finder="person") if _is_whole_person(mention, inside) else mention
    whole = _body_suffix().search(mention.text) and _holds(mention, inside)
    if mention.type in BODIES and (whole or _goes_on(mention, inside, types)):
        return replace(mention, finder="body")
    return mention


def _is_whole_person(mention: Mention, inside: Mapping[int, int]) -> bool:
    """Tell whether a name of three characters holds a listed one behind its surname, or a dotted one at its end."""
    if DOT.search(mention.text):  # 伊万卡·特朗普; of 比尔•盖茨 the listed part says who it is
        listed = DOT.sub("·", mention.text) in load_gazetteer().names
        return not listed and any(mention.start < start < mention.end == end for start, end in inside.items())
    if len(mention.text) != 3 or not is_chinese_name(mention.text) or mention.start in inside:
        return False
    return inside.get(mention.start + 1) == mention.end


def _goes_on(mention: Mention, inside: Mapping[int, int], types: Mapping[int, str]) -> bool:
    """Tell whether a tagged body begins with a sure name and goes on as a name (天津一汽华利), not as a word.

    Behind a country only a trade makes a name (中国电竞 is a market); organisations and products go on as nothing.
    """
    end = inside.get(mention.start)
    if mention.finder != "tagger" or end is None or end >= mention.end:
        return False
    rest = mention.text[end - mention.start :]
    if not 2 <= len(rest) <= 4 or rest.isascii() or rest.startswith(load_lexicon().words("name_tail")):
        return False
    words, rows = load_lexicon().words, load_gazetteer().rows
    kind = types[mention.start]
    if kind not in GOING_ON:
        return False
    if rest in words("company_trade") or rest in words("company_region"):
        return True
    if mention.text[: end - mention.start].endswith(CLOSING) and is_chinese_name(rest):
        return False  # 岚山证券/邵宇: who works there
    if kind == "Country" or rest[:2] in load_gazetteer().names and rest[:2] != rest:
        return False
    place = any(row.type in PLACES for row in map(rows.__getitem__, load_gazetteer().names.get(rest, ())))
    return not place and not any(is_common_word(rest[start : start + 2]) for start in range(len(rest) - 1))


def _holds(mention: Mention, inside: Mapping[int, int]) -> bool:
    """Tell whether a sure name lies inside a mention and is less than it; one stray character before it is no more."""
    for start in range(mention.start, mention.end):
        end = inside.get(start)
        if end is None or end > mention.end or end - start == mention.end - mention.start:
            continue
        rest = mention.text[end - mention.start :]
        stray = start == mention.start + 1 and mention.text[0] in STRAY
        if not stray and not (start == mention.start and rest.endswith(load_lexicon().words("name_tail"))):
            return True
    return False


def _strength(mention: Mention) -> tuple[int, int, float, int, int, str]:
    """Return a key that sorts the mentions which win first."""
    common = mention.generic and mention.finder != "quoted-strategy"
    tier = 1 if mention.finder in {*LOOSE, "propagation"} else 2 if common else 0
    rank = RANK.get(mention.finder, len(RANK))
    return tier, mention.start - mention.end, -mention.score, rank, mention.start, mention.type
