"""Separate pictures in, one picture out: the largest in the middle, the others in the nearest gaps around it."""

from collections.abc import Iterator, Sequence
from functools import cache

from kg.view.boxes import Box

CELL = 48.0  # pixels
SMALL = 12  # cells
WIDER = 1.05  # the room between the page's sides is hardly wider than high


def pack_groups(groups: Sequence[Sequence[Box]]) -> None:
    """Move whole groups of boxes in place so that no two groups overlap; the first group is centred on the origin."""
    taken: set[tuple[int, int]] = set()
    start = 0
    reached: dict[
        frozenset[tuple[int, int]], int
    ] = {}  # the ring where a shape last fitted: nearer gaps are gone for it
    for group in groups:
        _centre(group)
        shape = _rasterise(group)
        small = len(shape) <= SMALL
        ring, column, row = _find_gap(shape, taken, start if small else reached.get(shape, 0))
        reached[shape] = ring
        start = ring if small else 0  # a small one never fits nearer than the small one before it did
        taken.update((c + column + i, r + row + j) for c, r in shape for i in (-1, 0, 1) for j in (-1, 0, 1))
        for box in group:
            box.x += column * CELL
            box.y += row * CELL


def _find_gap(shape: frozenset[tuple[int, int]], taken: set[tuple[int, int]], start: int) -> tuple[int, int, int]:
    return next(
        (ring, column, row)
        for ring, column, row in _spiral(start)
        if not any((c + column, r + row) in taken for c, r in shape)
    )


def _centre(group: Sequence[Box]) -> None:
    x = (min(box.x for box in group) + max(box.x for box in group)) / 2
    y = (min(box.y for box in group) + max(box.y for box in group)) / 2
    for box in group:
        box.x -= x
        box.y -= y


def _rasterise(group: Sequence[Box]) -> frozenset[tuple[int, int]]:
    return frozenset(
        (column, row)
        for box in group
        for column in range(int((box.x - box.half_width) // CELL), int((box.x + box.half_width) // CELL) + 1)
        for row in range(int((box.y - box.half_height) // CELL), int((box.y + box.half_height) // CELL) + 1)
    )


def _spiral(start: int) -> Iterator[tuple[int, int, int]]:
    """Yield (ring, column, row) of ever wider ellipses around the origin, from ring `start` on."""
    ring = start
    while True:
        for column, row in _list_ring(ring):
            yield ring, column, row
        ring += 1


@cache
def _list_ring(ring: int) -> list[tuple[int, int]]:
    width, height = round(ring * WIDER), ring
    cells = {(column, row) for column in range(-width, width + 1) for row in (-height, height)}
    cells |= {(column, row) for column in (-width, width) for row in range(-height, height + 1)}
    return sorted(cells, key=lambda cell: (abs(cell[0]) + abs(cell[1]), cell))
