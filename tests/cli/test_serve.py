"""`kg serve` from outside: what it says, how it begins and ends."""

import os
import signal
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from kg.evaluate.server_load import RUNAWAY, read_processor_time
from kg.graph.store import write_store
from tests.command import Kg
from tests.graph.sample import make_sample

BUSY = 0.3  # seconds of a processor that tell that a query is being answered
ROOT = Path(__file__).parents[2]
TURTLE = '<https://example.org/kg/entity/a> <http://www.w3.org/2004/02/skos/core#prefLabel> "甲"@zh .'


def start_server(*arguments: str, cwd: Path = ROOT, **variables: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "kg", "serve", *arguments]
    environment, pipe = {**os.environ, **variables}, subprocess.PIPE
    return subprocess.Popen(command, cwd=cwd, env=environment, stdout=pipe, stderr=pipe, text=True)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_file_is_served_until_a_signal_and_leaves_nothing_behind(tmp_path: Path, number: signal.Signals) -> None:
    (tmp_path / "graph.ttl").write_text(TURTLE, encoding="utf-8")
    (tmp_path / "temporary").mkdir()
    options = ("--file", str(tmp_path / "graph.ttl"), "--port", "0")
    with start_server(*options, TMPDIR=str(tmp_path / "temporary")) as process:
        assert process.stdout and process.stderr
        address = process.stdout.readline().split()[0]
        response = httpx.get(f"{address}sparql", params={"query": "SELECT ?o { ?s ?p ?o }"})
        assert [row["o"]["value"] for row in response.json()["results"]["bindings"]] == ["甲"]
        process.send_signal(number)
        assert process.wait(60) == 0
        assert process.stderr.read() == ""
    assert list((tmp_path / "temporary").iterdir()) == []


def test_a_folder_named_from_where_one_is_can_be_explored(kg: Kg, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("美的集团宣布收购库卡。", encoding="utf-8")
    assert kg("build", tmp_path / "a.md", "-o", tmp_path / "out").status == 0
    with start_server("-d", "out", "--port", "0", cwd=tmp_path, PYTHONPATH=str(ROOT)) as process:
        assert process.stdout
        address = process.stdout.readline().split()[0]
        response = httpx.get(f"{address}explore", timeout=60)
        process.terminate()
        assert (response.status_code, process.wait(60)) == (200, 0)


def test_who_waits_when_it_ends_is_told_so(tmp_path: Path) -> None:
    write_store(make_sample(), tmp_path)
    with start_server("-d", str(tmp_path), "--port", "0") as process, ThreadPoolExecutor(1) as executor:
        assert process.stdout and process.stderr
        address = process.stdout.readline().split()[0]
        before = read_processor_time(process.pid)
        asked = executor.submit(httpx.get, f"{address}sparql", params={"query": RUNAWAY}, timeout=60)
        while read_processor_time(process.pid) < before + BUSY:
            assert not asked.done()
        process.terminate()
        response = asked.result()
        assert (response.status_code, response.text.count("\n")) == (503, 1) and "told to end" in response.text
        assert process.wait(60) == 0 and process.stderr.read() == ""


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["-d", "{}/nowhere"], "no store there; `kg build -o"),
        (["--file", "{}/nowhere.ttl"], "not readable as"),
        (["--file", "{}/notes.md"], "no RDF file; use .ttl"),
        (["-d", "{}/build", "--host", "192.0.2.1"], "192.0.2.1:8000: can't listen there"),
    ],
)
def test_what_cannot_be_served_is_one_line(tmp_path: Path, arguments: list[str], words: str) -> None:
    write_store(make_sample(), tmp_path / "build")
    with start_server(*(each.format(tmp_path) for each in arguments)) as process:
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (1, "")
    assert words in err and err.startswith("kg: ") and err.count("\n") == 1


def test_a_port_that_is_taken(tmp_path: Path) -> None:
    write_store(make_sample(), tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        with start_server("-d", str(tmp_path), "--port", port) as process:
            _, err = process.communicate(timeout=60)
    assert process.returncode == 1
    assert err == f"kg: 127.0.0.1:{port}: can't listen there (Address already in use); try --port 0 for any free one\n"
