"""Arguments in, exit status out: 0 all went well, 1 bad input (one line on standard error), 2 wrong usage.

One module a command: `kg/cli/NAME.py` with a command `NAME`, listed in COMMANDS and imported when it is asked for. What
takes time to import is imported inside the functions, so that `kg --help` answers at once.
"""

import gc
import importlib
import sys

import click

from kg import __version__
from kg.errors import KgError
from kg.expressions import keep_expressions

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


class _Commands(click.Group):
    """The commands by name. Source: click's documentation, Complex Applications, Lazily Loading Subcommands."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command:
        if cmd_name not in COMMANDS:
            raise click.NoSuchCommand(cmd_name, possibilities=COMMANDS, ctx=ctx)
        command: click.Command = getattr(importlib.import_module(f"kg.cli.{cmd_name}"), cmd_name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what each does in full, where click would cut it to a line."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, self.get_command(ctx, name).help or "") for name in COMMANDS])


WIDTH = 120  # columns of help, where the terminal has as many


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": WIDTH, "show_default": True},
)
@click.version_option(__version__, message="kg %(version)s", help="Print the version.")
def app() -> None:
    """Knowledge graphs from Chinese business news: articles in, facts with their sentences out."""


# allocations: tables are loaded once and kept, what is read is needed to the end, and scanning all that again and again
# costs a quarter of a build
GC_THRESHOLD = 1_000_000


def main() -> None:
    """Run the command line; what the user can mend is one line on standard error. click is silent on a closed pipe."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]  # a text stream
    gc.set_threshold(GC_THRESHOLD)
    try:
        app()
    except KgError as error:
        click.echo(f"kg: {error}", err=True)
        sys.exit(1)
    finally:
        keep_expressions()
        gc.freeze()  # at its end Python looks once more at all that there is: a tenth of a second for a million objects
