"""Company names taken apart: place + core + trade + group and legal form, and which names may be short for which.

深圳市诚壹科技有限公司 = 深圳 + 诚壹 + 科技 + 有限公司, so 诚壹科技 and 诚壹 may be short for it. The parts are data
(ontology/lexicon/short_names.toml, places of the gazetteer); what cannot be taken apart safely stays whole.
"""

import re
from collections.abc import Set
from dataclasses import dataclass
from functools import cache

from kg.ontology.lexicon import load_lexicon

MIN_CORE = 2  # characters; one Chinese character is no name
LONGEST_PLACE = 6  # characters, 黑龙江 and 石家庄市 among them
_BRACKETED = re.compile(r"\(([^()]*)\)")
_PLACE_TAIL = re.compile(r"省|市|自治区|县|区")
_UNLISTED_PLACE = re.compile(r"[一-鿿]{2,3}?(?:省|市|县)")


@dataclass(frozen=True, slots=True)
class CompanyParts:
    """The parts of a company's key; each may be empty but `core`. `form` holds group and legal form as written."""

    place: str
    core: str
    trade: str
    form: str


@cache
def _load_ending(name: str) -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(map(re.escape, load_lexicon().words(name))) + ")$")


def strip_ending(key: str, name: str) -> str:
    """Return the key without its longest ending of a lexicon class, or whole where too little would be left."""
    match = _load_ending(name).search(key)
    return key[: match.start()] if match and match.start() >= MIN_CORE else key


def _strip_all(key: str, name: str) -> str:
    while (shorter := strip_ending(key, name)) != key:
        key = shorter
    return key


def split_company(key: str, places: Set[str]) -> CompanyParts | None:
    """Return the parts of a company's key, or None where the name is a part of another company (…北京分公司).

    `places` are the keys of known places.

    >>> split_company("深圳市诚壹科技有限公司", {"深圳"})
    CompanyParts(place='深圳', core='诚壹', trade='科技', form='有限公司')
    """
    if _load_ending("part_form").search(key):
        return None
    bare = _BRACKETED.sub("", key)
    inner = next((part for part in _BRACKETED.findall(key) if part in places), "")
    name = strip_ending(bare, "legal_form")
    registered = name != bare
    name = _strip_all(name, "group_form")
    place, core = _split_place(name, places, registered=registered)
    trimmed = _strip_all(core, "light_trade")
    return CompanyParts(place or inner, trimmed, core[len(trimmed) :], bare[len(name) :])


def _split_place(name: str, places: Set[str], *, registered: bool) -> tuple[str, str]:
    """Return (place, rest); a place is cut only where a name is left, an unlisted one only from a registered name."""
    for length in range(min(LONGEST_PLACE, len(name) - MIN_CORE), 1, -1):
        if name[:length] in places:
            rest = _PLACE_TAIL.sub("", name[length:], count=1) if _PLACE_TAIL.match(name, length) else name[length:]
            if len(rest) >= MIN_CORE and not _load_ending("light_trade").fullmatch(rest):
                return _PLACE_TAIL.sub("", name[:length]) or name[:length], rest
    match = _UNLISTED_PLACE.match(name) if registered else None
    if match and len(name) - match.end() >= MIN_CORE:
        return _PLACE_TAIL.sub("", match[0]), name[match.end() :]
    return "", name


def is_short_for(short: CompanyParts, full: CompanyParts) -> bool:
    """Tell whether one company name only leaves out parts of the other; equal names are not short for each other."""
    return (
        short != full
        and short.core == full.core
        and short.place in ("", full.place)
        and short.trade in ("", full.trade)
        and short.form in ("", full.form)
        and (full.place != "" or full.trade != "" or full.form != "")
    )
