"""Results in each format, read back by a reader of that format."""

import csv
import io
import json

import pyoxigraph as ox
import pytest
from rich.console import Console

from kg.cli.query import ResultFormat
from kg.errors import InputError
from kg.graph.results import FORMATS, make_table, serialize_results
from kg.graph.sparql import run_query

SELECT = (
    "SELECT ?name ?en { ?c kg:ticker ?t ; skos:prefLabel ?name FILTER(LANG(?name) = 'zh') OPTIONAL { ?c kg:no ?en } }"
)


def show(memory: ox.Store, query: str) -> str:
    console = Console(file=io.StringIO(), width=200)
    console.print(make_table(run_query(memory, query)))
    return console.file.getvalue()  # type: ignore[attr-defined]


def test_rows_as_csv_and_json_read_back(memory):
    text = serialize_results(run_query(memory, SELECT), "csv").decode()
    assert list(csv.DictReader(io.StringIO(text))) == [{"name": "星火电器", "en": ""}]
    (row,) = json.loads(serialize_results(run_query(memory, SELECT), "json"))["results"]["bindings"]
    assert row == {"name": {"type": "literal", "value": "星火电器", "xml:lang": "zh"}}


@pytest.mark.parametrize("format", ["json", "xml", "tsv"])
def test_rows_read_back_with_pyoxigraph(memory, format):
    data = serialize_results(run_query(memory, SELECT), format)
    rows = list(
        ox.parse_query_results(
            data, format=ox.QueryResultsFormat.from_extension({"xml": "srx", "json": "srj"}.get(format, format))
        )
    )
    assert [row["name"] for row in rows] == [ox.Literal("星火电器", language="zh")]


@pytest.mark.parametrize(
    ("format", "expected"), [("csv", "true"), ("tsv", "true"), ("json", '"boolean":true'), ("xml", "<boolean>true")]
)
def test_yes_or_no(memory, format, expected):
    assert expected in serialize_results(run_query(memory, "ASK { ?c a kg:Company }"), format).decode()


def test_a_graph_comes_as_sorted_turtle_with_prefixes(memory):
    query = "CONSTRUCT { ?c skos:prefLabel ?l } { ?c a kg:Organization ; skos:prefLabel ?l }"
    data = serialize_results(run_query(memory, query), "ttl")
    assert data == serialize_results(run_query(memory, query), "ttl")
    assert (
        "entity:xinghuo skos:prefLabel" in data.decode() and len(list(ox.parse(data, format=ox.RdfFormat.TURTLE))) == 5
    )
    described = serialize_results(run_query(memory, "DESCRIBE entity:xinghuo"), "ttl").decode()
    assert 'kg:ticker "SZSE:000999"' in described


@pytest.mark.parametrize(
    ("format", "reader"),
    [("nt", ox.RdfFormat.N_TRIPLES), ("jsonld", ox.RdfFormat.JSON_LD), ("rdf", ox.RdfFormat.RDF_XML)],
)
def test_a_graph_reads_back_in_each_format(memory, format, reader):
    query = "CONSTRUCT { ?f ?p ?o } WHERE { ?f kg:status kg:planned ; ?p ?o }"
    data = serialize_results(run_query(memory, query), format)
    assert data == serialize_results(run_query(memory, query), format)
    found = {quad.triple for quad in ox.parse(data, format=reader)}
    assert found == set(run_query(memory, query)) and found


@pytest.mark.parametrize(
    ("query", "format"), [(SELECT, "ttl"), ("CONSTRUCT WHERE { ?a ?b ?c }", "csv"), ("ASK {}", "ttl")]
)
def test_a_format_that_cannot_hold_the_result_is_refused(memory, query, format):
    with pytest.raises(InputError, match=f"--format {format}: the query makes"):
        serialize_results(run_query(memory, query), format)


def test_the_table_shows_short_names_and_lines_up_chinese(memory):
    lines = show(memory, "SELECT ?c ?l { ?c a kg:Place ; skos:prefLabel ?l } ORDER BY ?l").splitlines()
    assert lines[0].split() == ["c", "l"]
    assert [line.split() for line in lines[2:]] == [["entity:yuenan", "Vietnam"], ["entity:yuenan", "越南"]]
    wide = show(memory, "SELECT ?a ?b { VALUES (?a ?b) { ('越南' 'x') ('abcd' 'x') } }").splitlines()[2:]
    assert wide[0].index("x") + 2 == wide[1].index("x")  # two Chinese characters take the room of four letters


def test_the_table_takes_nothing_for_markup(memory):
    assert "[red]甲[/red]" in show(memory, "SELECT ?a { VALUES ?a { '[red]甲[/red]' } }")


def test_the_table_says_yes_or_no_and_shows_graphs(memory):
    assert show(memory, "ASK { ?c a kg:Company }").strip() == "yes"
    assert "entity:yuenan a kg:Country" in show(memory, "DESCRIBE entity:yuenan")


def test_formats_are_those_of_the_command():
    assert tuple(format.value for format in ResultFormat) == FORMATS
