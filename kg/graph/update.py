"""Blocks of Turtle in, the store's new generation out: the one before with what changed, where it is known exactly.

A store is known by the name that RocksDB gives it, which no other has: what a build keeps says which store its blocks
went into. If that is still the current one, a copy (links to files that never change) takes the difference; in any
other case the store is made from nothing.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg.graph.blocks import Blocks, write_file
from kg.graph.inference import INFERRED
from kg.graph.store import STORE, load_vocabulary_quads, open_gate, write_generation
from kg.kept import Kept, load_kept, save_kept

KEPT = "turtle"
NAME = "IDENTITY"  # the file in which RocksDB writes a database's own name


@dataclass(frozen=True, slots=True)
class Written:
    """Blocks, and the name of the store that holds them (empty: none does)."""

    blocks: Blocks
    store: str


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
        old = _parse((before.blocks[name] for name in before.blocks.keys() - blocks.keys()), base)
        new = _parse((blocks[name] for name in blocks.keys() - before.blocks.keys()), base)
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


def load_written(kept: Kept | None, base: str) -> Written | None:
    """Return what the last build wrote with the same code, data and base, None if that isn't known."""
    found = load_kept(kept, KEPT)
    if found is None:
        return None
    last, store, blocks = found
    return Written(blocks, store) if last == base else None


def save_written(kept: Kept | None, base: str, written: Written) -> None:
    """Keep for the next build what this one wrote."""
    save_kept(kept, KEPT, (base, written.store, dict(written.blocks)))
