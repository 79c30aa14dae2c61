"""Which strings are everyday words: jieba's dictionary without its names.

A string that a tagger calls a name and that no dictionary has is likely one; 万一 ("in case") is not.
"""

import re
from functools import cache

import jieba  # type: ignore[import-untyped]

LENGTHS = range(2, 5)  # characters; longer words are rarely mistaken for names
LINE = re.compile(r"^(\S{2,4}) (\d+) (\S+)$", re.M)  # of the dictionary: a word of these lengths, its count, its tag
FREQUENT = 800  # times in jieba's corpus from which on a word is rarely a given name
USUAL_DIGITS = 1  # digits of the count of rare words, which are as often names (象屿, 融众)
PLAIN = ("v", "n", "vn", "ad")
NAMES = frozenset({"nr", "nrt", "nrfg", "ns", "nt", "nz", "j"})  # jieba's tags of names and their short forms


@cache
def _load_words() -> tuple[frozenset[str], ...]:
    """Return the common words, the names, the frequent words, and the common words that are not rare."""
    with jieba.Tokenizer().get_dict_file() as file:
        rows = LINE.findall(file.read().decode("utf-8"))
    common = frozenset(word for word, _, tag in rows if tag not in NAMES)
    names = frozenset(word for word, _, tag in rows if tag in NAMES)
    usual = frozenset(word for word, count, tag in rows if len(count) > USUAL_DIGITS and tag not in NAMES)
    frequent = frozenset(word for word, count, tag in rows if tag in PLAIN and int(count) >= FREQUENT)
    return common, names, frequent, usual


def is_common_word(word: str) -> bool:
    """Tell whether a string of two to four characters is a word of the language and no name.

    >>> is_common_word("万一"), is_common_word("雷军"), is_common_word("蔚来")
    (True, False, False)
    """
    return word in _load_words()[0]


def is_known_word(word: str) -> bool:
    """Tell whether a string of two to four characters is in the dictionary, as a name too."""
    common, names, *_ = _load_words()
    return word in common or word in names


def is_frequent_word(word: str) -> bool:
    """Tell whether a string is one of the most used nouns and verbs: 保护 ("protect"), not 建明."""
    return word in _load_words()[2]


def is_made_of_words(text: str) -> bool:
    """Tell whether a string is everyday words from end to end.

    >>> is_made_of_words("品牌知名度"), is_made_of_words("德马泰克")
    (True, False)
    """
    common = _load_words()[3]
    reached = {0}
    for end in range(2, len(text) + 1):
        if any(end - length in reached and text[end - length : end] in common for length in LENGTHS):
            reached.add(end)
    return len(text) in reached
