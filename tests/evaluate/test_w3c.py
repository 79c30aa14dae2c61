"""The runner of published SPARQL tests, on a suite of our own with one test that passes and one that doesn't of each kind."""

from pathlib import Path

import pytest

from kg.evaluate.w3c import main
from kg.evaluate.w3c_results import are_same
from kg.evaluate.w3c_suite import GROUPS

PREFIXES = """
@prefix mf: <http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#> .
@prefix qt: <http://www.w3.org/2001/sw/DataAccess/tests/test-query#> .
@prefix ht: <http://www.w3.org/2011/http#> .
@prefix hts: <http://www.w3.org/2011/http-statusCodes#> .
@prefix cnt: <http://www.w3.org/2011/content#> .
@prefix : <manifest#> .
"""
EVALUATION = """
<> mf:entries ( :good :bad :broken ) .
:good a mf:QueryEvaluationTest ; mf:action [ qt:query <names.rq> ; qt:data <data.ttl> ] ; mf:result <names.srx> .
:bad a mf:QueryEvaluationTest ; mf:action [ qt:query <names.rq> ; qt:graphData <data.ttl> ] ; mf:result <names.srx> .
:broken a mf:NegativeSyntaxTest11 ; mf:action <broken.rq> .
"""
PROTOCOL = """
<> mf:entries ( :query_yes :query_no ) .
:query_yes a mf:ProtocolTest ; mf:action [ ht:requests ( [
  ht:absolutePath "/sparql/?query=ASK%20%7B%7D" ; ht:methodName "GET" ;
  ht:resp [ mf:expectedStatus hts:StatusCode2xx ; mf:expectedBoolean true ; mf:expectedFormat "boolean" ] ] ) ] .
:query_no a mf:ProtocolTest ; mf:action [ ht:requests ( [
  ht:absolutePath "/sparql/" ; ht:methodName "POST" ; ht:body [ cnt:chars "ASK {}" ; cnt:characterEncoding "UTF-8" ] ;
  ht:headers ( [ ht:fieldName "content-type" ; ht:fieldValue "application/sparql-query" ] ) ;
  ht:resp [ mf:expectedStatus hts:StatusCode4xx ] ] ) ] .
"""
RESULT = """<?xml version="1.0"?><sparql xmlns="http://www.w3.org/2005/sparql-results#"><head><variable name="name"/></head>
<results><result><binding name="name"><literal>{}</literal></binding></result></results></sparql>"""


@pytest.fixture
def suite(tmp_path: Path) -> Path:
    for group in GROUPS:
        (tmp_path / group).mkdir()
        (tmp_path / group / "manifest.ttl").write_text("", encoding="utf-8")
    files = {
        "bind/manifest.ttl": PREFIXES + EVALUATION,
        "bind/data.ttl": '<thing> <name> "春茶" .',
        "bind/names.rq": "SELECT ?name { <thing> <name> ?name }",
        "bind/names.srx": RESULT.format("春茶"),
        "bind/broken.rq": "SELECT nothing",
        "protocol/manifest.ttl": PREFIXES + PROTOCOL,
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_each_test_that_fails_is_named(suite: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(suite)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[-3:] == [
        "bind/bad: UNEXPLAINED: another result",
        'protocol/query_no: UNEXPLAINED: status 200 {"head":{},"boolean":true}',
        "2 failed, 2 of them unexplained",
    ]
    assert "all                       5       3                 2" in lines


@pytest.mark.parametrize("arguments", [[], ["a", "b"]])
def test_wrong_usage(arguments: list[str]) -> None:
    assert main(arguments) == 2


def test_a_path_without_a_suite(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path)]) == 1
    assert "no SPARQL 1.1 test suite there" in capsys.readouterr().err


HEAD = '<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head><variable name="a"/><variable name="b"/></head><results>'
NUMBER = (
    '<result><binding name="a"><literal datatype="http://www.w3.org/2001/XMLSchema#{}">{}</literal></binding></result>'
)
NODES = '<result><binding name="a"><bnode>{}</bnode></binding><binding name="b"><bnode>{}</bnode></binding></result>'


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ([NUMBER.format("decimal", "1.0")], [NUMBER.format("decimal", "1")], True),
        ([NUMBER.format("double", "1.02E4")], [NUMBER.format("double", "10200")], True),
        ([NUMBER.format("decimal", "1")], [NUMBER.format("integer", "1")], False),
        ([NUMBER.format("boolean", "1")], [NUMBER.format("boolean", "true")], True),
        ([NODES.format("x", "y"), NODES.format("y", "x")], [NODES.format("u", "v"), NODES.format("v", "u")], True),
        ([NODES.format("x", "x"), NODES.format("y", "y")], [NODES.format("u", "v"), NODES.format("v", "u")], False),
        ([NODES.format("x", "x"), NODES.format("x", "x")], [NODES.format("u", "u")], False),
        (
            [NUMBER.format("integer", "1"), NUMBER.format("integer", "2")],
            [NUMBER.format("integer", n) for n in "21"],
            True,
        ),
    ],
)
def test_results_are_compared_by_what_they_say(one: list[str], other: list[str], same: bool) -> None:
    texts = [(HEAD + "".join(rows) + "</results></sparql>").encode() for rows in (one, other)]
    assert are_same(texts[0], texts[1], ".srx") is same


@pytest.mark.parametrize(
    ("one", "other", "suffix", "same"),
    [
        ("a,b\r\n1.0,_:x\r\n", "b,a\r\n_:y,1\r\n", ".csv", True),
        ("a,b\r\n1,2\r\n", "a,b\r\n2,1\r\n", ".csv", False),
        ("?a\n1\n", "?a\n2\n", ".tsv", False),
        ("_:x <a:p> 1.50 .", "_:y <a:p> 1.5 .", ".ttl", True),
        ("_:x <a:p> 1.50 .", "<a:y> <a:p> 1.5 .", ".ttl", False),
    ],
)
def test_other_formats_too(one: str, other: str, suffix: str, same: bool) -> None:
    assert are_same(one.encode(), other.encode(), suffix) is same


def test_rows_may_be_written_as_a_graph() -> None:
    expected = """@prefix rs: <http://www.w3.org/2001/sw/DataAccess/tests/result-set#> .
    [] a rs:ResultSet ; rs:resultVariable "a", "b" ;
       rs:solution [ rs:binding [ rs:variable "a" ; rs:value 1 ] ] ."""
    found = HEAD + NUMBER.format("integer", "{}") + "</results></sparql>"
    assert are_same(found.format(1).encode(), expected.encode(), ".ttl")
    assert not are_same(found.format(2).encode(), expected.encode(), ".ttl")
