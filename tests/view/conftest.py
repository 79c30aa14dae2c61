"""Fixtures of the page's tests: the sample page, and a page opened anew for each test."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from kg.view.page import write_page
from tests.view.browser import Opened, open_file
from tests.view.sample import make_sample


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "graph.html"
    write_page(make_sample(), path)
    return path


@pytest.fixture
def open_page(browser: Browser, sample_file: Path) -> Iterator[Callable[..., Opened]]:
    """Open the sample (or another file); after the test, nothing may have gone wrong in any page."""
    pages: list[Opened] = []

    def open_one(path: Path = sample_file, **options: object) -> Opened:
        pages.append(open_file(browser, path, **options))
        return pages[-1]

    yield open_one
    for opened in pages:
        opened.context.close()
        assert opened.problems == []
        assert [url for url in opened.requests if not url.startswith(("file:", "blob:", "data:"))] == []
