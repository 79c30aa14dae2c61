"""KnowledgeGraph in, what the picture is made of out: nodes (things and events) and edges (who did what to whom).

Figures and dates are not nodes: they are rows in the panel of the thing they are about, so the picture stays a picture.
"""

from collections.abc import Container, Iterator
from dataclasses import dataclass

from kg.model import Fact, KnowledgeGraph, Status
from kg.ontology.vocabulary import Vocabulary
from kg.view.styles import TYPES
from kg.view.words import find_ancestors, find_label


@dataclass(frozen=True, slots=True)
class SceneNode:
    """A thing (its id is the entity's) or an event (its id is made of the fact's).

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


@dataclass(frozen=True, slots=True)
class SceneEdge:
    """A relation between two things, or the part a thing has in an event (`predicate` is then the role)."""

    id: str
    fact: str
    source: str
    target: str
    predicate: str
    status: Status


@dataclass(frozen=True, slots=True)
class Scene:
    """Nodes and edges sorted by id; every end of an edge is a node."""

    nodes: tuple[SceneNode, ...]
    edges: tuple[SceneEdge, ...]


def make_scene(graph: KnowledgeGraph, vocabulary: Vocabulary) -> Scene:
    """Make the nodes and edges of a picture; events without any participant are left out."""
    edges: list[SceneEdge] = []
    nodes: list[SceneNode] = []
    for fact in graph.facts.values():
        parts = list(find_edges(fact, graph.entities))
        edges += parts
        if fact.kind == "event" and parts:
            label = find_label(vocabulary, fact.predicate)[0]
            nodes.append(SceneNode(make_event_node_id(fact), fact.predicate, "Event", label, event=True, fact=fact.id))
    busy = {end for edge in edges for end in (edge.source, edge.target)}
    busy |= {fact.subject for fact in graph.facts.values() if fact.subject}
    kinds = {name: find_kind(vocabulary, name) for name in {entity.type for entity in graph.entities.values()}}
    for entity in graph.entities.values():
        label, kind = entity.zh or entity.en or entity.id, kinds[entity.type]
        nodes.append(SceneNode(entity.id, entity.type, kind, label, loose=entity.id not in busy))
    return Scene(tuple(sorted(nodes, key=lambda node: node.id)), tuple(sorted(edges, key=lambda edge: edge.id)))


def find_kind(vocabulary: Vocabulary, name: str) -> str:
    """Return the class whose look a class takes: its own, its nearest ancestor's that has one, or none."""
    return next((item for item in find_ancestors(vocabulary, name) if item in TYPES), name)


def make_event_node_id(fact: Fact) -> str:
    """Return an id that no thing has: things' ids don't begin with a space."""
    return f" {fact.id}"


def find_edges(fact: Fact, entities: Container[str]) -> Iterator[SceneEdge]:
    """Yield the edges a fact draws: one for a relation between things, one a participant for an event."""
    if fact.kind == "relation" and fact.subject is not None and isinstance(fact.object, str):
        yield SceneEdge(fact.id, fact.id, fact.subject, fact.object, fact.predicate, fact.status)
    if fact.kind == "event":
        node = make_event_node_id(fact)
        parts = [*fact.qualifiers, *([("participant", fact.subject)] if fact.subject else [])]
        seen: set[str] = set()
        for role, value in parts:
            if isinstance(value, str) and value in entities and value not in seen:
                seen.add(value)
                yield SceneEdge(f"{fact.id} {len(seen)}", fact.id, node, value, role, fact.status)
