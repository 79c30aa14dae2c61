"""Documents in parts, as the machines of a cluster take them, and one graph of what comes back, whatever the engine."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

from kg.corpus.cache import Cache, find_entry, pack_linked, write_entry
from kg.corpus.links import PART, Failure
from kg.corpus.tasks import Packed, list_failures
from kg.errors import InputError
from kg.model import Annotation, Document, Entity, Fact, KnowledgeGraph

Progress = Callable[[Document], None]
Item = TypeVar("Item")
MOST_PARTS = 512  # of documents; whoever leads a cluster keeps a task for each part and shard


def index_documents(docs: Iterable[Document]) -> dict[str, Document]:
    """Return documents by id, sorted.

    Raises:
        InputError: two that differ have the same id.
    """
    by_id: dict[str, Document] = {}
    for doc in sorted(docs, key=lambda doc: doc.id):
        if by_id.setdefault(doc.id, doc) != doc:
            raise InputError(f'two different documents have the id "{doc.id}"; ids must be unique')
    return by_id


def split_known(docs: Iterable[Document], cache: Cache | None) -> tuple[list[tuple[str, bytes]], list[Document]]:
    """Return what the cache holds of documents, packed, and the documents that it does not hold."""
    known, missing = [], []
    for doc in docs:
        linked = find_entry(cache, doc) if cache else None
        if linked is None:
            missing.append(doc)
        else:
            known.append((doc.id, pack_linked(linked)))
    return known, missing


def cut(items: Sequence[Item], *, whole: int) -> list[Sequence[Item]]:
    """Return items in parts, of the size that suits a corpus of `whole` documents."""
    size = max(PART, whole // MOST_PARTS)
    return [items[start : start + size] for start in range(0, len(items), size)]


def keep_part(
    packed: Packed, docs: Mapping[str, Document], cache: Cache | None, progress: Progress | None
) -> list[Failure]:
    """Put into the cache what came back of a part, and return what failed in it."""
    for id, found in packed:
        if cache and isinstance(found, bytes):
            write_entry(cache, docs[id], found)
        if progress:
            progress(docs[id])
    return [Failure(docs[id], reason) for id, reason in list_failures(packed)]


def assemble_graph(
    docs: Mapping[str, Document],
    entities: Mapping[str, Entity],
    facts: Mapping[str, Fact],
    marks: Mapping[str, Sequence[Annotation]],
) -> KnowledgeGraph:
    """Return the graph of what was joined; a document without marks was not read."""
    return KnowledgeGraph(
        documents={id: docs[id] for id in sorted(marks)},
        entities=dict(entities),
        facts={id: facts[id] for id in sorted(facts)},
        annotations={id: tuple(mark for mark in marks[id] if mark.entity in entities) for id in sorted(marks)},
    )
