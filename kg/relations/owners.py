"""Whose a figure is: the name before its metric word in the clause, else who the clause or those before it speak of.

A wrong owner costs more than a missing figure: common nouns own only figures of markets (中国电动车销量), a noun that
is no entity bars the names before it (主要股指上涨3%), and sources (甲报记者获悉) own nothing.
"""

import re
from dataclasses import dataclass

from kg.model import Mention
from kg.relations.clauses import ACTORS, OWNERS, Clause
from kg.relations.discourse import Passage
from kg.relations.measures import CARRIED, SHARE_OF, Measured, find_metric_words
from kg.relations.reading import Reading

BODIES = ACTORS - {"Person"}
PLACES = {"Place", "Country", "Region", "City"}
PERSON_METRICS = {
    *("age", "compensation", "stake", "sharesSold", "sharesBought", "sharesHeld", "investment", "sharesPledged"),
    "lockUpPeriod",
}
HOLDER_METRICS = {"stake", "sharesBought", "sharesSold", "sharesHeld", "investment", "acquisitionAmount"}
PRODUCT_METRICS = {"price", "warranty", "range", "screenSize", "batteryCapacity"}
PLACE_METRICS = {"gdpGrowth", "trade"}
STOCK_METRICS = {"sharePriceChange", "sharePrice", "marketCap"}
MARKET_METRICS = {
    *("shipments", "shipmentsGrowth", "sales", "salesGrowth", "production", "productionGrowth", "productionCapacity"),
    *("price", "priceChange", "growth", "penetration", "marketSize", "marketSizeGrowth", "exportValue", "importValue"),
    *("exportValueGrowth", "importValueGrowth", "vehiclesInUse", "energyDensity", "interestRate", "tariff", "patents"),
    *("users", "usersGrowth", "productionAndSales", "range", "rank", "batteryCapacity", "investment", "subsidy"),
}  # what a common noun may own
NEUTRAL = re.compile(
    r"公司|集团|企业|业务|部门|平台|板块|季度|财季|财年|年度|全年|同期|方面|数据|财报|总额|规模|总|合计|金额|股|比例|半年|月|期|净额|部分|业绩|自身|经营|一致行动人"
)
MARKET = re.compile(r"市场|行业|产业|渗透率|保有量|的尾气|销量|产销|整体")
AMONG = re.compile(r"在[^，。；]{0,14}$")
OPINION = re.compile(r"指出|认为|预测|分析|判断|测算|估算|估计|统计|显示|研究|调查")
FROM_TITLE = 0.75  # no owner but the company that the article is about


@dataclass
class Carry:
    """What one figure lends to the next of a paragraph: what it measures and whose it is."""

    measured: Measured | None = None
    owner: Mention | None = None
    paragraph: int = -1


def find_owner(
    reading: Reading, passage: Passage, figure: Mention, measured: Measured, carry: Carry, main: Mention | None
) -> tuple[Mention | None, float]:
    """Return whose figure it is, with a factor for how far away the name stands."""
    clause = passage.clause
    limit = max(measured.word_start, clause.start)
    whole = SHARE_OF.search(reading.text, clause.start, figure.start)
    if whole and measured.metric == "stake":
        limit = min(limit, whole.start())  # 占公司总股本的5%: the whole is not the owner
    bracketed = _find_bracketed(reading, clause, figure)
    if bracketed is not None:
        return bracketed, 1.0
    named = [m for m in clause.mentions if m.type in OWNERS and m.end <= limit]
    if not named and not whole:
        named = [m for m in clause.mentions if m.type in OWNERS and m.end <= figure.start]
    named = [m for m in named if not _is_among(reading, clause, m)]
    own = _find_own(reading, clause, figure, measured, named)
    if own[0] is not None:
        return own
    return _find_carried(reading, passage, figure, measured, named, limit, carry, main)


def _find_own(
    reading: Reading, clause: Clause, figure: Mention, measured: Measured, named: list[Mention]
) -> tuple[Mention | None, float]:
    """Return the owner that the clause itself names."""
    bodies = [m for m in named if m.type in BODIES | {"Product"} and not m.generic]
    if measured.metric in PRODUCT_METRICS and not any(m.type == "Product" and not m.generic for m in named):
        products = [m for m in reading.mentions if m.type == "Product" and not m.generic and m.end <= figure.start]
        if products:
            return products[-1], CARRIED
    subject = clause.subject
    if subject is not None and not clause.inherited and OPINION.search(reading.text, subject.end, figure.start):
        named, bodies, subject = [], [m for m in bodies if m != subject], None  # 甲证券测算出…: not its own figure
    if measured.metric == "stake":
        bodies = [m for m in bodies if reading.text[m.end : figure.start].strip("的 ")]  # 收购甲100%股权: not 甲's
    if measured.metric in HOLDER_METRICS and subject is not None and subject.type in ACTORS:
        return subject, CARRIED if clause.inherited else 1.0
    if subject is not None and not clause.inherited and subject in named and not _is_common(subject):
        return subject, 1.0
    if bodies:
        return bodies[-1], 1.0
    people = [m for m in named if m.type == "Person"]
    if people and measured.metric in PERSON_METRICS:
        return people[-1], 1.0
    return None, 0.0


def _find_carried(
    reading: Reading,
    passage: Passage,
    figure: Mention,
    measured: Measured,
    named: list[Mention],
    limit: int,
    carry: Carry,
    main: Mention | None,
) -> tuple[Mention | None, float]:
    """Return the common noun whose market it is, else the owner that clauses before name, else the title's company."""
    clause = passage.clause
    things = [m for m in named if m.type in {"Product", "Technology"}]
    acts = clause.subject if clause.inherited else None
    before = (clause.owner, acts, passage.voice, passage.topic, carry.owner)
    companies = [m for m in before if m is not None and m.type in {"Company", "Brand"}]
    speaks_of_market = things and _is_market(reading, clause, things[-1]) and acts not in companies
    if things and (not companies or speaks_of_market):
        return (things[-1], 0.9) if measured.metric in MARKET_METRICS else (None, 0.0)
    places = [m for m in named if m.type in PLACES]
    if places and measured.metric in PLACE_METRICS:
        return places[-1], 0.9
    if _has_foreign_noun(reading, clause, figure, limit):
        return None, 0.0
    if things and companies:
        return companies[0], CARRIED
    if carry.owner is not None and (clause.owner is None or clause.inherited or clause.owner.type not in OWNERS):
        return carry.owner, CARRIED
    if clause.owner is not None and clause.owner.type in OWNERS - PLACES:
        return clause.owner, CARRIED
    if main is not None and not named and reading.sentence.zone == "body":
        return main, FROM_TITLE
    return None, 0.0


def _find_bracketed(reading: Reading, clause: Clause, figure: Mention) -> Mention | None:
    """Return the name right before the bracket that a figure stands in: 甲集团（持股比例46%）."""
    opened = max(
        reading.text.rfind("（", clause.start, figure.start), reading.text.rfind("(", clause.start, figure.start)
    )
    if opened < 0 or re.search(r"[）)]", reading.text[opened : figure.start]):
        return None
    return next((m for m in clause.mentions if m.end == opened and m.type in BODIES | {"Product", "Person"}), None)


def _is_among(reading: Reading, clause: Clause, mention: Mention) -> bool:
    """Tell whether a name only tells among whom: 申万 in 在226个申万三级行业中."""
    after = re.match(r"[^，。；]{0,10}?[中里内](?![国心部])", reading.text[mention.end : clause.end])
    return bool(after and AMONG.search(reading.text, clause.start, mention.start))


def _has_foreign_noun(reading: Reading, clause: Clause, figure: Mention, limit: int) -> bool:
    """Tell whether a noun or place that is no owner stands first, so that no name from before may own the figure."""
    words = [(s, e) for s, e, _ in find_metric_words(reading, clause, clause.start, figure.start)]
    before = ""
    for token in clause.tokens:
        if token.end > min(limit, figure.start) or token.tag in {"v", "vd"} and before != "p":
            return False
        inside = [m for m in clause.mentions if m.start < token.end and token.start < m.end]
        counted = any(s < token.end and token.start < e for s, e in words)
        word = reading.text[token.start : token.end]
        if (
            inside
            and inside[0].type in PLACES
            and before not in {"p"}
            and not MARKET.match(reading.text, inside[0].end)
        ):
            return True
        if token.tag in {"n", "nz", "ORG", "PER", "nt"} and not inside and not counted and not NEUTRAL.search(word):
            return True
        before = token.tag
    return False


def _is_common(mention: Mention) -> bool:
    return mention.generic or mention.type in PLACES


def _is_market(reading: Reading, clause: Clause, thing: Mention) -> bool:
    """Tell whether a product stands for its market: 中国电动车, 电动车市场, 彩电行业."""
    before = any(m.type in PLACES and m.end == thing.start for m in clause.mentions)
    return before or bool(MARKET.match(reading.text, thing.end))


def may_own(owner: Mention, measured: Measured, factor: float) -> bool:
    """Tell whether a thing of the owner's type can have such a figure; unnamed changes need a near owner."""
    metric = measured.metric
    if metric in {"growth", "count"} and factor < 0.9:
        return False
    if owner.type == "Organization" and factor < 1.0 and metric not in MARKET_METRICS - {"investment"}:
        return False
    if metric in PLACE_METRICS:
        return owner.type in PLACES
    if metric in HOLDER_METRICS and owner.type not in ACTORS:
        return False
    if owner.type == "Person":
        return metric in PERSON_METRICS
    if metric in STOCK_METRICS:
        return owner.type == "Company"
    if metric in PRODUCT_METRICS:
        return owner.type in {"Product", "Brand", "Technology"}
    if owner.generic and metric not in MARKET_METRICS:
        return False
    return owner.type not in PLACES or metric not in {"revenue", "netProfit", "stake", "count", "rank"}
