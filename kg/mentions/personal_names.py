"""What personal names look like: Chinese ones begin with a surname, foreign ones are made of characters for sounds.

The shape alone proves nothing (周中 begins with a surname); finders ask for a tagger's word or a post beside it.
"""

import re
from functools import cache

from kg.expressions import compile_re
from kg.mentions.lexical import alternate, get_words

LATIN_NAME = compile_re(r"[A-Z][a-z]+(?:(?:[ ·-][A-Z][a-z.]*)+|[A-Z][a-z]+)")
CHINESE = compile_re("[一-鿿]+")
DOT = compile_re("[·•・∙‧]")
CHINESE_LENGTHS = range(2, 5)
NEARLY_LEAST = 4  # characters of a foreign name of which one may be unusual
FOREIGN_MIN = 2  # characters of a transliterated name without a dot


def has_surname(name: str) -> bool:
    """Tell whether a string begins with a Chinese surname, a rare one only before two characters."""
    surnames = get_words("surname")
    return name[:2] in surnames or name[:1] in surnames or (len(name) == 3 and name[0] in get_words("rare_surname"))


def is_chinese_name(name: str) -> bool:
    """Tell whether a string has the shape of a Chinese name: surname and one or two characters."""
    if len(name) not in CHINESE_LENGTHS or not CHINESE.fullmatch(name) or not has_surname(name):
        return False
    return len(name) < 4 or name[:2] in get_words("surname")


def is_sound(text: str) -> bool:
    """Tell whether every character of a string is one that foreign names are written with."""
    return bool(text) and set(text) <= get_words("transliteration")


def is_transliterated(name: str) -> bool:
    """Tell whether a string is made of characters that transliterate foreign names."""
    return len(name) >= FOREIGN_MIN and is_sound(name)


def is_nearly_transliterated(name: str) -> bool:
    """Tell whether at most one of four and more characters is none that transliterates foreign names."""
    if len(name) < NEARLY_LEAST or not CHINESE.fullmatch(name):
        return False
    return sum(char not in get_words("transliteration") for char in name) <= 1


@cache
def _compile_japanese() -> re.Pattern[str]:
    given = "".join(sorted(get_words("japanese_given")))
    return compile_re(rf"(?:{alternate('japanese_surname')})[{given}]{{1,3}}")


def is_japanese(name: str) -> bool:
    """Tell whether a string is a surname of Japan with a given name behind it.

    >>> is_japanese("西川广人"), is_japanese("西川镇政府")
    (True, False)
    """
    return len(name) > len("西川") and _compile_japanese().fullmatch(name) is not None


def looks_like_person(name: str) -> bool:
    """Tell whether a string has the shape of a Chinese, transliterated or Latin personal name."""
    if LATIN_NAME.fullmatch(name):
        return True
    if DOT.search(name):
        return all(part and (part.isascii() or CHINESE.fullmatch(part)) for part in DOT.split(name))
    return is_chinese_name(name) or is_transliterated(name) or is_japanese(name)


@cache
def compile_address() -> re.Pattern[str]:
    """Return the pattern of how strangers are called: a surname and 先生, 女士, 某某; it names nobody."""
    return compile_re(rf"(?:{alternate('surname')})(?:{alternate('address')})")
