"""A KnowledgeGraph in, one HTML file out that needs nothing else: no network, no second file, no server."""

from pathlib import Path
from typing import Any

from kg.graph.files import write_whole
from kg.graph.iris import BASE
from kg.model import KnowledgeGraph
from kg.ontology.vocabulary import load_vocabulary
from kg.view.html import make_page
from kg.view.payload import make_payload
from kg.view.selection import select_important

THINGS = 5000  # in one file; past it a browser takes more than four seconds to draw them on two cores


def write_page(graph: KnowledgeGraph, path: Path, *, title: str = "") -> None:
    """Write the page of a graph to `path`, whole or not at all; `title` is by default made from the documents.

    The same graph gives the same bytes.
    """
    write_whole(path, make_page(make_cut_payload(graph, title=title or make_title(graph))).encode("utf-8", "replace"))


def make_cut_payload(graph: KnowledgeGraph, *, title: str, base: str = BASE) -> dict[str, Any]:
    """Return the payload of a graph's most important things, and how many there are in all where some are left out."""
    vocabulary = load_vocabulary()
    kept = select_important(graph, THINGS, vocabulary)
    payload = make_payload(kept, vocabulary, title=title, base=base)
    if kept is not graph:
        payload["cut"] = {"kept": len(kept.entities), "all": len(graph.entities)}
    return payload


def make_title(graph: KnowledgeGraph) -> str:
    """Return a title: that of the only document, or how many there are."""
    if len(graph.documents) == 1:
        return next(iter(graph.documents.values())).title
    return f"{len(graph.documents)} 篇报道的知识图谱"
