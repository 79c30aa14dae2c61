"""Names and their pinyin in, the rows that a search looks up out; what is typed in, the row to look for out.

Chinese has no spaces, so a name may be looked for from any of its characters on: 小米集团 also under 米集团, 集团, 团.
A Latin word is looked for from its beginning, pinyin from the beginning of the name.
"""

import unicodedata
from collections.abc import Iterable, Iterator

from kg.expressions import compile_re

LONGEST = 24  # characters of a key; a longer name is found by its beginning
NAME, PINYIN, INSIDE = 115, 75, 80  # what it is worth, as on the page, that a name or its pinyin begins with or holds
WHOLE = 25  # what it is worth more to be all of a name
_DROPPED = compile_re("[\\s·・.\\-_'’\"“”]")


def fold_name(text: str) -> str:
    """Return a name as it is compared: no case, no width, no space or quotes.

    >>> fold_name("Ｒedmi Note 7")
    'redminote7'
    """
    return _DROPPED.sub("", unicodedata.normalize("NFKC", text).lower())


def list_keys(names: Iterable[str], pinyin: Iterable[str]) -> Iterator[tuple[str, int]]:
    """Yield (key, worth) for each beginning that a thing may be looked for by."""
    for name in names:
        if folded := fold_name(name):
            yield folded[:LONGEST], NAME
        for start in find_starts(name):
            if inside := fold_name(name[start:]):
                yield inside[:LONGEST], INSIDE
    for key in pinyin:
        yield key[:LONGEST], PINYIN


def find_starts(name: str) -> Iterator[int]:
    """Yield where a search may begin inside a name: at a Chinese character, a Latin word or a number.

    >>> list(find_starts("小米 Note 7"))
    [1, 3, 8]
    """
    for place in range(1, len(name)):
        char, before = name[place], name[place - 1]
        if char.isalnum() and (char > "\u2e7f" or not before.isalnum() or before > "\u2e7f"):
            yield place


def find_range(typed: str) -> tuple[str, str] | None:
    """Return the first and the last key that begin with what is typed, or None where nothing is."""
    folded = fold_name(typed)[:LONGEST]
    return (folded, f"{folded}\U0010ffff") if folded else None
