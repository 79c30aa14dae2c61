"""JSON-LD in expanded form: what is asserted, readable by any JSON tool, no context to fetch."""

from kg.exports.registry import Source, register
from kg.graph.serialize import serialize_jsonld


@register("jsonld", ".jsonld", help="JSON-LD, expanded: what is asserted")
def make_jsonld(source: Source) -> tuple[bytes, ...]:
    """Return the asserted triples as JSON-LD."""
    return (serialize_jsonld(source.quads),)
