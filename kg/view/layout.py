"""A scene in, a place in pixels for every node out, computed once so that the page opens at once.

Things of one kind around one hub (a company's brands, its countries) are gathered: an unseen node stands between the
hub and each such bunch. Components are placed one by one, labels get room, components are packed, events go between
their participants. The same scene gives the same places.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from math import atan2, cos, log2, pi, sin, sqrt
from random import Random

import igraph  # type: ignore[import-untyped]
import networkx as nx  # type: ignore[import-untyped]
import numpy as np

from kg.view.boxes import Box, Field, part_boxes
from kg.view.islands import place_islands
from kg.view.packing import pack_groups
from kg.view.scene import Scene
from kg.view.stress import Array, place_by_stress
from kg.view.weighing import make_network

STRESS_LIMIT = 450  # nodes of a component; larger ones are placed community by community
MANY = 1500  # nodes of a community; past it distances of all pairs cost seconds
ASPECT = 1.05  # of the room between the page's sides
CROWD = 60  # nodes
BUNCH = 3  # leaves of one kind around one hub that make a bunch
STEP = 118.0  # pixels of an edge of ideal length 1
CROWDED = 0.025  # by how much an edge is longer for each edge that its busier end has
WEAK = 0.4  # by how much a tie through an event alone is longer
LABEL = 13.0  # pixels, a label's size at zoom 1
EVENT_SIZE = 7.0


def measure_radius(importance: float) -> float:
    """Return a thing's radius in pixels at zoom 1."""
    return 7.0 + 21.0 * importance


def measure_label(text: str) -> float:
    """Return a label's width in pixels at zoom 1: a Chinese character is a square, a Latin one about half."""
    return LABEL * sum(1.0 if ord(char) > 0x2E7F else 0.56 for char in text)


def make_layout(scene: Scene, importance: Sequence[float]) -> list[tuple[int, int]]:
    """Return (x, y) by place of node; y grows downwards."""
    network = make_network(scene)
    boxes = [
        make_box(node.label, EVENT_SIZE if node.event else measure_radius(importance[place]))
        for place, node in enumerate(scene.nodes)
    ]
    things = [place for place, node in enumerate(scene.nodes) if not node.event]
    ties = join_participants(scene, network)
    parts = sorted(nx.connected_components(ties), key=lambda part: (-len(part), is_loose(scene, part), min(part)))
    bunches = find_bunches(scene, ties)
    for part in parts:
        place_component(sorted(part), ties, bunches, boxes)
        part_boxes([boxes[place] for place in sorted(part)])
    pack_groups([[boxes[place] for place in sorted(part)] for part in parts])
    place_events(scene, network, boxes)
    field = Field(boxes[place] for place in things)
    for place, node in enumerate(scene.nodes):
        if node.event:
            field.settle(boxes[place])
    return [(round(box.x), round(box.y - lift_label(node.event))) for box, node in zip(boxes, scene.nodes, strict=True)]


def is_loose(scene: Scene, part: Collection[int]) -> bool:
    """Say whether a component is a thing without facts, which the page hides at first."""
    return all(scene.nodes[place].loose for place in part)


def make_box(label: str, radius: float) -> Box:
    """Return the room a node needs: its shape and the label below it, with a little air."""
    return Box(0.0, 0.0, max(radius, measure_label(label) / 2) + 7, radius + LABEL * 0.75 + 6)


def lift_label(event: bool) -> float:
    """Return how far above the middle of its box a node stands, pixels: half its label's height."""
    return 0.0 if event else LABEL * 0.75


def join_participants(scene: Scene, network: "nx.Graph[int]") -> "nx.Graph[int]":
    """Return the graph of things alone; two that share an event only are tied by a weak edge."""
    ties: nx.Graph[int] = nx.Graph()
    events = {place for place, node in enumerate(scene.nodes) if node.event}
    ties.add_nodes_from(place for place in range(len(scene.nodes)) if place not in events)
    ties.add_edges_from((a, b, {"weight": 1.0}) for a, b in network.edges if a not in events and b not in events)
    for event in sorted(events):
        around = sorted(network.neighbors(event))
        for other in around[1:]:
            if not ties.has_edge(around[0], other):
                ties.add_edge(around[0], other, weight=0.5)
    return ties


def find_bunches(scene: Scene, ties: "nx.Graph[int]") -> dict[tuple[int, str], list[int]]:
    """Return the leaves of one kind that hang from one hub, where there are at least BUNCH of them."""
    bunches: defaultdict[tuple[int, str], list[int]] = defaultdict(list)
    for place in sorted(ties):
        if ties.degree(place) == 1:
            (hub,) = ties.neighbors(place)
            bunches[hub, scene.nodes[place].kind].append(place)
    return {key: leaves for key, leaves in sorted(bunches.items()) if len(leaves) >= BUNCH}


def place_component(
    part: Sequence[int],
    ties: "nx.Graph[int]",
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


def place_connected(
    part: Sequence[int], ties: "nx.Graph[int]", bunches: Mapping[tuple[int, str], Sequence[int]]
) -> Array:
    """Return places in pixels of connected nodes, in their order."""
    within = set(part)
    edges, count = make_springs(part, ties, {key: leaves for key, leaves in bunches.items() if key[0] in within})
    springs = igraph.Graph(count, [(a, b) for a, b, _ in edges])
    if count > MANY:
        return place_by_forces(springs, count)[: len(part)]
    distances = np.array(springs.distances(weights=[length for _, _, length in edges]), dtype=np.float64)
    return place_by_stress(distances)[: len(part)] * STEP


def make_springs(
    part: Sequence[int], ties: "nx.Graph[int]", bunches: Mapping[tuple[int, str], Sequence[int]]
) -> tuple[list[tuple[int, int, float]], int]:
    """Return (end, end, length) over places in `part`, unseen nodes of bunches after them, and the number of nodes.

    An edge between two hubs is longer, so that what hangs from each has room.
    """
    index = {place: number for number, place in enumerate(part)}
    bunched = {(key[0], leaf) for key, leaves in bunches.items() for leaf in leaves}
    edges = []
    for a, b in sorted((min(edge), max(edge)) for edge in ties.subgraph(part).edges):
        if (a, b) not in bunched and (b, a) not in bunched:
            less, more = sorted((ties.degree(a), ties.degree(b)))
            weak = WEAK if ties[a][b]["weight"] < 1 else 0.0
            edges.append((index[a], index[b], 0.9 + 0.5 * log2(less) + CROWDED * min(more, 40) + weak))
    for number, (key, leaves) in enumerate(sorted(bunches.items()), start=len(part)):
        spread = 0.4 * sqrt(len(leaves))
        edges.append((index[key[0]], number, 0.7 + spread * 0.5 + CROWDED * min(ties.degree(key[0]), 40)))
        edges += [(index[leaf], number, spread) for leaf in leaves]
    return edges, len(part) + len(bunches)


def place_by_forces(springs: igraph.Graph, count: int) -> Array:
    """Return places for a community too large for stress, by Fruchterman and Reingold's forces."""
    igraph.set_random_number_generator(Random(1))
    turns = np.arange(count) * 2.399963
    start = np.column_stack([np.cos(turns), np.sin(turns)]) * np.sqrt(np.arange(count))[:, None]
    layout = springs.layout_fruchterman_reingold(niter=400, seed=start.tolist(), grid="auto")
    places = np.array(layout.coords, dtype=np.float64)
    ends = np.array(springs.get_edgelist())
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


def place_events(scene: Scene, network: "nx.Graph[int]", boxes: Sequence[Box]) -> None:
    """Put each event between its participants; those of one thing alone go around it, on the side with least near."""
    alone: defaultdict[int, int] = defaultdict(int)
    for place, node in enumerate(scene.nodes):
        if not node.event:
            continue
        around = sorted(network.neighbors(place))
        if len(around) > 1:
            boxes[place].x = sum(boxes[other].x for other in around) / len(around)
            boxes[place].y = sum(boxes[other].y for other in around) / len(around)
        else:
            turn = pi / 5 + alone[around[0]] * 2.399963
            boxes[place].x = boxes[around[0]].x + 62 * cos(turn)
            boxes[place].y = boxes[around[0]].y + 62 * sin(turn)
            alone[around[0]] += 1
