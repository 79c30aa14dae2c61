"""What igraph's core finds by itself is what the whole of igraph finds."""

import subprocess
import sys
from random import Random

import igraph  # type: ignore[import-untyped]

from kg.view.networks import find_communities, lay_out, measure_distances, part_network

CHANCE = Random(5)
COUNT = 60
PAIRS = sorted({tuple(sorted(CHANCE.sample(range(COUNT), 2))) for _ in range(70)})
LENGTHS = [CHANCE.uniform(0.5, 3.0) for _ in PAIRS]


def make_whole() -> igraph.Graph:
    igraph.set_random_number_generator(Random(1))
    return igraph.Graph(COUNT, PAIRS)


def test_core_finds_what_the_whole_library_finds() -> None:
    assert (
        find_communities(COUNT, dict(zip(PAIRS, LENGTHS, strict=True)))
        == make_whole().community_multilevel(LENGTHS).membership
    )
    assert part_network(COUNT, PAIRS) == list(make_whole().connected_components())
    assert measure_distances(COUNT, PAIRS, LENGTHS) == make_whole().distances(weights=LENGTHS)
    start = [[float(place), 1.0] for place in range(COUNT)]
    laid = make_whole().layout_fruchterman_reingold(niter=9, seed=start, grid="auto")
    assert lay_out(COUNT, PAIRS, start, steps=9) == laid.coords


def test_network_without_an_edge_or_a_node() -> None:
    assert (find_communities(0, {}), part_network(0, []), measure_distances(0, [], [])) == ([], [], [])
    assert (find_communities(2, {}), part_network(2, [])) == ([0, 1], [[0], [1]])


def test_core_comes_without_the_rest_of_igraph_and_before_it() -> None:
    code = (
        "import sys; from kg.view.networks import find_communities; print(find_communities(3, {(0, 1): 1.0}));"
        "print('igraph' in sys.modules); import igraph; print(len(igraph.Graph(2, [(0, 1)]).components()))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.split("\n")[:3] == ["[0, 0, 1]", "False", "1"]
