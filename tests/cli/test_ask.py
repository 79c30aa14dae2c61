"""`kg ask`: what it prints, in both forms, and with which exit status."""

import json
from pathlib import Path

import pytest

from kg.cli import main
from kg.graph.store import write_store
from tests.graph.sample import make_sample


@pytest.fixture(scope="session")
def build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("build")
    write_store(make_sample(), directory)
    return directory


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str | Path, command: str = "ask") -> int:
    monkeypatch.setattr("sys.argv", ["kg", command, *map(str, arguments)])
    try:
        main()
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else 0
    return 0


def test_an_answer_has_its_rows_its_sentences_and_its_query(capsys, monkeypatch, build):
    assert run(monkeypatch, "星火电器的创始人是谁？", "-d", build) == 0
    out, err = capsys.readouterr()
    lines = out.splitlines()
    assert lines[0] == "星火电器的创始人：林小满" and err == ""
    assert lines[1].startswith("理解：星火电器 = 星火电器（公司）；创始人 = 创办 kg:founderOf")
    assert any(line.split() == ["林小满", "创始人", "已成立", "0.85"] for line in lines)
    assert any("“星火电器创始人林小满3月2日在年会上宣布" in line and "星火电器要去越南" in line for line in lines)
    query = out[out.index("SPARQL") :]
    assert "VALUES ?org { entity:xinghuo }" in query and "$" not in query


def test_the_query_it_prints_finds_the_same_rows(capsys, monkeypatch, build):
    assert run(monkeypatch, "星火电器收购了谁？", "-d", build) == 0
    query = capsys.readouterr().out.partition("SPARQL\n")[2]
    assert run(monkeypatch, query, "-d", build, "-f", "csv", command="query") == 0
    rows = capsys.readouterr().out.split()
    assert [row.split(",")[0].rpartition("/")[2] for row in rows[1:]] == ["Organization-蓝湖%2F科技"] * 2


def test_json_holds_all_of_it(capsys, monkeypatch, build):
    assert run(monkeypatch, "星火电器面向哪些人群？", "-d", build, "--format", "json") == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["verdict"] == "sure" and answer["columns"][-1] == "status"
    assert answer["rows"][0][0] == {"text": "年轻家庭", "iri": "https://example.org/kg/entity/Segment-年轻家庭"}
    (fact,) = answer["facts"]
    assert fact["sentences"][0]["quote"].endswith("面向年轻家庭。") and fact["confidence"] == 0.85


def test_what_is_not_understood_is_said_with_exit_status_0(capsys, monkeypatch, build):
    assert run(monkeypatch, "明天会下雨吗", "-d", build) == 0
    out = capsys.readouterr().out
    assert out.startswith("没有把握理解这个问题，所以不作回答。") and "SPARQL" not in out


@pytest.mark.parametrize(
    ("question", "directory", "told"),
    [
        ("", "", "kg: the question is empty"),
        ("小米的董事长是谁", "nowhere", "no store there"),
        ("谁" * 400, "", "at most"),
    ],
)
def test_bad_input_is_one_line_and_exit_status_1(capsys, monkeypatch, build, question, directory, told):
    assert run(monkeypatch, question, "-d", build / directory) == 1
    out, err = capsys.readouterr()
    assert out == "" and told in err and err.count("\n") == 1
