"""Which things can have which figures, and which names near a figure only say of whom, against whom or by whom."""

import re

from kg.expressions import compile_re
from kg.model import Mention
from kg.relations.clauses import ACTORS, OWNERS, PLACES, Clause
from kg.relations.measured import Measured
from kg.relations.reading import Reading

PERSON_METRICS = {
    *("age", "salary", "stake", "sharesSold", "sharesBought", "sharesHeld", "investment", "sharesPledged"),
    *("lockUpPeriod", "stakeSold", "stakePledged"),
}
HOLDER_METRICS = {
    *("stake", "stakeSold", "stakePledged", "sharesBought", "sharesSold", "sharesHeld", "sharesPledged"),
    *("investment", "acquisitionAmount"),
}
PRODUCT_METRICS = {"price", "averagePrice", "warranty", "range", "screenSize", "batteryCapacity"}
PLACE_METRICS = {
    *("gdpGrowth", "trade", "gdp", "tradeGrowth", "retailSales", "retailSalesGrowth", "fixedAssetInvestment"),
    *("fixedAssetInvestmentGrowth", "industrialOutput", "industrialOutputGrowth", "fiscalRevenue", "population"),
    *("fiscalRevenueGrowth", "disposableIncome", "disposableIncomeGrowth", "foreignReserves", "inflation"),
    "unemployment",
}
STOCK_METRICS = {"sharePriceChange", "sharePrice", "marketCap", "issuePrice", "earningsPerShare", "turnoverRate"}
COUNTS = {
    *("citiesServed", "employees", "models", "patents", "partners", "subsidiaries", "stores", "orders", "users"),
    *("count", "dividend", "debt", "revenueShare", "share", "loss", "rank"),
}
BODY_METRICS = {"employees", "investment", "fine", "reverseRepo", "interestRate", "meetings", "count", "stake"}
MARKET_METRICS = {
    *("shipments", "shipmentsGrowth", "sales", "salesGrowth", "production", "productionGrowth", "productionCapacity"),
    *("price", "averagePrice", "priceChange", "penetration", "marketSize", "marketSizeGrowth", "exportValue"),
    *("importValue", "exportValueGrowth", "importValueGrowth", "vehiclesInUse", "energyDensity", "tariff"),
    *("productionAndSales", "range", "batteryCapacity", "penetrationChange", "installedCapacity", "exportVolume"),
    *("installedCapacityGrowth", "livestock"),
}  # what a common noun may own
THING_METRICS = MARKET_METRICS | {
    "users",
    "usersGrowth",
    "monthlyActiveUsers",
    "dailyActiveUsers",
    "rank",
    "downloads",
    "growth",
}
FROM_NEAR = 0.8  # below it the owner is only the company that the article is about
INDEX = compile_re(
    r"指数|[沪深]指|综指|成指|[标日]\S{0,2}\d{2,3}|沪深300|上证50|中证500|科创50|创业板指|中小板指|道指|纳指|恒指|国指"
)
INDEX_METRICS = {"sharePriceChange": "stockIndexChange", "growth": "stockIndexChange", "sharePrice": "stockIndex"}
FUND = compile_re("ETF|指数基金|基金$")
KIND_OF_SHARE = compile_re(r"[AHB]股|港股|美股|新三板|科创板|创业板|中小板|主板|沪市|深市|两市|中概股")
SPONSOR = compile_re(r"[^。；]{0,30}(?:保荐|承销|账簿管理|整体协调)")
ASIDE_BEFORE = compile_re(
    r"(?:与|同|跟|对|向|据|根据|比|较|给|除|除了|被|超过|超越|低于|高于|援引|来自|在|因|关于|针对|面向|落后于|仅次于|供应商|对手|客户)$"
)
ASIDE_BEHIND = compile_re(
    r"(?:的)?(?:前|原|控股|第一大|第二大|大|主要|多名|某|一位|部分|重要|间接|首发|\S{0,2}一致行动|合计持股\S{0,8}的)?"
    r"(?:股东(?!应占|权益|净|的净)|实控人|实际控制人|(?:相关|有关|主要|直接)?(?:负责人|责任人)|法定代表人|高管|监事|董监高|竞争对手|对手|投资者|供应商|经销商|机构投资者|债权人"
    r"|概念股?|产业链|板块|指数|中国指数|系公司|系列基金|(?:指数|ETF|联接|增强)*基金|成份?股|成分股|期权|ETF|(?:股指)?期货|可转债|转债|记者|分析师|研究员|监测|讯|获悉|报道"
    r"|数据显示|统计|评级|总部大楼|大厦)"
)
PASSIVE = compile_re(r"[获被遭由](?:牛散|股东|大股东)?$")
TAKING = compile_re("(?:再次|再度|首次|二度)?(?:举牌|增持|入股|增资)(?=[，,])")
HOLDING = compile_re("(?:重仓股|流通股东|股东|客户|债权人|债主|持仓|单一持股)")
OWN = compile_re(r"(?:公司|集团|品牌|其|它|自己|自身|我们|企业)的?(?:全球|海外|境外)?$")
OWN_PART = compile_re("(?:单一|海外|国际|境外)?(?:市场|客户|供应商|股东|收入来源|业务)")
HOLDER_IS = compile_re(r"(?:股东|实际控制人|实控人)(?:分别)?(?:则|仍|就|均|依次)?(?:[为是系：]|变更为)$")
AMONG = compile_re(r"在[^，。；]{0,14}$")


def find_taker(reading: Reading, clause: Clause) -> Mention | None:
    """Return whom the words before a clause name as who bought in or holds, its shares being given in it.

    获甲举牌，持股达10%; 控股股东为甲，持股51%.
    """
    for mention in [m for m in reading.mentions if m.type in ACTORS and m.end < clause.start <= m.end + 1]:
        if HOLDER_IS.search(reading.text, reading.sentence.start, mention.start):
            return mention
    for mention in reversed([m for m in reading.mentions if m.end <= clause.start and m.type in ACTORS]):
        if TAKING.match(reading.text, mention.end) and PASSIVE.search(
            reading.text, reading.sentence.start, mention.start
        ):
            return mention
    return None


def find_bracketed(reading: Reading, clause: Clause, figure: Mention) -> Mention | None:
    """Return the name right before the bracket that a figure stands in: 甲集团（持股比例46%）."""
    opened = max(
        reading.text.rfind("（", clause.start, figure.start), reading.text.rfind("(", clause.start, figure.start)
    )
    if opened < 0 or re.search(r"[）)]", reading.text[opened : figure.start]):
        return None
    if "控股" in reading.text[opened : figure.end + 2]:
        return None  # 丙公司（100%控股）: somebody holds it
    if any(opened < m.start and m.end <= figure.start and m.type in OWNERS for m in clause.mentions):
        return None  # 甲集团（乙持股46%）
    return next((m for m in clause.mentions if m.end == opened and m.type in ACTORS | {"Product"}), None)


def is_among(reading: Reading, clause: Clause, mention: Mention) -> bool:
    """Tell whether a name only tells among whom: 申万 in 在226个申万三级行业中."""
    after = re.match(r"[^，。；]{0,10}?[中里内](?![国心部])", reading.text[mention.end : clause.end])
    return bool(after and AMONG.search(reading.text, clause.start, mention.start))


def ranks_part(reading: Reading, clause: Clause, figure: Mention) -> bool:
    """Tell whether an ordinal ranks what somebody has: 第一大重仓股甲, 中国将成为公司第二大市场."""
    own = OWN.search(reading.text, clause.start, figure.start) and OWN_PART.match(reading.text, figure.end)
    return bool(own or HOLDING.match(reading.text, figure.end))


def is_aside(reading: Reading, clause: Clause, mention: Mention, limit: int) -> bool:
    """Tell whether a name does not stand for what the clause is about: 据甲, 比甲, 甲股东, 甲概念股, 甲数据显示.

    `limit` is where the word for the metric starts: 甲员工 is no aside of a figure of employees.
    """
    start = mention.start
    if KIND_OF_SHARE.fullmatch(mention.text):
        return True
    if mention.type in ACTORS | {"Product"} and ASIDE_BEFORE.search(reading.text, clause.start, start):
        return True
    source = mention.antecedent
    if source is not None and SPONSOR.match(reading.text, source.end):
        return True
    if source is not None and re.search(
        r"(?:据|根据|援引|来自)$", reading.text[max(0, source.start - 2) : source.start]
    ):
        return True
    behind = ASIDE_BEHIND.match(reading.text, mention.end, clause.end)
    return behind is not None and behind.end() <= max(limit, mention.end)


def may_own(owner: Mention, measured: Measured, factor: float) -> bool:
    """Tell whether a thing of the owner's type can have such a figure; unnamed changes need a near owner."""
    metric = measured.metric
    if metric in {"growth", "count"} and (factor < 0.9 or owner.generic):
        return False
    if owner.type == "Organization" and (factor < 1.0 or metric not in BODY_METRICS or metric == "fine"):
        return False
    if metric == "floorArea" and factor < 1.0:
        return False
    if metric == "age" and owner.type != "Person":
        return False
    if metric.startswith("marketShare") and owner.type == "Product" and FUND.search(owner.text):
        return False  # a fund's 份额 are its units
    if metric in COUNTS and factor < FROM_NEAR:
        return False
    if metric in {"marketSize", "marketSizeGrowth"} and owner.type in ACTORS:
        return False  # a market has a size, no company
    if metric in PLACE_METRICS:
        return owner.type in PLACES and (factor >= FROM_NEAR or measured.tied)
    if metric in HOLDER_METRICS and owner.type not in ACTORS:
        return False
    if owner.type == "Person":
        return metric in PERSON_METRICS
    if metric in INDEX_METRICS.values():
        return bool(INDEX.search(owner.text))
    if metric in STOCK_METRICS:
        return owner.type == "Company" and not INDEX.search(owner.text)
    if metric in PRODUCT_METRICS:
        return owner.type in {"Product", "Brand", "Technology"}
    if owner.type in {"Product", "Technology"} and factor < 1.0 and metric not in THING_METRICS:
        return False
    if owner.generic:
        return metric in MARKET_METRICS
    if owner.type in PLACES:
        return metric in MARKET_METRICS or metric in {"employees", "users"}
    return owner.type in {"Company", "Brand", "Organization"} or metric not in COUNTS - {
        "rank",
        "users",
        "models",
        "share",
    }
