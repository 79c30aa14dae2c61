"""A KnowledgeGraph in, the JSON object that the page draws and searches out.

Things and documents are referred to by their place in their list, which keeps the file small. Offsets are UTF-16 code
units, because that is how JavaScript counts: an emoji is two there and one in Python.
"""

from collections import Counter
from collections.abc import Mapping
from typing import get_args

from kg.graph.iris import BASE
from kg.model import Document, KnowledgeGraph, Status
from kg.ontology.vocabulary import KG, Vocabulary
from kg.view.facts import Context, Json, Utf16, make_fact, name_local, sort_proofs
from kg.view.importance import find_communities, make_network, measure_importance
from kg.view.layout import EVENT_SIZE, make_layout, measure_radius
from kg.view.network import PageNetwork
from kg.view.pinyin import make_search_keys
from kg.view.scene import Scene, find_kind, make_scene
from kg.view.styles import OTHER, TYPES
from kg.view.words import find_label

TEXT = 8_000_000  # bytes of articles in one page; the rest show their sentences alone


def make_payload(graph: KnowledgeGraph, vocabulary: Vocabulary, *, title: str, base: str = BASE) -> Json:
    """Return what the page needs to know, ready for JSON, the same for the same graph."""
    scene = make_scene(graph, vocabulary)
    pyvis = make_pyvis_network(graph, scene, vocabulary)
    places = {node.id: place for place, node in enumerate(scene.nodes)}
    doc_places = {doc_id: place for place, doc_id in enumerate(graph.documents)}
    units = {doc.id: Utf16(doc.raw) for doc in graph.documents.values()}
    context = Context(graph, vocabulary, places, doc_places, units)
    facts = [make_fact(fact, context) for fact in graph.facts.values()]
    whole = choose_whole_texts(graph)
    leave_quotes(graph, facts, whole)
    fact_places = {fact_id: place for place, fact_id in enumerate(graph.facts)}
    edges = [make_edge(edge, places, fact_places) for edge in pyvis.edges]
    return {
        "title": title,
        "base": [base, KG],
        "options": pyvis.options,
        "nodes": [{key: value for key, value in node.items() if value not in ("", [], None)} for node in pyvis.nodes],
        "edges": edges,
        "facts": facts,
        "docs": [make_document(doc, whole=doc.id in whole) for doc in graph.documents.values()],
        "marks": [
            [
                [*units[doc_id].span(item.start, item.end), places[item.entity]]
                for item in graph.annotations.get(doc_id, ())
            ]
            for doc_id in graph.documents
        ],
        "words": make_words(graph, vocabulary),
        "styles": list_styles(),
    }


def make_edge(edge: Json, places: Mapping[str, int], facts: Mapping[str, int]) -> Json:
    """Return an edge of pyvis as the page needs it: its ends and its fact by place; its label is its property's."""
    kept = {key: edge[key] for key in ("id", "p", "status")}
    return {**kept, "from": places[edge["from"]], "to": places[edge["to"]], "fact": facts[edge["fact"]]}


def list_styles() -> dict[str, list[str]]:
    """Return the shape, the light and the dark colour of each kind of thing."""
    return {name: [style.shape, style.light, style.dark] for name, style in TYPES.items()}


def make_pyvis_network(graph: KnowledgeGraph, scene: Scene, vocabulary: Vocabulary) -> PageNetwork:
    """Return the network with every node's place, size and names, and every edge with its Chinese label."""
    network = make_network(scene)
    importance = measure_importance(network)
    communities = find_communities(network)
    layout = make_layout(scene, importance, network)
    pyvis = PageNetwork()
    for place, node in enumerate(scene.nodes):
        x, y = layout[place]
        size = EVENT_SIZE if node.event else measure_radius(importance[place])
        pyvis.add_node(
            node.id, label=node.label, shape=TYPES.get(node.kind, OTHER).shape, group=node.type, x=x, y=y,
            size=round(size, 1), rank=round(importance[place], 3), community=communities[place],
            **({"event": 1} if node.event else describe_entity(graph, node.id)),
            keys=[] if node.event else make_search_keys(list_spelt_names(graph, node.id)),
        )  # fmt: skip
    for edge in scene.edges:
        label = find_label(vocabulary, edge.predicate)[0]
        pyvis.add_edge(
            edge.source, edge.target, id=edge.id, label=label, fact=edge.fact, p=edge.predicate, status=edge.status
        )
    return pyvis


def describe_entity(graph: KnowledgeGraph, entity_id: str) -> Json:
    """Return a thing's other names and identifiers."""
    entity = graph.entities[entity_id]
    aliases = [alias for alias in entity.aliases if alias not in (entity.zh, entity.en)]
    identifiers = [list(pair) for pair in entity.identifiers]
    return {"en": entity.en, "aliases": aliases, "ids": identifiers, "iri": name_local(entity.id)}


def list_spelt_names(graph: KnowledgeGraph, entity_id: str) -> list[str]:
    """Return the names of a thing whose pinyin it may be looked for by."""
    entity = graph.entities[entity_id]
    return [name for name in dict.fromkeys((entity.zh, *entity.aliases)) if name]


def choose_whole_texts(graph: KnowledgeGraph) -> set[str]:
    """Return the articles whose text goes into the page: all, or those that most facts stand on, up to TEXT bytes."""
    uses = Counter(proof.document for fact in graph.facts.values() for proof in fact.proofs)
    chosen: set[str] = set()
    room = TEXT
    for doc_id in sorted(
        (doc.id for doc in graph.documents.values() if doc.raw), key=lambda doc_id: (-uses[doc_id], doc_id)
    ):
        room -= len(graph.documents[doc_id].raw.encode("utf-8", "replace"))
        if room < 0:
            break
        chosen.add(doc_id)
    return chosen


def leave_quotes(graph: KnowledgeGraph, facts: list[Json], whole: set[str]) -> None:
    """Put the sentence itself beside a proof whose article is not in the page."""
    for fact, data in zip(graph.facts.values(), facts, strict=True):
        for proof, item in zip(sort_proofs(fact), data["pr"], strict=True):
            if proof.document not in whole:
                item["quote"] = proof.quote


def make_document(doc: Document, *, whole: bool) -> Json:
    """Return an article, with its text as it was read where there is room for it."""
    data = {"id": doc.id, "title": doc.title or doc.id, "author": doc.author, "source": doc.source}
    data |= {"raw": doc.raw if whole else ""}
    data |= {"iri": name_local(doc.id), "date": doc.published.isoformat() if doc.published else ""}
    return {key: value for key, value in data.items() if value}


def make_words(graph: KnowledgeGraph, vocabulary: Vocabulary) -> Json:
    """Return the labels of what is in use; a class with the class whose look it takes."""
    facts = graph.facts.values()
    classes = {entity.type for entity in graph.entities.values()} | {"Event"}
    classes |= {fact.predicate for fact in facts if fact.kind == "event"}
    properties = {fact.predicate for fact in facts if fact.kind != "event"}
    properties |= {role for fact in facts for role, _ in fact.qualifiers}
    properties |= {name for entity in graph.entities.values() for name, _ in entity.identifiers}
    classes |= {find_kind(vocabulary, name) for name in classes}
    return {
        "classes": {name: [*find_label(vocabulary, name), find_kind(vocabulary, name)] for name in sorted(classes)},
        "properties": {name: list(find_label(vocabulary, name)) for name in sorted(properties)},
        "symmetric": sorted(
            name for name in properties if name in vocabulary.properties and vocabulary.properties[name].symmetric
        ),
        "statuses": {name: list(find_label(vocabulary, name)) for name in get_args(Status)},
    }
