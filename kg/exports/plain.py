"""A network whose attributes any format can hold: texts, numbers, one type for each name."""

import networkx as nx  # type: ignore[import-untyped]

from kg.graph.serialize import NOT_XML

LIST_SEPARATOR = " | "


def flatten_network(network: "nx.MultiDiGraph[str]") -> "nx.MultiDiGraph[str]":
    """Return a copy with lists joined and characters that XML can't hold replaced by U+FFFD."""
    flat: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node, attributes in network.nodes(data=True):
        flat.add_node(_clean(node), **{name: _flatten(value) for name, value in attributes.items()})
    for subject, object, key, attributes in network.edges(keys=True, data=True):
        found = {name: _flatten(value) for name, value in attributes.items()}
        flat.add_edge(_clean(subject), _clean(object), key=_clean(key), **found)
    return flat


def _flatten(value: object) -> str | int | float:
    if isinstance(value, tuple):
        return _clean(LIST_SEPARATOR.join(value))
    return value if isinstance(value, int | float) else _clean(str(value))


def _clean(text: str) -> str:
    return NOT_XML.sub("\ufffd", text)
