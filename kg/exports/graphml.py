"""GraphML, for Gephi, Cytoscape, yEd and igraph: entities, observations and events as nodes."""

from io import BytesIO

import networkx as nx  # type: ignore[import-untyped]

from kg.exports.plain import flatten_network
from kg.exports.registry import Source, register


@register("graphml", ".graphml", help="GraphML: nodes and edges with attributes, for Gephi, Cytoscape, yEd")
def make_graphml(source: Source) -> tuple[bytes, ...]:
    """Return the network as GraphML."""
    out = BytesIO()
    # The writer on the standard library: the one on lxml writes another order of keys from version to version.
    nx.write_graphml_xml(flatten_network(source.network), out, encoding="utf-8", prettyprint=True)
    return (out.getvalue() + b"\n",)
