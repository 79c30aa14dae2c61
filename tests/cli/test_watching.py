"""`kg build --watch` from outside: what it makes of each change, what it says, how it begins and ends."""

import gc
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from threading import Timer

import pytest

from kg.corpus.build import build_corpus
from kg.corpus.killing import find_changes
from kg.documents import read_documents
from kg.ontology.paths import find_ontology
from kg.pipeline import write_build
from tests.command import Kg
from tests.corpus.conftest import make_article

ROOT = Path(__file__).parents[2]
LONGEST = 240  # seconds that a watch may take in a test, on a machine that is busy elsewhere
MOMENT = 0.02
Step = Callable[[], object]


def write_articles(path: Path, *numbers: int) -> None:
    path.parent.mkdir(exist_ok=True)
    rows = (json.dumps(make_article(number), ensure_ascii=False) for number in numbers)
    path.write_text("".join(f"{row}\n" for row in rows), encoding="utf-8")


def build_anew(folder: Path, output: Path) -> None:
    write_build(build_corpus(list(read_documents([str(folder)])), jobs=1).graph, output)


@pytest.fixture
def follow(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Give a function that says what happens while a watch rests: each step, once what came of the last is built."""

    def set_steps(*steps: Step) -> None:
        def play() -> Iterator[None]:
            for step in steps:
                step()
                yield  # something has changed
                yield  # it has settled
            raise KeyboardInterrupt

        script = play()
        monkeypatch.setattr("time.sleep", lambda seconds: next(script))

    return set_steps


def test_each_change_gives_the_build_from_nothing(kg: Kg, follow: Callable[..., None], tmp_path: Path) -> None:
    folder, out = tmp_path / "articles", tmp_path / "out"
    changes = [
        lambda: write_articles(folder / "b.jsonl", 1, 2),
        lambda: write_articles(folder / "a.jsonl", 0, 3, 4),  # it grew
        lambda: write_articles(folder / "b.jsonl", 1, 5),
        lambda: (folder / "b.jsonl").unlink(),
    ]
    wrong, days = [], count(1)

    def check() -> None:
        shutil.rmtree(tmp_path / "whole", ignore_errors=True)
        build_anew(folder, tmp_path / "whole")
        wrong.extend(find_changes(out, tmp_path / "whole"))
        os.utime(folder / "a.jsonl", times=(next(days),) * 2)  # is looked at, and as it was

    write_articles(folder / "a.jsonl", 0, 3)
    follow(*(step for change in changes for step in (change, check)))
    run = kg("build", folder, "-o", out, "--watch")
    assert (run.status, run.err, wrong) == (0, "", [])
    lines = run.out[run.out.index("watching ") :].splitlines()
    assert lines[0] == f"watching {folder}; Ctrl+C ends it" and lines[-1] == f"ended; {out} holds the last build"
    told = [line.partition(" ")[2] for line in lines[1:-1:2]]
    for line, words in zip(told, ("added: 4", "changed: 5", "changed: 5", "removed: 3"), strict=True):
        assert line.startswith(f"1 file {words} documents (") and " facts (" in line and ", written in " in line
    assert all(": nothing new, found in " in line for line in lines[2:-1:2])


@pytest.mark.parametrize("keep_going", [False, True])
def test_a_bad_article_is_told_once_and_ends_nothing(
    keep_going: bool, kg: Kg, follow: Callable[..., None], tmp_path: Path
) -> None:
    folder, out = tmp_path / "articles", tmp_path / "out"
    write_articles(folder / "a.jsonl", 0, 1)
    bad = folder / "bad.jsonl"
    follow(
        lambda: bad.write_text('{"id": 7, ', encoding="utf-8"),
        lambda: write_articles(folder / "c.jsonl", 2),
        lambda: bad.unlink(),
    )
    run = kg("build", folder, "-o", out, "--watch", *["--keep-going"] * keep_going)
    assert run.status == 0 and run.err.startswith("kg: ") and run.err.count("\n") == 1
    assert f"{bad}:1: no JSON" in run.err and run.err.endswith(f"; {out} stays as it was\n") is not keep_going
    build_anew(folder, tmp_path / "whole")
    assert find_changes(out, tmp_path / "whole") == []
    assert (" 1 file added: 3 documents (+1)" in run.out) is keep_going
    assert (" 1 file removed: 3 documents (+1)" in run.out) is not keep_going


def test_what_failed_is_tried_again_after_some_time(kg: Kg, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, out = tmp_path / "articles", tmp_path / "out"
    write_articles(folder / "a.jsonl", 0)
    assert kg("build", folder, "-o", out).status == 0
    (out / "graph.html").unlink()
    (out / "graph.html" / "in the way").mkdir(parents=True)
    rests = iter(range(100))

    def rest(seconds: float) -> None:
        if next(rests) == 3:
            shutil.rmtree(out / "graph.html")
        if (out / "graph.html").is_file():
            raise KeyboardInterrupt

    monkeypatch.setattr("time.sleep", rest)
    run = kg("build", folder, "-o", out, "--watch")
    assert run.status == 0 and run.err.count("\n") == 1 and "can't be written" in run.err
    assert " tried again: 1 document, " in run.out and next(rests) > 60


def test_nothing_is_left_in_memory_from_update_to_update(kg: Kg, follow: Callable[..., None], tmp_path: Path) -> None:
    folder, blocks = tmp_path / "articles", []
    write_articles(folder / "a.jsonl", *range(8))

    def change(number: int) -> None:
        gc.collect()
        blocks.append(sys.getallocatedblocks())
        write_articles(folder / "b.jsonl", *range(8, 10 + number % 2))

    follow(*(lambda number=number: change(number) for number in range(20)))
    run = kg("build", folder, "-o", tmp_path / "out", "--watch")
    assert run.status == 0 and run.out.count(", written in ") == 20
    assert max(blocks[-4:]) < 1.01 * max(blocks[4:8])


@contextmanager
def start_watch(folder: Path, output: Path, **variables: str) -> Iterator["subprocess.Popen[str]"]:
    command = [sys.executable, "-m", "kg", "build", str(folder), "-o", str(output), "--watch", "--jobs", "1"]
    environment, pipe = {**os.environ, **variables}, subprocess.PIPE
    signal.signal(signal.SIGINT, signal.default_int_handler)  # what a background job ignores its children ignore too
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=pipe, stderr=pipe, text=True) as process:
        limit = Timer(LONGEST, process.kill)
        limit.start()
        try:
            yield process
        finally:
            limit.cancel()
            process.kill()


def wait_for_line(process: "subprocess.Popen[str]", words: str) -> str:
    assert process.stdout
    for line in process.stdout:
        if words in line:
            return line
    raise AssertionError(f'it ended without a line with "{words}": {process.stderr and process.stderr.read()}')


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_in_order(number: signal.Signals, kg: Kg, tmp_path: Path) -> None:
    folder, out = tmp_path / "articles", tmp_path / "out"
    write_articles(folder / "a.jsonl", 0)
    with start_watch(folder, out) as process:
        wait_for_line(process, "watching")
        write_articles(folder / "b.jsonl", 1)
        wait_for_line(process, " 1 file added: 2 documents (+1)")
        process.send_signal(number)
        out_, err = process.communicate()
    assert (process.returncode, out_, err) == (0, f"ended; {out} holds the last build\n", "")
    build_anew(folder, tmp_path / "whole")
    assert find_changes(out, tmp_path / "whole") == []


def test_killed_while_it_builds_it_leaves_a_build_that_the_next_brings_up_to_date(kg: Kg, tmp_path: Path) -> None:
    folder, out = tmp_path / "articles", tmp_path / "out"
    write_articles(folder / "a.jsonl", 0)
    with start_watch(folder, out) as process:
        wait_for_line(process, "watching")
        before = (out / "graph.ttl").read_bytes()
        write_articles(folder / "b.jsonl", *range(1, 5))
        while len(list(out.glob(".cache/*/[!.]*"))) == 1:
            with suppress(subprocess.TimeoutExpired):
                process.wait(MOMENT)
            assert process.poll() is None
        process.kill()
        process.wait()
    build_anew(folder, tmp_path / "whole")
    assert (out / "graph.ttl").read_bytes() in (before, (tmp_path / "whole" / "graph.ttl").read_bytes())
    assert kg("build", folder, "-o", out).status == 0
    assert find_changes(out, tmp_path / "whole") == []


def test_verdicts_count_at_once_and_the_ontology_starts_it_anew(tmp_path: Path) -> None:
    ontology, folder, out = tmp_path / "ontology", tmp_path / "articles", tmp_path / "out"
    shutil.copytree(find_ontology(), ontology)
    folder.mkdir()
    (folder / "a.md").write_text("海岚软件与青禾科技合作。海岚软件董事长是方明远。", encoding="utf-8")
    with start_watch(folder, out, KG_ONTOLOGY=str(ontology)) as process:
        wait_for_line(process, "watching")
        with (ontology / "decisions.tsv").open("a", encoding="utf-8") as file:
            file.write("rename\t青禾科技\t青禾\t\n")
        wait_for_line(process, " verdicts changed: 1 document (+0)")
        assert '"青禾"@zh' in (out / "graph.ttl").read_text(encoding="utf-8")
        columns = (ontology / "gazetteer" / "companies_tech.tsv").read_text(encoding="utf-8").partition("\n")[0]
        row = {"id": "hailan", "type": "Company", "zh": "海岚软件", "en": "Hailan Software", "source": "test"}
        lines = columns, "\t".join(row.get(name, "") for name in columns.split("\t"))
        (ontology / "gazetteer" / "mine.tsv").write_text("\n".join(lines), encoding="utf-8")
        wait_for_line(process, " mine.tsv changed: all is loaded anew")
        wait_for_line(process, "watching")
        assert '"Hailan Software"@en' in (out / "graph.ttl").read_text(encoding="utf-8")
        process.terminate()
        assert process.wait() == 0


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (["--watch"], 2, "a PATH that can change"),
        (["-", "--watch"], 2, "a PATH that can change"),
        (["{}/news", "--watch", "--no-cache"], 2, "--no-cache would do all"),
        (["{}/news", "--watch", "--engine", "dask", "--scheduler", "tcp://a:1"], 2, "--engine dask would do all"),
        (["{}", "--watch"], 1, "which is watched"),
        (["{}/nowhere", "--watch"], 1, "no such file or folder"),
        (["{}/news", "--watch"], 1, "no articles in this folder"),
    ],
)
def test_what_cannot_be_watched_is_told_and_nothing_is_written(
    arguments: list[str], status: int, words: str, kg: Kg, tmp_path: Path
) -> None:
    (tmp_path / "news").mkdir()
    run = kg("build", *(each.format(tmp_path) for each in arguments), "-o", tmp_path / "out")
    assert (run.status, run.out) == (status, "") and words in run.err
    assert not (tmp_path / "out").exists()
