"""How the store bears size: made graphs of ever more triples written and asked, each in processes of their own.

Lookups are what visitors ask, one thing at a time; the other queries go over the whole graph and are written as JSON.
`peak` is the most memory that a process held.

usage: python -m kg.evaluate.scale [--triples N,N,…] [--dir DIR]
"""

import argparse
import multiprocessing
import resource
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

import pyoxigraph as ox

from kg.evaluate.server import QUERIES, SMALL
from kg.evaluate.server_graph import FACTS_PER_COMPANY, PER_FACT, make_graph
from kg.graph.results import serialize_results
from kg.graph.sparql import run_query
from kg.graph.store import load_vocabulary_quads, open_store, write_parts

SIZES = "1000000,5000000,10000000"
LOOKUPS = 200
SPREAD = 7919  # companies between one that is asked for and the next, a prime
KIB, MIB, GB = 1024, 1024**2, 10**9
Input = TypeVar("Input")
Output = TypeVar("Output")


@dataclass(frozen=True, slots=True)
class Cost:
    """What a process used: seconds by the clock and of its cores, and its largest memory in MiB."""

    wall: float
    cpu: float
    peak: float


def main(arguments: Sequence[str]) -> int:
    """Measure and print one size after another."""
    parser = argparse.ArgumentParser(prog="python -m kg.evaluate.scale", description="Measure the store at its size.")
    parser.add_argument("--triples", default=SIZES, help=f"sizes, parted by commas (default {SIZES})")
    parser.add_argument("--dir", type=Path, help="where stores are made (default: the system's folder for such)")
    options = parser.parse_args(arguments)
    for size in map(int, options.triples.split(",")):
        with TemporaryDirectory(prefix="kg-scale-", dir=options.dir) as place:
            measure_size(size, Path(place))
    return 0


def measure_size(size: int, place: Path) -> None:
    """Print what a store of about `size` triples costs to write, to keep and to ask."""
    count, cost = _run_apart(_write, size, place)
    disk = sum(path.stat().st_size for path in place.rglob("*") if path.is_file())
    print(
        f"{count:>11,} triples: written in {cost.wall:,.0f} s ({cost.cpu:,.0f} CPU-s), peak {cost.peak:,.0f} MiB, "
        f"{disk / GB:.2f} GB on disk ({disk / count:.0f} bytes a triple)",
        flush=True,
    )
    lookups, cost = _run_apart(_look_up, size, place)
    print(
        f"{'':>11}  lookup: median {statistics.median(lookups) * 1000:.2f} ms, "
        f"slowest of {len(lookups)} {max(lookups) * 1000:.1f} ms; peak {cost.peak:,.0f} MiB",
        flush=True,
    )
    for name in QUERIES:
        rows, cost = _run_apart(_ask, name, place)
        print(
            f"{'':>11}  {name}: {cost.wall:.2f} s ({cost.cpu:.2f} CPU-s), {rows:,} bytes of JSON, "
            f"peak {cost.peak:,.0f} MiB",
            flush=True,
        )


def _run_apart(work: Callable[[Input, Path], Output], given: Input, place: Path) -> tuple[Output, Cost]:
    """Return what `work` returns in a fresh process, and what that cost."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(_measure, work, given, place).result()


def _measure(work: Callable[[Input, Path], Output], given: Input, place: Path) -> tuple[Output, Cost]:
    started, before = time.perf_counter(), time.process_time()
    found = work(given, place)
    wall, cpu = time.perf_counter() - started, time.process_time() - before
    return found, Cost(wall, cpu, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * KIB / MIB)


def _write(size: int, place: Path) -> int:
    counted = 0

    def count() -> Iterator[ox.Quad]:
        nonlocal counted
        for quad in make_graph(size):
            counted += 1
            yield quad

    write_parts([count(), load_vocabulary_quads()], place)
    return counted


def _look_up(size: int, place: Path) -> list[float]:
    store = open_store(place)
    companies = max(int(size / PER_FACT) // FACTS_PER_COMPANY, 2)
    times = []
    for number in range(LOOKUPS):
        text = SMALL[number % len(SMALL)] % (number * SPREAD % companies)
        started = time.perf_counter()
        serialize_results(run_query(store, text), "json")
        times.append(time.perf_counter() - started)
    return times


def _ask(name: str, place: Path) -> int:
    return len(serialize_results(run_query(open_store(place), QUERIES[name]), "json"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
