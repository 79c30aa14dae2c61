"""Latin names in Chinese text, companies out: Kerrigan Holdings Ltd., 评级机构Morningside, Brightline公司.

Capitals alone tell no company from a product, a show or a person. A name is one by its legal form, by what is said to
be behind or before it (公司, 机构, 巨头), by a post behind it (Brightline首席执行官), or by being bought
(收购Brightline).
"""

import re
from collections.abc import Iterator
from functools import cache

from kg.expressions import compile_re
from kg.mentions.lexical import alternate, get_words, list_words
from kg.model import Mention
from kg.ontology.gazetteer import load_gazetteer
from kg.ontology.posts import load_posts

LEGAL_SCORE = 0.9
CALLED_SCORE = 0.8
LEAST = 3  # letters of a name; AI and PC are none
SHORT_TERM = 5  # letters of a term in capitals
BEFORE = 6  # characters in which a kind of body stands before a name
WORD = r"[A-Z][A-Za-z0-9]*(?:[&'.-][A-Za-z0-9]+)*"
NAME = compile_re(rf"(?<![A-Za-z0-9.·-]){WORD}(?: (?:{WORD}|of|and|&|de|for))*(?![A-Za-z0-9])")
LOWER_END = compile_re(r" (?:of|and|&|de|for)$")


@cache
def _compile_legal() -> re.Pattern[str]:
    return compile_re(rf"(?:[,. ]|(?<=[a-z]))(?:{alternate('latin_form')})\b\.?$")


@cache
def _compile_post() -> re.Pattern[str]:
    posts = "|".join(sorted(map(re.escape, load_posts().properties), key=lambda word: (-len(word), word)))
    return compile_re(rf"\s?(?:的)?(?:{alternate('post_region')})?(?:首席|高级|资深|联席|执行|副|前)*(?:{posts})")


def find_latin_names(text: str) -> Iterator[Mention]:
    """Yield companies by the rules above, in text order."""
    for match in NAME.finditer(text):
        name = LOWER_END.sub("", _drop_post(match[0]))
        if text[match.end() : match.end() + 1] == "%":
            name = name.rstrip("0123456789")
        start, end = match.start(), match.start() + len(name)
        letters = sum(map(str.isalpha, name))
        if letters < LEAST or name in get_words("not_a_name"):
            continue
        if _compile_legal().search(name) and letters > 2 * LEAST:
            yield Mention(start, end, name, "Company", "legal-name", LEGAL_SCORE)
        elif _is_free(name) and _is_called(text, start, end) and not _is_term(text, name, start, end):
            yield Mention(start, end, name, "Company", "latin", CALLED_SCORE)


def _is_term(text: str, name: str, start: int, end: int) -> bool:
    """Tell whether a name is a short term in capitals that somebody has (上市公司ESG评级, 媒体KOL)."""
    if len(name) > SHORT_TERM or not name.isupper() or text.startswith(list_words("body_after_latin"), end):
        return False
    return text.endswith(("公司", "企业", "媒体", "旗下"), 0, start)


def _drop_post(name: str) -> str:
    """Return a name up to a Latin post in it: AMD CEO Lisa Su → AMD."""
    words = name.split(" ")
    place = next((index for index, word in enumerate(words) if word in load_posts().properties), len(words))
    return " ".join(words[:place])


def _is_free(name: str) -> bool:
    """Tell whether a name is not listed as something else."""
    return name not in load_gazetteer().names and not name.isdigit()


def _is_called(text: str, start: int, end: int) -> bool:
    if text.startswith(list_words("body_after_latin"), end) or _compile_post().match(text, end):
        return True
    return text.endswith(list_words("body_before_latin"), max(0, start - BEFORE), start)
