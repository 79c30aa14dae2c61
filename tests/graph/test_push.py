"""Pushing a build into real servers: what they then hold, what a second push sends, and what stops or delays one."""

import dataclasses
import subprocess
import sys
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest

from kg.errors import InputError
from kg.evaluate.server_graph import make_graph
from kg.graph.endpoints import HEADER, PASSWORD, USER, Endpoint, add_prefixes, query_endpoint
from kg.graph.inference import INFERRED
from kg.graph.protocols import Protocol
from kg.graph.push import GENERATED, Pushed, Target, push_store
from kg.graph.store import VOCABULARY, open_store, write_parts, write_store
from kg.model import KnowledgeGraph
from tests.graph.sample import make_sample
from tests.graph.servers import Server, run_oxigraph

ROOT = Path(__file__).parents[2]
DOCUMENT = "https://example.org/kg/document/d__1_星火"


def change_sample() -> KnowledgeGraph:
    """The sample a day later: one fact gone, one no longer asserted, one surer than it was."""
    sample = make_sample()
    facts = dict(sample.facts)
    del facts["f10"]
    facts["f03"] = dataclasses.replace(facts["f03"], status="former")
    facts["f01"] = dataclasses.replace(facts["f01"], confidence=0.95)
    return KnowledgeGraph(sample.documents, sample.entities, facts, sample.annotations)


def list_lines(directory: Path, *graphs: ox.NamedNode | ox.DefaultGraph) -> set[str]:
    """The triples of these graphs of a build's store as N-Triples."""
    store = open_store(directory)
    quads = [quad for graph in graphs for quad in store.quads_for_pattern(None, None, None, graph)]
    return set(ox.serialize([quad.triple for quad in quads], format=ox.RdfFormat.N_TRIPLES).decode().splitlines())


def list_main(directory: Path) -> set[str]:
    return list_lines(directory, ox.DefaultGraph(), INFERRED)


def make_target(server: Server, protocol: Protocol = Protocol.update, **options: object) -> Target:
    url = server.update if protocol is Protocol.update else server.graph_store
    return Target(Endpoint(url), protocol, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize("protocol", Protocol)
def test_the_endpoint_holds_the_store_and_then_only_the_difference_is_sent(oxigraph, build, protocol):
    target = make_target(oxigraph, protocol, batch=100)
    first = push_store(build, target)
    old = list_main(build)
    vocabulary = oxigraph.read(VOCABULARY.value)
    assert oxigraph.read() == old and not any(" _:" in line or line.startswith("_:") for line in vocabulary)
    named = {line for line in vocabulary if GENERATED not in line}
    assert named == {line for line in list_lines(build, VOCABULARY) if "_:" not in line} and len(named) > 1_000
    assert first == Pushed(len(old) + len(vocabulary), 0, len(old) + len(vocabulary))

    write_store(change_sample(), build)
    new = list_main(build)
    second = push_store(build, target)
    assert oxigraph.read() == new
    if protocol is Protocol.update:
        assert (second.added, second.removed) == (len(new - old), len(old - new))
    assert second.total == len(new) + len(vocabulary) and 0 < len(new - old) < 20 < len(old)


@pytest.mark.parametrize("protocol", Protocol)
def test_nothing_new_asks_nothing_of_the_endpoint(build, protocol):
    with run_oxigraph() as server:
        total = push_store(build, make_target(server, protocol)).total
    assert push_store(build, make_target(server, protocol)) == Pushed(0, 0, total)


def test_conclusions_can_be_left_out_and_taken_back(oxigraph, build):
    push_store(build, make_target(oxigraph))
    pushed = push_store(build, make_target(oxigraph, infer=False))
    assert oxigraph.read() == list_lines(build, ox.DefaultGraph())
    assert pushed.removed == len(list_lines(build, INFERRED)) > 0


def test_a_main_graph_with_a_name(oxigraph, build):
    push_store(build, make_target(oxigraph, graph="http://example.com/新闻"))
    assert oxigraph.read("http://example.com/新闻") == list_main(build) and oxigraph.read() == set()


@pytest.mark.parametrize("protocol", Protocol)
def test_graphs_by_document_hold_facts_and_evidence(oxigraph, build, protocol):
    push_store(build, make_target(oxigraph, protocol, by_document=True))
    main, own = oxigraph.read(), oxigraph.read(DOCUMENT)
    assert main | own == list_main(build) and not main & own
    assert own and not any(line.startswith("<https://example.org/kg/entity/") for line in own)
    assert not any(
        line.startswith(f"<https://example.org/kg/{space}/") for space in ("fact", "evidence") for line in main
    )
    write_store(change_sample(), build)
    push_store(build, make_target(oxigraph, protocol, by_document=True))
    assert oxigraph.read() | oxigraph.read(DOCUMENT) == list_main(build)


def test_a_fact_told_by_two_documents_stands_in_both_graphs(oxigraph, tmp_path):
    sample = make_sample()
    (doc,) = sample.documents.values()
    other = dataclasses.replace(doc, id="d2")
    fact = sample.facts["f02"]
    proofs = (*fact.proofs, fact.proofs[0]._replace(document="d2"))
    facts = {"f02": dataclasses.replace(fact, proofs=proofs)}
    write_store(KnowledgeGraph({doc.id: doc, "d2": other}, sample.entities, facts), tmp_path)
    push_store(tmp_path, make_target(oxigraph, by_document=True))
    one, two = oxigraph.read(DOCUMENT), oxigraph.read("https://example.org/kg/document/d2")
    subjects = [{line.split()[0] for line in lines} for lines in (one, two)]
    assert "<https://example.org/kg/fact/f02>" in subjects[0] & subjects[1]
    assert len([line for line in one & two if "/fact/f02>" in line.split()[0]]) > 5
    assert not any("evidence/" in subject for subject in subjects[0] & subjects[1])


@pytest.mark.parametrize("protocol", Protocol)
def test_whole_clears_what_others_did_to_these_graphs(oxigraph, build, protocol):
    push_store(build, make_target(oxigraph, protocol))
    httpx.post(
        oxigraph.update, data={"update": "CLEAR ALL ; INSERT DATA { <urn:x> <urn:y> <urn:z> }"}
    ).raise_for_status()
    httpx.post(oxigraph.update, data={"update": "INSERT DATA { GRAPH <urn:g> { <urn:x> <urn:y> <urn:z> } }"})
    pushed = push_store(build, make_target(oxigraph, protocol), whole=True)
    assert oxigraph.read() == list_main(build) and oxigraph.read("urn:g")
    assert pushed.added == pushed.total == pushed.removed


def test_a_push_that_was_killed_goes_on_where_it_was(oxigraph, tmp_path):
    write_parts([make_graph(20_000)], tmp_path)
    whole = list_lines(tmp_path, ox.DefaultGraph())
    command = [sys.executable, "-m", "kg", "push", oxigraph.update, "-d", str(tmp_path), "--batch", "40"]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    while len(oxigraph.read()) < 2_000:
        assert process.poll() is None
    process.kill()
    process.wait()
    there = oxigraph.read()
    assert there < whole
    pushed = push_store(tmp_path, make_target(oxigraph))
    assert oxigraph.read() == whole and pushed.total == len(whole)
    assert len(whole) - len(there) <= pushed.added <= len(whole) - len(there) + 40


def test_virtuoso_takes_a_push_and_its_difference(virtuoso, build, monkeypatch):
    monkeypatch.setenv(USER, virtuoso.user)
    monkeypatch.setenv(PASSWORD, "dba")
    for protocol in Protocol:
        write_store(make_sample(), build)
        name = f"http://example.com/{protocol.value}/星火"
        target = make_target(virtuoso, protocol, graph=name)
        push_store(build, target)
        assert len(virtuoso.read(name)) == len(list_main(build))
        write_store(change_sample(), build)
        push_store(build, target)
        assert len(virtuoso.read(name)) == len(list_main(build))
        query = "SELECT ?l ?c %s { ?f kg:confidence ?c ; rdf:object ?o . ?o skos:prefLabel ?l }"
        local = open_store(build).query(add_prefixes(query % ""))
        there = query_endpoint(Endpoint(virtuoso.query), query % f"FROM <{name}>")
        expected = {(row["l"], float(row["c"].value)) for row in local}
        assert {(row["l"], float(row["c"].value)) for row in there} == expected and len(expected) > 5


def test_virtuoso_refuses_strangers_in_one_line(virtuoso, build, monkeypatch):
    monkeypatch.setenv(USER, virtuoso.user)
    monkeypatch.setenv(PASSWORD, "wrong")
    for protocol in Protocol:
        with pytest.raises(InputError, match=rf"refused \(401 [^\n]*\); set {USER} and {PASSWORD}, or {HEADER} in the"):
            push_store(build, make_target(virtuoso, protocol, graph="http://example.com/g"))
