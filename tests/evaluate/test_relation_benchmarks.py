"""The benchmarks on labelled relations, on sentences of our own in the shapes of FinRE and DuIE."""

import json
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.evaluate import duie, relations
from kg.evaluate.relations import Pair
from kg.evaluate.scores import Score

DEAL = "小米集团收购了美的集团60%股权。"
SPAT = "小米集团与美的集团就专利对簿公堂。"
ROWS = [
    ("小米集团", "美的集团", "收购", DEAL),
    ("美的集团", "小米集团", "被收购", DEAL),
    ("小米集团", "美的集团", "合作", SPAT),
    ("小米集团", "美的集团", "unknown", SPAT),
]
LABELLED = [
    {"text": "小米集团成立于2010年4月6日，董事长为雷军。", "spo_list": [
        {"subject": "小米集团", "predicate": "成立日期", "object": {"@value": "2010年4月6日"}},
        {"subject": "小米", "predicate": "董事长", "object": {"@value": "雷军"}},
        {"subject": "小米集团", "predicate": "代言人", "object": {"@value": "吴亦凡"}}]},
    {"text": "雷军出席了会议。", "spo_list": [{"subject": "小米", "predicate": "创始人", "object": {"@value": "雷军"}}]},
]  # fmt: skip


@pytest.fixture
def finre(tmp_path: Path) -> Path:
    path = tmp_path / "relations.tsv"
    path.write_text("\n".join("\t".join(row) for row in ROWS), encoding="utf-8")
    return path


def test_a_passive_label_is_the_same_pair_as_its_active(finre: Path) -> None:
    assert relations.read_pairs(finre)[DEAL] == (Pair("小米集团", "美的集团", "收购"),)


NAMES = [("联想", "联想集团", True), ("联想", "联想", True), ("联想集团", "联想控股", False), ("美", "美的", False)]


@pytest.mark.parametrize(("one", "other", "same"), NAMES)
def test_a_short_name_stands_for_the_long_one(one: str, other: str, same: bool) -> None:
    assert relations.is_same_name(one, other) is relations.is_same_name(other, one) is same


def test_pairs_said_and_facts_borne_out_are_counted() -> None:
    pairs = {DEAL: (Pair("小米集团", "美的集团", "收购"),), SPAT: (Pair("小米集团", "美的集团", "合作"),)}
    facts = [[("小米", "acquired", "美的集团")], [("小米集团", "competitorOf", "美的集团")]]
    assert relations.score_labels(pairs, facts) == {"收购": Score(1, 1, 1), "合作": Score(0, 0, 1)}
    assert relations.score_properties(pairs, facts) == {"acquired": Score(1, 1, 1), "competitorOf": Score(0, 1, 0)}


def test_relations_of_sentences_are_scored_and_listed(finre: Path, capsys) -> None:
    assert relations.main([str(finre), "--missed", "合作"]) == 1  # the floor of 合作 is not met
    printed = capsys.readouterr().out
    assert f"- 小米集团 合作 美的集团 | {SPAT}" in printed
    assert "acquired" in printed


def test_file_of_another_shape_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bad.tsv"
    path.write_text("小米\t美的\t收购\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"bad\.tsv:1: 3 columns"):
        relations.read_pairs(path)


@pytest.fixture
def labelled(tmp_path: Path) -> Path:
    path = tmp_path / "labelled.jsonl"
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in LABELLED), encoding="utf-8")
    return path


def test_only_labels_of_known_properties_are_read(labelled: Path) -> None:
    rows = duie.read_labelled(labelled)
    assert rows[0].facts == (("foundedOn", "小米集团", "2010-04-06"), ("chairmanOf", "小米", "雷军"))


AGREEMENTS = [
    (("foundedOn", "小米集团", "2010"), ("foundedOn", "小米", "2010-04-06"), True),
    (("foundedOn", "小米集团", "2011"), ("foundedOn", "小米", "2010-04-06"), False),
    (("chairmanOf", "小米集团", "雷军"), ("founderOf", "小米集团", "雷军"), False),
    (("chairmanOf", "小米集团", "雷军"), ("chairmanOf", "小米", "雷军"), True),
]


@pytest.mark.parametrize(("one", "other", "alike"), AGREEMENTS)
def test_facts_agree_as_far_as_both_go(one: duie.Fact, other: duie.Fact, alike: bool) -> None:
    assert duie.agree(one, other) is duie.agree(other, one) is alike


def test_labels_not_read_are_listed_and_miss_the_floor(labelled: Path, capsys) -> None:
    assert duie.main([str(labelled), "--missed", "founderOf"]) == 1
    assert capsys.readouterr().out.splitlines()[-1] == "- 小米 雷军 | 雷军出席了会议。"


def test_labels_of_another_shape_are_refused_with_their_line(tmp_path: Path) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text('{"text": "小米", "spo_list": [{"subject": "小米"}]}\n', encoding="utf-8")
    with pytest.raises(InputError, match=r"bad\.jsonl:1: "):
        duie.read_labelled(path)
