"""RDF read back is the graph that was written."""

from dataclasses import replace
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.graph.iris import BASE
from kg.graph.rdf import make_quads
from kg.graph.read import read_graph, read_quads
from kg.graph.store import write_store


def test_writing_what_was_read_gives_the_same_triples(sample):
    bare = replace(sample, annotations={})
    quads = make_quads(bare)
    assert make_quads(read_quads(quads, base=BASE)) == quads


def test_a_build_is_read_back_with_any_base(sample, tmp_path: Path):
    write_store(sample, tmp_path, base="http://intern.example/图谱/")
    graph = read_graph(tmp_path)
    assert graph.entities == {
        id: replace(entity, aliases=tuple(sorted(entity.aliases))) for id, entity in sample.entities.items()
    }
    assert list(graph.facts) == sorted(sample.facts)
    for id, fact in graph.facts.items():
        wanted = sample.facts[id]
        assert (fact.kind, fact.predicate, fact.subject, fact.status) == (
            wanted.kind, wanted.predicate, wanted.subject, wanted.status,
        )  # fmt: skip
        assert fact.proofs == wanted.proofs and fact.confidence == wanted.confidence
        assert {name for name, _ in fact.qualifiers} == {name for name, _ in wanted.qualifiers}
    (doc,), (wanted_doc,) = graph.documents.values(), sample.documents.values()
    assert (doc.id, doc.title, doc.published) == (wanted_doc.id, wanted_doc.title, wanted_doc.published)


def test_figures_come_back_with_unit_and_comparator(sample):
    graph = read_quads(make_quads(sample), base=BASE)
    sales, deal = graph.facts["f12"].object, dict(graph.facts["f15"].qualifiers)["amount"]
    assert sales == sample.facts["f12"].object
    assert (str(deal.number), deal.unit, deal.comparator) == ("300000000", "CNY", "about")


def test_no_build_no_graph(tmp_path: Path):
    with pytest.raises(InputError, match="no store there"):
        read_graph(tmp_path)
