"""What a pattern asks of the things in its slots beyond their types: a share of at least half, no security."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.errors import OntologyError
from kg.model import Mention
from kg.ontology.lexicon import load_lexicon

KEYS = ("at_least", "below", "except", "named")


@dataclass(frozen=True, slots=True)
class Conditions:
    """Bounds on the figure in a slot (`at_least ≤ figure < below`), classes of words that a slot may not hold.

    A slot in `named` holds names only, no common nouns (空调).
    """

    at_least: tuple[tuple[str, float], ...] = ()
    below: tuple[tuple[str, float], ...] = ()
    excluded: tuple[tuple[str, str], ...] = ()
    named: tuple[str, ...] = ()


def read_conditions(table: Mapping[str, object], slots: Sequence[str], *, where: str) -> Conditions:
    """Read the keys at_least and below (slot = number), except (slot = class of words), named (slots) of a pattern.

    Raises:
        OntologyError: a slot that the pattern has not, a bound that is no number, an unknown class.
    """
    given: dict[str, tuple[tuple[str, object], ...]] = {}
    for key in KEYS[:3]:
        rows = table.get(key, {})
        if not isinstance(rows, dict) or not set(rows) <= set(slots):
            raise OntologyError(f"{where}: key {key}: it takes the slots {', '.join(sorted(slots))}")
        given[key] = tuple(rows.items())
    for key in ("at_least", "below"):
        if not all(isinstance(bound, int | float) for _, bound in given[key]):
            raise OntologyError(f"{where}: key {key}: a number is accepted for each slot")
    for _, name in given["except"]:
        if name not in load_lexicon().classes:
            raise OntologyError(f"{where}: unknown class <{name}>; a class of ontology/lexicon is accepted")
    named = table.get("named", [])
    if not isinstance(named, list) or not set(named) <= set(slots):
        raise OntologyError(f"{where}: key named: a list of the slots {', '.join(sorted(slots))} is accepted")
    return Conditions(given["at_least"], given["below"], given["except"], tuple(named))  # type: ignore[arg-type]


def meet_conditions(conditions: Conditions, slots: dict[str, list[Mention]]) -> bool:
    """Tell whether the figures keep their bounds (an absent figure keeps every one) and a thing is left in each slot.

    What may not be there is taken out of `slots`.
    """
    for name, bound in conditions.at_least:
        if any(mention.value and mention.value.number and mention.value.number < bound for mention in slots[name]):
            return False
    for name, bound in conditions.below:
        if any(mention.value and mention.value.number and mention.value.number >= bound for mention in slots[name]):
            return False
    unfit = [(name, load_lexicon().words(words)) for name, words in conditions.excluded]
    for name, excluded in [*unfit, *((name, ()) for name in conditions.named)]:
        kept = [m for m in slots[name] if m.text not in excluded and not (m.generic and name in conditions.named)]
        if slots[name] and not kept:
            return False
        slots[name] = kept
    return True
