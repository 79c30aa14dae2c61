"""A small graph made by hand: every kind of fact, every status, names that are hard on identifiers and serializers."""

from array import array
from datetime import date
from decimal import Decimal

from kg.model import Annotation, Document, Entity, Fact, KnowledgeGraph, Proof, Status, Value

TEXT = (
    "星火电器创始人林小满3月2日在年会上宣布，公司将进入越南市场。\n"
    "星火电器2023年空调销量超过120万台，同比增长17.5%，旗下品牌“火花·SPARK”面向年轻家庭。\n"
    "有传闻称星火电器将收购蓝湖/科技，公司否认了这一说法。\n"
    "公司成立于1998年5月，曾在深交所上市，去年获得“金轴承”奖 100% 满意度大奖。\n"
)
SENTENCES = TEXT.splitlines()
DOCUMENT = "d_1 星火"

SPARK, LAKE, MAN, AWARD = "Brand-火花·SPARK", "Organization-蓝湖/科技", "Person-林小满", "Award-“金轴承”奖 100%"

ENTITIES = (
    Entity("xinghuo", "Company", "星火电器", "Spark Appliances", ("星火", "Spark"), (("ticker", "SZSE:000999"),)),
    Entity(LAKE, "Company", "蓝湖/科技"),
    Entity("szse", "Organization", "深交所", "Shenzhen Stock Exchange", ("SZSE",), (("wikidata", "Q517750"),)),
    Entity(MAN, "Person", "林小满"),
    Entity(SPARK, "Brand", "“火花·SPARK”", "", ('he said "hi"\\', "SPARK")),
    Entity("Product-空调", "Product", "空调"),
    Entity("Product-空 调", "Product", "空 调"),
    Entity("yuenan", "Country", "越南", "Vietnam"),
    Entity("Segment-年轻家庭", "Segment", "年轻家庭"),
    Entity(AWARD, "Award", "“金轴承”奖 100%"),
)


def make_proof(index: int, *words: str, rule: str = "sample/by-hand", speaker: str | None = None) -> Proof:
    """Return the proof that sentence `index` is, `words` marked."""
    quote = SENTENCES[index]
    start = TEXT.index(quote)
    places = [start + quote.index(word) for word in words]
    spans = tuple((place, place + len(word)) for place, word in zip(places, words, strict=True))
    return Proof(DOCUMENT, start, start + len(quote), quote, rule, 0.9, speaker, spans)


def make_relation(
    id: str,
    triple: tuple[str, str, str | Value],
    proof: Proof,
    status: Status = "asserted",
    qualifiers: tuple[tuple[str, str | Value], ...] = (),
) -> Fact:
    """Return a relation."""
    subject, predicate, value = triple
    return Fact(id, "relation", predicate, subject, value, qualifiers, status, 0.85, (proof,))


def make_date(text: str, iso: str) -> Value:
    """Return a date."""
    return Value("date", text, iso=iso)


YEAR, DAY = make_date("2023年", "2023"), make_date("3月2日", "2024-03-02")

FACTS = (
    make_relation(
        "f01",
        (MAN, "founderOf", "xinghuo"),
        make_proof(0, "星火电器", "创始人", "林小满"),
        qualifiers=(("title", Value("quantity", "创始人")),),
    ),
    make_relation(
        "f02", ("xinghuo", "plansToEnter", "yuenan"), make_proof(0, "越南", speaker=MAN), qualifiers=(("date", DAY),)
    ),
    make_relation("f03", ("xinghuo", "ownsBrand", SPARK), make_proof(1, "旗下品牌")),
    make_relation("f04", (SPARK, "targetsSegment", "Segment-年轻家庭"), make_proof(1, "面向")),
    make_relation("f05", ("xinghuo", "acquired", LAKE), make_proof(2, "收购"), "rumoured"),
    make_relation("f06", ("xinghuo", "acquired", LAKE), make_proof(2, "否认"), "denied"),
    make_relation("f07", ("xinghuo", "foundedOn", make_date("1998年5月", "1998-05")), make_proof(3, "成立于")),
    make_relation("f08", ("xinghuo", "listedOn", "szse"), make_proof(3, "上市"), "former"),
    make_relation("f09", ("xinghuo", "operatesIn", "yuenan"), make_proof(0), "planned"),
    make_relation("f10", ("xinghuo", "produces", "Product-空调"), make_proof(1, "空调")),
    make_relation("f11", ("xinghuo", "competitorOf", LAKE), make_proof(2)),
    Fact(
        id="f12",
        kind="observation",
        predicate="sales",
        subject="xinghuo",
        object=Value("quantity", "超过120万台", Decimal(1200000), None, "台", "over"),
        qualifiers=(("period", YEAR), ("product", "Product-空调")),
        status="asserted",
        confidence=1.0,
        proofs=(make_proof(1, "120万台"),),
    ),
    Fact(
        id="f13",
        kind="observation",
        predicate="salesGrowth",
        subject="xinghuo",
        object=Value("quantity", "17.5%", Decimal("17.50"), None, "%", base="year-on-year"),
        qualifiers=(("period", YEAR),),
        status="asserted",
        confidence=0.8,
        proofs=(make_proof(1, "17.5%"), make_proof(1, "17.5%", rule="sample/other")),
    ),
    Fact(
        id="f14",
        kind="event",
        predicate="Announcement",
        subject=None,
        object=None,
        qualifiers=(("date", DAY), ("person", MAN), ("topic", "yuenan"), ("organization", "xinghuo")),
        status="asserted",
        confidence=0.7,
        proofs=(make_proof(0, "宣布"),),
    ),
    Fact(
        id="f15",
        kind="event",
        predicate="Acquisition",
        subject=None,
        object=None,
        qualifiers=(
            ("buyer", "xinghuo"),
            ("target", LAKE),
            ("amount", Value("quantity", "3亿元", Decimal("3E+8"), None, "CNY", "about")),
        ),
        status="rumoured",
        confidence=0.4,
        proofs=(make_proof(2),),
    ),
    make_relation("f16", ("xinghuo", "receivedAward", AWARD), make_proof(3)),
)


def make_sample() -> KnowledgeGraph:
    """Return the graph."""
    doc = Document(
        id=DOCUMENT,
        title="星火电器要去越南",
        text=TEXT,
        raw=TEXT,
        offsets=array("l", range(len(TEXT) + 1)),
        published=date(2024, 3, 3),
        author="周一",
        source="news/a b.md",
    )
    return KnowledgeGraph(
        documents={doc.id: doc},
        entities={entity.id: entity for entity in sorted(ENTITIES, key=lambda entity: entity.id)},
        facts={fact.id: fact for fact in FACTS},
        annotations={doc.id: (Annotation(0, 4, "xinghuo"), Annotation(7, 10, MAN))},
    )
