"""What commands have in common on the command line."""

from functools import partial
from pathlib import Path

import click

PATH = click.Path(path_type=Path)
take_directory = partial(click.option, "--dir", "-d", "directory", metavar="DIR", type=PATH, default="output")
