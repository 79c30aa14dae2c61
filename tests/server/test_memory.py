"""What a worker holds in memory: all that its caches take from the start, so that no query makes it grow."""

from collections.abc import Callable
from pathlib import Path

import httpx

from kg.evaluate.server_graph import make_graph
from kg.graph.store import write_quads
from tests.server.conftest import find_server, find_workers

QUERIES = ["SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "SELECT (MAX(STR(?o)) AS ?most) { ?s ?p ?o }"]
LITTLE = 20_000  # bytes; requests come in through a pipe, which counts as reading


def count_read(process: int) -> int:
    """Return how many bytes a process has read from files and pipes."""
    lines = Path(f"/proc/{process}/io").read_text("ascii").splitlines()
    return int(dict(line.split(": ") for line in lines)["rchar"])


def test_the_first_queries_find_in_memory_what_they_read(start: Callable[..., httpx.Client], tmp_path: Path) -> None:
    write_quads(make_graph(20_000), tmp_path, infer=False)
    client = start("--workers", "1", directory=tmp_path)
    (worker,) = find_workers(find_server(client))
    before = count_read(worker)
    for query in QUERIES:
        client.post("/sparql", data={"query": query, "infer": "false"}).raise_for_status()
    assert count_read(worker) - before < LITTLE
    size = sum(path.stat().st_size for path in (tmp_path / "store").glob("*.sst"))
    assert size > 20 * LITTLE
