import json
import tarfile
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.evaluate.recognizers import main, read_cases, score_model

DATES = [
    {
        "Input": "新店于去年10月开业",
        "Context": {"ReferenceDateTime": "2019-03-05T00:00:00"},
        "Results": [
            {
                "Text": "去年10月", "Start": 3, "End": 7, "TypeName": "datetimeV2.daterange",
                "Resolution": {"values": [
                    {"timex": "2018-10", "type": "daterange", "start": "2018-10-01", "end": "2018-11-01"}]},
            }
        ],
    },
    {
        "Input": "工期两年半",
        "Context": {"ReferenceDateTime": "2019-03-05T00:00:00"},
        "Results": [
            {
                "Text": "两年半", "Start": 2, "End": 4, "TypeName": "datetimeV2.duration",
                "Resolution": {"values": [{"timex": "P2.5Y", "type": "duration", "value": "78840000"}]},
            }
        ],
    },
    {
        "Input": "下午三点开会",
        "Context": {"ReferenceDateTime": "2019-03-05T00:00:00"},
        "Results": [
            {
                "Text": "下午三点", "Start": 0, "End": 3, "TypeName": "datetimeV2.time",
                "Resolution": {"values": [{"timex": "T15", "type": "time", "value": "15:00:00"}]},
            }
        ],
    },
]  # fmt: skip
NUMBERS = [
    {"Input": "共两百零六", "Results": [
        {"Text": "两百零六", "Start": 1, "End": 4, "TypeName": "number", "Resolution": {"value": "206"}}]},
    {"Input": "共两百零七", "Results": [
        {"Text": "两百零七", "Start": 1, "End": 4, "TypeName": "number", "Resolution": {"value": "999"}}]},
]  # fmt: skip
MONEY = [
    {"Input": "罚款3万元", "Results": [
        {"Text": "3万元", "Start": 2, "End": 4, "TypeName": "currency",
         "Resolution": {"isoCurrency": "CNY", "value": "30000", "unit": "Chinese yuan"}}]},
]  # fmt: skip
SHARES = [
    {"Input": "占三成五", "Results": [
        {"Text": "三成五", "Start": 1, "End": 3, "TypeName": "percentage", "Resolution": {"value": "35%"}}]},
]  # fmt: skip


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A folder laid out as the published cases are, with cases of our own."""
    models = {"DateTimeModel": DATES, "NumberModel": NUMBERS, "CurrencyModel": MONEY, "PercentModel": SHARES}
    for model, cases in models.items():
        path = tmp_path / "specs" / model / "Chinese" / f"{model}.json"
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(cases, ensure_ascii=False), encoding="utf-8-sig")
    return tmp_path / "specs"


def test_dates_and_lengths_agree_and_clock_times_are_left_out(copy: Path) -> None:
    outcome = score_model("DateTimeModel", read_cases(copy, "DateTimeModel"))
    assert (outcome.cases, outcome.in_scope, outcome.right) == (3, 2, 2)
    assert dict(outcome.excluded) == {"clock times": 1}


def test_wrong_value_is_a_miss(copy: Path) -> None:
    outcome = score_model("NumberModel", read_cases(copy, "NumberModel"))
    assert [case.text for case, _ in outcome.misses] == ["共两百零七"]


@pytest.mark.parametrize("model", ["CurrencyModel", "PercentModel"])
def test_money_and_shares_agree(copy: Path, model: str) -> None:
    outcome = score_model(model, read_cases(copy, model))
    assert outcome.right == outcome.in_scope == 1


def test_archive_reads_like_the_folder(copy: Path, tmp_path: Path) -> None:
    archive = tmp_path / "specs.tar.gz"
    with tarfile.open(archive, "w:gz") as file:
        file.add(copy, "specs")
    assert read_cases(archive, "DateTimeModel") == read_cases(copy, "DateTimeModel")


def test_command_fails_below_the_floor_and_lists_misses(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(copy), "--misses"]) == 1
    printed = capsys.readouterr().out
    assert "NumberModel: 共两百零七" in printed
    assert "numbers and percentages: 66.7% (floor 95%)" in printed


def test_folder_without_cases_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="DateTimeModel.json"):
        read_cases(tmp_path, "DateTimeModel")
