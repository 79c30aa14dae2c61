"""`python -m kg.corpus.killing PATH --times N`: kill builds at random moments, and see that none leaves a trace.

Builds the articles at PATH undisturbed, then again and again in one folder, each time killed (SIGKILL) after a random
part of the time a whole build takes, until a build comes to its end. What that one wrote must be, byte for byte, what
the undisturbed one wrote; then the folder is emptied for the next. It goes on until N builds were killed.
"""

import argparse
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pyoxigraph as ox

from kg.graph.store import VOCABULARY, open_store
from kg.view.tables import INDEX

WRITTEN = ("graph.ttl", "graph.html")
SEED = 7
MARGIN = 1.05  # of a whole build's time; with it a build may also come to its end


def start_build(path: Path, output: Path, jobs: int) -> "subprocess.Popen[bytes]":
    """Start a build in a process of its own that says nothing but errors."""
    command = [sys.executable, "-m", "kg", "build", str(path), "-o", str(output), "--jobs", str(jobs)]
    quiet = {**os.environ, "PYTHONWARNINGS": "ignore::UserWarning"}  # of multiprocessing, which tidies up after a kill
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, env=quiet)


def finish_build(path: Path, output: Path, jobs: int) -> float:
    """Build undisturbed; return the seconds it took."""
    started = time.monotonic()
    if start_build(path, output, jobs).wait() != 0:
        raise SystemExit(f"{path}: can't be built even undisturbed")
    return time.monotonic() - started


def kill_build(path: Path, output: Path, jobs: int, seconds: float) -> bool:
    """Start a build and kill it after some seconds; return whether it was too late for that."""
    process = start_build(path, output, jobs)
    try:
        status = process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        return False
    if status != 0:
        raise SystemExit(f"{path}: a build that was not killed ended with {status}")
    return True


def find_changes(output: Path, whole: Path) -> list[str]:
    """Return which parts of a build are not as in another: files by their bytes, store and index by what they hold."""
    changed = [name for name in WRITTEN if (output / name).read_bytes() != (whole / name).read_bytes()]
    changed += [INDEX] * (_list_rows(output) != _list_rows(whole))
    return changed + ["store"] * (_list_quads(output) != _list_quads(whole))


def _list_rows(output: Path) -> list[str]:
    with closing(sqlite3.connect(output / INDEX)) as db:
        return sorted(db.iterdump())


def _list_quads(output: Path) -> set[ox.Quad]:
    """Return all but the vocabulary, which is the same file in any build and has blank nodes."""
    return {quad for quad in open_store(output) if quad.graph_name != VOCABULARY}


def kill_builds(path: Path, folder: Path, *, times: int, jobs: int, seed: int) -> tuple[int, list[str]]:
    """Kill that many builds; return how many came to an end between, and what those wrote otherwise."""
    moments = random.Random(seed)
    whole, output = folder / "whole", folder / "output"
    seconds = finish_build(path, whole, jobs) * MARGIN
    killed, ended, wrong = 0, 0, []
    while killed < times:
        if not kill_build(path, output, jobs, moments.uniform(0, seconds)):
            killed += 1
            if killed < times:
                continue
            finish_build(path, output, jobs)
        ended += 1
        wrong += find_changes(output, whole)
        shutil.rmtree(output)
    return ended, wrong


def main(arguments: Sequence[str]) -> int:
    """Run the trial; the exit status is 1 where a build was not what it should be."""
    parser = argparse.ArgumentParser(prog="python -m kg.corpus.killing", description="Kill builds at random moments.")
    parser.add_argument("path", type=Path, help="articles, as for kg build")
    parser.add_argument("--times", type=int, default=200, help="builds to kill (default: 200)")
    parser.add_argument("--jobs", type=int, default=2, help="processes of each build (default: 2)")
    parser.add_argument("--seed", type=int, default=SEED, help=f"of the moments (default: {SEED})")
    options = parser.parse_args(arguments)
    with TemporaryDirectory() as folder:
        ended, wrong = kill_builds(
            options.path, Path(folder), times=options.times, jobs=options.jobs, seed=options.seed
        )
    verdict = f"not the same: {', '.join(sorted(set(wrong)))}" if wrong else "the same bytes"
    print(f"killed {options.times} builds; {ended} came to an end, {verdict} as undisturbed")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
