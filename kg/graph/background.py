"""What the gazetteer knows of the places in a graph: which lies in which, up to the continent.

No sentence says so, hence it goes with the conclusions into `kg:inferred` and never into graph.ttl. So
`?c kg:operatesIn ?p . ?p kg:locatedIn ?continent` finds who sells in Asia from articles that name India.
"""

from collections.abc import Iterable, Iterator, Set

import pyoxigraph as ox

from kg.errors import InputError
from kg.graph.inference import INFERRED, Relation
from kg.graph.iris import read_id
from kg.graph.terms import ALT_LABEL, PREF_LABEL, TYPE, make_label, make_node, make_term
from kg.ontology.gazetteer import Gazetteer, load_gazetteer
from kg.ontology.vocabulary import is_a, load_vocabulary

PLACE = "Place"  # the class whose members the gazetteer knows more of
LOCATED, IS = "locatedIn", "a"


def make_background(quads: Iterable[ox.Quad], *, base: str) -> list[ox.Quad]:
    """Return, for the places among these triples, the places around them; nothing that is asserted already."""
    asserted = {quad.triple for quad in quads}
    place = make_term(PLACE)
    nodes = {triple.subject for triple in asserted if triple.predicate == TYPE and triple.object == place}
    found = set(make_relations(find_surroundings({_read_entity(node, base) for node in nodes}), base))
    return sorted((quad for quad in found if quad.triple not in asserted), key=str)


def find_surroundings(places: Set[str]) -> set[Relation[str]]:
    """Return, for places by their ids, which is LOCATED in which, up to the continent, and what each new one IS."""
    gazetteer = load_gazetteer() if places else Gazetteer({}, {})
    found: set[Relation[str]] = set()
    for id in places:
        row = gazetteer.rows.get(id)
        while row is not None and row.parent and (row.id, LOCATED, row.parent) not in found:
            parent = gazetteer.rows[row.parent]
            if not is_a(load_vocabulary(), parent.type, PLACE):
                break
            found.add((row.id, LOCATED, parent.id))
            if parent.id not in places:
                found.add((parent.id, IS, parent.type))
            row = parent
    return found


def make_relations(found: Iterable[Relation[str]], base: str) -> Iterator[ox.Quad]:
    """Yield relations by ids as the graph `kg:inferred`; what a place IS becomes all that the gazetteer knows of it."""
    for id, name, end in found:
        if name == IS:
            yield from _describe_place(id, base)
        else:
            yield ox.Quad(make_node("entity", id, base), make_term(name), make_node("entity", end, base), INFERRED)


def _describe_place(id: str, base: str) -> Iterator[ox.Quad]:
    row, node = load_gazetteer().rows[id], make_node("entity", id, base)
    for name in (row.type, *load_vocabulary().classes[row.type].parents):
        yield ox.Quad(node, TYPE, make_term(name), INFERRED)
    labels = [ox.Literal(row.zh, language="zh")] + [ox.Literal(row.en, language="en")] * bool(row.en)
    for label in labels:
        yield ox.Quad(node, PREF_LABEL, label, INFERRED)
    for alias in row.aliases:
        if (label := make_label(alias)) not in labels:
            yield ox.Quad(node, ALT_LABEL, label, INFERRED)


def _read_entity(node: object, base: str) -> str:
    try:
        return read_id(node.value, base=base)[1] if isinstance(node, ox.NamedNode) else ""
    except InputError:  # a place of somebody else's graph
        return ""
