"""N-Quads: what is asserted and, in the graph kg:inferred, what follows."""

from kg.exports.registry import Source, register
from kg.graph.serialize import serialize_lines


@register("nquads", ".nq", help="N-Quads: what is asserted and what follows, a quad a line")
def make_nquads(source: Source) -> tuple[bytes, ...]:
    """Return both graphs as N-Quads."""
    return (serialize_lines([*source.quads, *source.inferred]),)
