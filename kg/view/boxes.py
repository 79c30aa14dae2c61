"""Places and box sizes in, places where no two boxes overlap out, each moved little.

All pairs are pushed at once, round after round, in numpy: 5,000 boxes take a second, where a loop over pairs takes a
minute. The last few pairs, which pushing all at once can leave swinging, are then settled one after another.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

ROUNDS = 120
LAST_ROUNDS = 40
SLACK = 0.5  # pixels of overlap that nobody sees

Numbers = NDArray[np.float64]
Places = NDArray[np.int64]


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
    if len(boxes) < 2:
        return
    middles = np.array([[box.x, box.y] for box in boxes])
    halves = np.array([[box.half_width, box.half_height] for box in boxes])
    free = np.array([not box.fixed for box in boxes], dtype=np.float64)
    for number in range(ROUNDS):
        if number % 4 == 0:
            ones, twos = find_near(middles, halves * 1.15)
        if not _push_all(middles, halves, free, ones, twos) and number % 4 == 0:
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


def _push_all(middles: Numbers, halves: Numbers, free: Numbers, ones: Places, twos: Places) -> bool:
    """Move every pair apart by what it overlaps, each box by the mean of its pushes; say whether any pair did."""
    apart = middles[twos] - middles[ones]
    over = halves[ones] + halves[twos] - np.abs(apart)
    hit = (over > SLACK).all(axis=1) & (free[ones] + free[twos] > 0)
    if not hit.any():
        return False
    ones, twos, apart, over = ones[hit], twos[hit], apart[hit], over[hit]
    sideways = over[:, 0] < over[:, 1]
    step = np.where(np.column_stack([sideways, ~sideways]), over, 0.0) * np.where(apart < 0, -1.0, 1.0)
    share = (free[twos] / (free[ones] + free[twos]))[:, None]
    moves = np.zeros_like(middles)
    np.add.at(moves, twos, step * share)
    np.add.at(moves, ones, -step * (1 - share))
    hits = np.bincount(ones, minlength=len(middles)) + np.bincount(twos, minlength=len(middles))
    middles += moves / np.maximum(np.sqrt(hits), 1.0)[:, None]
    return True


def _push_pair(one: Box, two: Box) -> bool:
    across = one.half_width + two.half_width - abs(one.x - two.x)
    down = one.half_height + two.half_height - abs(one.y - two.y)
    if (one.fixed and two.fixed) or across <= SLACK or down <= SLACK:
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
