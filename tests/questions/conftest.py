"""Two stores to ask: the small graph made by hand, and the packaged articles read by the whole pipeline."""

from pathlib import Path

import pyoxigraph as ox
import pytest

import kg
from kg.documents import read_documents
from kg.graph.rdf import make_quads
from kg.graph.store import list_parts
from kg.graph.telling import Teller
from kg.model import KnowledgeGraph
from kg.pipeline import build_graph
from tests.graph.sample import make_sample

ARTICLES = Path(kg.__file__).parent / "samples"


def make_store(graph: KnowledgeGraph) -> ox.Store:
    """Return a graph as a store in memory."""
    store = ox.Store()
    for part in list_parts(make_quads(graph), infer=True):
        store.bulk_extend(part)
    return store


@pytest.fixture(scope="session")
def store() -> ox.Store:
    return make_store(make_sample())


@pytest.fixture(scope="session")
def teller(store: ox.Store) -> Teller:
    return Teller(store)


@pytest.fixture(scope="session")
def packaged() -> ox.Store:
    return make_store(build_graph(read_documents([str(ARTICLES)])))
