"""A build's graph in, its explorer's index in place and its page in parts out, both of the same picture and pieces."""

from collections.abc import Mapping
from pathlib import Path

from kg.graph.rdf import Telling
from kg.kept import Kept
from kg.model import KnowledgeGraph
from kg.view.html import make_page
from kg.view.index import write_picture
from kg.view.last import load_last, save_last
from kg.view.overview import make_start
from kg.view.payload import describe_page, make_payload
from kg.view.picture import make_picture
from kg.view.pieces import NOTHING, make_pieces
from kg.view.tables import INDEX


def write_views(
    graph: KnowledgeGraph, directory: Path, *, base: str, kept: Kept | None, tellings: Mapping[bytes, Telling]
) -> list[bytes]:
    """Write the index into `directory` and return the page in parts; with `kept`, only what changed is made anew.

    `tellings` are the graph's (`digest_tellings`).
    """
    path = directory / INDEX
    picture = make_picture(graph, base=base, kept=kept)
    last = load_last(kept, path) if picture.plain else NOTHING  # what shares a number now may not have done so then
    pieces = make_pieces(picture, tellings=tellings, last=last, kept=kept)
    page, start = describe_page(picture), make_start(picture)
    html = make_page(make_payload(picture, pieces, page, start), title=picture.title)
    write_picture(picture, pieces, page, start, path, last=last)
    save_last(kept, path, plain=picture.plain)
    return html
