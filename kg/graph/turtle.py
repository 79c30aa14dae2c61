"""Turtle, the same bytes on every run and machine: sorted triples, sorted prefixes, a blank line between subjects.

pyoxigraph serializes sorted triples seven times as fast as rdflib; the prefixes we write ourselves, because pyoxigraph
0.5.13 writes them in the order of a hash table.
"""

import re
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox

from kg.graph.files import write_whole
from kg.graph.iris import BASE, make_prefixes
from kg.graph.rdf import make_quads
from kg.model import KnowledgeGraph

_PREFIX_LINES = re.compile(rb"(?:@prefix [^\n]*\n)+")
_SUBJECT = re.compile(rb"\n(?=[^\t\n])")  # lines of one subject begin with a tab; a line break in a literal is escaped


def write_turtle(graph: KnowledgeGraph, path: Path, *, base: str = BASE) -> None:
    """Write the graph to `path` as Turtle, whole or not at all; the same graph gives the same bytes."""
    write_whole(path, serialize_turtle(make_quads(graph, base=base), base=base))


def serialize_turtle(quads: Iterable[ox.Quad | ox.Triple], *, base: str = BASE) -> bytes:
    """Return the triples as Turtle in the order given; name what lies in a named graph beforehand, Turtle has none."""
    prefixes = make_prefixes(base)
    triples = (quad.triple if isinstance(quad, ox.Quad) else quad for quad in quads)
    body = ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=prefixes) or b""
    head = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in prefixes.items()).encode()
    blocks = _SUBJECT.sub(b"\n\n", _PREFIX_LINES.sub(b"", body, count=1)).rstrip(b"\n")
    return head + b"\n" + blocks + b"\n"
