"""`kg diff`: two builds told apart as a short news brief."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

MOST_SHOWN = 20  # items of a section; a brief is short, and --limit 0 shows all


class BriefFormat(StrEnum):
    """The forms of a brief."""

    text = "text"
    json = "json"


def diff(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="The folder of a build, or an RDF file.")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="A later one.")],
    format: Annotated[
        BriefFormat, typer.Option("--format", "-f", help="A brief to read, or all of it as JSON.")
    ] = BriefFormat.text,
    limit: Annotated[
        int, typer.Option("--limit", metavar="N", min=0, help="Items shown of each section; 0 for all.")
    ] = MOST_SHOWN,
) -> None:
    """Print what a later build tells anew: entities, facts, plans that happened, contradictions."""
    import dataclasses
    import json

    from kg.corpus.brief import make_brief, open_build, render_brief

    brief = make_brief(open_build(old), open_build(new))
    if format is BriefFormat.json:
        typer.echo(json.dumps(dataclasses.asdict(brief), ensure_ascii=False, indent=2))
        return
    for line in render_brief(brief, limit=limit or None):
        typer.echo(line)
