"""A picture in, JSON texts of its things, facts and documents out; of what has not changed those of the last build.

Each text depends on one thing, fact or document alone (a fact's also on the documents it was read in), and is known by
the digest of that. Page and index are made of these same texts.
"""

import json
from collections.abc import Mapping
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
    """The pieces of things, facts and documents by their numbers."""

    nodes: Mapping[int, Piece] = field(default_factory=dict)
    facts: Mapping[int, Piece] = field(default_factory=dict)
    docs: Mapping[int, Piece] = field(default_factory=dict)


NOTHING = Pieces()
NO_TELLINGS: Mapping[bytes, Telling] = {}


def make_pieces(picture: Picture, *, tellings: Mapping[bytes, Telling] = NO_TELLINGS, last: Pieces = NOTHING) -> Pieces:
    """Return the pieces of a picture; `tellings` are the graph's by digest, `last` are the pieces of the last build."""
    graph = picture.graph
    context = Context(graph, picture.vocabulary, picture.nodes, picture.docs, Units(graph.documents))
    articles = {telling.item.id: name for name, telling in tellings.items() if isinstance(telling.item, Document)}
    docs = {
        picture.docs[doc.id]: _find_document(doc, articles.get(doc.id, b""), context, last)
        for doc in graph.documents.values()
    }
    stale = {doc for doc, number in picture.docs.items() if last.docs.get(number, docs[number]) is not docs[number]}
    digests = {telling.item.id: name for name, telling in tellings.items() if isinstance(telling.item, Fact)}
    facts = {}
    for fact in graph.facts.values():
        number, made = picture.facts[fact.id], digests.get(fact.id, b"")
        piece = last.facts.get(number)
        if piece is None or piece.made != made or (stale and any(proof.document in stale for proof in fact.proofs)):
            piece = _make_fact(fact, made, context)
        facts[number] = piece
    things = {telling.item.id: name for name, telling in tellings.items() if isinstance(telling.item, Entity)}
    return Pieces(_find_nodes(picture, things, digests, last), facts, docs)


def dump(data: Any) -> bytes:
    """Return JSON without spaces that can stand in a script element: no text in it can end the element."""
    return make_inert(json.dumps(data, ensure_ascii=False, separators=(",", ":")))


def make_inert(text: str) -> bytes:
    """Return JSON as UTF-8 with `<`, which stands in strings alone, escaped."""
    return text.replace("<", "\\u003c").encode("utf-8", "replace")


def _find_document(doc: Document, made: bytes, context: Context, last: Pieces) -> Piece:
    piece = last.docs.get(context.docs[doc.id])
    if piece is not None and piece.made == made:
        return piece
    marks: tuple[Annotation, ...] = context.graph.annotations.get(doc.id, ())
    spans = [[*context.units[doc.id].span(mark.start, mark.end), context.places[mark.entity]] for mark in marks]
    return Piece(made, dump(make_document(doc)), marks=dump(spans))


def make_document(doc: Document) -> Json:
    """Return an article without its text."""
    data = {"id": doc.id, "title": doc.title or doc.id, "author": doc.author, "source": doc.source}
    data |= {"iri": name_local(doc.id), "date": doc.published.isoformat() if doc.published else ""}
    return {key: value for key, value in data.items() if value}


def _make_fact(fact: Fact, made: bytes, context: Context) -> Piece:
    data = make_fact(fact, context)
    for proof, item in zip(sort_proofs(fact), data["pr"], strict=True):
        if not context.graph.documents[proof.document].raw:
            item["quote"] = proof.quote
    return Piece(made, dump(data), data.get("t", [None])[0])


def _find_nodes(
    picture: Picture, things: Mapping[str, bytes], facts: Mapping[str, bytes], last: Pieces
) -> dict[int, Piece]:
    found: dict[int, Piece] = {}
    missing: dict[int, tuple[SceneNode, bytes]] = {}
    for node in picture.scene.nodes:
        number = picture.nodes[node.id]
        made = facts.get(node.fact, b"") if node.event else things.get(node.id, b"")
        piece = last.nodes.get(number)
        if piece is not None and piece.made == made:
            found[number] = piece
        else:
            missing[number] = node, made
    return found | _make_nodes(picture, missing)


def _make_nodes(picture: Picture, missing: Mapping[int, tuple[SceneNode, bytes]]) -> dict[int, Piece]:
    found = {}
    for number, (node, made) in missing.items():
        about = {"event": 1} if node.event else describe_entity(picture, node)
        data = make_node(picture.looks.nodes[node.type], node.id, node.label, about)
        found[number] = Piece(made, dump({key: value for key, value in data.items() if value not in ("", [], None)}))
    return found


def describe_entity(picture: Picture, node: SceneNode) -> Json:
    """Return a thing's other names and identifiers, and what a hand may type for its names."""
    entity = picture.graph.entities[node.id]
    aliases = [alias for alias in entity.aliases if alias not in (entity.zh, entity.en)]
    identifiers = [list(pair) for pair in entity.identifiers]
    spelt = [name for name in dict.fromkeys((entity.zh, *entity.aliases)) if name]
    names = {"en": entity.en, "aliases": aliases, "ids": identifiers, "iri": name_local(entity.id)}
    return {**names, "keys": make_search_keys(spelt)}
