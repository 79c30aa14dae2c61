"""Names in, what a hand types to find them out: 小米集团 → xiaomijituan and xmjt.

How characters are read is kept from build to build, since pypinyin takes longer to load than the names of ten articles.
"""

import os
import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache

from kg.chinese import has_chinese
from kg.errors import OntologyError
from kg.expressions import compile_re
from kg.kept import Kept, load_kept, save_kept
from kg.ontology.paths import find_ontology

KEPT = "syllables"

_NO_WORDS = compile_re(r"[\W_]+")


class Syllables(dict[str, str]):
    """The syllable of each character, found out when it is asked for; a class because dict asks for one.

    `known` is how many of them earlier builds asked for.
    """

    def __init__(self, before: Mapping[str, str] | None = None) -> None:
        super().__init__(before or {})
        self.known = len(self)

    def __missing__(self, char: str) -> str:
        self[char] = syllable = "".join(_read_characters(char))
        return syllable


def load_syllables(kept: Kept | None) -> Syllables:
    """Return the syllables that earlier builds asked for."""
    return Syllables(load_kept(kept, KEPT))


def save_syllables(kept: Kept | None, syllables: Syllables) -> None:
    """Keep syllables for later builds, if any of them is new; with them those of all characters in common use."""
    if kept is not None and len(syllables) > syllables.known:
        save_kept(kept, KEPT, {**_read_common(), **syllables})


def make_search_keys(names: Iterable[str], syllables: Syllables) -> list[str]:
    """Return the pinyin of each name with Chinese characters, in full and as initials, without repetition.

    >>> make_search_keys(["重庆长安", "Redmi"], Syllables())
    ['chongqingchangan', 'cqca']
    """
    keys: dict[str, None] = {}
    for name in names:
        if has_chinese(name):
            spelt = spell(name, syllables)
            for key in ("".join(spelt), "".join([syllable[:1] for syllable in spelt])):
                keys[_NO_WORDS.sub("", key).lower()] = None
    return list(keys)


def spell(name: str, syllables: Syllables) -> list[str]:
    """Return a name as syllables, one a Chinese character, and whatever else is in it as it is."""
    readings = load_readings()
    spelt: list[str] = []
    for part in _compile_readings().split(name):
        spelt += readings.get(part) or [syllables[char] for char in part]
    return spelt


def _read_characters(chars: str) -> list[str]:
    """Return the readings of characters; without a table of phrases each is the same in any word.

    pypinyin's own table of 47,000 phrases takes 0.4 s to import; ontology/lexicon/readings.toml has what names need.
    """
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    from pypinyin import Style, lazy_pinyin

    return lazy_pinyin(chars, style=Style.NORMAL)


@cache
def _read_common() -> dict[str, str]:
    """Return the readings of the 6,763 characters of GB 2312, which few names have others than."""
    first, last = 0xB0, 0xF7  # rows, as their first byte tells; the cells of one are 0xA1 to 0xFE
    rows = (bytes(byte for cell in range(0xA1, 0xFF) for byte in (row, cell)) for row in range(first, last + 1))
    chars = "".join([row.decode("gb2312", "ignore") for row in rows])
    return dict(zip(chars, _read_characters(chars), strict=True))


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
