"""A real Dask cluster on this machine: a scheduler and workers, each a process, started as a user would."""

import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
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
        scheduler = stack.enter_context(_run(command, r"Scheduler at:\s+(tcp://\S+)", environment or {}))
        (address,) = scheduler.found
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
        yield Cluster(address, scheduler.process, [each.process for each in running])


@dataclass(frozen=True, slots=True)
class _Running:
    process: subprocess.Popen[str]
    found: tuple[str, ...]


@contextmanager
def _run(arguments: list[str], ready: str, environment: dict[str, str]) -> Iterator[_Running]:
    """Run `dask …` from the line of its output that matches `ready`; what follows there is thrown away."""
    command = [sys.executable, "-m", "dask", *arguments]
    inherited = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env=inherited
    ) as process:
        try:
            assert process.stderr
            told = []
            for line in process.stderr:
                told.append(line)
                if match := re.search(ready, line):
                    break
            else:
                raise AssertionError(f"{' '.join(command)} did not start: {''.join(told)}")
            threading.Thread(target=process.stderr.read, daemon=True).start()  # or it would wait for a reader
            yield _Running(process, match.groups())
        finally:
            process.kill()
