"""A picture in, JSON texts of its things, facts and documents out; of what has not changed those of the last build.

Each text depends on one thing, fact or document alone (a fact's also on the documents it was read in), and is known by
the digest of that. Page and index are made of these same texts.
"""

import json
from collections.abc import Container, Iterator, Mapping, Set
from dataclasses import dataclass, field
from typing import Any, TypeVar

from kg.graph.rdf import Telling
from kg.kept import Kept
from kg.model import Annotation, Document, Entity, Fact, KnowledgeGraph
from kg.ontology.vocabulary import Concept
from kg.view.facts import Context, Json, Units, make_fact, name_local, sort_proofs
from kg.view.looks import make_node
from kg.view.picture import Picture
from kg.view.pinyin import Syllables, load_syllables, make_search_keys, save_syllables
from kg.view.scene import SceneNode, make_event_node_id

_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class Texts:
    """Texts of nodes, facts or documents by number, UTF-8 as files hold it, and digests of what they are made of.

    `new` are those that the last build did not have so.
    """

    made: dict[int, bytes] = field(default_factory=dict)
    text: dict[int, bytes] = field(default_factory=dict)
    new: Set[int] = field(default=frozenset(), kw_only=True)


@dataclass(frozen=True, slots=True)
class Pieces:
    """The texts of nodes, facts and documents; the first day that each fact speaks of, if any; documents' marks.

    Columns, not an object for each, because every build loads all of them. A text has its number in it, as `at`. Marks
    are [start, end, thing], in UTF-16 code units.
    """

    nodes: Texts = field(default_factory=Texts)
    facts: Texts = field(default_factory=Texts)
    docs: Texts = field(default_factory=Texts)
    firsts: dict[int, int | None] = field(default_factory=dict)
    marks: dict[int, bytes] = field(default_factory=dict)


NOTHING = Pieces()
NO_TELLINGS: Mapping[bytes, Telling] = {}


def make_pieces(
    picture: Picture,
    *,
    tellings: Mapping[bytes, Telling] = NO_TELLINGS,
    last: Pieces = NOTHING,
    kept: Kept | None = None,
) -> Pieces:
    """Return the pieces of a picture; `tellings` are the graph's by digest, `last` are the pieces of the last build."""
    graph = picture.graph
    context = Context(graph, picture.vocabulary, picture.nodes, picture.docs, Units(graph.documents))
    things, articles, told = _sort_tellings(tellings)
    docs = _keep_last(picture.docs, articles, last.docs)
    marks = _keep_unchanged(last.marks, docs)
    for id, number in _pick(picture.docs, docs.new):
        docs.text[number] = dump({"at": number, **make_document(graph.documents[id])})
        marks[number] = _mark_document(id, context)
    changed = {id for id, number in picture.docs.items() if number in docs.new and number in last.docs.made}
    facts = _keep_last(picture.facts, told, last.facts, {picture.facts[id] for id in _find_facts_of(graph, changed)})
    firsts = _keep_unchanged(last.firsts, facts)
    for id, number in _pick(picture.facts, facts.new):
        data = _make_fact(graph.facts[id], context)
        facts.text[number], firsts[number] = dump({"at": number, **data}), data.get("t", [None])[0]
    nodes, syllables = _keep_last(picture.nodes, things, last.nodes), load_syllables(kept)
    for node in picture.scene.nodes:
        if (number := picture.nodes[node.id]) in nodes.new:
            nodes.text[number] = _make_node(picture, node, syllables)
    save_syllables(kept, syllables)
    return Pieces(nodes, facts, docs, firsts, marks)


def _keep_last(
    numbers: Mapping[str, int], digests: Mapping[str, bytes], last: Texts, changed: Set[int] = frozenset()
) -> Texts:
    """Return the texts of the last build that are made of the same today; all others, and `changed` ones, are new."""
    made = dict(zip(numbers.values(), [digests.get(id, b"") for id in numbers], strict=True))
    new = dict(made.items() - last.made.items()).keys() | changed
    return Texts(made, _keep_unchanged(last.text, Texts(made, new=new)), new=new)


def _keep_unchanged(before: Mapping[int, _Value], texts: Texts) -> dict[int, _Value]:
    """Return what goes with those texts that are not new."""
    kept = dict(before)
    for number in (before.keys() - texts.made.keys()) | (before.keys() & texts.new):
        del kept[number]
    return kept


def _pick(numbers: Mapping[str, int], chosen: Container[int]) -> Iterator[tuple[str, int]]:
    return ((id, number) for id, number in numbers.items() if number in chosen)


def _find_facts_of(graph: KnowledgeGraph, docs: Set[str]) -> list[str]:
    """Return the facts that were read in any of some documents."""
    facts = graph.facts.values() if docs else ()
    return [fact.id for fact in facts if not docs.isdisjoint([proof.document for proof in fact.proofs])]


def _sort_tellings(tellings: Mapping[bytes, Telling]) -> tuple[dict[str, bytes], dict[str, bytes], dict[str, bytes]]:
    """Return the digests of nodes, documents and facts by id."""
    found: dict[type, dict[str, bytes]] = {Entity: {}, Document: {}, Fact: {}}
    for name, telling in tellings.items():
        item = telling.item
        if not isinstance(item, Concept):
            found[type(item)][item.id] = name
    events = {make_event_node_id(id): name for id, name in found[Fact].items()}
    return found[Entity] | events, found[Document], found[Fact]


def dump(data: Any) -> bytes:
    """Return JSON without spaces that can stand in a script element: no text in it can end the element."""
    return make_inert(json.dumps(data, ensure_ascii=False, separators=(",", ":")))


def make_inert(text: str) -> bytes:
    """Return JSON as UTF-8 with `<`, which stands in strings alone, escaped."""
    return text.replace("<", "\\u003c").encode("utf-8", "replace")


def _mark_document(id: str, context: Context) -> bytes:
    marks: tuple[Annotation, ...] = context.graph.annotations.get(id, ())
    return dump([[*context.units[id].span(mark.start, mark.end), context.places[mark.entity]] for mark in marks])


def make_document(doc: Document) -> Json:
    """Return an article without its text."""
    data = {"id": doc.id, "title": doc.title or doc.id, "author": doc.author, "source": doc.source}
    data |= {"iri": name_local(doc.id), "date": doc.published.isoformat() if doc.published else ""}
    return {key: value for key, value in data.items() if value}


def _make_fact(fact: Fact, context: Context) -> Json:
    data = make_fact(fact, context)
    for proof, item in zip(sort_proofs(fact), data["pr"], strict=True):
        if not context.graph.documents[proof.document].raw:
            item["quote"] = proof.quote
    return data


def _make_node(picture: Picture, node: SceneNode, syllables: Syllables) -> bytes:
    about = {"event": 1} if node.event else describe_entity(picture, node, syllables)
    data = make_node(picture.looks.nodes[node.type], node.id, node.label, about)
    told = {key: value for key, value in data.items() if value not in ("", [], None)}
    return dump({"at": picture.nodes[node.id], **told})


def describe_entity(picture: Picture, node: SceneNode, syllables: Syllables) -> Json:
    """Return a thing's other names and identifiers, and what a hand may type for its names."""
    entity = picture.graph.entities[node.id]
    aliases = [alias for alias in entity.aliases if alias not in (entity.zh, entity.en)]
    identifiers = [list(pair) for pair in entity.identifiers]
    spelt = [name for name in dict.fromkeys((entity.zh, *entity.aliases)) if name]
    names = {"en": entity.en, "aliases": aliases, "ids": identifiers, "iri": name_local(entity.id)}
    return {**names, "keys": make_search_keys(spelt, syllables)}
