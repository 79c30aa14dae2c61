"""A function over many items in many processes; one that kills its process is found, named, and stops no other.

Items go out in parts, a few at a time. When a process dies, every part that was out is done again item by item in a
process of its own: who dies there, twice, is the culprit; the rest lose nothing but that time. Processes are spawned,
as forking under threads can hang, and end by themselves when their parent is killed.
"""

import gc
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from itertools import islice
from typing import Generic, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")
Work = Callable[[Sequence[Item]], Sequence[Result]]

ATTEMPTS = 2  # alone, before an item is blamed: processes are also killed from outside
LEAST = 4  # items of a part; the last parts are small, so that the processes end together
AHEAD = 1  # parts that wait beyond those being worked on, so that no process waits for its next
GC_THRESHOLD = 100_000  # allocations; tables are loaded once and kept


@dataclass(frozen=True, slots=True)
class Death(Generic[Item]):
    """An item whose process died of it."""

    item: Item


def count_cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextmanager
def start_processes(jobs: int, prepare: str) -> Iterator[ProcessPoolExecutor]:
    """Give processes that get ready by themselves, to be handed to `run_parts`; `prepare` is what each calls first.

    That is module:function, which is not imported here, so that they start at once.
    """
    pool = _make_pool(jobs, prepare)
    for _ in range(jobs):
        pool.submit(_wait)  # a process starts when there is work for it
    try:
        yield pool
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def run_parts(
    work: Work[Item, Result], items: Sequence[Item], *, jobs: int, size: int, pool: ProcessPoolExecutor | None = None
) -> Iterator[tuple[Item, Result | Death[Item]]]:
    """Yield each item with what `work` makes of it, as parts of at most `size` items finish in `jobs` processes.

    `work` gives one result an item and is a function of a module, so that other processes find it; what it raises is
    raised here. `pool` is that many processes which wait already.
    """
    waiting = deque(_cut_parts(items, jobs=jobs, size=size))
    while waiting:
        suspects = yield from _run_pool(work, waiting, jobs, pool)
        pool = None
        yield from _run_alone(work, suspects)


def _cut_parts(items: Sequence[Item], *, jobs: int, size: int) -> Iterator[list[Item]]:
    rest = iter(items)
    left = len(items)
    while part := list(islice(rest, min(size, max(LEAST, left // (4 * jobs))))):
        left -= len(part)
        yield part


def _run_pool(
    work: Work[Item, Result], waiting: "deque[list[Item]]", jobs: int, pool: ProcessPoolExecutor | None
) -> Generator[tuple[Item, Result | Death[Item]], None, list[Item]]:
    """Yield results until nothing waits or a process dies; return the items that were out then."""
    out: dict[Future[Sequence[Result]], list[Item]] = {}
    pool = pool or _make_pool(jobs)
    try:
        while waiting or out:
            while waiting and len(out) < jobs + AHEAD:
                future = pool.submit(work, waiting[0])  # raises where a process has died
                out[future] = waiting.popleft()
            for future in wait(out, return_when=FIRST_COMPLETED).done:
                yield from zip(out[future], future.result(), strict=True)
                del out[future]
    except BrokenProcessPool:
        return [item for part in out.values() for item in part]
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
    return []


def _run_alone(work: Work[Item, Result], items: Sequence[Item]) -> Iterator[tuple[Item, Result | Death[Item]]]:
    """Yield what one process makes of one item after another, with a new process after each death."""
    waiting = deque((item, 1) for item in items)
    while waiting:
        pool = _make_pool(1)
        try:
            while waiting:
                item, attempt = waiting[0]
                (result,) = pool.submit(work, [item]).result()
                waiting.popleft()
                yield item, result
        except BrokenProcessPool:
            waiting.popleft()
            if attempt < ATTEMPTS:
                waiting.appendleft((item, attempt + 1))
            else:
                yield item, Death(item)
        finally:
            pool.shutdown(cancel_futures=True)


def _make_pool(jobs: int, prepare: str = "") -> ProcessPoolExecutor:
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(jobs, mp_context=context, initializer=_start_process, initargs=(prepare,))


def _start_process(prepare: str) -> None:
    """Prepare a new process: an interrupt is its parent's to handle, and it ends when its parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(GC_THRESHOLD)
    threading.Thread(target=_follow_parent, daemon=True).start()
    if prepare:
        module, _, function = prepare.partition(":")
        getattr(import_module(module), function)()
        gc.freeze()  # tables that stay need not be looked at again


def _wait() -> None:
    """Do nothing: what a process is started for that has no work yet."""


def _follow_parent() -> None:
    # The pool's queues stay open in its processes, so none of them learns from a queue that the parent was killed.
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
