"""A fact in, its triples out: what it says, its status and confidence, what narrows it down, and its evidence.

Relations are `rdf:Statement`s, observations and events nodes of their own class; evidence has IRIs made of its place
and fact, so there are no blank nodes.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass

import pyoxigraph as ox

from kg.errors import KgError
from kg.graph.iris import OA, PROV, QUDT, Space
from kg.graph.terms import TYPE, XSD_INTEGER, make_confidence, make_decimal, make_literal, make_node, make_term
from kg.model import Fact, FactKind, KnowledgeGraph, Proof, Value
from kg.ontology.vocabulary import RDF, Vocabulary, check_name

Node = ox.NamedNode
Triple = tuple[Node, Node, Node | ox.Literal]

STATEMENT, SUBJECT, PREDICATE, OBJECT = (Node(RDF + name) for name in ("Statement", "subject", "predicate", "object"))
DERIVED_FROM = Node(PROV + "wasDerivedFrom")
_OBSERVATION_TEXTS = (("unit", "unit"), ("comparator", "comparator"), ("text", "asWritten"), ("base", "comparisonBase"))


@dataclass(frozen=True, slots=True)
class Context:
    """What all tellings of a graph share."""

    graph: KnowledgeGraph
    vocabulary: Vocabulary
    base: str
    roles: Mapping[FactKind, Set[str]]
    events: Set[str]
    identifiers: Set[str]

    def make_node(self, space: Space, id: str) -> Node:
        return make_node(space, id, self.base)

    def make_entity(self, id: str, fact: Fact) -> Node:
        if id not in self.graph.entities:
            raise KgError(f"fact {fact.id} ({fact.predicate}): {id!r} is no entity of the graph; a graph is closed")
        return make_node("entity", id, self.base)


def make_types(context: Context, node: Node, name: str) -> Iterator[Triple]:
    """Yield the class of a node and the classes above it."""
    for each in (name, *context.vocabulary.classes[name].parents):
        yield node, TYPE, make_term(each)


def make_fact(context: Context, fact: Fact) -> Iterator[Triple]:
    """Yield all triples of a fact and of its evidence.

    Raises:
        KgError: it uses an entity, document, property, metric, class or role that isn't there.
    """
    node = context.make_node("fact", fact.id)
    yield node, make_term("status"), make_term(fact.status)
    yield node, make_term("confidence"), make_confidence(fact.confidence)
    yield node, make_term("evidenceCount"), ox.Literal(str(len(fact.proofs)), datatype=XSD_INTEGER)
    if fact.kind == "relation":
        yield from _make_relation(context, fact, node)
    elif fact.kind == "observation":
        yield from _make_observation(context, fact, node)
    else:
        yield from _make_event(context, fact, node)
    yield from _make_qualifiers(context, fact, node)
    yield from _make_evidence(context, fact, node)


def _make_relation(context: Context, fact: Fact, node: Node) -> Iterator[Triple]:
    where = f"fact {fact.id}"
    property = context.vocabulary.properties[
        check_name(fact.predicate, context.vocabulary.properties, what="property", where=where)
    ]
    if fact.subject is None or fact.object is None:
        raise KgError(f"{where} ({fact.predicate}): a relation has a subject and an object")
    subject = context.make_entity(fact.subject, fact)
    if isinstance(fact.object, Value):
        value: Node | ox.Literal = make_literal(property, fact.object)
    else:
        value = context.make_entity(fact.object, fact)
    yield node, TYPE, make_term("Fact")
    yield node, TYPE, STATEMENT
    yield node, SUBJECT, subject
    yield node, PREDICATE, make_term(fact.predicate)
    yield node, OBJECT, value


def _make_observation(context: Context, fact: Fact, node: Node) -> Iterator[Triple]:
    if fact.subject is None or not isinstance(fact.object, Value):
        raise KgError(f"fact {fact.id} ({fact.predicate}): an observation has a subject and a value")
    value = fact.object
    yield from make_types(context, node, "Observation")
    yield node, make_term("about"), context.make_entity(fact.subject, fact)
    yield node, make_term("metric"), make_term(fact.predicate)
    if value.number is not None:
        yield node, make_term("value"), make_decimal(value.number)
    if value.upper is not None:
        yield node, make_term("upperValue"), make_decimal(value.upper)
    for attribute, name in _OBSERVATION_TEXTS:
        if text := getattr(value, attribute):
            yield node, make_term(name), ox.Literal(text)
    if value.kind == "duration" and value.iso:
        # A plain string: xsd:duration has no weeks, and a store would turn P18M into P1Y6M.
        yield node, make_term("duration"), ox.Literal(value.iso)
    if value.unit in context.vocabulary.units:
        yield node, Node(QUDT + "hasUnit"), Node(context.vocabulary.units[value.unit].match)


def _make_event(context: Context, fact: Fact, node: Node) -> Iterator[Triple]:
    check_name(fact.predicate, context.events, what="event class", where=f"fact {fact.id}")
    yield from make_types(context, node, fact.predicate)
    named = [value for _, value in fact.qualifiers if isinstance(value, str) and value in context.graph.entities]
    for id in (*named, *([fact.subject] if fact.subject else [])):
        yield node, make_term("participant"), context.make_entity(id, fact)


def _make_qualifiers(context: Context, fact: Fact, node: Node) -> Iterator[Triple]:
    """Yield what narrows the fact down; a measure's unit and comparator stand beside it (amount, amountUnit)."""
    for name, value in fact.qualifiers:
        check_name(name, context.roles[fact.kind], what="role", where=f"fact {fact.id} ({fact.predicate})")
        property = context.vocabulary.properties[name]
        if property.kind == "object":
            if isinstance(value, Value):
                raise KgError(f"fact {fact.id}: {name} is {value.text!r}, a value; a named thing is needed")
            yield node, make_term(name), context.make_entity(value, fact)
        elif isinstance(value, Value):
            yield node, make_term(name), make_literal(property, value)
            if name in context.vocabulary.measures:
                yield node, make_term(f"{name}Unit"), ox.Literal(value.unit)
                yield node, make_term(f"{name}Comparator"), ox.Literal(value.comparator)
        else:
            yield node, make_term(name), ox.Literal(value)


def _make_evidence(context: Context, fact: Fact, node: Node) -> Iterator[Triple]:
    seen: Counter[str] = Counter()
    for proof in sorted(fact.proofs, key=lambda p: (p.document, p.start, p.end, p.rule, p.quote)):
        place = f"{proof.document}:{proof.start}-{proof.end}:{fact.id}"
        seen[place] += 1
        id = place if seen[place] == 1 else f"{place}:{seen[place]}"
        yield from _make_proof(context, fact, node, proof, context.make_node("evidence", id))


def _make_proof(context: Context, fact: Fact, node: Node, proof: Proof, evidence: Node) -> Iterator[Triple]:
    if proof.document not in context.graph.documents:
        raise KgError(f"fact {fact.id}: {proof.document!r} is no document of the graph; a graph is closed")
    yield node, DERIVED_FROM, evidence
    yield evidence, TYPE, make_term("Evidence")
    yield evidence, make_term("document"), context.make_node("document", proof.document)
    yield evidence, Node(OA + "exact"), ox.Literal(proof.quote)
    yield evidence, Node(OA + "start"), ox.Literal(str(proof.start), datatype=XSD_INTEGER)
    yield evidence, Node(OA + "end"), ox.Literal(str(proof.end), datatype=XSD_INTEGER)
    yield evidence, make_term("rule"), ox.Literal(proof.rule)
    yield evidence, make_term("score"), make_confidence(proof.score)
    if proof.spans:
        marks = " ".join(f"{start}-{end}" for start, end in sorted(proof.spans))
        yield evidence, make_term("marks"), ox.Literal(marks)
    if proof.speaker:
        speaker = context.make_entity(proof.speaker, fact)
        yield evidence, make_term("speaker"), speaker
        yield node, make_term("speaker"), speaker
