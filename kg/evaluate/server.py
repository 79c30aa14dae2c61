"""What the server costs over pyoxigraph called directly, and how it bears load and runaway queries, on a made graph.

A share of each pair of times is the client's own: it reads the answer as a program would. Both sides write JSON.

usage: python -m kg.evaluate.server [--triples N] [--rounds N] [--clients N] [--seconds N]
"""

import argparse
import asyncio
import os
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pyoxigraph as ox

from kg.evaluate.server_graph import make_graph
from kg.evaluate.server_load import Load, Stop, load_server, read_memory, read_processor_time, stop_runaway
from kg.evaluate.w3c_run import ServerProcess, run_server
from kg.graph.iris import make_prefixes
from kg.graph.store import open_store, write_quads

TIMEOUT = 3  # seconds; the runaway's limit
PATIENCE = 60  # seconds; the limit of queries that are compared, which must not meet it on a busy machine
MOST = 1.2  # times pyoxigraph called directly
GROWTH = 0.10
QUERIES = {
    "two-hop join": "SELECT ?a ?c { ?f rdf:predicate kg:acquired ; rdf:subject ?a ; rdf:object ?b . "
    "?b kg:partnerOf ?c }",
    "aggregation": "SELECT ?p ?s (COUNT(*) AS ?n) { ?f rdf:predicate ?p ; kg:status ?s } GROUP BY ?p ?s",
    "property path": "SELECT ?c ?top { ?c kg:subsidiaryOf+ ?top }",
    "text filter": 'SELECT ?e ?t { ?e oa:exact ?t FILTER(CONTAINS(?t, "次公告中提到第77")) }',
}
# What visitors ask: one thing at a time.
SMALL = [
    "SELECT ?p ?o { entity:c%d ?p ?o }",
    "SELECT ?f ?o { ?f rdf:subject entity:c%d ; rdf:object ?o ; kg:status kg:asserted }",
    'SELECT ?s { ?s skos:prefLabel "第%d公司"@zh }',
    "ASK { entity:c%d kg:supplierOf ?x }",
]


def main(arguments: Sequence[str]) -> int:
    """Measure and print; the exit status is 1 where something is worse than it should be."""
    parser = argparse.ArgumentParser(prog="python -m kg.evaluate.server", description="Measure the SPARQL server.")
    parser.add_argument("--triples", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--clients", type=int, default=32)
    parser.add_argument("--seconds", type=float, default=30.0)
    options = parser.parse_args(arguments)
    with TemporaryDirectory(prefix="kg-server-") as place:
        started = time.monotonic()
        write_quads(make_graph(options.triples), Path(place), infer=False)
        store = open_store(Path(place))
        busy = os.getloadavg()[0]
        print(f"{len(store)} triples written in {time.monotonic() - started:.1f} s; load average {busy:.1f}")
        with run_server(Path(place), "--timeout", str(PATIENCE)) as server:
            address, queries = str(server.client.base_url), [text % number for number in range(50) for text in SMALL]
            load = asyncio.run(
                load_server(address, server.pid, queries, clients=options.clients, seconds=options.seconds)
            )
            good = [print_load(load, options.clients)]
            good += [compare_query(name, text, store, server, options.rounds) for name, text in QUERIES.items()]
            print(f"memory          {read_memory(server.pid) / 2**20:.0f} MiB after these")
        with run_server(Path(place), "--timeout", str(TIMEOUT)) as server:
            good.append(print_stop(asyncio.run(stop_runaway(str(server.client.base_url)))))
    return 0 if all(good) else 1


def compare_query(name: str, text: str, store: ox.Store, server: ServerProcess, rounds: int) -> bool:
    """Print how long a query takes directly and over HTTP, taken in turns; return whether the server is fast enough.

    The ratio of processor time, all processes together, is what a machine that is busy with other things still tells.
    """

    def ask_directly() -> bytes:
        results = store.query(text, prefixes=make_prefixes(), default_graph=[ox.DefaultGraph()])
        assert isinstance(results, ox.QuerySolutions)
        return results.serialize(format=ox.QueryResultsFormat.JSON) or b""

    def ask_server() -> bytes:
        response = server.client.post("/sparql", data={"query": text, "infer": "false"})
        response.raise_for_status()
        return response.content

    assert sorted(ask_directly()) == sorted(ask_server()), name  # and both are warm
    direct, served = [], []
    for _ in range(rounds):
        direct.append(_time(ask_directly, 0))
        served.append(_time(ask_server, server.pid))
    fastest, least = min(direct)[0], min(served)[0]
    processor = statistics.median(cpu for _, cpu in served) / statistics.median(cpu for _, cpu in direct)
    print(
        f"{name:<15} directly {fastest * 1000:8.1f} ms   server {least * 1000:8.1f} ms   "
        f"{least / fastest:.2f} times ({processor:.2f} of processor time), {len(ask_server()) / 1000:,.0f} kB"
    )
    return least / fastest <= MOST


def _time(ask: Callable[[], bytes], server: int) -> tuple[float, float]:
    """Return the seconds that pass, and those of a processor that this process and a server's take."""
    started, before = time.perf_counter(), time.process_time() + (read_processor_time(server) if server else 0)
    ask()
    passed, after = time.perf_counter() - started, time.process_time() + (read_processor_time(server) if server else 0)
    return passed, after - before


def print_stop(stop: Stop) -> bool:
    """Print how a runaway was stopped; return whether it was in time, and others answered."""
    print(
        f"runaway         status {stop.status} after {stop.seconds:.2f} s of {TIMEOUT} allowed; "
        f"{stop.answered} others answered meanwhile, the slowest in {stop.slowest * 1000:.0f} ms"
    )
    return stop.status == 504 and stop.seconds < TIMEOUT + 1 and stop.answered > 0


def print_load(load: Load, clients: int) -> bool:
    """Print what many clients met; return whether there was no error and hardly any growth of memory."""
    growth = load.memory_most / load.memory_first - 1
    print(
        f"{clients} clients      {load.answered} answers in {load.seconds:.1f} s "
        f"({load.answered / load.seconds:.0f} a second), p99 {load.slowest * 1000:.0f} ms, {len(load.errors)} errors; "
        f"memory {load.memory_first / 2**20:.0f} MiB at first, at most {load.memory_most / 2**20:.0f} ({growth:+.1%})"
    )
    for error in sorted(set(load.errors)):
        print(f"  {error}")
    return not load.errors and growth <= GROWTH


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
