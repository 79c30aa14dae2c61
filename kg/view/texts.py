"""A graph read back from a store and the page of its build in, the graph with its articles' texts and marks out.

RDF holds a document's sentences that facts stand on, not its text; the page that was written with the store does.
"""

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from kg.model import Annotation, KnowledgeGraph

PAYLOAD = re.compile(r'<script type="application/json" id="payload">(.*?)</script>', re.DOTALL)


def attach_texts(graph: KnowledgeGraph, page: Path) -> KnowledgeGraph:
    """Return the graph with the texts and annotations that `page` holds; the graph itself where there is no page."""
    payload = read_payload(page)
    if payload is None:
        return graph
    documents = dict(graph.documents)
    annotations = {}
    for data, marks in zip(payload["docs"], payload["marks"], strict=True):
        doc_id, raw = data["id"], data.get("raw", "")
        if doc_id not in documents or not raw:
            continue
        documents[doc_id] = replace(documents[doc_id], raw=raw)
        wide = max(raw) > "\uffff"
        annotations[doc_id] = tuple(
            Annotation(count_points(raw, start) if wide else start, count_points(raw, end) if wide else end, entity)
            for start, end, entity in ((start, end, payload["nodes"][node]["id"]) for start, end, node in marks)
            if entity in graph.entities
        )
    return replace(graph, documents=documents, annotations=annotations)


def read_payload(page: Path) -> Any:
    """Return what a page was made of, or None where there is no page of ours."""
    if not page.is_file():
        return None
    match = PAYLOAD.search(page.read_text(encoding="utf-8"))
    return json.loads(match[1]) if match else None


def count_points(text: str, units: int) -> int:
    """Return how many code points the first `units` UTF-16 code units of a text are."""
    return len(text.encode("utf-16-le")[: 2 * units].decode("utf-16-le"))
