"""The query page in a browser that can reach nothing but the server: ask, see, open the sentence."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pyoxigraph as ox
import pytest
from playwright.sync_api import Browser

from kg.graph.queries import load_queries
from kg.graph.rdf import make_quads
from kg.graph.store import write_quads
from tests.graph.sample import make_sample
from tests.server.conftest import run_server
from tests.server.visits import Visit, wait_ready

WHO = """SELECT ?who ?name WHERE {
  ?who kg:founderOf ?company .
  ?company skos:prefLabel ?name
  FILTER(LANG(?name) = "zh")
}"""
EVIL = "<img src=x onerror=\"document.title='broken'\"><script>document.title='broken'</script>"


def test_the_page_opens_with_the_saved_queries_and_an_answer(visit: Callable[..., Visit]) -> None:
    opened = visit()
    page = wait_ready(opened)
    assert page.locator(".saved").count() == len(load_queries()) > 15
    assert opened.cells() == [["星火电器要去越南", "2024-03-03", "周一", "16"]]
    assert page.locator("#heading").inner_text() == "知识图谱"


def test_type_a_query_run_it_and_open_a_sentence(visit: Callable[..., Visit]) -> None:
    opened = visit()
    page = wait_ready(opened)
    opened.run(WHO)
    assert opened.cells() == [["林小满", "星火电器"]]
    page.click(".rows .because")
    page.wait_for_selector("#drawer .fact")
    assert page.locator("#drawer blockquote").inner_text().startswith("星火电器创始人林小满3月2日在年会上宣布")
    assert page.locator("#drawer mark").all_inner_texts() == ["星火电器创始人林小满"]
    page.click("#drawer .more")
    assert page.locator("#content h1").inner_text() == "fact:f01"
    assert page.locator("#content mark").first.inner_text() == "星火电器创始人林小满"


@pytest.mark.parametrize("locale", ["zh-CN", "en-US"])
def test_on_a_phone_the_bar_is_two_lines_and_nothing_is_wider_than_the_screen(
    visit: Callable[..., Visit], locale: str
) -> None:
    page = wait_ready(visit(viewport={"width": 375, "height": 667}, has_touch=True, locale=locale))
    boxes = {name: page.locator(name).bounding_box() for name in ("#heading", "#theme", "#question")}
    middles = {name: box["y"] + box["height"] / 2 for name, box in boxes.items() if box}
    assert abs(middles["#heading"] - middles["#theme"]) < 4 < 30 < middles["#question"] - middles["#theme"] < 60
    assert page.evaluate("document.documentElement.scrollWidth") == 375


def test_on_a_phone_the_sentence_covers_what_was_tapped_until_it_is_closed(visit: Callable[..., Visit]) -> None:
    opened = visit(viewport={"width": 390, "height": 844}, has_touch=True)
    page = wait_ready(opened)
    opened.run(WHO)
    page.tap(".rows .because")
    page.wait_for_selector("#drawer blockquote")
    box = page.locator("#drawer").bounding_box()
    assert box and box["x"] == 0 and box["width"] == 390 and 844 * 0.3 < box["y"] < box["y"] + box["height"] <= 844
    page.tap("#drawer .icon")
    assert page.locator("#drawer").is_hidden()


def test_a_name_in_a_row_leads_to_its_page_and_its_sentences(visit: Callable[..., Visit]) -> None:
    opened = visit()
    page = wait_ready(opened)
    opened.run(WHO)
    page.click(".rows tbody a.chip >> nth=1")
    assert page.locator("#content h1").inner_text() == "星火电器"
    item = page.locator(".relations .item", has=page.locator("summary a", has_text="越南")).first
    assert not item.locator("blockquote").is_visible()
    item.locator(".count").click()
    assert "将进入越南市场" in item.locator("blockquote").inner_text()


def test_a_saved_query_takes_its_parameter_and_its_link_brings_it_back(visit: Callable[..., Visit]) -> None:
    opened = visit()
    page = wait_ready(opened)
    page.click('[data-query="markets_of_company"]')
    page.fill('#parameters input[name="company"]', "Spark")
    page.press('#parameters input[name="company"]', "Enter")
    opened.wait(3)
    found = opened.cells()
    assert [row[2] for row in found] == ["越南", "越南"]
    address = page.evaluate("location.hash")
    again = visit(f"/{address}")
    wait_ready(again)
    assert again.cells() == found
    assert '"Spark"@zh "Spark"@en' in again.page.locator("#editor .cm-content").inner_text()


def test_each_saved_query_runs_as_it_is(visit: Callable[..., Visit]) -> None:
    opened = visit()
    page = wait_ready(opened)
    for number, name in enumerate(load_queries(), 2):
        page.click(f'[data-query="{name}"]')
        opened.wait(number)
        assert page.locator("#result .problem").count() == 0, name


def test_a_result_can_be_seen_as_a_network_and_as_it_came(visit: Callable[..., Visit]) -> None:
    graph = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o . ?s a kg:Company . ?o a kg:Entity }"
    page = wait_ready(visit(f"/#view=network&query={quote(graph)}"))
    names = page.locator("#network .node-name").all_text_contents()
    assert {"星火电器", "蓝湖/科技", "空调"} <= set(names)
    assert page.locator("#network .edge").count() >= 4
    page.click('[data-view="raw"]')
    assert "ontology#competitorOf>" in page.locator("#result pre").inner_text()
    page.click('[data-view="table"]')
    assert page.locator(".rows tbody tr").count() == int(page.locator("#status").inner_text().split()[0])


def test_yes_no_and_nothing(visit: Callable[..., Visit]) -> None:
    opened = visit()
    page = wait_ready(opened)
    opened.run("ASK { ?s a kg:Company }")
    assert page.locator("#result").inner_text() == "是"
    opened.run("SELECT ?s WHERE { ?s a kg:Nothing }")
    assert page.locator("#result").inner_text() == "没有结果"


def test_a_mistake_is_told_and_underlined(visit: Callable[..., Visit]) -> None:
    opened = visit(expected=("status of 400",))
    page = wait_ready(opened)
    opened.run("SELECT ?s WHERE {\n  ?s nope:name ?o\n}")
    assert page.locator("#result .problem").inner_text().startswith("query, line 2, column ")
    assert page.locator("#editor .cm-wrong").count() == 1
    opened.run(WHO)
    assert page.locator("#result .problem, #editor .cm-wrong").count() == 0


def test_the_editor_completes_terms_by_their_chinese_names_and_things_by_label(visit: Callable[..., Visit]) -> None:
    opened = visit()
    page = wait_ready(opened)
    for typed, wanted in (("收购", "kg:acquired"), ("entity:越", "越南"), ("kg:founder", "kg:founderOf")):
        opened.run("ASK {}")
        page.keyboard.press("Control+A")
        page.keyboard.insert_text("ASK { ?s ")
        page.keyboard.insert_text(typed)
        page.keyboard.press("Control+Space")
        page.wait_for_selector(f".cm-tooltip-autocomplete li:has-text('{wanted}')")
        page.keyboard.press("Escape")


def test_the_interface_speaks_english_and_keeps_the_query(visit: Callable[..., Visit]) -> None:
    opened = visit()
    page = wait_ready(opened)
    opened.run(WHO)
    page.click("#language")
    page.wait_for_selector("html[data-language=en][data-done]", state="attached")
    assert page.locator("#heading").inner_text() == "Knowledge graph"
    assert page.locator("#run").inner_text().startswith("Run")
    assert "kg:founderOf" in page.locator("#editor .cm-content").inner_text()
    opened.open("/resource?iri=https://example.org/kg/entity/xinghuo")
    assert page.locator("#content h1").inner_text() == "Spark Appliances"


def test_a_saved_query_shows_english_names_and_a_fact_is_told_in_words(visit: Callable[..., Visit]) -> None:
    opened = visit(locale="en-US")
    page = wait_ready(opened)
    done = opened.count()
    page.click('.saved:has-text("markets_of_company")')
    opened.wait(done + 1)
    page.fill("#parameters input", "星火")
    page.press("#parameters input", "Enter")
    opened.wait(done + 2)
    assert ["plans to enter", "Vietnam", "asserted"] in [row[1:4] for row in opened.cells()]
    opened.run("SELECT ?fact { ?fact rdf:predicate kg:plansToEnter }")
    assert opened.cells()[0][0].endswith("plans to enter Vietnam")


def test_rows_are_sorted_by_a_click(visit: Callable[..., Visit]) -> None:
    opened = visit()
    page = wait_ready(opened)
    opened.run("SELECT ?n { VALUES ?n { 10 9 100 } }")
    for wanted in (["9", "10", "100"], ["100", "10", "9"]):
        page.click(".rows thead th:nth-child(2) button")
        assert [row[0] for row in opened.cells()] == wanted


def test_what_stands_in_the_graph_never_runs(visit: Callable[..., Visit], browser: Browser, tmp_path: Path) -> None:
    node = ox.NamedNode("https://example.org/kg/entity/xinghuo")
    label = ox.NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")
    exact = ox.NamedNode("http://www.w3.org/ns/oa#exact")
    quads = make_quads(make_sample())
    evidence = {quad.subject for quad in quads if quad.predicate == exact}
    quads = [quad for quad in quads if (quad.subject, quad.predicate) != (node, label) and quad.predicate != exact]
    quads += [ox.Quad(node, label, ox.Literal(EVIL, language="zh"))]
    quads += [ox.Quad(each, exact, ox.Literal(EVIL)) for each in evidence]
    write_quads(quads, tmp_path)
    with run_server(tmp_path) as client:
        opened = visit("/resource?iri=https://example.org/kg/entity/xinghuo", at=client)
        assert opened.page.locator("#content h1").inner_text() == EVIL
        opened.open("/")
        page = wait_ready(opened)
        opened.run(WHO)
        assert opened.cells() == [["林小满", EVIL]]
        page.click(".rows .because")
        page.wait_for_selector("#drawer blockquote")
        page.click('[data-view="network"]')
        assert "broken" not in page.title()
        opened.page.context.close()
