"""Names in, what a hand types to find them out: 小米集团 → xiaomijituan and xmjt."""

import os
import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache

from kg.chinese import has_chinese
from kg.errors import OntologyError
from kg.expressions import compile_re
from kg.ontology.paths import find_ontology

# pypinyin's own table of 47,000 phrases takes 0.4 s to import; ontology/lexicon/readings.toml has what names need.
os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")

from pypinyin import Style, lazy_pinyin

_NO_WORDS = compile_re(r"[\W_]+")


def make_search_keys(names: Iterable[str]) -> list[str]:
    """Return the pinyin of each name with Chinese characters, in full and as initials, without repetition.

    >>> make_search_keys(["重庆长安", "Redmi"])
    ['chongqingchangan', 'cqca']
    """
    keys: dict[str, None] = {}
    for name in names:
        if has_chinese(name):
            for style in (Style.NORMAL, Style.FIRST_LETTER):
                keys[_NO_WORDS.sub("", spell(name, style)).lower()] = None
    return list(keys)


def spell(name: str, style: Style) -> str:
    """Return a name with its Chinese characters as syllables or as their first letters."""
    readings = load_readings()
    spelt = []
    for part in _compile_readings().split(name):
        if part in readings:
            spelt += [syllable if style == Style.NORMAL else syllable[0] for syllable in readings[part]]
        else:
            spelt += [_spell_character(char, style) for char in part]
    return "".join(spelt)


@cache
def _spell_character(char: str, style: Style) -> str:
    """Return a character's reading; without a table of phrases it is the same in any word."""
    return "".join(lazy_pinyin(char, style=style))


@cache
def _compile_readings() -> re.Pattern[str]:
    return compile_re(f"({'|'.join(sorted(load_readings(), key=len, reverse=True))})")


@cache
def load_readings() -> Mapping[str, list[str]]:
    """Load the readings of words whose characters have several.

    Raises:
        OntologyError: a word has more or fewer syllables than characters.
    """
    path = find_ontology() / "lexicon" / "readings.toml"
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise OntologyError(f'{path}: {error}; a TOML table of word = "syllables" is accepted') from error
    for word, reading in table.items():
        if not isinstance(reading, str) or len(reading.split()) != len(word):
            raise OntologyError(f"{path}: key {word}: {len(word)} syllables in one string are accepted")
    return {word: reading.split() for word, reading in table.items()}
