"""What a build keeps of its merge for the next: digests of documents' links, the partitions of their drafts, facts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.corpus.cache import CLASSES, PARTS, Cache, find_entry, name_entry
from kg.corpus.links import Failure, link_all, load_book, refuse
from kg.kept import Kept, KeptMap, load_map, save_map
from kg.linking import LinkedDocument
from kg.linking.increments import Merged, digest_marked, merge_again
from kg.model import Document, Fact, KnowledgeGraph


@dataclass(frozen=True, slots=True)
class KeptMerge:
    """What builds before kept of merges, with the names of today's documents in the cache, by id."""

    cache: Cache
    names: Mapping[str, str]
    digests: KeptMap
    partitions: KeptMap
    facts: KeptMap


def load_merge(cache: Cache, docs: Sequence[Document]) -> KeptMerge:
    """Return what is kept for the merge of some documents."""
    kept, classes = Kept(cache.directory, cache.state), (*CLASSES, Fact)
    maps = [load_map(kept, name, classes) for name in ("digests", "partitions", "facts")]
    return KeptMerge(cache, {doc.id: name_entry(cache, doc) for doc in docs}, *maps)


def find_digests(before: KeptMerge, docs: Sequence[Document]) -> list[LinkedDocument]:
    """Return the digests of those documents whose links were merged before."""
    found = ((doc, before.digests.items.get(before.names[doc.id].encode())) for doc in docs)
    return [LinkedDocument(doc, *parts) for doc, parts in found if parts is not None]


def merge_kept(
    before: KeptMerge, digests: Sequence[LinkedDocument], linked: Sequence[LinkedDocument]
) -> KnowledgeGraph:
    """Return the graph of documents that were merged before and of those just linked; keep what it was made of.

    Raises:
        InputError: two different documents share an id.
    """
    just = {doc.document.id: doc for doc in linked}
    known = {doc.document.id: doc.document for doc in digests}

    def read(id: str) -> LinkedDocument:
        return just[id] if id in just else _read_again(known[id], before.cache)

    digests = [*digests, *map(digest_marked, linked)]
    names = {id: name.encode() for id, name in before.names.items()}
    merged = Merged(before.partitions.items, before.facts.items)
    graph, now = merge_again(digests, names, read, load_book(), merged)
    save_map(before.digests, {names[doc.document.id]: tuple(getattr(doc, part) for part in PARTS) for doc in digests})
    save_map(before.partitions, now.partitions)
    save_map(before.facts, now.facts)
    return graph


def _read_again(doc: Document, cache: Cache) -> LinkedDocument:
    """Return the links of a document from the cache; made again where these are spoiled."""
    found = find_entry(cache, doc) or next(link_all([doc], cache=cache))
    if isinstance(found, Failure):
        raise refuse(found)
    return found
