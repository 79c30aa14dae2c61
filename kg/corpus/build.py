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
        elif keep_going:
            failures.append(found)
        else:
            raise DocumentError(f"{describe_failure(found)}; without it, or with --keep-going, the rest can be built")
    failures.sort(key=lambda failure: failure.document.id)
    if failures and not linked:
        raise DocumentError(f"{describe_failure(failures[0])}; no other article is left to build from")
    graph = merge(linked, load_book())
    if cache:
        clear_entries(cache, docs)
    return CorpusBuild(graph, tuple(failures))


def describe_failure(failure: Failure) -> str:
    """Return the document and what went wrong with it, on one line."""
    doc = failure.document
    return f"{doc.source or doc.id}: article {doc.id!r} can't be extracted from ({failure.reason})"
