"""Finding: search, filters, focus, paths, history, and the address that restores a view."""

from collections.abc import Callable

import pytest

from tests.view.browser import Opened

Open = Callable[..., Opened]
FIRST_HITS = (
    ("小米", "小米集团"),  # the company before its brand: more is known of it
    ("红米", "Redmi"),  # an alias
    ("redmi note", "Redmi Note 7"),
    ("lei jun", "雷军"),
    ("leijun", "雷军"),
    ("lj", "雷军"),
    ("ningdeshidai", "宁德时代"),
    ("ndsd", "宁德时代"),
    ("XiaoMiJiTuan", "小米集团"),
    ("ＴＣＬ", "TCL"),  # full width
    ("双引擎", "“手机+AIoT”双引擎"),
)
COUNT = """([key, value]) => {
  const ids = new Set(window.kg.shown().facts);
  const { facts } = JSON.parse(document.getElementById("payload").textContent);
  return facts.filter((fact) => ids.has(fact.id) && fact[key] === value).length;
}"""
SLIDE = """([key, value]) => {
  const input = document.querySelector(`[data-key="${key}"]`);
  input.value = value;
  for (const type of ["input", "change"]) input.dispatchEvent(new Event(type));
}"""


def shown(opened: Opened, what: str) -> set[str]:
    found = opened.evaluate("window.kg.shown()")[what]
    assert len(found) == len(set(found))
    return set(found)


def press(opened: Opened, *keys: str) -> None:
    for key in keys:
        opened.page.keyboard.press(key)


AT_REST = """id => new Promise(done => {
  let last = "";
  const look = () => {
    const place = window.kg.placeOf(id);
    if (JSON.stringify(place) === last) return done(place);
    last = JSON.stringify(place);
    requestAnimationFrame(look);
  };
  look();
})"""


def click_thing(opened: Opened, name: str, **options: object) -> None:
    """Click a thing where it stands once the picture has come to rest."""
    opened.page.mouse.click(*opened.evaluate(AT_REST, name), **options)  # type: ignore[arg-type]


def toggle(opened: Opened, group: str, name: str) -> None:
    opened.page.locator(f'[data-group="{group}"] [data-name="{name}"]').click()


@pytest.mark.parametrize(("query", "name"), FIRST_HITS)
def test_search_finds_by_name_alias_and_pinyin(open_page: Open, query: str, name: str) -> None:
    opened = open_page()
    opened.page.locator("#query").fill(query)
    assert opened.page.locator("#hits [role=option] .name").first.inner_text() == name


def test_search_by_keyboard_alone_selects_second_hit(open_page: Open) -> None:
    opened = open_page()
    press(opened, "/")
    opened.page.keyboard.type("小米")
    names = opened.page.locator("#hits .name").all_inner_texts()
    assert names[:2] == ["小米集团", "小米"]
    press(opened, "ArrowDown", "Enter")
    assert opened.page.locator("#panel .kind-line").inner_text() == "品牌"
    assert opened.page.locator("#hits").is_hidden()
    assert opened.evaluate("document.activeElement.id") == "canvas"


def test_search_without_match_says_so(open_page: Open) -> None:
    opened = open_page()
    opened.page.locator("#query").fill("没有这个名字")
    assert opened.page.locator("#hits").inner_text() == "没有匹配的对象"


def test_type_toggle_hides_things_and_their_facts(open_page: Open) -> None:
    opened = open_page()
    before = shown(opened, "facts")
    toggle(opened, "types", "Person")
    assert "leijun" not in shown(opened, "things")
    assert shown(opened, "facts") < before
    toggle(opened, "types", "Person")
    assert shown(opened, "facts") == before


@pytest.mark.parametrize(
    ("group", "name", "fact"),
    [
        ("properties", "ownsBrand", "ownsBrand"),
        ("statuses", "rumoured", "rumoured"),
        ("statuses", "denied", "denied"),
    ],
)
def test_filters_leave_no_such_fact(open_page: Open, group: str, name: str, fact: str) -> None:
    opened = open_page()
    key = {"properties": "p", "statuses": "st"}[group]
    assert opened.evaluate(COUNT, [key, fact]) > 0
    toggle(opened, group, name)
    assert opened.evaluate(COUNT, [key, fact]) == 0


def test_document_filter_leaves_the_other_articles(open_page: Open) -> None:
    opened = open_page()
    opened.page.get_by_role("button", name="报道", exact=True).click()
    opened.page.locator('[data-group="documents"] .toggle', has_text="联想集团季度净利润增长五成").click()
    assert {"lenovo", "intel", "moto"}.isdisjoint(shown(opened, "things"))
    assert {"xiaomi", "catl", "honor"} <= shown(opened, "things")


def test_confidence_and_dates_filter(open_page: Open) -> None:
    opened = open_page()
    opened.evaluate(SLIDE, ["confidence", 80])
    assert "digitalchina" in shown(opened, "things")  # the denial is surer than the rumour
    facts = shown(opened, "facts")
    opened.evaluate(SLIDE, ["confidence", 95])
    assert shown(opened, "facts") < facts
    opened.evaluate(SLIDE, ["confidence", 0])
    opened.evaluate(SLIDE, ["time from", 2021 * 12])
    assert "byd" in shown(opened, "things")
    assert "lenovo" not in shown(opened, "things")
    opened.page.get_by_role("button", name="清除筛选").click()
    assert "lenovo" in shown(opened, "things")


def test_double_click_focuses_and_hops_widen(open_page: Open) -> None:
    opened = open_page()
    opened.page.mouse.dblclick(*opened.evaluate(AT_REST, "redmi"))
    near = shown(opened, "things") - {"redmi"}
    assert {"xiaomi", "note7", "seg-ecom"} <= near
    assert "huawei" not in near
    opened.page.locator('[data-action="more-hops"]').click()
    assert "huawei" in shown(opened, "things")
    assert "renzhengfei" not in shown(opened, "things")
    opened.page.locator("#trail").get_by_role("button", name="取消").click()
    assert "renzhengfei" in shown(opened, "things")


def test_expand_hide_and_show_again(open_page: Open) -> None:
    opened = open_page(hash="#focus=redmi&hops=1")
    click_thing(opened, "xiaomi")
    press(opened, "e")
    assert "huawei" in shown(opened, "things")
    press(opened, "h")
    assert "xiaomi" not in shown(opened, "things")
    opened.page.locator("#trail .trail-chip", has_text="已隐藏").get_by_role("button").click()
    assert "xiaomi" in shown(opened, "things")


def test_dragging_pins_a_thing_where_it_is_dropped(open_page: Open) -> None:
    opened = open_page()
    x, y = opened.evaluate(AT_REST, "tesla")
    opened.page.mouse.move(x, y)
    opened.page.mouse.down()
    opened.page.mouse.move(x + 60, y + 80, steps=4)
    opened.page.mouse.up()
    moved = opened.evaluate("window.kg.placeOf('tesla')")
    assert moved == pytest.approx([x + 60, y + 80], abs=3)
    again = open_page(hash=opened.page.url[opened.page.url.index("#") :])
    assert again.evaluate("window.kg.placeOf('tesla')") == pytest.approx(moved, abs=30)
    assert "pin=" in again.page.url


def test_shortest_path_between_two_things(open_page: Open) -> None:
    opened = open_page()
    click_thing(opened, "redmi")
    opened.page.locator('[data-action="path"]').click()
    opened.page.keyboard.type("任正非")
    press(opened, "Enter")
    assert opened.page.locator("#trail .chip").all_inner_texts() == ["Redmi", "小米集团", "华为", "任正非"]
    assert opened.evaluate("window.kg.lit()") == ["redmi", "xiaomi", "huawei", "renzhengfei"]
    toggle(opened, "properties", "competitorOf")
    assert opened.page.locator("#trail .chip").all_inner_texts() != ["Redmi", "小米集团", "华为", "任正非"]


def test_back_and_forward_restore_what_was_chosen(open_page: Open) -> None:
    opened = open_page()
    click_thing(opened, "lenovo")
    toggle(opened, "types", "Person")
    opened.page.get_by_role("button", name="后退").click()
    opened.page.wait_for_function("window.kg.shown().things.includes('yangyuanqing')")
    assert opened.page.locator("#panel h2").inner_text() == "联想集团"
    opened.page.get_by_role("button", name="后退").click()
    opened.page.wait_for_selector("#panel.with-overview")
    opened.page.get_by_role("button", name="前进").click()
    opened.page.wait_for_selector("#panel.with-node")
    assert opened.page.locator("#panel h2").inner_text() == "联想集团"


def test_link_restores_the_view_in_a_new_window(open_page: Open) -> None:
    opened = open_page()
    opened.page.mouse.dblclick(*opened.evaluate(AT_REST, "honor"))
    toggle(opened, "statuses", "rumoured")
    click_thing(opened, "qualcomm")
    link = opened.page.url
    again = open_page(hash=link[link.index("#") :])
    assert again.evaluate("window.kg.shown()") == opened.evaluate("window.kg.shown()")
    assert again.page.locator("#panel h2").inner_text() == "高通"


def test_address_of_strangers_names_is_harmless(open_page: Open) -> None:
    opened = open_page(hash="#node=nobody&focus=%3Cimg%3E&hops=-3&from=x&c=7&pin=1,2,&at=1,2&t=Nothing&%%%")
    assert opened.page.locator("#panel.with-overview").count() == 1
