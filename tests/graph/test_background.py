"""What the gazetteer adds around the places of a graph."""

from pathlib import Path

import pyoxigraph as ox

from kg.graph.background import make_background
from kg.graph.inference import INFERRED
from kg.graph.iris import BASE, make_iri
from kg.graph.rdf import make_quads
from kg.graph.sparql import run_query
from kg.graph.store import open_store, write_store
from kg.graph.terms import make_term
from kg.model import Entity, KnowledgeGraph

GUANGZHOU = Entity("guangzhou", "City", "广州")
OTHER = Entity("City-某市", "City", "某市")


def make_places(*entities: Entity) -> list[ox.Quad]:
    return make_quads(KnowledgeGraph({}, {entity.id: entity for entity in entities}, {}))


def test_a_city_lies_in_its_country_and_continent(tmp_path: Path):
    write_store(KnowledgeGraph({}, {"guangzhou": GUANGZHOU}, {}), tmp_path)
    rows = run_query(open_store(tmp_path), "SELECT ?l { entity:guangzhou kg:locatedIn ?p . ?p skos:prefLabel ?l }")
    assert {"广东", "中国", "亚洲"} <= {row["l"].value for row in rows}
    rows = run_query(open_store(tmp_path), "SELECT ?l { entity:guangzhou kg:locatedIn ?p }", infer=False)
    assert list(rows) == []


def test_everything_added_is_marked_as_not_from_a_text():
    quads = make_places(GUANGZHOU)
    found = make_background(quads, base=BASE)
    assert {quad.graph_name for quad in found} == {INFERRED}
    assert not {quad.triple for quad in found} & {quad.triple for quad in quads}
    countries = [quad.subject.value for quad in found if quad.object == make_term("Country")]
    assert countries == [make_iri("entity", "china")]


def test_a_place_that_the_gazetteer_does_not_know_gets_nothing():
    assert make_background(make_places(OTHER), base=BASE) == []
    assert make_background([], base=BASE) == []


def test_what_is_there_is_not_described_again():
    china = Entity("china", "Country", "中国")
    found = make_background(make_places(GUANGZHOU, china), base=BASE)
    assert not [q for q in found if q.subject.value == make_iri("entity", "china") and "prefLabel" in q.predicate.value]
