"""Places of things: no overlap, the same for the same graph, near what they belong to."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import KnowledgeGraph
from kg.ontology.vocabulary import load_vocabulary
from kg.view.boxes import SLACK, Box, Field, find_near, part_boxes
from kg.view.layout import EVENT_SIZE, make_box, make_layout, measure_radius
from kg.view.packing import pack_groups
from kg.view.scene import Scene, make_scene
from kg.view.stress import place_by_stress
from kg.view.synthetic import make_news_graph
from kg.view.weighing import weigh_scene
from tests.view.sample import make_sample

sizes = st.tuples(st.floats(-300, 300), st.floats(-300, 300), st.floats(3, 60), st.floats(3, 20))


def lay_out(graph: KnowledgeGraph) -> tuple[Scene, Sequence[float], list[tuple[int, int]]]:
    scene = make_scene(graph, load_vocabulary())
    importance = weigh_scene(scene).importance
    return scene, importance, make_layout(scene, importance)


def find_overlaps(boxes: list[Box], slack: float = 2 * SLACK) -> list[tuple[int, int]]:
    return [
        (a, b)
        for a, one in enumerate(boxes)
        for b, two in enumerate(boxes[:a])
        if abs(one.x - two.x) < one.half_width + two.half_width - slack
        and abs(one.y - two.y) < one.half_height + two.half_height - slack
    ]


@pytest.mark.parametrize(
    "graph", [make_sample(), make_news_graph(200), make_news_graph(900)], ids=["sample", "200", "900"]
)
def test_no_thing_or_label_lies_upon_another(graph: KnowledgeGraph) -> None:
    scene, importance, places = lay_out(graph)
    boxes = []
    for node, size, (x, y) in zip(scene.nodes, importance, places, strict=True):
        box = make_box(node.label, EVENT_SIZE if node.event else measure_radius(size))
        box.x, box.y = x, y + (0 if node.event else 9.75)
        boxes.append(box)
    assert len(boxes) > 80
    allowed = len(boxes) // 100  # the picture's own labels give way where two still touch
    assert len(find_overlaps(boxes)) <= allowed


def test_layout_ignores_the_order_in_which_facts_come() -> None:
    graph = make_sample()
    turned = replace(
        graph,
        facts=dict(reversed(graph.facts.items())),
        entities=dict(reversed(graph.entities.items())),
    )
    assert lay_out(graph)[2] == lay_out(turned)[2]


def test_things_stand_nearer_to_their_hub_than_to_strangers() -> None:
    scene, _, places = lay_out(make_sample())
    at = {node.id: np.array(place) for node, place in zip(scene.nodes, places, strict=True)}
    for hub, near in (("catl", "zengyuqun"), ("lenovo", "yangyuanqing"), ("xiaomi", "linbin"), ("honor", "zhaoming")):
        strangers = [other for other in ("catl", "lenovo", "xiaomi", "honor") if other != hub]
        own = np.linalg.norm(at[near] - at[hub])
        assert all(own < np.linalg.norm(at[near] - at[other]) for other in strangers)


def test_importance_ranks_what_most_facts_are_about() -> None:
    scene, importance, _ = lay_out(make_sample())
    ranked = sorted(zip(importance, (node.id for node in scene.nodes), strict=True), reverse=True)
    assert ranked[0] == (1.0, "xiaomi")
    assert {"honor", "lenovo", "catl"} <= {name for _, name in ranked[:5]}


def test_communities_are_those_of_the_articles() -> None:
    scene = make_scene(make_sample(), load_vocabulary())
    found = weigh_scene(scene).community
    of = {node.id: found[place] for place, node in enumerate(scene.nodes)}
    assert of["lenovo"] == of["yangyuanqing"] == of["intel"]
    assert of["lenovo"] != of["catl"]


@given(st.lists(sizes, min_size=2, max_size=25))
@settings(max_examples=60, deadline=None)
def test_parted_boxes_do_not_overlap(rows: list[tuple[float, float, float, float]]) -> None:
    boxes = [Box(*row) for row in rows]
    part_boxes(boxes)
    assert len(find_overlaps(boxes)) <= 1


@given(st.lists(sizes, min_size=2, max_size=25))
@settings(max_examples=60, deadline=None)
def test_near_boxes_are_just_those_that_overlap(rows: list[tuple[float, float, float, float]]) -> None:
    middles = np.array([row[:2] for row in rows])
    halves = np.array([row[2:] for row in rows])
    ones, twos = find_near(middles, halves)
    found = {frozenset(pair) for pair in zip(ones.tolist(), twos.tolist(), strict=True)}
    over = np.abs(middles[:, None] - middles[None]) < halves[:, None] + halves[None]
    wanted = {frozenset((a, b)) for a, b in np.argwhere(over.all(axis=2)).tolist() if a != b}
    assert found == wanted


@given(st.lists(sizes, min_size=1, max_size=25), sizes)
@settings(max_examples=60, deadline=None)
def test_settled_box_overlaps_nothing(rows: list[tuple[float, float, float, float]], row: Any) -> None:
    boxes = [Box(*each) for each in rows]
    field = Field(boxes)
    box = Box(*row)
    was_free = field.is_free(box)
    field.settle(box)
    assert not [pair for pair in find_overlaps([*boxes, box]) if pair[0] == len(boxes)]
    assert (box.x, box.y) == row[:2] or not was_free


@given(st.lists(st.lists(sizes, min_size=1, max_size=5), min_size=2, max_size=8))
@settings(max_examples=40, deadline=None)
def test_packed_groups_do_not_overlap(rows: list[list[tuple[float, float, float, float]]]) -> None:
    groups = [[Box(*row) for row in group] for group in rows]
    pack_groups(groups)
    for number, group in enumerate(groups):
        for other in groups[:number]:
            for one in group:
                assert not any(len(find_overlaps([one, two])) for two in other)


def test_stress_keeps_the_distances_of_a_path_and_of_a_ring() -> None:
    path = np.abs(np.subtract.outer(np.arange(8.0), np.arange(8.0)))
    places = place_by_stress(path)
    assert np.linalg.norm(places[:, None] - places[None], axis=2) == pytest.approx(path, abs=0.05)
    ring = np.minimum(path, 8 - path)
    sides = np.linalg.norm(np.diff(place_by_stress(ring), axis=0), axis=1)
    assert sides == pytest.approx(np.full(7, sides[0]), rel=0.02)
