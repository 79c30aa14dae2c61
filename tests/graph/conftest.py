"""The sample graph, and what is made of it, for every test of the graph."""

import pyoxigraph as ox
import pytest

from kg.graph.rdf import make_quads
from kg.model import KnowledgeGraph
from tests.graph.sample import make_sample


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
