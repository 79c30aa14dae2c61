"""A scene of any size in, how much each node matters and which community it belongs to out, in seconds for a million.

What `kg.view.importance` finds for a page through networkx, whose Louvain takes minutes at a million edges.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

import igraph  # type: ignore[import-untyped]

from kg.view.importance import EVENT_WEIGHT, RELATION_WEIGHT, scale_ranks
from kg.view.scene import Scene

ROUNDS = 4  # of Leiden's algorithm; later ones change little


@dataclass(frozen=True, slots=True)
class Weights:
    """By place of node: importance in [0, 1], and the number of its community, 0 the one that matters most."""

    importance: Sequence[float]
    community: Sequence[int]


def weigh_scene(scene: Scene, places: Mapping[str, int]) -> Weights:
    """Return the weights of a scene's nodes; the same scene has the same."""
    count = len(scene.nodes)
    if not count:
        return Weights([], [])
    ends = [(places[edge.source], places[edge.target]) for edge in scene.edges]
    network = igraph.Graph(count, ends)
    network.es["weight"] = [EVENT_WEIGHT if scene.nodes[a].event else RELATION_WEIGHT for a, _ in ends]
    network.simplify(combine_edges={"weight": "sum"})
    weights = network.es["weight"] or None
    importance = scale_ranks(network.pagerank(directed=False, weights=weights))
    igraph.set_random_number_generator(Random(1))
    parts = network.community_leiden("modularity", weights=weights, n_iterations=ROUNDS)
    return Weights(importance, number_parts(list(parts), importance))


def number_parts(parts: Sequence[Sequence[int]], importance: Sequence[float]) -> list[int]:
    """Return the community of each node, numbered by how much their nodes matter together."""
    ordered = sorted(parts, key=lambda part: (-sum(importance[node] ** 2 for node in part), min(part)))
    numbers = [0] * len(importance)
    for number, part in enumerate(ordered):
        for node in part:
            numbers[node] = number
    return numbers
