"""Our graph and our store through rdflib's API, for those who use the package from Python.

Its own module because importing rdflib takes longer than most commands of kg.
"""

from functools import cache
from pathlib import Path

import pyoxigraph as ox
import rdflib
from oxrdflib import OxigraphStore

from kg.graph.iris import BASE, make_prefixes
from kg.graph.rdf import make_triples
from kg.graph.store import find_base, open_store
from kg.model import KnowledgeGraph


def to_rdflib(graph: KnowledgeGraph, *, base: str = BASE) -> rdflib.Graph:
    """Return the graph as an rdflib graph with our prefixes bound."""
    rdf = rdflib.Graph()
    for name, iri in make_prefixes(base).items():
        rdf.bind(name, iri, replace=True)
    for subject, predicate, value in make_triples(graph, base=base):
        rdf.add((rdflib.URIRef(subject.value), rdflib.URIRef(predicate.value), _make_rdflib(value)))
    return rdf


def open_rdflib(directory: Path) -> rdflib.Dataset:
    """Open the store of a build as an rdflib dataset for reading; it answers SPARQL as fast as the store does.

    Raises:
        InputError: there is no store.
    """
    store = open_store(directory)
    rdf = rdflib.Dataset(store=OxigraphStore(store=store))
    for name, iri in make_prefixes(find_base(store)).items():
        rdf.bind(name, iri, replace=True)
    return rdf


def _make_rdflib(term: ox.NamedNode | ox.Literal) -> rdflib.URIRef | rdflib.Literal:
    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    return rdflib.Literal(term.value, datatype=_make_datatype(term.datatype.value))


@cache
def _make_datatype(iri: str) -> rdflib.URIRef | None:
    return None if iri == str(rdflib.XSD.string) else rdflib.URIRef(iri)
