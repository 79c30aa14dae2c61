"""A running server in, how it bears up out: many clients at once, and queries that never end."""

import asyncio
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx

RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
PATIENCE = 60.0  # seconds
PERIOD = 0.5  # seconds between two looks at the memory


@dataclass(frozen=True, slots=True)
class Load:
    """`slowest` is the 99th percentile in seconds.

    Memory is that of the server and its workers, in bytes: at the first answer, and the most that it was since.
    """

    answered: int
    seconds: float
    slowest: float
    errors: tuple[str, ...]
    memory_first: int
    memory_most: int


@dataclass(frozen=True, slots=True)
class Stop:
    """How a runaway ended: `status` after `seconds`, while `answered` others were, the slowest in `slowest` seconds."""

    status: int
    seconds: float
    answered: int
    slowest: float


def read_memory(server: int) -> int:
    """Return the memory of a process and its children in bytes, pages that they share counted once."""
    return sum(_read_share(pid) for pid in (server, *_list_children(server)))


def read_processor_time(server: int) -> float:
    """Return the seconds that a process and its children have had a processor for."""
    return sum(_read_seconds(pid) for pid in (server, *_list_children(server)))


def _read_seconds(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    except OSError:  # it has just ended
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")  # utime and stime, proc(5)


def _list_children(server: int) -> Iterator[int]:
    yield from map(int, Path(f"/proc/{server}/task/{server}/children").read_text("ascii").split())


def _read_share(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines()
    except OSError:  # it has just ended
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))


async def load_server(address: str, server: int, queries: list[str], *, clients: int, seconds: float) -> Load:
    """Let so many clients ask the queries in turn for so long, each as soon as it has its answer.

    For the memory to be that of a cold start, nobody may have asked this server before.
    """
    times: list[float] = []
    errors: list[str] = []

    async def ask(place: int) -> None:
        async with httpx.AsyncClient(base_url=address, timeout=PATIENCE) as client:
            while time.monotonic() < end:
                started = time.monotonic()
                response = await client.post("/sparql", data={"query": queries[place % len(queries)]})
                times.append(time.monotonic() - started)
                if response.status_code != 200:
                    errors.append(f"{response.status_code} {response.text.strip()}")
                place += 1

    async with httpx.AsyncClient(base_url=address, timeout=PATIENCE) as client:
        (await client.post("/sparql", data={"query": queries[0]})).raise_for_status()
    memory = [read_memory(server)]
    started = time.monotonic()
    end = started + seconds
    asking = asyncio.gather(*map(ask, range(clients)))
    while not asking.done():
        await asyncio.wait([asking], timeout=PERIOD)
        memory.append(read_memory(server))
    await asking
    slowest = sorted(times)[int(len(times) * 0.99)]
    return Load(len(times), time.monotonic() - started, slowest, tuple(errors), memory[0], max(memory))


async def stop_runaway(address: str) -> Stop:
    """Ask a query that never ends, and others until it is stopped."""
    async with httpx.AsyncClient(base_url=address, timeout=PATIENCE) as client:
        started = time.monotonic()
        runaway = asyncio.create_task(client.post("/sparql", data={"query": RUNAWAY}))
        ended = asyncio.create_task(_measure(runaway, started))
        times = []
        while not runaway.done():
            began = time.monotonic()
            response = await client.post("/sparql", data={"query": "ASK { ?s a kg:Company }"})
            response.raise_for_status()
            times.append(time.monotonic() - began)
        return Stop(runaway.result().status_code, await ended, len(times), max(times))


async def _measure(task: "asyncio.Task[httpx.Response]", started: float) -> float:
    await task
    return time.monotonic() - started
