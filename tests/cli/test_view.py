"""kg view: the page of a build or of a part of it, and what is said where nothing fits."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from kg.cli import main
from kg.pipeline import write_build
from kg.view.tables import INDEX
from tests.view.sample import make_sample


@pytest.fixture(scope="session")
def shown_build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page's sample as `kg build` leaves it."""
    directory = tmp_path_factory.mktemp("shown")
    write_build(make_sample(), directory)
    return directory


def run_view(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr("sys.argv", ["kg", "view", *arguments])
    with pytest.raises(SystemExit) as ended:
        main()
    return int(ended.value.code or 0)


def read_page(path: Path) -> Any:
    match = re.search(r'id="payload">(.*?)</script>', path.read_text(encoding="utf-8"), re.DOTALL)
    assert match
    return json.loads(match[1])


def test_view_of_a_whole_build_is_the_page_of_the_build(shown_build: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run_view(monkeypatch, "-d", str(shown_build)) == 0
    assert read_page(shown_build / "view.html") == read_page(shown_build / "graph.html")


def test_view_keeps_what_is_asked_for_with_texts_and_marks(
    shown_build: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "part.html"
    arguments = ["--focus", "联想", "--hops", "1", "--type", "Company", "--type", "Brand", "--min-confidence", "0.8"]
    assert run_view(monkeypatch, "-d", str(shown_build), "-o", str(page), *arguments) == 0
    payload = read_page(page)
    assert {node["label"] for node in payload["nodes"] if "event" not in node} == {
        "联想集团", "英特尔", "微软", "摩托罗拉",
    }  # fmt: skip
    assert payload["docs"][0]["raw"] == make_sample().documents["lenovo-results"].raw
    assert payload["marks"][0]
    assert "4 things" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--focus", "没有这家"], "--focus 没有这家: nothing in the graph has this name"),
        (["--type", "Compnay"], "Company"),
        (["--since", "去年"], "--since 去年: no date; 2019, 2019Q1, 2019-01 or 2019-01-11 is accepted"),
        (["--since", "2030"], "no fact fits these options"),
        (["-d", "nowhere"], "nowhere"),
    ],
)
def test_view_says_in_one_line_what_it_cannot_use(
    arguments: list[str],
    said: str,
    shown_build: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    status = run_view(monkeypatch, "-d", str(shown_build), "-o", "page.html", *arguments)
    err = capsys.readouterr().err
    assert (status, err.count("\n")) == (1, 1)
    assert said in err
    assert not (tmp_path / "page.html").exists()


def test_view_tells_of_a_broken_index(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_build(make_sample(), tmp_path)
    (tmp_path / INDEX).write_text("no index", encoding="utf-8")
    assert run_view(monkeypatch, "-d", str(tmp_path)) == 1
    told = capsys.readouterr().err
    assert "explore.db: not readable as an index" in told
    assert not (tmp_path / "view.html").exists()
