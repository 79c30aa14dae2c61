"""Places and box sizes in, places where no two boxes overlap out, each moved little.

All pairs are pushed at once, round after round, in numpy: 5,000 boxes take a second, where a loop over pairs takes a
minute. The last few pairs, which pushing all at once can leave swinging, are then settled one after another.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import cos, pi, sin

import numpy as np
from numpy.typing import NDArray

ROUNDS = 120
LAST_ROUNDS = 40
CELL = 100  # pixels
RING = 12.0  # pixels between rings
RINGS = 60
SLACK = 0.5  # pixels of overlap that nobody sees

Numbers = NDArray[np.float64]
Places = NDArray[np.int64]


@dataclass(slots=True)
class Box:
    """A node with its label: its middle, half its width and half its height, pixels."""

    x: float
    y: float
    half_width: float
    half_height: float


def part_boxes(boxes: Sequence[Box]) -> None:
    """Push overlapping boxes apart in place, along the shorter way out, until none overlaps or the rounds end."""
    if len(boxes) < 2:
        return
    middles = np.array([[box.x, box.y] for box in boxes], dtype=np.float64)
    halves = np.array([[box.half_width, box.half_height] for box in boxes], dtype=np.float64)
    for number in range(ROUNDS):
        if number % 4 == 0:
            ones, twos = find_near(middles, halves * 1.15)
        if not _push_all(middles, halves, ones, twos) and number % 4 == 0:
            break
    for box, (x, y) in zip(boxes, middles.tolist(), strict=True):
        box.x, box.y = x, y
    for _ in range(LAST_ROUNDS):
        pairs = find_near(np.array([[box.x, box.y] for box in boxes]), halves)
        moved = [_push_pair(boxes[one], boxes[two]) for one, two in zip(*pairs, strict=True)]
        if not any(moved):
            return


def find_near(middles: Numbers, halves: Numbers) -> tuple[Places, Places]:
    """Return the pairs (i, j) of boxes that overlap, found through a grid of cells as large as the largest box."""
    cells = np.floor(middles / (2 * halves.max(axis=0))).astype(np.int64)
    cells -= cells.min(axis=0) - 1
    rows = int(cells[:, 1].max()) + 2
    keys = cells[:, 0] * rows + cells[:, 1]
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    ones, twos = [], []
    for step in (0, 1, rows - 1, rows, rows + 1):
        first = np.searchsorted(ordered, keys[order] + step, "left")
        after = np.searchsorted(ordered, keys[order] + step, "right")
        if step == 0:
            first = np.arange(len(order)) + 1
        counts = np.maximum(after - first, 0)
        place = np.repeat(np.arange(len(order)), counts)
        other = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts) + np.repeat(first, counts)
        ones.append(order[place])
        twos.append(order[other])
    one, two = np.concatenate(ones), np.concatenate(twos)
    over = halves[one] + halves[two] - np.abs(middles[one] - middles[two])
    near = (over > 0).all(axis=1)
    return one[near], two[near]


def _push_all(middles: Numbers, halves: Numbers, ones: Places, twos: Places) -> bool:
    """Move every pair apart by what it overlaps, each box by the mean of its pushes; say whether any pair did."""
    apart = middles[twos] - middles[ones]
    over = halves[ones] + halves[twos] - np.abs(apart)
    hit = (over > SLACK).all(axis=1)
    if not hit.any():
        return False
    ones, twos, apart, over = ones[hit], twos[hit], apart[hit], over[hit]
    sideways = over[:, 0] < over[:, 1]
    step = np.where(np.column_stack([sideways, ~sideways]), over, 0.0) * np.where(apart < 0, -0.5, 0.5)
    moves = np.zeros_like(middles)
    np.add.at(moves, twos, step)
    np.add.at(moves, ones, -step)
    hits = np.bincount(ones, minlength=len(middles)) + np.bincount(twos, minlength=len(middles))
    middles += moves / np.maximum(np.sqrt(hits), 1.0)[:, None]
    return True


def _push_pair(one: Box, two: Box) -> bool:
    across = one.half_width + two.half_width - abs(one.x - two.x)
    down = one.half_height + two.half_height - abs(one.y - two.y)
    if across <= SLACK or down <= SLACK:
        return False
    if across < down:
        step = across / 2 if one.x <= two.x else -across / 2
        one.x -= step
        two.x += step
    else:
        step = down / 2 if one.y <= two.y else -down / 2
        one.y -= step
        two.y += step
    return True


class Field:
    """Boxes on a plane, in cells, so that a free place for one more is found at once."""

    def __init__(self, boxes: Iterable[Box]) -> None:
        self._cells: defaultdict[tuple[int, int], list[Box]] = defaultdict(list)
        for box in boxes:
            self.add(box)

    def add(self, box: Box) -> None:
        for cell in _find_cells(box):
            self._cells[cell].append(box)

    def is_free(self, box: Box) -> bool:
        """Say whether a box overlaps none of those here."""
        x, y, half_width, half_height = box.x, box.y, box.half_width, box.half_height
        for cell in _find_cells(box):
            for other in self._cells.get(cell, ()):
                if abs(x - other.x) < half_width + other.half_width and (
                    abs(y - other.y) < half_height + other.half_height
                ):
                    return False
        return True

    def settle(self, box: Box) -> None:
        """Move a box to the nearest free place on rings around where it is, and add it."""
        x, y = box.x, box.y
        for ring in range(RINGS):
            for turn in range(max(1, 6 * ring)):
                angle = 2 * pi * turn / max(1, 6 * ring)
                box.x, box.y = x + RING * ring * cos(angle), y + RING * ring * sin(angle)
                if self.is_free(box):
                    self.add(box)
                    return
        self.add(box)


def _find_cells(box: Box) -> Iterator[tuple[int, int]]:
    for column in range(int((box.x - box.half_width) // CELL), int((box.x + box.half_width) // CELL) + 1):
        for row in range(int((box.y - box.half_height) // CELL), int((box.y + box.half_height) // CELL) + 1):
            yield column, row
