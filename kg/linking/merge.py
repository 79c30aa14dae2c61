"""Linked documents in, the closed graph out; the order of documents and their repetition make no difference."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.contents import find_used
from kg.errors import InputError
from kg.linking.assembly import make_drafts, make_facts
from kg.linking.book import NameBook
from kg.linking.copies import find_copies
from kg.linking.entities import Groups, find_types, group_names, make_entities
from kg.linking.identity import NONE_KNOWN, Body, Identities, find_identities, resolve_nodes
from kg.linking.names import get_rank
from kg.linking.namesakes import split_namesakes
from kg.linking.objects import LinkedDocument
from kg.model import Annotation, Entity, Fact, KnowledgeGraph


@dataclass(frozen=True, slots=True)
class Settled:
    """What all documents together decide: entities of each one's nodes, names and type of each, the source of copies.

    `bodies` are the names of bodies, taken apart (`Identities`).
    """

    resolved: Sequence[tuple[LinkedDocument, Mapping[str, str]]]
    groups: Groups
    types: Mapping[str, str]
    copies: Mapping[str, str]
    bodies: Mapping[str, Body]


def merge(linked: Iterable[LinkedDocument], book: NameBook) -> KnowledgeGraph:
    """Return the graph of documents that were linked with the same book.

    Raises:
        InputError: two different documents share an id.
    """
    settled = settle(sort_documents(linked), book)
    drafts = (draft for doc, nodes in settled.resolved for draft in make_drafts(doc, nodes, settled.types))
    facts = make_facts(drafts, settled.copies)
    entities = make_entities(settled.groups, settled.types, find_used(facts), book)
    marks = {doc.document.id: make_annotations(doc, nodes, entities) for doc, nodes in settled.resolved}
    return make_graph(settled, entities, facts, marks)


def settle(docs: Sequence[LinkedDocument], book: NameBook, *, known: Mapping[str, Body] = NONE_KNOWN) -> Settled:
    """Return what documents, sorted by id, decide together; `known` are bodies that were taken apart before."""
    identities = find_identities(docs, book, known=known)
    resolved = resolve_documents(docs, identities, book)
    copies = find_copies({doc.document.id: doc.signature for doc in docs})
    groups = group_names(resolved)
    return Settled(resolved, groups, find_types(resolved, groups, book), copies, identities.bodies)


def make_graph(
    settled: Settled,
    entities: Mapping[str, Entity],
    facts: Mapping[str, Fact],
    annotations: Mapping[str, tuple[Annotation, ...]],
) -> KnowledgeGraph:
    """Return the graph of all documents."""
    return KnowledgeGraph({doc.document.id: doc.document for doc, _ in settled.resolved}, entities, facts, annotations)


def resolve_documents(
    docs: Sequence[LinkedDocument], identities: Identities, book: NameBook
) -> list[tuple[LinkedDocument, dict[str, str]]]:
    """Return documents with the entity of each of their nodes."""
    resolved = [(doc, resolve_nodes(doc, identities)) for doc in docs]
    pairs = [sorted((v.a, v.b), key=get_rank) for v in book.decisions.verdicts if v.verdict == "same"]
    return split_namesakes(resolved, book, joined=dict(pairs))


def sort_documents(linked: Iterable[LinkedDocument]) -> list[LinkedDocument]:
    """Return documents by id, each once.

    Raises:
        InputError: two different documents share an id.
    """
    docs: dict[str, LinkedDocument] = {}
    for doc in linked:
        other = docs.setdefault(doc.document.id, doc)
        if other is not doc and other != doc:
            sources = " and ".join(sorted({doc.document.source, other.document.source}))
            raise InputError(f'two different documents have the id "{doc.document.id}" ({sources}); ids must be unique')
    return [docs[name] for name in sorted(docs)]


def make_annotations(doc: LinkedDocument, nodes: Mapping[str, str], entities: Container[str]) -> tuple[Annotation, ...]:
    """Return the marks of a document that reached the graph, in text order."""
    return tuple(Annotation(start, end, nodes[node]) for start, end, node in doc.marks if nodes.get(node) in entities)
