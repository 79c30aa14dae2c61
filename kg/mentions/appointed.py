"""People known by being appointed, whatever their surname: 任命奉玮为首席财务官."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from kg.expressions import compile_re
from kg.mentions.lexical import alternate, get_words
from kg.model import Mention
from kg.text.dictionary import is_made_of_words

APPOINTED_SCORE = 0.9
POST_REACH = 16  # characters between the name and the post


@cache
def _compile_appointed() -> re.Pattern[str]:
    verbs = alternate("name_to_office")
    return compile_re(
        rf"(?:{verbs})了?(?P<name>[一-鿿]{{2,3}}?)(?:{alternate('office_address')})?(?:{alternate('office_as')})(?P<rest>[^，。；\n]*)"
    )


def find_appointed(text: str, posts: Sequence[Mention]) -> Iterator[Mention]:
    """Yield people between a verb of appointing and the post they are appointed to, in text order."""
    starts = [post.start for post in posts]
    for match in _compile_appointed().finditer(text):
        first, last = match.span("name")
        name, end = match["name"], min(match.end("rest"), match.start("rest") + POST_REACH)
        called = any(match.start("rest") <= start < end for start in starts)
        if called and get_words("office_no_name").isdisjoint(name) and not is_made_of_words(name):
            yield Mention(first, last, name, "Person", "post", APPOINTED_SCORE)
