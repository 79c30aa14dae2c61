"""A slot of a template and the words of a question in, the readings that can fill it out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.ontology.metrics import load_metrics
from kg.ontology.vocabulary import load_vocabulary
from kg.questions.roles import keep_fitting
from kg.questions.templates import Slot
from kg.questions.tokens import Question, Reading
from kg.questions.words import load_words


@dataclass(frozen=True, slots=True)
class Fill:
    """A reading of the token at `index` in a slot."""

    slot: Slot
    index: int
    reading: Reading


def fill_needs(question: Question, slots: Sequence[Slot], used: tuple[Fill, ...] = ()) -> Iterator[tuple[Fill, ...]]:
    if not slots:
        yield used
        return
    taken = {fill.index for fill in used}
    # Two slots of one kind are filled in the order of the words: a plan for A and B is the one for B and A.
    low = max((fill.index for fill in used if _are_alike(fill.slot, slots[0])), default=-1)
    for fill in find_fills(question, slots[0], taken):
        if fill.index > low:
            yield from fill_needs(question, slots[1:], (*used, fill))


def _are_alike(a: Slot, b: Slot) -> bool:
    return (a.kind, a.only, a.role) == (b.kind, b.only, b.role)


def find_fills(question: Question, slot: Slot, taken: set[int]) -> Iterator[Fill]:
    for index, token in enumerate(question.tokens):
        if index not in taken:
            for reading in token.readings:
                fitting = _fit(slot, reading) if reading.kind == slot.kind else None
                if fitting is not None:
                    yield Fill(slot, index, fitting)


def _fit(slot: Slot, reading: Reading) -> Reading | None:
    """Return the reading as far as it meets the slot's conditions."""
    if slot.kind == "entity":
        things = keep_fitting(reading.things, slot.only[0]) if slot.only else reading.things
        return replace(reading, things=things) if things else None
    if slot.kind in ("status", "quantity", "marker", "ask"):
        held = {reading.form, *reading.names}
        return reading if all(held & set(group) for group in slot.only) else None
    names = tuple(n for n in reading.names if all(any(_holds(n, c, reading) for c in group) for group in slot.only))
    return replace(reading, names=names) if names or not reading.names else None


def _holds(name: str, condition: str, reading: Reading) -> bool:
    if reading.kind == "metric":
        metric = load_metrics().metrics.get(name)
        return bool(metric and getattr(metric, condition)) if condition in ("growth", "share") else name == condition
    if reading.kind == "event":
        roles = dict(zip(("subject", "object"), load_words().roles.get(name, ("", "")), strict=True))
        return bool(roles[condition]) if condition in roles else name == condition
    if reading.kind != "relation":
        return name == condition
    property = load_vocabulary().properties[name]
    flags = {
        "symmetric": property.symmetric,
        "directed": not property.symmetric,
        "dated": "Date" in property.range,
        "undated": "Date" not in property.range,
        "noun": reading.form in ("subject", "object"),
        "verb": reading.form in ("verb", "reversed"),
    }
    return flags.get(condition, name == condition)
