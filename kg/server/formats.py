"""The formats of results and graphs, and which of them a request wants (RFC 9110, section 12.5.1)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

import pyoxigraph as ox

Kind = Literal["rows", "graph"]


@dataclass(frozen=True, slots=True)
class Format:
    """A format by its short name (as in `format=`); its first media type is what answers are labelled with."""

    name: str
    kind: Kind
    media_types: tuple[str, ...]
    writer: ox.QueryResultsFormat | ox.RdfFormat
    charset: bool = False


def _list_formats() -> Iterator[Format]:
    rows, graph = ox.QueryResultsFormat, ox.RdfFormat
    yield Format("json", "rows", ("application/sparql-results+json", "application/json"), rows.JSON)
    yield Format("xml", "rows", ("application/sparql-results+xml", "application/xml", "text/xml"), rows.XML)
    yield Format("csv", "rows", ("text/csv",), rows.CSV, charset=True)
    yield Format("tsv", "rows", ("text/tab-separated-values",), rows.TSV, charset=True)
    yield Format("ttl", "graph", ("text/turtle", "application/x-turtle"), graph.TURTLE, charset=True)
    yield Format("nt", "graph", ("application/n-triples", "text/plain"), graph.N_TRIPLES)
    yield Format("jsonld", "graph", ("application/ld+json", "application/json"), graph.JSON_LD)
    yield Format("rdf", "graph", ("application/rdf+xml", "application/xml", "text/xml"), graph.RDF_XML)


FORMATS = {format.name: format for format in _list_formats()}
"""By short name; of several that are wanted as much, the first is taken."""


@dataclass(frozen=True, slots=True)
class Range:
    """A media range of an Accept header (`text/*`) with its weight from 0 to 1."""

    type: str
    subtype: str
    weight: float

    @property
    def precision(self) -> int:
        """How narrow the range is: 0 for any type, 1 for any subtype, 2 for one media type."""
        return (self.type != "*") + (self.subtype != "*")


def parse_accept(header: str) -> list[Range]:
    """Return the ranges of an Accept header; what is malformed in it is passed over, an empty header takes anything."""
    return list(_parse_ranges(header)) or [Range("*", "*", 1.0)]


def _parse_ranges(header: str) -> Iterator[Range]:
    for part in header.split(","):
        name, *parameters = (piece.strip() for piece in part.split(";"))
        type, slash, subtype = name.lower().partition("/")
        if not slash or not type or not subtype:
            continue
        weight = 1.0
        for parameter in parameters:
            key, _, value = parameter.partition("=")
            if key.strip().lower() == "q":
                try:
                    weight = min(max(float(value), 0.0), 1.0)
                except ValueError:
                    weight = 0.0
        yield Range(type, subtype, weight)


def choose_format(kind: Kind, ranges: Iterable[Range]) -> Format | None:
    """Return the format of this kind that is wanted most, None where none is."""
    ranges = list(ranges)
    weighed = [(weigh_format(format, ranges), -place, format) for place, format in enumerate(list_formats(kind))]
    weight, _, format = max(weighed, key=lambda each: each[:2])
    return format if weight > 0 else None


def list_formats(kind: Kind) -> list[Format]:
    """Return the formats of a kind, the preferred first."""
    return [format for format in FORMATS.values() if format.kind == kind]


def weigh_format(format: Format, ranges: Iterable[Range]) -> float:
    """Return how much a format is wanted by any of its names, 0 to 1; the narrowest range that fits a name decides."""
    return max(weigh_type(name, ranges) for name in format.media_types)


def weigh_type(name: str, ranges: Iterable[Range]) -> float:
    """Return how much a media type is wanted, 0 to 1."""
    type, _, subtype = name.partition("/")
    fitting = [r for r in ranges if r.type in ("*", type) and r.subtype in ("*", subtype)]
    return max(fitting, key=lambda r: (r.precision, r.weight)).weight if fitting else 0.0


def label_format(format: Format) -> str:
    """Return the Content-Type of a format.

    >>> label_format(FORMATS["csv"]), label_format(FORMATS["json"])
    ('text/csv; charset=utf-8', 'application/sparql-results+json')
    """
    return format.media_types[0] + ("; charset=utf-8" if format.charset else "")
