"""The sample graph, what is made of it, and servers to push it to, for every test of the graph."""

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.graph.endpoints import HEADER, PASSWORD, USER
from kg.graph.rdf import make_quads
from kg.graph.store import write_store
from kg.model import KnowledgeGraph
from tests.graph.sample import make_sample
from tests.graph.servers import Server, run_oxigraph, run_virtuoso


@pytest.fixture(scope="session")
def sample() -> KnowledgeGraph:
    return make_sample()


@pytest.fixture(scope="session")
def quads(sample: KnowledgeGraph) -> list[ox.Quad]:
    return make_quads(sample)


@pytest.fixture(scope="session")
def memory(quads: list[ox.Quad]) -> ox.Store:
    """The sample's asserted triples in memory."""
    store = ox.Store()
    store.bulk_extend(quads)
    return store


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
