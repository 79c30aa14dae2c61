"""Ties between nodes as networkx has them, a mapping of mappings: what most of a picture needs of a network.

The overview is made of these alone, since networkx takes longer to load than that takes to make.
"""

from collections.abc import Collection, Iterator, Mapping

from kg.view.networks import part_network

Adjacency = Mapping[int, Mapping[int, Mapping[str, float]]]  # node → neighbour → attributes; each edge both ways


def list_pairs(ties: Adjacency, among: Collection[int]) -> Iterator[tuple[int, int]]:
    """Yield the edges among some nodes, as (smaller, greater)."""
    among = set(among)
    return ((a, b) for a in among for b in ties[a] if a < b and b in among)


def cut_ties(ties: Adjacency, nodes: Collection[int]) -> Adjacency:
    """Return these nodes with the edges among them."""
    nodes = set(nodes)
    return {a: {b: edge for b, edge in ties.get(a, {}).items() if b in nodes} for a in sorted(nodes)}


def find_components(ties: Adjacency, among: Collection[int]) -> list[list[int]]:
    """Return the connected pieces that some nodes and the edges among them fall into, each sorted."""
    nodes = sorted(among)
    number = {node: place for place, node in enumerate(nodes)}
    pairs = [(number[a], number[b]) for a, b in list_pairs(ties, nodes)]
    return [[nodes[place] for place in part] for part in part_network(len(nodes), pairs)]
