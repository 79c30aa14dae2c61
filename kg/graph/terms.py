"""RDF terms from our values: decimals, dates as precise as the text, labels tagged by script, nodes of our spaces."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import cache

import pyoxigraph as ox

from kg.chinese import has_chinese
from kg.expressions import compile_re
from kg.graph.iris import Space, make_iri
from kg.model import Value
from kg.ontology.vocabulary import KG, RDF, SKOS, XSD, Property

TYPE = ox.NamedNode(RDF + "type")
PREF_LABEL = ox.NamedNode(SKOS + "prefLabel")
ALT_LABEL = ox.NamedNode(SKOS + "altLabel")

XSD_DATE = ox.NamedNode(XSD + "date")
XSD_DECIMAL = ox.NamedNode(XSD + "decimal")
XSD_INTEGER = ox.NamedNode(XSD + "integer")

CONFIDENCE_DIGITS = 4  # more would be noise of floating point, not knowledge

_PARTIAL_DATES = (
    (compile_re(r"\d{4}-\d\d-\d\d"), XSD_DATE),
    (compile_re(r"\d{4}-\d\d"), ox.NamedNode(XSD + "gYearMonth")),
    (compile_re(r"\d{4}"), ox.NamedNode(XSD + "gYear")),
)
_LATIN = compile_re(r"[A-Za-z\u00c0-\u024f]")


@cache
def make_term(name: str) -> ox.NamedNode:
    """Return the node of a class, property, metric or status of the vocabulary."""
    return ox.NamedNode(KG + name)


def make_node(space: Space, id: str, base: str) -> ox.NamedNode:
    """Return the node of a document, entity, fact or piece of evidence."""
    return ox.NamedNode(make_iri(space, id, base=base))


def make_label(text: str) -> ox.Literal:
    """Return the text tagged by its script: zh if it has a Chinese character, en if it has only Latin letters.

    >>> make_label("红米Redmi").language, make_label("Redmi").language
    ('zh', 'en')
    """
    return ox.Literal(text, language="en" if _LATIN.search(text) and not has_chinese(text) else "zh")


def make_decimal(number: Decimal) -> ox.Literal:
    """Return an xsd:decimal in its canonical form: no exponent, no needless zeros (a store would make it so anyway)."""
    return ox.Literal(format(number.normalize() + 0, "f"), datatype=XSD_DECIMAL)


def make_confidence(number: float) -> ox.Literal:
    """Return a number from 0 to 1 as xsd:decimal."""
    return make_decimal(Decimal(str(round(number, CONFIDENCE_DIGITS))))


def make_date(iso: str) -> ox.Literal:
    """Return xsd:date, xsd:gYearMonth or xsd:gYear; what is none of them (2018Q3) stays a plain string.

    >>> make_date("2010-04").datatype.value
    'http://www.w3.org/2001/XMLSchema#gYearMonth'
    """
    for pattern, datatype in _PARTIAL_DATES:
        if pattern.fullmatch(iso) and _is_date(iso):
            return ox.Literal(iso, datatype=datatype)
    return ox.Literal(iso)


def _is_date(iso: str) -> bool:
    try:
        date.fromisoformat(iso + "-01" * (2 - iso.count("-")))
    except ValueError:
        return False
    return True


def _make_text(value: Value) -> ox.Literal:
    return ox.Literal(value.iso or value.text)


def _make_number(value: Value) -> ox.Literal:
    return _make_text(value) if value.number is None else make_decimal(value.number)


_BY_RANGE: dict[str, Callable[[Value], ox.Literal]] = {
    "Date": lambda value: make_date(value.iso or value.text),
    "xsd:decimal": _make_number,
}


def make_literal(property: Property, value: Value) -> ox.Literal:
    """Return the value as the property's range wants it; a text is the ISO form, or what was written."""
    return _BY_RANGE.get(property.range[0], _make_text)(value)
