"""What follows from asserted triples: super-properties, inverses, symmetric and transitive properties.

The conclusions go to the named graph `kg:inferred` and hold nothing that is asserted, so that each triple stands once
and a query over both graphs counts nothing twice (pyoxigraph 0.5.13 keeps duplicates in a union of graphs).
The rules are SPARQL updates written from `kg.ttl`, run in memory over the plain triples alone: a tenth of the graph.
"""

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kg.ontology.vocabulary import KG, Property, Vocabulary, load_vocabulary

INFERRED = ox.NamedNode(KG + "inferred")

# A conclusion is added where it doesn't stand already; rounds end when one adds nothing.
_RULE = "INSERT {{ {conclusion} }} WHERE {{ {premise} FILTER NOT EXISTS {{ {conclusion} }} }}"


def infer_quads(quads: Iterable[ox.Quad]) -> list[ox.Quad]:
    """Return what follows from these triples and is not among them, in graph `kg:inferred`, sorted."""
    vocabulary = load_vocabulary()
    rules = list(make_rules(vocabulary))
    concerned = {ox.NamedNode(KG + name) for name in _find_premises(vocabulary)}
    plain = {quad.triple for quad in quads if quad.predicate in concerned and isinstance(quad.object, ox.NamedNode)}
    store = ox.Store()
    store.bulk_extend(ox.Quad(triple.subject, triple.predicate, triple.object) for triple in plain)
    size = -1
    while size != len(store):
        size = len(store)
        for rule in rules:
            store.update(rule)
    found = {quad.triple for quad in store} - plain
    return [ox.Quad(t.subject, t.predicate, t.object, INFERRED) for t in sorted(found, key=str)]


def _find_premises(vocabulary: Vocabulary) -> set[str]:
    return {property.name for property in _list_relations(vocabulary) if any(_make_rules(property, vocabulary))}


def _list_relations(vocabulary: Vocabulary) -> list[Property]:
    """Return the properties whose plain triples are facts: neither roles nor qualifiers, which always stand written."""
    return [p for p in vocabulary.properties.values() if not {"participant", "qualifier", "measure"} & set(p.parents)]


def make_rules(vocabulary: Vocabulary) -> Iterator[str]:
    """Yield the SPARQL updates that `kg.ttl` calls for."""
    for property in _list_relations(vocabulary):
        yield from _make_rules(property, vocabulary)


def _make_rules(property: Property, vocabulary: Vocabulary) -> Iterator[str]:
    iri = f"<{KG}{property.name}>"
    if property.symmetric:
        yield _RULE.format(premise=f"?s {iri} ?o .", conclusion=f"?o {iri} ?s .")
    if property.inverse:
        yield _RULE.format(premise=f"?s {iri} ?o .", conclusion=f"?o <{KG}{property.inverse}> ?s .")
    if property.transitive:
        yield _RULE.format(premise=f"?s {iri}/{iri} ?o . FILTER(?s != ?o)", conclusion=f"?s {iri} ?o .")
    for parent in property.parents:
        if parent in vocabulary.properties and property.kind == "object":
            yield _RULE.format(premise=f"?s {iri} ?o .", conclusion=f"?s <{KG}{parent}> ?o .")
