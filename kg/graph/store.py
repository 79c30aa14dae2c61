"""The store on disk: DIR/store leads to a generation in DIR/.store; each build makes a new one and turns the link.

Asserted triples are its default graph, conclusions the graph `kg:inferred`, the vocabulary the graph `kg:vocabulary`.
A generation never changes: RocksDB opens files by name long after it was opened itself, so a reader of a folder that is
swapped under it would mix two stores. The generation before stays for those who still read it, until the next build.
"""

import os
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

import pyoxigraph as ox

from kg.errors import InputError
from kg.graph.conclusions import list_conclusions
from kg.graph.iris import BASE
from kg.graph.rdf import make_quads
from kg.model import KnowledgeGraph
from kg.ontology.paths import find_ontology
from kg.ontology.vocabulary import KG, RDF

VOCABULARY = ox.NamedNode(KG + "vocabulary")
STORE, GENERATIONS, NEW = "store", ".store", "new"
RDF_SUFFIXES = (".ttl", ".nt", ".nq", ".trig", ".jsonld", ".rdf", ".n3")


def write_store(graph: KnowledgeGraph, directory: Path, *, infer: bool = True, base: str = BASE) -> None:
    """Write the graph to the store in `directory`, replacing what was there, whole or not at all."""
    write_quads(make_quads(graph, base=base), directory, infer=infer)


def write_quads(quads: Iterable[ox.Quad], directory: Path, *, infer: bool = True) -> None:
    """Write triples to the store in `directory`; `infer` adds what follows from them."""
    write_parts(list_parts(quads, infer=infer), directory)


def write_parts(parts: Iterable[Iterable[ox.Quad]], directory: Path) -> None:
    """Write quads as the new generation of the store in `directory`, whole or not at all.

    Raises:
        InputError: another process is writing one.
    """

    def fill(store: ox.Store) -> None:
        for part in parts:
            store.bulk_extend(part)

    write_generation(directory, fill)


def open_gate() -> None:
    """Let a new generation through as soon as it is written."""


def write_generation(
    directory: Path,
    fill: Callable[[ox.Store], None],
    *,
    copied: bool = False,
    gate: Callable[[], None] = open_gate,
) -> None:
    """Make a new generation by filling an empty store, or a copy of the current one, whole or not at all.

    It becomes the current one once `gate` has returned; if that raises, it never does.

    Raises:
        InputError: another process is writing one.
    """
    home, link = directory / GENERATIONS, directory / STORE
    home.mkdir(parents=True, exist_ok=True)
    _clear_new(home / NEW)
    if copied:
        open_store(directory).backup(str(home / NEW))  # links to files that never change
    store = _open_new(home / NEW)
    fill(store)
    store.flush()
    gate()
    del store  # releases the lock, which lies in the folder to be renamed
    before = link.resolve().name if link.is_symlink() else ""
    current = str(max((int(entry.name) for entry in home.iterdir() if entry.name.isdecimal()), default=0) + 1)
    os.rename(home / NEW, home / current)
    _turn_link(link, Path(GENERATIONS) / current)
    for entry in home.iterdir():
        if entry.name not in (NEW, before, current):
            shutil.rmtree(entry)


def _turn_link(link: Path, target: Path) -> None:
    """Make `link` lead to `target`: at every moment to the one before or to this one."""
    turned = link.with_name(f".{link.name}.partial")
    turned.unlink(missing_ok=True)
    turned.symlink_to(target, target_is_directory=True)
    if link.is_dir() and not link.is_symlink():  # a copy that followed the link
        shutil.rmtree(link)
    os.replace(turned, link)


def _clear_new(new: Path) -> None:
    """Clear away what a killed build left there."""
    if not new.exists():
        return
    try:
        ox.Store(str(new))
    except OSError as error:  # killed before it was a store, unless somebody is at work there
        _check_lock(new, error)
    shutil.rmtree(new)


def _open_new(new: Path) -> ox.Store:
    try:
        return ox.Store(str(new))
    except OSError as error:
        _check_lock(new, error)
        raise


def _check_lock(new: Path, error: OSError) -> None:
    if "lock" in str(error).lower():
        raise InputError(f"{new.parent.parent}: another process is writing this store; wait for it to end") from error


def list_parts(quads: Iterable[ox.Quad], *, infer: bool) -> list[list[ox.Quad]]:
    """Return what a store holds of these triples: them, what follows from them and the gazetteer, the vocabulary."""
    asserted = list(quads)
    conclusions = list_conclusions(asserted, base=_find_base(asserted)) if infer else []
    return [asserted, conclusions, load_vocabulary_quads()]


def load_vocabulary_quads() -> list[ox.Quad]:
    """Return the triples of `kg.ttl` as the graph `kg:vocabulary`."""
    path = find_ontology() / "kg.ttl"
    found = ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)
    return [ox.Quad(quad.subject, quad.predicate, quad.object, VOCABULARY) for quad in found]


def load_store(path: Path, *, infer: bool = True, base: str = BASE) -> ox.Store:
    """Return an RDF file as a store in memory, with what follows from it and, if it speaks our vocabulary, that too.

    Raises:
        InputError: the file is missing, of an unknown kind, or malformed.
    """
    format = ox.RdfFormat.from_extension(path.suffix.lstrip("."))
    if format is None:
        raise InputError(f"{path}: no RDF file; use {', '.join(RDF_SUFFIXES)}")
    store = ox.Store()
    try:
        with path.open("rb") as file:
            store.bulk_load(file, format, base_iri=base)
    except (OSError, SyntaxError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else " ".join(str(error).split())
        raise InputError(f"{path}: not readable as {format.name} ({reason})") from error
    asserted = list(store.quads_for_pattern(None, None, None, ox.DefaultGraph()))
    if any(quad.predicate.value.startswith(KG) for quad in asserted):
        for part in list_parts(asserted, infer=infer)[1:]:
            store.bulk_extend(part)
    return store


def open_store(directory: Path) -> ox.Store:
    """Open the store of a build for reading.

    Raises:
        InputError: there is none, or it can't be read.
    """
    place = find_store(directory)
    while True:
        try:
            return ox.Store.read_only(str(place))
        except OSError as error:
            tried, place = place, find_store(directory)
            if place == tried:
                raise InputError(f"{place}: not readable as a store ({error}); `kg build` makes it anew") from error


def find_store(directory: Path) -> Path:
    """Return the folder of the current generation; its content never changes, the next build has another.

    Raises:
        InputError: there is none.
    """
    place = (directory / STORE).resolve()
    if not place.is_dir():
        raise InputError(f"{directory}: no store there; `kg build -o {directory}` makes one, or name an RDF file")
    return place


def find_base(store: ox.Store) -> str:
    """Return the base that a graph's IRIs were made with; the usual one if the graph has no entity."""
    kind, entity = ox.NamedNode(RDF + "type"), ox.NamedNode(KG + "Entity")
    return _find_base(store.quads_for_pattern(None, kind, entity, ox.DefaultGraph()))


def _find_base(quads: Iterable[ox.Quad]) -> str:
    for quad in quads:
        if isinstance(quad.subject, ox.NamedNode) and "/entity/" in quad.subject.value:
            return quad.subject.value.rpartition("/entity/")[0] + "/"
    return BASE
