"""Figures that are left out since it is not certain what they are of, or when: no part, a time that no date tells."""

from datetime import date

from kg.expressions import compile_re
from kg.mentions.lexical import compile_words
from kg.model import Mention, Status, Value
from kg.ontology.metrics import load_metrics
from kg.relations.carrying import Carry
from kg.relations.clauses import Clause
from kg.relations.discourse import is_observer
from kg.relations.doubts import BUILT, STAKES
from kg.relations.figure_dates import BASE, Roles
from kg.relations.figure_roles import LEVELS
from kg.relations.measured import Measured
from kg.relations.metric_words import UNNAMED_PART
from kg.relations.ownership import INDEX_METRICS, STOCK_METRICS
from kg.relations.reading import Reading
from kg.relations.times import YEAR, has_loose_date

SPENT = compile_re(r"花费?了?|耗费|花掉|砸")
END = compile_re(r"(\d{4})(?:-(\d{2})|Q(\d)|H(\d))?(?:-\d{2})?$")
YEARLY = compile_re(r"年产")
CUT = compile_re(r"[至到~—和及与-]")
OF_PROJECT = compile_re(r"[^，。；]{0,3}?的?(?:重大|重点|大|新|优质)?项目")
SECTORS = ("板块", "概念", "个股", "行业")
HELD = compile_re(r"[（(]控股(?:比例)?(?:为|达)?$")
WHOLE = 100  # percent
RESULTS = {"netProfit", "netProfitGrowth", "revenue", "revenueGrowth", "profit", "employees", "sharePrice"}
RANKED_NOUN = compile_re(
    r"大|[名位]?的?[一-鿿]{0,6}(?:企业|公司|厂商|品牌|厂家|供应商|制造商|运营商|平台|市场|基地|国|城市|机构|集团)"
)
AMONG_OWN = compile_re(
    "在(?:其|公司)?(?:所有|全部|各|整体)?(?:持仓|业务|产品|品牌|板块|收入|营收|子公司|部门)[^，。；]{0,4}[中里]"
)
MONTH = compile_re(r"\d{4}-\d{2}")
AVERAGE = compile_re(r"平均(?!价|售价|指数)")
SOLD = {"sales", "shipments", "production"}
HEADS = {"家", "人", "名", "位"}
FISCAL = compile_re(r"财季|财年第")
SETS_UP = compile_re(r"(?:设立|建设|新建|打造|成立|落户)[^，。；]{0,10}(?:总部|基地|项目|工厂|园区|产业园)")
BARE_YEAR = compile_re(r"(?<![\d.])20[0-2]\d(?=[\u4e00-\u9fff])(?!年|财|款|版)")
EXTREME = compile_re(r"最[大小]|平均|其中")
PART_OF_GDP = compile_re(r"海洋|人均|民营|县域|工业|农业|服务业|旅游|产业(?!园)")
LEVEL_OF = compile_re(r"目标|[至到]$")
NARROWER = (("age", EXTREME), ("gdp", PART_OF_GDP), ("gdpGrowth", PART_OF_GDP), ("priceCut", LEVEL_OF))
EACH = compile_re(r"分别|依次")
DEALS = {"contractValue", "acquisitionAmount", "fundingAmount"}
SMALLEST_DEAL = 10_000
DEAREST_SHARE = 1_000_000
LOCK_REACH = 8  # characters behind a share in which its lock-up is told


def is_figure_doubtful(
    reading: Reading,
    clause: Clause,
    figure: Mention,
    owner: Mention,
    measured: Measured,
    status: Status,
    roles: Roles,
    carry: Carry,
) -> bool:
    """Tell whether it is not certain enough what a figure is of, or when."""
    dates = [value for role, filler in roles if role in {"date", "period"} and (value := _value_of(filler))]
    return (
        _has_no_part(reading, figure, measured)
        or (measured.noun.endswith(SECTORS) and not carry.segment)  # 银行股承压，板块下跌1%
        or _is_of_something_else(reading, clause, figure, owner, measured)
        or _has_no_date(reading, clause, figure, dates)
        or (measured.metric in LEVELS and any("-" not in value.iso for value in dates))
        or (status == "asserted" and any(_is_ahead(value.iso, carry.published) for value in dates))
    )


def _has_no_part(reading: Reading, figure: Mention, measured: Measured) -> bool:
    """Tell whether no part is told of which a figure is the share, or only the end of its name (三至五线城市用户)."""
    if measured.metric == "revenueShare" and not measured.noun:
        return True
    if UNNAMED_PART.fullmatch(measured.noun):
        return True  # 手机以外的业务收入
    if measured.metric == "share" and measured.noun:
        found = load_metrics().find(measured.noun)
        if any(end - start == len(measured.noun) for start, end, _ in found):
            return True  # 营业收入占比: of whom?
        if reading.text.rfind("占" + measured.noun, reading.sentence.start, figure.start) >= 0:
            return True  # 占资产比重: the whole, not the part
    if not measured.noun:
        return False
    place = reading.text.rfind(measured.noun, reading.sentence.start, figure.start)
    return place > 0 and bool(CUT.match(reading.text, place - 1))


def _is_no_stake(reading: Reading, figure: Mention, owner: Mention) -> bool:
    """Tell whether a share is freed, a price, bought back, or held in the name beside it: no stake of that name."""
    text, start = reading.text, reading.sentence.start
    freed = compile_words("lock_up").search(text, start, figure.end + LOCK_REACH)
    if freed or text.startswith("的价格", figure.end) or "回购" in text[start : figure.start]:
        return True  # 以一半的价格出让股份
    whole = figure.value is not None and figure.value.number == WHOLE and figure.end < owner.start
    return whole or bool(HELD.search(text, start, figure.start))  # 100%持股的乙, 乙（控股70%）


def _is_no_rank(reading: Reading, figure: Mention, owner: Mention, noun: str) -> bool:
    """Tell whether a rank is of a part of its owner, of somebody beside it, or in nobody knows what."""
    if (owner.end == figure.start and figure.text.endswith("大")) or "并列" in reading.text[owner.end : figure.start]:
        return True  # 首次成为甲第一大产业; 与甲并列的第三大品牌
    if AMONG_OWN.search(reading.text, owner.end, figure.start):
        return True  # 甲的金融持仓占比9%，在所有持仓中位居第二
    exact = figure.value is not None and figure.value.comparator == "exactly"
    return exact and not noun and not RANKED_NOUN.match(reading.text, figure.end - 1)


def _is_of_something_else(
    reading: Reading, clause: Clause, figure: Mention, owner: Mention, measured: Measured
) -> bool:
    """Tell whether a figure is of what its owner builds, foresees, is one of, or aims at."""
    metric, text, end = measured.metric, reading.text, figure.start
    start = reading.sentence.start if metric == "age" else clause.start
    if metric in STAKES and _is_no_stake(reading, figure, owner):
        return True
    if metric == "rank" and _is_no_rank(reading, figure, owner, measured.noun):
        return True
    yearly = metric in BUILT and YEARLY.search(text, start, end)
    if yearly and compile_words("planned_site").search(text, reading.sentence.start, clause.end):
        return True  # 年产200万套的生产线项目 is not there yet
    if is_observer(owner) and metric not in RESULTS and compile_words("foresees").search(text[owner.end : end]):
        return True  # 甲证券预计5G总投资…: of others
    heads = metric in SOLD and figure.value is not None and figure.value.unit in HEADS
    if heads or _is_of_new_site(reading, clause, metric):
        return True  # 卖出的五家机构
    if metric == "investment" and (OF_PROJECT.match(text, figure.end) or _is_spent(reading, figure, owner, measured)):
        return True  # 投资50亿元以上的项目
    narrower = next((pattern for name, pattern in NARROWER if metric == name), None)
    if metric in {*STOCK_METRICS, *INDEX_METRICS.values()} and AVERAGE.search(text, start, end):
        return True  # 教育企业平均跌30%
    return narrower is not None and bool(narrower.search(text, start, end))


def _is_spent(reading: Reading, figure: Mention, owner: Mention, measured: Measured) -> bool:
    return owner.type == "Person" and bool(SPENT.search(reading.text, measured.word_start, figure.start))


def _is_of_new_site(reading: Reading, clause: Clause, metric: str) -> bool:
    """Tell whether a result is expected of something that the sentence only sets up."""
    before = reading.text[reading.sentence.start : clause.start]
    return metric in RESULTS and bool(SETS_UP.search(before)) and "年" in reading.text[clause.start : clause.end]


def _has_no_date(reading: Reading, clause: Clause, figure: Mention, dates: list[Value]) -> bool:
    """Tell whether a figure is of a time that no date tells (彼时), or of one of several years (2015到2017年分别…)."""
    if any(BASE.search(value.text) and MONTH.fullmatch(value.iso) for value in dates):
        return True  # 去年同期, in a sentence of a year: no month
    years = dates and all(len(value.iso) == YEAR for value in dates)
    if years and FISCAL.search(reading.text, reading.sentence.start, figure.start):
        return True  # 第三财季, of which only the year is known
    spans = [value for value in dates if "/" in value.iso]
    if spans and EACH.search(reading.text, reading.sentence.start, figure.start):
        return True
    if dates:
        return False
    untold = compile_words("untold_time").search(reading.text, reading.sentence.start, figure.start)
    bare = BARE_YEAR.search(reading.text, clause.start, figure.start)
    return bool(untold or bare) or has_loose_date(reading, figure.start)


def _value_of(filler: Mention | Value) -> Value | None:
    return filler.value if isinstance(filler, Mention) else filler


def _is_ahead(iso: str, published: date | None) -> bool:
    """Tell whether a month, quarter, half-year or span ends after the month of publication: it was read a year late.

    >>> _is_ahead("2019-01/2019-09", date(2019, 1, 20)), _is_ahead("2019", date(2019, 1, 20))
    (True, False)
    """
    found = END.search(iso)
    if published is None or found is None:
        return False
    year, month, quarter, half = (int(part) if part else 0 for part in found.groups())
    last = month or 3 * quarter or 6 * half or (12 if year > published.year else 1)
    return (year, last) > (published.year, published.month)


def is_absurd(metric: str, value: Value) -> bool:
    """Tell whether a figure can't be of its metric: no share costs millions, no deal a few yuan."""
    if metric in DEALS and value.number is not None and abs(value.number) < SMALLEST_DEAL:
        return True
    return metric == "sharePrice" and value.number is not None and value.number > DEAREST_SHARE
