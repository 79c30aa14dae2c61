"""A headless Chromium for the page's tests: the machine's own, or one that is brought."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_chromium(playwright: Playwright) -> str | None:
    """Return a browser that is here: named by KG_CHROMIUM, on the path, or Playwright's own."""
    named = os.environ.get("KG_CHROMIUM")
    own = playwright.chromium.executable_path
    return named or next(filter(None, map(shutil.which, NAMES)), None) or (own if Path(own).exists() else None)


def bring_chromium(playwright: Playwright) -> str:
    """Return a browser, brought by Debian's package manager or by Playwright where there is none yet."""
    ways = [[sys.executable, "-m", "playwright", "install", "--with-deps", "chromium"]]
    if shutil.which("apt-get") and os.geteuid() == 0:
        ways.insert(0, ["sh", "-c", "apt-get update -q && apt-get install -qy --no-install-recommends chromium"])
    for way in ways:
        subprocess.run(way, check=False, capture_output=True, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"})
        if found := find_chromium(playwright):
            return found
    raise RuntimeError("no Chromium: install Debian's chromium, run `playwright install chromium`, or set KG_CHROMIUM")


@contextmanager
def launch_browser() -> Iterator[Browser]:
    """Yield a headless browser; --no-sandbox because tests may run as root in a container."""
    with sync_playwright() as playwright:
        path = find_chromium(playwright) or bring_chromium(playwright)
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@dataclass
class Opened:
    """A page opened from a file with the network cut, and everything that went wrong in it."""

    page: Page
    context: BrowserContext
    problems: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def evaluate(self, script: str, argument: Any = None) -> Any:
        return self.page.evaluate(script, argument)


def open_file(browser: Browser, path: Path, *, hash: str = "", **options: Any) -> Opened:
    """Open a file without network and wait for its first complete picture."""
    context = browser.new_context(
        **{
            "viewport": {"width": 1440, "height": 900},
            "locale": "zh-CN",
            "offline": True,
            "reduced_motion": "reduce",
            **options,
        }
    )
    page = context.new_page()
    opened = Opened(page, context)
    page.on("console", lambda message: opened.problems.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: opened.problems.append(f"error: {error}"))
    page.on("dialog", lambda dialog: (opened.problems.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    page.on("request", lambda request: opened.requests.append(request.url))
    page.goto(f"{path.as_uri()}{hash}")
    page.wait_for_selector("html[data-ready]", state="attached", timeout=60_000)
    return opened
