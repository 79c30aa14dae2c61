"""Drugs that nobody lists, by the endings of their international names: 瑞安替尼片, 信必利单抗注射液, 海曲格列净.

An ending (替尼, 单抗) says what a drug does to what; its own syllables stand before it, and behind it how it is taken.
They begin where one of the tagger's words does that is none of the language.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from kg.expressions import compile_re
from kg.mentions.lexical import alternate, list_words
from kg.mentions.scanning import scan
from kg.model import Mention, Token
from kg.ontology.gazetteer import load_gazetteer
from kg.text.dictionary import is_common_word

DRUG_SCORE = 0.85  # good enough to be found everywhere in the document
LEAST, MOST = 2, 4  # characters of a drug's own syllables
BEFORE = (
    "新药",
    "药物",
    "药品",
    "单药",
    "产品",
    "的",
    "与",
    "和",
    "及",
    "了",
    "“",
    "、",
    "，",
    "（",
    "：",
    "用",
    "对",
    "获",
    "将",
)


@cache
def _compile_drugs() -> tuple[re.Pattern[str], re.Pattern[str]]:
    form = alternate("drug_form")
    stems = sorted({stem[0] for stem in list_words("drug_stem", "drug_stem_weak")})
    pattern = rf"(?:{alternate('drug_stem')})(?:{form})?|(?:{alternate('drug_stem_weak')})(?:{form})"
    return compile_re(f"[{''.join(stems)}]"), compile_re(pattern)


def find_drugs(text: str, tokens: Sequence[Token]) -> Iterator[Mention]:
    """Yield drugs by their endings, in text order."""
    starts = {token.start for token in tokens}
    for match in scan(*_compile_drugs(), text):
        start = _find_start(text, match.start(), starts)
        name = text[start : match.end()] if start is not None else ""
        if start is not None and not is_common_word(name) and name not in load_gazetteer().names:
            yield Mention(start, match.end(), name, "Product", "drug", DRUG_SCORE)


def _find_start(text: str, stem: int, starts: set[int]) -> int | None:
    """Return where the syllables before an ending begin: at a word's border, and they hold no word themselves."""
    for start in range(stem - LEAST, max(-1, stem - MOST - 1), -1):
        if not "一" <= text[start] <= "鿿" or is_common_word(text[start : start + 2]):
            return None
        if start in starts or text.endswith(list_words("drug_before"), 0, start):
            return start
    return None
