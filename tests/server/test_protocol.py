"""The SPARQL 1.1 Protocol: how a query comes in, what its answer looks like, and what is told to who gets it wrong."""

import json
import socket
from xml.etree import ElementTree

import httpx
import pyoxigraph as ox
import pytest

from kg.server.protocol import MAX_BODY

ROWS = 'SELECT ?s ?name { ?s skos:prefLabel ?name FILTER(?name = "越南"@zh) }'
GRAPH = 'CONSTRUCT { ?s skos:prefLabel ?name } { ?s skos:prefLabel ?name FILTER(?name = "越南"@zh) }'
VIETNAM = "https://example.org/kg/entity/yuenan"
FORM = {"content-type": "application/x-www-form-urlencoded"}
DIRECT = {"content-type": "application/sparql-query"}
DIRECT_UTF8 = {"content-type": "application/sparql-query; charset=UTF-8"}
ANOTHER_CHARSET = {"content-type": "application/sparql-query; charset=GBK"}
UPDATE = {"content-type": "application/sparql-update"}
PLAIN, PICTURE, TURTLE_ONLY = {"content-type": "text/plain"}, {"accept": "image/png"}, {"accept": "text/turtle"}
ASK = "/sparql?query=ASK%7B%7D"


@pytest.mark.parametrize(
    "ask",
    [
        lambda client: client.get("/sparql", params={"query": ROWS}),
        lambda client: client.post("/sparql", data={"query": ROWS}),
        lambda client: client.post("/sparql", content=ROWS, headers=DIRECT),
        lambda client: client.post("/sparql", content=ROWS, headers=DIRECT_UTF8),
        lambda client: client.get("/sparql/", params={"query": ROWS}, follow_redirects=True),
    ],
    ids=["get", "form", "direct", "direct with charset", "trailing slash"],
)  # fmt: skip
def test_a_query_comes_in_three_ways(client, ask):
    response = ask(client)
    assert response.status_code == 200
    assert response.headers["content-type"] == "application/sparql-results+json"
    assert response.headers["access-control-allow-origin"] == "*"
    (row,) = response.json()["results"]["bindings"]
    assert row["s"]["value"] == VIETNAM and row["name"] == {"type": "literal", "value": "越南", "xml:lang": "zh"}


JSON, XML, CSV, TSV = (
    "application/sparql-results+json", "application/sparql-results+xml", "text/csv; charset=utf-8",
    "text/tab-separated-values; charset=utf-8",
)  # fmt: skip
TURTLE, NT, JSONLD, RDF = (
    "text/turtle; charset=utf-8",
    "application/n-triples",
    "application/ld+json",
    "application/rdf+xml",
)


@pytest.mark.parametrize(
    ("accept", "rows", "graph"),
    [
        (None, JSON, TURTLE),
        ("*/*", JSON, TURTLE),
        ("text/csv", CSV, None),
        ("text/turtle", None, TURTLE),
        ("application/sparql-results+xml;q=0.4, text/csv;q=0.5", CSV, None),
        ("text/turtle;q=0.2, application/rdf+xml;q=0.9, */*;q=0.1", JSON, RDF),
        ("application/json", JSON, JSONLD),
        ("application/xml", XML, RDF),
        ("text/tab-separated-values", TSV, None),
        ("application/n-triples, text/tab-separated-values", TSV, NT),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", XML, RDF),
        ("application/sparql-results+json;q=0, application/json;q=0, */*", XML, TURTLE),
        ("text/*", XML, TURTLE),
        ("nonsense, text/csv;q=high, application/ld+json", None, JSONLD),
    ],
)
def test_the_format_is_the_one_wanted_most(client, accept, rows, graph):
    for query, wanted in ((ROWS, rows), (GRAPH, graph)):
        response = client.get("/sparql", params={"query": query}, headers={"accept": accept} if accept else {})
        if wanted:
            assert (response.status_code, response.headers["content-type"]) == (200, wanted)
            assert "越南" in response.text and "accept" in response.headers["vary"]
        else:
            assert response.status_code == 406


@pytest.mark.parametrize(
    ("format", "rows", "graph"),
    [("json", JSON, TURTLE), ("xml", XML, TURTLE), ("csv", CSV, TURTLE), ("tsv", TSV, TURTLE), ("ttl", JSON, TURTLE),
     ("nt", JSON, NT), ("jsonld", JSON, JSONLD), ("rdf", JSON, RDF), ("text/csv", CSV, None),
     ("application/json", JSON, JSONLD)],
)  # fmt: skip
def test_a_format_can_be_named_in_the_address(client, format, rows, graph):
    for query, wanted in ((ROWS, rows), (GRAPH, graph)):
        response = client.get("/sparql", params={"query": query, "format": format}, headers={"accept": "text/html"})
        assert response.status_code == (200 if wanted else 406)
        assert not wanted or response.headers["content-type"] == wanted


@pytest.mark.parametrize(
    "format", [ox.RdfFormat.TURTLE, ox.RdfFormat.N_TRIPLES, ox.RdfFormat.JSON_LD, ox.RdfFormat.RDF_XML]
)
def test_a_graph_is_the_same_in_every_format(client, format):
    query = "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }"
    response = client.get("/sparql", params={"query": query}, headers={"accept": format.media_type})
    found = {str(quad.triple) for quad in ox.parse(response.content, format=format)}
    turtle = client.get("/sparql", params={"query": query}).content
    assert found == {str(quad.triple) for quad in ox.parse(turtle, format=ox.RdfFormat.TURTLE)}
    assert len(found) > 250


def test_turtle_begins_with_sorted_prefixes(client):
    lines = client.get("/sparql", params={"query": GRAPH}).text.splitlines()
    prefixes = [line for line in lines if line.startswith("@prefix")]
    assert lines[: len(prefixes)] == prefixes == sorted(prefixes) and len(prefixes) > 10
    assert lines[-1] == 'entity:yuenan skos:prefLabel "越南"@zh .'


@pytest.mark.parametrize(
    ("format", "read"),
    [
        ("json", lambda data: json.loads(data)["boolean"]),
        ("xml", lambda data: ElementTree.fromstring(data)[-1].text == "true"),
        ("csv", lambda data: data.strip() == b"true"),
        ("tsv", lambda data: data.strip() == b"true"),
    ],
)
def test_yes_and_no(client, format, read):
    assert read(client.get("/sparql", params={"query": "ASK { ?s a kg:Company }", "format": format}).content)


def test_conclusions_are_answered_unless_they_are_not_wanted(client):
    query = "ASK { ?a kg:competitorOf entity:xinghuo }"
    assert client.get("/sparql", params={"query": query}).json()["boolean"] is True
    assert client.get("/sparql", params={"query": query, "infer": "false"}).json()["boolean"] is False


@pytest.mark.parametrize(
    ("parameters", "found"),
    [
        ({"default-graph-uri": "https://example.org/kg/ontology#vocabulary"}, True),
        ({"default-graph-uri": "http://127.0.0.1:9/elsewhere"}, False),
        ({"named-graph-uri": "https://example.org/kg/ontology#vocabulary"}, False),
        ({}, False),
    ],
)
def test_the_address_names_graphs(client, parameters, found):
    query = {"query": "ASK { kg:Company a owl:Class }", **parameters}
    assert client.get("/sparql", params=query).json()["boolean"] is found
    assert client.post("/sparql", data=query).json()["boolean"] is found
    direct = client.post("/sparql", params=parameters, content=query["query"], headers=DIRECT)
    assert direct.json()["boolean"] is found


def test_the_query_names_graphs(client):
    query = "SELECT DISTINCT ?g FROM <urn:nowhere> FROM NAMED kg:inferred { GRAPH ?g { ?s ?p ?o } }"
    rows = client.get("/sparql", params={"query": query}).json()["results"]["bindings"]
    assert [row["g"]["value"] for row in rows] == ["https://example.org/kg/ontology#inferred"]


LONG = b"query=" + b"x" * MAX_BODY
WRONG = {
    "malformed": ("GET", "/sparql?query=SELECT%20*%20%7B%20%3Fs%20nope", {}, b"", 400, "query, line 1, column "),
    "unknown prefix": ("GET", "/sparql?query=ASK%7Bnope:a%20a%20nope:b%7D", {}, b"", 400, "malformed at 'nope:"),
    "FROM elsewhere": ("POST", "/sparql", DIRECT, b"ASK FROM <http://127.0.0.1:9/g> {}", 400, "no graph <http://127"),
    "FROM NAMED elsewhere": ("POST", "/sparql", DIRECT, b"ASK FROM NAMED <http://127.0.0.1:9/g> {}", 400, "no graph <"),
    "no query": ("POST", "/sparql", FORM, b"", 400, "no parameters named query"),
    "two queries": ("GET", ASK + "&query=ASK%7B%7D", {}, b"", 400, "2 parameters named query"),
    "not UTF-8 in the address": ("GET", "/sparql?query=%FF", {}, b"", 400, "the address is not UTF-8"),
    "not UTF-8 in a path": ("GET", "/entity/%FF", {}, b"", 400, "the address is not UTF-8"),
    "not UTF-8 in a question": ("GET", "/ask?question=%C4%E3", {}, b"", 400, "the address is not UTF-8"),
    "an empty query": ("GET", "/sparql?query=", {}, b"", 400, "query, line 1, column 1: it is empty; SELECT"),
    "not UTF-8 in a form": ("POST", "/sparql", FORM, b"query=%FF", 400, "the parameters are not UTF-8"),
    "not UTF-8 in a body": ("POST", "/sparql", DIRECT, "ASK { ?小 ?b ?c }".encode("utf-16"), 400, "not UTF-8"),
    "another charset": ("POST", "/sparql", ANOTHER_CHARSET, b"x", 415, "gbk"),
    "no media type": ("POST", "/sparql", {}, b"ASK {}", 415, "no named type"),
    "another media type": ("POST", "/sparql", PLAIN, b"ASK {}", 415, "text/plain is not taken"),
    "an upload": ("POST", "/sparql", {"content-type": "multipart/form-data; boundary=x"}, b"--x--", 415, "multipart"),
    "a body too long": ("POST", "/sparql", FORM, LONG, 413, "longer than"),
    "update in a form": ("POST", "/sparql", FORM, b"update=CLEAR%20ALL", 403, "for reading only"),
    "update in the address": ("GET", "/sparql?update=CLEAR%20ALL", {}, b"", 403, "for reading only"),
    "update as a body": ("POST", "/sparql", UPDATE, b"x", 403, "for reading only"),
    "update as a query": ("POST", "/sparql", DIRECT, b"DELETE WHERE { ?s ?p ?o }", 403, "DELETE is refused"),
    "load": ("POST", "/sparql", DIRECT, b"LOAD <http://127.0.0.1:9/>", 403, "LOAD is refused"),
    "service": ("POST", "/sparql", DIRECT, b"ASK { SERVICE <http://127.0.0.1:9/> {} }", 400, "SERVICE is refused"),
    "bad format": ("GET", ASK + "&format=pdf", {}, b"", 400, "format=pdf: no such format"),
    "bad switch": ("GET", ASK + "&infer=maybe", {}, b"", 400, "infer=maybe: use true or false"),
    "bad graph": ("GET", ASK + "&default-graph-uri=nope", {}, b"", 400, "'nope' names no graph"),
    "nothing acceptable": ("GET", ASK, PICTURE, b"", 406, "application/sparql-results+json"),
    "rows as a graph": ("GET", ASK, TURTLE_ONLY, b"", 406, "the query makes yes or no"),
    "another method": ("PUT", "/sparql", {}, b"x", 405, "PUT is not taken at /sparql; use GET, HEAD, POST, OPTIONS"),
    "unknown route": ("GET", "/nope", {}, b"", 404, "/nope: nothing here"),
    "unknown file": ("GET", "/page/../../../etc/passwd", {}, b"", 404, "nothing here"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_told_in_one_line(client, name):
    method, path, headers, body, status, words = WRONG[name]
    response = client.request(method, path, headers=headers, content=body)
    assert response.status_code == status
    assert response.headers["content-type"] == "text/plain; charset=utf-8"
    assert words in response.text and response.text.endswith("\n") and response.text.count("\n") == 1
    assert "Traceback" not in response.text
    assert status != 405 or response.headers["allow"]
    assert path == "/nope" or response.headers["access-control-allow-origin"] == "*"


def test_a_query_that_no_parser_stands_takes_nobody_down(client):
    deep = "ASK { FILTER(" + "(" * 100_000 + "1" + ")" * 100_000 + ") }"
    response = client.post("/sparql", content=deep, headers=DIRECT)
    assert response.status_code in (400, 500) and response.text.count("\n") == 1
    assert client.get("/sparql", params={"query": "ASK {}"}).json()["boolean"] is True


def test_what_is_no_http_does_no_harm(client):
    with socket.create_connection((client.base_url.host, client.base_url.port or 80)) as connection:
        connection.sendall(b"\x16\x03\x01\x02\x00 hello\r\n\r\n")
        assert connection.recv(100).startswith(b"HTTP/1.1 400")


def test_head_and_options(client):
    head = client.head("/sparql", params={"query": "ASK {}"})
    assert (head.status_code, head.content, head.headers["content-type"]) == (200, b"", JSON)
    asked = {
        "origin": "https://elsewhere.example",
        "access-control-request-method": "POST",
        "access-control-request-headers": "x-one",
    }
    options = client.options("/sparql", headers=asked)
    assert options.status_code == 204 and "POST" in options.headers["access-control-allow-methods"]
    assert options.headers["access-control-allow-headers"] == "x-one" and "GET" in options.headers["allow"]


@pytest.mark.parametrize("format", [ox.RdfFormat.TURTLE, ox.RdfFormat.RDF_XML, ox.RdfFormat.JSON_LD])
def test_the_service_describes_itself(client, format):
    response = client.get("/sparql", headers={"accept": format.media_type})
    graph = ox.Store()
    graph.load(response.content, format)
    rows = graph.query(
        """PREFIX sd: <http://www.w3.org/ns/sparql-service-description#> SELECT ?endpoint ?name {
        ?service a sd:Service ; sd:endpoint ?endpoint ; sd:supportedLanguage sd:SPARQL11Query ;
                 sd:resultFormat <http://www.w3.org/ns/formats/Turtle> ; sd:defaultDataset ?data .
        ?data sd:defaultGraph ?graph ; sd:namedGraph/sd:name ?name . ?graph a sd:Graph } ORDER BY ?name"""
    )
    found = [(row["endpoint"].value, row["name"].value.rpartition("#")[2]) for row in rows]
    assert found == [(str(client.base_url.join("/sparql")), name) for name in ("inferred", "vocabulary")]


def test_the_description_has_the_same_bytes_each_time(client):
    assert client.get("/sparql").content == client.get("/sparql").content


def test_an_answer_is_never_run_by_a_browser(client):
    query = "CONSTRUCT { <a:b> <http://www.w3.org/1999/xhtmlscript> 'alert(1)' } {}"
    response = client.get("/sparql", params={"query": query, "format": "rdf"})
    assert "script" in response.text and "sandbox" in response.headers["content-security-policy"]
    assert response.headers["x-content-type-options"] == "nosniff"
    assert isinstance(response, httpx.Response)
