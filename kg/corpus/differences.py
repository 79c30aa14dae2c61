"""Two graphs in, what the second has and the first had not: entities, facts, turns of facts, contradictions.

A plan that happens gives a fact of its own beside the plan, and an event told more fully gives another id; both are
paired with what was there before, so that only what is news counts as new. A forecast is paired with the figure that
came of it, whatever its number.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.linking import Conflict, find_conflicts
from kg.linking.conflicts import is_single_valued
from kg.linking.drafts import get_content
from kg.linking.observations import narrows
from kg.model import Entity, Fact, KnowledgeGraph, Status, Value

STAGES: dict[Status, int] = {"rumoured": 0, "planned": 1, "asserted": 2, "former": 3, "denied": 3}  # it only goes up
PLANS = {"plansToEnter": "operatesIn"}  # properties that state a plan, and what comes of it
PARTIES = 2  # that both tellings of an event name, where one of them names more
KINDS = ("event", "relation", "observation")  # in the order of a brief


@dataclass(frozen=True, slots=True)
class Turn:
    """A fact that was told one way and is now told another."""

    before: Fact
    after: Fact


@dataclass(frozen=True, slots=True)
class Differences:
    """What a second graph tells anew, sorted for reading: events first, what is surest first."""

    new_documents: tuple[str, ...]
    gone_documents: tuple[str, ...]
    entities: tuple[Entity, ...]
    facts: tuple[Fact, ...]
    turns: tuple[Turn, ...]  # another status: a plan that happened, a rumour denied
    retold: tuple[Turn, ...]  # the same sentence, read otherwise or joined with another
    gone: tuple[Fact, ...]
    conflicts: tuple[Conflict, ...]


def compare_graphs(old: KnowledgeGraph, new: KnowledgeGraph) -> Differences:
    """Return what tells the second graph from the first."""
    added = {id: fact for id, fact in new.facts.items() if id not in old.facts}
    gone = {id: fact for id, fact in old.facts.items() if id not in new.facts}
    turns = list(_find_turns(old, added))
    for turn in turns:
        del added[turn.after.id]
        gone.pop(turn.before.id, None)
    retold = list(_find_retold(gone, added))
    for turn in retold:
        del added[turn.after.id], gone[turn.before.id]
    known = {_identify(conflict) for conflict in find_conflicts(old)}
    return Differences(
        new_documents=tuple(sorted(new.documents.keys() - old.documents.keys())),
        gone_documents=tuple(sorted(old.documents.keys() - new.documents.keys())),
        entities=tuple(new.entities[id] for id in sorted(new.entities.keys() - old.entities.keys())),
        facts=_sort_facts(added.values()),
        turns=tuple(sorted(turns, key=lambda turn: _rank(turn.after))),
        retold=tuple(sorted(retold, key=lambda turn: _rank(turn.after))),
        gone=_sort_facts(gone.values()),
        conflicts=tuple(conflict for conflict in find_conflicts(new) if _identify(conflict) not in known),
    )


def _find_turns(old: KnowledgeGraph, added: dict[str, Fact]) -> Iterator[Turn]:
    """Yield new facts that were there with an earlier status, and not yet with theirs."""
    before: dict[tuple[str, ...], dict[str, Fact]] = {}
    for fact in old.facts.values():
        for key in _list_keys(fact):
            before.setdefault(key, {})[fact.id] = fact
    for fact in added.values():
        near = {id: other for key in _list_keys(fact) for id, other in before.get(key, {}).items()}
        same = [other for other in near.values() if fact.kind != "event" or _have_same_parties(other, fact)]
        if not same or any(other.status == fact.status and other.predicate == fact.predicate for other in same):
            continue
        latest = max(same, key=lambda other: (_get_stage(other), other.status, other.id))
        if _get_stage(latest) < _get_stage(fact):
            yield Turn(latest, fact)


def _get_stage(fact: Fact) -> int:
    return STAGES["planned" if fact.predicate in PLANS else fact.status]


def _list_keys(fact: Fact) -> list[tuple[str, ...]]:
    """Return what a fact says but for its status, of which two tellings of one matter share one.

    An event has one for each party, as a plan seldom knows the day; a figure that a thing has once in a period is known
    by that period, not by its number.
    """
    head = fact.kind, PLANS.get(fact.predicate, fact.predicate), fact.subject or ""
    if fact.kind == "event":
        return [(*head, *party) for party in _list_parties(fact)] or [head]
    content = [get_content(fact.object)]
    if fact.kind == "observation":
        roles = {role: get_content(filler) for role, filler in fact.qualifiers}
        if isinstance(fact.object, Value) and is_single_valued(fact) and roles.keys() & {"date", "period"}:
            content = [fact.object.unit, fact.object.base]
        content += sorted(f"{role} {text}" for role, text in roles.items() if narrows(role))
    return [(*head, *content)]


def _list_parties(fact: Fact) -> set[tuple[str, str]]:
    return {(role, filler) for role, filler in fact.qualifiers if isinstance(filler, str)}


def _have_same_parties(a: Fact, b: Fact) -> bool:
    """Tell whether two events of a kind are between the same, though one of them may name more."""
    first, second = sorted((_list_parties(a), _list_parties(b)), key=len)
    return first == second or (len(first) >= PARTIES and first < second)


def _find_retold(gone: dict[str, Fact], added: dict[str, Fact]) -> Iterator[Turn]:
    """Yield pairs of a gone and a new fact of one kind that share a sentence, each fact in one pair at most."""
    places: dict[tuple[str, str, int], list[Fact]] = {}
    for fact in _sort_facts(added.values()):
        for proof in fact.proofs:
            places.setdefault((fact.predicate, proof.document, proof.start), []).append(fact)
    taken: set[str] = set()
    for fact in _sort_facts(gone.values()):
        near = [places.get((fact.predicate, proof.document, proof.start), ()) for proof in fact.proofs]
        after = next((found for group in near for found in group if found.id not in taken), None)
        if after is not None:
            taken.add(after.id)
            yield Turn(fact, after)


def find_echoes(facts: Iterable[Fact]) -> set[str]:
    """Return the ids of those relations that an event among the facts tells too, of the same and in a same sentence."""
    facts = list(facts)
    events: dict[tuple[str, int], list[Fact]] = {}
    for fact in facts:
        if fact.kind == "event":
            for proof in fact.proofs:
                events.setdefault((proof.document, proof.start), []).append(fact)
    return {
        fact.id
        for fact in facts
        for proof in fact.proofs
        if fact.kind == "relation"
        and any(_covers(event, fact) for event in events.get((proof.document, proof.start), ()))
    }


def _covers(event: Fact, relation: Fact) -> bool:
    parties = {filler for _, filler in _list_parties(event)}
    return event.status == relation.status and {relation.subject, relation.object} <= parties


def _sort_facts(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    return tuple(sorted(facts, key=_rank))


def _rank(fact: Fact) -> tuple[int, float, str]:
    return KINDS.index(fact.kind), -fact.confidence, fact.id


def _identify(conflict: Conflict) -> tuple[str, str, str, str]:
    return conflict.reason, conflict.entity, conflict.first.id, conflict.second.id
