"""A graph read back from a store and the index of its build in, the graph with its articles' texts and marks out.

RDF holds a document's sentences that facts stand on, not its text; the index that was written with the store does.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from kg.errors import InputError
from kg.model import Annotation, KnowledgeGraph

Mark = tuple[int, int, int]


def attach_texts(graph: KnowledgeGraph, index: Path) -> KnowledgeGraph:
    """Return the graph with the texts and annotations that `index` holds; the graph itself where there is none.

    Raises:
        InputError: it is no index.
    """
    if not index.is_file():
        return graph
    documents, annotations = dict(graph.documents), {}
    try:
        with closing(sqlite3.connect(f"{index.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as db:
            ids: dict[int, str] = dict(db.execute("SELECT place, id FROM node"))
            for doc_id, raw, marks in db.execute("SELECT id, raw, marks FROM document"):
                if raw and doc_id in documents:
                    documents[doc_id] = replace(documents[doc_id], raw=raw)
                    found = ((start, end, ids[node]) for start, end, node in count_points(raw, json.loads(marks)))
                    annotations[doc_id] = tuple(Annotation(*mark) for mark in found if mark[2] in graph.entities)
    except sqlite3.DatabaseError as error:
        raise InputError(f"{index}: not readable as an index ({error}); `kg build` makes it anew") from error
    return replace(graph, documents=documents, annotations=annotations)


def count_points(text: str, marks: Iterable[Mark]) -> Iterator[Mark]:
    """Yield marks that count UTF-16 code units as marks that count code points of their text."""
    units = text.encode("utf-16-le", "surrogatepass") if max(text) > "\uffff" else b""
    for start, end, node in marks:
        if units:
            start, end = (len(units[: 2 * place].decode("utf-16-le", "surrogatepass")) for place in (start, end))
        yield start, end, node
