"""`kg validate`: SHACL over a build, and contradictions in it; exit status 1 where the graph breaks a rule."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

MOST_SHOWN = 100  # problems of one kind; more say nothing new


class EngineName(StrEnum):
    """The SHACL engines of kg.graph.validation."""

    shacl = "shacl"
    pyshacl = "pyshacl"


def validate(
    path: Annotated[Path, typer.Argument(metavar="[DIR|FILE]", help="The folder of a build, or an RDF file.")] = Path(
        "output"
    ),
    engine: Annotated[
        EngineName, typer.Option("--engine", help="shacl is fast, pyshacl the reference.")
    ] = EngineName.shacl,
    language: Annotated[
        str, typer.Option("--language", "-l", metavar="en|zh", help="Language of the messages.")
    ] = "en",
    shapes: Annotated[
        bool, typer.Option("--shapes", help="Print the shapes as Turtle, for other tools, and stop.")
    ] = False,
) -> None:
    """Check a graph against its shapes and print what is wrong, and which facts can't both be true."""
    if shapes:
        from kg.graph.shapes import make_shapes

        typer.echo(make_shapes(), nl=False)
        return
    if language not in ("en", "zh"):
        raise typer.BadParameter(f"{language!r}: use en or zh", param_hint="--language")
    from kg.graph.validation import find_graph_file, validate_file

    file = find_graph_file(path)
    report = validate_file(file, engine=engine.value, language=language)
    for problem in report.problems[:MOST_SHOWN]:
        typer.echo(
            f"{problem.severity}: {problem.focus}: {problem.message}{f': {problem.value}' if problem.value else ''}"
        )
    hidden = len(report.problems) - MOST_SHOWN
    if hidden > 0:
        typer.echo(f"… and {hidden} more")
    violations = sum(problem.severity == "Violation" for problem in report.problems)
    warnings = len(report.problems) - violations
    if report.conforms:
        _print_contradictions(file)
    verdict = "conforms" if report.conforms else "does not conform"
    typer.echo(f"{file}: {verdict}: {report.triples} triples, {violations} violations, {warnings} warnings")
    if not report.conforms:
        raise typer.Exit(1)


def _print_contradictions(file: Path) -> None:
    """Print facts that can't both be true: articles may disagree, so the graph holds both and stays valid."""
    from kg.corpus.brief import find_contradictions, open_build, render_contradiction

    found = find_contradictions(open_build(file))
    for contradiction in found[:MOST_SHOWN]:
        for line in render_contradiction(contradiction):
            typer.echo(line)
    if found:
        hidden = f", {MOST_SHOWN} of them shown" if len(found) > MOST_SHOWN else ""
        typer.echo(f"{file}: contradictions: {len(found)}{hidden}")
