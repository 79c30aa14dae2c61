"""What a graph holds, counted: documents, entities by class, facts by property, metric or event, and by status."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from kg.graph.inference import INFERRED
from kg.ontology.vocabulary import KG, RDF, load_vocabulary


@dataclass(frozen=True, slots=True)
class Stats:
    """Counts by local name, the most frequent first."""

    documents: int
    sentences: int  # distinct sentences that state facts
    triples: int  # asserted
    inferred: int
    entities: Mapping[str, int]
    relations: Mapping[str, int]
    observations: Mapping[str, int]
    events: Mapping[str, int]
    statuses: Mapping[str, int]


def count_graph(store: ox.Store) -> Stats:
    """Return the counts of a store."""
    vocabulary = load_vocabulary()
    types = _count(store, RDF + "type")
    classes = {name: count for name, count in types.items() if name in vocabulary.classes}
    entities = {name: count for name, count in classes.items() if "Entity" in vocabulary.classes[name].parents}
    for name in sorted(entities):  # a class counts what is of no class below it
        for parent in vocabulary.classes[name].parents:
            if parent in entities:
                entities[parent] -= classes[name]
    events = {name: count for name, count in classes.items() if "Event" in vocabulary.classes[name].parents}
    return Stats(
        documents=classes.get("Document", 0),
        sentences=_count_sentences(store),
        triples=sum(1 for _ in store.quads_for_pattern(None, None, None, ox.DefaultGraph())),
        inferred=sum(1 for _ in store.quads_for_pattern(None, None, None, INFERRED)),
        entities=_sort({name: count for name, count in entities.items() if count}),
        relations=_sort(_count(store, RDF + "predicate")),
        observations=_sort(_count(store, KG + "metric")),
        events=_sort(events),
        statuses=_sort(_count(store, KG + "status")),
    )


def _count(store: ox.Store, predicate: str) -> dict[str, int]:
    quads = store.quads_for_pattern(None, ox.NamedNode(predicate), None, ox.DefaultGraph())
    return dict(Counter(q.object.value.removeprefix(KG) for q in quads if isinstance(q.object, ox.NamedNode)))


def _sort(counts: Mapping[str, int]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _count_sentences(store: ox.Store) -> int:
    """Count the places that evidence stands at: several facts may be read out of one sentence."""
    query = (
        "SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?document ?start WHERE "
        f"{{ ?e <{KG}document> ?document ; <http://www.w3.org/ns/oa#start> ?start }} }}"
    )
    rows = store.query(query)
    assert isinstance(rows, ox.QuerySolutions)
    return int(next(iter(rows))["n"].value)
