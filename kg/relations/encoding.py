"""A sentence in, the string that patterns run over out: each mention one character that tells its types.

So `{object:Place+}` is a character class and a compiled pattern runs at the speed of Python's `re`. The characters come
from the private use area, which no text holds (cleaning removes them).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import combinations

from kg.model import Mention

NAMED = ("Person", "Company", "Organization", "Brand", "Product", "Technology", "Place", "Strategy", "Segment", "Award")
VALUED = ("Date", "Duration", "Money", "Percent", "Rank", "Count", "Post")
BASE_TYPE = {"Country": "Place", "Region": "Place", "City": "Place"}
FIRST_CODE = 0xE000
AMBIGUOUS = ("Person", "Company", "Organization", "Brand", "Product", "Place", "Segment", "Technology")
PERCENT_UNITS = {"%", "pp", "bp"}


def _make_codes() -> dict[frozenset[str], str]:
    """Return a character for each set of up to three types, those that a slot often asks for side by side.

    They are then one or two ranges, which `re` compiles ten times as fast as other sets of characters.
    """
    choices = sorted(choice for size in (1, 2, 3) for choice in combinations(range(len(AMBIGUOUS)), size))
    combos = [frozenset(AMBIGUOUS[place] for place in choice) for choice in choices]
    combos += [frozenset({name}) for name in (*NAMED, *VALUED)]
    return {combo: chr(FIRST_CODE + place) for place, combo in enumerate(dict.fromkeys(combos))}


CODES = _make_codes()
GROUPS = {
    "Actor": ("Person", "Company", "Organization", "Brand"),
    "Quantity": ("Money", "Percent", "Rank", "Count"),
    "Time": ("Date", "Duration"),
    "Any": (*NAMED, *VALUED),
}


def types_of(mention: Mention) -> frozenset[str]:
    """Return the types a mention may take in a pattern; figures are Money, Percent, Rank or Count by their unit."""
    if mention.type == "Quantity":
        unit = mention.value.unit if mention.value else ""
        kind = "Rank" if unit == "rank" else "Percent" if unit in PERCENT_UNITS else "Count"
        return frozenset({"Money" if len(unit) == 3 and unit.isupper() and unit.isascii() else kind})
    own = {BASE_TYPE.get(name, name) for name in (mention.type, *mention.also)}
    return frozenset(own) if frozenset(own) in CODES else frozenset({BASE_TYPE.get(mention.type, mention.type)})


@cache
def codes_of(types: tuple[str, ...]) -> frozenset[str]:
    """Return the characters of mentions that may take any of the types (groups: Actor, Quantity, Time)."""
    wanted = {name for asked in types for name in GROUPS.get(asked, (asked,))}
    return frozenset(code for combo, code in CODES.items() if combo & wanted)


@cache
def class_of(types: tuple[str, ...]) -> str:
    """Return the regular expression of a mention that may take any of the types."""
    runs: list[list[int]] = []
    for point in sorted(map(ord, codes_of(types))):  # as ranges, which `re` compiles sooner
        if runs and runs[-1][-1] == point - 1:
            runs[-1][1:] = [point]
        else:
            runs.append([point])
    return f"[{''.join('-'.join(map(chr, run)) for run in runs)}]"


def fits(mention: Mention, types: tuple[str, ...]) -> bool:
    wanted = {name for asked in types for name in GROUPS.get(asked, (asked,))}
    return bool(types_of(mention) & wanted)


def as_type(mention: Mention, types: tuple[str, ...]) -> Mention:
    """Return the mention with the type that the slot asks for, where its own is another of its senses."""
    wanted = [name for asked in types for name in GROUPS.get(asked, (asked,))]
    own = next(iter(types_of(replace(mention, also=()))))
    if own in wanted or mention.type in {"Quantity"}:
        return mention
    chosen = next((name for name in wanted if name in mention.also), None)
    if chosen is None:
        return mention
    also = tuple(sorted({mention.type, *mention.also} - {chosen}))
    return replace(
        mention,
        type=chosen,
        also=also,
        antecedent=None if mention.antecedent is None else replace(mention.antecedent, type=chosen),
    )


@dataclass(frozen=True, slots=True)
class Encoded:
    """`code[i]` stands for the mention `items[i]` or for the character at `places[i]` of the document's text."""

    code: str
    items: tuple[Mention | None, ...]
    places: tuple[int, ...]


def encode(
    text: str, start: int, end: int, mentions: Sequence[Mention], *, without: Sequence[tuple[int, int]] = ()
) -> Encoded:
    """Encode `text[start:end]` but for the spans of `without`; mentions must be sorted and not overlap."""
    skipped = {place for first, last in without for place in range(first, last)}
    code: list[str] = []
    items: list[Mention | None] = []
    places: list[int] = []
    place = start

    def add_text(first: int, last: int) -> None:
        kept = [at for at in range(first, last) if at not in skipped] if skipped else range(first, last)
        code.extend([text[at] for at in kept] if skipped else text[first:last])
        places.extend(kept)
        items.extend([None] * len(kept))

    for mention in mentions:
        add_text(place, mention.start)
        code.append(CODES[types_of(mention)])
        items.append(mention)
        places.append(mention.start)
        place = mention.end
    add_text(place, end)
    return Encoded("".join(code), tuple(items), tuple(places))
