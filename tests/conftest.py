"""What tests of several packages share: one browser, for Playwright runs only once in a process."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.view.browser import launch_browser


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with launch_browser() as running:
        yield running
