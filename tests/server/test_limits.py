"""What one query may take, and that others don't notice."""

import asyncio
import contextlib
import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from kg.graph.store import write_quads, write_store
from tests.graph.sample import make_sample
from tests.loops import run_apart
from tests.server.conftest import find_server, find_workers, run_server

RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"  # 10^10 rows
MANY = "SELECT * { ?a ?b ?c . ?d ?e ?f }"  # 10^5 rows
ENDLESS = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
LONGER = "BIND(REPLACE(STR(?a), '.', '小米小米小米') AS ?z)"
HUNGRY = f"SELECT (GROUP_CONCAT(?z) AS ?all) {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i {LONGER} }}"
ASK = {"query": "ASK { ?s a kg:Company }"}

Start = Callable[..., httpx.Client]


async def ask_beside(
    client: httpx.Client, runaways: list[dict[str, str]]
) -> tuple[list[tuple[httpx.Response, float]], int]:
    """Return the responses of the runaways with their seconds, and how often others were answered meanwhile."""
    async with httpx.AsyncClient(base_url=client.base_url, timeout=60) as both:

        async def ask_slowly(parameters: dict[str, str]) -> tuple[httpx.Response, float]:
            started = time.monotonic()
            response = await both.post("/sparql", data=parameters)
            return response, time.monotonic() - started

        waiting = [asyncio.create_task(ask_slowly(each)) for each in runaways]
        answered = 0
        while not all(task.done() for task in waiting):
            response = await both.get("/sparql", params=ASK)
            assert response.json()["boolean"] is True
            answered += 1
        return [task.result() for task in waiting], answered


def test_a_runaway_is_stopped_in_time_while_others_are_answered(start: Start) -> None:
    client = start("--timeout", "1", "--workers", "3")
    found, answered = run_apart(asyncio.run, ask_beside(client, [{"query": RUNAWAY}, {"query": RUNAWAY}]))
    for response, seconds in found:
        assert (response.status_code, response.text.count("\n")) == (504, 1)
        assert "took longer than 1 s and was stopped" in response.text
        assert 1 <= seconds < 2
    assert answered > 10


def test_the_workers_of_stopped_queries_are_replaced(start: Start) -> None:
    client = start("--timeout", "0.3", "--workers", "1")
    (before,) = find_workers(find_server(client))
    for _ in range(3):
        assert client.get("/sparql", params={"query": RUNAWAY}).status_code == 504
    assert client.get("/sparql", params=ASK).json()["boolean"] is True
    (after,) = find_workers(find_server(client))
    assert after != before and not Path(f"/proc/{before}").exists()


def test_a_client_that_goes_frees_its_worker(start: Start) -> None:
    client = start("--timeout", "50", "--workers", "1")
    for query in (RUNAWAY, ENDLESS):
        with (
            httpx.Client(base_url=client.base_url, timeout=0.5) as leaving,
            contextlib.suppress(httpx.ReadTimeout),
            leaving.stream("GET", "/sparql", params={"query": query}) as response,
        ):
            next(response.iter_raw())
        started = time.monotonic()
        assert client.get("/sparql", params=ASK).json()["boolean"] is True
        assert time.monotonic() - started < 10


def test_a_worker_that_dies_is_replaced(start: Start) -> None:
    client = start("--workers", "2")
    for worker in find_workers(find_server(client)):
        os.kill(worker, signal.SIGKILL)
    for _ in range(4):
        assert client.get("/sparql", params=ASK).status_code in (200, 500)
    assert client.get("/sparql", params=ASK).json()["boolean"] is True


def test_more_queries_than_may_wait_are_sent_away(start: Start) -> None:
    async def fill(client: httpx.Client) -> httpx.Response:
        async with httpx.AsyncClient(base_url=client.base_url, timeout=60) as both:
            while True:  # until the runaway is the first to come
                running = asyncio.create_task(both.get("/sparql", params={"query": RUNAWAY}))
                while not running.done():
                    if (response := await both.get("/sparql", params=ASK)).status_code != 200:
                        assert (await running).status_code == 504
                        return response

    response = run_apart(asyncio.run, fill(start("--timeout", "1", "--queue", "1")))
    assert (response.status_code, response.headers["retry-after"]) == (503, "1")
    assert response.text == "1 queries are running or waiting; try again soon\n"


def test_a_text_that_takes_long_to_look_through_holds_up_nobody(start: Start) -> None:
    client = start("--timeout", "1", "--workers", "3")
    slow = {"query": "SELECT * { ?s ?p " + '"' + '\\"' * 15_000}  # each quote begins a string that never ends
    assert run_apart(asyncio.run, ask_beside(client, [slow, slow]))[1] > 10


def test_memory_has_a_limit(start: Start) -> None:
    client = start("--memory", "200", "--workers", "1", "--timeout", "50")
    response = client.get("/sparql", params={"query": HUNGRY})
    assert (response.status_code, response.text) == (
        500,
        "the query took more than this server can give; ask for less\n",
    )
    assert client.get("/sparql", params=ASK).json()["boolean"] is True


@pytest.mark.parametrize(
    ("format", "note"),
    [
        ("json", '"truncated":"limit of 9 rows"'),
        ("xml", "<!-- truncated: limit of 9 rows -->"),
        ("csv", None),
        ("tsv", None),
    ],
)
def test_rows_beyond_the_limit_are_left_out_and_that_is_told(
    limited: httpx.Client, format: str, note: str | None
) -> None:
    check_cut(limited, {"query": MANY, "format": format}, note)
    nine = limited.get("/sparql", params={"query": f"{MANY} LIMIT 9", "format": format})
    assert nine.headers["kg-limit"] == "rows=9, bytes=10000" and "truncated" not in nine.text


@pytest.mark.parametrize(
    ("format", "note"),
    [("ttl", "# truncated: limit of 9 triples"), ("nt", "# truncated"), ("rdf", "<!-- truncated"), ("jsonld", None)],
)
def test_triples_beyond_the_limit_too(limited: httpx.Client, format: str, note: str | None) -> None:
    check_cut(limited, {"query": "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", "format": format}, note)


def check_cut(client: httpx.Client, parameters: dict[str, str], note: str | None) -> None:
    if note:
        assert note in client.get("/sparql", params=parameters).text
    else:
        with pytest.raises(httpx.RemoteProtocolError, match="without sending complete message body"):
            client.get("/sparql", params=parameters)


@pytest.fixture(scope="module")
def limited(build: Path) -> Iterator[httpx.Client]:
    with run_server(build, "--max-rows", "9", "--max-bytes", "10000") as client:
        yield client


def test_bytes_beyond_the_limit_are_left_out(start: Start) -> None:
    client = start("--max-bytes", "100000")
    response = client.get("/sparql", params={"query": MANY})
    assert response.json()["truncated"] == "limit of 100000 bytes"
    assert 100_000 <= len(response.content) < 102_000


def test_a_build_in_the_place_of_another_is_served_from_then_on(start: Start, tmp_path: Path) -> None:
    write_store(make_sample(), tmp_path)
    client = start("--workers", "2", directory=tmp_path)
    assert client.get("/sparql", params=ASK).json()["boolean"] is True
    write_quads([], tmp_path)
    for _ in range(4):
        assert client.get("/sparql", params=ASK).json()["boolean"] is False
