"""What a graph tells in, its Turtle file and its store's new generation out: those of the last build with what changed.

A store is known by the name that RocksDB gives it, which its copies alone share, and the number of its generation: what
a build keeps says which store holds what it wrote. If that is still the current one, a copy (links to files that never
change) takes the difference; in any other case the store is made from nothing. So is the file, if it isn't as it was
written.
"""

from array import array
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from pathlib import Path
from zlib import crc32

import pyoxigraph as ox

from kg.contents import DIGEST_BYTES
from kg.graph.background import make_relations
from kg.graph.blocks import Block, make_blocks
from kg.graph.conclusions import find_conclusions
from kg.graph.inference import Relation
from kg.graph.rdf import Telling, make_context
from kg.graph.splice import TurtleFile, cut_blocks, make_empty, splice_blocks
from kg.graph.store import STORE, load_vocabulary_quads, open_gate, write_generation
from kg.kept import Kept, load_kept, save_kept
from kg.model import KnowledgeGraph

KEPT = "turtle"
TURTLE = "graph.ttl"
NAME = "IDENTITY"  # the file in which RocksDB writes a database's own name


@dataclass(frozen=True, slots=True)
class Written:
    """A Turtle file, what follows from it, and the name of the store that holds both (empty: none is known)."""

    file: TurtleFile
    conclusions: Set[Relation[str]] = frozenset()
    store: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """What was written, what is to be, and their difference: digests of what is told no more, and new blocks."""

    before: Written
    now: Written
    gone: Set[bytes]
    new: Sequence[Block]


def find_change(graph: KnowledgeGraph, tellings: Mapping[bytes, Telling], before: Written, *, base: str) -> Change:
    """Return what changes with a graph; `tellings` are its own (`digest_tellings`).

    Raises:
        KgError: a fact uses an entity, property, metric, class or role that isn't there.
    """
    known = set(before.file.names)
    missing = {name: telling for name, telling in tellings.items() if name not in known}
    new = make_blocks(missing, make_context(graph, base))
    gone = known.difference(tellings)
    now = Written(splice_blocks(before.file, gone, new), find_conclusions(tellings.values()))
    return Change(before, now, gone, new)


def write_change(change: Change, directory: Path, *, base: str, gate: Callable[[], None] = open_gate) -> Written:
    """Write the store's new generation; return what it holds, by its name.

    Raises:
        InputError: another process is writing one.
    """
    if change.before.store and change.before.store == read_name(directory):
        write_generation(directory, lambda store: _apply(store, change, base), copied=True, gate=gate)
    else:
        write_generation(directory, lambda store: _fill(store, change.now, base), gate=gate)
    return replace(change.now, store=read_name(directory))


def _apply(store: ox.Store, change: Change, base: str) -> None:
    before, now = change.before.conclusions, change.now.conclusions
    gone = ox.parse(cut_blocks(change.before.file, change.gone), format=ox.RdfFormat.TURTLE)
    for quad in (*gone, *make_relations(before - now, base)):
        store.remove(quad)
    turtle = b"".join((make_empty(base).data, *(turtle for _, _, turtle in change.new)))
    store.load(turtle, format=ox.RdfFormat.TURTLE)
    store.extend(make_relations(now - before, base))


def _fill(store: ox.Store, now: Written, base: str) -> None:
    """Load all at once, as TriG: what is added to two loads makes RocksDB put them together."""
    graphs = ox.serialize([*make_relations(now.conclusions, base), *load_vocabulary_quads()], format=ox.RdfFormat.TRIG)
    store.bulk_load(now.file.data + (graphs or b""), ox.RdfFormat.TRIG)


def read_name(directory: Path) -> str:
    """Return the name of the current store with the number of its generation, empty if there is none."""
    place = (directory / STORE).resolve()
    try:
        return f"{(place / NAME).read_text(encoding='utf-8')} {place.name}"
    except (OSError, UnicodeDecodeError):
        return ""


def load_written(kept: Kept | None, directory: Path, *, base: str) -> Written:
    """Return what the last build wrote for a base, nothing if its Turtle file is not the one in the directory."""
    found = load_kept(_cut_to_base(kept, base), KEPT) if kept else None
    try:
        data = (directory / TURTLE).read_bytes() if found else b""
    except OSError:
        found = None
    if found is None or found[0] != crc32(data):
        return Written(make_empty(base))
    _, keys, names, sizes, conclusions, store = found
    cut = [names[start : start + DIGEST_BYTES] for start in range(0, len(names), DIGEST_BYTES)]
    return Written(TurtleFile(data, keys.split("\n"), cut, array("I", sizes)), frozenset(conclusions), store)


def save_written(kept: Kept | None, written: Written, *, base: str) -> None:
    """Keep for the next build what this one wrote, but for its Turtle file, which is to be in place then."""
    if kept is None:
        return
    file = written.file
    blocks = ("\n".join(file.keys), b"".join(file.names), array("I", file.sizes).tobytes())
    value = (crc32(file.data), *blocks, sorted(written.conclusions), written.store)
    save_kept(_cut_to_base(kept, base), KEPT, value)


def _cut_to_base(kept: Kept, base: str) -> Kept:
    return replace(kept, state=kept.state + base.encode())
