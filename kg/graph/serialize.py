"""RDF in the other standard syntaxes, each the same bytes on every run: sorted quads, sorted prefixes."""

import re
from collections.abc import Iterable

import pyoxigraph as ox

from kg.expressions import compile_re
from kg.graph.iris import BASE, make_prefixes

_PREFIX_LINES = re.compile(rb"\A(?:@prefix [^\n]*\n)+")
_SUBJECT = re.compile(rb"\n(?=[^\t\n}])")  # lines of one subject begin with a tab; line breaks in literals are escaped
_ROOT = re.compile(rb"<rdf:RDF [^>]*>")
_NAMESPACE = re.compile(rb'xmlns:[^=]+="[^"]*"')
NOT_XML = compile_re("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # what XML 1.0, production 2, leaves out


def serialize_lines(quads: Iterable[ox.Quad]) -> bytes:
    """Return N-Quads, or N-Triples where all quads are of the default graph, in the order given."""
    return ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b""


def serialize_trig(quads: Iterable[ox.Quad], *, base: str = BASE) -> bytes:
    """Return TriG in the order given, a blank line between subjects."""
    prefixes = make_prefixes(base)
    body = ox.serialize(quads, format=ox.RdfFormat.TRIG, prefixes=prefixes) or b""
    return write_prefixes(prefixes) + b"\n" + part_subjects(body) + b"\n"


def part_subjects(body: bytes) -> bytes:
    """Return Turtle or TriG as pyoxigraph writes it without its prefixes, a blank line between subjects."""
    return _SUBJECT.sub(b"\n\n", _PREFIX_LINES.sub(b"", body)).strip(b"\n")


def write_prefixes(prefixes: dict[str, str]) -> bytes:
    """Return the head of a Turtle or TriG file; pyoxigraph 0.5.13 writes it in the order of a hash table."""
    return "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in prefixes.items()).encode()


def serialize_jsonld(quads: Iterable[ox.Quad]) -> bytes:
    """Return expanded JSON-LD in the order given, a node a line."""
    body = ox.serialize(quads, format=ox.RdfFormat.JSON_LD) or b"[]"
    return body.replace(b']},{"@id":', b']},\n{"@id":') + b"\n"


def serialize_rdfxml(quads: Iterable[ox.Quad], *, base: str = BASE) -> bytes:
    """Return RDF/XML in the order given; what XML can't hold becomes U+FFFD."""
    triples = (ox.Triple(quad.subject, quad.predicate, _clean(quad.object)) for quad in quads)
    body = ox.serialize(triples, format=ox.RdfFormat.RDF_XML, prefixes=make_prefixes(base)) or b""
    return _ROOT.sub(_sort_namespaces, body, count=1)


def _clean(
    term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple,
) -> ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple:
    if not isinstance(term, ox.Literal) or not NOT_XML.search(term.value):
        return term
    text = NOT_XML.sub("\ufffd", term.value)
    return ox.Literal(text, language=term.language) if term.language else ox.Literal(text, datatype=term.datatype)


def _sort_namespaces(root: re.Match[bytes]) -> bytes:
    return b"<rdf:RDF " + b" ".join(sorted(_NAMESPACE.findall(root[0]))) + b">"
