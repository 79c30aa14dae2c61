"""The store through rdflib's API."""

from pathlib import Path

import rdflib

from kg.graph.adapter import open_rdflib
from kg.graph.store import write_store


def test_the_store_is_an_rdflib_dataset(sample, quads, tmp_path: Path):
    write_store(sample, tmp_path)
    rdf = open_rdflib(tmp_path)
    assert len(rdf.default_graph) == len(quads)
    rows = rdf.query("SELECT ?name { ?c kg:ticker ?t ; skos:prefLabel ?name FILTER(LANG(?name) = 'zh') }")
    assert [str(row.name) for row in rows] == ["星火电器"]
    graph = rdflib.URIRef("https://example.org/kg/ontology#inferred")
    assert len(list(rdf.quads((None, None, None, graph)))) == 4
