"""The command line run in the process of the tests, where what it loads is loaded once."""

from collections.abc import Callable
from typing import NamedTuple


class Run(NamedTuple):
    """How a command ended."""

    status: int
    out: str
    err: str


Kg = Callable[..., Run]
