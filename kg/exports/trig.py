"""TriG: what is asserted and, in the graph kg:inferred, what follows, with prefixes."""

from kg.exports.registry import Source, register
from kg.graph.serialize import serialize_trig


@register("trig", ".trig", help="TriG: what is asserted and what follows, with prefixes")
def make_trig(source: Source) -> tuple[bytes, ...]:
    """Return both graphs as TriG."""
    return (serialize_trig([*source.quads, *source.inferred], base=source.base),)
