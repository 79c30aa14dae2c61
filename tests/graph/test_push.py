"""Pushing a build into real servers: what they then hold, what a second push sends, and what stops or delays one."""

import dataclasses
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest

from kg.errors import InputError
from kg.evaluate.server_graph import make_graph
from kg.graph.endpoints import ATTEMPTS, HEADER, PASSWORD, USER, Endpoint, add_prefixes, query_endpoint
from kg.graph.inference import INFERRED
from kg.graph.protocols import Protocol
from kg.graph.push import GENERATED, Pushed, Target, push_store
from kg.graph.store import VOCABULARY, open_store, write_parts, write_store
from kg.model import KnowledgeGraph
from tests.graph.sample import make_sample
from tests.graph.servers import Server, run_oxigraph, run_virtuoso

ROOT = Path(__file__).parents[2]
DOCUMENT = "https://example.org/kg/document/d__1_星火"


@pytest.fixture
def oxigraph() -> Iterator[Server]:
    with run_oxigraph() as server:
        yield server


@pytest.fixture(scope="module")
def virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with run_virtuoso(tmp_path_factory.mktemp("virtuoso")) as server:
        yield server


@pytest.fixture
def build(tmp_path: Path) -> Path:
    write_store(make_sample(), tmp_path)
    return tmp_path


@pytest.fixture(autouse=True)
def no_login(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (USER, PASSWORD, HEADER):
        monkeypatch.delenv(name, raising=False)


def change_sample() -> KnowledgeGraph:
    """The sample a day later: one fact gone, one no longer asserted, one surer than it was."""
    sample = make_sample()
    facts = dict(sample.facts)
    del facts["f10"]
    facts["f03"] = dataclasses.replace(facts["f03"], status="former")
    facts["f01"] = dataclasses.replace(facts["f01"], confidence=0.95)
    return KnowledgeGraph(sample.documents, sample.entities, facts, sample.annotations)


def list_lines(directory: Path, *graphs: ox.NamedNode | ox.DefaultGraph) -> set[str]:
    """The triples of these graphs of a build's store as N-Triples."""
    store = open_store(directory)
    quads = [quad for graph in graphs for quad in store.quads_for_pattern(None, None, None, graph)]
    return set(ox.serialize([quad.triple for quad in quads], format=ox.RdfFormat.N_TRIPLES).decode().splitlines())


def list_main(directory: Path) -> set[str]:
    return list_lines(directory, ox.DefaultGraph(), INFERRED)


def make_target(server: Server, protocol: Protocol = Protocol.update, **options: object) -> Target:
    url = server.update if protocol is Protocol.update else server.graph_store
    return Target(Endpoint(url), protocol, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize("protocol", Protocol)
def test_the_endpoint_holds_the_store_and_then_only_the_difference_is_sent(oxigraph, build, protocol):
    target = make_target(oxigraph, protocol, batch=100)
    first = push_store(build, target)
    old = list_main(build)
    vocabulary = oxigraph.read(VOCABULARY.value)
    assert oxigraph.read() == old and not any(" _:" in line or line.startswith("_:") for line in vocabulary)
    named = {line for line in vocabulary if GENERATED not in line}
    assert named == {line for line in list_lines(build, VOCABULARY) if "_:" not in line} and len(named) > 1_000
    assert first == Pushed(len(old) + len(vocabulary), 0, len(old) + len(vocabulary))

    write_store(change_sample(), build)
    new = list_main(build)
    second = push_store(build, target)
    assert oxigraph.read() == new
    if protocol is Protocol.update:
        assert (second.added, second.removed) == (len(new - old), len(old - new))
    assert second.total == len(new) + len(vocabulary) and 0 < len(new - old) < 20 < len(old)


@pytest.mark.parametrize("protocol", Protocol)
def test_nothing_new_asks_nothing_of_the_endpoint(build, protocol):
    with run_oxigraph() as server:
        total = push_store(build, make_target(server, protocol)).total
    assert push_store(build, make_target(server, protocol)) == Pushed(0, 0, total)


def test_conclusions_can_be_left_out_and_taken_back(oxigraph, build):
    push_store(build, make_target(oxigraph))
    pushed = push_store(build, make_target(oxigraph, infer=False))
    assert oxigraph.read() == list_lines(build, ox.DefaultGraph())
    assert pushed.removed == len(list_lines(build, INFERRED)) > 0


def test_a_main_graph_with_a_name(oxigraph, build):
    push_store(build, make_target(oxigraph, graph="http://example.com/新闻"))
    assert oxigraph.read("http://example.com/新闻") == list_main(build) and oxigraph.read() == set()


@pytest.mark.parametrize("protocol", Protocol)
def test_graphs_by_document_hold_facts_and_evidence(oxigraph, build, protocol):
    push_store(build, make_target(oxigraph, protocol, by_document=True))
    main, own = oxigraph.read(), oxigraph.read(DOCUMENT)
    assert main | own == list_main(build) and not main & own
    assert own and not any(line.startswith("<https://example.org/kg/entity/") for line in own)
    assert not any(
        line.startswith(f"<https://example.org/kg/{space}/") for space in ("fact", "evidence") for line in main
    )
    write_store(change_sample(), build)
    push_store(build, make_target(oxigraph, protocol, by_document=True))
    assert oxigraph.read() | oxigraph.read(DOCUMENT) == list_main(build)


def test_a_fact_told_by_two_documents_stands_in_both_graphs(oxigraph, tmp_path):
    sample = make_sample()
    (doc,) = sample.documents.values()
    other = dataclasses.replace(doc, id="d2")
    fact = sample.facts["f02"]
    proofs = (*fact.proofs, dataclasses.replace(fact.proofs[0], document="d2"))
    facts = {"f02": dataclasses.replace(fact, proofs=proofs)}
    write_store(KnowledgeGraph({doc.id: doc, "d2": other}, sample.entities, facts), tmp_path)
    push_store(tmp_path, make_target(oxigraph, by_document=True))
    one, two = oxigraph.read(DOCUMENT), oxigraph.read("https://example.org/kg/document/d2")
    subjects = [{line.split()[0] for line in lines} for lines in (one, two)]
    assert "<https://example.org/kg/fact/f02>" in subjects[0] & subjects[1]
    assert len([line for line in one & two if "/fact/f02>" in line.split()[0]]) > 5
    assert not any("evidence/" in subject for subject in subjects[0] & subjects[1])


@pytest.mark.parametrize("protocol", Protocol)
def test_whole_clears_what_others_did_to_these_graphs(oxigraph, build, protocol):
    push_store(build, make_target(oxigraph, protocol))
    httpx.post(
        oxigraph.update, data={"update": "CLEAR ALL ; INSERT DATA { <urn:x> <urn:y> <urn:z> }"}
    ).raise_for_status()
    httpx.post(oxigraph.update, data={"update": "INSERT DATA { GRAPH <urn:g> { <urn:x> <urn:y> <urn:z> } }"})
    pushed = push_store(build, make_target(oxigraph, protocol), whole=True)
    assert oxigraph.read() == list_main(build) and oxigraph.read("urn:g")
    assert pushed.added == pushed.total == pushed.removed


def test_a_push_that_was_killed_goes_on_where_it_was(oxigraph, tmp_path):
    write_parts([make_graph(20_000)], tmp_path)
    whole = list_lines(tmp_path, ox.DefaultGraph())
    command = [sys.executable, "-m", "kg", "push", oxigraph.update, "-d", str(tmp_path), "--batch", "40"]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    while len(oxigraph.read()) < 2_000:
        assert process.poll() is None
    process.kill()
    process.wait()
    there = oxigraph.read()
    assert there < whole
    pushed = push_store(tmp_path, make_target(oxigraph))
    assert oxigraph.read() == whole and pushed.total == len(whole)
    assert len(whole) - len(there) <= pushed.added <= len(whole) - len(there) + 40


def test_virtuoso_takes_a_push_and_its_difference(virtuoso, build, monkeypatch):
    monkeypatch.setenv(USER, virtuoso.user)
    monkeypatch.setenv(PASSWORD, "dba")
    for protocol in Protocol:
        write_store(make_sample(), build)
        name = f"http://example.com/{protocol.value}/星火"
        target = make_target(virtuoso, protocol, graph=name)
        push_store(build, target)
        assert len(virtuoso.read(name)) == len(list_main(build))
        write_store(change_sample(), build)
        push_store(build, target)
        assert len(virtuoso.read(name)) == len(list_main(build))
        query = "SELECT ?l ?c %s { ?f kg:confidence ?c ; rdf:object ?o . ?o skos:prefLabel ?l }"
        local = open_store(build).query(add_prefixes(query % ""))
        there = query_endpoint(Endpoint(virtuoso.query), query % f"FROM <{name}>")
        expected = {(row["l"], float(row["c"].value)) for row in local}
        assert {(row["l"], float(row["c"].value)) for row in there} == expected and len(expected) > 5


def test_virtuoso_refuses_strangers_in_one_line(virtuoso, build, monkeypatch):
    monkeypatch.setenv(USER, virtuoso.user)
    monkeypatch.setenv(PASSWORD, "wrong")
    for protocol in Protocol:
        with pytest.raises(InputError, match=rf"refused \(401 [^\n]*\); set {USER} and {PASSWORD}, or {HEADER} in the"):
            push_store(build, make_target(virtuoso, protocol, graph="http://example.com/g"))


Answer = tuple[int, dict[str, str]]


@contextmanager
def run_fake(answers: Sequence[Answer | None]) -> Iterator[tuple[str, list[dict[str, str]]]]:
    """Run a server that gives these answers in turn, then 204; None hangs up. Yields its address and what it is sent."""
    waiting = list(answers)
    seen: list[dict[str, str]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            seen.append(dict(self.headers))
            self.rfile.read(int(self.headers["Content-Length"]))
            answer = waiting.pop(0) if waiting else (204, {})
            if answer is None:
                self.close_connection = True
                return
            self.send_response(answer[0])
            for name, value in {"Content-Length": "0", **answer[1]}.items():
                self.send_header(name, value)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/update", seen
        server.shutdown()


def test_a_busy_server_is_asked_again_after_ever_longer_pauses(build):
    pauses: list[float] = []
    with run_fake([(503, {}), None, (429, {"Retry-After": "7"}), (502, {})]) as (url, seen):
        pushed = push_store(build, Target(Endpoint(url, pause=pauses.append), batch=10_000))
    assert pauses == [1.0, 2.0, 7.0, 8.0] and len(seen) == 5
    assert pushed.added == pushed.total > 0


def test_a_server_that_stays_away_ends_in_one_line_and_the_next_push_sends_the_rest(build):
    pauses: list[float] = []
    with run_fake([(204, {}), *[(503, {})] * ATTEMPTS]) as (url, seen):
        with pytest.raises(InputError, match=r"^http://127\.0\.0\.1:\d+/update: refused \(503 Service Unavailable\)$"):
            push_store(build, Target(Endpoint(url, pause=pauses.append), batch=100))
        assert len(pauses) == ATTEMPTS - 1 and len(seen) == 1 + ATTEMPTS
        again = push_store(build, Target(Endpoint(url), batch=100))
    assert again.added == again.total - 100


def test_a_header_from_the_environment_is_sent(build, monkeypatch):
    monkeypatch.setenv(HEADER, "Authorization: Bearer 秘密".encode("ascii", "ignore").decode() + "abc")
    with run_fake([]) as (url, seen):
        push_store(build, Target(Endpoint(url)))
    assert {headers["Authorization"] for headers in seen} == {"Bearer abc"}
    monkeypatch.setenv(HEADER, "abc")
    with pytest.raises(InputError, match=f"{HEADER}: no HTTP header; write it as Name: value"):
        Endpoint(url)


@pytest.fixture
def kg(capfd, monkeypatch) -> Callable[..., tuple[int, str, str]]:
    """Run the command line in this process."""
    from kg.cli import main

    def run(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["kg", *map(str, arguments)])
        status = 0
        try:
            main()
        except SystemExit as ended:
            status = ended.code if isinstance(ended.code, int) else 0
        return status, *capfd.readouterr()

    return run


def test_the_command_pushes_and_asks(kg, oxigraph, build):
    status, out, err = kg("push", oxigraph.update, "-d", build)
    assert (status, err) == (0, "") and out.endswith(" there now\n")
    for query in ("brands_of_company", "SELECT ?l { ?c a kg:Company ; skos:prefLabel ?l } ORDER BY ?l"):
        for form in ("table", "csv", "json"):
            here = kg("query", query, "-d", build, "-f", form)
            assert here[0] == 0 and here == kg("query", query, "--endpoint", oxigraph.query, "-f", form)
    here = kg("query", "DESCRIBE entity:yuenan", "-d", build, "-f", "ttl")
    assert "kg:Country" in here[1] and here == kg(
        "query", "DESCRIBE entity:yuenan", "--endpoint", oxigraph.query, "-f", "ttl"
    )
    assert kg("query", "ASK { ?c a kg:Company }", "--endpoint", oxigraph.query)[1] == "yes\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["push", "localhost:3030"], "localhost:3030: no endpoint; an address such as http://localhost:3030/kg/update"),
        (["push", "{home}/nothing"], "/nothing: refused POST (404 Not Found); the address of the store's query,"),
        (["push", "{home}/update", "--graph", "my graph"], "--graph my graph: names no graph ("),
        (["query", "SELECT ?", "--endpoint", "{home}/query"], "/query: refused (400 Bad Request); it says: "),
        (
            ["query", "ASK {{}}", "--endpoint", "{home}/store"],
            "/store: refused POST (415 Unsupported Media Type); the address of",
        ),
    ],
)
def test_errors_are_one_line(kg, oxigraph, build, arguments, message):
    filled = [argument.format(home=oxigraph.query.removesuffix("/query")) for argument in arguments]
    status, out, err = kg(*filled, *(["-d", build] if "push" in arguments else []))
    assert status == 1 and out == "" and err.startswith("kg: ") and err.count("\n") == 1 and message in err, err


def test_two_pushes_at_once_are_refused(build):
    target = Target(Endpoint("http://127.0.0.1:9/update"))
    from kg.graph.push import _open_record

    held = _open_record(build, target)
    with pytest.raises(InputError, match="another push to http://127.0.0.1:9/update is at work; wait for its end"):
        push_store(build, target)
    del held


def test_prefixes_are_added_where_a_query_uses_and_does_not_declare_them():
    assert add_prefixes("prefix KG: <urn:x> ASK { ?s a kg:A , skos:B }").startswith("PREFIX skos: <")
    assert add_prefixes("ASK { ?s <http://x/kg:a> 'x' }").startswith("ASK")
