"""What a page shows in, HTML out; every text is escaped, so nothing that stands in an article can run."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from kg.server.facts import Fact
from kg.server.reading import Link
from kg.server.resources import Resource
from kg.server.signs import make_sprite
from kg.server.words import WORDS

if TYPE_CHECKING:
    from kg.questions import Answer

PAGE = Path(__file__).parent / "page"


@cache
def make_environment() -> Environment:
    """Return the templates with the filters that make addresses."""
    environment = Environment(
        loader=FileSystemLoader(PAGE / "templates", encoding="utf-8"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    environment.filters |= {"resource": address_resource, "editor": address_editor, "described": address_described}
    environment.globals["sprite"] = Markup(make_sprite())
    return environment


def address_resource(iri: str) -> str:
    """Return the address of the page of a node."""
    return f"/resource?iri={quote(iri, safe='')}"


def address_editor(iri: str) -> str:
    """Return the address of the query page with a query that asks for all of a node."""
    query = f"SELECT ?property ?value WHERE {{\n  <{iri}> ?property ?value .\n}}\nORDER BY ?property ?value\n"
    return f"/#query={quote(query, safe='')}"


def address_described(iri: str, format: str) -> str:
    """Return the address of what the graph says of a node, in a format."""
    return f"/sparql?query={quote(f'DESCRIBE <{iri}>', safe='')}&format={format}"


def render_resource(resource: Resource, frame: Mapping[str, Any]) -> str:
    """Return the page of a node."""
    return render_page("resource.html", frame, resource=resource)


def render_names(name: str, links: Sequence[Link], frame: Mapping[str, Any]) -> str:
    """Return the page of all that bear a name."""
    return render_page("names.html", frame, name=name, links=links)


def render_sentences(facts: Sequence[Fact], language: str) -> str:
    """Return facts with their sentences as a part of a page."""
    return make_environment().get_template("sentences.html").render(facts=facts, words=WORDS[language])


def render_answer(answer: "Answer", facts: Sequence[Fact], documents: Sequence[str], language: str) -> str:
    """Return the answer to a question as a part of a page; `documents` are the IRIs of those its quotes are from."""
    template = make_environment().get_template("answer.html")
    return template.render(answer=answer, facts=facts, documents=documents, words=WORDS[language])


def render_page(template: str, frame: Mapping[str, Any], **content: Any) -> str:
    """Return a page; `frame` holds what stands around it: `language` and `other_language` (an address)."""
    around = {"words": WORDS[frame["language"]], "here": "", **frame}
    return make_environment().get_template(template).render(around | content)
