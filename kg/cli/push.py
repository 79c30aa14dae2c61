"""`kg push`: a build into a SPARQL store over HTTP, whole or what is new in it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from kg.cli.options import take_directory
from kg.graph.protocols import Protocol


@contextmanager
def _show_progress() -> Iterator[Callable[[int], None] | None]:
    """Give a function that counts triples on standard error where that is a terminal."""
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn

    console = Console(stderr=True)
    if not console.is_terminal:
        yield None
        return
    columns = (SpinnerColumn(), TextColumn("pushing: {task.completed:,.0f} triples"))
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("", total=None)
        yield lambda count: progress.advance(task, count)


@click.command
@click.argument(
    "endpoint",
    metavar="ENDPOINT",
    help="The address of a store's SPARQL Update or Graph Store service; KG_ENDPOINT_USER and "
    "KG_ENDPOINT_PASSWORD, or KG_ENDPOINT_HEADER, in the environment open it.",
)
@take_directory(help="The build to push.")
@click.option(
    "--protocol", type=click.Choice([*map(str, Protocol)]), default="update", help="What is spoken at ENDPOINT."
)
@click.option("--graph", metavar="IRI", default="", show_default="the default graph", help="The main graph there.")
@click.option("--by-document", is_flag=True, help="Facts and evidence go to graphs named for their documents.")
@click.option("--infer/--no-infer", default=True, help="Push what follows as well.")
@click.option("--whole", is_flag=True, help="Clear these graphs there and push all again, not the difference alone.")
@click.option("--batch", type=click.IntRange(min=1), default=2000, help="Triples of one request.")
def push(
    endpoint: str, directory: Path, protocol: str, graph: str, by_document: bool, infer: bool, whole: bool, batch: int
) -> None:
    """Load a build into a SPARQL store; again, only what changed since is sent."""
    from kg.graph.endpoints import Endpoint
    from kg.graph.push import Target, push_store

    target = Target(Endpoint(endpoint), Protocol(protocol), graph, by_document=by_document, infer=infer, batch=batch)
    with _show_progress() as progress:
        pushed = push_store(directory, target, whole=whole, progress=progress)
    click.echo(f"{endpoint}: {pushed.added:,} triples added, {pushed.removed:,} removed, {pushed.total:,} there now")
