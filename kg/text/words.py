"""A text in, the places of its words out: jieba, its dictionary enlarged by the gazetteer and the lexicon.

jieba's own cache file is not used: it lies in a shared folder and outlives upgrades. The dictionary is read each time.
"""

import logging
from collections.abc import Iterable
from functools import cache

import jieba  # type: ignore[import-untyped]

from kg.ontology.gazetteer import load_gazetteer
from kg.ontology.lexicon import load_lexicon

jieba.default_logger.setLevel(logging.CRITICAL)  # it writes to standard error on its own

# How often a name is taken to occur in jieba's corpus of 60 million words. A long name beats any split of itself; a
# short one is as likely as a common noun, so that 美的 does not break 最美的.
LONG_NAME = 100_000
SHORT_NAME = 200
SHORT = 2  # characters


class _Words:
    """jieba's tokenizer with our words; a class because the dictionary is kept between calls."""

    def __init__(self, names: Iterable[str]) -> None:
        self._tokenizer = jieba.Tokenizer()
        with self._tokenizer.get_dict_file() as file:
            cells = file.read().decode("utf-8").split()  # word, count, tag, again and again
        self._counts: dict[str, int] = dict(zip(cells[::3], map(int, cells[1::3]), strict=True))
        for name in names:
            usual = SHORT_NAME if len(name) <= SHORT else LONG_NAME
            self._counts[name] = max(usual, self._counts.get(name, 0))
        total = sum(self._counts.values())
        for word in list(self._counts):
            head = word[:-1]
            while head and head not in self._counts:  # one that is there has all of its own
                self._counts[head] = 0
                head = head[:-1]
        self._tokenizer.FREQ, self._tokenizer.total, self._tokenizer.initialized = self._counts, total, True

    def find(self, text: str) -> list[tuple[int, int]]:
        return [(start, end) for _, start, end in self._tokenizer.tokenize(text)]


@cache
def _load_words() -> _Words:
    names = set(load_gazetteer().names)
    for words in load_lexicon().classes.values():
        names.update(words)
    return _Words(sorted(name for name in names if len(name) > 1 and not any(char.isspace() for char in name)))


def find_words(text: str) -> list[tuple[int, int]]:
    """Return the words of a text as half-open spans that tile it; white space and marks are words too.

    >>> [("雷军宣布小米进入印度市场")[start:end] for start, end in find_words("雷军宣布小米进入印度市场")]
    ['雷军', '宣布', '小米', '进入', '印度', '市场']
    """
    return _load_words().find(text)
