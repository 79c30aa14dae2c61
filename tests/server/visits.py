"""A visit to a page of the server, with all that went wrong in it."""

from dataclasses import dataclass, field

from playwright.sync_api import Page


@dataclass
class Visit:
    """A page of the server, with all that went wrong in it."""

    page: Page
    home: str
    problems: list[str] = field(default_factory=list)
    expected: tuple[str, ...] = ()

    def open(self, path: str) -> None:
        self.page.goto(f"{self.home.rstrip('/')}{path}")

    def run(self, text: str) -> None:
        """Type a query and run it with the keyboard; return when its answer is there."""
        done = self.count()
        self.page.click("#editor .cm-content")
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(text)
        self.page.keyboard.press("Control+Enter")
        self.wait(done + 1)

    def count(self) -> int:
        """Return how many queries the page has run."""
        return int(self.page.evaluate("Number(document.documentElement.dataset.done || 0)"))

    def wait(self, done: int) -> None:
        """Wait until the page has run so many queries."""
        self.page.wait_for_selector(f'html[data-done="{done}"]', state="attached")

    def cells(self) -> list[list[str]]:
        """Return the texts of the table without its first and last column."""
        rows = self.page.locator(".rows tbody tr").all()
        return [[cell.inner_text() for cell in row.locator("td").all()[1:-1]] for row in rows]


def wait_ready(visit: Visit) -> Page:
    visit.page.wait_for_selector("html[data-ready][data-done]", state="attached")
    return visit.page
