"""Other names that the text itself gives behind a name: （以下简称“诚壹科技”）, 高通（Qualcomm）."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from kg.chinese import has_chinese
from kg.expressions import compile_re
from kg.linking.names import get_family
from kg.model import Mention
from kg.ontology.lexicon import load_lexicon

_OPENING, _CLOSING = "“\"'‘《", "”\"'’》"


@dataclass(frozen=True, slots=True)
class Definition:
    """`surface` is another name of `mention`; `text[mention.start:end]` says so."""

    mention: Mention
    surface: str
    end: int


@cache
def _load_pattern() -> re.Pattern[str]:
    marker = "|".join(map(re.escape, load_lexicon().words("short_name_marker")))
    return compile_re(
        rf"[{_CLOSING}]?\s?[（(]\s?(?:[^（）()]{{0,16}}?(?P<marker>{marker})\s?[为是：:]?\s?)?"
        rf"[{_OPENING}]?(?P<name>[^（）()，。；、：:“”\"‘’'《》\n]{{2,24}})[{_CLOSING}]?\s?(?=[，,；;、或）)])"
    )


def find_definitions(text: str, mentions: Sequence[Mention]) -> Iterator[Definition]:
    """Yield the names defined in brackets behind mentions that name something, in text order.

    Without a word that says so (简称), only a Latin name behind a Chinese one counts, or the other way round, where it
    fills the brackets and is itself a mention of the same family, there or further on.
    """
    never = set(load_lexicon().words("no_short_name"))
    families = {(mention.text, get_family(mention.type)) for mention in mentions if mention.antecedent is None}
    for mention in mentions:
        match = _load_pattern().match(text, mention.end)
        if match is None or mention.antecedent is not None or mention.generic:
            continue
        surface = match["name"].strip()
        if surface in never or surface == mention.text:
            continue
        alone = text[match.end()] in "）)" and has_chinese(mention.text) != has_chinese(surface)
        if match["marker"] or (alone and (surface, get_family(mention.type)) in families):
            yield Definition(mention, surface, match.end() + (text[match.end()] in "）)"))
