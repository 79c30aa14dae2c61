"""Blocks of Turtle in, the store's new generation out: the one before with what changed, where it is known exactly.

A store is known by the name that RocksDB gives it, which no other has: what a build keeps says which store its blocks
went into. If that is still the current one, a copy (links to files that never change) takes the difference; in any
other case the store is made from nothing.
"""

from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg.contents import DIGEST_BYTES
from kg.graph.blocks import Blocks, write_file
from kg.graph.inference import INFERRED
from kg.graph.store import STORE, load_vocabulary_quads, open_gate, write_generation
from kg.kept import Kept, KeptMap, load_kept, load_map, save_kept, save_map

KEPT, HELD = "turtle", "held"
NAME = "IDENTITY"  # the file in which RocksDB writes a database's own name


@dataclass(frozen=True, slots=True)
class Written:
    """What builds before wrote: blocks, those that a store holds, and its name (empty: none is known)."""

    blocks: Blocks
    held: Set[bytes]
    store: str
    map: KeptMap | None = None


def write_blocks(
    blocks: Blocks,
    conclusions: Sequence[ox.Quad],
    directory: Path,
    *,
    base: str,
    before: Written | None = None,
    gate: Callable[[], None] = open_gate,
) -> str:
    """Write the store of blocks and what follows from them as a new generation; return the store's name.

    Raises:
        InputError: another process is writing one.
    """
    if before is not None and before.store and before.store == read_name(directory):
        old = _parse((before.blocks[name] for name in before.held - blocks.keys()), base)
        new = _parse((blocks[name] for name in blocks.keys() - before.held), base)
        write_generation(directory, lambda store: _apply(store, old, new, set(conclusions)), copied=True, gate=gate)
    else:
        write_generation(directory, lambda store: _fill(store, _join(blocks.values(), base), conclusions), gate=gate)
    return read_name(directory)


def _apply(store: ox.Store, old: set[ox.Quad], new: set[ox.Quad], conclusions: set[ox.Quad]) -> None:
    inferred = set(store.quads_for_pattern(None, None, None, INFERRED))
    for quad in (*(old - new), *(inferred - conclusions)):
        store.remove(quad)
    store.extend([*(new - old), *(conclusions - inferred)])


def _fill(store: ox.Store, turtle: bytes, conclusions: Sequence[ox.Quad]) -> None:
    store.bulk_load(turtle, ox.RdfFormat.TURTLE)
    store.bulk_extend([*conclusions, *load_vocabulary_quads()])


def read_name(directory: Path) -> str:
    """Return the name of the current store, empty if there is none."""
    try:
        return (directory / STORE / NAME).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


def _parse(groups: Iterable[Iterable[tuple[int, str, bytes]]], base: str) -> set[ox.Quad]:
    return set(ox.parse(_join(groups, base), format=ox.RdfFormat.TURTLE))


def _join(groups: Iterable[Iterable[tuple[int, str, bytes]]], base: str) -> bytes:
    return write_file((body for group in groups for _, _, body in group), base=base)


def load_written(kept: Kept | None, base: str) -> Written:
    """Return the blocks that are kept for a base, and which of them the store of the last build holds."""
    if kept is None:
        return Written({}, frozenset(), "", None)
    blocks = load_map(_cut_to_base(kept, base), KEPT)
    store, names = load_kept(_cut_to_base(kept, base), HELD) or ("", b"")
    held = frozenset(names[start : start + DIGEST_BYTES] for start in range(0, len(names), DIGEST_BYTES))
    return Written(blocks.items, held, store if held <= blocks.items.keys() else "", blocks)


def save_written(kept: Kept | None, base: str, before: Written, blocks: Blocks, store: str) -> None:
    """Keep for the next build the blocks of this one, and that the store of a name holds them."""
    if kept is None or before.map is None:
        return
    save_map(before.map, blocks)
    save_kept(_cut_to_base(kept, base), HELD, (store, b"".join(blocks)))


def _cut_to_base(kept: Kept, base: str) -> Kept:
    return Kept(kept.directory, kept.state + base.encode())
