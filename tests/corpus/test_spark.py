"""A build on a Spark cluster: the bytes of a local one, also with an executor lost, and clear words where it can't be."""

import os
import signal
import subprocess
import sys
from array import array
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli import app
from kg.corpus import tasks
from kg.corpus.build import CorpusBuild, build_corpus
from kg.corpus.links import DIED, link_packed, make_cache
from kg.corpus.spark import build_on_spark
from kg.documents import read_documents
from kg.errors import InputError
from kg.graph.rdf import make_quads
from kg.graph.turtle import serialize_turtle
from kg.model import Document
from tests.corpus.conftest import Write, make_articles
from tests.corpus.daemons import ROOT
from tests.corpus.sparks import ENVIRONMENT, Spark, run_spark


def write_bytes(build: CorpusBuild) -> bytes:
    return serialize_turtle(make_quads(build.graph))


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Start what is needed quickly, and wait for it as long as a busy machine takes."""
    monkeypatch.setattr("kg.corpus.spark.PATIENCE", 300)
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)


@pytest.fixture(scope="module")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Spark]:
    with run_spark(tmp_path_factory.mktemp("spark"), workers=2) as running:
        yield running


@pytest.fixture
def many(write: Write, monkeypatch: pytest.MonkeyPatch) -> list[Document]:
    """Documents of several parts."""
    monkeypatch.setattr("kg.corpus.parts.PART", 6)
    return list(read_documents([str(write(make_articles(6 * 4 + 1)))]))


def test_the_bytes_are_those_of_a_local_build_though_a_worker_is_killed(
    spark: Spark, many: list[Document], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("kg.corpus.spark.PARTS_A_CORE", 1)
    cache = make_cache(tmp_path / "cache")
    told: list[str] = []

    def kill_once(doc: Document) -> None:
        if not told:
            spark.workers[0].kill()
        told.append(doc.id)

    there = build_on_spark(many[::-1], spark.master, cache=cache, progress=kill_once)
    assert spark.workers[0].wait() == -signal.SIGKILL and spark.workers[1].poll() is None
    local = build_corpus(many, jobs=1)
    assert there == local and write_bytes(there) == write_bytes(local)
    assert sorted(told) == [doc.id for doc in many]
    assert build_corpus(many, jobs=1, cache=cache) == local


def test_the_command_writes_the_files_of_a_local_build(write: Write, tmp_path: Path):
    folder = write(make_articles(5))
    for name, options in (("here", []), ("there", ["--engine", "spark", "--master", "local[1]"])):
        command = [sys.executable, "-m", "kg", "build", str(folder), "-o", str(tmp_path / name), *options]
        run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
        assert (run.returncode, run.stderr) == (0, "")
    for name in ("graph.ttl", "graph.html"):
        assert (tmp_path / "here" / name).read_bytes() == (tmp_path / "there" / name).read_bytes()


def test_a_document_that_kills_its_worker_is_named_and_stops_no_other(
    many: list[Document], monkeypatch: pytest.MonkeyPatch
):
    """A fault of a library, which ends the process, goes out with the work."""
    bad = replace(many[9], text=many[9].text + "坠毁", offsets=many[9].offsets + array("i", [0, 0]))

    def link_or_die(docs: list[Document]) -> tasks.Packed:
        if any("坠毁" in doc.text for doc in docs):
            os._exit(1)
        return list(zip([doc.id for doc in docs], link_packed(docs, cache=None), strict=True))

    monkeypatch.setattr(tasks, "link_part", link_or_die)
    there = build_on_spark([*many[:9], bad, *many[10:]], "local[1]", keep_going=True)
    assert [(failure.document.id, failure.reason) for failure in there.failures] == [(bad.id, DIED)]
    assert write_bytes(there) == write_bytes(build_corpus([*many[:9], *many[10:]], jobs=1))


def test_another_kg_on_the_workers_is_refused(docs: list[Document], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(tasks, "read_state", lambda: b"another")
    with pytest.raises(
        InputError, match=r"^--master local\[1\]: its workers have another kg, Python, library, ontology"
    ):
        build_on_spark(docs, "local[1]")


@pytest.mark.parametrize(
    ("master", "words"),
    [
        ("spark://127.0.0.1:9", "no master there (Connection refused); `spark-class org.apache.spark.deploy.master"),
        ("127.0.0.1:7077", "no Spark starts here ("),
    ],
)
def test_no_master_is_told_in_one_line(docs: list[Document], master: str, words: str):
    with pytest.raises(InputError) as caught:
        build_on_spark(docs, master)
    assert str(caught.value).startswith(f"--master {master}: {words}") and "\n" not in str(caught.value)


@pytest.mark.parametrize("options", [["--engine", "spark"], ["--master", "spark://127.0.0.1:9"]])
def test_the_engine_without_its_master_is_wrong_usage(options: list[str], tmp_path: Path):
    run = CliRunner().invoke(app, ["build", "-o", str(tmp_path), *options])
    assert run.exit_code == 2 and "--engine spark and" in run.output
