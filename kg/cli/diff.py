"""`kg diff`: two builds told apart as a short news brief."""

from pathlib import Path

import click

from kg.cli.options import PATH

MOST_SHOWN = 20  # items of a section; a brief is short, and --limit 0 shows all


@click.command
@click.argument("old", metavar="OLD", type=PATH, help="The folder of a build, or an RDF file.")
@click.argument("new", metavar="NEW", type=PATH, help="A later one.")
@click.option(
    "--format", "-f", type=click.Choice(("text", "json")), default="text", help="A brief to read, or all of it as JSON."
)
@click.option(
    "--limit",
    metavar="N",
    type=click.IntRange(min=0),
    default=MOST_SHOWN,
    help="Items shown of each section; 0 for all.",
)
def diff(old: Path, new: Path, format: str, limit: int) -> None:
    """Print what a later build tells anew: entities, facts, plans that happened, contradictions."""
    import dataclasses
    import json

    from kg.corpus.brief import make_brief, open_build, render_brief

    brief = make_brief(open_build(old), open_build(new))
    if format == "json":
        click.echo(json.dumps(dataclasses.asdict(brief), ensure_ascii=False, indent=2))
        return
    for line in render_brief(brief, limit=limit or None):
        click.echo(line)
