"""Names and sentences that try to be markup, script or formulas do nothing anywhere on the page."""

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

from kg.view.page import write_page
from tests.view.browser import Opened
from tests.view.sample import HOSTILE, make_hostile
from tests.view.test_find import press

Open = Callable[..., Opened]


@pytest.fixture(scope="module")
def hostile_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("hostile") / "graph.html"
    write_page(make_hostile(), path, title=HOSTILE[1])
    return path


ADD = """([tag, key, value]) => {
  const element = document.createElement(tag);
  element[key] = value;
  document.body.append(element);
}"""


def check_inert(opened: Opened) -> None:
    assert opened.evaluate("document.querySelectorAll('img, iframe, object, embed, script[src]').length") == 0
    assert opened.evaluate("document.scripts.length") == 3


def test_every_view_shows_hostile_names_as_text(open_page: Open, hostile_file: Path) -> None:
    opened = open_page(hostile_file)
    ids = list(make_hostile().entities)
    assert opened.page.title() == HOSTILE[1]
    assert HOSTILE[1] in opened.page.locator("h1").inner_text()
    opened.page.locator("#query").fill("<img")
    assert HOSTILE[0] in opened.page.locator("#hits").inner_text()
    press(opened, "Enter")
    for thing in ids:
        opened.evaluate("id => { location.hash = new URLSearchParams({ node: id }); }", thing)
        opened.page.wait_for_function("id => document.querySelector('#panel h2').textContent === id", arg=thing)
        opened.page.mouse.move(*opened.evaluate("id => window.kg.placeOf(id)", thing))
        check_inert(opened)
    for fact in make_hostile().facts:
        opened.evaluate("id => { location.hash = new URLSearchParams({ fact: id }); }", fact)
        opened.page.wait_for_selector("#panel.with-fact blockquote")
        check_inert(opened)
    opened.page.locator(".proof .link").first.click()
    assert "onerror=alert(1)" in opened.page.locator(".article").inner_text()
    press(opened, "t")
    opened.page.locator("#language").click()
    check_inert(opened)


def test_marks_count_characters_past_the_basic_plane(open_page: Open, hostile_file: Path) -> None:
    opened = open_page(hostile_file)
    for thing in make_hostile().entities:
        assert opened.evaluate(
            "id => { const page = JSON.parse(document.getElementById('payload').textContent);"
            "const fact = page.facts.find((fact) => fact.id === id); const [proof] = fact.pr;"
            "return proof.m.map(([a, b]) => page.docs.find((doc) => doc.at === proof.d).raw.slice(a, b)); }",
            f"{thing} relation acquired",
        ) == [thing, thing]


def test_policy_forbids_script_that_is_not_ours(open_page: Open, hostile_file: Path) -> None:
    opened = open_page(hostile_file)
    opened.evaluate(ADD, ["script", "textContent", "window.hacked = 1"])
    opened.evaluate(ADD, ["img", "src", "https://example.org/x.png"])
    opened.page.wait_for_function("document.querySelector('img').complete")
    assert opened.evaluate("window.hacked") is None
    assert len(opened.problems) == 2
    assert all("Content Security Policy" in problem for problem in opened.problems)
    opened.problems.clear()
    opened.requests.clear()  # the browser counts the image it refused to ask for


def test_exports_escape_hostile_names(open_page: Open, hostile_file: Path) -> None:
    opened = open_page(hostile_file)
    svg = opened.evaluate("window.kg.svg()")
    root = ElementTree.fromstring(svg)
    assert not [element for element in root.iter() if element.tag.endswith(("script", "img", "image"))]
    rows = list(csv.reader(io.StringIO(opened.evaluate("window.kg.csv()").lstrip("\ufeff"))))
    assert len({len(row) for row in rows}) == 1
    assert any(row[0].startswith("<img") for row in rows)
    assert not [cell for row in rows for cell in row if re.match(r"[=+@\t]", cell)]
