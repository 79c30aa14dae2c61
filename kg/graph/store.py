"""The store on disk, DIR/store: built beside its place and swapped in whole, opened for reading only.

Asserted triples are its default graph, conclusions the graph `kg:inferred`, the vocabulary the graph `kg:vocabulary`.
A folder can't be renamed onto a full one, so the swap is two renames; what a kill leaves between them is `store.old`,
which the next reader or writer takes up.
"""

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox

from kg.errors import InputError
from kg.graph.background import make_background
from kg.graph.inference import infer_quads
from kg.graph.iris import BASE
from kg.graph.rdf import make_quads
from kg.model import KnowledgeGraph
from kg.ontology.paths import find_ontology
from kg.ontology.vocabulary import KG, RDF

VOCABULARY = ox.NamedNode(KG + "vocabulary")
STORE = "store"
RDF_SUFFIXES = (".ttl", ".nt", ".nq", ".trig", ".jsonld", ".rdf", ".n3")


def write_store(graph: KnowledgeGraph, directory: Path, *, infer: bool = True, base: str = BASE) -> None:
    """Write the graph to the store in `directory`, replacing what was there, whole or not at all."""
    write_quads(make_quads(graph, base=base), directory, infer=infer)


def write_quads(quads: Iterable[ox.Quad], directory: Path, *, infer: bool = True) -> None:
    """Write triples to the store in `directory`; `infer` adds what follows from them."""
    place, new, old = directory / STORE, directory / f"{STORE}.new", directory / f"{STORE}.old"
    directory.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(new, ignore_errors=True)
    store = ox.Store(str(new))
    for part in list_parts(quads, infer=infer):
        store.bulk_extend(part)
    store.flush()
    del store  # releases the lock that a rename would carry along
    _restore(directory)
    if place.exists():
        shutil.rmtree(old, ignore_errors=True)
        os.rename(place, old)
    os.rename(new, place)
    shutil.rmtree(old, ignore_errors=True)


def list_parts(quads: Iterable[ox.Quad], *, infer: bool) -> list[list[ox.Quad]]:
    """Return what a store holds of these triples: them, what follows from them and the gazetteer, the vocabulary."""
    asserted = list(quads)
    background = make_background(asserted, base=_find_base(asserted)) if infer else []
    conclusions = infer_quads([*asserted, *background]) if infer else []
    return [asserted, background + conclusions, load_vocabulary_quads()]


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
        raise InputError(f"{path}: not readable as {format.name} ({' '.join(str(error).split())})") from error
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
    _restore(directory)
    place = directory / STORE
    if not place.is_dir():
        raise InputError(f"{directory}: no store there; `kg build -o {directory}` makes one, or name an RDF file")
    try:
        return ox.Store.read_only(str(place))
    except OSError as error:
        raise InputError(f"{place}: not readable as a store ({error}); `kg build` makes it anew") from error


def _restore(directory: Path) -> None:
    place, old = directory / STORE, directory / f"{STORE}.old"
    if old.is_dir() and not place.exists():
        os.rename(old, place)


def find_base(store: ox.Store) -> str:
    """Return the base that a graph's IRIs were made with; the usual one if the graph has no entity."""
    kind, entity = ox.NamedNode(RDF + "type"), ox.NamedNode(KG + "Entity")
    return _find_base(store.quads_for_pattern(None, kind, entity, ox.DefaultGraph()))


def _find_base(quads: Iterable[ox.Quad]) -> str:
    for quad in quads:
        if isinstance(quad.subject, ox.NamedNode) and "/entity/" in quad.subject.value:
            return quad.subject.value.rpartition("/entity/")[0] + "/"
    return BASE
