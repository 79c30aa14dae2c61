"""What a build keeps for the next, in files that are taken only if kg itself wrote them and nothing changed.

A file is a checksum and a pickle of plain values and of what its reader names as its own. Nothing else is made of it,
so a folder that came from elsewhere can't run code. What can't be used counts as absent: it costs time, never a byte.
"""

import copyreg
import io
import os
import pickle
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

FOLDER = ".cache"  # of a build, for all that it keeps
PROTOCOL = 5  # of pickle; every Python that kg runs on has it
CHECKSUM_BYTES, CRC_BYTES = 16, 4
MOST_PARTS = 16  # files of a map, before they are written as one again

Classes = tuple[type, ...]  # frozen dataclasses with slots, named tuples


Stamp = tuple[int, int, int] | None  # which file stands in a place, None for none
Held = dict[str, tuple[bytes, Stamp, Any]]  # by the name of a file: its state, which it was, what it holds


@dataclass(frozen=True, slots=True)
class Kept:
    """Where files are, and the digest of the code and data that what they hold was made with.

    `held` is what a process that builds again and again has of them at hand: it need not be loaded while the file in
    place is the same. Nobody changes a value that was loaded or saved.
    """

    directory: Path
    state: bytes
    held: Held | None = None


@dataclass(frozen=True, slots=True)
class KeptMap:
    """Values by keys, each the digest of all that its value depends on; each file holds what those before it lack."""

    kept: Kept
    name: str
    items: Mapping[bytes, Any]
    parts: int
    classes: Classes


class _Unpickler(pickle.Unpickler):
    """A class because pickle asks for one: makes plain values and objects of some classes alone."""

    def __init__(self, file: io.BytesIO, classes: Classes) -> None:
        super().__init__(file)
        self.known = _name_classes(classes)

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) not in self.known:
            raise pickle.UnpicklingError(f"{module}.{name} is nothing that is kept here")
        return self.known[module, name]


@cache
def _name_classes(classes: Classes) -> dict[tuple[str, str], type]:
    return {(kind.__module__, kind.__qualname__): kind for kind in (*classes, Decimal)}


def pack(value: object, classes: Classes = ()) -> bytes:
    """Return a value as bytes; `classes` are those of its objects that are no plain values."""
    buffer = io.BytesIO()
    pickler = pickle.Pickler(buffer, protocol=PROTOCOL)
    pickler.dispatch_table = copyreg.dispatch_table | {kind: _reduce for kind in classes if not issubclass(kind, tuple)}
    pickler.dump(value)
    return buffer.getvalue()


def _reduce(item: Any) -> tuple[type, tuple[object, ...]]:
    """Tell pickle to make an object by its class: five times as fast to read as the state of a dataclass."""
    return type(item), tuple(getattr(item, name) for name in item.__slots__)


def unpack(data: bytes, classes: Classes = (), *, start: int = 0) -> Any:
    """Return the value that `pack` made bytes of, which begin at `start`.

    Raises:
        UnpicklingError: it did not.
    """
    file = io.BytesIO(data)  # of bytes alone it makes no copy
    file.seek(start)
    try:
        return _Unpickler(file, classes).load()
    except Exception as error:  # pickle names no end of errors for bytes it did not write
        raise pickle.UnpicklingError(f"nothing that is kept here: {error}") from error


def load_kept(kept: Kept | None, name: str, classes: Classes = ()) -> Any:
    """Return what is kept under a name, None if that is nothing or can't be used."""
    if kept is None:
        return None
    if kept.held is None:
        return _load(kept, name, classes)
    stamp = _get_stamp(kept.directory / name)
    if name not in kept.held or kept.held[name][:2] != (kept.state, stamp):
        kept.held[name] = kept.state, stamp, _load(kept, name, classes)
    return kept.held[name][2]


def _load(kept: Kept, name: str, classes: Classes) -> Any:
    try:
        stored = (kept.directory / name).read_bytes()
    except OSError:
        return None
    if not stored.startswith(_make_checksum(kept, name, memoryview(stored)[CHECKSUM_BYTES:])):
        return None
    try:
        return unpack(stored, classes, start=CHECKSUM_BYTES)
    except pickle.UnpicklingError:
        return None


def _get_stamp(path: Path) -> Stamp:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns


def save_kept(kept: Kept | None, name: str, value: object, classes: Classes = ()) -> None:
    """Keep a value under a name; a kill leaves the one before or this one."""
    if kept is None:
        return
    kept.directory.mkdir(parents=True, exist_ok=True)
    data = pack(value, classes)
    partial = kept.directory / f".{name}.partial"
    with partial.open("wb") as file:
        file.writelines((_make_checksum(kept, name, data), data))
    if kept.held is not None:
        kept.held[name] = kept.state, _get_stamp(partial), value
    os.replace(partial, kept.directory / name)


def identify_file(path: Path) -> tuple[int, int] | None:
    """Return size and time of a file, which tell one that a build wrote from any other, None if there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns


def load_map(kept: Kept, name: str, classes: Classes = ()) -> KeptMap:
    """Return the map that is kept under a name, as far as its files can be used."""
    items: dict[bytes, Any] = {}
    parts = 0
    while isinstance(found := load_kept(kept, f"{name}.{parts}", classes), dict):
        items |= found
        parts += 1
    return KeptMap(kept, name, items, parts, classes)


def save_map(before: KeptMap, now: Mapping[bytes, Any]) -> None:
    """Keep what a map lacks in a file of its own; all in one where there are many, or half is needed no more.

    A kill leaves some of the files; what any of them holds is right for its key.
    """
    new = {key: value for key, value in now.items() if key not in before.items}
    spent = len(before.items) + len(new) - len(now)
    if before.parts < MOST_PARTS and spent <= len(now):
        if new:
            save_kept(before.kept, f"{before.name}.{before.parts}", new, before.classes)
        return
    save_kept(before.kept, f"{before.name}.0", dict(now), before.classes)
    for part in range(1, before.parts):
        (before.kept.directory / f"{before.name}.{part}").unlink(missing_ok=True)
        if before.kept.held is not None:
            before.kept.held.pop(f"{before.name}.{part}", None)


def _make_checksum(kept: Kept, name: str, data: bytes | memoryview) -> bytes:
    """Return a digest of a file's name and state, and the CRC of its content, which tells damage.

    A digest of the content would tell no more, as whoever writes the file can write that too.
    """
    crc = zlib.crc32(data).to_bytes(CRC_BYTES, "big")
    state = blake2b(kept.state, digest_size=32).digest()
    return blake2b(name.encode(), digest_size=CHECKSUM_BYTES - CRC_BYTES, key=state).digest() + crc
