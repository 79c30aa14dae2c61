"""Which strings are everyday words: jieba's dictionary without its names.

A string that a tagger calls a name and that no dictionary has is likely one; 万一 ("in case") is not.
"""

from array import array
from bisect import bisect_left
from functools import cache, lru_cache
from importlib.util import find_spec
from itertools import accumulate, takewhile
from pathlib import Path
from typing import Final

from kg.errors import KgError
from kg.prepared import load_prepared

LENGTHS = range(2, 5)  # characters; longer words are rarely mistaken for names
FREQUENT = 800  # times in jieba's corpus from which on a word is rarely a given name
USUAL = 10  # times below which a word is as often a name (象屿, 融众)
PLAIN = ("v", "n", "vn", "ad")
NAMES = frozenset({"nr", "nrt", "nrfg", "ns", "nt", "nz", "j"})  # jieba's tags of names and their short forms
START: Final = "I"  # an unsigned number of 32 bits
REMEMBERED = 1 << 16  # strings whose entries are at hand


@cache
def _load_lines() -> tuple[bytes, memoryview]:
    """Return the lines "word count tag" in UTF-8, sorted, and where each begins: 350,000 objects take time to make."""
    lines, starts = load_prepared("words", _sort_lines, places=(Path(__file__),), libraries=("jieba",))
    return lines, memoryview(starts).cast(START)


def _sort_lines() -> tuple[bytes, bytes]:
    spec = find_spec("jieba")  # not imported: that takes longer than all of this
    if spec is None or spec.origin is None:
        raise KgError("the package jieba is not installed; its dictionary is needed to know words")
    lines = sorted((Path(spec.origin).parent / "dict.txt").read_bytes().splitlines())
    starts = array(START, accumulate((len(line) + 1 for line in lines[:-1]), initial=0))
    return b"".join(line + b"\n" for line in lines), starts.tobytes()


@lru_cache(maxsize=REMEMBERED)
def _find_entries(word: str) -> tuple[tuple[int, str], ...]:
    """Return how often jieba's corpus has a string of two to four characters, and as what, for each tag it has."""
    if len(word) not in LENGTHS:
        return ()
    (lines, starts), head = _load_lines(), f"{word} ".encode("utf-8", "replace")
    first = bisect_left(starts, head, key=lambda start: lines[start : start + len(head)])
    found = []
    for start in takewhile(lambda start: lines.startswith(head, start), starts[first:]):
        count, _, tag = lines[start + len(head) : lines.index(b"\n", start)].decode("utf-8").partition(" ")
        if tag:
            found.append((int(count), tag))
    return tuple(found)


def is_common_word(word: str) -> bool:
    """Tell whether a string of two to four characters is a word of the language and no name.

    >>> is_common_word("万一"), is_common_word("雷军"), is_common_word("蔚来")
    (True, False, False)
    """
    return any(tag not in NAMES for _, tag in _find_entries(word))


def is_known_word(word: str) -> bool:
    """Tell whether a string of two to four characters is in the dictionary, as a name too."""
    return bool(_find_entries(word))


def is_frequent_word(word: str) -> bool:
    """Tell whether a string is one of the most used nouns and verbs: 保护 ("protect"), not 建明."""
    return any(count >= FREQUENT and tag in PLAIN for count, tag in _find_entries(word))


def is_made_of_words(text: str) -> bool:
    """Tell whether a string is everyday words from end to end.

    >>> is_made_of_words("品牌知名度"), is_made_of_words("德马泰克")
    (True, False)
    """
    reached = {0}
    for end in range(2, len(text) + 1):
        if any(end - length in reached and _is_usual(text[end - length : end]) for length in LENGTHS):
            reached.add(end)
    return len(text) in reached


def _is_usual(word: str) -> bool:
    return any(count >= USUAL and tag not in NAMES for count, tag in _find_entries(word))
