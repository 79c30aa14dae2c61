"""KnowledgeGraph in, what the picture is made of out: nodes (things and events) and edges (who did what to whom).

Figures and dates are not nodes: they are rows in the panel of the thing they are about, so the picture stays a picture.
"""

from collections.abc import Container, Mapping
from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple

from kg.model import Fact, KnowledgeGraph, Status
from kg.ontology.vocabulary import Vocabulary
from kg.view.styles import TYPES
from kg.view.words import find_ancestors, find_label

BY_ID = itemgetter(0)


class SceneNode(NamedTuple):
    """A thing (its id is the entity's) or an event (its id is made of the fact's); a tuple, as each fact may make some.

    `kind` is the class whose look it takes. A `loose` thing has no part in any fact, or only as a place or speaker.
    `fact` is the id of an event's fact.
    """

    id: str
    type: str
    kind: str
    label: str
    event: bool = False
    loose: bool = False
    fact: str = ""


class SceneEdge(NamedTuple):
    """A relation between two things, or the part a thing has in an event (`predicate` is then the role)."""

    id: str
    fact: str
    source: str
    target: str
    predicate: str
    status: Status


@dataclass(frozen=True, slots=True)
class Scene:
    """Nodes and edges sorted by id; every end of an edge is a node. `things` have any part in a fact, by its id."""

    nodes: tuple[SceneNode, ...]
    edges: tuple[SceneEdge, ...]
    things: Mapping[str, tuple[str, ...]]


def make_scene(graph: KnowledgeGraph, vocabulary: Vocabulary) -> Scene:
    """Make the nodes and edges of a picture; events without any participant are left out."""
    edges: list[SceneEdge] = []
    nodes: list[SceneNode] = []
    things: dict[str, tuple[str, ...]] = {}
    labels = {fact.predicate: "" for fact in graph.facts.values() if fact.kind == "event"}
    labels = {name: find_label(vocabulary, name)[0] for name in labels}
    for fact in graph.facts.values():
        things[fact.id] = find_things(fact, graph.entities)
        parts = find_edges(fact, graph.entities)
        edges += parts
        if parts and fact.kind == "event":
            label = labels[fact.predicate]
            nodes.append(
                SceneNode(make_event_node_id(fact.id), fact.predicate, "Event", label, event=True, fact=fact.id)
            )
    busy = {edge.source for edge in edges} | {edge.target for edge in edges}
    busy |= {fact.subject for fact in graph.facts.values() if fact.subject}
    kinds = {name: find_kind(vocabulary, name) for name in {entity.type for entity in graph.entities.values()}}
    for entity in graph.entities.values():
        label = entity.zh or entity.en or entity.id
        nodes.append(SceneNode(entity.id, entity.type, kinds[entity.type], label, loose=entity.id not in busy))
    return Scene(tuple(sorted(nodes, key=BY_ID)), tuple(sorted(edges, key=BY_ID)), things)


def find_kind(vocabulary: Vocabulary, name: str) -> str:
    """Return the class whose look a class takes: its own, its nearest ancestor's that has one, or none."""
    return next((item for item in find_ancestors(vocabulary, name) if item in TYPES), name)


def make_event_node_id(fact: str) -> str:
    """Return an id for the event of a fact's id that no thing has: things' ids don't begin with a space."""
    return f" {fact}"


def find_things(fact: Fact, entities: Container[str]) -> tuple[str, ...]:
    """Return the things that have any part in a fact, each once."""
    fillers = [filler for _, filler in fact.qualifiers]
    parts = [part for part in (fact.subject, fact.object, *fillers) if isinstance(part, str) and part in entities]
    return tuple(dict.fromkeys(parts)) if len(parts) > 1 else tuple(parts)


def find_edges(fact: Fact, entities: Container[str]) -> list[SceneEdge]:
    """Return the edges a fact draws: one for a relation between things, one a participant for an event."""
    if fact.kind == "relation" and fact.subject is not None and isinstance(fact.object, str):
        return [SceneEdge(fact.id, fact.id, fact.subject, fact.object, fact.predicate, fact.status)]
    edges: list[SceneEdge] = []
    if fact.kind == "event":
        node = make_event_node_id(fact.id)
        parts = [*fact.qualifiers, *([("participant", fact.subject)] if fact.subject else [])]
        seen: set[str] = set()
        for role, value in parts:
            if isinstance(value, str) and value in entities and value not in seen:
                seen.add(value)
                edges.append(SceneEdge(f"{fact.id} {len(seen)}", fact.id, node, value, role, fact.status))
    return edges
