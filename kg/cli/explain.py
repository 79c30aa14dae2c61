"""`kg explain`: an entity's statements, or a fact's, with the sentences they were read from."""

from pathlib import Path
from typing import Annotated

import typer


def explain(
    name: Annotated[
        str, typer.Argument(metavar="ENTITY-or-FACT", help="An id, a label or an alias (小米), or a fact's id.")
    ],
    directory: Annotated[
        Path, typer.Option("--dir", "-d", metavar="DIR", help="The build whose store is read.")
    ] = Path("output"),
) -> None:
    """Print what the graph says of an entity, or why it holds a fact, with the sentences."""
    from kg.cli.screen import make_console
    from kg.graph import explain as explaining
    from kg.graph.store import open_store

    console = make_console()
    for explanation in explaining.explain(open_store(directory), name):
        for line in explaining.render_explanation(explanation):
            console.print(line, soft_wrap=True)
