"""The index of the served explorer: what is looked up in it, small parts of a graph however large that is."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kg.graph.blocks import digest_tellings
from kg.graph.iris import BASE
from kg.kept import FOLDER, Kept
from kg.model import KnowledgeGraph
from kg.view.build import write_views
from kg.view.choices import Choice
from kg.view.index import write_index
from kg.view.parts import RELATIONS, Index, list_things
from kg.view.selection import close_graph
from kg.view.tables import INDEX
from tests.view.sample import HOSTILE, make_hostile, make_hub, make_sample
from tests.view.test_find import FIRST_HITS

Part = dict[str, Any]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("index") / INDEX
    write_index(make_sample(), path, title="四篇报道")
    return path


@pytest.fixture(scope="module")
def index(path: Path) -> Iterator[Index]:
    with closing(Index(path)) as index:
        yield index


def find(index: Index, id: str) -> int:
    place = index.find_place("node", id)
    assert place is not None
    return place


def name_nodes(part: Part) -> dict[int, str]:
    return {node["at"]: node["label"] for node in part["nodes"]}


def check_closed(part: Part) -> None:
    """A part names nothing that isn't in it."""
    nodes, facts, docs = ({each["at"] for each in part[key]} for key in ("nodes", "facts", "docs"))
    for fact in part["facts"]:
        things = [fact.get("s"), fact.get("o"), *(value for _, value in fact.get("q", []))]
        assert {thing for thing in things if isinstance(thing, int)} <= nodes
        assert {proof["d"] for proof in fact["pr"]} <= docs
        assert all(proof["quote"] for proof in fact["pr"])
    assert {end for edge in part["edges"] for end in (edge["from"], edge["to"])} <= nodes
    assert {edge["fact"] for edge in part["edges"]} <= facts


@pytest.mark.parametrize(("typed", "name"), FIRST_HITS)
def test_search_finds_by_name_alias_and_pinyin(index: Index, typed: str, name: str) -> None:
    found = index.search(typed)
    assert name_nodes(found)[found["hits"][0]] == name


def test_search_finds_from_inside_a_chinese_name_and_from_a_latin_word(index: Index) -> None:
    for typed, name in (("集团", "小米集团"), ("note", "Redmi Note 7")):
        assert name in name_nodes(index.search(typed)).values()
    assert index.search("没有这个名字")["hits"] == []
    assert index.search("  ")["hits"] == []


def test_start_has_communities_and_places_for_the_main_things(index: Index) -> None:
    start = index.read_start()
    check_closed(start)
    placed = [node for node in start["nodes"] if "x" in node]
    assert {"小米集团", "宁德时代"} <= {node["label"] for node in placed}
    assert all(set(group["names"]) <= {node["at"] for node in placed} for group in start["communities"])
    assert start["totals"]["facts"] == len(make_sample().facts)


def test_around_gives_facts_with_sentences_and_ties_among_neighbours(index: Index) -> None:
    part = index.read_around(find(index, "xiaomi"), 0)
    check_closed(part)
    assert {"雷军", "Redmi"} <= set(name_nodes(part).values())
    assert not part["more"]
    names = name_nodes(part)
    ends = {(names[edge["from"]], names[edge["to"]]) for edge in part["edges"]}
    assert ("小米集团", "Redmi") in ends
    assert [pair for pair in ends if "小米集团" not in pair]


def test_article_has_its_text_its_marks_and_its_facts(index: Index) -> None:
    doc = next(iter(make_sample().documents.values()))
    place = index.find_place("document", doc.id)
    assert place is not None
    part = index.read_article(place)
    check_closed(part)
    assert part["article"]["raw"] == doc.raw
    assert len(part["article"]["marks"]) == len(make_sample().annotations[doc.id])
    assert {proof["d"] for fact in part["facts"] for proof in fact["pr"]} >= {place}


def test_path_is_the_shortest_and_none_where_there_is_none(index: Index) -> None:
    part = index.find_path(find(index, "redmi"), find(index, "renzhengfei"))
    check_closed(part)
    assert [name_nodes(part)[place] for place in part["path"]] == ["Redmi", "小米集团", "华为", "任正非"]


def test_path_between_parts_that_nothing_joins_is_empty(tmp_path: Path) -> None:
    write_index(make_hostile(), tmp_path / INDEX, title="")
    with closing(Index(tmp_path / INDEX)) as index:
        ways = [index.find_path(0, place)["path"] for place in range(len(make_hostile().entities))]
        assert ways[0] == [0]
        assert all(way == [] or way[-1] == place for place, way in enumerate(ways))


def test_events_come_latest_first(index: Index) -> None:
    part = index.read_events(None)
    check_closed(part)
    days = {fact["at"]: fact["t"][0] for fact in part["facts"]}
    found = [days[place] for place in part["events"]]
    assert len(found) > 5
    assert found == sorted(found, reverse=True)
    own = index.read_events(find(index, "xiaomi"))
    assert own["events"] and {fact["k"] for fact in own["facts"]} == {"e"}


def test_wanted_leaves_out_what_is_not_there(index: Index) -> None:
    part = index.read_wanted(["xiaomi", "nobody"], ["nothing"], ["nowhere"])
    assert [node["id"] for node in part["nodes"]] == ["xiaomi"]


def test_hub_comes_a_page_at_a_time_most_important_first(tmp_path: Path) -> None:
    write_index(make_hub(RELATIONS + 20), tmp_path / INDEX, title="")
    with closing(Index(tmp_path / INDEX)) as index:
        first, second = index.read_around(find(index, "hub"), 0), index.read_around(find(index, "hub"), 1)
    assert (first["more"], second["more"]) == (True, False)
    check_closed(first)
    facts = [{fact["at"] for fact in part["facts"]} for part in (first, second)]
    assert list(map(len, facts)) == [RELATIONS, 20]
    assert not facts[0] & facts[1]


DAY = date(2019, 1, 1).toordinal()


@pytest.mark.parametrize(
    ("choice", "leaves"),
    [
        (Choice(statuses=["asserted"]), lambda fact, groups: fact["st"] != "asserted"),
        (Choice(properties=["produces", "Event"]), lambda fact, groups: fact["k"] != "e" and fact["p"] != "produces"),
        (Choice(properties=["Observation"]), lambda fact, groups: fact["k"] != "o"),
        (Choice(confidence=85), lambda fact, groups: fact["c"] >= 0.85),
        (Choice(first=DAY), lambda fact, groups: "t" not in fact or fact["t"][1] >= DAY),
        (Choice(last=DAY), lambda fact, groups: "t" not in fact or fact["t"][0] <= DAY),
        (Choice(classes=["Person"]), lambda fact, groups: fact["k"] != "r" or "Person" not in groups),
    ],
)
def test_of_a_things_facts_come_those_that_the_filters_leave(
    index: Index, choice: Choice, leaves: Callable[[Part, set[str]], bool]
) -> None:
    at = find(index, "xiaomi")
    whole, part = index.read_around(at, 0), index.read_around(at, 0, choice)
    groups = {node["at"]: node["group"] for node in whole["nodes"]}
    own = [fact for fact in whole["facts"] if at in list_things(fact)]
    left = {fact["at"] for fact in own if leaves(fact, {groups.get(fact.get(end), "") for end in ("s", "o")})}
    assert left and len(left) < len(own)
    edges = {edge["fact"] for edge in part["edges"]}  # among the things that came, whatever the filters leave
    assert left <= {fact["at"] for fact in part["facts"]}
    assert {fact["at"] for fact in part["facts"] if at in list_things(fact)} - edges <= left


def test_same_graph_gives_same_bytes(tmp_path: Path, path: Path) -> None:
    write_index(make_sample(), tmp_path / INDEX, title="四篇报道")
    assert (tmp_path / INDEX).read_bytes() == path.read_bytes()


def test_hostile_names_are_found_by_what_they_are(tmp_path: Path) -> None:
    write_index(make_hostile(), tmp_path / INDEX, title="")
    with closing(Index(tmp_path / INDEX)) as index:
        for name in HOSTILE:
            found = index.search(name)
            assert name_nodes(found)[found["hits"][0]].startswith(name)
            check_closed(index.read_around(found["hits"][0], 0))


def test_index_of_another_version_is_not_current(tmp_path: Path, path: Path) -> None:
    copy = tmp_path / INDEX
    copy.write_bytes(path.read_bytes())
    with closing(Index(copy)) as index:
        assert index.is_current()
    with closing(sqlite3.connect(copy)) as db:
        db.execute("PRAGMA user_version = 0")
    with closing(Index(copy)) as index:
        assert not index.is_current()


def read_rows(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    with closing(sqlite3.connect(path)) as db:
        tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {table: sorted(db.execute(f"SELECT * FROM {table}"), key=repr) for table in tables}


def check_increments(graphs: list[KnowledgeGraph], folder: Path) -> None:
    """Page and rows after those of other graphs are the ones that are made from nothing."""
    kept = Kept(folder / FOLDER, b"")
    for number, graph in enumerate(graphs):
        fresh, tellings = folder / f"fresh{number}", digest_tellings(graph)
        page = write_views(graph, folder, base=BASE, kept=kept, tellings=tellings)
        assert page == write_views(graph, fresh, base=BASE, kept=None, tellings=tellings)
        assert read_rows(folder / INDEX) == read_rows(fresh / INDEX)


@pytest.mark.parametrize("share", [0.3, 0.9])
def test_views_after_those_of_more_or_fewer_facts_are_made_as_from_nothing(tmp_path: Path, share: float) -> None:
    whole = make_sample()
    few = close_graph(whole, list(whole.facts.values())[: int(share * len(whole.facts))])
    check_increments([few, whole, few], tmp_path)


def test_page_of_the_most_important_things_is_made_as_from_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.view.payload.THINGS", 12)
    whole = make_sample()
    check_increments([close_graph(whole, list(whole.facts.values())[::2]), whole], tmp_path)


def test_views_after_a_document_has_changed_count_in_its_new_units(tmp_path: Path) -> None:
    whole = make_sample()
    doc = next(doc for doc in whole.documents.values() if doc.raw)
    changed = replace(doc, raw="\U0001f600" + doc.raw[1:])  # two code units where there was one
    check_increments([whole, replace(whole, documents={**whole.documents, doc.id: changed})], tmp_path)
