"""What a build keeps of its merge for the next: digests of documents' links, the partitions of their drafts, facts."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.contents import Digests
from kg.corpus.cache import CLASSES, PARTS, Cache, find_entry, name_entry
from kg.corpus.links import Failure, link_all, load_book, refuse
from kg.kept import Held, Kept, KeptMap, load_map, save_map
from kg.linking import LinkedDocument
from kg.linking.companies import CompanyParts
from kg.linking.increments import Merged, merge_again
from kg.linking.objects import LocalName
from kg.linking.sharding import digest_links
from kg.model import Document, Fact, KnowledgeGraph


@dataclass(frozen=True, slots=True)
class KeptMerge:
    """What builds before kept of merges, with the names of today's documents in the cache, by id."""

    cache: Cache
    names: Mapping[str, str]
    digests: KeptMap
    partitions: KeptMap
    facts: KeptMap
    marked: KeptMap
    bodies: KeptMap


def load_merge(cache: Cache, docs: Sequence[Document], *, held: Held | None = None) -> KeptMerge:
    """Return what is kept for the merge of some documents; `held` is what of it is at hand."""
    kept, classes = Kept(cache.directory, cache.state, held), (*CLASSES, Fact, CompanyParts)
    maps = [load_map(kept, name, classes) for name in ("digests", "partitions", "facts", "marked", "bodies")]
    return KeptMerge(cache, {doc.id: name_entry(cache, doc) for doc in docs}, *maps)


def find_digests(before: KeptMerge, docs: Sequence[Document]) -> list[LinkedDocument]:
    """Return the digests of those documents whose links were merged before."""
    found = ((doc, before.digests.items.get(before.names[doc.id].encode())) for doc in docs)
    return [LinkedDocument(doc, *parts) for doc, parts in found if parts is not None]


def merge_kept(
    before: KeptMerge, digests: Sequence[LinkedDocument], linked: Sequence[LinkedDocument]
) -> tuple[KnowledgeGraph, Digests]:
    """Return the graph of documents that were merged before and of those just linked; keep what it was made of.

    With it come the digests of its facts and documents.

    Raises:
        InputError: two different documents share an id.
    """
    just = {doc.document.id: doc for doc in linked}
    known = {doc.document.id: doc.document for doc in digests}

    def read(id: str) -> LinkedDocument:
        return just[id] if id in just else _read_again(known[id], before.cache)

    digests = [*digests, *share_names(map(digest_links, linked))]
    names = {id: name.encode() for id, name in before.names.items()}
    bodies = {node.decode("utf-8", "surrogatepass"): body for node, body in before.bodies.items.items()}
    merged = Merged(before.partitions.items, before.facts.items, before.marked.items, bodies)
    graph, known_digests, now = merge_again(digests, names, read, load_book(), merged)
    save_map(before.digests, {names[doc.document.id]: tuple(getattr(doc, part) for part in PARTS) for doc in digests})
    save_map(before.partitions, now.partitions)
    save_map(before.facts, now.facts)
    save_map(before.marked, now.documents)
    save_map(before.bodies, {node.encode("utf-8", "surrogatepass"): body for node, body in now.bodies.items()})
    return graph, known_digests


def share_names(digests: Iterable[LinkedDocument]) -> Iterator[LinkedDocument]:
    """Yield digests in which equal names are one object: that takes less to keep and to load."""
    shared: dict[tuple[object, ...], LocalName] = {}
    for doc in digests:
        names = []
        for name in doc.names:
            key = name.node, name.surfaces, name.types, name.standing
            names.append(shared.get(key) or shared.setdefault(key, LocalName(*key, place=0)))
        yield replace(doc, names=tuple(names))


def _read_again(doc: Document, cache: Cache) -> LinkedDocument:
    """Return the links of a document from the cache; made again where these are spoiled."""
    found = find_entry(cache, doc) or next(link_all([doc], cache=cache))
    if isinstance(found, Failure):
        raise refuse(found)
    return found
