"""Facts in the making: what sentences say of entities, before ids and confidence; and what values say."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from kg.model import FactKind, Proof, Status, Value

Filler = str | Value  # an entity's id or a value
Roles = tuple[tuple[str, Filler], ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """A fact without id; `sources` are its proofs, each with the digest of its sentence's words, in text order."""

    kind: FactKind
    predicate: str
    subject: str | None
    object: Filler | None
    roles: Roles
    status: Status
    sources: tuple[tuple[Proof, int], ...]


def format_number(number: Decimal) -> str:
    """Return a number in plain digits, one way for equal numbers.

    >>> format_number(Decimal("1.320E+8")), format_number(Decimal("43.90"))
    ('132000000', '43.9')
    """
    return format(number.normalize() if number else Decimal(0), "f")


def get_content(filler: Filler | None) -> str:
    """Return what a filler says, however it was written: two values of one content are one value.

    A bound (over, about) belongs to how it was said; only `under` says another thing than the number itself.
    """
    if filler is None:
        return ""
    if isinstance(filler, str):
        return filler
    if filler.kind == "date":
        return filler.iso or filler.text
    if filler.number is None:
        return filler.text
    upper = "" if filler.upper is None else f"..{format_number(filler.upper)}"
    under = "<" if filler.comparator == "under" else ""
    base = f" {filler.base}" if filler.base else ""
    return f"{under}{format_number(filler.number)}{upper} {filler.unit}{base}"


def sort_sources(sources: Iterable[tuple[Proof, int]]) -> tuple[tuple[Proof, int], ...]:
    """Return proofs in order of document and place, each once."""
    sources = tuple(sources)
    if len(sources) == 1:
        return sources
    unique = {(proof.document, proof.start, proof.end, proof.rule, proof.speaker or ""): (proof, words)
              for proof, words in sorted(sources, key=lambda item: (item[0].score, item[0].spans))}  # fmt: skip
    return tuple(unique[place] for place in sorted(unique))


def merge_roles(*groups: Roles) -> Roles:
    """Return the union of roles, sorted; of values with one content the one written first in order of characters."""
    if len(groups) == 1 and len(groups[0]) < 2:
        return groups[0]
    kept: dict[tuple[str, str], Filler] = {}
    for role, filler in (item for group in groups for item in group):
        place = (role, get_content(filler))
        other = kept.get(place)
        if other is None or (isinstance(filler, Value) and isinstance(other, Value) and _rank(filler) < _rank(other)):
            kept[place] = filler
    return tuple((role, kept[role, content]) for role, content in sorted(kept))


def _rank(value: Value) -> tuple[str, str, str]:
    return value.text, value.comparator, repr(value)


def are_compatible_dates(a: str, b: str) -> bool:
    """Tell whether two ISO dates can be one: either is missing, or one is only more precise than the other.

    >>> are_compatible_dates("2018", "2018-10-26"), are_compatible_dates("2018-10", "2018-11")
    (True, False)
    """
    return a.startswith(b) or b.startswith(a)
