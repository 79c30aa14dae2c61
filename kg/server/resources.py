"""A node of the store in, all that its page shows out: names, facts in groups, sentences, plain statements."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, islice

import pyoxigraph as ox

from kg.graph.iris import DCTERMS, decode_id
from kg.ontology.vocabulary import KG, RDFS, SKOS
from kg.server.facts import Fact, Sentence, read_fact, read_facts
from kg.server.reading import (
    DERIVED_FROM,
    LABELS,
    MANY,
    SPEAKER,
    Found,
    Link,
    Reader,
    read_one,
)

WIKIDATA_PAGE = "https://www.wikidata.org/wiki/"
FEW = 12  # facts; of so few all sentences are shown at once


@dataclass(frozen=True, slots=True)
class Group:
    """The facts of one property; `inward` where the node of the page is what they are said of."""

    title: Link
    inward: bool
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Quoted:
    """A sentence of a document with the facts read out of it."""

    sentence: Sentence
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Resource:
    """What a page shows of a node; what does not apply is empty."""

    link: Link
    classes: tuple[str, ...]
    names: tuple[str, ...]
    definition: str
    identifiers: tuple[tuple[str, str, str], ...]  # name, value, address
    about: tuple[tuple[str, str], ...]  # of a document: date, author, source
    relations: tuple[Group, ...]
    figures: tuple[Fact, ...]
    events: tuple[Fact, ...]
    told: tuple[Fact, ...]
    fact: Fact | None
    quotes: tuple[Quoted, ...]
    documents: tuple[Link, ...]
    outward: tuple[tuple[Link, tuple[Link, ...]], ...]
    inward: tuple[tuple[Link, Link], ...]
    node: str  # the id of an entity, by which the page of the whole graph knows it
    cut: bool

    @property
    def bare(self) -> bool:
        """Whether there is nothing to show but plain statements."""
        return not (self.relations or self.figures or self.events or self.told or self.fact or self.quotes)

    @property
    def few(self) -> bool:
        """Whether all sentences can be shown at once."""
        return sum(len(group.facts) for group in self.relations) + len(self.figures) + len(self.events) <= FEW


def read_resource(reader: Reader, iri: str) -> Resource | None:
    """Return what the store knows of a node, None if nothing."""
    try:
        node = ox.NamedNode(iri)
    except ValueError:
        return None
    found = reader.properties(node)
    inward = _read_inward(reader, node)
    if not found and not inward:
        return None
    is_document = iri.startswith(f"{reader.base}document/")
    facts = list(islice(reader.find_facts(node), MANY)) if not is_document else []
    told = [fact for fact in facts if _only_told(reader, node, fact)]
    shown = read_facts(reader, (fact for fact in facts if fact not in told))
    return Resource(
        link=reader.link(node),
        classes=tuple(reader.name_term(name) for name in reader.classes(found)),
        names=_read_names(reader, node, found),
        definition=_read_definition(reader, found),
        identifiers=tuple(_read_identifiers(reader, found)),
        about=tuple(_read_about(reader, found)) if is_document else (),
        relations=tuple(_group_relations(iri, (fact for fact in shown if fact.kind == "relation"))),
        figures=tuple(fact for fact in shown if fact.kind == "observation"),
        events=tuple(fact for fact in shown if fact.kind == "event"),
        told=tuple(read_facts(reader, told)),
        fact=_read_own_fact(reader, node, found),
        quotes=tuple(_read_quotes(reader, node)) if is_document else (),
        documents=_read_documents(reader, node),
        outward=tuple(
            (reader.link(ox.NamedNode(name)), tuple(map(reader.link, terms))) for name, terms in found.items()
        ),
        inward=inward,
        node=decode_id(iri.removeprefix(f"{reader.base}entity/")) if iri.startswith(f"{reader.base}entity/") else "",
        cut=len(facts) == MANY,
    )


def _read_inward(reader: Reader, node: ox.NamedNode) -> tuple[tuple[Link, Link], ...]:
    quads = islice(reader.store.quads_for_pattern(None, None, node, ox.DefaultGraph()), MANY)
    pairs = {(reader.link(quad.subject), reader.link(quad.predicate)) for quad in quads}
    return tuple(sorted(pairs, key=lambda pair: (pair[1].name, pair[0].name, pair[0].iri)))


def _only_told(reader: Reader, node: ox.NamedNode, fact: ox.NamedNode) -> bool:
    """Whether a node is only the speaker of a fact."""
    found = reader.properties(fact)
    return all(name == SPEAKER for name, terms in found.items() if node in terms)


def _read_names(reader: Reader, node: ox.NamedNode, found: Found) -> tuple[str, ...]:
    terms = [term for label in (*LABELS[:2], SKOS + "altLabel") for term in found.get(label, [])]
    names = dict.fromkeys(term.value for term in terms if isinstance(term, ox.Literal))
    names.pop(reader.link(node).name, None)
    return tuple(names)


def _read_definition(reader: Reader, found: Found) -> str:
    terms = [term for name in (SKOS + "definition", RDFS + "comment") for term in found.get(name, [])]
    texts = {term.language: term.value for term in terms if isinstance(term, ox.Literal)}
    return texts.get(reader.language) or next(iter(texts.values()), "")


def _read_identifiers(reader: Reader, found: Found) -> Iterator[tuple[str, str, str]]:
    for name, property in sorted(reader.vocabulary.properties.items()):
        if "identifier" in property.parents and (value := read_one(found, KG + name)):
            yield reader.name_term(name), value, WIKIDATA_PAGE + value if name == "wikidata" else ""


def _read_about(reader: Reader, found: Found) -> Iterator[tuple[str, str]]:
    for name in ("issued", "creator", "source"):
        if value := read_one(found, DCTERMS + name):
            yield name, value


def _group_relations(iri: str, facts: Iterable[Fact]) -> Iterator[Group]:
    """Yield relations by property, those that the node is the subject of first."""

    def find_side(fact: Fact) -> tuple[bool, str]:
        return not (fact.subject and fact.subject.iri == iri), fact.predicate.iri

    ordered = sorted(facts, key=lambda fact: (*find_side(fact), fact.status != "asserted", fact.when, fact.iri))
    for (inward, _), group in groupby(ordered, key=find_side):
        same = tuple(group)
        yield Group(same[0].predicate, inward, same)


def _read_own_fact(reader: Reader, node: ox.NamedNode, found: Found) -> Fact | None:
    """Return the fact that a node is, or is evidence of."""
    if node.value.startswith(f"{reader.base}fact/"):
        return read_fact(reader, node)
    quads = reader.store.quads_for_pattern(None, ox.NamedNode(DERIVED_FROM), node, ox.DefaultGraph())
    facts = [quad.subject for quad in quads if isinstance(quad.subject, ox.NamedNode)]
    return read_fact(reader, facts[0]) if facts else None


def _read_quotes(reader: Reader, document: ox.NamedNode) -> Iterator[Quoted]:
    """Yield what was read out of a document, in the order of its text."""
    quads = reader.store.quads_for_pattern(None, ox.NamedNode(KG + "document"), document, ox.DefaultGraph())
    places: dict[tuple[int, str], list[tuple[Sentence, Fact]]] = {}
    for fact in read_facts(reader, _find_stated(reader, islice(quads, MANY))):
        for sentence in fact.sentences:
            if sentence.document.iri == document.value:
                text = "".join(part for part, _ in sentence.parts)
                places.setdefault((sentence.start, text), []).append((sentence, fact))
    for _, found in sorted(places.items(), key=lambda item: item[0]):
        yield Quoted(found[0][0], tuple(fact for _, fact in found))


def _find_stated(reader: Reader, quads: Iterable[ox.Quad]) -> list[ox.NamedNode]:
    """Return the facts that pieces of evidence, the subjects of these triples, are of."""
    derived = ox.NamedNode(DERIVED_FROM)
    facts = (
        found.subject
        for quad in quads
        for found in reader.store.quads_for_pattern(None, derived, quad.subject, ox.DefaultGraph())
    )
    return list(dict.fromkeys(fact for fact in facts if isinstance(fact, ox.NamedNode)))


def _read_documents(reader: Reader, node: ox.NamedNode) -> tuple[Link, ...]:
    """Return the documents that mention a node."""
    quads = islice(reader.store.quads_for_pattern(None, ox.NamedNode(KG + "mentions"), node, ox.DefaultGraph()), MANY)
    return tuple(sorted({reader.link(quad.subject) for quad in quads}, key=lambda link: (link.name, link.iri)))
