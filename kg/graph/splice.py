"""A Turtle file and what changes in it in, the file after that out: what stays is copied in whole runs."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import accumulate
from operator import itemgetter

from kg.graph.blocks import Block
from kg.graph.iris import make_prefixes
from kg.graph.serialize import write_prefixes


@dataclass(frozen=True, slots=True)
class TurtleFile:
    """A Turtle file with, for each of its blocks in their order, key, digest of what it tells, and size in bytes."""

    data: bytes
    keys: Sequence[str] = ()
    names: Sequence[bytes] = ()
    sizes: Sequence[int] = ()


def make_empty(base: str) -> TurtleFile:
    """Return the file without any block."""
    return TurtleFile(write_prefixes(make_prefixes(base)))


def cut_blocks(file: TurtleFile, names: Set[bytes]) -> bytes:
    """Return the Turtle of the blocks that tell what has one of these digests."""
    starts = _find_starts(file)
    places = [number for number, name in enumerate(file.names) if name in names]
    return b"".join([file.data[: starts[0]], *(file.data[starts[place] : starts[place + 1]] for place in places)])


def splice_blocks(file: TurtleFile, gone: Set[bytes], new: Sequence[Block]) -> TurtleFile:
    """Return the file without the blocks that tell what is gone, and with new ones, sorted, each in its place."""
    starts, view = _find_starts(file), memoryview(file.data)
    data: list[bytes | memoryview] = [view[: starts[0]]]
    keys: list[str] = []
    names: list[bytes] = []
    sizes: list[int] = []
    for start, end, block in _list_edits(file, gone, new):
        if start < end:
            data.append(view[starts[start] : starts[end]])
            keys += file.keys[start:end]
            names += file.names[start:end]
            sizes += file.sizes[start:end]
        if block is not None:
            key, name, turtle = block
            data.append(turtle)
            keys.append(key)
            names.append(name)
            sizes.append(len(turtle))
    return TurtleFile(b"".join(data), keys, names, sizes)


def _list_edits(file: TurtleFile, gone: Set[bytes], new: Sequence[Block]) -> Iterator[tuple[int, int, Block | None]]:
    """Yield runs of blocks that stay, as (start, end), each with the new block that follows it, if one does."""
    edits: list[tuple[int, Block | None]] = [(bisect_left(file.keys, block[0]), block) for block in new]
    edits += [(number, None) for number, name in enumerate(file.names) if name in gone]
    at = 0
    for place, block in sorted(edits, key=itemgetter(0)):  # stable: what is new comes before what it replaces
        yield at, place, block
        at = place if block else place + 1
    yield at, len(file.keys), None


def _find_starts(file: TurtleFile) -> list[int]:
    return list(accumulate(file.sizes, initial=len(file.data) - sum(file.sizes)))
