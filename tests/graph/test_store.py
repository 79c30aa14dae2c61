"""The store on disk: what it holds, that it is whole, that each triple stands once."""

import os
import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import InputError
from kg.graph.inference import INFERRED
from kg.graph.iris import make_iri
from kg.graph.store import GENERATIONS, NEW, STORE, VOCABULARY, find_store, open_store, write_generation, write_store
from kg.ontology.vocabulary import KG


def test_store_holds_the_graph_what_follows_and_the_vocabulary(sample, quads, tmp_path: Path):
    write_store(sample, tmp_path)
    store = open_store(tmp_path)
    assert set(store.quads_for_pattern(None, None, None, ox.DefaultGraph())) == set(quads)
    assert set(store.named_graphs()) == {INFERRED, VOCABULARY}
    assert sorted(os.listdir(tmp_path)) == [GENERATIONS, STORE]


def test_each_triple_stands_once(sample, tmp_path: Path):
    write_store(sample, tmp_path)
    counts = Counter(quad.triple for quad in open_store(tmp_path) if quad.graph_name != VOCABULARY)
    assert set(counts.values()) == {1}


def test_no_infer_leaves_the_conclusions_out(sample, tmp_path: Path):
    write_store(sample, tmp_path, infer=False)
    assert list(open_store(tmp_path).quads_for_pattern(None, None, None, INFERRED)) == []


def test_a_second_build_replaces_the_first_also_under_a_reader(sample, quads, tmp_path: Path):
    write_store(sample, tmp_path)
    reader = open_store(tmp_path)
    write_store(replace(sample, facts={}), tmp_path)
    node = ox.NamedNode(make_iri("fact", "f02"))
    assert not list(open_store(tmp_path).quads_for_pattern(node, None, None))
    assert len(list(reader.quads_for_pattern(None, None, None, ox.DefaultGraph()))) == len(quads)


def test_a_store_is_read_only(sample, tmp_path: Path):
    write_store(sample, tmp_path)
    with pytest.raises(RuntimeError, match="read-write"):
        open_store(tmp_path).update(f"INSERT DATA {{ <{KG}a> <{KG}b> 1 }}")


def test_the_generation_before_stays_for_its_readers_and_no_older_one(sample, tmp_path: Path):
    for _ in range(3):
        write_store(sample, tmp_path)
    assert sorted(os.listdir(tmp_path / GENERATIONS)) == ["2", "3"]
    assert find_store(tmp_path) == tmp_path / GENERATIONS / "3"


def test_what_a_killed_build_left_behind_does_no_harm(sample, quads, tmp_path: Path):
    write_store(sample, tmp_path)
    half = ox.Store(str(tmp_path / GENERATIONS / NEW))  # killed while loading
    half.add(ox.Quad(ox.NamedNode("a:a"), ox.NamedNode("a:a"), ox.NamedNode("a:a")))
    half.flush()
    del half
    os.mkdir(tmp_path / GENERATIONS / "2")  # killed before it was pointed to
    assert len(list(open_store(tmp_path).quads_for_pattern(None, None, None, ox.DefaultGraph()))) == len(quads)
    write_store(sample, tmp_path)
    assert len(list(open_store(tmp_path).quads_for_pattern(None, None, None, ox.DefaultGraph()))) == len(quads)
    assert sorted(os.listdir(tmp_path / GENERATIONS)) == ["1", "3"]


def test_what_broke_off_before_it_was_a_store_makes_way_for_a_copy(sample, quads, tmp_path: Path):
    write_store(sample, tmp_path)
    new = tmp_path / GENERATIONS / NEW
    new.mkdir()
    (new / "CURRENT").write_text("MANIFEST-000005\n", encoding="utf-8")  # which is not there
    write_generation(tmp_path, lambda store: None, copied=True)
    assert find_store(tmp_path) == tmp_path / GENERATIONS / "2"
    assert set(open_store(tmp_path).quads_for_pattern(None, None, None, ox.DefaultGraph())) == set(quads)


def test_a_copied_build_is_read_and_built_again(sample, quads, tmp_path: Path):
    write_store(sample, tmp_path / "a")
    shutil.copytree(tmp_path / "a", tmp_path / "linked", symlinks=True)
    shutil.copytree(tmp_path / "a", tmp_path / "followed")
    for place in (tmp_path / "linked", tmp_path / "followed"):
        for _ in range(2):
            assert len(list(open_store(place).quads_for_pattern(None, None, None, ox.DefaultGraph()))) == len(quads)
            write_store(sample, place)


def test_two_builds_at_once_are_told_apart(sample, tmp_path: Path):
    (tmp_path / GENERATIONS).mkdir()
    writer = ox.Store(str(tmp_path / GENERATIONS / NEW))
    with pytest.raises(InputError, match="another process is writing this store"):
        write_store(sample, tmp_path)
    del writer
    write_store(sample, tmp_path)


def test_readers_and_a_writer_at_once(sample, quads, tmp_path: Path):
    """Readers that open while builds replace each other see a whole store, always."""
    write_store(sample, tmp_path)
    script = (
        "import sys; from pathlib import Path; from kg.graph.store import write_store;"
        "from tests.graph.sample import make_sample; [write_store(make_sample(), Path(sys.argv[1])) for _ in range(8)]"
    )
    root = str(Path(__file__).parents[2])
    environment = {**os.environ, "PYTHONPATH": root}
    writer = subprocess.Popen([sys.executable, "-c", script, str(tmp_path)], env=environment, cwd=root)
    while writer.poll() is None:
        assert len(list(open_store(tmp_path).quads_for_pattern(None, None, None, ox.DefaultGraph()))) == len(quads)
    assert writer.returncode == 0 and find_store(tmp_path).name == "9"


def test_no_store_says_how_to_make_one(tmp_path: Path):
    with pytest.raises(InputError, match="no store there; `kg build"):
        open_store(tmp_path)


def test_a_broken_store_is_named(tmp_path: Path):
    (tmp_path / STORE).mkdir()
    with pytest.raises(InputError, match="not readable as a store"):
        open_store(tmp_path)


def test_a_generation_whose_gate_stays_shut_never_becomes_the_current_one(sample, quads, tmp_path: Path):
    def refuse() -> None:
        raise InputError("the page could not be made")

    write_store(sample, tmp_path)
    with pytest.raises(InputError):
        write_generation(tmp_path, lambda store: store.clear(), copied=True, gate=refuse)
    assert set(open_store(tmp_path).quads_for_pattern(None, None, None, ox.DefaultGraph())) == set(quads)
