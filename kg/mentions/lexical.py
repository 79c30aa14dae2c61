"""Classes of the lexicon in, what finders look up: words and patterns, made once."""

import re
from functools import cache

from kg.expressions import compile_re
from kg.ontology.lexicon import load_lexicon


@cache
def get_words(name: str) -> frozenset[str]:
    """Return the words of a class as a set."""
    return frozenset(load_lexicon().words(name))


@cache
def list_words(*names: str) -> tuple[str, ...]:
    """Return the words of classes, longest first, as `str.startswith` and `str.endswith` take them."""
    words = {word for name in names for word in load_lexicon().words(name)}
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


@cache
def alternate(*names: str) -> str:
    """Return a regular expression for any word of the classes, longest first."""
    return "|".join(map(re.escape, list_words(*names)))


@cache
def compile_words(*names: str) -> re.Pattern[str]:
    """Return a pattern that searches for a word of the classes anywhere."""
    return compile_re(alternate(*names))
