"""Turtle: what is asserted, byte for byte the graph.ttl of the build."""

from kg.exports.registry import Source, register
from kg.graph.turtle import serialize_turtle


@register("turtle", ".ttl", help="Turtle: what is asserted")
def make_turtle(source: Source) -> tuple[bytes, ...]:
    """Return the asserted triples as Turtle."""
    return (serialize_turtle(source.quads, base=source.base),)
