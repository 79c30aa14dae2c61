"""The pages of things: by name or identifier, for people and for programs."""

import html
import json
import re
from pathlib import Path
from urllib.parse import quote

import httpx
import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.graph.queries import load_queries
from kg.graph.sparql import run_query
from kg.graph.store import open_store, write_store
from kg.server.facts import mark_words
from kg.server.matching import match_facts, parse_term
from kg.server.reading import Reader
from tests.graph.sample import SENTENCES, make_sample
from tests.server.conftest import run_server

BASE = "https://example.org/kg/"
ENTITY, DOCUMENT = f"{BASE}entity/xinghuo", f"{BASE}document/d__1_%E6%98%9F%E7%81%AB"
NASTY = f"{BASE}entity/Organization-蓝湖%2F科技"


def read_text(response: httpx.Response) -> str:
    assert response.status_code == 200 and response.headers["content-type"] == "text/html; charset=utf-8"
    return " ".join(re.sub(r"<[^>]*>", " ", response.text.partition('<main id="content">')[2]).split())


def open_page(client: httpx.Client, iri: str, **headers: str) -> str:
    return read_text(client.get("/resource", params={"iri": iri}, headers=headers))


def test_a_company_has_its_names_facts_and_sentences(client: httpx.Client) -> None:
    text = open_page(client, ENTITY)
    for words in (
        "星火电器",
        "Spark Appliances",
        "SZSE:000999",
        "拥有品牌",
        "超过120万台",
        "传闻",
        "被否认",
        "发布宣布",
    ):
        assert words in text, words
    assert "星火电器创始人 林小满" in text or "星火电器创始人林小满" in text


def test_an_english_page_says_the_same_in_english(client: httpx.Client) -> None:
    text = open_page(client, ENTITY, **{"accept-language": "en-GB,en;q=0.9"})
    assert text.startswith("company Spark Appliances") and "rumoured" in text and "owns the brand" in text


def test_a_name_that_is_hard_on_addresses_has_a_page(client: httpx.Client) -> None:
    assert "蓝湖/科技" in open_page(client, NASTY)
    page = client.get("/entity/Organization-%E8%93%9D%E6%B9%96%2F%E7%A7%91%E6%8A%80", follow_redirects=True)
    assert "蓝湖/科技" in read_text(page)


def test_a_document_shows_what_was_read_out_of_it_in_order(client: httpx.Client) -> None:
    found = client.get("/resource", params={"name": "星火电器要去越南"}, follow_redirects=True)
    text = read_text(found)
    quotes = re.findall(r"<blockquote>(.*?)</blockquote>", found.text)
    assert [re.sub(r"<[^>]*>", "", quote) for quote in quotes] == [html.escape(text) for text in SENTENCES]
    assert "2024-03-03" in text and "周一" in text


@pytest.mark.parametrize("space", ["fact", "evidence"])
def test_a_fact_and_its_evidence_show_the_sentence(client: httpx.Client, space: str) -> None:
    query = f"SELECT ?s {{ ?s a {'kg:Fact' if space == 'fact' else 'kg:Evidence'} }} ORDER BY ?s LIMIT 1"
    (row,) = client.get("/sparql", params={"query": query}).json()["results"]["bindings"]
    assert "林小满" in open_page(client, row["s"]["value"])


def test_a_term_of_the_vocabulary_has_its_meaning_and_its_facts(client: httpx.Client) -> None:
    text = open_page(client, "https://example.org/kg/ontology#founderOf")
    assert text.startswith("创办") and "林小满 → 星火电器" in text


def test_a_name_that_several_bear_is_a_choice(client: httpx.Client, tmp_path: Path) -> None:
    assert client.get("/resource", params={"name": "星火"}).status_code == 303
    assert "没有叫这个名字的" in read_text(client.get("/resource", params={"name": "无此公司"}))


@pytest.mark.parametrize(
    ("accept", "place"),
    [
        ("text/turtle", "/sparql"),
        ("application/ld+json;q=0.9, text/html;q=0.5", "/sparql"),
        ("*/*", None),
        ("text/html", None),
    ],
)
def test_programs_get_the_graph(client: httpx.Client, accept: str, place: str | None) -> None:
    response = client.get("/resource", params={"iri": ENTITY}, headers={"accept": accept})
    assert response.headers.get("location", "").startswith(place or "")
    assert (response.status_code == 303) == bool(place)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/resource", 400),
        ("/ask", 400),
        ("/ask?question=" + "问" * 301, 400),
        ("/resource?iri=https://example.org/kg/entity/nobody", 404),
        ("/resource?iri=no%20iri", 404),
        ("/entity/nobody", 303),
        ("/graph", 404),
        ("/static/nothing.js", 404),
        ("/static/../app.py", 404),
        ("/static/%2e%2e/%2e%2e/app.py", 404),
    ],
)
def test_what_is_not_there_is_told_in_one_line(client: httpx.Client, path: str, status: int) -> None:
    response = client.get(path)
    assert response.status_code == status
    assert status == 303 or (response.text.count("\n") == 1 and "text/plain" in response.headers["content-type"])


TERMS = b'{"terms": [{"type": "%s", "value": "%s"}], "language": "zh"}'


@pytest.mark.parametrize("path", ["/links", "/sentences"])
@pytest.mark.parametrize(
    "body",
    [
        *(b"", b"[]", b"\xff", b'{"terms": 1, "language": "zh"}', b'{"terms": [{}], "language": "zh"}'),
        *(TERMS % (b"uri", b"no iri"), TERMS % (b"literal", rb"\ud800"), TERMS % (b'literal", "xml:lang": "!', b"x")),
    ],
)
def test_what_the_page_would_not_send_is_refused(client: httpx.Client, path: str, body: bytes) -> None:
    response = client.post(path, content=body)
    assert response.status_code == 400 and response.text.count("\n") == 1
    assert client.get(path).status_code == 405


def test_pages_load_and_run_nothing_of_others(client: httpx.Client) -> None:
    for path in ("/", f"/resource?iri={quote(ENTITY)}"):
        response = client.get(path)
        policy = response.headers["content-security-policy"]
        assert "default-src 'none'" in policy and "script-src 'self';" in policy and "unsafe-eval" not in policy
        outside = set(re.findall(r'(?:src|href)="(https?:[^"]*)"', response.text))
        assert all("wikidata.org" in address for address in outside)


def test_the_page_of_the_whole_graph_is_served_where_the_build_has_it(tmp_path: Path) -> None:
    write_store(make_sample(), tmp_path)
    (tmp_path / "graph.html").write_text("<!DOCTYPE html><title>图</title>", encoding="utf-8")
    with run_server(tmp_path) as client:
        assert "<title>图</title>" in client.get("/graph").text
        assert 'href="/explore"' in client.get("/").text


@pytest.mark.parametrize(
    "name",
    [
        "markets_of_company",
        "figures_over_time",
        "events_by_date",
        "rumours_and_denials",
        "awards",
        "statements_by_speaker",
    ],
)
def test_rows_of_saved_queries_lead_to_sentences_that_name_what_they_say(build: Path, name: str) -> None:
    store = open_store(build)
    text = load_queries()[name].text.replace("小米", "星火电器")
    results = run_query(store, text).serialize(format=ox.QueryResultsFormat.JSON)
    rows = json.loads(results or b"")["results"]["bindings"]
    assert rows
    for row in rows:
        terms = [term for term in map(parse_term, row.values()) if term is not None]
        facts = match_facts(Reader(store, BASE, "zh"), terms, hints=[])
        assert facts and all(fact.sentences for fact in facts)
        states = {value["value"] for key, value in row.items() if key == "status"}
        assert not states or states == {fact.status_name for fact in facts}


@given(st.text(max_size=30), st.lists(st.tuples(st.integers(-3, 33), st.integers(-3, 33)), max_size=5))
def test_marked_parts_are_the_text_and_mark_what_was_asked(text: str, marks: list[tuple[int, int]]) -> None:
    parts = list(mark_words(text, marks))
    assert "".join(part for part, _ in parts) == text
    flags = [marked for part, marked in parts for _ in part]
    assert flags == [any(first <= place < last for first, last in marks) for place in range(len(text))]
    assert all(one[1] != other[1] for one, other in zip(parts, parts[1:], strict=False))
