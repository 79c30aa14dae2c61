"""Queries: prefixes ready, conclusions included, errors that say where, no request to anybody."""

import socket

import pyoxigraph as ox
import pytest

from kg.errors import InputError
from kg.graph.inference import INFERRED
from kg.graph.sparql import Dataset, find_keywords, run_query
from kg.graph.store import list_parts


@pytest.fixture(scope="module")
def store(quads) -> ox.Store:
    """The sample as a store in memory, with conclusions and vocabulary."""
    store = ox.Store()
    for part in list_parts(quads, infer=True):
        store.bulk_extend(part)
    return store


def count(store: ox.Store, pattern: str, **options) -> int:
    results = run_query(store, f"SELECT (COUNT(*) AS ?n) WHERE {{ {pattern} }}", **options)
    return int(next(iter(results))["n"].value)


def test_prefixes_need_no_declaration(store):
    assert count(store, "entity:xinghuo a kg:Company ; skos:prefLabel '星火电器'@zh") == 1


def test_conclusions_are_included_once_and_can_be_left_out(store):
    assert count(store, "?a kg:competitorOf ?b") == 2
    assert count(store, "?a kg:competitorOf ?b", infer=False) == 1
    assert count(store, "?a kg:holdsPositionAt ?b") == 1
    assert count(store, f"GRAPH <{INFERRED.value}> {{ ?a kg:competitorOf ?b }}") == 1


def test_what_is_asserted_is_counted_once(store, quads):
    assert count(store, "?a ?b ?c", infer=False) == len(quads)
    assert count(store, "?a skos:prefLabel '星火电器'@zh") == 1


def test_a_query_may_name_its_own_dataset(store):
    assert count(store, "?a kg:competitorOf ?b") == 2
    results = run_query(store, "SELECT (COUNT(*) AS ?n) FROM kg:inferred WHERE { ?a kg:competitorOf ?b }")
    assert next(iter(results))["n"].value == "1"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SELECT ?x WHERE {\n ?x ?y ", r"query, line 2, column 8: malformed at its end; expected .*FILTER"),
        ("SELEC ?x", r"line 1, column 9: malformed at its end; SELECT, ASK, CONSTRUCT or DESCRIBE is needed"),
        ("SELECT * WHERE { ?x a nope:A }", r"line 1, column \d+: malformed .*; prefix not found"),
        ("SELECT ?y (COUNT(?x) AS ?n) { ?x ?y ?z }", r"contains a variable that is unbound"),
        ("SELECT (<http://a.example/f>(1) AS ?x) {}", r"query: The custom function <http://a.example/f> is not sup"),
        ("", r"line 1, column 1: it is empty; SELECT, ASK"),
        ("INSERT DATA { <a:a> <a:b> 1 }", r"malformed .*SELECT, ASK, CONSTRUCT or DESCRIBE is needed"),
        ("SELECT ?x WHERE { ?x ?p '小米 }", r"line 1, column 30: malformed at its end"),
    ],
)
def test_a_malformed_query_says_where_in_one_line(store, text, message):
    with pytest.raises(InputError, match=message) as caught:
        run_query(store, text)
    assert "\n" not in str(caught.value) and len(str(caught.value)) < 200


@pytest.mark.parametrize(
    "clause",
    ["SERVICE <{}> {{ ?a ?b ?c }}", "service silent <{}> {{ ?a ?b ?c }}", "\\u0053ERVICE <{}> {{ ?a ?b ?c }}",
     "?a ?b ?c.SERVICE <{}> {{ ?a ?b ?c }}", "?a <x:#> ?c . SERVICE ?s {{ ?a ?b ?c }} # {}",
     "?a ?b '\\\\' . SERVICE <{}> {{ ?a ?b ?c }} # '", "{{SELECT * {{SERVICE <{}> {{ ?a ?b ?c }} }} }}",
     'FILTER("\\u0022" != 1) SERVICE <{}> {{ ?a ?b ?c }} FILTER("\\u0022" != 1)'],
)  # fmt: skip
def test_service_is_refused_before_any_request(store, clause):
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.05)
        address = f"http://127.0.0.1:{server.getsockname()[1]}/"
        with pytest.raises(InputError, match="SERVICE is refused"):
            run_query(store, f"SELECT * WHERE {{ {clause.format(address)} }}")
        with pytest.raises(TimeoutError):
            server.accept()


@pytest.mark.parametrize(
    "text",
    ["SELECT ?service { ?service a 'SERVICE' }", "SELECT * { ?a schema:service ?b }",
     "# SERVICE\nSELECT * { ?a ?b ?c }", "SELECT * { ?a <http://a.org/SERVICE> ?b }",
     "SELECT * { ?a ?b 'a\\' SERVICE' }", 'SELECT * { ?a ?b """x" SERVICE <a> {""" }',
     "PREFIX service: <a:> SELECT * { ?a service:x-service ?b }", "SELECT ('\\\\UFFFFFFFF' AS ?a) {}"],
)  # fmt: skip
def test_the_word_service_may_occur(store, text):
    assert "SERVICE" not in set(find_keywords(text))
    list(run_query(store, text))


def test_results_come_lazily(store):
    query = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"  # 10^10 rows
    assert len(next(iter(run_query(store, query)))) == 12


GRAPHS = (("a:g", "a:one"), ("a:h", "a:two"))


@pytest.mark.parametrize(
    ("text", "dataset", "found"),
    [
        ("SELECT ?o { ?s ?p ?o }", Dataset(default=["a:g"]), {"a:one"}),
        ("SELECT ?o { ?s ?p ?o }", Dataset(default=["a:g", "a:h"]), {"a:one", "a:two"}),
        ("SELECT ?o { ?s ?p ?o }", Dataset(named=["a:g"]), set()),
        ("SELECT ?o { GRAPH ?g { ?s ?p ?o } }", Dataset(named=["a:h"]), {"a:two"}),
        ("SELECT ?o { GRAPH ?g { ?s ?p ?o } }", Dataset(default=["a:g"]), set()),
        ("SELECT ?o FROM <a:g> { ?s ?p ?o }", Dataset(default=["a:h"]), {"a:two"}),
        ("SELECT ?o { ?s ?p ?o }", Dataset(default=["http://127.0.0.1:9/elsewhere"]), set()),
    ],
)
def test_a_request_says_which_graphs_it_asks_over(text, dataset, found):
    store = ox.Store()
    for graph, value in GRAPHS:
        store.add(ox.Quad(ox.NamedNode("a:s"), ox.NamedNode("a:p"), ox.NamedNode(value), ox.NamedNode(graph)))
    assert {row["o"].value for row in run_query(store, text, dataset=dataset)} == found


def test_a_graph_is_named_by_an_absolute_iri(store):
    with pytest.raises(InputError, match=r"query: 'nope' names no graph .*; an absolute IRI is needed"):
        run_query(store, "ASK {}", dataset=Dataset(default=["nope"]))


def test_relative_names_are_below_the_base(store):
    (triple,) = run_query(store, "CONSTRUCT { <entity/a> a <b> } {}")
    assert triple.subject.value == "https://example.org/kg/entity/a"
