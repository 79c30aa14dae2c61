"""Taking away: the picture as PNG and SVG, the facts shown as CSV and Turtle."""

import csv
import io
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest

from kg.graph.rdf import make_quads
from kg.view.page import write_page
from tests.view.browser import Opened
from tests.view.sample import make_hostile, make_sample
from tests.view.test_find import shown, toggle

Open = Callable[..., Opened]
SVG = "{http://www.w3.org/2000/svg}"


def download(opened: Opened, kind: str) -> tuple[str, bytes]:
    opened.page.locator("#export summary").click()
    with opened.page.expect_download() as waiting:
        opened.page.locator(f'[data-export="{kind}"]').click()
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()


def test_png_is_the_picture_on_the_screen(open_page: Open) -> None:
    opened = open_page()
    name, data = download(opened, "png")
    assert name == "4 篇报道的知识图谱.png"
    assert data.startswith(b"\x89PNG")
    width, height = int.from_bytes(data[16:20]), int.from_bytes(data[20:24])
    size = opened.evaluate(
        "(() => { const c = document.querySelector('#canvas canvas'); return [c.width, c.height]; })()"
    )
    assert [width, height] == size


def test_svg_draws_every_thing_and_each_status_in_its_own_line(open_page: Open) -> None:
    opened = open_page()
    name, data = download(opened, "svg")
    root = ElementTree.fromstring(data)
    texts = {element.text for element in root.iter(f"{SVG}text")}
    assert name.endswith(".svg")
    assert {"小米集团", "荣耀", "联想集团", "宁德时代"} <= texts
    lines = [element for element in root.iter(f"{SVG}path") if element.get("fill") == "none"]
    looks = {(line.get("stroke"), len((line.get("stroke-dasharray") or "").split())) for line in lines}
    assert {("#8d97a5", 0), ("#1f78b4", 2), ("#9b9fa6", 2), ("#d98200", 2), ("#c8322b", 0)} <= looks


def test_csv_has_a_row_for_each_sentence_of_each_fact_shown(open_page: Open) -> None:
    opened = open_page()
    toggle(opened, "types", "Person")
    name, data = download(opened, "csv")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    facts = make_sample().facts
    assert name.endswith(".csv")
    assert len(rows) == sum(len(facts[fact].proofs) for fact in shown(opened, "facts"))
    assert "雷军" not in {row["subject"] for row in rows}
    (row,) = [row for row in rows if row["property"] == "connectedDevices"]
    assert (row["subject"], row["value"], row["unit"], row["comparator"]) == ("小米集团", "132000000", "台", "about")
    assert row["sentence"] == "IoT平台连接设备约1.32亿台"


@pytest.mark.parametrize("name", ["sample", "hostile"])
def test_turtle_says_nothing_that_the_graphs_own_file_does_not(open_page: Open, tmp_path: Path, name: str) -> None:
    graph = make_sample() if name == "sample" else make_hostile()
    write_page(graph, tmp_path / "graph.html")
    opened = open_page(tmp_path / "graph.html")
    _, data = download(opened, "turtle")
    triples = {(t.subject, t.predicate, t.object) for t in ox.parse(input=data, format=ox.RdfFormat.TURTLE)}
    assert len(triples) > 100
    if name == "sample":
        own = {(quad.subject, quad.predicate, quad.object) for quad in make_quads(graph)}
        assert triples - own == set()
        statements = {t[0] for t in triples if t[1].value.endswith("#status")}
        assert len(statements) == len(shown(opened, "facts"))
