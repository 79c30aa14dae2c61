"""`kg validate`: SHACL over a build, and contradictions in it; exit status 1 where the graph breaks a rule."""

import sys
from enum import StrEnum
from pathlib import Path

import click

from kg.cli.options import PATH

MOST_SHOWN = 100  # problems of one kind; more say nothing new


class EngineName(StrEnum):
    """The SHACL engines of kg.graph.validation."""

    shacl = "shacl"
    pyshacl = "pyshacl"


@click.command
@click.argument(
    "path",
    metavar="[DIR|FILE]",
    type=PATH,
    default="output",
    help="The folder of a build, or an RDF file; output by default.",
)
@click.option(
    "--engine",
    type=click.Choice(EngineName),
    default=EngineName.shacl,
    help="shacl is fast, pyshacl the reference.",
)
@click.option("--language", "-l", type=click.Choice(("en", "zh")), default="en", help="Language of the messages.")
@click.option("--shapes", is_flag=True, help="Print the shapes as Turtle, for other tools, and stop.")
def validate(path: Path, engine: EngineName, language: str, shapes: bool) -> None:
    """Check a graph against its shapes and print what is wrong, and which facts can't both be true."""
    if shapes:
        from kg.graph.shapes import make_shapes

        click.echo(make_shapes(), nl=False)
        return
    from kg.graph.validation import find_graph_file, validate_file

    file = find_graph_file(path)
    report = validate_file(file, engine=engine.value, language=language)
    for problem in report.problems[:MOST_SHOWN]:
        click.echo(
            f"{problem.severity}: {problem.focus}: {problem.message}{f': {problem.value}' if problem.value else ''}"
        )
    hidden = len(report.problems) - MOST_SHOWN
    if hidden > 0:
        click.echo(f"… and {hidden} more")
    violations = sum(problem.severity == "Violation" for problem in report.problems)
    warnings = len(report.problems) - violations
    if report.conforms:
        _print_contradictions(file)
    verdict = "conforms" if report.conforms else "does not conform"
    click.echo(f"{file}: {verdict}: {report.triples} triples, {violations} violations, {warnings} warnings")
    if not report.conforms:
        sys.exit(1)


def _print_contradictions(file: Path) -> None:
    """Print facts that can't both be true: articles may disagree, so the graph holds both and stays valid."""
    from kg.corpus.brief import find_contradictions, open_build, render_contradiction

    found = find_contradictions(open_build(file))
    for contradiction in found[:MOST_SHOWN]:
        for line in render_contradiction(contradiction):
            click.echo(line)
    if found:
        hidden = f", {MOST_SHOWN} of them shown" if len(found) > MOST_SHOWN else ""
        click.echo(f"{file}: contradictions: {len(found)}{hidden}")
