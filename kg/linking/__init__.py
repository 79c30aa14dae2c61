"""From the extractions of documents to one closed graph: names linked to entities, evidence assembled into facts.

`link_document` does what one document allows, in any process; `merge` joins all documents; `link` is both.
"""

from collections.abc import Iterable

from kg.linking.book import NameBook, make_book
from kg.linking.conflicts import Conflict, find_conflicts
from kg.linking.documents import link_document
from kg.linking.merge import merge
from kg.linking.objects import LinkedDocument, MergeReason
from kg.linking.reasons import explain_merge
from kg.model import Extraction, KnowledgeGraph
from kg.ontology.decisions import Decisions
from kg.ontology.gazetteer import Gazetteer

__all__ = [
    "Conflict",
    "LinkedDocument",
    "MergeReason",
    "NameBook",
    "explain_merge",
    "find_conflicts",
    "link",
    "link_document",
    "make_book",
    "merge",
]


def link(
    extractions: Iterable[Extraction], *, gazetteer: Gazetteer, decisions: Decisions | None = None
) -> KnowledgeGraph:
    """Return the graph of all extractions, the same whatever their order."""
    book = make_book(gazetteer, decisions)
    return merge((link_document(extraction, book) for extraction in extractions), book)
