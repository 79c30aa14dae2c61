"""A scene with its weights in, the picture that a large graph is met with out: its main communities, each an island.

Of each community the things that matter most are shown, joined to one another where they can be; islands that have much
to do with one another lie side by side.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from math import sqrt

import numpy as np

from kg.view.adjacency import Adjacency, cut_ties, find_components, list_pairs
from kg.view.boxes import Box, part_boxes
from kg.view.components import find_bunches, lift_label, make_box, measure_radius, place_component, turn_level
from kg.view.facts import Json
from kg.view.networks import measure_distances
from kg.view.packing import pack_groups
from kg.view.picture import Picture
from kg.view.scene import Scene
from kg.view.stress import Array, place_by_stress
from kg.view.weighing import RELATION_WEIGHT, Weights

ISLANDS = 20
THINGS = 190  # in the first picture: as many as a window holds with their names
LEAST = 3  # things of a community that is worth an island
GAP = 30.0  # pixels between islands
FAR = 1.3  # times as far apart as usual are islands that have nothing to do with each other
CLOSE = 0.5  # islands start this much nearer than their ties ask for, and are then pushed apart until they just touch
FLIPS = ((1.0, 1.0), (-1.0, 1.0), (1.0, -1.0), (-1.0, -1.0))
WIDE = (1.1, 0.9)  # the room between the page's sides is wider than high
NAMES = 3  # things that a community is called by


@dataclass(frozen=True, slots=True)
class Island:
    """A community's number, how many things it has in all, and the places of those shown, the most important first."""

    number: int
    size: int
    shown: Sequence[int]


def make_start(picture: Picture) -> Json:
    """Return the islands with their names and sizes, and the place in the picture of everything on them."""
    scene, weights = picture.scene, picture.weights
    members = list_members(scene, weights)
    ties = join_things(scene, {place for group in members.values() for place in group})
    islands = choose_islands(members, ties, weights)
    spots = place_overview(scene, ties, islands, weights)
    numbers = {place: picture.nodes[scene.nodes[place].id] for place in spots}
    return {
        "communities": [
            {"n": island.number, "size": island.size, "names": [numbers[place] for place in island.shown[:NAMES]]}
            for island in islands
        ],
        "places": [[numbers[place], x, y] for place, (x, y) in sorted(spots.items())],
    }


def list_members(scene: Scene, weights: Weights) -> dict[int, list[int]]:
    """Return the things of the communities that matter most, by place of node."""
    members: defaultdict[int, list[int]] = defaultdict(list)
    for place, node in enumerate(scene.nodes):
        if not node.event and not node.loose:
            members[weights.community[place]].append(place)
    chosen = [number for number in sorted(members) if len(members[number]) >= LEAST][:ISLANDS]
    return {number: members[number] for number in chosen}


def join_things(scene: Scene, things: Set[int]) -> Adjacency:
    """Return the graph of relations between these things, over the places of their nodes."""
    places = {scene.nodes[place].id: place for place in things}
    ties: defaultdict[int, dict[int, Mapping[str, float]]] = defaultdict(dict)
    for edge in scene.edges:
        a, b = places.get(edge.source), places.get(edge.target)
        if a is not None and b is not None and a != b:
            ties[a][b] = ties[b][a] = {"weight": RELATION_WEIGHT}
    return dict(ties)


def choose_islands(members: Mapping[int, Sequence[int]], ties: Adjacency, weights: Weights) -> list[Island]:
    """Return the communities with as many things each as the root of its size allows."""
    total = sum(sqrt(len(group)) for group in members.values())
    return [
        Island(number, len(group), choose_members(group, ties, weights, round(THINGS * sqrt(len(group)) / total)))
        for number, group in members.items()
    ]


def choose_members(members: Sequence[int], ties: Adjacency, weights: Weights, count: int) -> list[int]:
    """Return the most important members, each after the first tied to one before it where there is such a one."""
    ranked = sorted(members, key=lambda place: (-weights.importance[place], place))
    chosen, reach, within = [ranked[0]], set(), set(members)
    while len(chosen) < min(max(count, LEAST), len(ranked)):
        reach |= {other for other in ties.get(chosen[-1], ()) if other in within}
        reach -= set(chosen)
        rest = reach or {place for place in ranked[: 2 * count] if place not in set(chosen)}
        if not rest:
            break
        chosen.append(min(rest, key=lambda place: (-weights.importance[place], place)))
    return chosen


def place_overview(
    scene: Scene, ties: Adjacency, islands: Sequence[Island], weights: Weights
) -> dict[int, tuple[int, int]]:
    """Return a place in pixels for each thing shown."""
    if not islands:
        return {}
    home = {place: number for number, island in enumerate(islands) for place in island.shown}
    shown = cut_ties(ties, home)
    boxes = [place_island(scene, shown, island.shown, weights) for island in islands]
    halves = np.array([measure_island(each) for each in boxes]) + GAP
    middles = place_middles(halves, ties, islands, weights)
    for number, island in enumerate(islands):
        flip_island(boxes[number], island.shown, middles, home, shown)
    return {
        place: (round(box.x + x), round(box.y + y - lift_label(False)))
        for (x, y), island, each in zip(middles.tolist(), islands, boxes, strict=True)
        for place, box in zip(island.shown, each, strict=True)
    }


def place_island(scene: Scene, shown: Adjacency, members: Sequence[int], weights: Weights) -> list[Box]:
    """Return the boxes of one community's things, in their order, around the origin."""
    within = cut_ties(shown, members)
    boxes = {place: make_box(scene.nodes[place].label, measure_radius(weights.importance[place])) for place in members}
    bunches = find_bunches(scene, within)
    parts = sorted(find_components(within, within), key=lambda part: (-len(part), part[0]))
    for part in parts:
        place_component(part, within, bunches, boxes)
        part_boxes([boxes[place] for place in part])
    pack_groups([[boxes[place] for place in part] for part in parts])
    right, bottom = measure_island(list(boxes.values()))
    left, top = measure_island([Box(-box.x, -box.y, box.half_width, box.half_height) for box in boxes.values()])
    for box in boxes.values():
        box.x -= (right - left) / 2
        box.y -= (bottom - top) / 2
    return [boxes[place] for place in members]


def measure_island(boxes: Sequence[Box]) -> tuple[float, float]:
    """Return how far to the right and down from the origin boxes reach."""
    return max(box.x + box.half_width for box in boxes), max(box.y + box.half_height for box in boxes)


def place_middles(halves: Array, ties: Adjacency, islands: Sequence[Island], weights: Weights) -> Array:
    """Return the middle of each island, given half its width and height; those with many ties are near."""
    radii = halves.mean(axis=1)
    number = {island.number: place for place, island in enumerate(islands)}
    counts: Counter[tuple[int, int]] = Counter()
    for a, b in list_pairs(ties, ties):
        one, two = (number.get(weights.community[end], -1) for end in (a, b))
        if min(one, two) >= 0 and one != two:
            counts[min(one, two), max(one, two)] += 1
    pairs = sorted(counts)
    lengths = [(radii[a] + radii[b]) * (0.6 + 0.5 / sqrt(counts[a, b])) for a, b in pairs]
    distances = np.array(measure_distances(len(islands), pairs, lengths), dtype=np.float64)
    distances[~np.isfinite(distances)] = float(distances[np.isfinite(distances)].mean()) * FAR + float(radii.mean())
    np.fill_diagonal(distances, 0.0)
    middles = turn_level(place_by_stress(distances) * CLOSE) * WIDE
    boxes = [Box(x, y, w, h) for (x, y), (w, h) in zip(middles.tolist(), halves.tolist(), strict=True)]
    part_boxes(boxes)
    return np.array([[box.x, box.y] for box in boxes])


def flip_island(
    boxes: Sequence[Box], members: Sequence[int], middles: Array, home: Mapping[int, int], shown: Adjacency
) -> None:
    """Mirror an island in place so that its ties to others are short; turning it would make it lie upon others."""
    own = home[members[0]]
    ends = [(k, home[b]) for k, a in enumerate(members) for b in shown[a] if home[b] != own]
    if not ends:
        return
    these, others = np.array(ends).T
    spots = np.array([[box.x, box.y] for box in boxes])[these]
    pull = middles[others] - middles[own]
    costs = [(float(np.linalg.norm(spots * flip - pull, axis=1).sum()), flip) for flip in FLIPS]
    across, down = min(costs)[1]
    for box in boxes:
        box.x, box.y = box.x * across, box.y * down
