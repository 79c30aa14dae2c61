"""Separate pictures in, one picture out: the largest in the middle, the others in the nearest gaps around it."""

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from kg.view.boxes import Box

CELL = 48.0  # pixels
SMALL = 12  # cells
WIDER = 1.05  # the room between the page's sides is hardly wider than high
FEW = 4  # cells of a shape
FIRST_REACH = 256  # cells from the middle to the rim of the plane at first

Cells = NDArray[np.int64]  # rows of (column, row)
AROUND: Cells = np.array([(i, j) for i in (-1, 0, 1) for j in (-1, 0, 1)], dtype=np.int64)


def pack_groups(groups: Sequence[Sequence[Box]]) -> None:
    """Move whole groups of boxes in place so that no two groups overlap; the first group is centred on the origin."""
    plane = Plane()
    start = 0
    reached: dict[bytes, int] = {}  # the ring where a shape last fitted: nearer gaps are gone for it
    for group in groups:
        _centre(group)
        shape = _rasterise(group)
        small = len(shape) <= SMALL
        ring, gap = plane.find_gap(shape, start if small else reached.get(shape.tobytes(), 0))
        reached[shape.tobytes()] = ring
        start = ring if small else 0  # a small one never fits nearer than the small one before it did
        plane.take((shape[:, None] + AROUND).reshape(-1, 2) + gap)
        column, row = gap.tolist()
        for box in group:
            box.x += column * CELL
            box.y += row * CELL


class Plane:
    """Cells around the origin that are taken or free; it grows as far as anything asks."""

    def __init__(self) -> None:
        self._reach = FIRST_REACH
        self._taken = np.zeros(4 * self._reach**2, dtype=np.bool_)  # column by column

    def take(self, cells: Cells) -> None:
        """Mark cells as taken."""
        self._grow(int(np.abs(cells).max()))
        self._taken[self._number(cells)] = True

    def find_gap(self, shape: Cells, start: int) -> tuple[int, Cells]:
        """Return the first ring from `start` on, and the place on it, where a shape overlaps nothing taken."""
        extent = int(np.abs(shape).max())
        ring = start
        while True:
            places = _list_ring(ring)
            self._grow(extent + int(np.ceil(ring * WIDER)))
            steps = shape @ np.array([2 * self._reach, 1])
            homes = self._number(places)
            left = np.arange(len(places))
            for part in (steps[:: max(1, len(steps) // FEW)], steps):  # few cells tell of most places
                left = left[~self._taken[homes[left][:, None] + part].any(axis=1)]
            if len(left):
                return ring, places[left[0]]
            ring += 1

    def _number(self, cells: Cells) -> Cells:
        return np.asarray((cells + self._reach) @ np.array([2 * self._reach, 1]), dtype=np.int64)

    def _grow(self, needed: int) -> None:
        while needed >= self._reach:
            square = self._taken.reshape(2 * self._reach, 2 * self._reach)
            self._taken = np.pad(square, self._reach).reshape(-1)
            self._reach *= 2


def _centre(group: Sequence[Box]) -> None:
    x = (min(box.x for box in group) + max(box.x for box in group)) / 2
    y = (min(box.y for box in group) + max(box.y for box in group)) / 2
    for box in group:
        box.x -= x
        box.y -= y


def _rasterise(group: Sequence[Box]) -> Cells:
    cells = {
        (column, row)
        for box in group
        for column in range(int((box.x - box.half_width) // CELL), int((box.x + box.half_width) // CELL) + 1)
        for row in range(int((box.y - box.half_height) // CELL), int((box.y + box.half_height) // CELL) + 1)
    }
    return np.array(sorted(cells), dtype=np.int64)


@cache
def _list_ring(ring: int) -> Cells:
    """Return the cells of an ellipse around the origin, those nearest to it first."""
    width, height = round(ring * WIDER), ring
    cells = {(column, row) for column in range(-width, width + 1) for row in (-height, height)}
    cells |= {(column, row) for column in (-width, width) for row in range(-height, height + 1)}
    return np.array(sorted(cells, key=lambda cell: (abs(cell[0]) + abs(cell[1]), cell)), dtype=np.int64)
