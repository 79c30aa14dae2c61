"""A process that goes on until a block ends, from the line of its log that says it is ready."""

import os
import re
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]


@contextmanager
def run_daemon(
    command: list[str], ready: str, environment: dict[str, str]
) -> Iterator[tuple[subprocess.Popen[str], tuple[str, ...]]]:
    """Run a command from the line of its log that matches `ready`, whose groups come with the process.

    What follows in the log is thrown away. The process is killed at the end of the block if it goes on then.
    """
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
            yield process, match.groups()
        finally:
            process.kill()
