"""Traditional characters in, Simplified out, one for one, so that offsets stay where they are."""

import re
from functools import cache

from opencc import OpenCC

HAN = re.compile(r"[\u3400-\u9fff]")
# Simplified text holds a few characters that conversion would change (乾 in a name); Traditional text a third.
TRADITIONAL_SHARE = 0.08


@cache
def _load_converter() -> OpenCC:
    return OpenCC("t2s")


@cache
def make_simplified(char: str) -> str:
    """Return the Simplified form of one character."""
    converted: str = _load_converter().convert(char)
    return converted if len(converted) == 1 else char


def is_traditional(text: str) -> bool:
    """Tell whether a text is written in Traditional characters."""
    han = HAN.findall(text)
    return sum(1 for char in han if make_simplified(char) != char) > TRADITIONAL_SHARE * len(han)


def simplify_text(text: str) -> str:
    """Return a text of the same length in Simplified characters; one that is not Traditional comes back as it is.

    Words decide where a character has two forms (著名 keeps its 著); a line that would change its length is converted
    character by character.
    """
    if not is_traditional(text):
        return text
    lines = text.split("\n")
    for i, line in enumerate(lines):
        converted: str = _load_converter().convert(line)
        lines[i] = converted if len(converted) == len(line) else "".join(map(make_simplified, line))
    return "\n".join(lines)
