"""A real Spark cluster on this machine: a master and workers, each a process, started as a user would."""

import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pyspark

from kg.corpus.spark import CLASS
from tests.corpus.daemons import run_daemon

HOME = Path(pyspark.__file__).parent
QUICK = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto"  # these processes live for seconds
ENVIRONMENT = {"SPARK_LOCAL_IP": "127.0.0.1", "JAVA_TOOL_OPTIONS": QUICK}
LOCAL = ("--host", "127.0.0.1", "--port", "0", "--webui-port", "0")


@dataclass(frozen=True, slots=True)
class Spark:
    """The address of a master, and its workers."""

    master: str
    workers: list[subprocess.Popen[str]]


@contextmanager
def run_spark(folder: Path, *, workers: int) -> Iterator[Spark]:
    """Run a master and workers of one core each, which put what they need under `folder`, until the block ends."""
    with ExitStack() as stack:
        _, master = stack.enter_context(_run(["master.Master", *LOCAL], r"Starting Spark master at (spark://\S+)"))
        running = []
        for number in range(workers):
            options = ["--cores", "1", "--memory", "1g", "--work-dir", str(folder / str(number))]
            command = ["worker.Worker", *LOCAL, *options, master]
            running.append(stack.enter_context(_run(command, r"Successfully registered with master (\S+)"))[0])
        yield Spark(master, running)


@contextmanager
def _run(arguments: list[str], ready: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Run a class of Spark from the line of its log that matches `ready`."""
    name, *options = arguments
    command = [str(HOME / "bin" / "spark-class"), CLASS + name, *options]
    with run_daemon(command, ready, {**ENVIRONMENT, "SPARK_HOME": str(HOME)}) as (process, (found,)):
        try:
            yield process, found
        finally:
            process.terminate()  # a worker ends its executors
            process.wait(60)
