"""Documents in, one graph out, the same bytes however many processes worked and whatever was kept from before."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.contents import Digests
from kg.corpus.cache import Cache, clear_entries
from kg.corpus.links import DocumentError, Failure, describe_failure, link_all, load_book, refuse
from kg.corpus.merges import find_digests, load_merge, merge_kept
from kg.kept import Held
from kg.linking import LinkedDocument, merge
from kg.model import Document, KnowledgeGraph

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor


@dataclass(frozen=True, slots=True)
class CorpusBuild:
    """The graph of a corpus, the documents that are not in it, by id, and digests of its facts that are at hand."""

    graph: KnowledgeGraph
    failures: tuple[Failure, ...]
    digests: Digests = field(default_factory=Digests, compare=False)  # they follow from the graph


def build_corpus(
    docs: Sequence[Document],
    *,
    jobs: int | None = None,
    cache: Cache | None = None,
    keep_going: bool = False,
    progress: Callable[[Document], None] | None = None,
    pool: "ProcessPoolExecutor | None" = None,
    held: Held | None = None,
) -> CorpusBuild:
    """Return the graph of the documents; `progress` is called after each, None for `jobs` takes what suits them.

    `pool` are processes that wait already, `held` is what is at hand of what the cache keeps of the last merge.

    Entries of other documents leave the cache when all is done.

    Raises:
        DocumentError: a document could not be extracted from, and `keep_going` is not set, or none of them could.
    """
    before = load_merge(cache, docs, held=held) if cache else None
    digests = find_digests(before, docs) if before else []
    known = {digest.document.id for digest in digests}
    if progress is not None:
        for digest in digests:
            progress(digest.document)
    linked: list[LinkedDocument] = []
    failures: list[Failure] = []
    missing = [doc for doc in docs if doc.id not in known]
    for found in link_all(missing, jobs=jobs, cache=cache, progress=progress, pool=pool):
        if isinstance(found, LinkedDocument):
            linked.append(found)
            continue
        failures.append(found)
        if not keep_going:
            break
    settled = settle_failures(failures, keep_going=keep_going, some=bool(digests or linked))
    if before is None:
        return CorpusBuild(merge(linked, load_book()), settled)
    graph, known_digests = merge_kept(before, digests, linked)
    clear_entries(before.cache, before.names.values())
    return CorpusBuild(graph, settled, known_digests)


def settle_failures(failures: Sequence[Failure], *, keep_going: bool, some: bool) -> tuple[Failure, ...]:
    """Return the failures sorted by document, if a graph may be built without them; `some` documents are left.

    Raises:
        DocumentError: it may not.
    """
    settled = tuple(sorted(failures, key=lambda failure: failure.document.id))
    if settled and not keep_going:
        raise refuse(settled[0])
    if settled and not some:
        raise DocumentError(f"{describe_failure(settled[0])}; no other article is left to build from")
    return settled
