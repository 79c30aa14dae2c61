"""A fact of the store in, the fact as a page tells it out: who did what, how sure, when, and which sentences say so."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import pyoxigraph as ox

from kg.graph.iris import DCTERMS
from kg.ontology.vocabulary import KG, RDF
from kg.server.reading import DERIVED_FROM, EXACT, SPEAKER, START, Found, Link, Reader, read_nodes, read_one

_COMPARATORS = {
    "zh": {"over": "超过", "under": "低于", "about": "约"},
    "en": {"over": "over ", "under": "under ", "about": "about "},
}
_TOLD = frozenset(
    {"status", "confidence", "evidenceCount", "about", "metric", "value", "upperValue", "unit", "comparator"}
    | {"asWritten", "participant", "speaker", "duration"}
)  # said in the fact's own words, or shown beside it
_WORDS = {"zh": {"year-on-year": "同比", "quarter-on-quarter": "环比", "month-on-month": "环比"}}
_WHEN = ("date", "period")
_FEW = 2  # participants that name an event


@dataclass(frozen=True, slots=True)
class Sentence:
    """A piece of evidence; `parts` are (text, whether to mark it)."""

    document: Link
    published: str
    start: int
    parts: tuple[tuple[str, bool], ...]
    rule: str
    score: str
    speakers: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact: `subject`, `predicate` and `object` of a relation or figure; an event has only its class and details."""

    iri: str
    kind: str
    subject: Link | None
    predicate: Link
    object: Link | None
    status: str
    status_name: str
    confidence: float
    when: str
    details: tuple[tuple[str, tuple[Link, ...]], ...]
    sentences: tuple[Sentence, ...]


def read_facts(reader: Reader, nodes: Iterable[ox.NamedNode]) -> list[Fact]:
    """Return facts by date, then by what they say."""
    facts = [read_fact(reader, node) for node in nodes]
    return sorted(facts, key=lambda fact: (fact.when, fact.predicate.name, fact.iri))


def read_fact(reader: Reader, node: ox.NamedNode) -> Fact:
    """Return a fact."""
    found = reader.properties(node)
    status = read_one(found, KG + "status").removeprefix(KG)
    kind = _read_kind(found)
    subject, predicate, value = _read_ends(reader, kind, found)
    return Fact(
        iri=node.value,
        kind=kind,
        subject=subject,
        predicate=predicate,
        object=value,
        status=status,
        status_name=reader.name_term(status),
        confidence=float(read_one(found, KG + "confidence") or 0),
        when=next(filter(None, (read_one(found, KG + name) for name in _WHEN)), ""),
        details=tuple(_read_details(reader, found)),
        sentences=tuple(_read_sentences(reader, found)),
    )


def name_fact(reader: Reader, node: ox.NamedNode) -> str:
    """Return a fact in a few words: its ends, or what an event is and when."""
    found = reader.properties(node)
    if KG + "status" not in found:  # an identifier that the graph says nothing of
        return reader.link(node).name
    subject, predicate, value = _read_ends(reader, _read_kind(found), found)
    if subject and value:
        return f"{subject.name} {predicate.name} {value.name}"
    participants = [reader.link(each).name for each in found.get(KG + "participant", [])][:_FEW]
    when = next(filter(None, (read_one(found, KG + name) for name in _WHEN)), "")
    return " ".join(filter(None, (predicate.name, *participants, when)))


def _read_kind(found: Found) -> str:
    types = {term.value for term in read_nodes(found, RDF + "type")}
    return "relation" if RDF + "Statement" in types else "event" if KG + "Event" in types else "observation"


def _read_ends(reader: Reader, kind: str, found: Found) -> tuple[Link | None, Link, Link | None]:
    if kind == "relation":
        subject, predicate, value = (reader.link(found[RDF + end][0]) for end in ("subject", "predicate", "object"))
        return subject, predicate, value
    if kind == "observation":
        written = read_one(found, KG + "asWritten")
        value = Link(written or _join_number(reader, found, "value", "unit", "comparator"))
        return reader.link(found[KG + "about"][0]), reader.link(found[KG + "metric"][0]), value
    (name, *_) = [name for name in reader.classes(found) if name != "Market"] or ["Event"]
    return None, Link(reader.name_term(name), KG + name, "Event"), None


def _read_details(reader: Reader, found: Found) -> Iterator[tuple[str, tuple[Link, ...]]]:
    """Yield qualifiers and roles under their names; a measure's unit joins its number."""
    for iri, terms in found.items():
        name = iri.removeprefix(KG)
        if not iri.startswith(KG) or name in _TOLD or name.endswith(("Unit", "Comparator")):
            continue
        if name in reader.vocabulary.measures:
            number = _join_number(reader, found, name, f"{name}Unit", f"{name}Comparator")
            yield reader.name_term(name), (Link(number),)
        else:
            words = _WORDS.get(reader.language, {})
            links = map(reader.link, terms)
            yield reader.name_term(name), tuple(replace(link, name=words.get(link.name, link.name)) for link in links)


def _join_number(reader: Reader, found: Found, number: str, unit: str, comparator: str) -> str:
    word = _COMPARATORS[reader.language].get(read_one(found, KG + comparator), "")
    return f"{word}{read_one(found, KG + number)} {read_one(found, KG + unit)}".strip()


def _read_sentences(reader: Reader, found: Found) -> list[Sentence]:
    """Return the sentences, by document and place; what several rules read out of one is told once."""
    by_place: dict[tuple[str, int, str], Sentence] = {}
    for node in read_nodes(found, DERIVED_FROM):
        sentence = read_sentence(reader, node)
        by_place.setdefault((sentence.document.iri, sentence.start, "".join(t for t, _ in sentence.parts)), sentence)
    return [by_place[place] for place in sorted(by_place)]


def read_sentence(reader: Reader, node: ox.NamedNode) -> Sentence:
    """Return a piece of evidence."""
    found = reader.properties(node)
    start = int(read_one(found, START) or 0)
    pairs = [pair.split("-") for pair in read_one(found, KG + "marks").split()]
    marks = [(int(first) - start, int(last) - start) for first, last in pairs]
    documents = read_nodes(found, KG + "document")
    return Sentence(
        document=reader.link(documents[0]) if documents else Link(""),
        published=read_one(reader.properties(documents[0]), DCTERMS + "issued") if documents else "",
        start=start,
        parts=tuple(mark_words(read_one(found, EXACT), marks)),
        rule=read_one(found, KG + "rule"),
        score=read_one(found, KG + "score"),
        speakers=tuple(map(reader.link, read_nodes(found, SPEAKER))),
    )


def mark_words(text: str, marks: Iterable[tuple[int, int]]) -> Iterator[tuple[str, bool]]:
    """Yield a text in parts, with whether each lies between the ends of a mark; marks outside the text mark nothing.

    >>> list(mark_words("小米进入印度", [(4, 6), (0, 2), (5, 6)]))
    [('小米', True), ('进入', False), ('印度', True)]
    """
    marked = {place for first, last in marks for place in range(max(first, 0), min(last, len(text)))}
    start = 0
    for end in range(1, len(text) + 1):
        if end == len(text) or (end in marked) != (start in marked):
            yield text[start:end], start in marked
            start = end
