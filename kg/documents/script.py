"""Traditional characters in, Simplified out, one for one, so that offsets stay where they are."""

import re
from functools import cache

from opencc import OpenCC

from kg.expressions import compile_re

FIRST, LAST = 0x3400, 0x9FFF  # code points of Han characters
HAN = compile_re(f"[{chr(FIRST)}-{chr(LAST)}]+")
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


@cache
def _load_traditional() -> re.Pattern[str]:
    """Return an expression for any character that has another, Simplified form."""
    chars = [chr(code) for code in range(FIRST, LAST + 1)]
    simplified = _load_converter().convert("\n".join(chars)).split("\n")  # no word goes over a line's end
    return compile_re(f"[{''.join(char for char, form in zip(chars, simplified, strict=True) if form != char)}]")


def is_traditional(text: str) -> bool:
    """Tell whether a text is written in Traditional characters."""
    found = len(_load_traditional().findall(text))
    return found > 0 and found > TRADITIONAL_SHARE * sum(map(len, HAN.findall(text)))


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
