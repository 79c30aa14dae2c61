"""What the endpoint says of itself (SPARQL 1.1 Service Description): its address, its formats, its graphs."""

from collections.abc import Iterable, Iterator
from typing import cast

import pyoxigraph as ox

from kg.graph.terms import TYPE
from kg.ontology.vocabulary import KG
from kg.server.answers import write_prefixes
from kg.server.formats import FORMATS, Format

SD = "http://www.w3.org/ns/sparql-service-description#"
FORMAT_IRI = "http://www.w3.org/ns/formats/"

# https://www.w3.org/ns/formats/: how the formats are called there.
_NAMES = {
    "json": "SPARQL_Results_JSON", "xml": "SPARQL_Results_XML", "csv": "SPARQL_Results_CSV",
    "tsv": "SPARQL_Results_TSV", "ttl": "Turtle", "nt": "N-Triples", "jsonld": "JSON-LD", "rdf": "RDF_XML",
}  # fmt: skip


def describe_service(address: str, graphs: Iterable[str], format: Format) -> bytes:
    """Return the description of the endpoint at `address`, whose store holds these named graphs."""
    prefixes = {"format": FORMAT_IRI, "kg": KG, "sd": SD}
    triples = list(_make_triples(address, graphs))
    data = ox.serialize(triples, format=cast(ox.RdfFormat, format.writer), prefixes=prefixes) or b""
    beginning = write_prefixes(prefixes) if format.name == "ttl" else b""
    return beginning + data[len(beginning) :]


def _make_triples(address: str, graphs: Iterable[str]) -> Iterator[ox.Triple]:
    service, dataset, default = (ox.NamedNode(address + suffix) for suffix in ("#service", "#dataset", "#default"))
    yield ox.Triple(service, TYPE, _sd("Service"))
    yield ox.Triple(service, _sd("endpoint"), ox.NamedNode(address))
    yield ox.Triple(service, _sd("supportedLanguage"), _sd("SPARQL11Query"))
    for name in FORMATS:
        yield ox.Triple(service, _sd("resultFormat"), ox.NamedNode(FORMAT_IRI + _NAMES[name]))
    yield ox.Triple(service, _sd("defaultDataset"), dataset)
    yield ox.Triple(dataset, TYPE, _sd("Dataset"))
    yield ox.Triple(dataset, _sd("defaultGraph"), default)
    yield ox.Triple(default, TYPE, _sd("Graph"))
    for number, graph in enumerate(graphs, 1):
        named = ox.NamedNode(f"{address}#graph{number}")
        yield ox.Triple(dataset, _sd("namedGraph"), named)
        yield ox.Triple(named, TYPE, _sd("NamedGraph"))
        yield ox.Triple(named, _sd("name"), ox.NamedNode(graph))


def _sd(name: str) -> ox.NamedNode:
    return ox.NamedNode(SD + name)
