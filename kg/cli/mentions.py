"""`kg mentions`: articles in, their names, dates and figures with places and types out."""

import json
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from kg.model import Document, Mention, Value


@click.command
@click.argument(
    "paths",
    nargs=-1,
    required=True,
    metavar="PATH...",
    help="Articles (.md .txt .html .jsonl, each also .gz), folders of them, or - for standard input; "
    'a .jsonl may hold single sentences: {"id", "text"}.',
)
@click.option("--format", "-f", type=click.Choice(("text", "jsonl")), default="text", help="How they are printed.")
@click.option("--keep-going", is_flag=True, help="Skip articles that can't be read, list them, and exit with 1.")
def mentions(paths: Sequence[str], format: str, keep_going: bool) -> None:
    """Print what each article names: start, end, type, words, finder, score and value."""
    from kg.documents import read_documents
    from kg.errors import InputError
    from kg.pipeline import find_document_mentions

    skipped: list[InputError] = []
    docs = read_documents(paths, keep_going=keep_going, report=skipped.append)
    for doc, found in find_document_mentions(docs):
        if format == "jsonl":
            click.echo(json.dumps(make_row(doc, found), ensure_ascii=False))
        else:
            _print_document(doc, found)
    for skip in skipped:
        click.echo(f"kg: skipped: {skip}", err=True)
    if skipped:
        sys.exit(1)


def make_row(doc: "Document", found: "Sequence[Mention]") -> dict[str, Any]:
    """Return a document and its mentions as JSON says them; places are code points, half-open.

    `start` and `end` are places in `text`, `raw_start` and `raw_end` in the decoded file (or a .jsonl row's `text`).
    """
    return {"id": doc.id, "title": doc.title, "text": doc.text, "mentions": [_make_mention(doc, m) for m in found]}


def _make_mention(doc: "Document", mention: "Mention") -> dict[str, Any]:
    raw_start, raw_end = doc.raw_span(mention.start, mention.end)
    row: dict[str, Any] = {
        "start": mention.start,
        "end": mention.end,
        "raw_start": raw_start,
        "raw_end": raw_end,
        "text": mention.text,
        "type": mention.type,
        "finder": mention.finder,
        "score": mention.score,
    }
    if mention.also:
        row["also"] = list(mention.also)
    if mention.generic:
        row["generic"] = True
    if mention.antecedent is not None:
        row["antecedent"] = mention.antecedent.text
    if mention.value is not None:
        row["value"] = _make_value(mention.value)
    return row


def _make_value(value: "Value") -> dict[str, Any]:
    row: dict[str, Any] = {"kind": value.kind}
    for key in ("number", "upper"):
        number = getattr(value, key)
        if number is not None:
            row[key] = str(number)  # exact: JSON's own numbers are read as binary fractions
    for key in ("unit", "iso", "direction", "base"):
        if getattr(value, key):
            row[key] = getattr(value, key)
    if value.comparator != "exactly":
        row["comparator"] = value.comparator
    return row


def _print_document(doc: "Document", found: "Sequence[Mention]") -> None:
    """Print the lines of a document, each with its mentions below it."""
    from rich.cells import cell_len

    click.echo(f"== {doc.id}  {doc.title}")
    start = index = 0
    for line in doc.text.split("\n"):
        end = start + len(line)
        if line.strip():
            click.echo(line)
        while index < len(found) and found[index].start <= end:
            mention = found[index]
            words = mention.text + " " * max(1, 24 - cell_len(mention.text))
            click.echo(f"  {mention.start:>6} {mention.end:>6}  {mention.type:<13}{words}{_describe(mention)}")
            index += 1
        start = end + 1


def _describe(mention: "Mention") -> str:
    notes = [f"{mention.finder} {mention.score:.2f}"]
    if mention.value is not None:
        row = _make_value(mention.value)
        row.pop("kind")
        notes.append(" ".join(f"{key}={value}" for key, value in row.items()))
    if mention.also:
        notes.append(f"also {', '.join(mention.also)}")
    if mention.generic:
        notes.append("common noun")
    if mention.antecedent is not None:
        notes.append(f"is {mention.antecedent.text}")
    return "  ".join(notes)
