"""Real SPARQL stores on this machine for tests: Oxigraph's server and Virtuoso, each on free ports of the loopback."""

import socket
import subprocess
import sysconfig
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

VIRTUOSO_CONFIGURATION = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {folder}/virtuoso-temp.db
TransactionFile = {folder}/virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
NumberOfBuffers = 4000
DirsAllowed = {folder}
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 4
"""


@dataclass(frozen=True, slots=True)
class Server:
    """The addresses of a store's services; `user` is who may write, empty where anybody may."""

    query: str
    update: str
    graph_store: str
    user: str = ""

    def read(self, graph: str = "") -> set[str]:
        """Return what is in a graph, the default graph without a name, as lines of N-Triples."""
        pattern = f"GRAPH <{graph}> {{ ?s ?p ?o }}" if graph else "?s ?p ?o"
        text = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {pattern} }}"
        response = httpx.post(self.query, data={"query": text}, headers={"Accept": "application/n-triples"})
        return set(response.raise_for_status().content.decode().splitlines())


def find_ports(count: int) -> list[int]:
    """Return ports that nobody listens at."""
    held = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [each.getsockname()[1] for each in held]
    for each in held:
        each.close()
    return ports


@contextmanager
def run_oxigraph(folder: Path | None = None) -> Iterator[Server]:
    """Run an Oxigraph server in memory or on a folder."""
    (port,) = find_ports(1)
    program = Path(sysconfig.get_path("scripts")) / "oxigraph"
    command = [str(program), "serve", "--bind", f"127.0.0.1:{port}", *(["-l", str(folder)] if folder else [])]
    home = f"http://127.0.0.1:{port}"
    with _run(command, "Listening"):
        yield Server(f"{home}/query", f"{home}/update", f"{home}/store")


@contextmanager
def run_virtuoso(folder: Path) -> Iterator[Server]:
    """Run a Virtuoso server; dba, whose password is dba, may write."""
    http, sql = find_ports(2)
    configuration = folder / "virtuoso.ini"
    configuration.write_text(VIRTUOSO_CONFIGURATION.format(folder=folder, http=http, sql=sql), encoding="utf-8")
    home = f"http://127.0.0.1:{http}"
    with _run(["virtuoso-t", "+foreground", "+configfile", str(configuration)], "Server online"):
        yield Server(f"{home}/sparql", f"{home}/sparql-auth", f"{home}/sparql-graph-crud-auth", "dba")


@contextmanager
def _run(command: list[str], ready: str) -> Iterator[None]:
    """Run a command from the line of its output that says that it is ready."""
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        try:
            assert process.stdout
            told = []
            for line in process.stdout:
                told.append(line)
                if ready in line:
                    break
            else:
                raise AssertionError(f"{command[0]} did not start: {''.join(told)}")
            yield
        finally:
            process.kill()
