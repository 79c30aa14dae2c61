"""A test of the suite and a server in, how it ended out."""

import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pyoxigraph as ox

from kg.evaluate.w3c_results import FORMATS, are_same
from kg.evaluate.w3c_suite import HOME, Request, Test
from kg.graph.sparql import find_keywords

ROOT = Path(__file__).parents[2]
NOWHERE = "urn:x-empty"  # a graph that is empty
MEDIA_TYPES = {suffix: format.media_type for suffix, format in FORMATS.items()}
MEDIA_TYPES[".ttl"] = "text/turtle, application/sparql-results+xml"  # a graph, or rows where they are written as one
ANSWERS = {
    "boolean": ("application/sparql-results+xml", "application/sparql-results+json"),
    "tabular": tuple(MEDIA_TYPES[suffix] for suffix in FORMATS),
    "RDF": ("text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"),
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a test ended: `problem` is empty where it passed over HTTP; `alone`: does pyoxigraph by itself pass it."""

    test: Test
    problem: str
    alone: bool


@dataclass(frozen=True, slots=True)
class ServerProcess:
    """A server that runs, and a client of it."""

    client: httpx.Client
    pid: int


@contextmanager
def run_server(directory: Path, *options: str) -> Iterator[ServerProcess]:
    """Run a server of this project, on a store of its own."""
    command = [sys.executable, "-m", "kg", "serve", "--port", "0", "-d", str(directory), *options]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        try:
            with httpx.Client(base_url=process.stdout.readline().split()[0], timeout=60) as client:
                yield ServerProcess(client, process.pid)
        finally:
            process.terminate()


def read_data(tests: Iterable[Test]) -> Iterator[ox.Quad]:
    """Yield the data of all tests, each file in the graphs that tests call it."""
    files = {(graph, file) for test in tests for graph, file in test.files.items()}
    for graph, file in sorted(files):
        format = ox.RdfFormat.from_extension(file.suffix.lstrip("."))
        base = HOME + "/".join(file.parts[-2:])
        for quad in ox.parse(file.read_bytes(), format=format, base_iri=base, rename_blank_nodes=True):
            yield ox.Quad(quad.subject, quad.predicate, quad.object, ox.NamedNode(graph))


def run_test(test: Test, client: httpx.Client, store: ox.Store) -> Outcome:
    """Run a test over HTTP and, where it is about the engine, in this process."""
    if test.kind == "ProtocolTest":
        problems = [_ask_protocol(request, client) for request in test.requests]
        return Outcome(test, "; ".join(filter(None, problems)), alone=False)
    assert test.query
    text = f"BASE <{HOME}{'/'.join(test.query.parts[-2:])}>\n{test.query.read_text(encoding='utf-8')}"
    if "Syntax" in test.kind:
        positive = test.kind.startswith("Positive")
        response = client.post("/sparql", data={"query": text})
        problem = "" if response.status_code == (200 if positive else 400) else _tell(response)
        return Outcome(test, problem, alone=_is_well_formed(text) == positive)
    return Outcome(test, _ask_result(test, text, client), alone=_ask_alone(test, text, store))


def _tell(response: httpx.Response) -> str:
    return f"status {response.status_code} {response.text.strip()[:90]}"


def _is_well_formed(text: str) -> bool:
    try:
        ox.Store().query(text)
    except SyntaxError:
        return False
    except (OSError, RuntimeError):
        pass  # well-formed, but it asks another endpoint or for a function that is not there
    return True


def _ask_result(test: Test, text: str, client: httpx.Client) -> str:
    """Ask a test's query over HTTP in the format of the expected result; return what is wrong with the answer."""
    assert test.result
    parameters: dict[str, str | tuple[str, ...]] = {"query": text}
    if "FROM" not in find_keywords(text):
        parameters |= {"default-graph-uri": test.default or (NOWHERE,), "named-graph-uri": test.named}
    response = client.post("/sparql", data=parameters, headers={"accept": MEDIA_TYPES[test.result.suffix]})
    if response.status_code != 200:
        return _tell(response)
    same = are_same(response.content, test.result.read_bytes(), test.result.suffix)
    return "" if same else "another result"


def _ask_alone(test: Test, text: str, store: ox.Store) -> bool:
    """Return whether pyoxigraph, asked in this process, answers as expected."""
    assert test.result
    default = [ox.NamedNode(name) for name in test.default]
    named = [ox.NamedNode(name) for name in test.named]
    suffix = test.result.suffix
    try:
        if "FROM" in find_keywords(text):
            results = store.query(text)
        else:
            results = store.query(text, default_graph=list(default), named_graphs=list(named))
        if isinstance(results, ox.QueryTriples):
            data = results.serialize(format=ox.RdfFormat.TURTLE)
        else:
            data = results.serialize(format=FORMATS.get(suffix, ox.QueryResultsFormat.XML))
    except (SyntaxError, OSError, RuntimeError, ValueError):
        return False
    return are_same(data or b"", test.result.read_bytes(), suffix)


def _ask_protocol(request: Request, client: httpx.Client) -> str:
    path = request.path.replace("/sparql/", "/sparql", 1)
    response = client.request(request.method, path, headers=dict(request.headers), content=request.body)
    if str(response.status_code)[0] not in request.statuses:
        return _tell(response)
    media_type = response.headers["content-type"].partition(";")[0]
    if request.format and media_type not in ANSWERS[request.format]:
        return f"answered as {media_type}"
    if request.truth and response.json()["boolean"] != (request.truth == "true"):
        return f"answered {response.text}"
    return ""
