"""A picture and its pieces in, the JSON text that the page draws and searches out.

Offsets are UTF-16 code units, because that is how JavaScript counts: an emoji is two there and one in Python.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from json.encoder import encode_basestring
from typing import get_args

from kg.model import KnowledgeGraph, Status
from kg.ontology.vocabulary import KG, Vocabulary
from kg.view.facts import Json, sort_proofs
from kg.view.picture import Picture
from kg.view.pieces import Pieces, dump, make_inert
from kg.view.scene import SceneEdge, find_kind
from kg.view.selection import select_important
from kg.view.styles import TYPES
from kg.view.words import find_label

TEXT = 2_700_000  # characters of articles in one page, 8 MB of Chinese; the rest show their sentences alone
THINGS = 5000  # in one page; of more the most important ones, met with an overview

Spots = Mapping[int, tuple[int, int]]


def make_payload(picture: Picture, pieces: Pieces, page: Json, start: Json) -> Iterator[bytes]:
    """Yield the parts of what the page needs to know, the same for the same graph.

    `page` is what it knows before any part of the graph, `start` the overview of it.
    """
    part = select_important(picture.graph, THINGS, picture.scene, picture.weights.importance)
    whole = choose_whole_texts(part)
    opening, spots = find_opening(picture, part, start)
    head = {**page, **opening, "quotes": list(list_quotes(part, picture, whole))}
    edges = ",".join([write_edge(edge, picture) for edge in picture.scene.edges if edge.fact in part.facts])
    yield dump(head)[:-1]
    yield from (b',"nodes":[', b",".join(list_nodes(picture, pieces, part, spots)))
    yield from (b'],"docs":[', b",".join(list_documents(picture, pieces, part, whole)))
    yield from (b'],"facts":[', b",".join([pieces.facts.text[picture.facts[fact]] for fact in part.facts]))
    yield from (b'],"edges":[', make_inert(edges))
    yield from (b'],"marks":[', b",".join([pieces.marks[picture.docs[doc_id]] for doc_id in part.documents]))
    yield b"]}"


def describe_page(picture: Picture) -> Json:
    """Return what a page knows before any part of a graph: its title, words and looks."""
    return {
        "title": picture.title,
        "base": [picture.base, KG],
        "options": picture.looks.options,
        "words": make_words(picture.graph, picture.vocabulary),
        "styles": {name: [style.shape, style.light, style.dark] for name, style in TYPES.items()},
    }


def find_opening(picture: Picture, part: KnowledgeGraph, start: Json) -> tuple[Json, Spots]:
    """Return what the page opens with, and the places of things by number: of all, or those of an overview."""
    if part is picture.graph:
        from kg.view.layout import make_layout  # with networkx, which takes longer to load than an overview to make

        places = make_layout(picture.scene, picture.weights.importance)
        return {}, dict(zip(picture.nodes.values(), places, strict=True))
    cut = {"kept": len(part.entities), "all": len(picture.graph.entities)}
    return {"cut": cut, "communities": start["communities"]}, {number: (x, y) for number, x, y in start["places"]}


def list_nodes(picture: Picture, pieces: Pieces, part: KnowledgeGraph, spots: Spots) -> Iterator[bytes]:
    """Yield the things and events of a part of the graph."""
    weights, texts = picture.weights, pieces.nodes.text
    for node, rank, community in zip(picture.scene.nodes, weights.importance, weights.community, strict=True):
        if node.id in part.entities or node.fact in part.facts:
            number = picture.nodes[node.id]
            place = b',"x":%d,"y":%d' % spots[number] if number in spots else b""
            yield b'%b,"rank":%a,"community":%d%b}' % (texts[number][:-1], round(rank, 3), community, place)


def write_edge(edge: SceneEdge, picture: Picture) -> str:
    """Return an edge as the page needs it: its ends and its fact by number; its label is its property's."""
    source, target, fact = picture.nodes[edge.source], picture.nodes[edge.target], picture.facts[edge.fact]
    return f'{describe_edge(edge)[:-1]},"from":{source},"to":{target},"fact":{fact}}}'


def describe_edge(edge: SceneEdge) -> str:
    """Return an edge without its ends."""
    return f'{{"id":{encode_basestring(edge.id)},"p":{encode_basestring(edge.predicate)},"status":"{edge.status}"}}'


def choose_whole_texts(graph: KnowledgeGraph) -> set[str]:
    """Return the articles whose text goes into the page: all, or those that most facts stand on, of TEXT characters."""
    uses = Counter([proof.document for fact in graph.facts.values() for proof in fact.proofs])
    chosen: set[str] = set()
    room = TEXT
    for doc_id in sorted(
        (doc.id for doc in graph.documents.values() if doc.raw), key=lambda doc_id: (-uses[doc_id], doc_id)
    ):
        room -= len(graph.documents[doc_id].raw)
        if room < 0:
            break
        chosen.add(doc_id)
    return chosen


def list_quotes(graph: KnowledgeGraph, picture: Picture, whole: set[str]) -> Iterator[tuple[int, int, str]]:
    """Yield (fact, place of the proof, sentence) for what was read in articles whose text is not in the page."""
    rest = graph.documents.keys() - whole
    for fact in graph.facts.values() if rest else ():
        if not rest.isdisjoint([proof.document for proof in fact.proofs]):
            for place, proof in enumerate(sort_proofs(fact)):
                if proof.document in rest:
                    yield picture.facts[fact.id], place, proof.quote


def list_documents(picture: Picture, pieces: Pieces, graph: KnowledgeGraph, whole: set[str]) -> Iterator[bytes]:
    """Yield the articles, with their text as it was read where there is room for it."""
    for doc in graph.documents.values():
        text = pieces.docs.text[picture.docs[doc.id]]
        if doc.id in whole:
            text = b'%b,"raw":%b}' % (text[:-1], make_inert(encode_basestring(doc.raw)))
        yield text


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
