"""The store on disk: what it holds, that it is whole, that each triple stands once."""

import os
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import InputError
from kg.graph.inference import INFERRED
from kg.graph.iris import make_iri
from kg.graph.store import STORE, VOCABULARY, open_store, write_store
from kg.ontology.vocabulary import KG


def test_store_holds_the_graph_what_follows_and_the_vocabulary(sample, quads, tmp_path: Path):
    write_store(sample, tmp_path)
    store = open_store(tmp_path)
    assert set(store.quads_for_pattern(None, None, None, ox.DefaultGraph())) == set(quads)
    assert set(store.named_graphs()) == {INFERRED, VOCABULARY}
    assert os.listdir(tmp_path) == [STORE]


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


@pytest.mark.parametrize("leftover", ["store.new", "store.old"])
def test_what_a_killed_build_left_behind_does_no_harm(sample, quads, tmp_path: Path, leftover):
    """store.new: killed while building. store.old alone: killed between the two renames."""
    write_store(sample, tmp_path)
    if leftover == "store.old":
        os.rename(tmp_path / STORE, tmp_path / leftover)
    else:
        (tmp_path / leftover).mkdir()
        (tmp_path / leftover / "half").write_text("written", encoding="utf-8")
    assert len(list(open_store(tmp_path).quads_for_pattern(None, None, None, ox.DefaultGraph()))) == len(quads)
    write_store(sample, tmp_path)
    assert os.listdir(tmp_path) == [STORE]


def test_no_store_says_how_to_make_one(tmp_path: Path):
    with pytest.raises(InputError, match="no store there; `kg build"):
        open_store(tmp_path)


def test_a_broken_store_is_named(tmp_path: Path):
    (tmp_path / STORE).mkdir()
    with pytest.raises(InputError, match="not readable as a store"):
        open_store(tmp_path)
