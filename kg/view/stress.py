"""Graph distances in, places on a plane out, by stress majorisation: every pair as far apart as the graph says.

Source: Gansner, Koren, North, "Graph Drawing by Stress Majorization" (GD 2004). Slower than forces past some hundred
nodes, but no node is left in a tangle, and it converges: the last digits of a processor do not change the picture.
"""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

ROUNDS = 120
AXIS_ROUNDS = 25
ENOUGH = 1e-4  # stop when a round lowers the stress by less than this share


def place_by_stress(distances: Array) -> Array:
    """Return an (n, 2) array of places whose distances come near `distances` (n, n), finite and symmetric."""
    count = len(distances)
    if count < 3:
        return np.array([[0.0, 0.0], [float(distances.max(initial=0.0)), 0.0]])[:count]
    weights = _invert(distances) ** 2
    laplacian = np.diag(weights.sum(axis=1)) - weights
    inverse = np.linalg.inv(laplacian + 1.0 / count) - 1.0 / count
    places = _place_classically(distances)
    best = np.inf
    for _ in range(ROUNDS):
        apart = _measure(places)
        stress = float((weights * (apart - distances) ** 2).sum())
        if best - stress < ENOUGH * stress:
            break
        best = stress
        pull = weights * distances * _invert(apart)
        places = inverse @ ((np.diag(pull.sum(axis=1)) - pull) @ places)
    return places


def _place_classically(distances: Array) -> Array:
    """Return the start: the two main axes of the distances (classical scaling), twins parted on a small spiral."""
    squares = distances**2
    centred = squares - squares.mean(axis=0) - squares.mean(axis=1)[:, None] + squares.mean()
    axes = _find_main_axes(-centred / 2)
    turns = np.arange(len(distances)) * 2.399963  # the golden angle, radians
    spiral = np.column_stack([np.cos(turns), np.sin(turns)]) * np.sqrt(np.arange(len(distances)) + 1)[:, None]
    return np.asarray(axes + spiral * 0.02 * distances.mean() / np.sqrt(len(distances)), dtype=np.float64)


def _find_main_axes(matrix: Array) -> Array:
    """Return the two strongest eigenvectors, each as long as the root of its value, by repeated multiplication.

    A few rounds are enough for a start, and take a hundredth of the time of a full decomposition.
    """
    numbers = np.arange(len(matrix), dtype=np.float64)
    axes = np.column_stack([np.cos(numbers), np.sin(numbers * 2.399963)])
    for _ in range(AXIS_ROUNDS):
        axes, lengths = np.linalg.qr(matrix @ axes)
    return np.asarray(axes * np.sqrt(np.abs(np.diag(lengths))), dtype=np.float64)


def _measure(places: Array) -> Array:
    difference = places[:, None, :] - places[None, :, :]
    return np.asarray(np.sqrt((difference**2).sum(axis=2)), dtype=np.float64)


def _invert(matrix: Array) -> Array:
    """Return 1 / matrix, and 0 where it is 0 (the diagonal)."""
    return np.divide(1.0, matrix, out=np.zeros_like(matrix), where=matrix > 1e-9)
