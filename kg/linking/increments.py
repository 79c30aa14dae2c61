"""The merge after the last one: facts that the same documents stated then, of the same entities, are taken from it.

What a document drafts depends on its links, on the entities of its names and their types; what drafts that may be one
fact become depends on the documents they are of, and on which of these are copies. All of that goes into digests, and
nothing is kept but by a digest of all that it depends on: so no change has to be followed to what it touches.
"""

import marshal
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from hashlib import blake2b

from kg.linking.assembly import get_partition, join_partition, make_drafts
from kg.linking.book import NameBook
from kg.linking.drafts import Draft
from kg.linking.merge import Settled, assemble, settle, sort_documents
from kg.linking.objects import LinkedDocument
from kg.linking.sharding import digest_links
from kg.model import Fact, KnowledgeGraph

DIGEST_BYTES = 16


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge leaves to the next: by documents the partitions of their drafts, by partitions their facts."""

    partitions: Mapping[bytes, tuple[str, ...]] = field(default_factory=dict)
    facts: Mapping[bytes, tuple[Fact, ...]] = field(default_factory=dict)


def digest_marked(doc: LinkedDocument) -> LinkedDocument:
    """Return what every merge needs of a document, whether it states anything new or not."""
    return replace(digest_links(doc), marks=doc.marks)


def merge_again(
    digests: Iterable[LinkedDocument],
    names: Mapping[str, bytes],
    read: Callable[[str], LinkedDocument],
    book: NameBook,
    before: Merged,
) -> tuple[KnowledgeGraph, Merged]:
    """Return the graph that `merge` makes of documents, and what to keep of it.

    `digests` are those of all documents (`digest_marked`), `names` by id those of all that their links depend on;
    `read` gives the links of one, which few documents are asked for.

    Raises:
        InputError: two different documents share an id.
    """
    docs = sort_documents(digests)
    settled = settle(docs, book)
    drafting = _Drafting(settled, read)
    keys = {
        doc.document.id: _digest_resolved(names[doc.document.id], doc, nodes, settled)
        for doc, nodes in settled.resolved
    }
    partitions = {
        key: before.partitions[key] if key in before.partitions else tuple(drafting.draft(id))
        for id, key in keys.items()
    }
    members: dict[str, list[str]] = {}
    for id, key in keys.items():
        for partition in partitions[key]:
            members.setdefault(partition, []).append(id)
    facts: dict[bytes, tuple[Fact, ...]] = {}
    for partition, ids in members.items():
        digest = blake2b(b"".join([partition.encode(), *(keys[id] for id in ids)]), digest_size=DIGEST_BYTES).digest()
        facts[digest] = before.facts[digest] if digest in before.facts else drafting.join(partition, ids)
    by_id = {fact.id: fact for found in facts.values() for fact in found}
    return assemble(settled, {id: by_id[id] for id in sorted(by_id)}, book), Merged(partitions, facts)


def _digest_resolved(name: bytes, doc: LinkedDocument, nodes: Mapping[str, str], settled: Settled) -> bytes:
    """Return the digest of all that a document's drafts and what becomes of them depend on."""
    entities = [(node, entity, settled.types[entity]) for node, entity in nodes.items()]
    # Version 2 of the format writes each value by itself, later ones by what else refers to it.
    content = marshal.dumps((name, entities, settled.copies[doc.document.id]), 2)
    return blake2b(content, digest_size=DIGEST_BYTES).digest()


class _Drafting:
    """What documents state, drafted when first asked for; a class because each document is drafted once."""

    def __init__(self, settled: Settled, read: Callable[[str], LinkedDocument]) -> None:
        self.settled, self.read = settled, read
        self.nodes = {doc.document.id: nodes for doc, nodes in settled.resolved}
        self.found: dict[str, dict[str, list[Draft]]] = {}

    def draft(self, id: str) -> Mapping[str, list[Draft]]:
        """Return a document's drafts by partition."""
        if id not in self.found:
            self.found[id] = {}
            for draft in make_drafts(self.read(id), self.nodes[id], self.settled.types):
                self.found[id].setdefault(get_partition(draft), []).append(draft)
        return self.found[id]

    def join(self, partition: str, ids: Iterable[str]) -> tuple[Fact, ...]:
        drafts = [draft for id in ids for draft in self.draft(id)[partition]]
        return tuple(join_partition(drafts, self.settled.copies))
