"""Arguments in, exit status out: 0 all went well, 1 bad input (one line on standard error), 2 wrong usage.

One module a command: `kg/cli/NAME.py` with a function `NAME`, registered by its line in COMMANDS. What takes time to
import is imported inside the functions, so that `kg --help` answers at once.
"""

import gc
import importlib
import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from kg import __version__
from kg.errors import KgError

COMMANDS = (
    "build",
    "query",
    "ask",
    "explain",
    "validate",
    "stats",
    "diff",
    "export",
    "push",
    "view",
    "serve",
    "mentions",
    "evaluate",
)  # in the order that `kg --help` shows them


def make_app(commands: Sequence[str] = COMMANDS) -> typer.Typer:
    """Return the command line with all commands, or with those that are needed: each takes time to make."""
    app = typer.Typer(
        name="kg",
        help="Knowledge graphs from Chinese business news: articles in, facts with their sentences out.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_take_options)
    for name in commands:
        app.command(name)(getattr(importlib.import_module(f"kg.cli.{name}"), name))
    return app


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"kg {__version__}")
        raise typer.Exit


def _take_options(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Take the options that stand before a command."""


# allocations: tables are loaded once and kept, what is read is needed to the end, and scanning all that again and again
# costs a quarter of a build
GC_THRESHOLD = 1_000_000


def main() -> None:
    """Run the command line; what the user can mend is one line on standard error. click is silent on a closed pipe."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]  # a text stream
    gc.set_threshold(GC_THRESHOLD)
    asked = [name for name in COMMANDS if name in sys.argv[1:2]]
    try:
        make_app(asked or COMMANDS)()
    except KgError as error:
        typer.echo(f"kg: {error}", err=True)
        sys.exit(1)
    finally:
        gc.freeze()  # at its end Python looks once more at all that there is: a tenth of a second for a million objects
