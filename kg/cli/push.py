"""`kg push`: a build into a SPARQL store over HTTP, whole or what is new in it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

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


def push(
    endpoint: Annotated[
        str,
        typer.Argument(
            metavar="ENDPOINT",
            help="The address of a store's SPARQL Update or Graph Store service; KG_ENDPOINT_USER and "
            "KG_ENDPOINT_PASSWORD, or KG_ENDPOINT_HEADER, in the environment open it.",
        ),
    ],
    directory: Annotated[Path, typer.Option("--dir", "-d", metavar="DIR", help="The build to push.")] = Path("output"),
    protocol: Annotated[Protocol, typer.Option("--protocol", help="What is spoken at ENDPOINT.")] = Protocol.update,
    graph: Annotated[
        str, typer.Option("--graph", metavar="IRI", help="The main graph there [default: the default graph].")
    ] = "",
    by_document: Annotated[
        bool, typer.Option("--by-document", help="Facts and evidence go to graphs named for their documents.")
    ] = False,
    infer: Annotated[bool, typer.Option("--infer/--no-infer", help="Push what follows as well.")] = True,
    whole: Annotated[
        bool, typer.Option("--whole", help="Clear these graphs there and push all again, not the difference alone.")
    ] = False,
    batch: Annotated[int, typer.Option("--batch", min=1, help="Triples of one request.")] = 2000,
) -> None:
    """Load a build into a SPARQL store; again, only what changed since is sent."""
    from kg.graph.endpoints import Endpoint
    from kg.graph.push import Target, push_store

    target = Target(Endpoint(endpoint), protocol, graph, by_document=by_document, infer=infer, batch=batch)
    with _show_progress() as progress:
        pushed = push_store(directory, target, whole=whole, progress=progress)
    typer.echo(f"{endpoint}: {pushed.added:,} triples added, {pushed.removed:,} removed, {pushed.total:,} there now")
