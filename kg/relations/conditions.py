"""What a pattern asks beyond types: a share of at least half, no security, a name, no word of a class around it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.errors import OntologyError
from kg.model import Mention
from kg.ontology.lexicon import load_lexicon

BOUNDS = ("at_least", "below")
CLASSES = ("except", "ending", "not_ending")
SLOTS = ("named", "single")
KEYS = (*BOUNDS, *CLASSES, *SLOTS, "without")


@dataclass(frozen=True, slots=True)
class Conditions:
    """(slot, bound) for figures, (slot, class of words) for things; an absent figure or thing meets every condition."""

    at_least: tuple[tuple[str, float], ...] = ()  # at_least ≤ figure
    below: tuple[tuple[str, float], ...] = ()  # figure < below
    excluded: tuple[tuple[str, str], ...] = ()  # the thing is called none of the words
    ending: tuple[tuple[str, str], ...] = ()  # its name ends in one of the words
    not_ending: tuple[tuple[str, str], ...] = ()  # its name ends in none of the words
    named: tuple[str, ...] = ()  # slots that take names only, no common nouns (空调)
    single: tuple[str, ...] = ()  # slots that hold one thing, no list (甲与乙成立了丙)
    without: str = ""  # class of words of which none stands in the sentence up to the end of the clause


def read_conditions(table: Mapping[str, object], slots: Sequence[str], *, where: str) -> Conditions:
    """Read at_least, below (slot = number), except, ending, not_ending (slot = class), named and single ([slots]).

    And `without`, a class.

    Raises:
        OntologyError: a slot that the pattern has not, a bound that is no number, an unknown class.
    """
    given: dict[str, tuple[tuple[str, object], ...]] = {}
    for key in (*BOUNDS, *CLASSES):
        rows = table.get(key, {})
        if not isinstance(rows, dict) or not set(rows) <= set(slots):
            raise OntologyError(f"{where}: key {key}: it takes the slots {', '.join(sorted(slots))}")
        given[key] = tuple(rows.items())
    for key in BOUNDS:
        if not all(isinstance(bound, int | float) for _, bound in given[key]):
            raise OntologyError(f"{where}: key {key}: a number is accepted for each slot")
    without = table.get("without", "")
    named = [name for key in CLASSES for _, name in given[key]]
    for name in [*named, without] if without else named:
        if name not in load_lexicon().classes:
            raise OntologyError(f"{where}: unknown class <{name}>; a class of ontology/lexicon is accepted")
    for key in SLOTS:
        listed = table.get(key, [])
        if not isinstance(listed, list) or not set(listed) <= set(slots):
            raise OntologyError(f"{where}: key {key}: a list of the slots {', '.join(sorted(slots))} is accepted")
    lists: list[tuple[str, ...]] = [tuple(table.get(key, [])) for key in SLOTS]  # type: ignore[arg-type]
    bounds = [tuple((slot, float(bound)) for slot, bound in given[key]) for key in BOUNDS]  # type: ignore[arg-type]
    classes = [tuple((slot, str(words)) for slot, words in given[key]) for key in CLASSES]
    return Conditions(bounds[0], bounds[1], classes[0], classes[1], classes[2], lists[0], lists[1], str(without))


def meet_conditions(conditions: Conditions, slots: dict[str, list[Mention]]) -> bool:
    """Tell whether figures keep their bounds and each slot keeps something; what is unfit is taken out of `slots`."""
    for name, bound in conditions.at_least:
        if any(mention.value and mention.value.number and mention.value.number < bound for mention in slots[name]):
            return False
    for name, bound in conditions.below:
        if any(mention.value and mention.value.number and mention.value.number >= bound for mention in slots[name]):
            return False
    if any(len(slots[name]) > 1 for name in conditions.single):
        return False
    bound_slots = {
        *conditions.named,
        *(name for name, _ in (*conditions.excluded, *conditions.ending, *conditions.not_ending)),
    }
    for name in sorted(bound_slots):
        kept = [mention for mention in slots[name] if _is_fit(conditions, name, mention)]
        if slots[name] and not kept:
            return False
        slots[name] = kept
    return True


def _is_fit(conditions: Conditions, slot: str, mention: Mention) -> bool:
    lexicon = load_lexicon()
    return (
        not (mention.generic and slot in conditions.named)
        and not any(slot == name and mention.text in lexicon.words(words) for name, words in conditions.excluded)
        and all(slot != name or mention.text.endswith(lexicon.words(words)) for name, words in conditions.ending)
        and not any(
            slot == name and mention.text.endswith(lexicon.words(words)) for name, words in conditions.not_ending
        )
    )
