"""What the gazetteer knows of the places in a graph: which lies in which, up to the continent.

No sentence says so, hence it goes with the conclusions into `kg:inferred` and never into graph.ttl. So
`?c kg:operatesIn ?p . ?p kg:locatedIn ?continent` finds who sells in Asia from articles that name India.
"""

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kg.errors import InputError
from kg.graph.inference import INFERRED
from kg.graph.iris import read_id
from kg.graph.terms import ALT_LABEL, PREF_LABEL, TYPE, make_label, make_node, make_term
from kg.ontology.gazetteer import Gazetteer, Row, load_gazetteer
from kg.ontology.vocabulary import is_a, load_vocabulary


def make_background(quads: Iterable[ox.Quad], *, base: str) -> list[ox.Quad]:
    """Return, for the places among these triples, the places around them; nothing that is asserted already."""
    asserted = {quad.triple for quad in quads}
    place = make_term("Place")
    places = sorted(
        {triple.subject.value for triple in asserted if triple.predicate == TYPE and triple.object == place}  # type: ignore[union-attr]
    )
    found = {ox.Triple(*triple) for triple in _climb(places, base)} - asserted
    return [ox.Quad(t.subject, t.predicate, t.object, INFERRED) for t in sorted(found, key=str)]


def _climb(places: list[str], base: str) -> Iterator[tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal]]:
    gazetteer = load_gazetteer() if places else Gazetteer({}, {})
    known = set(places)
    for iri in places:
        row = gazetteer.rows.get(_read_entity(iri, base))
        while row is not None and row.parent:
            parent = gazetteer.rows[row.parent]
            if not is_a(load_vocabulary(), parent.type, "Place"):
                break
            node = make_node("entity", parent.id, base)
            yield make_node("entity", row.id, base), make_term("locatedIn"), node
            if node.value not in known:
                known.add(node.value)
                yield from _describe_place(node, parent)
            row = parent


def _read_entity(iri: str, base: str) -> str:
    try:
        return read_id(iri, base=base)[1]
    except InputError:  # a place of somebody else's graph
        return ""


def _describe_place(
    node: ox.NamedNode, row: Row
) -> Iterator[tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal]]:
    vocabulary = load_vocabulary()
    for name in (row.type, *vocabulary.classes[row.type].parents):
        yield node, TYPE, make_term(name)
    labels = [ox.Literal(row.zh, language="zh")] + [ox.Literal(row.en, language="en")] * bool(row.en)
    for label in labels:
        yield node, PREF_LABEL, label
    for alias in row.aliases:
        if (label := make_label(alias)) not in labels:
            yield node, ALT_LABEL, label
