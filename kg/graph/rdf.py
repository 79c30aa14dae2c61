"""A knowledge graph as RDF: every fact a node with status, confidence and evidence, what holds also as a plain triple.

Relations are `rdf:Statement`s, observations and events nodes of their own class. Only an asserted relation also stands
as a plain triple, so nobody who asks `?c kg:operatesIn ?p` gets a plan, a denial or a rumour. Nodes carry their class
and its superclasses, since most consumers have no reasoner. There are no blank nodes: evidence has IRIs made of its
place and fact. Dates of facts are plain ISO strings: 2018, 2018-10 and 2018-10-26 then sort and compare, which the XSD
types don't among each other; foundedOn and listedOnDate are typed.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field

import pyoxigraph as ox

from kg.errors import KgError
from kg.graph.iris import BASE, DCTERMS, OA, PROV, QUDT, WIKIDATA, Space
from kg.graph.terms import (
    ALT_LABEL,
    PREF_LABEL,
    TYPE,
    XSD_DATE,
    XSD_INTEGER,
    make_confidence,
    make_decimal,
    make_label,
    make_literal,
    make_node,
    make_term,
)
from kg.model import Document, Entity, Fact, FactKind, KnowledgeGraph, Proof, Value
from kg.ontology.vocabulary import RDF, SKOS, Concept, Vocabulary, check_name, is_a, list_roles, load_vocabulary

Node = ox.NamedNode
Triple = tuple[Node, Node, Node | ox.Literal]

STATEMENT, SUBJECT, PREDICATE, OBJECT = (Node(RDF + name) for name in ("Statement", "subject", "predicate", "object"))
DERIVED_FROM = Node(PROV + "wasDerivedFrom")
EXTRA_ROLES: dict[FactKind, tuple[str, ...]] = {"relation": (), "observation": (), "event": ("participant",)}
PLACE = "Place"  # the class whose members the gazetteer knows more of
MARKET_MAKERS = frozenset({"operatesIn", "plansToEnter", "targetsSegment"})  # their objects are markets

_OBSERVATION_TEXTS = (("unit", "unit"), ("comparator", "comparator"), ("text", "asWritten"), ("base", "comparisonBase"))
_SUBJECT_ORDER: dict[str, int] = {"entity": 0, "document": 1, "fact": 2, "evidence": 3}


@dataclass(frozen=True, slots=True)
class Telling:
    """One object of a graph with what facts and annotations add to its triples; these depend on nothing else.

    `relations` are an entity's asserted relations as (property, object); `mentioned` a document's entities.
    """

    item: Entity | Document | Fact | Concept
    relations: "tuple[tuple[str, str | Value], ...]" = ()
    market: bool = False
    mentioned: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Subject:
    """A node with all triples that it is the subject of, sorted; the order of subjects is that of all our files."""

    rank: int
    iri: str
    triples: Sequence[Triple] = field(compare=False)


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


def make_premises(graph: KnowledgeGraph, *, base: str = BASE) -> list[ox.Quad]:
    """Return the triples of a graph that others follow from: asserted relations, and which entities are places."""
    vocabulary = load_vocabulary()
    place = make_term(PLACE)
    found: list[ox.Quad] = []
    for telling in list_tellings(graph):
        if not isinstance(telling.item, Entity):
            break
        node = make_node("entity", telling.item.id, base)
        if is_a(vocabulary, telling.item.type, PLACE):
            found.append(ox.Quad(node, TYPE, place))
        for name, end in telling.relations:
            if isinstance(end, str):
                found.append(ox.Quad(node, make_term(name), make_node("entity", end, base)))
    return found


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
        own = sorted(relations.get(entity.id, ()), key=repr)
        yield Telling(entity, relations=tuple(own), market=entity.id in markets)
    for doc in graph.documents.values():
        mentioned = {annotation.entity for annotation in graph.annotations.get(doc.id, ())}
        yield Telling(doc, mentioned=tuple(sorted(mentioned)))
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
        found = _make_document(context, item, telling.mentioned)
    elif isinstance(item, Fact):
        found = _make_fact(context, item)
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
    yield from _make_types(context, node, entity.type)
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


def _make_types(context: Context, node: Node, name: str) -> Iterator[Triple]:
    for each in (name, *context.vocabulary.classes[name].parents):
        yield node, TYPE, make_term(each)


def _make_document(context: Context, doc: Document, mentioned: Iterable[str]) -> Iterator[Triple]:
    node = context.make_node("document", doc.id)
    yield node, TYPE, make_term("Document")
    for name, text in (("title", doc.title), ("creator", doc.author), ("source", doc.source)):
        if text:
            yield node, Node(DCTERMS + name), ox.Literal(text)
    if doc.published:
        yield node, Node(DCTERMS + "issued"), ox.Literal(doc.published.isoformat(), datatype=XSD_DATE)
    for entity in mentioned:
        yield node, make_term("mentions"), context.make_node("entity", entity)


def _make_fact(context: Context, fact: Fact) -> Iterator[Triple]:
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
    yield from _make_types(context, node, "Observation")
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
    yield from _make_types(context, node, fact.predicate)
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


def _make_metric(metric: Concept) -> Iterator[Triple]:
    node = make_term(metric.name)
    yield node, TYPE, Node(SKOS + "Concept")
    yield node, Node(SKOS + "inScheme"), make_term("metrics")
    yield node, PREF_LABEL, ox.Literal(metric.zh, language="zh")
    yield node, PREF_LABEL, ox.Literal(metric.en, language="en")
