"""Read a build's RDF back into a knowledge graph: the inverse of `kg.graph.rdf`, so far as RDF holds it.

All of entities, facts and evidence comes back; of a document its title, date, author and source, but no text, and so no
annotations. Writing what was read gives the same triples again.
"""

from array import array
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox

from kg.errors import InputError
from kg.graph.iris import DCTERMS, OA, PROV, read_id
from kg.graph.store import find_base, open_store
from kg.model import Document, Entity, Fact, FactKind, KnowledgeGraph, Proof, Value
from kg.ontology.vocabulary import KG, RDF, SKOS, Vocabulary, list_roles, load_vocabulary

Term = ox.NamedNode | ox.Literal
Properties = Mapping[str, list[Term]]

_DATE_ROLES = frozenset({"date", "period", "since", "until"})


def read_graph(directory: Path) -> KnowledgeGraph:
    """Return the knowledge graph in the store of a build.

    Raises:
        InputError: there is no store, or it holds a node that kg never writes.
    """
    store = open_store(directory)
    return read_quads(store.quads_for_pattern(None, None, None, ox.DefaultGraph()), base=find_base(store))


def read_quads(quads: Iterable[ox.Quad], *, base: str) -> KnowledgeGraph:
    """Return the knowledge graph that these triples were made of."""
    reader = _Reader(quads, base)
    return KnowledgeGraph(
        documents={id: _read_document(id, found) for id, found in reader.nodes("document")},
        entities={id: _read_entity(id, found, reader.vocabulary) for id, found in reader.nodes("entity")},
        facts={id: _read_fact(reader, id, found) for id, found in reader.nodes("fact")},
    )


class _Reader:
    """All triples by subject; keeps the ids it has decoded."""

    def __init__(self, quads: Iterable[ox.Quad], base: str) -> None:
        self.base = base
        self.vocabulary = load_vocabulary()
        self.found: dict[str, dict[str, list[Term]]] = {}
        for quad in quads:
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode | ox.Literal):
                self.found.setdefault(quad.subject.value, {}).setdefault(quad.predicate.value, []).append(quad.object)

    def nodes(self, space: str) -> Iterator[tuple[str, Properties]]:
        """Yield (id, properties) of the nodes of a space, sorted by id."""
        head = f"{self.base}{space}/"
        iris = [iri for iri in self.found if iri.startswith(head)]
        for id, iri in sorted((self.id(iri), iri) for iri in iris):
            yield id, self.found[iri]

    def id(self, iri: str) -> str:
        return read_id(iri, base=self.base)[1]

    def ids(self, terms: Iterable[Term]) -> list[str]:
        return sorted(self.id(term.value) for term in terms if isinstance(term, ox.NamedNode))


def _text(found: Properties, property: str) -> str:
    return next((term.value for term in found.get(property, [])), "")


def _number(found: Properties, name: str) -> Decimal | None:
    text = _text(found, KG + name)
    return Decimal(text) if text else None


def _read_document(id: str, found: Properties) -> Document:
    issued = _text(found, DCTERMS + "issued")
    return Document(
        id=id,
        title=_text(found, DCTERMS + "title"),
        text="",
        raw="",
        offsets=array("l", [0]),
        published=date.fromisoformat(issued) if issued else None,
        author=_text(found, DCTERMS + "creator"),
        source=_text(found, DCTERMS + "source"),
    )


def _read_entity(id: str, found: Properties, vocabulary: Vocabulary) -> Entity:
    labels = [term for term in found.get(SKOS + "prefLabel", []) if isinstance(term, ox.Literal)]
    names = {term.language: term.value for term in labels}
    known = [name for name, property in vocabulary.properties.items() if "identifier" in property.parents]
    return Entity(
        id=id,
        type=_find_class(found, vocabulary, "Entity"),
        zh=names.get("zh", ""),
        en=names.get("en", ""),
        aliases=tuple(sorted(term.value for term in found.get(SKOS + "altLabel", []))),
        identifiers=tuple(sorted((name, term.value) for name in known for term in found.get(KG + name, []))),
    )


def _find_class(found: Properties, vocabulary: Vocabulary, top: str) -> str:
    """Return the class below `top` that no other class of the node is below: Company, not Organization."""
    names = {term.value.removeprefix(KG) for term in found[RDF + "type"]} & set(vocabulary.classes)
    below = {name for name in names if top in vocabulary.classes[name].parents}
    above = {parent for name in below for parent in vocabulary.classes[name].parents}
    if not below - above:
        raise InputError(f"a node with the classes {', '.join(sorted(names))}: kg writes one class below {top}")
    return min(below - above)


def _read_fact(reader: _Reader, id: str, found: Properties) -> Fact:
    types = {term.value for term in found[RDF + "type"]}
    kind: FactKind = "event"
    subject: str | None = None
    value: str | Value | None = None
    if RDF + "Statement" in types:
        kind, predicate = "relation", _text(found, RDF + "predicate").removeprefix(KG)
        (subject,) = reader.ids(found[RDF + "subject"])
        (term,) = found[RDF + "object"]
        value = reader.id(term.value) if isinstance(term, ox.NamedNode) else _make_date(term.value)
    elif KG + "Observation" in types:
        kind, predicate = "observation", _text(found, KG + "metric").removeprefix(KG)
        (subject,) = reader.ids(found[KG + "about"])
        value = _read_figure(found)
    else:
        predicate = _find_class(found, reader.vocabulary, "Event")
    proofs = [_read_proof(reader, reader.found[term.value]) for term in found[PROV + "wasDerivedFrom"]]
    told = {proof.speaker for proof in proofs}
    return Fact(
        id=id,
        kind=kind,
        predicate=predicate,
        subject=subject,
        object=value,
        qualifiers=tuple(_read_qualifiers(reader, kind, found, told)),
        status=_text(found, KG + "status").removeprefix(KG),  # type: ignore[arg-type]  # SHACL: one of the five
        confidence=float(_text(found, KG + "confidence")),
        proofs=tuple(sorted(proofs, key=lambda proof: (proof.document, proof.start, proof.end, proof.rule))),
    )


def _make_date(iso: str) -> Value:
    return Value("date", iso, iso=iso)


def _read_figure(found: Properties) -> Value:
    duration = _text(found, KG + "duration")
    return Value(
        kind="duration" if duration else "quantity",
        text=_text(found, KG + "asWritten"),
        number=_number(found, "value"),
        upper=_number(found, "upperValue"),
        unit=_text(found, KG + "unit"),
        comparator=_text(found, KG + "comparator"),  # type: ignore[arg-type]  # SHACL: one of the four
        iso=duration,
        base=_text(found, KG + "comparisonBase"),  # type: ignore[arg-type]
    )


def _read_qualifiers(
    reader: _Reader, kind: FactKind, found: Properties, told: set[str | None]
) -> Iterator[tuple[str, str | Value]]:
    """Yield roles and qualifiers; a speaker whom the evidence names is none, nor a participant that has a role."""
    named: set[str] = set()
    for name in list_roles(reader.vocabulary, kind):
        terms = found.get(KG + name, [])
        if reader.vocabulary.properties[name].kind == "object":
            for id in reader.ids(terms):
                named.add(id)
                if name != "speaker" or id not in told:
                    yield name, id
        else:
            for term in sorted(terms, key=lambda term: term.value):
                yield name, _read_value(reader, name, term.value, found)
    if kind == "event":
        for id in reader.ids(found.get(KG + "participant", [])):
            if id not in named:
                yield "participant", id


def _read_value(reader: _Reader, name: str, text: str, found: Properties) -> Value:
    if name in reader.vocabulary.measures:
        unit, comparator = (_text(found, f"{KG}{name}{part}") for part in ("Unit", "Comparator"))
        return Value("quantity", text, Decimal(text), None, unit, comparator or "exactly")  # type: ignore[arg-type]
    return _make_date(text) if name in _DATE_ROLES else Value("text", text)


def _read_proof(reader: _Reader, found: Properties) -> Proof:
    pairs = [pair.split("-") for pair in _text(found, KG + "marks").split()]
    return Proof(
        document=reader.ids(found[KG + "document"])[0],
        start=int(_text(found, OA + "start")),
        end=int(_text(found, OA + "end")),
        quote=_text(found, OA + "exact"),
        rule=_text(found, KG + "rule"),
        score=float(_text(found, KG + "score")),
        speaker=next(iter(reader.ids(found.get(KG + "speaker", []))), None),
        spans=tuple((int(start), int(end)) for start, end in pairs),
    )
