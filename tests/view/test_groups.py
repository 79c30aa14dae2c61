"""What is looked at alone: a thing among its neighbours, a community, its events in time."""

from collections.abc import Callable
from itertools import combinations
from pathlib import Path

from kg.view.page import write_page
from tests.view.browser import Opened
from tests.view.sample import make_hub
from tests.view.test_find import press, shown, toggle

Open = Callable[..., Opened]
Point = tuple[float, float]


def places(opened: Opened, names: set[str]) -> dict[str, Point]:
    return {name: tuple(opened.evaluate("id => window.kg.placeOf(id)", name)) for name in sorted(names)}


def test_neighbours_lie_around_their_hub_and_no_two_upon_each_other(open_page: Open) -> None:
    opened = open_page(hash="#focus=xiaomi")
    spots = places(opened, shown(opened, "things"))
    hub = spots.pop("xiaomi")
    assert len(spots) > 8
    for (ax, ay), (bx, by) in combinations(spots.values(), 2):
        assert abs(ax - bx) > 12 or abs(ay - by) > 12
    left, right = (sum(sign * (x - hub[0]) > 0 for x, _ in spots.values()) for sign in (-1, 1))
    assert min(left, right) >= len(spots) / 4


def test_same_focus_always_lies_the_same(open_page: Open) -> None:
    first, again = (open_page(hash="#focus=xiaomi&hops=2") for _ in range(2))
    names = shown(first, "things")
    assert places(first, names) == places(again, names)


def test_hub_of_many_keeps_its_name(open_page: Open, tmp_path: Path) -> None:
    write_page(make_hub(150), tmp_path / "hub.html")
    assert ">枢纽公司<" in open_page(tmp_path / "hub.html").evaluate("window.kg.svg()")


def test_filters_move_nothing_in_a_focus(open_page: Open) -> None:
    opened = open_page(hash="#focus=xiaomi")
    before = places(opened, {"xiaomi", "redmi"})
    toggle(opened, "types", "Person")
    assert places(opened, {"xiaomi", "redmi"}) == before


def test_unfocusing_brings_everything_home(open_page: Open) -> None:
    opened = open_page()
    home = places(opened, {"xiaomi", "redmi", "catl"})
    opened.page.mouse.dblclick(*home["redmi"])
    assert places(opened, {"redmi"}) != {"redmi": home["redmi"]}
    press(opened, "Escape", "Escape")
    assert places(opened, set(home)) == home


def test_community_is_shown_alone_and_its_link_restores_it(open_page: Open) -> None:
    opened = open_page()
    everything = shown(opened, "things")
    opened.page.locator("[data-community]").first.click()
    alone = shown(opened, "things")
    assert 2 < len(alone) < len(everything)
    assert opened.page.locator("#trail").inner_text().startswith("社群：")
    again = open_page(hash=opened.page.url[opened.page.url.index("#") :])
    assert shown(again, "things") == alone
    press(opened, "Escape")
    assert shown(opened, "things") == everything


def test_timeline_lists_events_latest_first_and_obeys_filters(open_page: Open) -> None:
    opened = open_page()
    press(opened, "l")
    events = opened.page.locator("#events .moment").count()
    months = opened.page.locator("#events .months h3").all_inner_texts()
    assert events > 5
    assert months == sorted(months, reverse=True)
    toggle(opened, "statuses", "planned")
    assert 0 < opened.page.locator("#events .moment").count() < events
    opened.page.locator("#events .moment-name").first.click()
    assert opened.page.locator("#panel.with-fact blockquote").count() >= 1
    press(opened, "l")
    assert opened.page.locator("#events").is_hidden()


def test_timeline_of_a_thing_has_its_events_alone(open_page: Open) -> None:
    opened = open_page(hash="#node=xiaomi&mode=timeline")
    rows = opened.page.locator("#events .moment")
    assert rows.count() > 0
    assert rows.count() == rows.filter(has_text="小米集团").count()


def test_what_moved_stays_where_it_stopped(open_page: Open) -> None:
    opened = open_page()
    home = places(opened, {"xiaomi", "redmi"})
    switch = opened.page.locator('[data-key="moving"]')
    switch.click()
    opened.page.evaluate(
        "() => new Promise((done) => { let n = 0; const step = () => (n++ > 40 ? done() : requestAnimationFrame(step)); step(); })"
    )
    switch.click()
    after = places(opened, {"xiaomi", "redmi"})
    assert after != home
    toggle(opened, "types", "Person")
    assert places(opened, {"xiaomi", "redmi"}) == after
