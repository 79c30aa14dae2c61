"""`kg export`: a build in the format of another tool."""

from pathlib import Path
from typing import Annotated

import typer


def export(
    format: Annotated[
        str | None,
        typer.Option("--format", "-f", metavar="FORMAT", help="The format; --list names them.", show_default=False),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="The file to write; DIR/graph.SUFFIX by default."),
    ] = None,
    directory: Annotated[Path, typer.Option("--dir", "-d", metavar="DIR", help="The build to export.")] = Path(
        "output"
    ),
    list_all: Annotated[bool, typer.Option("--list", help="List the formats.")] = False,
) -> None:
    """Write a build in the format of another tool."""
    from kg.exports import find_export, load_exports, write_export
    from kg.graph.store import open_store

    if list_all:
        for each in load_exports().values():
            typer.echo(f"{each.name}\t{each.help}")
        return
    if format is None:
        raise typer.BadParameter(f"use {', '.join(load_exports())}", param_hint="--format")
    suffix = find_export(format).suffixes[0]
    path = output or directory / (f"graph{suffix}" if suffix.startswith(".") else "graph")
    for written in write_export(open_store(directory), format, path):
        typer.echo(f"{written}")
