"""Linked documents kept between builds, DIR/.cache: one file a document, named by the digest of all it depends on.

An entry is a checksum and a pickle without the document itself, which the reader has at hand. A file is taken only if
its checksum fits its name, and even then nothing but our own classes and plain values is made of it: a folder that came
from elsewhere can't run code. Whatever can't be used counts as absent.
"""

import os
from array import array
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, fields
from hashlib import blake2b
from pathlib import Path
from pickle import UnpicklingError

from kg.corpus.digests import digest_document
from kg.kept import CHECKSUM_BYTES, pack, unpack
from kg.linking.objects import LinkedDocument, LocalFact, LocalName, Refusal, Tie
from kg.model import Document, Proof, Value

SHARD = 2  # characters of the name that make a folder: no folder grows beyond some thousand files
CLASSES = (LocalName, Tie, Refusal, LocalFact, Proof, Value)
PARTS = tuple(field.name for field in fields(LinkedDocument) if field.name != "document")


@dataclass(frozen=True, slots=True)
class Cache:
    """Where entries are, and the digest of all but the document that they depend on (`digest_state`)."""

    directory: Path
    state: bytes


def pack_linked(linked: LinkedDocument) -> bytes:
    """Return all of a linked document but the document, of which only the id is there."""
    return pack((linked.document.id, *(getattr(linked, name) for name in PARTS)), CLASSES)


def unpack_linked(data: bytes, doc: Document | None = None) -> LinkedDocument:
    """Return the linked document that `pack_linked` made `data` of; without the document, one that has its id alone.

    Raises:
        UnpicklingError, ValueError: it did not.
    """
    id, *parts = unpack(data, CLASSES)
    doc = doc or Document(id=id, title="", text="", raw="", offsets=array("i", [0]))
    return LinkedDocument(document=doc, **dict(zip(PARTS, parts, strict=True)))


def write_entry(cache: Cache, doc: Document, data: bytes) -> None:
    """Keep what `pack_linked` made of a document's links; a kill leaves the entry whole or absent.

    Two processes may write one entry at once: each has its own partial file, and what they rename is the same.
    """
    path = _get_path(cache, name_entry(cache, doc))
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.{os.getpid()}.partial")
    partial.write_bytes(_make_checksum(path.name, data) + data)
    os.replace(partial, path)


def find_entry(cache: Cache, doc: Document) -> LinkedDocument | None:
    """Return what is kept of a document, None if that is nothing or can't be used."""
    return _read_entry(_get_path(cache, name_entry(cache, doc)), doc)


def list_entries(directory: Path) -> list[LinkedDocument]:
    """Return all linked documents that are kept in a folder, without the texts of their documents."""
    found = (_read_entry(path) for path in sorted(directory.glob("*/[!.]*")))
    return [linked for linked in found if linked is not None]


def _read_entry(path: Path, doc: Document | None = None) -> LinkedDocument | None:
    try:
        stored = path.read_bytes()
    except OSError:
        return None
    checksum, data = stored[:CHECKSUM_BYTES], stored[CHECKSUM_BYTES:]
    if checksum != _make_checksum(path.name, data):
        return None
    try:
        return unpack_linked(data, doc)
    except (UnpicklingError, ValueError, TypeError):  # bytes that pack_linked did not write
        return None


def clear_entries(cache: Cache, names: Iterable[str]) -> None:
    """Drop every entry but those of these names, and what killed processes left."""
    kept = set(names)
    for folder in os.scandir(cache.directory) if cache.directory.exists() else ():
        if folder.is_dir():
            gone = [entry for entry in os.scandir(folder) if folder.name + entry.name not in kept]
            for entry in gone:
                Path(entry).unlink(missing_ok=True)
            with suppress(OSError):  # not empty
                os.rmdir(folder)


def name_entry(cache: Cache, doc: Document) -> str:
    """Return the name of a document's entry."""
    return digest_document(doc, cache.state)


def _get_path(cache: Cache, name: str) -> Path:
    return cache.directory / name[:SHARD] / name[SHARD:]


def _make_checksum(name: str, data: bytes) -> bytes:
    return blake2b(data, digest_size=CHECKSUM_BYTES, key=name.encode()).digest()
