"""A graph and what a reader wants to see out of it in, the smaller graph that holds just that out.

Every part given narrows the graph further; the result is closed again: it has the documents and things that its facts
use, and no others.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches

from kg.contents import find_used
from kg.errors import InputError
from kg.model import Fact, KnowledgeGraph
from kg.ontology.vocabulary import Vocabulary
from kg.view.dates import find_fact_days
from kg.view.scene import Scene
from kg.view.words import find_ancestors


@dataclass(frozen=True, slots=True)
class Wish:
    """What a reader wants to see; the empty wish is for everything.

    `types` are classes, taken with those below them; `since` and `until` are days, both included, and leave facts that
    name no day and whose articles have none; `focus` is a name or an id.
    """

    focus: str = ""
    hops: int = 2
    types: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    min_confidence: float = 0.0


def select_graph(graph: KnowledgeGraph, wish: Wish, vocabulary: Vocabulary) -> KnowledgeGraph:
    """Return the part of a graph that is wished for.

    Raises:
        InputError: no thing has the name that `focus` gives.
    """
    if wish == Wish():
        return graph
    centres = find_things(graph, wish.focus) if wish.focus else []
    facts = [fact for fact in graph.facts.values() if is_wanted(fact, graph, wish)]
    if wish.types:
        kept = {e.id for e in graph.entities.values() if set(find_ancestors(vocabulary, e.type)) & set(wish.types)}
        facts = [small for fact in facts if (small := keep_parts(fact, kept, graph))]
    if centres:
        around = find_around(facts, centres, wish.hops, graph)
        facts = [fact for fact in facts if set(find_ends(fact, graph)) <= around]
    return close_graph(graph, facts, centres)


def is_wanted(fact: Fact, graph: KnowledgeGraph, wish: Wish) -> bool:
    """Say whether a fact is sure enough and of the wished time."""
    if fact.confidence < wish.min_confidence:
        return False
    days = find_fact_days(fact, graph.documents)
    if days is None:
        return True
    return (wish.since is None or days[1] >= wish.since) and (wish.until is None or days[0] <= wish.until)


def keep_parts(fact: Fact, kept: Collection[str], graph: KnowledgeGraph) -> Fact | None:
    """Return a fact with those participants alone that are kept; a relation needs both ends, an event one."""
    if fact.kind != "event":
        return fact if set(find_ends(fact, graph)) <= set(kept) else None
    parts = tuple((role, part) for role, part in fact.qualifiers if part not in graph.entities or part in kept)
    small = replace(fact, qualifiers=parts)
    return small if any(find_ends(small, graph)) else None


def find_ends(fact: Fact, graph: KnowledgeGraph) -> list[str]:
    """Return the things a fact is about: both ends of a relation, the subject of a figure, an event's participants."""
    ends = [] if fact.subject is None else [fact.subject]
    if isinstance(fact.object, str) and fact.object in graph.entities:
        ends.append(fact.object)
    if fact.kind == "event":
        ends += [part for _, part in fact.qualifiers if isinstance(part, str) and part in graph.entities]
    return ends


def find_things(graph: KnowledgeGraph, name: str) -> list[str]:
    """Return the ids of the things that have a name: as id, else as label, else as alias, letter case apart.

    Raises:
        InputError: none has; the message offers near names.
    """
    wanted = name.strip().casefold()
    labels: defaultdict[str, list[str]] = defaultdict(list)
    aliases: defaultdict[str, list[str]] = defaultdict(list)
    for entity in graph.entities.values():
        for label in {entity.zh.casefold(), entity.en.casefold()} - {""}:
            labels[label].append(entity.id)
        for alias in {alias.casefold() for alias in entity.aliases}:
            aliases[alias].append(entity.id)
    if name in graph.entities:
        return [name]
    if found := [*labels[wanted], *aliases[wanted]]:
        return list(dict.fromkeys(found))
    near = get_close_matches(wanted, sorted({*labels, *aliases} - {""}), n=3, cutoff=0.4)
    hint = f"; near it: {', '.join(near)}" if near else ""
    raise InputError(f"--focus {name}: nothing in the graph has this name{hint}")


def find_around(facts: Iterable[Fact], centres: Iterable[str], hops: int, graph: KnowledgeGraph) -> set[str]:
    """Return the things at most `hops` facts away from a centre; sharing an event is one step."""
    neighbours: defaultdict[str, set[str]] = defaultdict(set)
    for fact in facts:
        ends = set(find_ends(fact, graph))
        for end in ends:
            neighbours[end] |= ends
    around = set(centres)
    for _ in range(hops):
        around |= {other for thing in around for other in neighbours[thing]}
    return around


def close_graph(graph: KnowledgeGraph, facts: Iterable[Fact], extra: Iterable[str] = ()) -> KnowledgeGraph:
    """Return the graph of these facts, in its order, with all that they use, and the things of `extra`."""
    kept = {fact.id: fact for fact in facts}
    things = find_used(kept).union(extra)
    documents = {proof.document for fact in kept.values() for proof in fact.proofs}
    return KnowledgeGraph(
        {doc_id: doc for doc_id, doc in graph.documents.items() if doc_id in documents},
        {thing: entity for thing, entity in graph.entities.items() if thing in things},
        kept,
        {
            doc_id: tuple(item for item in items if item.entity in things)
            for doc_id, items in graph.annotations.items()
            if doc_id in documents
        },
    )


def select_important(graph: KnowledgeGraph, limit: int, scene: Scene, importance: Sequence[float]) -> KnowledgeGraph:
    """Return the graph itself, or of one with more than `limit` things the facts among the most important ones.

    Annotations are left out with the rest.
    """
    if len(graph.entities) <= limit:
        return graph
    places = [place for place, node in enumerate(scene.nodes) if not node.event and not node.loose]
    ranked = sorted(places, key=importance.__getitem__, reverse=True)  # of two alike the first by id
    kept = {scene.nodes[place].id for place in ranked[:limit]}
    rest = graph.entities.keys() - kept
    facts = [fact for fact in graph.facts.values() if rest.isdisjoint(_list_ends(fact, scene))]
    return close_graph(replace(graph, annotations={}), facts, kept)


def _list_ends(fact: Fact, scene: Scene) -> Sequence[str | None]:
    """Return what `find_ends` does, in less time, as a large graph asks it of each fact."""
    if fact.kind == "event":
        return scene.things[fact.id]
    return (fact.subject, fact.object) if isinstance(fact.object, str) else (fact.subject,)
