"""The RDF of a graph says what the graph says, in the fixed vocabulary."""

from dataclasses import replace
from decimal import Decimal

import pyoxigraph as ox
import pytest

from kg.errors import KgError
from kg.graph.iris import make_prefixes
from kg.graph.rdf import make_quads
from kg.graph.terms import make_date, make_decimal, make_label
from kg.model import Entity, KnowledgeGraph, Value
from tests.graph.sample import FACTS, LAKE, MAN, SPARK

PREFIXES = make_prefixes()


def ask(store: ox.Store, pattern: str) -> bool:
    return bool(store.query(f"ASK {{ {pattern} }}", prefixes=PREFIXES))


def select(store: ox.Store, pattern: str) -> list[tuple[str, ...]]:
    rows = store.query(f"SELECT * WHERE {{ {pattern} }} ORDER BY ?a ?b", prefixes=PREFIXES)
    return [tuple(term.value for term in row) for row in rows]


@pytest.mark.parametrize(
    "pattern",
    [
        # an entity carries its class and the classes above, its labels by language, its identifiers
        "entity:xinghuo a kg:Company, kg:Organization, kg:Entity ; skos:prefLabel '星火电器'@zh, 'Spark Appliances'@en",
        "entity:xinghuo skos:altLabel '星火'@zh, 'Spark'@en ; kg:ticker 'SZSE:000999'",
        "entity:szse kg:wikidata 'Q517750' ; skos:exactMatch wd:Q517750",
        "entity:yuenan a kg:Country, kg:Place, kg:Market",
        # a relation: node, status, qualifiers, evidence; asserted ones stand as a triple too
        "fact:f02 a rdf:Statement ; rdf:subject entity:xinghuo",
        "fact:f02 rdf:predicate kg:plansToEnter ; rdf:object entity:yuenan",
        "fact:f02 kg:status kg:asserted ; kg:confidence 0.85 ; kg:date '2024-03-02' ; kg:speaker entity:Person-林小满",
        "entity:xinghuo kg:plansToEnter entity:yuenan",
        "fact:f01 kg:title '创始人'",
        "entity:xinghuo kg:foundedOn '1998-05'^^xsd:gYearMonth",
        "fact:f07 rdf:object '1998-05'^^xsd:gYearMonth",
        # an observation
        "fact:f12 a kg:Observation, kg:Fact ; kg:about entity:xinghuo ; kg:metric kg:sales ; kg:value 1200000.0",
        "fact:f12 kg:comparator 'over' ; kg:period '2023' ; kg:unit '台' ; kg:asWritten '超过120万台'",
        "fact:f12 kg:product entity:Product-空调",
        "fact:f13 kg:value 17.5 ; kg:unit '%' ; qudt:hasUnit unit:PERCENT ; kg:comparisonBase 'year-on-year'",
        "kg:sales a skos:Concept ; skos:inScheme kg:metrics ; skos:prefLabel '销量'@zh",
        # an event: every named role is a participant too, a figure has its unit beside it
        "fact:f14 a kg:Announcement, kg:Event, kg:Fact ; kg:person entity:Person-林小满 ; kg:topic entity:yuenan",
        "fact:f14 kg:participant entity:Person-林小满, entity:yuenan, entity:xinghuo ; kg:date '2024-03-02'",
        "fact:f15 kg:amount 300000000.0 ; kg:amountUnit 'CNY' ; kg:amountComparator 'about' ; kg:status kg:rumoured",
        # evidence: the document, the words, where they stand, by which rule
        "fact:f02 prov:wasDerivedFrom [ kg:document [ dcterms:title '星火电器要去越南' ] ; oa:start 0 ; oa:end 31 ;"
        " a kg:Evidence ; kg:rule 'sample/by-hand' ; kg:marks '26-28' ; kg:speaker entity:Person-林小满 ]",
        "fact:f13 kg:evidenceCount 2 ; prov:wasDerivedFrom [ kg:rule 'sample/other' ], [ kg:rule 'sample/by-hand' ]",
        # a document
        "document:d__1_星火 a kg:Document ; dcterms:issued '2024-03-03'^^xsd:date ; dcterms:creator '周一' ;"
        " dcterms:source 'news/a b.md' ; kg:mentions entity:xinghuo",
    ],
)  # fmt: skip
def test_graph_holds(memory, pattern):
    assert ask(memory, pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        "?a kg:acquired ?b",  # rumoured and denied
        "?a kg:listedOn ?b",  # former
        "?a kg:operatesIn ?b",  # planned
        "entity:szse a kg:Market",
        "?a a kg:Observation, kg:Event",
        "?a a kg:Entity, kg:Fact",
        "?a ?p ?b FILTER(isBlank(?a) || isBlank(?b))",
    ],
)
def test_graph_does_not_hold(memory, pattern):
    assert not ask(memory, pattern)


def test_only_entities_have_entity_types_and_labels(memory, sample):
    found = select(memory, "?a a kg:Entity ; skos:prefLabel ?b FILTER(lang(?b) = 'zh')")
    assert len(found) == len({node for node, _ in found}) == len(sample.entities)


def test_offsets_cut_the_quote_out_of_the_file(memory, sample):
    (doc,) = sample.documents.values()
    rows = select(memory, "?a a kg:Evidence ; oa:exact ?b ; oa:start ?start ; oa:end ?end")
    assert len(rows) == sum(len(fact.proofs) for fact in sample.facts.values())
    solutions = memory.query("SELECT * { ?e oa:exact ?quote ; oa:start ?start ; oa:end ?end }", prefixes=PREFIXES)
    for row in solutions:
        assert doc.raw[int(row["start"].value) : int(row["end"].value)] == row["quote"].value


def test_the_order_of_a_graph_does_not_matter(sample):
    backwards = KnowledgeGraph(
        documents=sample.documents,
        entities=dict(reversed(sample.entities.items())),
        facts=dict(reversed(sample.facts.items())),
        annotations=sample.annotations,
    )
    assert make_quads(backwards) == make_quads(sample)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"subject": "nobody"}, "fact f03 .*'nobody' is no entity"),
        ({"object": "nobody"}, "fact f03 .*'nobody' is no entity"),
        ({"predicate": "ownBrand"}, "fact f03: unknown property 'ownBrand'; did you mean ownsBrand"),
        ({"qualifiers": (("buyer", MAN),)}, "fact f03 .*unknown role 'buyer'"),
        ({"qualifiers": (("place", Value("date", "昨天")),)}, "place is '昨天', a value"),
        ({"object": None}, "a relation has a subject and an object"),
        ({"kind": "event", "predicate": "Launch"}, "unknown event class 'Launch'; did you mean ProductLaunch"),
        ({"kind": "observation", "predicate": "sales"}, "an observation has a subject and a value"),
        ({"kind": "observation", "predicate": "sale", "object": Value("quantity", "3", Decimal(3))}, "unknown metric"),
    ],
)
def test_a_graph_that_is_not_closed_is_refused(sample, changes, message):
    fact = replace(next(fact for fact in FACTS if fact.id == "f03"), **changes)
    with pytest.raises(KgError, match=message):
        make_quads(replace(sample, facts={fact.id: fact}))


@pytest.mark.parametrize(
    ("entity", "message"),
    [
        (Entity("x", "Firm", "某"), "entity x: unknown class 'Firm'"),
        (Entity("x", "Company", "某", identifiers=(("isin", "1"),)), "entity x: unknown identifier 'isin'"),
    ],
)
def test_an_entity_outside_the_vocabulary_is_refused(entity, message):
    with pytest.raises(KgError, match=message):
        make_quads(KnowledgeGraph({}, {entity.id: entity}, {}))


@pytest.mark.parametrize(
    ("iso", "type"),
    [("2018", "gYear"), ("2018-10", "gYearMonth"), ("2018-10-26", "date"), ("2018Q3", "string"), ("2018-13", "string")],
)
def test_dates_are_typed_as_precisely_as_they_are_known(iso, type):
    literal = make_date(iso)
    assert (literal.value, literal.datatype.value.rpartition("#")[2]) == (iso, type)


@pytest.mark.parametrize(
    ("number", "text"), [("17.50", "17.5"), ("3E+8", "300000000"), ("-6.9", "-6.9"), ("0.00", "0"), ("-0", "0")]
)
def test_decimals_have_one_form(number, text):
    assert make_decimal(Decimal(number)).value == text


@pytest.mark.parametrize(("text", "tag"), [("红米Redmi", "zh"), ("Redmi Note 7", "en"), ("360", "zh"), ("Émile", "en")])
def test_labels_are_tagged_by_script(text, tag):
    assert make_label(text).language == tag


def test_the_sample_is_as_varied_as_the_tests_assume():
    assert {fact.status for fact in FACTS} == {"asserted", "planned", "former", "denied", "rumoured"}
    assert {fact.kind for fact in FACTS} == {"relation", "observation", "event"}
    assert "·" in SPARK and "/" in LAKE
