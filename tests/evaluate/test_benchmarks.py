"""The benchmarks on sentences, on copies of our own in the shapes of CLUENER and FinRE."""

import gzip
import json
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.evaluate import cluener, finre
from kg.evaluate.scores import Score, compare_sets, write_row

LABELLED = [
    {"text": "雷军称小米集团与教育部合作", "label": {"name": {"雷军": [[0, 1]]}, "company": {"小米集团": [[3, 6]]},
     "government": {"教育部": [[8, 10]]}}},
    {"text": "董明珠介绍了格力电器", "label": {"name": {"董明珠": [[0, 2]]}, "company": {"格力": [[6, 7]]},
     "game": {"介绍": [[3, 4]]}}},
]  # fmt: skip
COMPANIES = "小米集团\t华为\t竞争\t小米集团与华为都在印度卖手机。\n华为\t岚山科\t合作\t小米集团与华为都在印度卖手机。\n"


@pytest.fixture
def labelled(tmp_path: Path) -> Path:
    path = tmp_path / "labelled.jsonl.gz"
    lines = "\n".join(json.dumps(row, ensure_ascii=False) for row in LABELLED)
    path.write_bytes(gzip.compress(lines.encode()))
    return path


def test_labels_are_read_as_half_open_spans_of_both_kinds(labelled: Path) -> None:
    rows = cluener.read_labelled(labelled)
    assert rows[0].spans == {"organisations": {(3, 7), (8, 11)}, "people": {(0, 2)}}
    assert rows[1].spans["organisations"] == {(6, 8)}


def test_a_longer_name_than_labelled_is_wrong(labelled: Path) -> None:
    rows = cluener.read_labelled(labelled)
    scores = cluener.score_spans(rows, list(cluener.find_spans(rows)))
    assert scores["people"] == Score(right=2, found=2, wanted=2)
    assert scores["organisations"] == Score(right=2, found=3, wanted=3)


def test_differences_are_listed_and_a_missed_floor_is_the_exit_status(labelled: Path, capsys) -> None:
    assert cluener.main([str(labelled), "--missed", "--sentences", "0"]) == 0
    printed = capsys.readouterr().out
    assert printed.splitlines()[-1] == "organisations -格力 +格力电器 | 董明珠介绍了格力电器"
    assert printed.count(" | ") == 1
    strict = labelled.with_name("strict.jsonl")
    strict.write_text(json.dumps(LABELLED[1], ensure_ascii=False), encoding="utf-8")
    assert cluener.main([str(strict)]) == 1


def test_the_sample_depends_on_its_seed_alone(labelled: Path, capsys) -> None:
    outputs = set()
    for _ in range(2):
        cluener.main([str(labelled), "--sentences", "1", "--seed", "5", "--missed"])
        outputs.add(capsys.readouterr().out)
    assert len(outputs) == 1


@pytest.mark.parametrize("line", ['{"text": "雷军"}', "雷军", '{"label": {}}', '{"text": "a", "label": {"name": [1]}}'])
def test_a_line_of_another_shape_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text(json.dumps(LABELLED[0]) + "\n" + line, encoding="utf-8")
    with pytest.raises(InputError, match=r"bad\.jsonl:2: .*accepted"):
        cluener.read_labelled(path)


def test_companies_that_stand_in_the_sentence_count_once_each(tmp_path: Path, capsys) -> None:
    path = tmp_path / "relations.tsv"
    path.write_text(COMPANIES, encoding="utf-8")
    assert finre.read_companies(path) == {"小米集团与华为都在印度卖手机。": ("华为", "小米集团")}
    assert finre.main([str(path), "--missed"]) == 0
    assert "found exactly     1.000" in capsys.readouterr().out


def test_a_company_cut_out_by_no_span_is_missed() -> None:
    sentence = "小米集团与小米"
    assert list(finre.find_missed({sentence: ("小米",)}, [{(5, 7)}])) == []
    assert list(finre.find_missed({sentence: ("小米",)}, [{(0, 4)}])) == [("小米", sentence)]


def test_a_row_with_too_few_columns_is_named(tmp_path: Path) -> None:
    path = tmp_path / "relations.tsv"
    path.write_text("小米\t华为\t竞争\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"relations\.tsv:1: 3 columns"):
        finre.read_companies(path)


def test_scores_add_up_and_unknown_precision_stays_unknown() -> None:
    assert compare_sets([1, 2, 3], [2, 3, 4, 5]) == Score(2, 3, 4)
    total = Score(2, 3, 4) + Score(1, 1, 1)
    assert (total.precision, total.recall, round(total.f1, 3)) == (0.75, 0.6, 0.667)
    unknown = Score(2, None, 4) + Score(1, 1, 1)
    assert unknown.found is None and unknown.recall == 0.6
    assert write_row("人", unknown).split() == ["人", "–", "0.600", "–", "3", "–", "5"]
