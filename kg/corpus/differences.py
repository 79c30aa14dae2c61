"""Two graphs in, what the second has and the first had not: entities, facts, turns of facts, contradictions.

A plan that happens gives a fact of its own beside the plan, and an event told more fully gives another id; both are
paired with what was there before, so that only what is news counts as new.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.linking import Conflict, find_conflicts
from kg.linking.drafts import get_content
from kg.model import Entity, Fact, KnowledgeGraph, Status

STAGES: dict[Status, int] = {"rumoured": 0, "planned": 1, "asserted": 2, "former": 3, "denied": 3}  # it only goes up
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
    before: dict[tuple[str, ...], dict[Status, Fact]] = {}
    for fact in old.facts.values():
        before.setdefault(_get_content(fact), {})[fact.status] = fact
    for fact in added.values():
        statuses = before.get(_get_content(fact), {})
        if statuses and fact.status not in statuses:
            latest = max(statuses, key=lambda status: (STAGES[status], status))
            if STAGES[latest] < STAGES[fact.status]:
                yield Turn(statuses[latest], fact)


def _get_content(fact: Fact) -> tuple[str, ...]:
    """Return what a fact says but for its status; of an event who takes part, as a plan seldom knows the day."""
    parts = sorted(f"{role} {filler}" for role, filler in fact.qualifiers if isinstance(filler, str))
    return (
        fact.kind,
        fact.predicate,
        fact.subject or "",
        get_content(fact.object),
        *(parts if fact.kind == "event" else ()),
    )


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


def _sort_facts(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    return tuple(sorted(facts, key=_rank))


def _rank(fact: Fact) -> tuple[int, float, str]:
    return KINDS.index(fact.kind), -fact.confidence, fact.id


def _identify(conflict: Conflict) -> tuple[str, str, str, str]:
    return conflict.reason, conflict.entity, conflict.first.id, conflict.second.id
