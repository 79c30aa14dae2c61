"""Quads in, the HTTP requests out that put them into a store or take them away, by either protocol of SPARQL 1.1."""

from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import quote

import pyoxigraph as ox

from kg.graph.protocols import Protocol, Request

_UPDATE = {"Content-Type": "application/sparql-update; charset=utf-8"}
_TRIPLES = {"Content-Type": "application/n-triples"}


def make_insert(protocol: Protocol, url: str, quads: Sequence[ox.Quad]) -> Iterator[Request]:
    """Yield the requests that add quads; repeated, they change nothing."""
    if protocol is Protocol.update:
        yield Request("POST", url, b"INSERT DATA {\n%s}" % _serialize_groups(quads), _UPDATE)
        return
    for graph, members in _group(quads).items():
        yield Request("POST", _name_graph(url, graph), _serialize(members), _TRIPLES)


def make_delete(url: str, quads: Sequence[ox.Quad]) -> Request:
    """Return the update that removes quads."""
    return Request("POST", url, b"DELETE DATA {\n%s}" % _serialize_groups(quads), _UPDATE)


def make_clear(protocol: Protocol, url: str, graph: object) -> Request:
    """Return the request that empties a graph, whether it is there or not."""
    if protocol is Protocol.graph_store:
        return Request("DELETE", _name_graph(url, graph), missing_is_fine=True)
    name = f"GRAPH {graph}" if isinstance(graph, ox.NamedNode) else "DEFAULT"
    return Request("POST", url, f"CLEAR SILENT {name}".encode(), _UPDATE)


def _name_graph(url: str, graph: object) -> str:
    name = f"graph={quote(graph.value, safe='')}" if isinstance(graph, ox.NamedNode) else "default"
    return f"{url}{'&' if '?' in url else '?'}{name}"


def _group(quads: Iterable[ox.Quad]) -> dict[object, list[ox.Quad]]:
    groups: dict[object, list[ox.Quad]] = {}
    for quad in quads:
        groups.setdefault(quad.graph_name, []).append(quad)
    return groups


def _serialize_groups(quads: Sequence[ox.Quad]) -> bytes:
    """Return quads as the body of INSERT DATA and DELETE DATA: N-Triples, in GRAPH where they have a name."""
    parts = []
    for graph, members in _group(quads).items():
        named = isinstance(graph, ox.NamedNode)
        parts.append(
            b"GRAPH %s {\n%s}\n" % (str(graph).encode(), _serialize(members)) if named else _serialize(members)
        )
    return b"".join(parts)


def _serialize(quads: Iterable[ox.Quad]) -> bytes:
    return ox.serialize((quad.triple for quad in quads), format=ox.RdfFormat.N_TRIPLES) or b""
