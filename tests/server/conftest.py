"""Servers of the tests: real ones, each a process of its own on a free port, ready when it says so."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx
import pytest

from kg.graph.store import write_store
from tests.graph.sample import make_sample

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
