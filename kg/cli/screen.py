"""The console that commands print on: as wide as its terminal, as wide as need be where it is piped."""

from rich.console import Console

PIPED_WIDTH = 10_000  # cells; what reads a pipe wants a row on one line


def make_console() -> Console:
    """Return a console on standard output; rich leaves out styles where that is no terminal."""
    console = Console(highlight=False)
    return console if console.is_terminal else Console(highlight=False, width=PIPED_WIDTH)
