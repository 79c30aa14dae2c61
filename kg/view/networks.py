"""Ends of edges by number in, what igraph's compiled core finds in such a network out.

The core is loaded by itself, in 2 ms: what `igraph/__init__.py` puts around it (drawing, tables) takes 34 more, and
nothing of that is used here. Where igraph keeps its core elsewhere one day, the whole is loaded.
"""

import sys
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import import_module
from importlib.machinery import PathFinder
from importlib.util import find_spec, module_from_spec
from random import Random
from typing import Any

CORE = "igraph._igraph"

Pairs = Sequence[tuple[int, int]]


@cache
def load_core() -> Any:
    """Return igraph's compiled module."""
    home = find_spec("igraph")
    found = PathFinder.find_spec(CORE, home.submodule_search_locations) if home else None
    if CORE in sys.modules or found is None or found.loader is None:
        return import_module(CORE)
    core = sys.modules[CORE] = module_from_spec(found)
    found.loader.exec_module(core)
    return core


def find_communities(count: int, ties: Mapping[tuple[int, int], float]) -> list[int]:
    """Return the community of each node, by Louvain's algorithm; the same for the same weights of ties."""
    core, pairs = load_core(), sorted(ties)
    core.set_random_number_generator(Random(1))
    return list(core.GraphBase(count, pairs).community_multilevel([ties[pair] for pair in pairs] or None))


def part_network(count: int, pairs: Pairs) -> list[list[int]]:
    """Return the nodes of each connected component, by their first nodes."""
    parts: dict[int, list[int]] = {}
    for node, part in enumerate(load_core().GraphBase(count, pairs).connected_components()):
        parts.setdefault(part, []).append(node)
    return list(parts.values())


def measure_distances(count: int, pairs: Pairs, lengths: Sequence[float]) -> list[list[float]]:
    """Return the length of a shortest way between any two nodes, infinite where there is none."""
    found: list[list[float]] = load_core().GraphBase(count, pairs).distances(weights=lengths or None)
    return found


def lay_out(count: int, pairs: Pairs, start: list[list[float]], *, steps: int) -> list[list[float]]:
    """Return places found by Fruchterman and Reingold's forces; the same for the same network."""
    core = load_core()
    core.set_random_number_generator(Random(1))
    found: list[list[float]] = core.GraphBase(count, pairs).layout_fruchterman_reingold(
        niter=steps, seed=start, grid="auto"
    )
    return found
