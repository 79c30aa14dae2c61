"""`kg serve`: the graph over HTTP, a SPARQL endpoint and pages for the browser, until Ctrl+C."""

import logging
from pathlib import Path

import click

from kg.cli.options import PATH, take_directory
from kg.errors import InputError

MEBI = 2**20


@click.command
@click.option("--host", default="127.0.0.1", help="The address to listen at; 0.0.0.0 for every one.")
@click.option("--port", "-p", type=click.IntRange(0, 65535), default=8000, help="The port; 0 for any free one.")
@take_directory(help="The folder of a build.")
@click.option("--file", metavar="FILE", type=PATH, help="An RDF file to serve in place of a build.")
@click.option("--timeout", type=click.FloatRange(min=0.1), default=30.0, help="Seconds that one query may take.")
@click.option("--max-rows", type=click.IntRange(min=1), default=1_000_000, help="Rows or triples of one answer.")
@click.option("--max-bytes", type=click.IntRange(min=1), default=256 * MEBI, help="Bytes of one answer.")
@click.option(
    "--workers", type=click.IntRange(min=1), show_default="4, or one a core", help="Processes that answer queries."
)
@click.option("--queue", type=click.IntRange(min=1), default=64, help="Queries that may run or wait at once.")
@click.option("--memory", type=click.IntRange(min=0), default=4096, help="MiB that one worker may take; 0 for any.")
def serve(
    host: str,
    port: int,
    directory: Path,
    file: Path | None,
    timeout: float,
    max_rows: int,
    max_bytes: int,
    workers: int | None,
    queue: int,
    memory: int,
) -> None:
    """Serve the graph: a SPARQL endpoint at /sparql, a page to ask it from at /, the explorer at /explore."""
    try:
        from kg.server.running import run_server
        from kg.server.settings import Settings
    except ModuleNotFoundError as error:
        raise InputError(f"kg serve needs {error.name}; install it with: pip install 'kg-news[serve]'") from error
    limits = {"timeout": timeout, "max_rows": max_rows, "max_bytes": max_bytes, "queue": queue, "memory": memory}
    if workers is not None:
        limits["workers"] = workers
    logging.basicConfig(format="kg: %(message)s", level=logging.WARNING)
    settings = Settings(directory=directory, **limits)  # type: ignore[arg-type]  # each has the type of its option
    run_server(
        settings,
        host=host,
        port=port,
        file=file,
        ready=lambda address: click.echo(f"{address} is ready; Ctrl+C ends it"),
    )
