"""What an export is, and the list of them: a module of this package registers one function with `@register`."""

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import networkx as nx  # type: ignore[import-untyped]
import pyoxigraph as ox

from kg.errors import InputError
from kg.exports.network import to_networkx
from kg.graph.files import write_whole
from kg.graph.inference import INFERRED
from kg.graph.rdf import sort_triples
from kg.graph.read import read_quads
from kg.graph.store import find_base
from kg.model import KnowledgeGraph


class Source:
    """A graph to export, in the forms that exports ask for, each made once."""

    def __init__(self, store: ox.Store) -> None:
        self.store = store

    @cached_property
    def base(self) -> str:
        """The IRI that the graph's identifiers begin with."""
        return find_base(self.store)

    @cached_property
    def quads(self) -> list[ox.Quad]:
        """What is asserted, sorted."""
        return _sort(self.store.quads_for_pattern(None, None, None, ox.DefaultGraph()), self.base)

    @cached_property
    def inferred(self) -> list[ox.Quad]:
        """What follows, in its own graph, sorted."""
        return _sort(self.store.quads_for_pattern(None, None, None, INFERRED), self.base)

    @cached_property
    def graph(self) -> KnowledgeGraph:
        """What is asserted, as our own objects."""
        return read_quads(self.quads, base=self.base)

    @cached_property
    def network(self) -> "nx.MultiDiGraph[str]":
        """The graph as nodes and edges with attributes."""
        return to_networkx(self.graph)


Make = Callable[[Source], tuple[bytes, ...]]


@dataclass(frozen=True, slots=True)
class Export:
    """A format: what `make` returns are the contents of one file for each suffix."""

    name: str
    help: str
    suffixes: tuple[str, ...]
    make: Make


_EXPORTS: dict[str, Export] = {}


def register(name: str, *suffixes: str, help: str) -> Callable[[Make], Make]:
    """Register the function below as the export `name`."""

    def add(make: Make) -> Make:
        _EXPORTS[name] = Export(name, help, suffixes, make)
        return make

    return add


@cache
def load_exports() -> Mapping[str, Export]:
    """Return the exports by name, sorted; importing the modules of this package registers them."""
    package = importlib.import_module("kg.exports")
    for module in pkgutil.iter_modules(package.__path__):
        importlib.import_module(f"kg.exports.{module.name}")
    return dict(sorted(_EXPORTS.items()))


def find_export(name: str) -> Export:
    """Return the export of this name.

    Raises:
        InputError: there is none; the message lists those there are.
    """
    exports = load_exports()
    if name not in exports:
        raise InputError(f"--format {name}: no such export; use {', '.join(exports)}")
    return exports[name]


def write_export(store: ox.Store, name: str, path: Path) -> list[Path]:
    """Write a store in the format `name` and return the files written, each whole or not at all.

    A format of several files adds its suffixes to `path`: graph → graph-nodes.csv, graph-relationships.csv.
    """
    export = find_export(name)
    contents = export.make(Source(store))
    several = len(export.suffixes) > 1
    paths = [path.with_name(f"{path.stem}{suffix}") for suffix in export.suffixes] if several else [path]
    for place, content in zip(paths, contents, strict=True):
        write_whole(place, content)
    return paths


def _sort(quads: Iterable[ox.Quad], base: str) -> list[ox.Quad]:
    graphs = {}
    for quad in quads:
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode | ox.Literal):
            graphs[quad.subject, quad.predicate, quad.object] = quad.graph_name
    return [ox.Quad(*triple, graphs[triple]) for triple in sort_triples(graphs, base=base)]
