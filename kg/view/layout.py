"""A scene in, a place in pixels for every node out, computed once so that the page opens at once.

Components are placed one by one, labels get room, components are packed, events go between their participants. The
same scene gives the same places.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from math import cos, pi, sin

import networkx as nx  # type: ignore[import-untyped]

from kg.view.boxes import Box, Field, part_boxes
from kg.view.components import find_bunches, lift_label, make_box, measure_radius, place_component
from kg.view.packing import pack_groups
from kg.view.scene import Scene
from kg.view.weighing import weigh_ties

EVENT_SIZE = 7.0


def make_layout(scene: Scene, importance: Sequence[float]) -> list[tuple[int, int]]:
    """Return (x, y) by place of node; y grows downwards."""
    network = make_network(scene)
    boxes = [
        make_box(node.label, EVENT_SIZE if node.event else measure_radius(importance[place]))
        for place, node in enumerate(scene.nodes)
    ]
    things = [place for place, node in enumerate(scene.nodes) if not node.event]
    joined = join_participants(scene, network)
    parts = sorted(nx.connected_components(joined), key=lambda part: (-len(part), is_loose(scene, part), min(part)))
    ties = nx.to_dict_of_dicts(joined)
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


def make_network(scene: Scene) -> "nx.Graph[int]":
    """Return the undirected weighted graph of a scene over the places of its nodes."""
    network: nx.Graph[int] = nx.Graph()
    network.add_nodes_from(range(len(scene.nodes)))
    network.add_weighted_edges_from((a, b, weight) for (a, b), weight in weigh_ties(scene).items())
    return network


def is_loose(scene: Scene, part: Collection[int]) -> bool:
    """Say whether a component is a thing without facts, which the page hides at first."""
    return all(scene.nodes[place].loose for place in part)


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
