"""Documents in, linked documents out as they finish, from the cache, this process or others; or why there is none."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from kg.corpus.cache import Cache, find_entry, pack_linked, unpack_linked, write_entry
from kg.corpus.digests import digest_state
from kg.documents import read_documents
from kg.errors import KgError
from kg.expressions import keep_expressions
from kg.linking import LinkedDocument, NameBook, link_document, make_book
from kg.model import Document
from kg.ontology.decisions import load_decisions
from kg.ontology.gazetteer import load_gazetteer
from kg.pipeline import extract_documents

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

PART = 32  # documents of one round: the tagger wants many sentences at once, a fair share wants few documents
FEW_DOCUMENTS = 24  # and below FEW_CHARACTERS: a process takes longer to start than it saves
FEW_CHARACTERS = 60_000
SAMPLE = Path(__file__).resolve().parent.parent / "samples" / "xiaomi-dual-engine.md"
DIED = "its process died of it; too little memory, or a fault in a library"


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that could not be linked, and why."""

    document: Document
    reason: str


class DocumentError(KgError):
    """An article that kg could read but not extract from."""


@cache
def load_book() -> NameBook:
    """Return the gazetteer's names with the user's verdicts, made once a process, or again after `cache_clear`."""
    return make_book(load_gazetteer(), load_decisions())


def make_cache(directory: Path) -> Cache:
    """Return the cache in a folder, for the code, data and verdicts of today."""
    return Cache(directory, digest_state(load_book()))


def load_all() -> None:
    """Load all that linking needs, ahead of the first document: by linking one, as much is made when asked for."""
    list(_link(list(read_documents([str(SAMPLE)]))))
    keep_expressions()


def choose_jobs(docs: Sequence[Document]) -> int:
    """Return how many processes link documents soonest: one for few, else all cores."""
    if len(docs) < FEW_DOCUMENTS or sum(len(doc.text) for doc in docs) < FEW_CHARACTERS:
        return 1
    from kg.corpus.processes import count_cores

    return min(count_cores(), len(docs) * 2 // FEW_DOCUMENTS)


def link_all(
    docs: Sequence[Document],
    *,
    jobs: int | None = None,
    cache: Cache | None = None,
    progress: Callable[[Document], None] | None = None,
    pool: "ProcessPoolExecutor | None" = None,
) -> Iterator[LinkedDocument | Failure]:
    """Yield what each document links to, in no order; `progress` is called after each, `jobs` are processes at work.

    What the cache holds is taken from it, the rest is put there as each document finishes. `pool` are processes that
    wait already, where there are as many as are wanted.
    """
    for doc, linked in _link_missing(docs, jobs, cache, pool):
        if progress is not None:
            progress(doc)
        yield linked


def _link_missing(
    docs: Sequence[Document], jobs: int | None, cache: Cache | None, pool: "ProcessPoolExecutor | None"
) -> Iterator[tuple[Document, LinkedDocument | Failure]]:
    missing = []
    for doc in docs:
        linked = find_entry(cache, doc) if cache else None
        if linked is None:
            missing.append(doc)
        else:
            yield doc, linked
    jobs = jobs or choose_jobs(missing)
    if jobs == 1:
        for start in range(0, len(missing), PART):
            part = missing[start : start + PART]
            yield from zip(part, _link_part(part, cache), strict=True)
        return
    from kg.corpus.processes import Death, run_parts

    for doc, found in run_parts(partial(link_packed, cache=cache), missing, jobs=jobs, size=PART, pool=pool):
        if isinstance(found, Death):
            yield doc, Failure(doc, DIED)
        else:
            yield doc, Failure(doc, found) if isinstance(found, str) else unpack_linked(found, doc)


def link_packed(docs: Sequence[Document], *, cache: Cache | None) -> list[bytes | str]:
    """Return for each document what `pack_linked` makes of its links, or in words why there are none."""
    return [found.reason if isinstance(found, Failure) else pack_linked(found) for found in _link_part(docs, cache)]


def _link_part(docs: Sequence[Document], cache: Cache | None) -> Iterator[LinkedDocument | Failure]:
    """Yield the links of each document in order, after putting them in the cache."""
    for doc, found in zip(docs, _link(docs), strict=True):
        if cache and isinstance(found, LinkedDocument):
            write_entry(cache, doc, pack_linked(found))
        yield found


def _link(docs: Sequence[Document]) -> Iterator[LinkedDocument | Failure]:
    """Yield the links of each document in order; after an error, which may be another's, each goes on its own."""
    book = load_book()
    done = 0
    try:
        for extraction in extract_documents(docs):
            linked = link_document(extraction, book)
            done += 1
            yield linked
    except KgError:  # in kg's own data: no document is to blame
        raise
    except Exception as error:  # a document no one foresaw must not stop the others
        if len(docs) == 1:
            yield Failure(docs[0], describe_error(error))
            return
    for doc in docs[done:]:
        yield from _link([doc])


def describe_error(error: Exception) -> str:
    """Return what went wrong, and where in the code, on one line."""
    frame = error.__traceback__
    while frame and frame.tb_next:
        frame = frame.tb_next
    place = f" at {Path(frame.tb_frame.f_code.co_filename).name}:{frame.tb_lineno}" if frame else ""
    return " ".join(f"{type(error).__name__}{place}: {error}".split())


def describe_failure(failure: Failure) -> str:
    """Return the document and what went wrong with it, on one line."""
    doc = failure.document
    return f"{doc.source or doc.id}: article {doc.id!r} can't be extracted from ({failure.reason})"


def refuse(failure: Failure) -> DocumentError:
    """Return the error that says that a document can't be left out without asking for it."""
    return DocumentError(f"{describe_failure(failure)}; without it, or with --keep-going, the rest can be built")
