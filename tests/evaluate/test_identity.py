"""Joined names and entities drawn at random, to be judged by eye."""

from pathlib import Path

import pytest

from kg.documents import read_documents
from kg.evaluate.identity import find_like, find_merges, main, make_pairs
from kg.pipeline import build_graph
from tests.evaluate.corpora import write_corpus

ARTICLES = [
    "深圳市云帆科技有限公司（以下简称“云帆科技”）昨日公告。云帆科技董事长陈明辉表示，公司将扩产。该公司还将裁员。",
    "蓝湾软件股份有限公司总经理林小虎出席了活动。蓝湾电气有限公司将上市。",
]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return write_corpus(tmp_path / "corpus.jsonl", ARTICLES)


def test_a_merge_is_two_names_that_articles_use_for_one_entity(corpus: Path) -> None:
    graph = build_graph(read_documents([str(corpus)]))
    merges = [(entity.id, other.name, usual and usual.name) for entity, other, usual in find_merges(graph)]
    assert merges == [("Organization-深圳市云帆科技有限公司", "深圳市云帆科技有限公司", "云帆科技")]  # no 该公司


def test_a_double_stands_among_the_entities_of_like_names(corpus: Path) -> None:
    graph = build_graph(read_documents([str(corpus)]))
    pairs = {id: make_pairs(entity) for id, entity in graph.entities.items()}
    like = find_like(graph.entities["Organization-蓝湾软件股份有限公司"], graph, pairs)
    assert [entity.id for entity in like] == ["Organization-蓝湾电气有限公司"]


def test_a_seed_prints_the_same_lines_and_lists_all_entities(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    listed = corpus.with_name("listed.txt")
    main([str(corpus), "7", "--merges", "1", "--entities", "2", "--list", str(listed)])
    printed = capsys.readouterr().out
    assert "1. 深圳市云帆科技有限公司 = 云帆科技   [Organization-深圳市云帆科技有限公司 Company]" in printed
    assert "    云帆科技 a0: 深圳市云帆科技有限公司（以下简称“云帆科技”）昨日公告" in printed
    assert len(listed.read_text(encoding="utf-8").splitlines()) == int(printed.split(" entities")[0].split()[-1])
    main([str(corpus), "7", "--merges", "1", "--entities", "2"])
    assert capsys.readouterr().out == printed
