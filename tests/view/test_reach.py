"""Reaching everybody: keyboard alone, screen readers, two languages, two themes, small screens, large graphs."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kg.ontology.vocabulary import load_vocabulary
from kg.view.page import write_page
from kg.view.synthetic import make_news_graph
from tests.view.browser import Opened
from tests.view.sample import make_sample
from tests.view.test_find import press, shown

Open = Callable[..., Opened]


def test_keyboard_alone_walks_focuses_pins_hides_and_leaves(open_page: Open) -> None:
    opened = open_page()
    opened.page.locator("#canvas").focus()
    press(opened, "ArrowRight")
    assert opened.page.locator("#panel h2").inner_text() == "小米集团"
    press(opened, "ArrowRight")
    second = opened.page.locator("#panel h2").inner_text()
    assert second != "小米集团"
    press(opened, "ArrowLeft", "ArrowUp", "ArrowDown", "Enter")
    assert opened.page.locator("#trail").inner_text().startswith("聚焦")
    press(opened, "p")
    assert opened.page.locator('[data-action="pin"]').get_attribute("aria-pressed") == "true"
    press(opened, "Escape", "Escape")
    assert opened.page.locator("#trail").inner_text() == ""
    press(opened, "ArrowRight", "h")
    assert "已隐藏 1 个" in opened.page.locator("#trail").inner_text()
    press(opened, "?")
    assert opened.page.locator("#help").is_visible()
    press(opened, "Escape")
    assert opened.page.locator("#help").is_hidden()


def test_table_lists_the_facts_shown(open_page: Open) -> None:
    opened = open_page()
    press(opened, "t")
    rows = opened.page.locator("#facts-table tbody tr")
    assert rows.count() == len(shown(opened, "facts")) == len(make_sample().facts)
    assert opened.page.locator("#facts-table th[scope=col]").count() == 7
    opened.page.locator("#facts-table .link", has_text="隶属于").click()
    assert opened.page.locator(".fact blockquote").inner_text() == "小米宣布造车"
    press(opened, "t")
    assert opened.page.locator("#facts-table").is_hidden()


def test_every_control_has_a_name(open_page: Open) -> None:
    for hash in ("", "#node=xiaomi", "#doc=honor-sale", "#mode=table"):
        opened = open_page(hash=hash)
        nameless = opened.evaluate(
            "[...document.querySelectorAll('button, input, summary, a, [role=application]')].filter((e) =>"
            "!(e.getAttribute('aria-label') || e.textContent.trim() || e.title)).map((e) => e.outerHTML)"
        )
        assert nameless == []
        assert opened.evaluate(
            "new Set([...document.querySelectorAll('[id]')].map((e) => e.id)).size"
        ) == opened.evaluate("document.querySelectorAll('[id]').length")


def test_selection_is_announced(open_page: Open) -> None:
    opened = open_page()
    press(opened, "/")
    opened.page.keyboard.type("宁德时代")
    press(opened, "Enter")
    assert opened.page.locator("#news").inner_text() == "宁德时代，公司，12 条事实"


def test_english_interface_names_everything_in_english(open_page: Open) -> None:
    opened = open_page(hash="#node=xiaomi")
    opened.page.locator("#language").click()
    assert opened.page.locator("html").get_attribute("lang") == "en"
    assert opened.page.locator("#counts").inner_text() == "75 things · 125 facts · 4 articles"
    assert opened.page.locator("#panel h2").inner_text() == "Xiaomi"
    assert load_vocabulary().properties["ownsBrand"].en in opened.page.locator(".relations dt").all_inner_texts()
    assert "132 million" in opened.page.locator(".figures").inner_text()
    opened.page.reload()
    opened.page.wait_for_selector("html[data-ready]", state="attached")
    assert opened.page.locator("#panel h2").inner_text() == "Xiaomi"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_theme_follows_the_system_and_the_button(open_page: Open, scheme: str) -> None:
    opened = open_page(color_scheme=scheme)
    assert opened.page.locator("html").get_attribute("data-theme") == scheme
    opened.page.locator("#theme").click()
    assert opened.page.locator("html").get_attribute("data-theme") == {"light": "dark", "dark": "light"}[scheme]


def test_communities_give_things_of_one_article_one_colour(open_page: Open) -> None:
    opened = open_page()
    assert "#332288" not in opened.evaluate("window.kg.svg()")
    opened.page.locator('[data-key="communities"]').click()
    assert "communities=1" in opened.page.url
    assert "#332288" in opened.evaluate("window.kg.svg()")


def test_small_screen_has_no_sideways_scrolling(open_page: Open) -> None:
    opened = open_page(viewport={"width": 390, "height": 844}, hash="#node=xiaomi")
    assert opened.evaluate("document.documentElement.scrollWidth") == 390
    assert opened.page.locator("#side").is_hidden()
    opened.page.locator("#menu").click()
    assert opened.page.locator("#side").is_visible()


def test_physics_moves_things_only_when_asked(open_page: Open) -> None:
    opened = open_page()
    where = "['xiaomi', 'lenovo', 'catl', 'note7'].map((id) => window.kg.placeOf(id))"
    before = opened.evaluate(where)
    opened.page.locator('[data-key="moving"]').click()
    opened.page.wait_for_function(f"before => JSON.stringify({where}) !== JSON.stringify(before)", arg=before)
    opened.page.locator('[data-key="moving"]').click()


def test_large_graph_starts_with_its_main_communities_and_says_so(open_page: Open, tmp_path: Path) -> None:
    write_page(make_news_graph(5600), tmp_path / "graph.html")
    opened = open_page(tmp_path / "graph.html")
    first = shown(opened, "things")
    assert 150 < len(first) < 250
    assert "共有 5600 个对象，这里收录最重要的 5000 个" in opened.page.locator("#panel").inner_text()
    other = next(id for id in sorted(make_news_graph(5600).entities, reverse=True) if id not in first)
    opened.evaluate("id => { location.hash = new URLSearchParams({ node: id, focus: id }); }", other)
    opened.page.wait_for_selector("#panel h2")
    assert other in shown(opened, "things") and shown(opened, "things") != first
    press(opened, "Escape", "Escape")
    assert shown(opened, "things") == first
    opened.page.locator("[data-community]").first.click()
    assert len(shown(opened, "things") - first) > 10
