"""A build that takes from the last one what has not changed writes what a build from nothing writes."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.corpus.build import build_corpus
from kg.corpus.digests import digest_keeping
from kg.corpus.killing import find_changes
from kg.corpus.links import make_cache
from kg.corpus.reading import read_corpus
from kg.documents import read_documents
from kg.documents.memory import Memory
from kg.graph.store import find_store
from kg.kept import FOLDER, Kept
from kg.pipeline import write_build
from kg.view.tables import INDEX
from tests.corpus.conftest import Article, Write, make_article, make_articles

DAY = "2019-03-08"
TELLINGS = (
    "{0}科技有限公司宣布收购{1}软件有限公司。方明远担任{0}科技有限公司董事长。",
    "{0}科技计划进入{2}市场。{0}今年营业收入为{3}亿元。",
    "{1}软件首席执行官方明远表示，{0}科技与{1}软件达成合作。",
    "{1}软件有限公司（以下简称“{1}”）在{2}成立子公司。{1}股价上涨{3}%。",
    "{0}科技并未进入{2}市场。{0}科技有限公司成立于2010年。",
)
NAMES = ("海岚", "云杉", "青禾", "远帆")
PLACES = ("印度", "越南", "广州")
STORIES = st.tuples(st.integers(0, 4), st.integers(0, 3), st.integers(0, 3), st.integers(0, 2), st.integers(1, 9))
DAYS = st.lists(st.dictionaries(st.integers(0, 5), STORIES, min_size=1), min_size=2, max_size=4)


def tell(number: int, story: tuple[int, ...]) -> Article:
    telling, first, second, place, figure = story
    text = TELLINGS[telling].format(NAMES[first], NAMES[second], PLACES[place], figure)
    return {"id": f"news-{number}", "title": f"{NAMES[first]}科技动态", "date": DAY, "text": text}


def build(folder: Path, output: Path, *, fresh: bool) -> None:
    kept = None if fresh else Kept(output / FOLDER, digest_keeping())
    docs = read_corpus([str(folder)], kept=kept).docs
    cache = None if fresh else make_cache(output / FOLDER)
    built = build_corpus(docs, jobs=1, cache=cache)
    write_build(built.graph, output, kept=kept, digests=built.digests)


@given(days=DAYS)
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_articles_added_changed_and_removed_give_the_build_from_nothing(
    days: list[dict[int, tuple[int, ...]]], write: Write, tmp_path: Path
) -> None:
    again, whole = tmp_path / "again", tmp_path / "whole"
    for place in (again, whole):
        shutil.rmtree(place, ignore_errors=True)
    for day in days:
        folder = write([tell(number, story) for number, story in day.items()])
        build(folder, again, fresh=False)
        build(folder, whole, fresh=True)
        assert find_changes(again, whole) == []


def test_only_a_store_that_is_known_to_hold_the_last_build_is_changed(write: Write, tmp_path: Path) -> None:
    again, whole = tmp_path / "again", tmp_path / "whole"
    build(write(make_articles(4)), again, fresh=False)
    build(write(make_articles(1)), again, fresh=True)  # of which the folder's .cache knows nothing
    for place in (again, whole):
        build(write(make_articles(3)), place, fresh=place == whole)
    assert find_changes(again, whole) == []


def test_a_store_that_a_killed_build_put_in_place_is_not_taken_for_the_one_before(write: Write, tmp_path: Path) -> None:
    again, whole = tmp_path / "again", tmp_path / "whole"
    build(write(make_articles(2)), again, fresh=False)
    before = {path: path.read_bytes() for path in (again / "graph.ttl", again / FOLDER / "turtle")}
    build(write([*make_articles(2), make_article(7)]), again, fresh=False)
    for path, data in before.items():  # as if killed with the store in place, and nothing written after that
        path.write_bytes(data)
    for place in (again, whole):
        build(write(make_articles(3)), place, fresh=place == whole)
    assert find_changes(again, whole) == []


def test_what_did_not_change_is_linked_into_the_next_store(write: Write, tmp_path: Path) -> None:
    build(write(make_articles(4)), tmp_path / "out", fresh=False)
    before = {path.stat().st_ino for path in find_store(tmp_path / "out").glob("*.sst")}
    build(write(make_articles(5)), tmp_path / "out", fresh=False)
    assert before & {path.stat().st_ino for path in find_store(tmp_path / "out").glob("*.sst")}


@pytest.mark.parametrize("name", ["turtle", "documents.0"])
def test_what_is_kept_is_used_only_whole(write: Write, tmp_path: Path, name: str) -> None:
    again, whole = tmp_path / "again", tmp_path / "whole"
    folder = write(make_articles(3))
    build(folder, again, fresh=False)
    (again / FOLDER / name).write_bytes(b"\x80\x05.")
    for place in (again, whole):
        build(write(make_articles(4)), place, fresh=place == whole)
    assert find_changes(again, whole) == []


def test_a_turtle_file_that_somebody_changed_is_made_anew(write: Write, tmp_path: Path) -> None:
    again, whole = tmp_path / "again", tmp_path / "whole"
    build(write(make_articles(3)), again, fresh=False)
    path = again / "graph.ttl"
    path.write_bytes(path.read_bytes().replace(b"asserted", b"retorted"))
    for place in (again, whole):
        build(write(make_articles(4)), place, fresh=place == whole)
    assert find_changes(again, whole) == []


@pytest.mark.parametrize("change", ["UPDATE fact SET data = '{}'", "DELETE FROM name"])
def test_only_the_index_that_the_last_build_wrote_is_used(write: Write, tmp_path: Path, change: str) -> None:
    again, whole = tmp_path / "again", tmp_path / "whole"
    build(write(make_articles(3)), again, fresh=False)
    with closing(sqlite3.connect(again / INDEX)) as db, db:
        db.execute(change)
    for place in (again, whole):
        build(write(make_articles(4)), place, fresh=place == whole)
    assert find_changes(again, whole) == []


def test_a_change_in_an_article_that_no_fact_shows_reaches_page_and_index(write: Write, tmp_path: Path) -> None:
    again, whole = tmp_path / "again", tmp_path / "whole"
    article = make_article(1)
    for text, day in ((article["text"], DAY), (article["text"], "2020-01-02"), (article["text"] + "\n此后无事。", DAY)):
        folder = write([make_article(0), {**article, "date": day, "text": text}])
        build(folder, again, fresh=False)
        build(folder, whole, fresh=True)
        assert find_changes(again, whole) == []


def test_text_that_was_read_before_becomes_the_same_document(write: Write, tmp_path: Path) -> None:
    articles = [
        *make_articles(2),
        {**make_article(7), "text": "第一段 <b>海岚科技</b>。\r\n\r\n＃第二段：漢字&amp;ＡＢＣ。\n"},
    ]
    folder = write(articles)
    (folder / "a.md").write_text("---\ntitle: 青禾软件\ndate: 2019-03-08\n---\n青禾软件成立。\n", encoding="utf-8")
    first = Memory()
    docs = list(read_documents([str(folder)], memory=first))
    second = Memory(before=first.now)
    assert list(read_documents([str(folder)], memory=second)) == docs == list(read_documents([str(folder)]))
    assert second.now == first.now and len(first.now) == 4
