"""Documents in, one graph out, the same bytes however many processes worked and whatever was kept from before."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kg.corpus.cache import Cache, clear_entries
from kg.corpus.links import DocumentError, Failure, link_all, load_book
from kg.linking import LinkedDocument, merge
from kg.model import Document, KnowledgeGraph


@dataclass(frozen=True, slots=True)
class CorpusBuild:
    """The graph of a corpus, and the documents that are not in it, by id."""

    graph: KnowledgeGraph
    failures: tuple[Failure, ...]


def build_corpus(
    docs: Sequence[Document],
    *,
    jobs: int | None = None,
    cache: Cache | None = None,
    keep_going: bool = False,
    progress: Callable[[Document], None] | None = None,
) -> CorpusBuild:
    """Return the graph of the documents; `progress` is called after each, None for `jobs` takes what suits them.

    Entries of other documents leave the cache when all is done.

    Raises:
        DocumentError: a document could not be extracted from, and `keep_going` is not set, or none of them could.
    """
    linked: list[LinkedDocument] = []
    failures: list[Failure] = []
    for found in link_all(docs, jobs=jobs, cache=cache, progress=progress):
        if isinstance(found, LinkedDocument):
            linked.append(found)
            continue
        failures.append(found)
        if not keep_going:
            break
    settled = settle_failures(failures, keep_going=keep_going, some=bool(linked))
    graph = merge(linked, load_book())
    if cache:
        clear_entries(cache, docs)
    return CorpusBuild(graph, settled)


def settle_failures(failures: Sequence[Failure], *, keep_going: bool, some: bool) -> tuple[Failure, ...]:
    """Return the failures sorted by document, if a graph may be built without them; `some` documents are left.

    Raises:
        DocumentError: it may not.
    """
    settled = tuple(sorted(failures, key=lambda failure: failure.document.id))
    if settled and not keep_going:
        raise DocumentError(f"{describe_failure(settled[0])}; without it, or with --keep-going, the rest can be built")
    if settled and not some:
        raise DocumentError(f"{describe_failure(settled[0])}; no other article is left to build from")
    return settled


def describe_failure(failure: Failure) -> str:
    """Return the document and what went wrong with it, on one line."""
    doc = failure.document
    return f"{doc.source or doc.id}: article {doc.id!r} can't be extracted from ({failure.reason})"
