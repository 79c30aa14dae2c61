"""A KnowledgeGraph in, one HTML file out that needs nothing else: no network, no second file, no server."""

from pathlib import Path

from kg.graph.files import write_whole
from kg.model import KnowledgeGraph
from kg.view.html import make_page
from kg.view.overview import make_start
from kg.view.payload import describe_page, make_payload
from kg.view.picture import make_picture
from kg.view.pieces import make_pieces


def write_page(graph: KnowledgeGraph, path: Path, *, title: str = "") -> None:
    """Write the page of a graph to `path`, whole or not at all; `title` is by default made from the documents.

    The same graph gives the same bytes.
    """
    picture = make_picture(graph, title=title)
    payload = make_payload(picture, make_pieces(picture), describe_page(picture), make_start(picture))
    write_whole(path, *make_page(payload, title=picture.title))
