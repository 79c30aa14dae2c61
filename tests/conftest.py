"""What tests of several packages share: one browser, for Playwright runs only once in a process; examples in any time."""

from collections.abc import Iterator

import pytest
from hypothesis import settings
from playwright.sync_api import Browser

from tests.view.browser import launch_browser

settings.register_profile("unhurried", deadline=None)  # how long an example takes tells of the machine's load
settings.load_profile("unhurried")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with launch_browser() as running:
        yield running
