"""mentions and evaluate: what they print, and with which exit status."""

import json
from pathlib import Path

import pytest

ARTICLE = "---\ntitle: 小米去印度\ndate: 2019-01-11\n---\n<p>小米集团董事长雷军昨天说，ＴＣＬ卖了1.32亿台空调。</p>\n"


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.md"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


def test_rows_hold_text_and_mentions_with_places_in_text_and_file(kg, article):
    status, out, err = kg("mentions", article, "--format", "jsonl")
    assert (status, err, out.count("\n")) == (0, "", 1)
    row = json.loads(out)
    assert (row["id"], row["title"]) == ("article", "小米去印度")
    for mention in row["mentions"]:
        assert row["text"][mention["start"] : mention["end"]] == mention["text"]
    found = {m["text"]: m for m in row["mentions"]}
    assert ARTICLE[found["TCL"]["raw_start"] : found["TCL"]["raw_end"]] == "ＴＣＬ"
    assert (found["雷军"]["type"], found["董事长"]["type"]) == ("Person", "Post")
    assert found["昨天"]["value"] == {"kind": "date", "iso": "2019-01-10"}
    assert found["1.32亿台"]["value"] == {"kind": "quantity", "number": "132000000", "unit": "台"}
    assert found["空调"]["generic"] is True


def test_sentences_of_a_jsonl_keep_their_ids_and_know_nothing_of_each_other(kg, tmp_path):
    rows = [{"id": "s1", "text": "创始人肖鹏说好。"}, {"id": "s2", "text": "肖总没来。"}]
    path = tmp_path / "sentences.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    status, out, _ = kg("mentions", path, "-f", "jsonl")
    first, second = map(json.loads, out.splitlines())
    assert (status, first["id"], second["id"]) == (0, "s1", "s2")
    assert [m["text"] for m in first["mentions"]] == ["创始人", "肖鹏"]
    assert second["mentions"] == []


def test_text_shows_each_line_with_its_mentions(kg, article):
    status, out, _ = kg("mentions", article)
    lines = out.splitlines()
    assert (status, lines[0]) == (0, "== article  小米去印度")
    place = next(i for i, line in enumerate(lines) if line.startswith("小米集团董事长"))
    assert lines[place + 1].split() == ["6", "10", "Company", "小米集团", "gazetteer", "0.95"]


def test_an_unreadable_article_is_one_line_on_standard_error(kg, article, tmp_path):
    (tmp_path / "bad.jsonl").write_text("{", encoding="utf-8")
    status, out, err = kg("mentions", article, tmp_path / "bad.jsonl")
    assert status == 1 and err.startswith("kg: ") and err.count("\n") == 1 and "bad.jsonl:1" in err
    status, out, err = kg("mentions", article, tmp_path / "bad.jsonl", "--keep-going")
    assert status == 1 and "雷军" in out and "skipped" in err


def test_evaluate_prints_a_row_a_type_and_lists_what_differs(kg, tmp_path):
    path = tmp_path / "marked.md"
    path.write_text("[小米集团|Company]董事长[雷军|Person]去了[岚山|Place]。", encoding="utf-8")
    status, out, _ = kg("evaluate", path, "--missed")
    rows = {line.split()[0]: line.split()[1:] for line in out.splitlines()[1:4]}
    assert status == 0 and rows["Company"] == rows["Person"] == ["1.000", "1.000", "1.000", "1", "1", "1"]
    assert any(line.startswith("all names") for line in out.splitlines())


def test_evaluate_finds_the_article_of_a_gold_file(kg, article, tmp_path):
    gold = tmp_path / "gold" / "gold.json"
    gold.parent.mkdir()
    gold.write_text(
        json.dumps({"document": "article.md", "entities": [{"type": "Person", "labels": ["董明珠"]}]}), encoding="utf-8"
    )
    status, _, err = kg("evaluate", gold)
    assert status == 1 and "--articles" in err and err.count("\n") == 1
    status, out, _ = kg("evaluate", gold, "--articles", tmp_path, "--missed")
    assert status == 0
    assert "missed in article.md: Person: 董明珠" in out and "wrong in article.md: Person: 雷军" in out


def test_evaluate_names_an_unknown_type(kg, tmp_path):
    path = tmp_path / "marked.md"
    path.write_text("[雷军|Human]", encoding="utf-8")
    status, _, err = kg("evaluate", path)
    assert status == 1 and "marked.md:1: unknown type Human" in err
