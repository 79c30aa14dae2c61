"""`kg export`: a build in the format of another tool."""

from pathlib import Path

import click

from kg.cli.options import PATH, take_directory


@click.command
@click.option("--format", "-f", metavar="FORMAT", help="The format; --list names them.")
@click.option("--output", "-o", metavar="FILE", type=PATH, help="The file to write; DIR/graph.SUFFIX by default.")
@take_directory(help="The build to export.")
@click.option("--list", "list_all", is_flag=True, help="List the formats.")
def export(format: str | None, output: Path | None, directory: Path, list_all: bool) -> None:
    """Write a build in the format of another tool."""
    from kg.exports import find_export, load_exports, write_export
    from kg.graph.store import open_store

    if list_all:
        for each in load_exports().values():
            click.echo(f"{each.name}\t{each.help}")
        return
    if format is None:
        raise click.BadParameter(f"use {', '.join(load_exports())}", param_hint="--format")
    suffix = find_export(format).suffixes[0]
    path = output or directory / (f"graph{suffix}" if suffix.startswith(".") else "graph")
    for written in write_export(open_store(directory), format, path):
        click.echo(f"{written}")
