"""Servers of the tests: real ones, each a process of its own on a free port, ready when it says so."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Route

from kg.graph.store import write_store
from tests.graph.sample import make_sample
from tests.server.visits import Visit

ROOT = Path(__file__).parents[2]
PATIENCE = 60.0  # seconds; more than any request of the tests takes


@contextmanager
def run_server(directory: Path, *options: str) -> Iterator[httpx.Client]:
    """Give a client of a server of its own; when the test is over the server must end well."""
    command = [sys.executable, "-m", "kg", "serve", "--port", "0", "-d", str(directory), *options]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        line = process.stdout.readline()
        try:
            assert line.startswith("http://127.0.0.1:"), line
            with httpx.Client(base_url=line.split()[0], timeout=PATIENCE) as client:
                yield client
        finally:
            process.terminate()
            assert process.wait(PATIENCE) == 0


def find_workers(server: int) -> list[int]:
    """Return the process ids of a server's workers."""
    return [int(pid) for pid in Path(f"/proc/{server}/task/{server}/children").read_text("ascii").split()]


def find_server(client: httpx.Client) -> int:
    """Return the process id of the server behind a client: who holds the socket that listens at its port."""
    rows = [line.split() for line in Path("/proc/net/tcp").read_text("ascii").splitlines()[1:]]
    (inode,) = [row[9] for row in rows if row[1].endswith(f":{client.base_url.port:04X}") and row[3] == "0A"]
    for process in filter(lambda path: path.name.isdigit(), Path("/proc").iterdir()):
        with suppress(OSError):
            if any(os.readlink(handle) == f"socket:[{inode}]" for handle in (process / "fd").iterdir()):
                return int(process.name)
    raise AssertionError("no server listens there")


@pytest.fixture(scope="session")
def build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample's store."""
    directory = tmp_path_factory.mktemp("build")
    write_store(make_sample(), directory)
    return directory


@pytest.fixture(scope="session")
def client(build: Path) -> Iterator[httpx.Client]:
    """The client of one server for all tests that change nothing."""
    with run_server(build) as client:
        yield client


@pytest.fixture
def start(build: Path) -> Iterator[Callable[..., httpx.Client]]:
    """Start a server with options of its own."""
    with ExitStack() as stack:

        def start_one(*options: str, directory: Path = build) -> httpx.Client:
            return stack.enter_context(run_server(directory, *options))

        yield start_one


@pytest.fixture
def visit(browser: Browser, client: httpx.Client) -> Iterator[Callable[..., Visit]]:
    """Open the server's page; whatever it asks of anybody else is refused and counts as a problem."""
    opened: list[Visit] = []

    def start(
        path: str = "/", *, at: httpx.Client = client, expected: tuple[str, ...] = (), **options: object
    ) -> Visit:
        home = str(at.base_url)
        context = browser.new_context(**{"viewport": {"width": 1440, "height": 900}, "locale": "zh-CN", **options})
        visit = Visit(context.new_page(), home, expected=expected)

        def guard(route: Route) -> None:
            if route.request.url.startswith((home, "data:")):
                route.continue_()
            else:
                visit.problems.append(f"request: {route.request.url}")
                route.abort()

        context.route("**/*", guard)
        visit.page.on("console", lambda message: visit.problems.append(f"{message.type}: {message.text}"))
        visit.page.on("pageerror", lambda error: visit.problems.append(f"error: {error}"))
        opened.append(visit)
        visit.open(path)
        return visit

    yield start
    for visit in opened:
        left = [problem for problem in visit.problems if not any(words in problem for words in visit.expected)]
        visit.page.context.close()
        assert left == []
