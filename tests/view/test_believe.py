"""Believing: every fact with its sentences, and the way from sentence to article and back."""

from array import array
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from kg.view.page import write_page
from tests.view.browser import Opened
from tests.view.sample import make_hub, make_sample
from tests.view.test_find import click_thing, press, shown

Open = Callable[..., Opened]


def find_fact(predicate: str, subject: str, target: str, status: str = "asserted") -> str:
    (found,) = [
        fact.id
        for fact in make_sample().facts.values()
        if (fact.predicate, fact.subject, fact.object, fact.status) == (predicate, subject, target, status)
    ]
    return found


def click_edge(opened: Opened, fact: str) -> None:
    opened.page.mouse.click(*opened.evaluate("id => window.kg.placeOfEdge(id)", fact))


def test_sheet_of_a_thing_lists_relations_figures_and_events(open_page: Open) -> None:
    opened = open_page()
    click_thing(opened, "xiaomi")
    panel = opened.page.locator("#panel")
    assert panel.locator("h2").inner_text() == "小米集团"
    terms = panel.locator("dl.relations dt").all_inner_texts()
    assert "拥有品牌" in terms and "← 任董事长" in terms
    brands = panel.locator("dl.relations dd").nth(terms.index("拥有品牌")).locator(".chip")
    assert set(brands.all_inner_texts()) == {"Redmi", "小米", "黑鲨", "POCO", "美图手机"}
    figures = [row.split("\t") for row in panel.locator(".figures tbody tr").all_inner_texts()]
    assert ["联网设备数", "约1.32亿台"] in [row[:2] for row in figures]
    assert ["海外收入占比", "43.9%", "2018Q3"] in [row[:3] for row in figures]
    assert "2018-07-09" in panel.locator(".timeline").inner_text()


def test_click_on_an_edge_shows_its_sentence_with_marked_words(open_page: Open) -> None:
    opened = open_page()
    click_edge(opened, find_fact("headquarteredIn", "catl", "ningde"))
    card = opened.page.locator(".fact").first
    assert card.locator(".fact-head").inner_text().split() == ["宁德时代", "总部位于", "宁德"]
    assert card.locator("blockquote").inner_text() == "福建宁德是公司总部所在地"
    assert card.locator("mark").all_inner_texts() == ["福建宁德"]
    assert "93%" in card.inner_text()
    assert "2021-06-03" in card.locator("figcaption").inner_text()


def test_parallel_edges_lie_apart_and_show_each_other(open_page: Open) -> None:
    opened = open_page()
    rumour = find_fact("acquired", "digitalchina", "honor", "rumoured")
    denial = find_fact("acquired", "digitalchina", "honor", "denied")
    places = [opened.evaluate("id => window.kg.placeOfEdge(id)", fact) for fact in (rumour, denial)]
    assert abs(places[0][0] - places[1][0]) + abs(places[0][1] - places[1][1]) > 3
    opened = open_page(hash=f"#fact={denial}")
    cards = opened.page.locator(".fact")
    assert cards.evaluate_all("cards => cards.map((card) => card.dataset.fact)") == [denial, rumour]
    assert "被否认" in cards.first.inner_text()


def test_relation_without_direction_is_listed_once_and_from_both_sides(open_page: Open) -> None:
    for thing, other in (("xiaomi", "华为"), ("huawei", "小米集团")):
        panel = open_page(hash=f"#node={thing}").page.locator("#panel")
        terms = panel.locator("dl.relations dt").all_inner_texts()
        assert terms.count("竞争对手") == 1 and "← 竞争对手" not in terms
        chips = panel.locator("dl.relations dd").nth(terms.index("竞争对手")).locator(".chip").all_inner_texts()
        assert other in chips


def test_speaker_of_a_sentence_is_named(open_page: Open) -> None:
    opened = open_page(hash=f"#fact={find_fact('plansToEnter', 'xiaomi', 'latam', 'planned')}")
    assert "雷军称" in opened.page.locator(".fact").first.inner_text()
    assert "计划" in opened.page.locator(".fact .badge").first.inner_text()


def test_from_sentence_to_its_place_in_the_article(open_page: Open) -> None:
    opened = open_page(hash=f"#fact={find_fact('usesTechnology', 'byd', 'blade')}")
    opened.page.get_by_role("button", name="宁德时代和比亚迪把电池战场搬到欧洲").click()
    lit = opened.page.locator(".article .lit")
    assert "".join(lit.all_inner_texts()) == "比亚迪总裁王传福宣布推出刀片电池"
    assert opened.page.locator(".article .strong").all_inner_texts() == ["比亚迪", "刀片电池"]
    assert lit.first.is_visible()
    text = opened.evaluate("document.querySelector('.article').textContent")
    assert text == make_sample().documents["ev-battery"].raw


def test_from_word_in_the_article_to_its_thing(open_page: Open) -> None:
    opened = open_page(hash="#doc=honor-sale")
    opened.page.locator(".article .mention", has_text="联发科").first.click()
    assert "mediatek" in opened.evaluate("window.kg.lit()")
    assert opened.page.locator(".article .mention.chosen").inner_text() == "联发科"
    assert opened.page.locator("#panel.with-doc").count() == 1


def test_click_on_a_sentence_in_the_article_shows_its_fact(open_page: Open) -> None:
    opened = open_page(hash="#doc=lenovo-results")
    opened.page.locator(".article .said", has_text="是全球首款").or_(
        opened.page.locator(".article .said", has_text="推行")
    ).first.click()
    assert "联想推行3S战略" in opened.page.locator(".fact blockquote").first.inner_text()


def test_article_highlights_only_what_it_says(open_page: Open) -> None:
    opened = open_page(hash="#doc=lenovo-results")
    lit = set(opened.evaluate("window.kg.lit()"))
    assert {"lenovo", "intel"} <= lit
    assert "byd" not in lit


def test_events_are_nodes_that_can_be_switched_off(open_page: Open) -> None:
    opened = open_page()
    events = {thing for thing in shown(opened, "things") if thing.startswith(" ")}
    assert len(events) == 14
    sale = next(f.id for f in make_sample().facts.values() if f.predicate == "Acquisition" and f.status == "asserted")
    click_thing(opened, f" {sale}")
    assert "把荣耀的全部资产卖给" in opened.page.locator(".fact blockquote").inner_text()
    press(opened, "Escape")
    opened.page.locator('[data-key="events"]').click()
    assert not any(thing.startswith(" ") for thing in shown(opened, "things"))


def test_hovering_an_edge_tells_what_it_says(open_page: Open) -> None:
    opened = open_page()
    place = opened.evaluate("id => window.kg.placeOfEdge(id)", find_fact("headquarteredIn", "catl", "ningde"))
    opened.page.mouse.move(place[0] - 30, place[1] - 30)
    opened.page.mouse.move(*place)
    opened.page.wait_for_selector("#tip:not([hidden])")
    assert "宁德时代 总部位于 宁德" in opened.page.locator("#tip").inner_text()
    assert "福建宁德是公司总部所在地" in opened.page.locator("#tip").inner_text()


def test_article_hides_markup_and_keeps_what_was_read(open_page: Open, tmp_path: Path) -> None:
    graph = make_hub(1)
    (doc,) = graph.documents.values()
    head = "---\ntitle: 标题\nauthor: 某人\n---\n<!-- more -->\n<p>"
    raw = f'{head}{doc.raw}</p>\n<img src="x.jpg">\n\n\n\n完'
    (fact,) = graph.facts.values()
    (proof,) = fact.proofs
    moved = proof._replace(start=proof.start + len(head), end=proof.end + len(head))
    doc = replace(doc, raw=raw, text=raw, offsets=array("I", range(len(raw) + 1)))
    graph = replace(graph, documents={doc.id: doc}, facts={fact.id: replace(fact, proofs=(moved,))})
    write_page(graph, tmp_path / "markup.html")
    opened = open_page(tmp_path / "markup.html", hash="#doc=hub")
    assert opened.page.locator(".article").inner_text().split() == ["枢纽公司推出产品000。", "完"]


def test_sentence_read_by_two_rules_is_shown_once(open_page: Open, tmp_path: Path) -> None:
    graph = make_hub(1)
    (fact,) = graph.facts.values()
    twin = fact.proofs[0]._replace(rule="another")
    facts = {fact.id: replace(fact, proofs=(fact.proofs[0], twin))}
    write_page(replace(graph, facts=facts), tmp_path / "twins.html")
    opened = open_page(tmp_path / "twins.html", hash="#fact=产品000")
    assert opened.page.locator("#panel blockquote").count() == 1
    assert "another、made-up" in opened.page.locator("#panel .bits").inner_text()
