"""A picture in, JSON texts of its things, facts and documents out; of what has not changed those of the last build.

Each text depends on one thing, fact or document alone (a fact's also on the documents it was read in), and is known by
the digest of that. Page and index are made of these same texts.
"""

import json
from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from kg.graph.rdf import Telling
from kg.model import Annotation, Document, Entity, Fact
from kg.view.facts import Context, Json, Units, make_fact, name_local, sort_proofs
from kg.view.looks import make_node
from kg.view.picture import Picture
from kg.view.pinyin import make_search_keys
from kg.view.scene import SceneNode


class Piece(NamedTuple):
    """A text and the digest of what it is made of; `first` is the first day that a fact speaks of, if any.

    A tuple, and UTF-8 as files hold it, because there is one of each thing, fact and document in every build.
    """

    made: bytes
    text: bytes
    first: int | None = None
    marks: bytes = b"[]"  # of a document: [start, end, thing], UTF-16 code units


@dataclass(frozen=True, slots=True)
class Pieces:
    """The pieces of things, facts and documents by their numbers, and which the last build did not have so."""

    nodes: Mapping[int, Piece] = field(default_factory=dict)
    facts: Mapping[int, Piece] = field(default_factory=dict)
    docs: Mapping[int, Piece] = field(default_factory=dict)
    new_nodes: Set[int] = frozenset()
    new_facts: Set[int] = frozenset()
    new_docs: Set[int] = frozenset()


NOTHING = Pieces()
NO_TELLINGS: Mapping[bytes, Telling] = {}


def make_pieces(picture: Picture, *, tellings: Mapping[bytes, Telling] = NO_TELLINGS, last: Pieces = NOTHING) -> Pieces:
    """Return the pieces of a picture; `tellings` are the graph's by digest, `last` are the pieces of the last build."""
    graph = picture.graph
    context = Context(graph, picture.vocabulary, picture.nodes, picture.docs, Units(graph.documents))
    things, articles, told = _sort_tellings(tellings)
    docs, new_docs = _find_documents(articles, context, last)
    facts, new_facts = _find_facts(picture, told, context, last, new_docs & last.docs.keys())
    nodes, new_nodes = _find_nodes(picture, things, told, last)
    return Pieces(nodes, facts, docs, new_nodes, new_facts, new_docs)


def _sort_tellings(tellings: Mapping[bytes, Telling]) -> tuple[dict[str, bytes], dict[str, bytes], dict[str, bytes]]:
    """Return the digests of things, documents and facts by id."""
    things: dict[str, bytes] = {}
    docs: dict[str, bytes] = {}
    facts: dict[str, bytes] = {}
    for name, telling in tellings.items():
        item = telling.item
        if isinstance(item, Entity):
            things[item.id] = name
        elif isinstance(item, Fact):
            facts[item.id] = name
        elif isinstance(item, Document):
            docs[item.id] = name
    return things, docs, facts


def dump(data: Any) -> bytes:
    """Return JSON without spaces that can stand in a script element: no text in it can end the element."""
    return make_inert(json.dumps(data, ensure_ascii=False, separators=(",", ":")))


def make_inert(text: str) -> bytes:
    """Return JSON as UTF-8 with `<`, which stands in strings alone, escaped."""
    return text.replace("<", "\\u003c").encode("utf-8", "replace")


def _find_documents(made: Mapping[str, bytes], context: Context, last: Pieces) -> tuple[dict[int, Piece], set[int]]:
    """Return the pieces of documents, and which of them are made anew."""
    found, new = {}, set()
    for id, doc in context.graph.documents.items():
        number, name = context.docs[id], made.get(id, b"")
        piece = last.docs.get(number)
        if piece is None or piece.made != name:
            piece = _make_document(doc, name, context)
            new.add(number)
        found[number] = piece
    return found, new


def _make_document(doc: Document, made: bytes, context: Context) -> Piece:
    marks: tuple[Annotation, ...] = context.graph.annotations.get(doc.id, ())
    spans = [[*context.units[doc.id].span(mark.start, mark.end), context.places[mark.entity]] for mark in marks]
    return Piece(made, dump(make_document(doc)), marks=dump(spans))


def make_document(doc: Document) -> Json:
    """Return an article without its text."""
    data = {"id": doc.id, "title": doc.title or doc.id, "author": doc.author, "source": doc.source}
    data |= {"iri": name_local(doc.id), "date": doc.published.isoformat() if doc.published else ""}
    return {key: value for key, value in data.items() if value}


def _find_facts(
    picture: Picture, made: Mapping[str, bytes], context: Context, last: Pieces, changed: Set[int]
) -> tuple[dict[int, Piece], set[int]]:
    """Return the pieces of facts, and which are made anew: where the fact or a document of it is `changed`."""
    facts, docs = picture.graph.facts, picture.docs
    read = facts if changed else ()
    old = {id for id in read if not changed.isdisjoint([docs[proof.document] for proof in facts[id].proofs])}
    found, new = {}, set()
    for id, number in picture.facts.items():
        piece, name = last.facts.get(number), made.get(id, b"")
        if piece is None or piece.made != name or id in old:
            piece = _make_fact(facts[id], name, context)
            new.add(number)
        found[number] = piece
    return found, new


def _make_fact(fact: Fact, made: bytes, context: Context) -> Piece:
    data = make_fact(fact, context)
    for proof, item in zip(sort_proofs(fact), data["pr"], strict=True):
        if not context.graph.documents[proof.document].raw:
            item["quote"] = proof.quote
    return Piece(made, dump(data), data.get("t", [None])[0])


def _find_nodes(
    picture: Picture, things: Mapping[str, bytes], facts: Mapping[str, bytes], last: Pieces
) -> tuple[dict[int, Piece], set[int]]:
    """Return the pieces of things and events, and which of them are made anew."""
    found, new = {}, set()
    for node in picture.scene.nodes:
        number = picture.nodes[node.id]
        piece, name = last.nodes.get(number), facts.get(node.fact, b"") if node.event else things.get(node.id, b"")
        if piece is None or piece.made != name:
            piece = _make_node(picture, node, name)
            new.add(number)
        found[number] = piece
    return found, new


def _make_node(picture: Picture, node: SceneNode, made: bytes) -> Piece:
    about = {"event": 1} if node.event else describe_entity(picture, node)
    data = make_node(picture.looks.nodes[node.type], node.id, node.label, about)
    return Piece(made, dump({key: value for key, value in data.items() if value not in ("", [], None)}))


def describe_entity(picture: Picture, node: SceneNode) -> Json:
    """Return a thing's other names and identifiers, and what a hand may type for its names."""
    entity = picture.graph.entities[node.id]
    aliases = [alias for alias in entity.aliases if alias not in (entity.zh, entity.en)]
    identifiers = [list(pair) for pair in entity.identifiers]
    spelt = [name for name in dict.fromkeys((entity.zh, *entity.aliases)) if name]
    names = {"en": entity.en, "aliases": aliases, "ids": identifiers, "iri": name_local(entity.id)}
    return {**names, "keys": make_search_keys(spelt)}
