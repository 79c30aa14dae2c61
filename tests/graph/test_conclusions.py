"""What a graph's tellings conclude is what its triples conclude."""

from dataclasses import replace

from kg.graph.background import make_relations
from kg.graph.conclusions import find_conclusions, list_conclusions
from kg.graph.iris import BASE
from kg.graph.rdf import list_tellings, make_quads
from kg.model import Entity


def test_tellings_conclude_what_triples_do(sample):
    places = {
        id: Entity(id, type, zh) for id, type, zh in (("guangzhou", "City", "广州"), ("china", "Country", "中国"))
    }
    graph = replace(sample, entities={**sample.entities, **places})
    found = list(make_relations(find_conclusions(list_tellings(graph)), BASE))
    assert len(found) == len(set(found))
    assert set(found) == set(list_conclusions(make_quads(graph), base=BASE))
    assert {"locatedIn", "brandOf"} <= {quad.predicate.value.rpartition("#")[2] for quad in found}
