"""The nodes of one component and their ties in, a place in pixels for each out.

Things of one kind around one hub (a company's brands, its countries) are gathered: an unseen node stands between the
hub and each such bunch. The whole picture is placed so, and each island of an overview.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import atan2, cos, log2, sin, sqrt

import numpy as np

from kg.view.adjacency import Adjacency, list_pairs
from kg.view.boxes import Box
from kg.view.islands import place_islands
from kg.view.networks import Pairs, lay_out, measure_distances
from kg.view.scene import Scene
from kg.view.stress import Array, place_by_stress

STRESS_LIMIT = 450  # nodes of a component; larger ones are placed community by community
MANY = 1500  # nodes of a community; past it distances of all pairs cost seconds
ASPECT = 1.05  # of the room between the page's sides
CROWD = 60  # nodes
BUNCH = 3  # leaves of one kind around one hub that make a bunch
STEP = 118.0  # pixels of an edge of ideal length 1
CROWDED = 0.025  # by how much an edge is longer for each edge that its busier end has
WEAK = 0.4  # by how much a tie through an event alone is longer
LABEL = 13.0  # pixels, a label's size at zoom 1


def measure_radius(importance: float) -> float:
    """Return a thing's radius in pixels at zoom 1."""
    return 7.0 + 21.0 * importance


def measure_label(text: str) -> float:
    """Return a label's width in pixels at zoom 1: a Chinese character is a square, a Latin one about half."""
    return LABEL * sum(1.0 if ord(char) > 0x2E7F else 0.56 for char in text)


def make_box(label: str, radius: float) -> Box:
    """Return the room a node needs: its shape and the label below it, with a little air."""
    return Box(0.0, 0.0, max(radius, measure_label(label) / 2) + 7, radius + LABEL * 0.75 + 6)


def lift_label(event: bool) -> float:
    """Return how far above the middle of its box a node stands, pixels: half its label's height."""
    return 0.0 if event else LABEL * 0.75


def find_bunches(scene: Scene, ties: Adjacency) -> dict[tuple[int, str], list[int]]:
    """Return the leaves of one kind that hang from one hub, where there are at least BUNCH of them."""
    bunches: defaultdict[tuple[int, str], list[int]] = defaultdict(list)
    for place in sorted(ties):
        if len(ties[place]) == 1:
            (hub,) = ties[place]
            bunches[hub, scene.nodes[place].kind].append(place)
    return {key: leaves for key, leaves in sorted(bunches.items()) if len(leaves) >= BUNCH}


def place_component(
    part: Sequence[int],
    ties: Adjacency,
    bunches: Mapping[tuple[int, str], Sequence[int]],
    boxes: Sequence[Box] | Mapping[int, Box],
) -> None:
    """Set the places of one component's boxes around the origin, its longest axis level."""
    if len(part) == 1:
        return

    def place(nodes: Sequence[int]) -> Array:
        return place_connected(nodes, ties, bunches)

    places = place(part) if len(part) <= STRESS_LIMIT else place_islands(part, ties, place)
    for node, (x, y) in zip(part, make_room(turn_level(places), [boxes[node] for node in part]), strict=True):
        boxes[node].x, boxes[node].y = float(x), float(y)


def place_connected(part: Sequence[int], ties: Adjacency, bunches: Mapping[tuple[int, str], Sequence[int]]) -> Array:
    """Return places in pixels of connected nodes, in their order."""
    within = set(part)
    edges, count = make_springs(part, ties, {key: leaves for key, leaves in bunches.items() if key[0] in within})
    pairs = [(a, b) for a, b, _ in edges]
    if count > MANY:
        return place_by_forces(count, pairs)[: len(part)]
    distances = np.array(measure_distances(count, pairs, [length for _, _, length in edges]), dtype=np.float64)
    return place_by_stress(distances)[: len(part)] * STEP


def make_springs(
    part: Sequence[int], ties: Adjacency, bunches: Mapping[tuple[int, str], Sequence[int]]
) -> tuple[list[tuple[int, int, float]], int]:
    """Return (end, end, length) over places in `part`, unseen nodes of bunches after them, and the number of nodes.

    An edge between two hubs is longer, so that what hangs from each has room.
    """
    index = {place: number for number, place in enumerate(part)}
    bunched = {(key[0], leaf) for key, leaves in bunches.items() for leaf in leaves}
    edges = []
    for a, b in sorted(list_pairs(ties, part)):
        if (a, b) not in bunched and (b, a) not in bunched:
            less, more = sorted((len(ties[a]), len(ties[b])))
            weak = WEAK if ties[a][b]["weight"] < 1 else 0.0
            edges.append((index[a], index[b], 0.9 + 0.5 * log2(less) + CROWDED * min(more, 40) + weak))
    for number, (key, leaves) in enumerate(sorted(bunches.items()), start=len(part)):
        spread = 0.4 * sqrt(len(leaves))
        edges.append((index[key[0]], number, 0.7 + spread * 0.5 + CROWDED * min(len(ties[key[0]]), 40)))
        edges += [(index[leaf], number, spread) for leaf in leaves]
    return edges, len(part) + len(bunches)


def place_by_forces(count: int, pairs: Pairs) -> Array:
    """Return places for a community too large for stress, by Fruchterman and Reingold's forces."""
    turns = np.arange(count) * 2.399963
    start = np.column_stack([np.cos(turns), np.sin(turns)]) * np.sqrt(np.arange(count))[:, None]
    places = np.array(lay_out(count, pairs, start.tolist(), steps=400), dtype=np.float64)
    ends = np.array(pairs)
    typical = float(np.median(np.linalg.norm(places[ends[:, 0]] - places[ends[:, 1]], axis=1)))
    return places * (STEP * 1.3 / max(typical, 1e-6))


def make_room(places: Array, boxes: Sequence[Box]) -> Array:
    """Return places spread so that the boxes of a crowd would cover at most a third of where most of them lie."""
    if len(boxes) < CROWD:
        return places
    low, high = np.quantile(places, [0.1, 0.9], axis=0)
    needed = 3 * 0.8 * sum(4 * box.half_width * box.half_height for box in boxes)
    return places * max(1.0, sqrt(needed / float(np.prod(np.maximum(high - low, STEP)))))


def turn_level(places: Array) -> Array:
    """Return places turned so that the longest axis is level, and bent a little towards the shape of the window."""
    centred = places - places.mean(axis=0)
    (xx, xy), (_, yy) = centred.T @ centred
    angle = 0.5 * atan2(2 * xy, xx - yy)
    turned = centred @ np.array([[cos(angle), -sin(angle)], [sin(angle), cos(angle)]])
    width, height = np.maximum(np.ptp(turned, axis=0), 1.0)
    squeeze = min(1.4, max(1.0, width / height / ASPECT))
    return np.asarray(turned * np.array([squeeze**-0.4, squeeze**0.6]), dtype=np.float64)
