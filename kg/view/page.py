"""A KnowledgeGraph in, one HTML file out that needs nothing else: no network, no second file, no server.

Names and sentences reach the page as JSON in an inert element and are shown as text only. The policy in the page's head
allows just our two scripts, known by their digests, and no request at all; so what stands in an article can't run.
"""

import base64
import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

from markupsafe import Markup

from kg.graph.files import write_whole
from kg.model import KnowledgeGraph
from kg.ontology.vocabulary import load_vocabulary
from kg.view.network import PAGE, PageNetwork
from kg.view.payload import make_payload
from kg.view.selection import select_important

THINGS = 5000  # in one file; past it a browser takes more than four seconds to draw them on two cores
VENDOR = Path(__file__).parent / "vendor" / "vis-network.min.js"


def write_page(graph: KnowledgeGraph, path: Path, *, title: str = "") -> None:
    """Write the page of a graph to `path`, whole or not at all; `title` is by default made from the documents.

    The same graph gives the same bytes.
    """
    write_whole(path, make_page(make_cut_payload(graph, title=title or make_title(graph))).encode("utf-8", "replace"))


def make_cut_payload(graph: KnowledgeGraph, *, title: str) -> dict[str, Any]:
    """Return the payload of a graph's most important things, and how many there are in all where some are left out."""
    vocabulary = load_vocabulary()
    kept = select_important(graph, THINGS, vocabulary)
    payload = make_payload(kept, vocabulary, title=title)
    if kept is not graph:
        payload["cut"] = {"kept": len(kept.entities), "all": len(graph.entities)}
    return payload


def make_title(graph: KnowledgeGraph) -> str:
    """Return a title: that of the only document, or how many there are."""
    if len(graph.documents) == 1:
        return next(iter(graph.documents.values())).title
    return f"{len(graph.documents)} 篇报道的知识图谱"


def make_page(payload: dict[str, Any]) -> str:
    """Return the HTML of a payload."""
    vendor, app = VENDOR.read_text(encoding="utf-8"), join_files("js")
    policy = (
        f"default-src 'none'; script-src {digest_script(vendor)} {digest_script(app)}; "
        "style-src 'unsafe-inline'; img-src data: blob:; base-uri 'none'; form-action 'none'"
    )
    context = {
        "title": payload["title"],
        "policy": policy,
        "style": Markup(join_files("css")),
        "payload": Markup(dump_inert(payload)),
        "vendor": Markup(vendor),
        "app": Markup(app),
    }
    return PageNetwork().render(context)


def dump_inert(payload: dict[str, Any]) -> str:
    """Return JSON that can stand in a script element: `<` is escaped, so no text in it can end the element."""
    return json.dumps(payload, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def digest_script(text: str) -> str:
    """Return a script's digest as a Content-Security-Policy names it."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}'"


@cache
def join_files(kind: str) -> str:
    """Return the page's own scripts or styles as one text, in the order of their numbers."""
    parts = [path.read_text(encoding="utf-8") for path in sorted((PAGE / kind).glob(f"*.{kind}"))]
    text = "".join(parts)
    return f'(() => {{\n"use strict";\n{text}}})();\n' if kind == "js" else text
