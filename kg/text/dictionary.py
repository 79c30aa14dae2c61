"""Which strings are everyday words: jieba's dictionary without its names.

A string that a tagger calls a name and that no dictionary has is likely one; 万一 ("in case") is not.
"""

from functools import cache

import jieba  # type: ignore[import-untyped]

LENGTHS = range(2, 5)  # characters; longer words are rarely mistaken for names
FREQUENT = 800  # times in jieba's corpus from which on a word is rarely a given name
USUAL = 10  # times; rarer ones are as often names (象屿, 融众)
PLAIN = ("v", "n", "vn", "ad")
NAMES = frozenset({"nr", "nrt", "nrfg", "ns", "nt", "nz", "j"})  # jieba's tags of names and their short forms


@cache
def _load_words() -> tuple[frozenset[str], ...]:
    """Return the common words, the names, the frequent words, and the common words that are not rare."""
    common: list[str] = []
    names: list[str] = []
    frequent: list[str] = []
    usual: list[str] = []
    with jieba.Tokenizer().get_dict_file() as file:
        for line in file.read().decode("utf-8").splitlines():
            word, count, tag = line.split(" ", 2)
            if len(word) in LENGTHS:
                (names if tag in NAMES else common).append(word)
                if tag not in NAMES and int(count) >= USUAL:
                    usual.append(word)
                if tag in PLAIN and int(count) >= FREQUENT:
                    frequent.append(word)
    return frozenset(common), frozenset(names), frozenset(frequent), frozenset(usual)


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
