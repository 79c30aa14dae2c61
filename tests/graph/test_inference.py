"""What follows, and what does not."""

import pyoxigraph as ox
import pytest

from kg.graph.inference import INFERRED, infer_quads
from kg.graph.iris import make_iri
from kg.ontology.vocabulary import KG


def make_plain(*triples: str) -> list[ox.Quad]:
    parts = [text.split() for text in triples]
    return [ox.Quad(make(s), ox.NamedNode(KG + p), make(o)) for s, p, o in parts]


def make(name: str) -> ox.NamedNode:
    return ox.NamedNode(make_iri("entity", name))


@pytest.mark.parametrize(
    ("given", "follows"),
    [
        (["雷 chairmanOf 甲"], ["雷 holdsPositionAt 甲"]),
        (["雷 chairmanOf 甲", "雷 holdsPositionAt 甲"], []),
        (["甲 partnerOf 乙"], ["乙 partnerOf 甲"]),
        (["甲 partnerOf 乙", "乙 partnerOf 甲"], []),
        (["甲 ownsBrand 火"], ["火 brandOf 甲"]),
        (["甲 subsidiaryOf 乙"], ["乙 hasSubsidiary 甲"]),
        (
            ["甲 locatedIn 乙", "乙 locatedIn 丙", "丙 locatedIn 丁"],
            ["甲 locatedIn 丙", "乙 locatedIn 丁", "甲 locatedIn 丁"],
        ),
        (["甲 hasPart 乙", "乙 hasPart 甲"], []),
        (["甲 subsidiaryOf 乙", "乙 subsidiaryOf 丙"], ["乙 hasSubsidiary 甲", "丙 hasSubsidiary 乙"]),
        (["甲 operatesIn 乙"], []),
        (["甲 buyer 乙", "甲 place 乙"], []),  # roles and qualifiers belong to facts and are always written out
    ],
)  # fmt: skip
def test_conclusions(given, follows):
    found = infer_quads(make_plain(*given))
    assert {quad.triple for quad in found} == {quad.triple for quad in make_plain(*follows)}
    assert {quad.graph_name for quad in found} <= {INFERRED}


def test_nothing_asserted_is_concluded_and_the_order_is_fixed(quads):
    found = infer_quads(quads)
    assert found and not {quad.triple for quad in found} & {quad.triple for quad in quads}
    assert infer_quads(reversed(quads)) == found
