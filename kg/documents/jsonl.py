"""One article a line of JSON in, documents out: keys id, title, date, text and, where known, author.

A document's raw text is its row's `text` as JSON says it, not the file with its escapes; `source` is file:line.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from kg.documents.alignment import make_aligned
from kg.documents.cleaning import normalise_characters
from kg.documents.front_matter import parse_date
from kg.documents.markdown import make_article
from kg.errors import InputError
from kg.model import Document

ACCEPTED = 'an object with "text" and, where known, "id", "title", "date", "author" is accepted'


def _get_text(row: Mapping[str, Any], key: str, place: str) -> str:
    value = row.get(key)
    if value is None:
        return ""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str):
        raise InputError(f"{place}: key {key!r} holds {json.dumps(value)[:40]}; a string is accepted")
    return value


def read_row(line: str, place: str) -> Iterator[Document]:
    """Yield the document of one line; `place` is file:line.

    Raises:
        InputError: the line is no such object.
    """
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise InputError(f"{place}: no JSON ({error.msg}, column {error.colno}); {ACCEPTED}") from error
    if not isinstance(row, dict) or not _get_text(row, "text", place).strip():
        raise InputError(f'{place}: no "text"; {ACCEPTED}')
    doc = make_article(
        _get_text(row, "text", place),
        source=place,
        title=normalise_characters(make_aligned(_get_text(row, "title", place).strip())).text,
        author=_get_text(row, "author", place).strip(),
        published=parse_date(_get_text(row, "date", place), place),
    )
    yield replace(doc, id=_get_text(row, "id", place).strip() or doc.id)


def split_rows(raw: str, source: str) -> Iterator[tuple[str, str]]:
    """Yield each line that is not blank, with its place, file:line."""
    for number, line in enumerate(raw.split("\n"), start=1):
        if line.strip():
            yield line.strip(), f"{source}:{number}"
