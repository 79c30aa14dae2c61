"""What the query page knows beforehand: the saved queries, the prefixes, the vocabulary to complete from."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from functools import cache
from typing import Any

from kg.graph.iris import make_prefixes
from kg.graph.queries import load_queries
from kg.ontology.vocabulary import load_vocabulary


@cache
def dump_gallery(base: str) -> str:
    """Return it as JSON that can stand in a script element: no text in it can end the element."""
    gallery = {
        "queries": [asdict(query) for query in load_queries().values()],
        "prefixes": make_prefixes(base),
        "terms": list(_list_terms()),
    }
    return json.dumps(gallery, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _list_terms() -> Iterator[dict[str, Any]]:
    """Yield the terms of the vocabulary with what they are and mean, in both languages."""
    known = load_vocabulary()
    for name, found in sorted(known.classes.items()):
        yield _make_term("class", name, found.zh, found.en, found.definition_zh, found.definition_en)
    for name, property in sorted(known.properties.items()):
        yield _make_term("property", name, property.zh, property.en, property.definition_zh, property.definition_en)
    for kind, concepts in (("metric", known.metrics), ("status", known.statuses)):
        for name, concept in sorted(concepts.items()):
            yield _make_term(kind, name, concept.zh, concept.en)


def _make_term(kind: str, name: str, zh: str, en: str, about_zh: str = "", about_en: str = "") -> dict[str, Any]:
    return {"kind": kind, "name": name, "zh": zh, "en": en, "about": {"zh": about_zh, "en": about_en}}
