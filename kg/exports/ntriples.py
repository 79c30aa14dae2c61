"""N-Triples: what is asserted, a triple a line."""

from kg.exports.registry import Source, register
from kg.graph.serialize import serialize_lines


@register("ntriples", ".nt", help="N-Triples: what is asserted, a triple a line")
def make_ntriples(source: Source) -> tuple[bytes, ...]:
    """Return the asserted triples as N-Triples."""
    return (serialize_lines(source.quads),)
