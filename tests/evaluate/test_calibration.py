"""Confidence as stated against precision as observed."""

import json
from pathlib import Path

from click.testing import CliRunner

from kg.cli import app
from kg.evaluate.calibration import make_bins


def test_bins_count_facts_and_rights():
    bins = make_bins([(0.65, True), (0.66, False), (0.95, True)])
    assert [(b.facts, b.right) for b in bins] == [(2, 1), (1, 1)]
    assert abs(bins[0].stated - 0.655) < 1e-9


def test_calibration_of_an_annotated_article(tmp_path: Path):
    (tmp_path / "a.md").write_text(
        "---\ntitle: 京东方公告\ndate: 2020-06-15\n---\n京东方董事长陈炎顺出席。\n", encoding="utf-8"
    )
    gold = {
        "document": "a.md",
        "entities": [
            {"id": "boe", "type": "Company", "labels": ["京东方"]},
            {"id": "chen", "type": "Person", "labels": ["陈炎顺"]},
        ],
        "relations": [{"s": "chen", "p": "chairmanOf", "o": "boe"}],
    }
    path = tmp_path / "a.json"
    path.write_text(json.dumps(gold, ensure_ascii=False), encoding="utf-8")
    result = CliRunner().invoke(app, ["evaluate", str(path), "--calibration"])
    assert result.exit_code == 0, result.output
    assert "1.000" in result.output.splitlines()[-1]
