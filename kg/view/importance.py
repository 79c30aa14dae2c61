"""A scene's nodes in, how much each matters and which community it belongs to out.

Importance is PageRank over undirected edges, a relation counting twice as much as a part in an event: in news, what
many things point to and what points to many things are equally worth seeing. Nodes are integers inside, because sets of
strings iterate in another order in each run and both algorithms would follow that order.
"""

from collections.abc import Mapping, Sequence
from math import sqrt

import igraph  # type: ignore[import-untyped]
import networkx as nx  # type: ignore[import-untyped]

from kg.view.scene import Scene

RELATION_WEIGHT = 2.0
EVENT_WEIGHT = 1.0


def make_network(scene: Scene) -> "nx.Graph[int]":
    """Return the undirected weighted graph of a scene over the places of its nodes; parallel edges add up."""
    places = {node.id: place for place, node in enumerate(scene.nodes)}
    network: nx.Graph[int] = nx.Graph()
    network.add_nodes_from(range(len(scene.nodes)))
    for edge in scene.edges:
        source, target = places[edge.source], places[edge.target]
        if source == target:
            continue
        weight = EVENT_WEIGHT if scene.nodes[source].event else RELATION_WEIGHT
        known = network.get_edge_data(source, target, {"weight": 0.0})["weight"]
        network.add_edge(source, target, weight=known + weight)
    return network


def measure_importance(network: "nx.Graph[int]") -> list[float]:
    """Return each node's importance in [0, 1], by place; 1 is the most important node's."""
    if not network.number_of_nodes():
        return []
    edges = [(a, b) for a, b in network.edges]
    ranks = igraph.Graph(network.number_of_nodes(), edges).pagerank(
        directed=False, weights=[network.edges[edge]["weight"] for edge in edges] or None
    )
    return scale_ranks(ranks)


def scale_ranks(ranks: Sequence[float]) -> list[float]:
    """Return ranks in [0, 1]: the square root of where each is between least and most, as areas of circles compare."""
    low, high = min(ranks), max(ranks)
    return [sqrt((rank - low) / (high - low)) if high > low else 0.5 for rank in ranks]


def find_communities(network: "nx.Graph[int]") -> Mapping[int, int]:
    """Return the community of each node, 0 the largest; the same for the same graph."""
    parts = nx.community.louvain_communities(network, weight="weight", seed=1)
    ordered = sorted(parts, key=lambda part: (-len(part), min(part)))
    return {node: number for number, part in enumerate(ordered) for node in part}
