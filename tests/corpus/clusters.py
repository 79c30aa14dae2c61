"""A real Dask cluster on this machine: a scheduler and workers, each a process, started as a user would."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.corpus.daemons import run_daemon

Daemon = tuple[subprocess.Popen[str], tuple[str, ...]]
WORKER = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--memory-limit", "0")


@dataclass(frozen=True, slots=True)
class Cluster:
    """The address of a scheduler, it and its workers."""

    address: str
    scheduler: subprocess.Popen[str]
    workers: list[subprocess.Popen[str]]


@contextmanager
def run_cluster(
    folder: Path, *, workers: int, options: tuple[str, ...] = (), environment: dict[str, str] | None = None
) -> Iterator[Cluster]:
    """Run a scheduler and workers, which put what they need under `folder`, until the block ends."""
    with ExitStack() as stack:
        command = ["scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard"]
        scheduler, (address,) = stack.enter_context(_run(command, r"Scheduler at:\s+(tcp://\S+)", environment or {}))
        running = [
            stack.enter_context(
                _run(
                    ["worker", address, *WORKER, *options, "--local-directory", str(folder / str(number))],
                    r"Registered to:\s+(\S+)",
                    environment or {},
                )
            )
            for number in range(workers)
        ]
        yield Cluster(address, scheduler, [process for process, _ in running])


def _run(arguments: list[str], ready: str, environment: dict[str, str]) -> AbstractContextManager[Daemon]:
    """Run `dask …` from the line of its output that matches `ready`."""
    return run_daemon([sys.executable, "-m", "dask", *arguments], ready, environment)
