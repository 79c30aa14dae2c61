"""Facts drawn at random, to be judged by eye."""

from pathlib import Path

import pytest

from kg.evaluate.drawing import draw_documents, draw_facts, main
from kg.pipeline import build_graph
from tests.evaluate.corpora import write_corpus

ARTICLES = [
    "云帆科技董事长陈明辉表示，公司2018年营收为12亿元。云帆科技收购了蓝湾软件。",
    "海岳集团2018年净利润为3亿元，同比增长20%。海岳集团与云帆科技达成战略合作。",
    "蓝湾软件总经理林小虎出席了活动。",
]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return write_corpus(tmp_path / "corpus.jsonl", ARTICLES)


def test_a_seed_draws_the_same_articles_and_another_seed_others(corpus: Path) -> None:
    draws = {seed: [doc.id for doc in draw_documents(corpus, 2, seed)] for seed in range(8)}
    assert draws[3] == [doc.id for doc in draw_documents(corpus, 2, 3)]
    assert len({tuple(ids) for ids in draws.values()}) > 1
    assert all(ids == sorted(ids) and len(ids) == 2 for ids in draws.values())


def test_kinds_are_drawn_in_proportion(corpus: Path) -> None:
    graph = build_graph(draw_documents(corpus, 3, 1))
    every = draw_facts(graph, 100, 1)
    assert {fact.id for fact in every} == set(graph.facts)
    half = draw_facts(graph, len(every) // 2, 1)
    for kind in ("relation", "observation", "event"):
        of_kind = sum(fact.kind == kind for fact in every)
        assert abs(sum(fact.kind == kind for fact in half) - of_kind / 2) <= 1


def test_each_fact_is_printed_with_its_sentence(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main([str(corpus), "1", "--articles", "3", "--facts", "40"])
    printed = capsys.readouterr().out
    assert "1. 陈明辉 chairmanOf 云帆科技 [title=董事长] asserted" in printed
    assert "    a0: 云帆科技董事长陈明辉表示，公司2018年营收为12亿元。" in printed


def test_one_kind_alone_can_be_drawn(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    graph = build_graph(draw_documents(corpus, 3, 1))
    assert {fact.kind for fact in draw_facts(graph, 100, 1, ["observation"])} == {"observation"}
    main([str(corpus), "1", "--articles", "3", "--kind", "observation"])
    assert "figure/" in capsys.readouterr().out
