"""Annotated articles and gold files: what is read from them, and how mentions are judged against them."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.evaluate.annotations import has_marks, judge_annotations, read_annotations, strip_marks
from kg.evaluate.gold import fold_name, judge_document, read_gold
from kg.evaluate.scores import Judgement
from kg.pipeline import find_document_mentions

MARKED = """---
title: 一篇报道
date: 2020-03-05
---
[小米集团|Company]董事长[雷军|Person][昨天|Date=2020-03-04]说，[手机|Product]出货[1.32亿台|Quantity=132000000 台]。
[华为|Person]也在[印度|Place]。
"""
GOLD = {
    "document": "article.md",
    "entities": [
        {"id": "a", "type": "Company", "labels": ["小米集团", "小米"]},
        {"id": "b", "type": "Person", "labels": ["雷军"]},
        {"id": "c", "type": "Organization", "labels": ["华为"]},
        {"id": "d", "type": "Place", "labels": ["俄罗斯"]},
    ],
    "dates": [{"s": "a", "p": "foundedOn", "value": "2010"}],
    "observations": [
        {"subject": "a", "metric": "shipments", "value": 132000000, "unit": "台", "period": "2018"},
        {"subject": "a", "metric": "growth", "value": -5, "unit": "%"},
    ],
}
ARTICLE = "小米集团成立于2010年4月6日，创始人雷军。\n2018年小米出货1.32亿台，利润下滑5%，华为和联想表示祝贺。\n"


def judge(path: Path) -> dict[str, Judgement]:
    doc, marks = read_annotations(path)
    ((doc, mentions),) = find_document_mentions([doc])
    return {judgement.kind: judgement for judgement in judge_annotations(doc, marks, mentions)}


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_marks_leave_the_words_and_their_places() -> None:
    text, marks = strip_marks("见[小米|Company]和[18个月|Duration=P18M][a](b)", "example")
    assert text == "见小米和18个月[a](b)"
    assert [(text[mark.start : mark.end], mark.type, mark.value) for mark in marks] == [
        ("小米", "Company", ""),
        ("18个月", "Duration", "P18M"),
    ]
    assert has_marks("[雷军|Person]") and not has_marks("[雷军](http://a.cn)")


def test_places_types_and_values_must_agree(tmp_path: Path) -> None:
    judged = judge(write(tmp_path / "a.md", MARKED))
    assert judged["Date"].score.f1 == judged["Quantity"].score.f1 == judged["Product"].score.f1 == 1
    assert judged["Company"] == Judgement("Company", 1, 1, 2, (), ("华为",))
    assert (judged["Person"].missed, judged["Person"].score.precision) == (("华为",), 1)


def test_a_wrong_value_is_told(tmp_path: Path) -> None:
    judged = judge(write(tmp_path / "a.md", MARKED.replace("2020-03-04", "2020-03-05")))
    assert judged["Date"].missed == ("昨天 (read as 2020-03-04, not 2020-03-05)",)
    assert (judged["Date"].right, judged["Date"].spurious) == (0, ())


def test_common_nouns_without_a_mark_are_not_wrong(tmp_path: Path) -> None:
    judged = judge(write(tmp_path / "a.md", MARKED.replace("[手机|Product]", "手机")))
    assert "Product" not in judged


def test_an_unknown_type_is_named_with_its_line(tmp_path: Path) -> None:
    path = write(tmp_path / "a.md", "[雷军|Person]\n[小米|Firm]")
    with pytest.raises(InputError, match=r"a\.md:2: unknown type Firm in \[小米\|Firm\]"):
        read_annotations(path)


def test_an_article_without_marks_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no marks"):
        read_annotations(write(tmp_path / "a.md", "雷军说"))


def test_gold_names_count_once_by_any_label(tmp_path: Path) -> None:
    gold = read_gold(write(tmp_path / "gold.json", json.dumps(GOLD)))
    doc, _ = read_annotations(write(tmp_path / "a.md", ARTICLE + "[A|Company]"))
    ((doc, mentions),) = find_document_mentions([doc])
    judged = {judgement.kind: judgement for judgement in judge_document(gold, doc, mentions)}
    assert judged["Company"].score.recall == judged["Person"].score.f1 == 1
    assert judged["Company"].spurious == ("联想",)
    assert judged["Organization"].score.f1 == 1, "a company is as right as an organisation"
    assert judged["Place"].missed == ("俄罗斯",)


def test_gold_dates_are_found_by_their_prefix_and_figures_by_value(tmp_path: Path) -> None:
    gold = read_gold(write(tmp_path / "gold.json", json.dumps(GOLD)))
    assert gold.dates == ("2010", "2018")
    assert gold.figures == ((Decimal("-5"), "%"), (Decimal("132000000"), "台"))
    doc, _ = read_annotations(write(tmp_path / "a.md", ARTICLE + "[A|Company]"))
    ((doc, mentions),) = find_document_mentions([doc])
    judged = {judgement.kind: judgement for judgement in judge_document(gold, doc, mentions)}
    assert judged["Date"] == Judgement("Date", 2, 2)
    assert judged["Quantity"] == Judgement("Quantity", 2, 2)


@pytest.mark.parametrize("text", ["[]", "{}", '{"document": "a.md"}', '{"document": "a", "entities": [{}]}', "雷军"])
def test_a_gold_file_of_another_shape_is_named(tmp_path: Path, text: str) -> None:
    with pytest.raises(InputError, match=r"gold\.json: .*accepted"):
        read_gold(write(tmp_path / "gold.json", text))


def test_folded_names_forget_marks_only() -> None:
    assert fold_name("“手机 + AIoT”战略") == fold_name("手机+AIoT战略")
    assert fold_name("小米") != fold_name("小米集团")
