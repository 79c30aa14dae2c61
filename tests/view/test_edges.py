"""Graphs at the edge of what a page may be given: nothing, one thing, a thing related to itself, many parallels."""

from array import array
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.model import Document, Entity, Fact, KnowledgeGraph, Proof
from kg.view.page import write_page
from tests.view.browser import Opened

Open = Callable[..., Opened]


def make_small(things: str, relations: str, *, raw: str = "甲收购乙。") -> KnowledgeGraph:
    """Return a graph of one-letter things and relations such as `ab ab ba aa`."""
    doc = Document("doc", "", raw, raw, array("I", range(len(raw) + 1)))
    proof = Proof("doc", 0, 5, "甲收购乙。", "rule", 0.5)
    facts = {}
    for number, (subject, target) in enumerate(relations.split()):
        facts[f"f{number}"] = Fact(f"f{number}", "relation", "acquired", subject, target, (), "asserted", 0.5, (proof,))
    return KnowledgeGraph({"doc": doc}, {name: Entity(name, "Company", name) for name in things}, facts)


GRAPHS = {
    "nothing": KnowledgeGraph({}, {}, {}),
    "one": make_small("a", ""),
    "itself": make_small("a", "aa aa"),
    "pair": make_small("ab", "ab"),
    "parallels": make_small("ab", "ab ab ab ba ba ab ba"),
    "two pairs": make_small("abcd", "ab cd"),
    "no text": make_small("ab", "ab", raw=""),
}


@pytest.mark.parametrize("name", GRAPHS)
def test_page_of_a_small_graph_works(open_page: Open, tmp_path: Path, name: str) -> None:
    write_page(GRAPHS[name], tmp_path / "graph.html")
    opened = open_page(tmp_path / "graph.html")
    shown = opened.evaluate("window.kg.shown()")
    assert len(shown["facts"]) == len(GRAPHS[name].facts) == len(shown["edges"])
    places = [opened.evaluate("id => window.kg.placeOfEdge(id)", edge) for edge in shown["edges"]]
    assert len({(round(x), round(y)) for x, y in places}) == len(places)
    for edge in shown["edges"]:
        opened.evaluate("id => { location.hash = new URLSearchParams({ fact: id }); }", edge)
        opened.page.wait_for_selector(f'.fact[data-fact="{edge}"]')
        assert opened.page.locator(".fact blockquote").first.inner_text() == "甲收购乙。"
    opened.evaluate("window.kg.svg() + window.kg.csv() + window.kg.turtle()")
    opened.page.keyboard.press("t")
