"""Names in, what a hand types to find them out: 小米集团 → xiaomijituan and xmjt."""

import os
from collections.abc import Iterable

os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")  # its table of phrases takes 0.4 s to import and helps no name

from pypinyin import Style, lazy_pinyin


def make_search_keys(names: Iterable[str]) -> list[str]:
    """Return the pinyin of each name with Chinese characters, in full and as initials, without repetition.

    >>> make_search_keys(["小米集团", "Redmi"])
    ['xiaomijituan', 'xmjt']
    """
    keys: dict[str, None] = {}
    for name in names:
        if not any("\u3400" <= char <= "\u9fff" for char in name):
            continue
        for style in (Style.NORMAL, Style.FIRST_LETTER):
            key = "".join(part for part in lazy_pinyin(name, style=style) if part.strip()).lower().replace(" ", "")
            keys[key] = None
    return list(keys)
