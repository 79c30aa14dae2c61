"""Paths in, a corpus's documents out; text that the last build read is not read again."""

from collections.abc import Sequence

from kg.documents import read_documents
from kg.documents.memory import Memory
from kg.errors import InputError
from kg.kept import Kept, load_map, save_map
from kg.model import Document

KEPT = "documents"


def read_corpus(
    paths: Sequence[str], *, keep_going: bool = False, kept: Kept | None = None
) -> tuple[list[Document], list[InputError]]:
    """Return the documents, and with `keep_going` what could not be read.

    Raises:
        InputError: as `read_documents`.
    """
    skipped: list[InputError] = []
    before = load_map(kept, KEPT) if kept else None
    memory = Memory(before=before.items) if before else None
    docs = list(read_documents(paths, keep_going=keep_going, report=skipped.append, memory=memory))
    if before is not None and memory is not None:
        save_map(before, memory.now)
    return docs, skipped
