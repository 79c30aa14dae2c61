"""The score against DuEE-fin: what a document's graph says in the data set's terms, and how arguments are counted."""

import gzip
import json
from pathlib import Path

import pytest

from kg.evaluate.duee import build_graphs, count_arguments, list_events, main, read_duee
from kg.model import Document

ROWS = [
    {
        "id": "one",
        "title": "岭南银行：股东减持",
        "text": "2020年5月9日，岭南银行公告，股东林志远减持公司股份不超过500万股。",
        "event_list": [
            {
                "event_type": "股东减持",
                "trigger": "减持",
                "arguments": [
                    {"role": "减持方", "argument": "林志远"},
                    {"role": "交易股票/股份数量", "argument": "不超过500万"},
                    {"role": "减持部分占总股本比例", "argument": "3%"},
                ],
            }
        ],
    },
    {"id": "two", "title": "天气", "text": "今天晴。"},
]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    path = tmp_path / "duee.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in ROWS)
    return path


def find(doc: Document) -> dict[str, set[tuple[str, str]]]:
    (graph,) = build_graphs([doc])
    return {kind: set(arguments) for kind, arguments in list_events(graph)}


def test_documents_without_events_are_read_too(data: Path):
    rows = list(read_duee(data))
    assert [(doc.id, len(events)) for doc, events in rows] == [("one", 1), ("two", 0)]
    assert rows[0][0].published is not None


def test_figures_keep_their_hedge_and_lose_their_unit(data: Path):
    found = find(next(iter(read_duee(data)))[0])["股东减持"]
    assert ("减持方", "林志远") in found
    assert ("交易股票/股份数量", "不超过500万") in found


def test_found_event_pairs_with_the_wanted_one_that_it_shares_most_with():
    wanted = [
        ("中标", frozenset({("中标公司", "甲"), ("中标金额", "1亿元")})),
        ("中标", frozenset({("中标公司", "乙")})),
    ]
    found = [
        ("中标", frozenset({("中标公司", "乙")})),
        ("中标", frozenset({("中标公司", "甲"), ("中标金额", "2亿元")})),
    ]
    assert count_arguments(found, wanted) == (2, 3, 3)


def test_event_told_twice_is_right_once():
    wanted = [("中标", frozenset({("中标公司", "甲")}))]
    assert count_arguments([wanted[0], wanted[0]], wanted) == (1, 2, 1)


def test_roles_beyond_the_main_ones_are_not_counted():
    assert count_arguments([], [("股份回购", frozenset({("占公司总股本比例", "1%"), ("回购方", "甲")}))]) == (0, 0, 1)


def test_scores_are_printed_for_types_and_arguments(data: Path, capsys: pytest.CaptureFixture[str]):
    assert main([str(data)]) == 0
    printed = capsys.readouterr().out
    assert "股东减持                     P 1.000  R 1.000" in printed
    assert "arguments, main roles" in printed


def test_what_is_no_copy_is_told_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    other = tmp_path / "other.jsonl"
    other.write_text('{"id": "1"}\n', encoding="utf-8")
    for path in (other, tmp_path / "missing.jsonl"):
        assert main([str(path)]) == 1
        assert capsys.readouterr().err.count("\n") == 1
