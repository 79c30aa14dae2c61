"""A scene in, a place in pixels for every node out, computed once so that the page opens at once.

Things of one kind around one hub (a company's brands, its countries) are gathered: an unseen node stands between the
hub and each such bunch. Components are placed one by one, labels get room, components are packed, events go between their
participants. The same scene gives the same places.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import atan2, cos, log2, pi, sin, sqrt
from random import Random

import igraph  # type: ignore[import-untyped]
import networkx as nx  # type: ignore[import-untyped]
import numpy as np

from kg.view.boxes import Box, part_boxes
from kg.view.importance import find_communities
from kg.view.packing import pack_groups
from kg.view.scene import Scene
from kg.view.stress import Array, place_by_stress

STRESS_LIMIT = 700  # nodes of a component; past it distances of all pairs cost more than a second
BUNCH = 3  # leaves of one kind around one hub that make a bunch
STEP = 118.0  # pixels of an edge of ideal length 1
LABEL = 13.0  # pixels, a label's size at zoom 1
EVENT_SIZE = 7.0


def measure_radius(importance: float) -> float:
    """Return a thing's radius in pixels at zoom 1."""
    return 7.0 + 21.0 * importance


def measure_label(text: str) -> float:
    """Return a label's width in pixels at zoom 1: a Chinese character is a square, a Latin one about half."""
    return LABEL * sum(1.0 if ord(char) > 0x2E7F else 0.56 for char in text)


def make_layout(scene: Scene, importance: Sequence[float], network: "nx.Graph[int]") -> list[tuple[int, int]]:
    """Return (x, y) by place of node; y grows downwards."""
    boxes = [
        make_box(node.label, EVENT_SIZE if node.event else measure_radius(importance[place]))
        for place, node in enumerate(scene.nodes)
    ]
    things = [place for place, node in enumerate(scene.nodes) if not node.event]
    ties = join_participants(scene, network)
    parts = sorted(nx.connected_components(ties), key=lambda part: (-len(part), min(part)))
    bunches = find_bunches(scene, ties)
    for part in parts:
        place_component(sorted(part), ties, bunches, boxes)
        part_boxes([boxes[place] for place in sorted(part)])
    pack_groups([[boxes[place] for place in sorted(part)] for part in parts])
    for place in things:
        boxes[place].fixed = True
    place_events(scene, network, boxes)
    part_boxes(boxes)
    return [(round(box.x), round(box.y - lift_label(node.event))) for box, node in zip(boxes, scene.nodes, strict=True)]


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
    """Return the leaves that hang from one hub by one property in one direction, where there are at least BUNCH."""
    places = {node.id: place for place, node in enumerate(scene.nodes)}
    bunches: defaultdict[tuple[int, str], set[int]] = defaultdict(set)
    for edge in scene.edges:
        source, target = places[edge.source], places[edge.target]
        if scene.nodes[source].event or source == target:
            continue
        if ties.degree(target) == 1:
            bunches[source, f"{edge.predicate} {scene.nodes[target].type}"].add(target)
        elif ties.degree(source) == 1:
            bunches[target, f"of {edge.predicate} {scene.nodes[source].type}"].add(source)
    seen: set[int] = set()
    kept = {}
    for key in sorted(bunches):
        leaves = sorted(bunches[key] - seen)
        if len(leaves) >= BUNCH:
            kept[key] = leaves
            seen.update(leaves)
    return kept


def place_component(
    part: Sequence[int], ties: "nx.Graph[int]", bunches: Mapping[tuple[int, str], Sequence[int]], boxes: Sequence[Box]
) -> None:
    """Set the places of one component's boxes around the origin, its longest axis level."""
    if len(part) == 1:
        return
    within = set(part)
    edges, count = make_springs(part, ties, {key: leaves for key, leaves in bunches.items() if key[0] in within})
    springs = igraph.Graph(count, [(a, b) for a, b, _ in edges])
    lengths = [length for _, _, length in edges]
    if count <= STRESS_LIMIT:
        places = place_by_stress(np.array(springs.distances(weights=lengths), dtype=np.float64)) * STEP
    else:
        places = place_by_forces(springs, ties.subgraph(part), count)
    for place, (x, y) in zip(part, turn_level(places[: len(part)]), strict=True):
        boxes[place].x, boxes[place].y = float(x), float(y)


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
            busy = min(ties.degree(a), ties.degree(b))
            edges.append((index[a], index[b], 1.0 + 0.55 * log2(busy) + (0.4 if ties[a][b]["weight"] < 1 else 0.0)))
    for number, (key, leaves) in enumerate(sorted(bunches.items()), start=len(part)):
        spread = 0.42 * sqrt(len(leaves))
        edges.append((index[key[0]], number, 0.75 + spread * 0.5))
        edges += [(index[leaf], number, spread) for leaf in leaves]
    return edges, len(part) + len(bunches)


def place_by_forces(springs: igraph.Graph, ties: "nx.Graph[int]", count: int) -> Array:
    """Return places for a large component by Fruchterman and Reingold's forces, communities pulled together."""
    igraph.set_random_number_generator(Random(1))
    members = find_communities(nx.convert_node_labels_to_integers(ties, ordering="sorted"))
    weights = [2.0 if members.get(e.source) == members.get(e.target) else 0.35 for e in springs.es]
    turns = np.arange(count) * 2.399963
    start = np.column_stack([np.cos(turns), np.sin(turns)]) * np.sqrt(np.arange(count))[:, None]
    layout = springs.layout_fruchterman_reingold(weights=weights, niter=400, seed=start.tolist(), grid="auto")
    places = np.array(layout.coords, dtype=np.float64)
    ends = np.array(springs.get_edgelist())
    typical = float(np.median(np.linalg.norm(places[ends[:, 0]] - places[ends[:, 1]], axis=1)))
    return places * (STEP * 1.3 / max(typical, 1e-6))


def turn_level(places: Array) -> Array:
    """Return places turned so that the longest axis is level, and a little wider: labels are wide, screens too."""
    centred = places - places.mean(axis=0)
    (xx, xy), (_, yy) = centred.T @ centred
    angle = 0.5 * atan2(2 * xy, xx - yy)
    turn = np.array([[cos(angle), -sin(angle)], [sin(angle), cos(angle)]])
    return np.asarray((centred @ turn) * np.array([1.12, 0.95]), dtype=np.float64)


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
