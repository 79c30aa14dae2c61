"""What tests of several packages share: the command line; one browser, for Playwright runs only once in a process."""

from collections.abc import Iterator

import pytest
from hypothesis import settings
from playwright.sync_api import Browser

from kg.cli import main
from tests.command import Kg, Run
from tests.view.browser import launch_browser

settings.register_profile("unhurried", deadline=None)  # how long an example takes tells of the machine's load
settings.load_profile("unhurried")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with launch_browser() as running:
        yield running


@pytest.fixture
def kg(capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Kg:
    """Run the command line in this process."""

    def run(*arguments: object) -> Run:
        monkeypatch.setattr("sys.argv", ["kg", *map(str, arguments)])
        status = 0
        try:
            main()
        except SystemExit as ended:
            status = ended.code if isinstance(ended.code, int) else 0
        out, err = capsysbinary.readouterr()
        return Run(status, out.decode(), err.decode())

    return run
