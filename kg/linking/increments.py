"""The merge after the last one: facts that the same documents stated then, of the same entities, are taken from it.

What a document drafts depends on its links, on the entities of its names and their types; what drafts that may be one
fact become depends on the documents they are of, and on which of these are copies. All of that goes into digests, and
nothing is kept but by a digest of all that it depends on: so no change has to be followed to what it touches.
"""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from kg.contents import Digests, digest_fact, digest_marked, digest_plain, find_used
from kg.linking.assembly import get_partition, join_partition, make_drafts
from kg.linking.book import NameBook
from kg.linking.drafts import Draft
from kg.linking.entities import make_entities
from kg.linking.identity import Body
from kg.linking.merge import Settled, make_annotations, make_graph, settle, sort_documents
from kg.linking.objects import LinkedDocument
from kg.model import Annotation, Fact, KnowledgeGraph

Facts = tuple[tuple[Fact, bytes], ...]  # each with its digest


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge leaves to the next: documents' partitions, partitions' facts, documents' digests, bodies."""

    partitions: Mapping[bytes, tuple[str, ...]] = field(default_factory=dict)
    facts: Mapping[bytes, Facts] = field(default_factory=dict)
    documents: Mapping[bytes, bytes] = field(default_factory=dict)
    bodies: Mapping[str, Body] = field(default_factory=dict)


def merge_again(
    digests: Iterable[LinkedDocument],
    names: Mapping[str, bytes],
    read: Callable[[str], LinkedDocument],
    book: NameBook,
    before: Merged,
) -> tuple[KnowledgeGraph, Digests, Merged]:
    """Return the graph that `merge` makes of documents, digests of its facts and documents, and what to keep of it.

    `digests` are those of all documents (`digest_links`), `names` by id those of all that their links depend on;
    `read` gives the links of one, which few documents are asked for, even after this returns.

    Raises:
        InputError: two different documents share an id.
    """
    settled = settle(sort_documents(digests), book, known=before.bodies)
    drafting = _Drafting(settled, cache(read))
    keys = {
        doc.document.id: _digest_resolved(names[doc.document.id], doc, nodes, settled)
        for doc, nodes in settled.resolved
    }
    partitions = {
        key: before.partitions[key] if key in before.partitions else tuple(drafting.draft(id))
        for id, key in keys.items()
    }
    joined = _join_facts(drafting, keys, partitions, before)
    by_id = {fact.id: (fact, digest) for found in joined.values() for fact, digest in found}
    facts = {id: by_id[id][0] for id in sorted(by_id)}
    entities = make_entities(settled.groups, settled.types, find_used(facts), book)
    graph = make_graph(settled, entities, facts, _Marks(drafting, entities))
    marked = _digest_documents(graph, drafting.nodes, keys, before)
    known = Digests({id: by_id[id][1] for id in facts}, {id: digest for id, (_, digest) in marked.items()})
    return graph, known, Merged(partitions, joined, dict(marked.values()), settled.bodies)


def _digest_resolved(name: bytes, doc: LinkedDocument, nodes: Mapping[str, str], settled: Settled) -> bytes:
    """Return the digest of all that a document's drafts and what becomes of them depend on."""
    types = map(settled.types.__getitem__, nodes.values())
    return digest_plain(name, *nodes.values(), *types, settled.copies[doc.document.id])  # the name tells the nodes


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

    def join(self, partition: str, ids: Iterable[str]) -> Facts:
        """Return the facts of a partition, to which documents of some ids have drafts."""
        drafts = [draft for id in ids for draft in self.draft(id)[partition]]
        return tuple((fact, digest_fact(fact)) for fact in join_partition(drafts, self.settled.copies))


def _join_facts(
    drafting: _Drafting, keys: Mapping[str, bytes], partitions: Mapping[bytes, tuple[str, ...]], before: Merged
) -> dict[bytes, Facts]:
    """Return the facts of all partitions, by all that these depend on: the partition and keys of documents."""
    members: dict[str, list[str]] = {}
    for id, key in keys.items():
        for partition in partitions[key]:
            members.setdefault(partition, []).append(id)
    facts: dict[bytes, Facts] = {}
    for partition, ids in members.items():
        key = b"\0".join([partition.encode("utf-8", "surrogatepass"), *[keys[id] for id in ids]])
        facts[key] = before.facts[key] if key in before.facts else drafting.join(partition, ids)
    return facts


class _Marks(Mapping[str, tuple[Annotation, ...]]):
    """The annotations of documents; a class because they are made when asked for, which of most they never are."""

    def __init__(self, drafting: _Drafting, entities: Container[str]) -> None:
        self.drafting, self.entities = drafting, entities
        self.made: dict[str, tuple[Annotation, ...]] = {}

    def __getitem__(self, id: str) -> tuple[Annotation, ...]:
        if id not in self.made:
            nodes = self.drafting.nodes[id]
            self.made[id] = make_annotations(self.drafting.read(id), nodes, self.entities)
        return self.made[id]

    def __iter__(self) -> Iterator[str]:
        return iter(self.drafting.nodes)

    def __len__(self) -> int:
        return len(self.drafting.nodes)


def _digest_documents(
    graph: KnowledgeGraph, nodes: Mapping[str, Mapping[str, str]], keys: Mapping[str, bytes], before: Merged
) -> dict[str, tuple[bytes, bytes]]:
    """Return the digests of documents with their marks, by id, each with the digest of what it depends on."""
    found = {}
    for id, doc in graph.documents.items():
        absent = [node for node, entity in nodes[id].items() if entity not in graph.entities]
        key = digest_plain(keys[id], *absent)
        digest = before.documents[key] if key in before.documents else digest_marked(doc, graph.annotations[id])
        found[id] = key, digest
    return found
