"""The command line run in the process of the tests, where what it loads is loaded once."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from kg.cli import main


class Run(NamedTuple):
    """How a command ended."""

    status: int
    out: str
    err: str


Kg = Callable[..., Run]


@pytest.fixture
def kg(capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Kg:
    """Run the command line in this process."""

    def run(*arguments: str | Path) -> Run:
        monkeypatch.setattr("sys.argv", ["kg", *map(str, arguments)])
        status = 0
        try:
            main()
        except SystemExit as ended:
            status = ended.code if isinstance(ended.code, int) else 0
        out, err = capsysbinary.readouterr()
        return Run(status, out.decode(), err.decode())

    return run
