"""A knowledge graph as RDF: every fact a node with status, confidence and evidence, what holds also as a plain triple.

Relations are `rdf:Statement`s, observations and events nodes of their own class. Only an asserted relation also stands
as a plain triple, so nobody who asks `?c kg:operatesIn ?p` gets a plan, a denial or a rumour. Nodes carry their class
and its superclasses, since most consumers have no reasoner. There are no blank nodes: evidence has IRIs made of its
place and fact. Dates of facts are plain ISO strings: 2018, 2018-10 and 2018-10-26 then sort and compare, which the XSD
types don't among each other; foundedOn and listedOnDate are typed.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import pyoxigraph as ox

from kg.graph.iris import BASE, DCTERMS, WIKIDATA
from kg.graph.statements import Context, Node, Triple, make_fact, make_types
from kg.graph.terms import (
    ALT_LABEL,
    PREF_LABEL,
    TYPE,
    XSD_DATE,
    make_label,
    make_literal,
    make_term,
)
from kg.model import Document, Entity, Fact, FactKind, KnowledgeGraph, Value
from kg.ontology.vocabulary import SKOS, Concept, check_name, list_roles, load_vocabulary

EXTRA_ROLES: dict[FactKind, tuple[str, ...]] = {"relation": (), "observation": (), "event": ("participant",)}
MARKET_MAKERS = frozenset({"operatesIn", "plansToEnter", "targetsSegment"})  # their objects are markets

_SUBJECT_ORDER: dict[str, int] = {"entity": 0, "document": 1, "fact": 2, "evidence": 3}


class Telling(NamedTuple):
    """One object of a graph with what facts add to its triples; a document's also depend on its annotations.

    `relations` are an entity's asserted relations as (property, object). A tuple is made in a third of a dataclass's
    time, and each build makes one for all that it tells.
    """

    item: Entity | Document | Fact | Concept
    relations: "tuple[tuple[str, str | Value], ...]" = ()
    market: bool = False


@dataclass(frozen=True, slots=True, order=True)
class Subject:
    """A node with all triples that it is the subject of, sorted; the order of subjects is that of all our files."""

    rank: int
    iri: str
    triples: Sequence[Triple] = field(compare=False)


def make_quads(graph: KnowledgeGraph, *, base: str = BASE) -> list[ox.Quad]:
    """Return the graph as triples of the default graph, in the order of `make_triples`."""
    return [ox.Quad(*triple) for triple in make_triples(graph, base=base)]


def make_triples(graph: KnowledgeGraph, *, base: str = BASE) -> list[Triple]:
    """Return the graph as triples, each once, sorted: entities, documents, facts, evidence, metrics.

    Raises:
        KgError: a fact uses an entity, property, metric, class or role that isn't there.
    """
    context = make_context(graph, base)
    subjects = sorted(subject for telling in list_tellings(graph) for subject in make_subjects(telling, context))
    return [triple for subject in subjects for triple in subject.triples]


def sort_triples(triples: Iterable[Triple], *, base: str = BASE) -> list[Triple]:
    """Return triples in the order that all our files have; it depends on nothing but them."""
    subjects = sorted(_group_subjects(triples, base))
    return [triple for subject in subjects for triple in subject.triples]


def list_tellings(graph: KnowledgeGraph) -> Iterator[Telling]:
    """Yield all that becomes triples; no two tellings share a subject."""
    properties = load_vocabulary().properties
    relations: dict[str, set[tuple[str, str | Value]]] = {}
    markets: set[str] = set()
    for fact in graph.facts.values():
        if fact.kind == "relation" and fact.status == "asserted" and fact.subject is not None and fact.object:
            check_name(fact.predicate, properties, what="property", where=f"fact {fact.id}")
            relations.setdefault(fact.subject, set()).add((fact.predicate, fact.object))
            if fact.predicate in MARKET_MAKERS and isinstance(fact.object, str):
                markets.add(fact.object)
    for entity in graph.entities.values():
        own = relations.get(entity.id)
        yield Telling(entity, tuple(sorted(own, key=repr)) if own else (), entity.id in markets)
    for doc in graph.documents.values():
        yield Telling(doc)
    for fact in graph.facts.values():
        yield Telling(fact)
    metrics = load_vocabulary().metrics
    for name in sorted({fact.predicate for fact in graph.facts.values() if fact.kind == "observation"}):
        yield Telling(metrics[check_name(name, metrics, what="metric", where="a fact")])


def make_subjects(telling: Telling, context: Context) -> list[Subject]:
    """Return the triples of one telling by subject."""
    item = telling.item
    if isinstance(item, Entity):
        found = _make_entity(context, item, telling)
    elif isinstance(item, Document):
        found = _make_document(context, item)
    elif isinstance(item, Fact):
        found = make_fact(context, item)
    else:
        found = _make_metric(item)
    return _group_subjects(found, context.base)


def _group_subjects(triples: Iterable[Triple], base: str) -> list[Subject]:
    groups: dict[str, set[Triple]] = {}
    for triple in triples:
        groups.setdefault(triple[0].value, set()).add(triple)
    heads = {f"{base}{space}/": rank for space, rank in _SUBJECT_ORDER.items()}
    return [
        Subject(heads.get(iri[: iri.find("/", len(base)) + 1], len(heads)), iri, sorted(group, key=_order))
        for iri, group in groups.items()
    ]


def make_context(graph: KnowledgeGraph, base: str) -> Context:
    """Return what all tellings of a graph share."""
    vocabulary = load_vocabulary()
    return Context(
        graph=graph,
        vocabulary=vocabulary,
        base=base,
        roles={kind: {*list_roles(vocabulary, kind), *EXTRA_ROLES[kind]} for kind in EXTRA_ROLES},
        events={name for name, found in vocabulary.classes.items() if "Event" in found.parents},
        identifiers={name for name, found in vocabulary.properties.items() if "identifier" in found.parents},
    )


def _order(triple: Triple) -> tuple[str, str, str]:
    _, predicate, value = triple
    tag = f"{value.datatype.value}{value.language}" if isinstance(value, ox.Literal) else ""
    return "" if predicate == TYPE else predicate.value, value.value, tag


def _make_entity(context: Context, entity: Entity, telling: Telling) -> Iterator[Triple]:
    node = context.make_node("entity", entity.id)
    check_name(entity.type, context.vocabulary.classes, what="class", where=f"entity {entity.id}")
    yield from make_types(context, node, entity.type)
    preferred = [ox.Literal(entity.zh, language="zh")]
    if entity.en:
        preferred.append(ox.Literal(entity.en, language="en"))
    for label in preferred:
        yield node, PREF_LABEL, label
    for alias in entity.aliases:
        if (label := make_label(alias)) not in preferred:
            yield node, ALT_LABEL, label
    for name, value in entity.identifiers:
        check_name(name, context.identifiers, what="identifier", where=f"entity {entity.id}")
        yield node, make_term(name), ox.Literal(value)
        if name == "wikidata":
            yield node, Node(SKOS + "exactMatch"), Node(WIKIDATA + value)
    for name, end in telling.relations:
        property = context.vocabulary.properties[name]
        yield (
            node,
            make_term(name),
            context.make_node("entity", end) if isinstance(end, str) else make_literal(property, end),
        )
    if telling.market:
        yield node, TYPE, make_term("Market")


def _make_document(context: Context, doc: Document) -> Iterator[Triple]:
    node = context.make_node("document", doc.id)
    yield node, TYPE, make_term("Document")
    for name, text in (("title", doc.title), ("creator", doc.author), ("source", doc.source)):
        if text:
            yield node, Node(DCTERMS + name), ox.Literal(text)
    if doc.published:
        yield node, Node(DCTERMS + "issued"), ox.Literal(doc.published.isoformat(), datatype=XSD_DATE)
    for entity in sorted({annotation.entity for annotation in context.graph.annotations.get(doc.id, ())}):
        yield node, make_term("mentions"), context.make_node("entity", entity)


def _make_metric(metric: Concept) -> Iterator[Triple]:
    node = make_term(metric.name)
    yield node, TYPE, Node(SKOS + "Concept")
    yield node, Node(SKOS + "inScheme"), make_term("metrics")
    yield node, PREF_LABEL, ox.Literal(metric.zh, language="zh")
    yield node, PREF_LABEL, ox.Literal(metric.en, language="en")
