"""`kg serve`: the graph over HTTP, a SPARQL endpoint and pages for the browser, until Ctrl+C."""

import logging
from pathlib import Path
from typing import Annotated

import typer

from kg.errors import InputError

MEBI = 2**20


def serve(
    host: Annotated[str, typer.Option("--host", help="The address to listen at; 0.0.0.0 for every one.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", "-p", min=0, max=65535, help="The port; 0 for any free one.")] = 8000,
    directory: Annotated[Path, typer.Option("--dir", "-d", metavar="DIR", help="The folder of a build.")] = Path(
        "output"
    ),
    file: Annotated[
        Path | None, typer.Option("--file", metavar="FILE", help="An RDF file to serve in place of a build.")
    ] = None,
    timeout: Annotated[float, typer.Option("--timeout", min=0.1, help="Seconds that one query may take.")] = 30.0,
    max_rows: Annotated[int, typer.Option("--max-rows", min=1, help="Rows or triples of one answer.")] = 1_000_000,
    max_bytes: Annotated[int, typer.Option("--max-bytes", min=1, help="Bytes of one answer.")] = 256 * MEBI,
    workers: Annotated[
        int | None,
        typer.Option("--workers", min=1, help="Processes that answer queries.", show_default="4, or one a core"),
    ] = None,
    queue: Annotated[int, typer.Option("--queue", min=1, help="Queries that may run or wait at once.")] = 64,
    memory: Annotated[int, typer.Option("--memory", min=0, help="MiB that one worker may take; 0 for any.")] = 4096,
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
        ready=lambda address: typer.echo(f"{address} is ready; Ctrl+C ends it"),
    )
