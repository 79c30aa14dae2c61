"""An answer in, what programs read out: the values that JSON holds."""

from itertools import groupby
from typing import Any

from kg.graph.telling import Statement
from kg.questions.answers import Answer


def make_document(answer: Answer) -> dict[str, Any]:
    """Return an answer as JSON holds it."""
    return {
        "question": answer.question,
        "verdict": answer.verdict,
        "answer": list(answer.said),
        "score": answer.score,
        "template": answer.template,
        "understood": [{"words": words, "meaning": meaning} for words, meaning in answer.understood],
        "unused": list(answer.unused),
        "notes": list(answer.notes),
        "offers": list(answer.offers),
        "sparql": answer.sparql,
        "columns": [*answer.table.columns, "status"],
        "rows": [
            [*({"text": cell.text, "iri": cell.iri} for cell in row.cells), {"text": row.state, "iri": ""}]
            for row in answer.table.rows
        ],
        "quotes": [{"document": q.document, "title": q.title, "quote": q.text} for q in answer.quotes],
        "facts": [_make_fact(statement) for statement in answer.statements],
    }


def _make_fact(statement: Statement) -> dict[str, Any]:
    keyed = sorted(statement.sentences, key=lambda s: (s.document, s.start, s.end))
    return {
        "id": statement.id,
        "text": statement.text,
        "status": statement.status,
        "confidence": float(statement.confidence),
        "details": dict(statement.details),
        "sentences": [
            {"document": place[0], "title": place[1], "start": place[2], "end": place[3], "quote": place[4]}
            for place, _ in groupby(keyed, key=lambda s: (s.document, s.title, s.start, s.end, s.quote))
        ],
    }
