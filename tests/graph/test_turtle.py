"""Turtle: stable, whole, the same graph for every reader."""

import os
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.compare import isomorphic

from kg.graph.adapter import to_rdflib
from kg.graph.turtle import serialize_turtle, write_turtle


def test_turtle_reads_back_as_the_same_graph_in_both_libraries(sample, quads, tmp_path: Path):
    path = tmp_path / "graph.ttl"
    write_turtle(sample, path)
    assert set(ox.parse(path=str(path))) == set(quads)
    assert isomorphic(rdflib.Graph().parse(path), to_rdflib(sample))
    assert len(to_rdflib(sample)) == len(quads)


def test_turtle_of_turtle_is_the_identity(sample, tmp_path: Path):
    path = tmp_path / "graph.ttl"
    write_turtle(sample, path)
    first = path.read_bytes()
    parsed = list(ox.parse(path=str(path)))
    assert serialize_turtle(parsed) == first


def test_bytes_are_the_same_in_another_process_with_other_hashes(sample, tmp_path: Path):
    write_turtle(sample, tmp_path / "graph.ttl")
    script = (
        "import sys; from pathlib import Path; from kg.graph.turtle import write_turtle;"
        "from tests.graph.sample import make_sample; write_turtle(make_sample(), Path(sys.argv[1]))"
    )
    for seed in ("1", "2"):
        other = tmp_path / f"{seed}.ttl"
        root = str(Path(__file__).parents[2])
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": root}
        subprocess.run([sys.executable, "-c", script, str(other)], check=True, env=environment, cwd=root)
        assert other.read_bytes() == (tmp_path / "graph.ttl").read_bytes()


def test_turtle_is_readable(quads):
    text = serialize_turtle(quads).decode()
    assert "entity:xinghuo a kg:Company" in text
    assert "\tkg:ownsBrand entity:Brand-火花·SPARK ;\n" in text
    assert "<https://example.org/kg/" not in text.split("\n\n", 1)[1] and "_:" not in text
    prefixes = [line for line in text.splitlines() if line.startswith("@prefix")]
    assert prefixes == sorted(prefixes)


def test_the_subjects_come_in_the_order_people_read(quads):
    spaces = [block.split(":", 1)[0] for block in serialize_turtle(quads).decode().split("\n\n")[1:]]
    assert spaces == sorted(spaces, key=["entity", "document", "fact", "evidence", "kg"].index)


def test_a_failed_write_leaves_the_old_file(sample, tmp_path: Path, monkeypatch):
    path = tmp_path / "graph.ttl"
    path.write_text("old", encoding="utf-8")
    monkeypatch.setattr(os, "replace", lambda *_: (_ for _ in ()).throw(OSError("disk full")))
    with pytest.raises(OSError, match="disk full"):
        write_turtle(sample, path)
    assert path.read_text(encoding="utf-8") == "old"
