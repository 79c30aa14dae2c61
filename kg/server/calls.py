"""What a worker does with its store besides queries: each function a call by name, its result JSON or a page."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from itertools import islice
from typing import IO, Any

import pyoxigraph as ox

from kg.errors import InputError
from kg.graph.iris import make_iri
from kg.ontology.vocabulary import KG
from kg.server.answers import BlockWriter, FailedError
from kg.server.facts import name_fact, read_fact
from kg.server.frames import END, Call
from kg.server.matching import match_facts, parse_term
from kg.server.reading import Link, Reader, Term
from kg.server.rendering import render_answer, render_names, render_resource, render_sentences
from kg.server.resources import read_resource

JSON, HTML = "application/json", "text/html; charset=utf-8"
MANY_GRAPHS = 100
EXPLORE = "explore"  # the call that is answered from the index and not from the store


def answer_call(store: ox.Store, base: str, call: Call, out: IO[bytes]) -> None:
    """Write the frames of a call's answer.

    Raises:
        FailedError: it finds nothing.
    """
    function, content_type = CALLS[call.name]
    write_result(function(store, base, **call.arguments), out, content_type)


def write_result(result: Any, out: IO[bytes], content_type: str = "") -> None:
    """Write the frames of a result: a text as it is, by default a page, anything else as JSON."""
    is_text = isinstance(result, str)
    writer = BlockWriter(out, content_type or (HTML if is_text else JSON))
    writer.write((result if is_text else json.dumps(result, ensure_ascii=False)).encode("utf-8", "replace"))
    writer.finish(END)


def list_graphs(store: ox.Store, base: str) -> list[str]:
    """Return the names of the store's named graphs, sorted; of very many only some."""
    return sorted(graph.value for graph in islice(store.named_graphs(), MANY_GRAPHS))


def tell_base(store: ox.Store, base: str) -> str:
    """Return what the identifiers of the graph begin with."""
    return json.dumps(base)


def find_named(store: ox.Store, base: str, name: str) -> list[str]:
    """Return the things that bear a name, by IRI."""
    return [node.value for node in Reader(store, base, "zh").find_named(name)]


def show_names(store: ox.Store, base: str, name: str, frame: Mapping[str, Any]) -> str:
    """Return the page of all that bear a name."""
    reader = Reader(store, base, frame["language"])
    return render_names(name, [reader.link(node) for node in reader.find_named(name)], frame)


def show_resource(store: ox.Store, base: str, iri: str, frame: Mapping[str, Any]) -> str:
    """Return the page of a node.

    Raises:
        FailedError: the graph knows nothing of it.
    """
    resource = read_resource(Reader(store, base, frame["language"]), iri)
    if resource is None:
        raise FailedError(404, f"{iri}: nothing of that name in the graph")
    return render_resource(resource, frame)


def show_sentences(
    store: ox.Store, base: str, terms: Sequence[Mapping[str, str]], language: str, hints: Sequence[str]
) -> str:
    """Return the facts that a row of a result rests on, with their sentences, as a part of a page."""
    found = [term for term in _parse_terms(terms) if term is not None]
    return render_sentences(match_facts(Reader(store, base, language), found, hints=hints), language)


def find_links(
    store: ox.Store, base: str, terms: Sequence[Mapping[str, str]], language: str, translate: bool
) -> list[dict[str, str] | None]:
    """Return for each value of a result what it points at, None for a value that is no name of anything.

    Of several things that bear the name, the first; `iri` is then empty. `translate` gives labels of another language
    in this one, those of the vocabulary too.
    """
    reader = Reader(store, base, language)
    found = (_find_link(reader, term, translate=translate) for term in _parse_terms(terms))
    return [None if link is None else asdict(link) for link in found]


def _parse_terms(terms: Sequence[Mapping[str, str]]) -> list[Term | None]:
    try:
        return [parse_term(term) for term in terms]
    except ValueError as error:
        raise FailedError(400, f"a value is no term of RDF: {error}") from error


def _find_link(reader: Reader, term: Term | None, *, translate: bool) -> Link | None:
    if isinstance(term, ox.NamedNode):
        link = reader.link(term)
        return replace(link, name=name_fact(reader, term)) if reader.is_fact(term) else link
    if not isinstance(term, ox.Literal):
        return None
    named = reader.find_named(term.value)
    foreign = translate and bool(term.language) and term.language != reader.language
    things = [node for node in named if not node.value.startswith(KG)]
    if not things:
        return Link(reader.link(named[0]).name) if foreign and named else None
    link = reader.link(things[0])
    if len(things) > 1:
        return replace(link, name=term.value, iri="")
    return link if foreign else replace(link, name=term.value)


def answer_question(store: ox.Store, base: str, question: str, language: str) -> dict[str, str]:
    """Return the answer to a Chinese question: its SPARQL, how sure it is, and a part of a page that tells it.

    Raises:
        FailedError: it is no question.
    """
    from kg.questions import answer_question as answer_from_store  # it brings dictionaries, which queries don't need

    try:
        answer = answer_from_store(store, question)
    except InputError as error:
        raise FailedError(400, str(error)) from error
    reader = Reader(store, base, language)
    nodes = (ox.NamedNode(f"{base}fact/{statement.id}") for statement in answer.statements)
    documents = [make_iri("document", near.document, base=base) for near in answer.quotes]
    html = render_answer(answer, [read_fact(reader, node) for node in nodes], documents, language)
    return {"query": answer.sparql, "verdict": answer.verdict, "html": html}


def list_offers(store: ox.Store, base: str) -> list[str]:
    """Return questions that the graph can answer, for who does not know what to ask."""
    from kg.graph.telling import Teller
    from kg.questions.suggesting import suggest_openers

    return list(suggest_openers(Teller(store)))


CALLS: Mapping[str, tuple[Callable[..., Any], str]] = {
    "answer": (answer_question, JSON),
    "base": (tell_base, JSON),
    "graphs": (list_graphs, JSON),
    "named": (find_named, JSON),
    "links": (find_links, JSON),
    "names": (show_names, HTML),
    "offers": (list_offers, JSON),
    "resource": (show_resource, HTML),
    "sentences": (show_sentences, HTML),
}
