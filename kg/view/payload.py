"""A KnowledgeGraph in, the JSON object that the page draws and searches out.

Things and documents are referred to by their place in their list, which keeps the file small. Offsets are UTF-16 code
units, because that is how JavaScript counts: an emoji is two there and one in Python.
"""

from collections import Counter
from collections.abc import Mapping
from typing import Any, get_args

from kg.graph.iris import BASE, encode_id
from kg.model import Document, Fact, KnowledgeGraph, Proof, Status, Value
from kg.ontology.vocabulary import KG, Vocabulary
from kg.view.dates import find_fact_days
from kg.view.figures import format_value
from kg.view.importance import find_communities, make_network, measure_importance
from kg.view.layout import EVENT_SIZE, make_layout, measure_radius
from kg.view.network import PageNetwork
from kg.view.pinyin import make_search_keys
from kg.view.scene import Scene, find_kind, make_scene
from kg.view.styles import OTHER, TYPES
from kg.view.words import find_label

Json = dict[str, Any]
TEXT = 8_000_000  # bytes of articles in one page; the rest show their sentences alone


def make_payload(graph: KnowledgeGraph, vocabulary: Vocabulary, *, title: str) -> Json:
    """Return what the page needs to know, ready for JSON, the same for the same graph."""
    scene = make_scene(graph, vocabulary)
    pyvis = make_pyvis_network(graph, scene, vocabulary)
    places = {node.id: place for place, node in enumerate(scene.nodes)}
    doc_places = {doc_id: place for place, doc_id in enumerate(graph.documents)}
    units = {doc.id: Utf16(doc.raw) for doc in graph.documents.values()}
    facts = [make_fact(fact, graph, places, doc_places, units) for fact in graph.facts.values()]
    whole = choose_whole_texts(graph)
    leave_quotes(graph, facts, whole)
    fact_places = {fact_id: place for place, fact_id in enumerate(graph.facts)}
    edges = [{**edge, "fact": fact_places[edge["fact"]]} for edge in pyvis.edges]
    return {
        "title": title,
        "base": [BASE, KG],
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
        "styles": {name: [style.shape, style.light, style.dark] for name, style in TYPES.items()},
    }


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
        )  # fmt: skip
    for edge in scene.edges:
        label = find_label(vocabulary, edge.predicate)[0]
        pyvis.add_edge(
            edge.source, edge.target, id=edge.id, label=label, fact=edge.fact, p=edge.predicate, status=edge.status
        )
    return pyvis


def describe_entity(graph: KnowledgeGraph, entity_id: str) -> Json:
    """Return a thing's other names, identifiers and search keys."""
    entity = graph.entities[entity_id]
    names = [name for name in dict.fromkeys((entity.zh, *entity.aliases)) if name]
    aliases = [alias for alias in entity.aliases if alias not in (entity.zh, entity.en)]
    identifiers = [list(pair) for pair in entity.identifiers]
    return {
        "en": entity.en, "aliases": aliases, "ids": identifiers, "keys": make_search_keys(names),
        "iri": name_local(entity.id),
    }  # fmt: skip


def name_local(id: str) -> str:
    """Return the local name of an id's IRI, or nothing where it is the id itself."""
    return name if (name := encode_id(id)) != id else ""


class Utf16:
    """Turns code points into UTF-16 code units for one text; holds the places of its characters past U+FFFF."""

    def __init__(self, text: str) -> None:
        self.wide = [place for place, char in enumerate(text) if ord(char) > 0xFFFF]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return a span in code units."""
        if not self.wide:
            return start, end
        return start + sum(p < start for p in self.wide), end + sum(p < end for p in self.wide)


def make_fact(
    fact: Fact, graph: KnowledgeGraph, places: Mapping[str, int], docs: Mapping[str, int], units: Mapping[str, Utf16]
) -> Json:
    """Return a fact with its proofs; `t` is the days it speaks of, as days since 0001-01-01."""
    data: Json = {"id": fact.id, "k": fact.kind[0], "p": fact.predicate, "st": fact.status, "c": fact.confidence}
    if fact.subject is not None:
        data["s"] = places[fact.subject]
    if isinstance(fact.object, str):
        data["o"] = places[fact.object]
    elif fact.object is not None:
        data["v"] = make_value(fact.object)
    if fact.qualifiers:
        data["q"] = [
            [role, make_value(value) if isinstance(value, Value) else places.get(value, {"zh": value})]
            for role, value in fact.qualifiers
        ]
    if days := find_fact_days(fact, graph.documents):
        data["t"] = [day.toordinal() for day in days]
    data["pr"] = [make_proof(proof, places, docs, units[proof.document]) for proof in sort_proofs(fact)]
    return data


def sort_proofs(fact: Fact) -> list[Proof]:
    """Return a fact's proofs in the order that the RDF numbers them in."""
    return sorted(fact.proofs, key=lambda proof: (proof.document, proof.start, proof.end, proof.rule, proof.quote))


def make_value(value: Value) -> Json:
    """Return a value as a reader writes it, and its parts for tables."""
    zh, en = format_value(value)
    parts = {"n": None if value.number is None else f"{value.number:f}", "u": value.unit, "iso": value.iso}
    comparator = value.comparator if value.comparator != "exactly" else ""
    return {"zh": zh, **({"en": en} if en != zh else {}), "text": value.text} | {
        key: part for key, part in {**parts, "cmp": comparator}.items() if part
    }


def make_proof(proof: Proof, places: Mapping[str, int], docs: Mapping[str, int], unit: Utf16) -> Json:
    """Return where a fact was read; the quote is cut out of the document by the page."""
    start, end = unit.span(proof.start, proof.end)
    data: Json = {"d": docs[proof.document], "a": start, "b": end, "r": proof.rule, "c": proof.score}
    if (start, end) != (proof.start, proof.end):
        data["cp"] = [proof.start, proof.end]
    if proof.speaker is not None:
        data["sp"] = places[proof.speaker]
    if proof.spans:
        data["m"] = [list(unit.span(*span)) for span in sorted(proof.spans)]
    return data


def choose_whole_texts(graph: KnowledgeGraph) -> set[str]:
    """Return the articles whose text goes into the page: all, or those that most facts stand on, up to TEXT bytes."""
    uses = Counter(proof.document for fact in graph.facts.values() for proof in fact.proofs)
    chosen: set[str] = set()
    room = TEXT
    for doc_id in sorted(graph.documents, key=lambda doc_id: (-uses[doc_id], doc_id)):
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
        "statuses": {name: list(find_label(vocabulary, name)) for name in get_args(Status)},
    }
