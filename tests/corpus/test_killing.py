import subprocess
from contextlib import suppress
from pathlib import Path

from kg.corpus.build import build_corpus
from kg.corpus.killing import find_changes, finish_build, kill_builds, start_build
from kg.model import Document
from kg.pipeline import write_build
from tests.corpus.conftest import Write, make_articles

MOMENT = 0.02  # seconds


def test_builds_killed_at_any_moment_end_with_the_same_bytes(write: Write, tmp_path: Path) -> None:
    ended, wrong = kill_builds(write(make_articles(4)), tmp_path, times=2, jobs=1, seed=1)
    assert ended >= 1 and wrong == []


def test_a_killed_build_has_kept_what_it_had_done(write: Write, tmp_path: Path) -> None:
    folder, output = write(make_articles(40)), tmp_path / "out"
    process = start_build(folder, output, 1)
    while not list(output.glob(".cache/*/[!.]*")):
        with suppress(subprocess.TimeoutExpired):
            process.wait(MOMENT)
        assert process.poll() is None
    process.kill()
    process.wait()
    kept = {path: path.stat().st_ino for path in output.glob(".cache/*/*") if not path.name.startswith(".")}
    assert not (output / "graph.ttl").exists()
    finish_build(folder, output, 1)
    assert kept and all(path.stat().st_ino == inode for path, inode in kept.items())
    assert not list(output.glob(".cache/*/.*"))


def test_another_build_is_told_apart(docs: list[Document], tmp_path: Path) -> None:
    for name, some in (("a", docs[:2]), ("b", docs[:1]), ("again", docs[1::-1])):
        write_build(build_corpus(some).graph, tmp_path / name)
    assert find_changes(tmp_path / "a", tmp_path / "b") == ["graph.ttl", "graph.html", "explore.db", "store"]
    assert find_changes(tmp_path / "a", tmp_path / "again") == []
