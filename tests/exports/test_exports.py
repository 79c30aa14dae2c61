"""Every export, read back by its own reader: the same things, Chinese intact, distinct names apart, the same bytes."""

import csv
import io
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import networkx as nx
import ocg
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pyoxigraph as ox
import pytest
import rdflib

from kg.errors import InputError
from kg.exports import find_export, load_exports, to_networkx, write_export
from kg.exports.neo4j import ARRAY_DELIMITER
from kg.graph.iris import make_iri
from kg.graph.rdf import make_quads
from kg.graph.store import list_parts, open_store, write_store
from kg.graph.turtle import write_turtle
from kg.model import Entity, KnowledgeGraph
from tests.graph.sample import DOCUMENT, MAN, TEXT, make_sample

ROOT = Path(__file__).parents[2]
ODD = ['引号"与\\反斜杠', "制表\t与\n换行", "a;b|c,d", "<甲>&乙", "${x} `y`", "😀表情", "空 格", "空  格", "NULL"]


@pytest.fixture(scope="module")
def graph() -> KnowledgeGraph:
    """The sample and, beside it, companies whose names are hard on every format."""
    sample = make_sample()
    odd = {f"odd-{name}": Entity(f"odd-{name}", "Company", name, "", (f"{name}公司",)) for name in ODD}
    return KnowledgeGraph(sample.documents, sample.entities | odd, sample.facts)


@pytest.fixture(scope="module")
def store(graph: KnowledgeGraph) -> ox.Store:
    """The graph as a build's store has it, in memory."""
    store = ox.Store()
    for part in list_parts(make_quads(graph), infer=True):
        store.bulk_extend(part)
    return store


CSV_FIELDS = ("ID", "LABEL", "START_ID", "END_ID", "TYPE")
CSV_TYPES = {"string": str, "string[]": str, "int": int, "double": float}
Names = dict[str, str]  # Chinese name by what the format identifies the entity with
Read = Callable[[list[Path]], tuple[Names, int]]  # names, and how many triples or edges


def read_oxigraph(paths: list[Path]) -> tuple[Names, int]:
    found = list(ox.parse(path=str(paths[0]), format=ox.RdfFormat.from_extension(paths[0].suffix[1:])))
    store = ox.Store()
    store.bulk_extend(found)
    label = ox.NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")
    kind = ox.NamedNode("https://example.org/kg/ontology#Entity")
    quads = store.quads_for_pattern(None, label, None, ox.DefaultGraph())
    named = {q.subject.value: q.object.value for q in quads if q.object.language == "zh"}
    entities = {q.subject.value for q in store.quads_for_pattern(None, None, kind, None)}
    return {iri: name for iri, name in named.items() if iri in entities}, len(set(found))


def read_rdflib(paths: list[Path]) -> tuple[Names, int]:
    rdf = rdflib.Dataset()
    rdf.parse(paths[0], format={".jsonld": "json-ld", ".rdf": "xml"}.get(paths[0].suffix))
    kind = rdflib.URIRef("https://example.org/kg/ontology#Entity")
    names = {
        str(node): str(name)
        for node, _, name, _ in rdf.quads((None, rdflib.SKOS.prefLabel, None, None))
        if name.language == "zh" and (node, rdflib.RDF.type, kind, None) in rdf
    }
    return names, len(rdf)


def read_both(paths: list[Path]) -> tuple[Names, int]:
    one, other = read_oxigraph(paths), read_rdflib(paths)
    assert one == other
    return one


def read_network(network: nx.MultiDiGraph) -> tuple[Names, int]:
    names = {node: a["name"] for node, a in network.nodes(data=True) if a["kind"] == "entity"}
    return names, network.number_of_edges()


def read_csv(paths: list[Path]) -> tuple[Names, int]:
    nodes, edges = (list(csv.DictReader(io.StringIO(path.read_bytes().decode(), newline=""))) for path in paths)
    for row in [*nodes, *edges]:
        for head, cell in row.items():
            name, kind = head.rsplit(":", 1) if ":" in head else ("", "")  # Neo4j's import header
            assert kind in CSV_FIELDS or (name and (cell == "" or CSV_TYPES[kind](cell) is not None))
    keys = {row["key:ID"] for row in nodes}
    assert len(keys) == len(nodes) and {row[":START_ID"] for row in edges} | {row[":END_ID"] for row in edges} <= keys
    entities = [row for row in nodes if "Entity" in row[":LABEL"].split(ARRAY_DELIMITER)]
    assert {f"{row['name:string']}公司" for row in entities if row["key:ID"].startswith("entity:odd")} == {
        row["aliases:string[]"] for row in entities if row["key:ID"].startswith("entity:odd")
    }
    return {row["key:ID"]: row["name:string"] for row in entities}, len(edges)


def read_cypher(paths: list[Path]) -> tuple[Names, int]:
    engine = ocg.Graph()
    lines = paths[0].read_text(encoding="utf-8").splitlines()
    for line in [*lines, *lines]:  # twice: MERGE adds nothing the second time
        engine.execute(line.removesuffix(";"))
    rows = engine.execute("MATCH (n:Entity) RETURN n.key AS key, n.name AS name")
    return {row["key"]: row["name"] for row in rows}, engine.edge_count()


def read_parquet(paths: list[Path]) -> tuple[Names, int]:
    entities, facts = (pq.read_table(path).to_pylist() for path in paths)
    names = {f"entity:{row['id']}": row["name"] for row in entities}
    ends = {f"entity:{end}" for row in facts for end in list_ends(row)}
    assert len(names) == len(entities) and ends <= set(names)
    edges = sum(row["kind"] == "relation" and row["object"]["entity"] is not None for row in facts)
    return names, edges + sum(len(list_ends(row)) for row in facts if row["kind"] != "relation")


def list_ends(row: dict) -> list[str]:
    """The entities that a fact's row speaks of."""
    fillers = [row["object"] or {"entity": None}, *row["qualifiers"]]
    return [end for end in (row["subject"], *(filler["entity"] for filler in fillers)) if end is not None]


READERS: dict[str, Read] = {
    "turtle": read_both,
    "ntriples": read_both,
    "nquads": read_both,
    "trig": read_both,
    "jsonld": read_both,
    "rdfxml": read_both,
    "graphml": lambda paths: read_network(nx.read_graphml(paths[0], force_multigraph=True)),
    "gexf": lambda paths: read_network(nx.read_gexf(paths[0])),
    "neo4j": read_csv,
    "cypher": read_cypher,
    "parquet": read_parquet,
}
RDF = {"turtle": 1, "ntriples": 1, "nquads": 2, "trig": 2, "jsonld": 1, "rdfxml": 1}  # graphs


def write_all(store: ox.Store, folder: Path) -> Iterator[tuple[str, list[Path]]]:
    for name, export in load_exports().items():
        suffix = export.suffixes[0] if len(export.suffixes) == 1 else ""
        yield name, write_export(store, name, folder / f"out{suffix}")


def test_every_export_has_a_reader_here():
    assert set(READERS) == set(load_exports())


@pytest.mark.parametrize("name", sorted(READERS))
def test_read_back_by_its_own_reader(name, graph, store, tmp_path: Path):
    suffixes = load_exports()[name].suffixes
    paths = write_export(store, name, tmp_path / f"out{suffixes[0] if len(suffixes) == 1 else ''}")
    names, size = READERS[name](paths)
    assert sorted(names.values()) == sorted(entity.zh for entity in graph.entities.values())
    assert len(names) == len(graph.entities)
    if name in RDF:
        asserted = make_quads(graph)
        inferred = 4 if RDF[name] == 2 else 0
        assert size == len(asserted) + inferred
        assert set(names) == {make_iri("entity", id) for id in graph.entities}
    else:
        assert set(names) == {f"entity:{id}" for id in graph.entities}
        assert size == to_networkx(graph).number_of_edges()


def test_the_turtle_is_that_of_the_build(graph, tmp_path: Path):
    write_turtle(graph, tmp_path / "graph.ttl")
    write_store(graph, tmp_path)
    (written,) = write_export(open_store(tmp_path), "turtle", tmp_path / "again.ttl")
    assert written.read_bytes() == (tmp_path / "graph.ttl").read_bytes()


def test_the_same_bytes_in_another_process_with_other_hashes(tmp_path: Path):
    script = (
        "import sys; from pathlib import Path; from kg.exports import *; from kg.graph.store import *;"
        "from tests.graph.sample import make_sample; folder = Path(sys.argv[1]); write_store(make_sample(), folder);"
        "store = open_store(folder); [write_export(store, name, folder / name) for name in load_exports()]"
    )
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
        subprocess.run([sys.executable, "-c", script, str(tmp_path / seed)], check=True, env=environment, cwd=ROOT)
    one, other = ({p.name: p.read_bytes() for p in (tmp_path / seed).iterdir() if p.is_file()} for seed in ("1", "2"))
    assert len(one) == sum(len(export.suffixes) for export in load_exports().values()) and one == other


def test_the_network_holds_relations_figures_and_events():
    network = to_networkx(make_sample())
    xinghuo = network.nodes["entity:xinghuo"]
    assert (xinghuo["name"], xinghuo["type"], xinghuo["foundedOn"]) == ("星火电器", "Company", "1998-05")
    assert xinghuo["aliases"] == ("星火", "Spark")
    plan = network.edges["entity:xinghuo", "entity:yuenan", "f02"]
    assert (plan["predicate"], plan["label"], plan["status"], plan["date"]) == (
        "plansToEnter", "计划进入", "asserted", "2024-03-02",
    )  # fmt: skip
    both = network.get_edge_data("entity:xinghuo", "entity:Organization-蓝湖/科技")
    assert {edge["status"] for edge in both.values()} == {"rumoured", "denied", "asserted"}
    figure = network.nodes["fact:f12"]
    assert (figure["type"], figure["value"], figure["unit"], figure["period"]) == ("sales", 1200000.0, "台", "2023")
    deal = network.nodes["fact:f15"]
    assert (deal["type_zh"], deal["amount"]) == ("收购", "300000000 CNY")
    assert network.has_edge("fact:f15", "entity:xinghuo", "f15/buyer")


def test_parquet_holds_figures_evidence_and_words_as_written(store, tmp_path: Path):
    entities, facts = map(pq.read_table, write_export(store, "parquet", tmp_path / "graph"))
    assert [path.name for path in sorted(tmp_path.iterdir())] == ["graph-entities.parquet", "graph-facts.parquet"]
    rows = {row["id"]: row for row in facts.to_pylist()}
    sales = rows["f12"]["object"]
    assert (sales["number"], sales["unit"], sales["comparator"]) == (1200000.0, "台", "over")
    (plan,) = rows["f02"]["evidence"]
    assert (plan["document"], plan["speaker"]) == (DOCUMENT, MAN)
    assert plan["sentence"] == TEXT[plan["start"] : plan["end"]] and "将进入越南市场" in plan["sentence"]
    assert [(q["role"], q["date"]) for q in rows["f02"]["qualifiers"]] == [("date", "2024-03-02")]
    (spark,) = entities.filter(pc.field("id") == "xinghuo").to_pylist()
    assert spark["aliases"] == ["Spark", "星火"]
    assert spark["identifiers"] == [{"scheme": "ticker", "value": "SZSE:000999"}]


def test_without_its_library_parquet_names_the_extra(store, tmp_path: Path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(InputError, match=r"--format parquet needs pyarrow; .*kg-news\[parquet\]"):
        write_export(store, "parquet", tmp_path / "graph")


def test_xml_replaces_what_it_cannot_hold(tmp_path: Path):
    entity = Entity("a", "Company", "甲\x00乙\x1f")
    store = ox.Store()
    store.bulk_extend(make_quads(KnowledgeGraph({}, {"a": entity}, {})))
    for name in ("rdfxml", "graphml", "gexf"):
        (path,) = write_export(store, name, tmp_path / f"out{load_exports()[name].suffixes[0]}")
        names, _ = READERS[name]([path])
        assert list(names.values()) == ["甲\ufffd乙\ufffd"]


def test_an_empty_graph_exports_to_files_that_read_back(tmp_path: Path):
    for name, paths in write_all(ox.Store(), tmp_path):
        assert READERS[name](paths) == ({}, 0)


def test_an_unknown_format_lists_those_there_are():
    with pytest.raises(InputError, match="--format pdf: no such export; use cypher, gexf, graphml, jsonld, neo4j"):
        find_export("pdf")
