"""RDF/XML: what is asserted; characters that XML 1.0 can't hold become U+FFFD."""

from kg.exports.registry import Source, register
from kg.graph.serialize import serialize_rdfxml


@register("rdfxml", ".rdf", help="RDF/XML: what is asserted")
def make_rdfxml(source: Source) -> tuple[bytes, ...]:
    """Return the asserted triples as RDF/XML."""
    return (serialize_rdfxml(source.quads, base=source.base),)
