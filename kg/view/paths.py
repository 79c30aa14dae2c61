"""Neighbours of any node in, a shortest way between two of them out, searched from both ends."""

from collections.abc import Callable, Iterable

FAR = 150_000  # nodes that are looked at before a search gives up

Neighbours = Callable[[int], Iterable[int]]


def find_shortest(neighbours: Neighbours, start: int, end: int) -> list[int]:
    """Return the nodes of a shortest way, both ends included; none where there is none, or none in reach.

    >>> ways = {1: [2, 5], 2: [1, 3], 3: [2, 4], 4: [3, 5], 5: [1, 4]}
    >>> find_shortest(ways.__getitem__, 1, 4)
    [1, 5, 4]
    """
    before: tuple[dict[int, int], dict[int, int]] = ({start: start}, {end: end})
    edges = ([start], [end])
    if start == end:
        return [start]
    while edges[0] and edges[1] and len(before[0]) + len(before[1]) < FAR:
        side = 0 if len(edges[0]) <= len(edges[1]) else 1
        met = _widen(neighbours, edges[side], before[side], before[1 - side])
        if met is not None:
            return [*reversed(_trace(before[0], met)), *_trace(before[1], met)[1:]]
    return []


def _widen(neighbours: Neighbours, edge: list[int], before: dict[int, int], others: dict[int, int]) -> int | None:
    """Go one step further on one side; return where it meets the other."""
    reached = []
    for node in edge:
        for other in neighbours(node):
            if other not in before:
                before[other] = node
                reached.append(other)
                if other in others:
                    return other
    edge[:] = reached
    return None


def _trace(before: dict[int, int], node: int) -> list[int]:
    way = [node]
    while before[node] != node:
        node = before[node]
        way.append(node)
    return way
