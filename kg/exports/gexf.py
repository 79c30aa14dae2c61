"""GEXF, for Gephi: entities, observations and events as nodes, labelled in Chinese."""

import re
from io import BytesIO

import networkx as nx  # type: ignore[import-untyped]

from kg.exports.plain import flatten_network
from kg.exports.registry import Source, register

_DATE = re.compile(rb' lastmodifieddate="[^"]*"')  # networkx writes today's


@register("gexf", ".gexf", help="GEXF: nodes and edges with attributes, for Gephi")
def make_gexf(source: Source) -> tuple[bytes, ...]:
    """Return the network as GEXF."""
    network = flatten_network(source.network)
    for _, attributes in network.nodes(data=True):
        attributes["label"] = attributes["name"]
    out = BytesIO()
    nx.write_gexf(network, out, encoding="utf-8", prettyprint=True)
    return (_DATE.sub(b"", out.getvalue()),)
