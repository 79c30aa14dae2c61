"""What a build keeps for the next: plain values, a file a kind, taken only if kg itself wrote them and nothing changed.

A file is a checksum and a pickle of numbers, texts, bytes and collections of them. Nothing else is made of it, so a
folder that came from elsewhere can't run code. What can't be used counts as absent: it costs time and never a byte.
"""

import io
import os
import pickle
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any, NoReturn

PROTOCOL = 5  # of pickle; every Python that kg runs on has it
CHECKSUM_BYTES = 16


@dataclass(frozen=True, slots=True)
class Kept:
    """Where files are, and the digest of the code and data that what they hold was made with."""

    directory: Path
    state: bytes


class _Unpickler(pickle.Unpickler):
    """A class because pickle asks for one: makes plain values alone."""

    def find_class(self, module: str, name: str) -> NoReturn:
        raise pickle.UnpicklingError(f"{module}.{name} is no plain value")


def load_kept(kept: Kept | None, name: str) -> Any:
    """Return what is kept under a name, None if that is nothing or can't be used."""
    if kept is None:
        return None
    try:
        stored = (kept.directory / name).read_bytes()
    except OSError:
        return None
    checksum, data = stored[:CHECKSUM_BYTES], stored[CHECKSUM_BYTES:]
    if checksum != _make_checksum(kept, name, data):
        return None
    try:
        return _Unpickler(io.BytesIO(data)).load()
    except Exception:  # pickle names no end of errors for bytes it did not write
        return None


def save_kept(kept: Kept | None, name: str, value: object) -> None:
    """Keep a value under a name; a kill leaves the one before or this one."""
    if kept is None:
        return
    kept.directory.mkdir(parents=True, exist_ok=True)
    data = pickle.dumps(value, protocol=PROTOCOL)
    partial = kept.directory / f".{name}.partial"
    partial.write_bytes(_make_checksum(kept, name, data) + data)
    os.replace(partial, kept.directory / name)


def _make_checksum(kept: Kept, name: str, data: bytes) -> bytes:
    digest = blake2b(name.encode(), digest_size=CHECKSUM_BYTES, key=blake2b(kept.state, digest_size=32).digest())
    digest.update(data)
    return digest.digest()
