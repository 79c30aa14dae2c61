"""Places and box sizes in, places where no two boxes overlap out, each moved as little as the sweep can."""

from collections.abc import Sequence
from dataclasses import dataclass

ROUNDS = 60
CELL = 160  # pixels; a box meets only boxes of the cells it touches


@dataclass(slots=True)
class Box:
    """A node with its label: its middle, half its width and height in pixels, and whether it stays where it is."""

    x: float
    y: float
    half_width: float
    half_height: float
    fixed: bool = False


def part_boxes(boxes: Sequence[Box]) -> None:
    """Push overlapping boxes apart in place, along the shorter way out, until none overlaps or the rounds end."""
    for _ in range(ROUNDS):
        if not _push_round(boxes):
            return


def _push_round(boxes: Sequence[Box]) -> bool:
    moved = False
    for one, two in _find_pairs(boxes):
        moved |= _push_pair(boxes[one], boxes[two])
    return moved


def _find_pairs(boxes: Sequence[Box]) -> list[tuple[int, int]]:
    cells: dict[tuple[int, int], list[int]] = {}
    pairs: set[tuple[int, int]] = set()
    for place, box in enumerate(boxes):
        for column in range(int((box.x - box.half_width) // CELL), int((box.x + box.half_width) // CELL) + 1):
            for row in range(int((box.y - box.half_height) // CELL), int((box.y + box.half_height) // CELL) + 1):
                inside = cells.setdefault((column, row), [])
                pairs.update((other, place) for other in inside)
                inside.append(place)
    return sorted(pairs)


def _push_pair(one: Box, two: Box) -> bool:
    if one.fixed and two.fixed:
        return False
    across = one.half_width + two.half_width - abs(one.x - two.x)
    down = one.half_height + two.half_height - abs(one.y - two.y)
    if across <= 0.5 or down <= 0.5:
        return False
    share = 1.0 if two.fixed else 0.0 if one.fixed else 0.5
    if across < down:
        step = across if one.x <= two.x else -across
        one.x -= step * share
        two.x += step * (1 - share)
    else:
        step = down if one.y <= two.y else -down
        one.y -= step * share
        two.y += step * (1 - share)
    return True
