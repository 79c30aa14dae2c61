"""Changes of what a build depends on are seen, each once it has settled."""

import os
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from kg.corpus.watching import Change, Look, compare_looks, look_around, wait_for_change
from kg.ontology.paths import find_ontology

NOTHING = Change(added=0, changed=0, removed=0, verdicts=False, ontology=())


def make_look(**sizes: int) -> Look:
    return Look({Path(name): (size, 0, 0) for name, size in sizes.items()})


@pytest.fixture
def rests(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[float]]:
    """Give the rests that are taken, none of which takes time."""
    taken: list[float] = []
    monkeypatch.setattr("time.sleep", taken.append)
    yield taken
    assert all(seconds >= 1 for seconds in taken)


@pytest.mark.parametrize(
    "sizes",
    [
        [1, 2, 2],  # changed, and the same a rest later
        [1, 1, 1, 2, 2],
        [2, 3, 4, 4],  # it grows
        [2, 1, 1, 3, 3],  # a change that was taken back is none
    ],
)
def test_a_change_is_given_once_it_has_settled(sizes: Sequence[int], rests: list[float]) -> None:
    looks = iter([make_look(a=size) for size in sizes])
    assert wait_for_change(make_look(a=1), lambda: next(looks)) == make_look(a=sizes[-1])
    assert list(looks) == [] and len(rests) == len(sizes) - 1


def test_after_some_looks_there_need_not_be_a_change(rests: list[float]) -> None:
    looks = iter([make_look(a=1)] * 3 + [make_look(a=2)])
    assert wait_for_change(make_look(a=1), lambda: next(looks), most=2) == make_look(a=1)
    assert wait_for_change(make_look(a=1), lambda: make_look(a=2), most=60) == make_look(a=2)


def test_files_added_changed_replaced_and_removed(tmp_path: Path) -> None:
    for name in ("a.md", "b.md", "c.jsonl", "below/d.txt", "e.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("一", encoding="utf-8")
    paths = [str(tmp_path), str(tmp_path / "a.md")]
    before = look_around(paths)
    assert compare_looks(before, look_around(paths)) == NOTHING
    (tmp_path / "new.md").write_text("一", encoding="utf-8")
    (tmp_path / "new.md").rename(tmp_path / "a.md")  # as editors do
    os.utime(tmp_path / "b.md", ns=(0, 0))
    (tmp_path / "c.jsonl").write_text("一二", encoding="utf-8")
    (tmp_path / "below" / "d.txt").unlink()
    for name in (".hidden.md", "table.csv", "below/f.md"):
        (tmp_path / name).write_text("一", encoding="utf-8")
    change = compare_looks(before, look_around(paths))
    assert change == Change(added=1, changed=3, removed=1, verdicts=False, ontology=())


def test_a_path_that_is_gone_is_a_change(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("一", encoding="utf-8")
    before = look_around([str(tmp_path)])
    shutil.rmtree(tmp_path)
    assert compare_looks(before, look_around([str(tmp_path)])).removed == 1


def test_verdicts_and_the_ontology_are_seen_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(find_ontology(), tmp_path / "ontology")
    monkeypatch.setenv("KG_ONTOLOGY", str(tmp_path / "ontology"))
    find_ontology.cache_clear()
    try:
        before = look_around([])
        with (tmp_path / "ontology" / "decisions.tsv").open("a", encoding="utf-8") as file:
            file.write("same\t海岚\t海岚科技\t\n")
        assert compare_looks(before, look_around([])) == Change(0, 0, 0, verdicts=True, ontology=())
        monkeypatch.setenv("KG_DECISIONS", str(tmp_path / "mine.tsv"))
        before = look_around([])
        (tmp_path / "mine.tsv").touch()
        changed = tmp_path / "ontology" / "patterns" / "acquired.toml"
        changed.touch()
        (tmp_path / "ontology" / "queries" / "mine.rq").touch()  # is asked of what is built
        assert compare_looks(before, look_around([])) == Change(0, 0, 0, verdicts=True, ontology=(changed,))
    finally:
        find_ontology.cache_clear()
