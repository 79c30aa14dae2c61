"""Paths in, a corpus's documents out; text that the last build read is not read again."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b

from kg.documents import read_documents
from kg.documents.memory import Memory
from kg.errors import InputError
from kg.kept import Kept, load_map, save_map
from kg.model import Document

KEPT = "documents"


@dataclass(frozen=True, slots=True)
class Reading:
    """Documents, what could not be read, and a digest of all texts and their places (empty where none is asked for)."""

    docs: list[Document]
    skipped: list[InputError]
    digest: bytes


def read_corpus(paths: Sequence[str], *, keep_going: bool = False, kept: Kept | None = None) -> Reading:
    """Return the documents, and with `keep_going` what could not be read.

    Raises:
        InputError: as `read_documents`.
    """
    skipped: list[InputError] = []
    if kept is None:
        return Reading(list(read_documents(paths, keep_going=keep_going, report=skipped.append)), skipped, b"")
    before = load_map(kept, KEPT)
    memory = Memory(before=before.items)
    docs = list(read_documents(paths, keep_going=keep_going, report=skipped.append, memory=memory))
    save_map(before, memory.now)
    return Reading(docs, skipped, blake2b(b"".join(memory.now)).digest())
