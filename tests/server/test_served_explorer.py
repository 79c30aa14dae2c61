"""The served explorer: what it answers over HTTP, and the page in a browser that can reach nothing but the server."""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Page, Route

from kg.graph.store import write_store
from kg.pipeline import write_build
from kg.view.index import write_index
from kg.view.parts import RELATIONS, Index
from kg.view.tables import INDEX
from tests.server.conftest import run_server
from tests.view.sample import HOSTILE, make_hostile, make_hub, make_sample

IDLE = 'html:not([data-busy]), html[data-busy="0"]'


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """The client of a server of the sample's build."""
    directory = tmp_path_factory.mktemp("explored")
    write_build(make_sample(), directory)
    with run_server(directory) as client:
        yield client


@dataclass
class Explored:
    """A page of the explorer, with all that went wrong in it."""

    page: Page
    problems: list[str] = field(default_factory=list)

    def wait(self) -> Page:
        """Wait until nothing is on its way any more."""
        self.page.wait_for_selector("html[data-ready]", state="attached")
        self.page.wait_for_selector(IDLE, state="attached")
        return self.page

    def find(self, typed: str) -> Page:
        """Search for a thing and go to the first that is found."""
        self.page.locator("#query").fill(typed)
        self.page.wait_for_selector("#hits [role=option]")
        self.wait()
        self.page.keyboard.press("Enter")
        self.page.wait_for_selector("#panel.with-node")
        return self.wait()

    def shown(self, what: str) -> set[str]:
        found: list[str] = self.page.evaluate("window.kg.shown()")[what]
        return set(found)


Open = Callable[..., Explored]


@pytest.fixture
def explore(browser: Browser) -> Iterator[Open]:
    """Open the explorer; whatever it asks of anybody but its server is refused and counts as a problem."""
    opened: list[Explored] = []

    def start(client: httpx.Client, hash: str = "") -> Explored:
        address = str(client.base_url)
        context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN", reduced_motion="reduce")
        explored = Explored(context.new_page())

        def guard(route: Route) -> None:
            if route.request.url.startswith((address, "data:", "blob:")):
                route.continue_()
            else:
                explored.problems.append(f"request: {route.request.url}")
                route.abort()

        context.route("**/*", guard)
        for event in ("console", "pageerror", "dialog"):
            explored.page.on(event, lambda told: explored.problems.append(str(told)))  # type: ignore[call-overload]
        opened.append(explored)
        explored.page.goto(f"{address.rstrip('/')}/explore{hash}")
        explored.wait()
        return explored

    yield start
    for explored in opened:
        explored.page.context.close()
        assert explored.problems == []


def test_bad_requests_get_a_status_and_one_line(home: httpx.Client) -> None:
    for path, status, words in (
        ("/explore/around", 400, "a parameter at is missing"),
        ("/explore/around?at=x", 400, "at=x: no whole number"),
        ("/explore/around?at=-1", 400, "at=-1: no whole number"),
        ("/explore/around?at=999999", 404, "999999: no thing"),
        ("/explore/article?at=77", 404, "77: no article"),
        ("/explore/path?from=0", 400, "a parameter to is missing"),
        ("/explore/fringe?" + "&".join(["at=0"] * 51), 400, "51 values of at"),
        ("/explore/search?q=x&made=before", 409, "the graph was built anew"),
        ("/explore/nothing", 404, "/explore/nothing"),
    ):
        answer = home.get(path)
        assert (answer.status_code, answer.text.count("\n")) == (status, 1), path
        assert answer.text.startswith(words)
    assert home.post("/explore/search").status_code == 405


def test_page_may_ask_its_server_and_nobody_else(home: httpx.Client) -> None:
    answer = home.get("/explore")
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "connect-src &#39;self&#39;" in answer.text
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]


def test_store_without_index_gets_one_at_the_first_request(tmp_path: Path) -> None:
    write_store(make_sample(), tmp_path)
    with run_server(tmp_path) as client:
        found = client.get("/explore/search", params={"q": "xmjt"}).json()
        assert found["nodes"][0]["label"] == "小米集团"
        around = client.get("/explore/around", params={"at": found["hits"][0]}).json()
        assert "小米" in around["facts"][0]["pr"][0]["quote"]
    assert not (tmp_path / INDEX).exists()


def test_graph_of_another_vocabulary_has_nothing_to_explore(tmp_path: Path) -> None:
    foreign = tmp_path / "foreign.ttl"
    foreign.write_text("<https://a.example/b> <https://a.example/c> <https://a.example/d> .", encoding="utf-8")
    with run_server(tmp_path, "--file", str(foreign)) as client:
        answer = client.get("/explore")
        assert answer.status_code == 404
        assert answer.text.startswith("nothing to explore") and answer.text.count("\n") == 1


def test_overview_begins_with_communities_and_all_counts(explore: Open, home: httpx.Client) -> None:
    page = explore(home).page
    assert page.locator("[data-community]").count() > 1
    assert f"/{len(make_sample().facts)} 条事实" in page.locator("#counts").inner_text()
    page.locator("[data-community]").first.click()
    assert page.locator("#trail").inner_text().startswith("社群：")


def test_search_by_pinyin_leads_to_a_thing_its_sentences_and_the_article(explore: Open, home: httpx.Client) -> None:
    explored = explore(home)
    page = explored.find("xmjt")
    assert page.locator("#panel h2").inner_text() == "小米集团"
    page.locator("#panel .quote-button").first.click()
    page.wait_for_selector("#panel.with-fact blockquote mark")
    page.locator(".proof .link").first.click()
    page.wait_for_selector("#panel .article .mention")
    assert page.locator("#panel .article .lit").count() > 0
    page.locator("#panel .article .mention").first.click()
    explored.wait()


def test_focus_widens_by_steps_and_its_link_restores_it(explore: Open, home: httpx.Client) -> None:
    explored = explore(home)
    page = explored.find("redmi")
    if not page.locator("#trail .trail-chip").count():
        page.click('[data-action="focus"]')
        explored.wait()
    near = explored.shown("things")
    assert {"redmi", "xiaomi", "note7"} <= near
    page.click('[data-action="more-hops"]')
    explored.wait()
    far = explored.shown("things")
    assert near < far and "huawei" in far
    again = explore(home, page.url[page.url.index("#") :])
    assert again.shown("things") == far
    assert again.page.locator("#panel h2").inner_text() == "Redmi"
    for thing in far:  # all that was still to be loaded lies in the window too
        x, y = again.page.evaluate("id => window.kg.placeOf(id)", thing)
        assert 240 < x < 1060 and 50 < y < 900


def test_path_is_found_by_the_server(explore: Open, home: httpx.Client) -> None:
    explored = explore(home)
    page = explored.find("redmi")
    page.locator('[data-action="path"]').click()
    page.locator("#query").fill("任正非")
    page.wait_for_selector("#hits [role=option]")
    page.keyboard.press("Enter")
    explored.wait()
    assert page.locator("#trail .chip").all_inner_texts() == ["Redmi", "小米集团", "华为", "任正非"]


def test_timeline_shows_events_latest_first_and_opens_their_sentence(explore: Open, home: httpx.Client) -> None:
    explored = explore(home)
    page = explored.page
    page.keyboard.press("l")
    explored.wait()
    months = page.locator("#events .months h3").all_inner_texts()
    assert len(months) > 2
    assert months == sorted(months, reverse=True)
    page.locator("#events .moment-name").first.click()
    page.wait_for_selector("#panel.with-fact blockquote")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    assert page.locator("#events").is_hidden()


def test_filters_work_on_what_is_loaded(explore: Open, home: httpx.Client) -> None:
    explored = explore(home, "#focus=xiaomi")
    before = explored.shown("things")
    assert "leijun" in before
    explored.page.locator('[data-group="types"] [data-name="Person"]').click()
    assert "leijun" not in explored.shown("things")


def test_filters_ask_for_the_facts_of_a_hub_that_they_leave(explore: Open, tmp_path: Path) -> None:
    hub = make_hub(5 * RELATIONS)
    write_index(hub, tmp_path / INDEX, title="")
    with closing(Index(tmp_path / INDEX)) as index:
        parts = index.read_start(), index.read_around(index.find_place("node", "hub") or 0, 0)
    planned = hub.facts.keys() - {fact["id"] for part in parts for fact in part["facts"]}
    assert RELATIONS < len(planned) <= 4 * RELATIONS
    facts = {
        id: replace(fact, status="planned", confidence=0.5) if id in planned else fact for id, fact in hub.facts.items()
    }
    write_store(make_sample(), tmp_path)
    write_index(replace(hub, facts=facts), tmp_path / INDEX, title="news")
    with run_server(tmp_path) as client:
        explored = explore(client, "#focus=hub&node=hub")
        page = explored.wait()
        assert not explored.shown("facts") & planned
        page.locator('[data-group="statuses"] [data-name="asserted"]').click()
        explored.wait()
        assert len(explored.shown("facts") & planned) == RELATIONS == len(explored.shown("facts"))
        while page.locator('[data-action="more-facts"]').count():
            page.click('[data-action="more-facts"]')
            explored.wait()
        assert explored.shown("facts") == planned


def test_hub_loads_more_when_asked_and_a_rebuilt_graph_is_told(explore: Open, tmp_path: Path) -> None:
    write_store(make_sample(), tmp_path)
    write_index(make_hub(3 * RELATIONS + 20), tmp_path / INDEX, title="news")
    with run_server(tmp_path) as client:
        explored = explore(client)
        page = explored.find("枢纽公司")
        if not page.locator("#trail .trail-chip").count():
            page.click('[data-action="focus"]')
            explored.wait()
        assert len(explored.shown("facts")) < 3 * RELATIONS + 20
        for _ in range(3):
            page.click('[data-action="more-facts"]')
            explored.wait()
        assert page.locator('[data-action="more-facts"]').count() == 0
        assert len(explored.shown("facts")) == 3 * RELATIONS + 20
        write_index(make_sample(), tmp_path / INDEX, title="other")
        page.locator("#query").fill("小米")
        page.wait_for_selector("#trail >> text=请刷新页面")
        assert [told for told in explored.problems if "409" not in told] == []
        explored.problems.clear()  # the browser tells of the status itself


def test_hostile_names_do_nothing(explore: Open, tmp_path: Path) -> None:
    write_store(make_sample(), tmp_path)
    write_index(make_hostile(), tmp_path / INDEX, title=HOSTILE[1])
    with run_server(tmp_path) as client:
        explored = explore(client)
        for name in HOSTILE:
            page = explored.find(name)
            assert page.locator("#panel h2").inner_text().startswith(name)
            page.keyboard.press("l")
            explored.wait()
            page.keyboard.press("l")
        assert page.evaluate("document.querySelectorAll('img, iframe, script[src]').length") == 0
