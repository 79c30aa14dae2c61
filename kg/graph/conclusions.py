"""What a graph does not say itself: what follows by the ontology's rules, and what the gazetteer knows of its places.

Nothing follows but from asserted relations and from which entities are places.
"""

from collections.abc import Iterable, Sequence

import pyoxigraph as ox

from kg.graph.background import PLACE, find_surroundings, make_background
from kg.graph.inference import Relation, infer, infer_quads
from kg.graph.rdf import Telling
from kg.model import Entity
from kg.ontology.vocabulary import is_a, load_vocabulary


def list_conclusions(quads: Sequence[ox.Quad], *, base: str) -> list[ox.Quad]:
    """Return what follows from triples, as the graph `kg:inferred`."""
    background = make_background(quads, base=base)
    return background + infer_quads([*quads, *background])


def find_conclusions(tellings: Iterable[Telling]) -> frozenset[Relation[str]]:
    """Return by ids what follows from what a graph tells; as RDF (`make_relations`), what follows from its triples."""
    vocabulary = load_vocabulary()
    classes = {name for name in vocabulary.classes if is_a(vocabulary, name, PLACE)}
    places: set[str] = set()
    asserted: set[Relation[str]] = set()
    for telling in tellings:
        if not isinstance(telling.item, Entity):  # entities come first
            break
        if telling.item.type in classes:
            places.add(telling.item.id)
        for name, end in telling.relations:
            if isinstance(end, str):
                asserted.add((telling.item.id, name, end))
    background = find_surroundings(places) - asserted
    return frozenset(background | infer(asserted | background))
