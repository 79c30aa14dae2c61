"""Two results in, whether they are the same out: rows in any order, blank nodes by their place, numbers by their value.

Rows become a graph, so that one algorithm (RDFC-1.0) tells alike results from others, whatever their blank nodes are
called.
"""

import csv
import io
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

import pyoxigraph as ox

from kg.ontology.vocabulary import XSD

RESULTS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
FORMATS = {
    ".srx": ox.QueryResultsFormat.XML,
    ".srj": ox.QueryResultsFormat.JSON,
    ".tsv": ox.QueryResultsFormat.TSV,
    ".csv": ox.QueryResultsFormat.CSV,
}
_NUMBERS = frozenset(XSD + name for name in ("integer", "decimal", "double", "float", "int", "long", "byte", "short"))
_TRUTHS = {"1": "true", "0": "false"}
_COUNT, _VARIABLE = ox.NamedNode("urn:count"), "urn:variable:"

_BINDINGS = "SELECT ?row ?name ?value { ?row rs:binding [ rs:variable ?name ; rs:value ?value ] }"

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


def are_same(found: bytes, expected: bytes, suffix: str) -> bool:
    """Return whether two results, in the format of files with this suffix, are the same."""
    if suffix == ".ttl" and RESULTS.encode() in expected:
        return _parse_results(found, ".srx") == _read_result_set(expected)
    if suffix == ".ttl":
        return _canonicalize(_parse_graph(found)) == _canonicalize(_parse_graph(expected))
    if suffix == ".csv":
        return _read_csv(found) == _read_csv(expected)
    return _parse_results(found, suffix) == _parse_results(expected, suffix)


def _parse_graph(data: bytes) -> list[ox.Quad]:
    return [
        ox.Quad(quad.subject, quad.predicate, _normalize(quad.object))
        for quad in ox.parse(data, format=ox.RdfFormat.TURTLE, base_iri="urn:base")
    ]


def _canonicalize(quads: Iterable[ox.Quad]) -> frozenset[ox.Quad]:
    dataset = ox.Dataset(quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return frozenset(dataset)


def _read_csv(data: bytes) -> tuple[frozenset[str], Counter[frozenset[tuple[str, str]]]]:
    """Return columns and rows, in any order; CSV tells no IRI from a text, and its blank nodes are alike here."""
    head, *rows = csv.reader(io.StringIO(data.decode("utf-8"), newline=""))
    cells = ([_normalize_cell(cell) for cell in row] for row in rows)
    return frozenset(head), Counter(frozenset(zip(head, row, strict=True)) for row in cells)


def _normalize_cell(cell: str) -> str:
    return "_:" if cell.startswith("_:") else _write_number(cell)


def _write_number(text: str) -> str:
    try:
        return str(Decimal(text).normalize() + 0)
    except InvalidOperation:
        return text


def _parse_results(data: bytes, suffix: str) -> object:
    results = ox.parse_query_results(data, format=FORMATS[suffix])
    if isinstance(results, ox.QueryBoolean):
        return bool(results)
    names = [variable.value for variable in results.variables]
    rows = ([(name, row[name]) for name in names if row[name] is not None] for row in results)
    return _make_result(names, rows)


def _read_result_set(data: bytes) -> object:
    """Return the rows of a result that is written as a graph."""
    graph = ox.Store()
    graph.load(data, ox.RdfFormat.TURTLE, base_iri="urn:base")
    variables = graph.quads_for_pattern(None, ox.NamedNode(RESULTS + "resultVariable"), None)
    rows = []
    for solution in graph.quads_for_pattern(None, ox.NamedNode(RESULTS + "solution"), None):
        found = graph.query(_BINDINGS, prefixes={"rs": RESULTS}, substitutions={ox.Variable("row"): solution.object})
        assert isinstance(found, ox.QuerySolutions)
        rows.append([(_read_text(row["name"]), row["value"]) for row in found])
    return _make_result([_read_text(quad.object) for quad in variables], rows)


def _read_text(term: Term | None) -> str:
    assert isinstance(term, ox.Literal)
    return term.value


def _make_result(names: Iterable[str], rows: Iterable[Iterable[tuple[str, Term]]]) -> object:
    counted = Counter(
        tuple(sorted(((name, _normalize(term)) for name, term in row), key=lambda each: each[0])) for row in rows
    )
    return frozenset(names), _canonicalize(_make_quads(counted))


def _make_quads(rows: Counter[tuple[tuple[str, Term], ...]]) -> Iterable[ox.Quad]:
    """Yield a node for each row with its values and how often it stands there."""
    for row, count in rows.items():
        node = ox.BlankNode()
        yield ox.Quad(node, _COUNT, ox.Literal(count))
        for name, term in row:
            yield ox.Quad(node, ox.NamedNode(_VARIABLE + name), term)


def _normalize(term: Term) -> Term:
    """Return a number or truth value in one way of writing; the standard lets an engine write 1.0 as 1."""
    if isinstance(term, ox.Literal) and term.datatype.value in _NUMBERS:
        return ox.Literal(_write_number(term.value), datatype=term.datatype)
    if isinstance(term, ox.Literal) and term.datatype.value == XSD + "boolean":
        return ox.Literal(_TRUTHS.get(term.value, term.value), datatype=term.datatype)
    return term
