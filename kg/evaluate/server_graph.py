"""A number in, a graph of about as many triples out: facts with sentences and documents as a build writes them.

Who is joined to whom follows from arithmetic alone, so the graph is the same on every machine. Companies supply, own
and invest in each other; a few do so a hundred times as often as most.
"""

from collections.abc import Iterator

import pyoxigraph as ox

from kg.graph.iris import BASE, DCTERMS, OA, PROV
from kg.ontology.vocabulary import KG, RDF, SKOS

PER_FACT = 12.2  # triples of a fact, its sentence, and its share of companies and documents
FACTS_PER_COMPANY, FACTS_PER_DOCUMENT = 8, 20
PROPERTIES = ("supplierOf", "investsIn", "partnerOf", "competitorOf", "acquired", "operatesIn", "subsidiaryOf")
STATUSES = ("asserted", "asserted", "asserted", "planned", "former", "rumoured", "denied")
PRIME = 2_147_483_647  # a multiplier below it visits all remainders, as Lehmer's generator does
TREE = 3  # companies that each belong to one above

_A = ox.NamedNode(RDF + "type")


def make_graph(size: int) -> Iterator[ox.Quad]:
    """Yield about `size` triples, each once."""
    facts = max(int(size / PER_FACT), 1)
    companies = max(facts // FACTS_PER_COMPANY, 2)
    documents = max(facts // FACTS_PER_DOCUMENT, 1)
    for number in range(companies):
        yield from _make_company(number)
    for number in range(documents):
        doc = _node("document", f"d{number}")
        yield ox.Quad(doc, _A, _term("Document"))
        yield ox.Quad(doc, _dc("title"), ox.Literal(f"第{number}号报道"))
    plain: set[tuple[int, str, int]] = set()
    for number in range(facts):
        yield from _make_fact(number, companies, documents, plain)


def _make_company(number: int) -> Iterator[ox.Quad]:
    node = _node("entity", f"c{number}")
    yield ox.Quad(node, _A, _term("Company"))
    yield ox.Quad(node, _A, _term("Organization"))
    yield ox.Quad(node, _A, _term("Entity"))
    yield ox.Quad(node, ox.NamedNode(SKOS + "prefLabel"), ox.Literal(f"第{number}公司", language="zh"))
    yield ox.Quad(node, ox.NamedNode(SKOS + "prefLabel"), ox.Literal(f"Company {number}", language="en"))


def _make_fact(number: int, companies: int, documents: int, plain: set[tuple[int, str, int]]) -> Iterator[ox.Quad]:
    name = PROPERTIES[number % len(PROPERTIES)]
    subject, other = _choose(number, companies)
    if name == "subsidiaryOf":
        other = subject // TREE
    status = STATUSES[number // len(PROPERTIES) % len(STATUSES)]
    fact, evidence = _node("fact", f"f{number}"), _node("evidence", f"e{number}")
    ends = (_node("entity", f"c{subject}"), _term(name), _node("entity", f"c{other}"))
    yield ox.Quad(fact, _A, ox.NamedNode(RDF + "Statement"))
    for end, node in zip(("subject", "predicate", "object"), ends, strict=True):
        yield ox.Quad(fact, ox.NamedNode(RDF + end), node)
    yield ox.Quad(fact, _term("status"), _term(status))
    yield ox.Quad(fact, _term("confidence"), ox.Literal(f"0.{50 + number % 50}", datatype=_xsd("decimal")))
    yield ox.Quad(fact, ox.NamedNode(PROV + "wasDerivedFrom"), evidence)
    yield ox.Quad(evidence, _A, _term("Evidence"))
    yield ox.Quad(evidence, _term("document"), _node("document", f"d{number % documents}"))
    sentence = f"第{subject}公司在第{number}次公告中提到第{other}公司，金额为{number * 37 % 9973}万元。"
    yield ox.Quad(evidence, ox.NamedNode(OA + "exact"), ox.Literal(sentence))
    yield ox.Quad(evidence, ox.NamedNode(OA + "start"), ox.Literal(str(number), datatype=_xsd("integer")))
    if status == "asserted" and (subject, name, other) not in plain:
        plain.add((subject, name, other))
        yield ox.Quad(*ends)


def _choose(number: int, companies: int) -> tuple[int, int]:
    """Return two different companies, a tenth of the time one of the few that stand in the news every day."""
    first, second = (number * 48_271 + 11) % PRIME, (number * 69_621 + 7) % PRIME
    few = max(companies // 100, 1)
    subject = first % few if first % 10 == 0 else first % companies
    other = second % companies
    return subject, other if other != subject else (other + 1) % companies


def _node(space: str, id: str) -> ox.NamedNode:
    return ox.NamedNode(f"{BASE}{space}/{id}")


def _term(name: str) -> ox.NamedNode:
    return ox.NamedNode(KG + name)


def _dc(name: str) -> ox.NamedNode:
    return ox.NamedNode(DCTERMS + name)


def _xsd(name: str) -> ox.NamedNode:
    return ox.NamedNode(f"http://www.w3.org/2001/XMLSchema#{name}")
