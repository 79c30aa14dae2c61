"""Looks of classes: made by pyvis, and made again only where a class is new."""

from pathlib import Path

from kg.kept import Kept
from kg.view.looks import find_looks, make_looks, make_node

SHAPES = {"Company": "dot", "Person": "triangle"}


def test_node_has_the_look_of_its_class_and_what_it_is_itself() -> None:
    looks = make_looks(SHAPES)
    node = make_node(looks.nodes["Person"], "leijun", "雷军", {"en": "Lei Jun"})
    assert node == {"group": "Person", "en": "Lei Jun", "id": "leijun", "label": "雷军", "shape": "triangle"}
    assert looks.options["physics"] == {"enabled": False}


def test_kept_looks_are_those_made_anew_and_know_of_a_new_class(tmp_path: Path) -> None:
    kept = Kept(tmp_path, b"")
    assert find_looks(kept, SHAPES) == find_looks(kept, {"Person": "triangle"}) == make_looks(SHAPES)
    more = {**SHAPES, "Event": "diamond"}
    assert find_looks(kept, more) == make_looks(more)
