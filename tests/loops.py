"""asyncio in a thread of its own: Playwright leaves its loop running in the tests' thread, where no other may run."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


def run_apart(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Return what `work`, which runs a loop, returns."""
    with ThreadPoolExecutor(1) as executor:
        return executor.submit(work, *args, **kwargs).result()
