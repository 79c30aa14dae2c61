"""Results of a query as a table for people or in a format for programs."""

from collections.abc import Mapping

import pyoxigraph as ox
from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from kg.errors import InputError
from kg.graph.iris import BASE, make_prefixes
from kg.graph.sparql import Results
from kg.graph.turtle import serialize_turtle

FORMATS = ("table", "csv", "tsv", "json", "xml", "ttl", "nt", "jsonld", "rdf")
_ROW_FORMATS = {
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
}


_GRAPH_FORMATS = {
    "nt": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdf": ox.RdfFormat.RDF_XML,
}


def serialize_results(results: Results, format: str, *, base: str = BASE) -> bytes:
    """Return the results in one of FORMATS but `table`: rows and yes/no in the first four, graphs in the others.

    Raises:
        InputError: the format does not hold this kind of result.
    """
    if isinstance(results, ox.QueryTriples):
        if format == "ttl":
            return serialize_turtle(sort_triples(results), base=base)
        if format not in _GRAPH_FORMATS:
            raise InputError(f"--format {format}: the query makes a graph; use ttl, {', '.join(_GRAPH_FORMATS)}")
        data = ox.serialize(sort_triples(results), format=_GRAPH_FORMATS[format])  # prefixes would come in any order
        return _end_line(data or b"")
    if format not in _ROW_FORMATS:
        raise InputError(f"--format {format}: the query makes rows; use table, {', '.join(_ROW_FORMATS)}")
    if isinstance(results, ox.QueryBoolean) and format in ("csv", "tsv"):
        return b"true\n" if results else b"false\n"  # the standard has no such form; pyoxigraph refuses
    return _end_line(results.serialize(format=_ROW_FORMATS[format]) or b"")


def _end_line(data: bytes) -> bytes:
    return data if data.endswith(b"\n") else data + b"\n"


def sort_triples(results: ox.QueryTriples) -> list[ox.Triple]:
    """Return the triples of a constructed graph, each once, in an order that does not depend on the store."""
    return sorted(set(results), key=lambda triple: (str(triple.subject), str(triple.predicate), str(triple.object)))


def make_table(results: Results, *, base: str = BASE) -> Table | str:
    """Return rows as a table of labels and short names, a yes/no in words, a graph as Turtle."""
    if isinstance(results, ox.QueryBoolean):
        return "yes" if results else "no"
    if isinstance(results, ox.QueryTriples):
        return serialize_results(results, "ttl", base=base).decode()
    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for variable in results.variables:
        table.add_column(variable.value, overflow="fold")
    prefixes = make_prefixes(base)
    for row in results:
        table.add_row(*(Text(shorten_term(term, prefixes)) for term in row))
    return table


def shorten_term(term: object, prefixes: Mapping[str, str]) -> str:
    """Return what a person reads: a literal's text, an IRI as prefixed name, nothing where there is none."""
    if term is None:
        return ""
    if isinstance(term, ox.NamedNode):
        for name, iri in prefixes.items():
            if term.value.startswith(iri) and "/" not in term.value[len(iri) :]:
                return f"{name}:{term.value[len(iri) :]}"
        return term.value
    return term.value if isinstance(term, ox.Literal) else str(term)
