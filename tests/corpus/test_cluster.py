"""A build on a Dask cluster: the bytes of a local one, whatever dies on the way, and clear words where it can't be."""

import dataclasses
import os
import shutil
import signal
import subprocess
import sys
from array import array
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli import app
from kg.corpus.build import CorpusBuild, build_corpus
from kg.corpus.cluster import build_on_cluster
from kg.corpus.links import DIED, DocumentError, make_cache
from kg.documents import read_documents
from kg.errors import InputError
from kg.graph.rdf import make_quads
from kg.graph.turtle import serialize_turtle
from kg.model import Document
from kg.ontology.paths import find_ontology
from tests.corpus.clusters import Cluster, run_cluster
from tests.corpus.conftest import Write, make_articles
from tests.corpus.daemons import ROOT


def write_bytes(build: CorpusBuild) -> bytes:
    return serialize_turtle(make_quads(build.graph))


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with run_cluster(tmp_path_factory.mktemp("cluster"), workers=2) as running:
        yield running


@pytest.fixture
def many(write: Write, monkeypatch: pytest.MonkeyPatch) -> list[Document]:
    """Documents of several parts."""
    monkeypatch.setattr("kg.corpus.parts.PART", 6)
    return list(read_documents([str(write(make_articles(6 * 4 + 1)))]))


def test_the_graph_and_its_bytes_are_those_of_a_local_build(cluster: Cluster, many: list[Document], tmp_path: Path):
    local = build_corpus(many, jobs=1)
    told: list[Document] = []
    cache = make_cache(tmp_path / "cache")
    for docs in (many, many[::-1]):  # the second time from the cache
        there = build_on_cluster(docs, cluster.address, cache=cache, progress=told.append)
        assert there == local and write_bytes(there) == write_bytes(local)
    assert sorted(doc.id for doc in told) == sorted(doc.id for doc in many * 2)
    assert {fact.kind for fact in local.graph.facts.values()} == {"relation", "observation", "event"}
    assert build_corpus(many, jobs=1, cache=cache) == local


def test_a_worker_killed_in_the_middle_costs_nothing(many: list[Document], tmp_path: Path):
    with run_cluster(tmp_path, workers=2) as cluster:
        killed: list[int] = []

        def kill_once(doc: Document) -> None:
            if not killed:
                killed.append(cluster.workers[0].pid)
                os.kill(cluster.workers[0].pid, signal.SIGKILL)

        there = build_on_cluster(many, cluster.address, progress=kill_once)
        assert killed and cluster.workers[0].wait() == -signal.SIGKILL and cluster.workers[1].poll() is None
    assert write_bytes(there) == write_bytes(build_corpus(many, jobs=1))


def test_a_document_that_cannot_be_read_is_named(cluster: Cluster, docs: list[Document]):
    bad = docs[4]
    del bad.offsets[:]
    with pytest.raises(DocumentError, match=f"article '{bad.id}' can't be extracted from .IndexError"):
        build_on_cluster(docs, cluster.address)
    there = build_on_cluster(docs, cluster.address, keep_going=True)
    assert [failure.document.id for failure in there.failures] == [bad.id]
    assert write_bytes(there) == write_bytes(build_corpus([doc for doc in docs if doc is not bad], jobs=1))


CRASH = """
import os
from kg.corpus import links, tasks

def link_or_die(docs, *, cache):
    return os._exit(1) if any("坠毁" in doc.text for doc in docs) else links.link_packed(docs, cache=cache)

tasks.link_packed = link_or_die
"""


def test_a_document_that_kills_its_workers_is_named_and_stops_no_other(many: list[Document], tmp_path: Path):
    """A fault of a library, which ends the process, is put into the workers as they start."""
    bad = dataclasses.replace(many[9], text=many[9].text + "坠毁", offsets=many[9].offsets + array("i", [0, 0]))
    crash = tmp_path / "crash.py"
    crash.write_text(CRASH, encoding="utf-8")
    strict = {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0"}
    with run_cluster(tmp_path, workers=3, options=("--preload", str(crash)), environment=strict) as cluster:
        there = build_on_cluster([*many[:9], bad, *many[10:]], cluster.address, keep_going=True)
    assert [(failure.document.id, failure.reason) for failure in there.failures] == [(bad.id, DIED)]
    assert write_bytes(there) == write_bytes(build_corpus([*many[:9], *many[10:]], jobs=1))


def test_another_ontology_on_a_worker_is_refused(docs: list[Document], tmp_path: Path):
    other = tmp_path / "ontology"
    shutil.copytree(find_ontology(), other)
    with (other / "kg.ttl").open("a", encoding="utf-8") as file:
        file.write("# another\n")
    with (
        run_cluster(tmp_path, workers=1, environment={"KG_ONTOLOGY": str(other)}) as cluster,
        pytest.raises(InputError, match=r"tcp://127\.0\.0\.1:\d+: another kg, Python, library, ontology or decisions"),
    ):
        build_on_cluster(docs, cluster.address)


def test_no_scheduler_is_told_in_one_line(docs: list[Document], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("kg.corpus.cluster.PATIENCE", 0.2)
    with pytest.raises(InputError, match=r"^--scheduler tcp://127\.0\.0\.1:9: no scheduler there \([^\n]*`dask sched"):
        build_on_cluster(docs, "tcp://127.0.0.1:9")


def test_a_scheduler_that_goes_away_is_told_in_one_line(many: list[Document], tmp_path: Path):
    with run_cluster(tmp_path, workers=1) as cluster:

        def kill(doc: Document) -> None:
            cluster.scheduler.kill()

        with pytest.raises(InputError, match=r"^--scheduler tcp://[^\n]*: it went away; the next build goes on"):
            build_on_cluster(many, cluster.address, progress=kill)


def test_no_worker_is_told_in_one_line(docs: list[Document], tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    with run_cluster(tmp_path, workers=0) as cluster:
        monkeypatch.setattr("kg.corpus.cluster.PATIENCE", 2)
        with pytest.raises(InputError, match="no worker there; `dask worker tcp://"):
            build_on_cluster(docs, cluster.address)


def test_the_command_writes_the_files_of_a_local_build(cluster: Cluster, write: Write, tmp_path: Path):
    folder = write(make_articles(5))
    for name, options in (("here", []), ("there", ["--engine", "dask", "--scheduler", cluster.address])):
        command = [sys.executable, "-m", "kg", "build", str(folder), "-o", str(tmp_path / name), *options]
        run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
        assert (run.returncode, run.stderr) == (0, "")
    for name in ("graph.ttl", "graph.html"):
        assert (tmp_path / "here" / name).read_bytes() == (tmp_path / "there" / name).read_bytes()


@pytest.mark.parametrize("options", [["--engine", "dask"], ["--scheduler", "tcp://127.0.0.1:9"]])
def test_an_engine_without_its_scheduler_is_wrong_usage(options: list[str], tmp_path: Path):
    run = CliRunner().invoke(app, ["build", "-o", str(tmp_path), *options])
    assert run.exit_code == 2 and "--engine dask and" in run.output
