"""Processes that start before articles are read: meanwhile they load what linking needs."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

MUCH = 1_000_000  # bytes of articles, compressed or not, that take some processes longer than to get ready
PREPARE = "kg.corpus.links:load_all"  # named, as importing it takes as long as processes take to start


@contextmanager
def start_ahead(
    paths: Sequence[str], *, jobs: int | None, cache: Path | None
) -> "Iterator[ProcessPoolExecutor | None]":
    """Give processes that get ready where many articles will be read: their files are large, and nothing is kept.

    `jobs` are asked for, all cores by default; `cache` is the folder where something may be kept.
    """
    if jobs == 1 or (cache is not None and cache.exists()) or _count_bytes(map(Path, paths)) < MUCH:
        yield None
        return
    from kg.corpus.processes import count_cores, start_processes

    jobs = jobs or count_cores()
    if jobs == 1:
        yield None
        return
    with start_processes(jobs, PREPARE) as pool:
        yield pool


def _count_bytes(paths: Iterable[Path]) -> int:
    """Return the size of files and of those in folders, as far as they can be looked at."""
    files = (file for path in paths for file in (path.rglob("*") if path.is_dir() else [path]))
    return sum(file.stat().st_size for file in files if file.is_file())
