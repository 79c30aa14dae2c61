"""A large component in, places for its things out: each community an island, islands near those they have ties with.

Placing communities one by one costs little where placing all at once costs the square of their number, and a reader of
a large picture looks for groups first.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from math import cos, pi, sin

import numpy as np

from kg.view.adjacency import Adjacency, find_components, list_pairs
from kg.view.boxes import Box, part_boxes
from kg.view.networks import find_communities, measure_distances
from kg.view.stress import Array, place_by_stress

TURNS = 16  # ways an island is turned to bring its ties to other islands near
GAP = 40.0  # pixels between islands
CLOSE = 0.86  # islands are round and their rims thin, so they may come this much nearer than their radii say

Placer = Callable[[Sequence[int]], Array]


def place_islands(part: Sequence[int], ties: Adjacency, place: Placer) -> Array:
    """Return places, in the order of `part`, of a component too large for `place`, which places connected nodes."""
    islands = find_islands(part, ties)
    inside = [place(island) for island in islands]
    inside = [places - (places.min(axis=0) + places.max(axis=0)) / 2 for places in inside]
    radii = np.array([float(np.linalg.norm(places, axis=1).max(initial=0.0)) + GAP for places in inside])
    home = {node: number for number, island in enumerate(islands) for node in island}
    middles = place_middles(radii, ties, home)
    found: dict[int, tuple[float, float]] = {}
    for number, island in enumerate(islands):
        turned = turn_island(inside[number], island, middles, home, ties, number)
        found.update(zip(island, (turned + middles[number]).tolist(), strict=True))
    return np.array([found[node] for node in part])


def find_islands(part: Sequence[int], ties: Adjacency) -> list[list[int]]:
    """Return the connected pieces of communities, largest first."""
    number = {node: place for place, node in enumerate(part)}
    within = {
        (min(number[a], number[b]), max(number[a], number[b])): ties[a][b]["weight"] for a, b in list_pairs(ties, part)
    }
    groups: defaultdict[int, list[int]] = defaultdict(list)
    for node, community in zip(part, find_communities(len(part), within), strict=True):
        groups[community].append(node)
    pieces = [piece for group in groups.values() for piece in find_components(ties, group)]
    return sorted(pieces, key=lambda piece: (-len(piece), piece[0]))


def place_middles(radii: Array, ties: Adjacency, home: Mapping[int, int]) -> Array:
    """Return the middle of each island: those with ties side by side, none upon another."""
    ends = ((home[a], home[b]) for a, b in list_pairs(ties, home))
    pairs = sorted({(min(a, b), max(a, b)) for a, b in ends if a != b})
    lengths = [(radii[a] + radii[b]) * CLOSE for a, b in pairs]
    distances = np.array(measure_distances(len(radii), pairs, lengths), dtype=np.float64)
    places = place_by_stress(distances)
    boxes = [Box(x, y, r * CLOSE, r * CLOSE) for (x, y), r in zip(places.tolist(), radii.tolist(), strict=True)]
    part_boxes(boxes)
    return np.array([[box.x, box.y] for box in boxes])


def turn_island(
    places: Array, island: Sequence[int], middles: Array, home: Mapping[int, int], ties: Adjacency, own: int
) -> Array:
    """Return an island's places turned or mirrored so that its ties to others are short."""
    ends = [(k, home[b]) for k, a in enumerate(island) for b in ties[a] if home.get(b, own) != own]
    if not ends:
        return places
    from_these, to_these = np.array(ends).T
    pull = middles[to_these] - middles[own]
    best, least = places, np.inf
    for mirror in (1.0, -1.0):
        for turn in range(TURNS):
            angle = 2 * pi * turn / TURNS
            turned = (places * [1.0, mirror]) @ np.array([[cos(angle), sin(angle)], [-sin(angle), cos(angle)]])
            cost = float(np.linalg.norm(turned[from_these] - pull, axis=1).sum())
            if cost < least - 1e-6:
                best, least = turned, cost
    return best
