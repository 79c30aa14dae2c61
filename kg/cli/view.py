"""`kg view`: a finished build in, one self-contained page of the whole graph or of the part asked for out."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from kg.cli.options import PATH, take_directory
from kg.errors import InputError


def _read_day(text: str | None, option: str, *, last: bool) -> date | None:
    """Return the first or last day of a date as people write it: 2019, 2019-01, 2019Q1, 2019-01-11."""
    from kg.view.dates import find_days

    if text is None:
        return None
    days = find_days(text.strip())
    if days is None:
        raise InputError(f"{option} {text}: no date; 2019, 2019Q1, 2019-01 or 2019-01-11 is accepted")
    return days[1] if last else days[0]


@click.command
@click.option("--focus", metavar="NAME", default="", show_default=False, help="Only what is around this thing.")
@click.option("--hops", type=click.IntRange(0, 9), default=2, help="How many facts away from it.")
@click.option(
    "--type",
    multiple=True,
    metavar="CLASS",
    help="Only things of this class, such as Company; may be given again.",
)
@click.option("--since", metavar="DATE", help="Only facts of this date or later.")
@click.option("--until", metavar="DATE", help="Only facts of this date or earlier.")
@click.option("--min-confidence", type=click.FloatRange(0, 1), default=0.0, help="Only facts at least this sure.")
@take_directory(help="The build to show.")
@click.option("--output", "-o", metavar="FILE", type=PATH, help="The page to write; DIR/view.html by default.")
def view(
    focus: str,
    hops: int,
    type: Sequence[str],
    since: str | None,
    until: str | None,
    min_confidence: float,
    directory: Path,
    output: Path | None,
) -> None:
    """Write a page of a finished build, or of a part of it."""
    from kg.graph.read import read_graph
    from kg.ontology.vocabulary import check_class, load_vocabulary
    from kg.view.page import write_page
    from kg.view.selection import Wish, select_graph
    from kg.view.tables import INDEX
    from kg.view.texts import attach_texts

    types = tuple(check_class(name, where="--type") for name in type)
    days = _read_day(since, "--since", last=False), _read_day(until, "--until", last=True)
    wish = Wish(focus, hops, types, *days, min_confidence)
    graph = attach_texts(read_graph(directory), directory / INDEX)
    graph = select_graph(graph, wish, load_vocabulary())
    if not graph.facts:
        raise InputError(f"{directory}: no fact fits these options; wider ones are needed")
    path = output or directory / "view.html"
    write_page(graph, path)
    click.echo(f"{path}: {len(graph.entities)} things, {len(graph.facts)} facts, {len(graph.documents)} articles")
