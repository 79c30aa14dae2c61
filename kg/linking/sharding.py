"""The merge in steps that machines share: each takes some documents or some facts, and all make what `merge` makes.

Who is who, of which type, and which article copies which is decided in one place, since any two documents may bear on
each other; but only from digests of documents: their names, ties, employers and signatures, no sentence and no figure.
With that decided, each part of the documents drafts its facts by itself, and drafts that may be one fact
(`get_partition`) meet in one shard, which joins them. Entities follow from the digests and from what facts use.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from zlib import crc32

from kg.contents import find_used
from kg.linking.assembly import get_partition, make_drafts, make_facts
from kg.linking.book import NameBook
from kg.linking.copies import find_copies
from kg.linking.drafts import Draft
from kg.linking.entities import find_types, group_names, make_entities
from kg.linking.identity import find_identities
from kg.linking.merge import make_annotations, resolve_documents, sort_documents
from kg.linking.objects import LinkedDocument, LocalFact
from kg.model import Annotation, Entity, Fact, Proof

Nodes = Mapping[str, str]  # the entity of each node of a document
_UNREAD = Proof(document="", start=0, end=0, quote="", rule="", score=0.0)


@dataclass(frozen=True, slots=True)
class Decided:
    """What is decided of some documents: the entities of their nodes by document, types by entity, copies' sources."""

    nodes: Mapping[str, Nodes]
    types: Mapping[str, str]
    copies: Mapping[str, str]  # documents that are a copy of another


@dataclass(frozen=True, slots=True)
class Drafted:
    """What one part of the documents states, parted by shard, and which entities its marks lead to, by document."""

    shards: Sequence[Sequence[Draft]]
    marks: Mapping[str, tuple[Annotation, ...]]


@dataclass(frozen=True, slots=True)
class Joined:
    """The facts of one shard, and the entities that they speak of."""

    facts: Mapping[str, Fact]
    used: frozenset[str]


def digest_links(doc: LinkedDocument) -> LinkedDocument:
    """Return what deciding needs of a document: of its facts only which relations stand between which names.

    The document itself stays as it is; who sends digests about puts one without its text in its place.
    """
    ends = {
        (fact.predicate, fact.subject, fact.object if isinstance(fact.object, str) else None)
        for fact in doc.facts
        if fact.kind == "relation"
    }
    facts = tuple(
        LocalFact("relation", predicate, subject, object, (), "asserted", _UNREAD, 0)
        for predicate, subject, object in sorted(ends, key=repr)
    )
    ties = tuple(replace(tie, quote="") for tie in doc.ties)
    return replace(doc, ties=ties, refusals=(), facts=facts, marks=())


def decide(digests: Iterable[LinkedDocument], book: NameBook) -> Decided:
    """Return what all documents together decide, the same whatever their order."""
    docs = sort_documents(digests)
    resolved = resolve_documents(docs, find_identities(docs, book), book)
    copies = find_copies({doc.document.id: doc.signature for doc in docs})
    return Decided(
        nodes={doc.document.id: nodes for doc, nodes in resolved},
        types=find_types(resolved, group_names(resolved), book),
        copies={copy: source for copy, source in copies.items() if copy != source},
    )


def cut_decided(decided: Decided, ids: Iterable[str]) -> Decided:
    """Return what drafting the documents of these ids needs."""
    nodes = {id: decided.nodes[id] for id in ids}
    entities = {entity for found in nodes.values() for entity in found.values()}
    return Decided(nodes, {entity: decided.types[entity] for entity in entities}, {})


def draft_part(docs: Iterable[LinkedDocument], decided: Decided, *, shards: int) -> Drafted:
    """Return what some documents state, in as many lists as there are shards."""
    found: list[list[Draft]] = [[] for _ in range(shards)]
    marks = {}
    for doc in docs:
        nodes = decided.nodes[doc.document.id]
        for draft in make_drafts(doc, nodes, decided.types):
            found[crc32(get_partition(draft).encode()) % shards].append(draft)
        marks[doc.document.id] = make_annotations(doc, nodes, decided.types.keys())
    return Drafted(found, marks)


def join_shard(drafts: Iterable[Draft], copies: Mapping[str, str]) -> Joined:
    """Return the facts of one shard from what all parts drafted for it."""
    facts = make_facts(drafts, copies)
    return Joined(facts, frozenset(find_used(facts)))


def make_all_entities(
    digests: Iterable[LinkedDocument], decided: Decided, used: Iterable[frozenset[str]], book: NameBook
) -> dict[str, Entity]:
    """Return the entities of the corpus; `used` are those that the facts of each shard speak of."""
    resolved = [(doc, decided.nodes[doc.document.id]) for doc in sort_documents(digests)]
    return make_entities(group_names(resolved), decided.types, frozenset().union(*used), book)
