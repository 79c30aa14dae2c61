"""Classes of the lexicon in, what finders look up: sets of words and patterns, made once."""

import re
from functools import cache

from kg.ontology.lexicon import load_lexicon


@cache
def get_words(name: str) -> frozenset[str]:
    """Return the words of a class as a set."""
    return frozenset(load_lexicon().words(name))


@cache
def alternate(*names: str) -> str:
    """Return a regular expression for any word of the classes, longest first."""
    words = {word for name in names for word in load_lexicon().words(name)}
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))


@cache
def compile_ending(*names: str) -> re.Pattern[str]:
    """Return a pattern that searches for a word of the classes at the end of a string."""
    return re.compile(f"(?:{alternate(*names)})$")


@cache
def compile_beginning(*names: str) -> re.Pattern[str]:
    """Return a pattern that matches a word of the classes at a place."""
    return re.compile(alternate(*names))


@cache
def compile_words(*names: str) -> re.Pattern[str]:
    """Return a pattern that searches for a word of the classes anywhere."""
    return re.compile(alternate(*names))
