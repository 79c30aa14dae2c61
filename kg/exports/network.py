"""A knowledge graph as nodes and edges with attributes, for networkx and the formats that know no RDF.

Entities, observations and events are nodes (`entity:xiaomi`, `fact:Announcement-…`), so that no two kinds share a key;
relations are edges keyed by fact, a role or an observation's subject an edge from the fact. What holds, is planned or
is denied stands side by side: look at `status`. Attributes are texts, numbers and, for aliases, tuples; none is called
id, type of an edge, start or end, which GEXF takes for its own.
"""

from collections.abc import Iterator

import networkx as nx  # type: ignore[import-untyped]

from kg.model import Entity, Fact, KnowledgeGraph, Value
from kg.ontology.vocabulary import Vocabulary, load_vocabulary

Attributes = dict[str, str | float | int | tuple[str, ...]]


def to_networkx(graph: KnowledgeGraph) -> "nx.MultiDiGraph[str]":
    """Return the graph as a networkx graph; nodes and edges come in sorted order."""
    vocabulary = load_vocabulary()
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph(name="kg")
    for id in sorted(graph.entities):
        network.add_node(_name_entity(id), **_describe_entity(graph.entities[id], vocabulary))
    for id in sorted(graph.facts):
        fact = graph.facts[id]
        if fact.kind == "relation":
            _add_relation(network, fact, vocabulary)
        else:
            _add_fact(network, fact, graph, vocabulary)
    return network


def _name_entity(id: str) -> str:
    return f"entity:{id}"


def _name_fact(id: str) -> str:
    return f"fact:{id}"


def _describe_entity(entity: Entity, vocabulary: Vocabulary) -> Attributes:
    found: Attributes = {"kind": "entity", "type": entity.type, "name": entity.zh}
    found["type_zh"] = vocabulary.classes[entity.type].zh
    if entity.en:
        found["name_en"] = entity.en
    if entity.aliases:
        found["aliases"] = tuple(entity.aliases)
    for name, value in entity.identifiers:
        found[name] = f"{found[name]} {value}" if name in found else value
    return found


def _describe_fact(fact: Fact) -> Attributes:
    """Return what every fact carries: judgement, first evidence, and the qualifiers that are values."""
    proof = fact.proofs[0]
    found: Attributes = {"status": fact.status, "confidence": fact.confidence}
    found |= {"sentence": proof.quote, "document": proof.document, "first": proof.start, "last": proof.end}
    found |= {"rule": proof.rule, "evidence_count": len(fact.proofs)}
    for name, value in fact.qualifiers:
        if isinstance(value, Value):
            found[name] = _write_value(value)
    return found


def _write_value(value: Value) -> str:
    if value.number is None:
        return value.iso or value.text
    return f"{value.number.normalize() + 0:f} {value.unit}".strip()


def _add_relation(network: "nx.MultiDiGraph[str]", fact: Fact, vocabulary: Vocabulary) -> None:
    """Add an edge; a relation that ends in a date becomes, if it holds, an attribute of its subject."""
    if fact.subject is None:
        return
    subject = _name_entity(fact.subject)
    if isinstance(fact.object, str):
        label = vocabulary.properties[fact.predicate].zh
        attributes = _describe_fact(fact) | {"predicate": fact.predicate, "label": label}
        network.add_edge(subject, _name_entity(fact.object), key=fact.id, **attributes)
    elif isinstance(fact.object, Value) and fact.status == "asserted":
        node, text = network.nodes[subject], _write_value(fact.object)
        node[fact.predicate] = f"{node[fact.predicate]} {text}" if fact.predicate in node else text


def _add_fact(network: "nx.MultiDiGraph[str]", fact: Fact, graph: KnowledgeGraph, vocabulary: Vocabulary) -> None:
    """Add an observation or event as a node, and an edge to each entity with a part in it."""
    node = _name_fact(fact.id)
    term = vocabulary.classes[fact.predicate] if fact.kind == "event" else vocabulary.metrics[fact.predicate]
    attributes = _describe_fact(fact) | {"kind": fact.kind, "type": fact.predicate, "type_zh": term.zh, "name": term.zh}
    if isinstance(fact.object, Value) and fact.object.number is not None:
        attributes |= {"value": float(fact.object.number), "unit": fact.object.unit}
        attributes |= {"comparator": fact.object.comparator, "name": f"{term.zh} {fact.object.text}"}
    network.add_node(node, **attributes)
    for role, id in _list_roles(fact):
        label = vocabulary.properties[role].zh
        attributes = {"predicate": role, "label": label, "status": fact.status}
        network.add_edge(node, _name_entity(id), key=f"{fact.id}/{role}", **attributes)


def _list_roles(fact: Fact) -> Iterator[tuple[str, str]]:
    if fact.subject is not None:
        yield ("about" if fact.kind == "observation" else "participant"), fact.subject
    for role, value in fact.qualifiers:
        if isinstance(value, str):
            yield role, value
