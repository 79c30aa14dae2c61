"""Figures in, observations out: whose figure it is, what it measures, for which period and place.

The metric is the nearest word for one before the figure in its clause (营收186亿), behind it where the metric allows
that (245次会议), or that of the figure before (同比增长9%, 约合945亿元). The owner is the name that stands before the
metric word in the clause, else who the clause or the clauses before speak of. Without an owner there is no observation.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.model import Evidence, Mention, Value
from kg.ontology.lexicon import load_lexicon
from kg.ontology.metrics import Metric, load_metrics
from kg.relations.clauses import ACTORS, OWNERS, Clause
from kg.relations.discourse import Passage
from kg.relations.match import Reading, find_when
from kg.relations.status import is_question, judge_status

OBSERVED_SCORE = 0.8
CARRIED = 0.85  # the owner stands in an earlier clause
UNNAMED = 0.75  # the metric is only a counted noun
BODIES = ACTORS - {"Person"}
PLACES = {"Place", "Country", "Region", "City"}
SHARE_UNITS = {"股"}
VALUES = {"Quantity", "Date", "Duration"}
HEADS = {"人", "名"}  # 从13人到2万人, of a company: its people
BARE_SUM = 10_000  # a number without a unit below this is no sum of money
HOME_CURRENCY = "CNY"
TIME_UNITS = {"年", "天", "个月", "月", "日", "小时", "分钟", "秒", "周", "个季度", "倍", "times"}
PERCENT = {"%", "pp", "bp"}
EXPECTED = re.compile(r"(?:预期|预测|预估|市场预计|目标)(?:的|为|值|值为)?$")
EXCLUSION = re.compile(r"[（(]?(?:这里面|其中)?(不(?:包含|包括|含)[^（）()，。；\n]{1,24})[）)]?")
COUNTED = re.compile(r"[一-鿿]{2,8}")
SHARE_OF = re.compile(r"占[^，。；]{0,20}$")
STOCK = re.compile(
    r"股价|收盘|开盘|盘中|早盘|午后|尾盘|收涨|收跌|涨停|跌停|报收|收报|港股|美股|A股|截至发稿|涨幅|跌幅|市值"
)
PERSON_METRICS = {
    *("age", "compensation", "stake", "sharesSold", "sharesBought", "sharesHeld", "investment", "sharesPledged"),
    "lockUpPeriod",
}
HOLDER_METRICS = {"stake", "sharesBought", "sharesSold", "sharesHeld", "investment", "acquisitionAmount"}
PRODUCT_METRICS = {"price", "warranty", "range", "screenSize", "batteryCapacity"}
PLACE_METRICS = {"gdpGrowth", "trade"}
STOCK_METRICS = {"sharePriceChange", "sharePrice", "marketCap"}
NEUTRAL = re.compile(
    r"公司|集团|企业|业务|部门|平台|板块|季度|财季|财年|年度|全年|同期|方面|数据|财报|总额|规模|总|合计|金额|股|比例|半年|月|期|净额|部分|业绩|自身|经营|一致行动人"
)
CHANGE_OF = re.compile(r"(?:减少|增加|增厚|影响|降低|提高|抵减|拉动|冲减)[^，。]{0,8}$")  # 减少利润600万: no level
RANKED = re.compile(r"排名|排在|位居|位列|跻身|居|列|占据|登顶|保持|夺得|进入|成为|份额|销量|出货")
PART = re.compile(r"(?:业务|集团|部门|平台|板块|分部|事业部|事业群|渠道|产品|服务)$")
OWN = re.compile(r"(?:公司|集团|企业|自身|自己|全年|同期|当期|今年|去年|季度|市场|上半年|下半年)$")
FIRST_OF_ITS_KIND = ("首个", "首家", "首款", "首批", "首次", "首部", "首台", "首", "第一个", "第一家", "第一款")
REACHES = re.compile(r"^\s*(?:已经?|共|合计|高)?(?:达到|达|为|至|约|超过|突破)")
GOES_ON = re.compile(
    r"[）)，]?[（(]?(?:约合|合|折合|相当于|约|至|到|达到|达|为|，|高于|低于|多于|少于|较|上年同期|去年同期|去年|上年|同期|的)*"
)
FROM_TO = re.compile(r"到|至")
MARKET = re.compile(r"市场|行业|产业|渗透率|保有量|的尾气|销量|产销|整体")
AROUND_FIGURES = {"了", "过", "约", "近", "逾", "超过", "共", "至少", "超"}
NOUN_REACH = 6  # characters between a figure and the noun that it counts
FROM_TITLE = 0.75  # no owner but the company that the article is about


@dataclass(frozen=True, slots=True)
class _Measured:
    """What a figure measures; `word_start` is where the word for it stands (the figure's start if there is none)."""

    metric: str
    word_start: int
    score: float
    noun: str = ""


@dataclass
class Carry:
    """What one figure lends to the next of a paragraph: what it measures and whose it is."""

    measured: _Measured | None = None
    owner: Mention | None = None
    paragraph: int = -1


def find_observations(reading: Reading, carry: Carry, main: Mention | None) -> Iterator[Evidence]:
    """Yield the observations of one sentence, in text order.

    `main` is the one company that the article is about, if there is one: figures without any owner are its own.
    """
    sentence = reading.sentence
    plain = reading.text[sentence.start : sentence.end]
    if is_question(plain):
        return
    if carry.paragraph != sentence.paragraph:
        carry.measured = carry.owner = None
    left = sentence.start
    for passage in reading.passages:
        clause, lead = passage.clause, reading.text[sentence.start : passage.clause.start]
        for figure in (m for m in clause.mentions if m.type in {"Quantity", "Duration"} and m.value is not None):
            if EXPECTED.search(reading.text, max(clause.start, figure.start - 8), figure.start):
                continue
            since, left = left, figure.end
            measured = _measure(reading, clause, figure, since, carry)
            if measured is None:
                continue
            owner, factor = _find_owner(reading, passage, figure, measured, carry, main)
            status = judge_status(sentence=plain, lead=lead, before=reading.text[clause.start : figure.start])
            if owner is None or status is None or not _may_own(owner, measured, factor):
                continue
            value = _with_sign(reading, clause, figure, measured, since)
            if not value.unit:
                continue
            carry.measured, carry.owner, carry.paragraph = measured, owner, sentence.paragraph
            roles = tuple(_find_roles(reading, clause, figure, owner, measured))
            score = round(measured.score * factor, 4)
            yield Evidence(
                "observation", sentence, measured.metric, owner, value, roles, status,
                f"figure/{measured.metric}", score, passage.speaker,
            )  # fmt: skip


def _unit_kind(value: Value) -> str:
    if value.kind == "duration":
        return "duration"
    if value.unit in PERCENT:
        return "percent"
    if value.unit == "rank":
        return "rank"
    if value.unit in SHARE_UNITS:
        return "shares"
    if value.unit in {"倍", "times"}:
        return "times"
    if not value.unit:
        return "bare"
    return "money" if len(value.unit) == 3 and value.unit.isascii() and value.unit.isupper() else "count"


def _measure(reading: Reading, clause: Clause, figure: Mention, left: int, carry: Carry) -> _Measured | None:
    """Return what the figure measures, or None."""
    value = _with_currency(reading, clause, figure, left)
    kind = _unit_kind(value)
    if kind == "rank":
        leads = not reading.text[clause.start : figure.start].strip()  # 前两名分别为…: ranks the names behind it
        acts = clause.subject is not None and not clause.inherited
        told = acts or RANKED.search(reading.text, clause.start, figure.start)
        idle = leads or not told or figure.text.startswith(FIRST_OF_ITS_KIND)
        return None if idle else _Measured("rank", figure.start, OBSERVED_SCORE)
    start = max(left, clause.start)
    if REACHES.search(reading.text, start, figure.start) and start == clause.start:
        start = left  # 营业额连续增长，达971亿元: the word stands a clause before
    named = _name_metric(reading, clause, figure, start, kind)
    if named is not None:
        return named if named.metric else None
    behind = _measure_behind(reading, clause, figure, kind)
    if behind is not None or kind == "duration":
        return behind
    if kind == "percent":
        return _measure_change(reading, clause, figure, carry)
    return _measure_again(reading, clause, figure, left, carry, kind)


def _name_metric(reading: Reading, clause: Clause, figure: Mention, start: int, kind: str) -> _Measured | None:
    """Return what the words before the figure call it; an empty metric where they call it somebody else's.

    The nearest word wins, but verbs of moving prices (暴跌) only where no other word names what moved (销量暴跌).
    """
    words = _metric_words(reading, clause, start, figure.start)
    for moving in (False, True):
        for word_start, word_end, metrics in reversed(words):
            for metric in metrics:
                if (
                    (metric.name == "sharePriceChange") != moving
                    or metric.after
                    and figure.start - word_end > NOUN_REACH
                ):
                    continue
                name = _fit_metric(reading, clause, figure, metric, kind)
                changed = CHANGE_OF.search(reading.text, clause.start, word_start)
                if name and (changed or _is_of_other(reading, clause, word_start)):
                    return _Measured("", word_start, 0.0)
                if name:
                    return _Measured(name, word_start, OBSERVED_SCORE, _find_part(reading, clause, word_start))
    return None


def _is_of_other(reading: Reading, clause: Clause, word_start: int) -> bool:
    """Tell whether the metric belongs to a common noun that is no entity: 置换出资产的净利润."""
    if reading.text[word_start - 1] != "的" or word_start - 1 <= clause.start:
        return False
    before = [t for t in clause.tokens if t.end == word_start - 1]
    named = any(m.end == word_start - 1 for m in clause.mentions)
    return (
        bool(before)
        and not named
        and before[0].tag in {"n", "nz", "vn"}
        and not OWN.search(reading.text, 0, word_start - 1)
    )


def _find_part(reading: Reading, clause: Clause, word_start: int) -> str:
    """Return the part of the owner that the figure is about: 数据中心业务 in 英特尔数据中心业务营收."""
    place, first = word_start, word_start
    for token in reversed([t for t in clause.tokens if t.end <= word_start]):
        inside = any(m.start < token.end and token.start < m.end and not m.generic for m in clause.mentions)
        if token.end != place or inside or token.tag not in {"n", "nz", "vn", "a", "an", "b"}:
            break
        place = first = token.start
    part = reading.text[first:word_start]
    return part if PART.search(part) else ""


def _measure_again(
    reading: Reading, clause: Clause, figure: Mention, left: int, carry: Carry, kind: str
) -> _Measured | None:
    """Name a figure after the one before it: 从13人到2万人, 增长112%至223亿元, (约合945亿元)."""
    if carry.measured is None or left <= reading.sentence.start:
        return None
    known = load_metrics().metrics
    base = next((m for m in known.values() if m.growth == carry.measured.metric), known.get(carry.measured.metric))
    gap = reading.text[left : figure.start]
    if (
        base is not None
        and kind in base.units
        and (GOES_ON.fullmatch(gap) or left >= clause.start and FROM_TO.search(gap))
    ):
        return replace(carry.measured, metric=base.name, score=OBSERVED_SCORE * CARRIED)
    same_unit = kind == "count" and carry.measured.metric == "count" and FROM_TO.search(gap)
    return replace(carry.measured, word_start=figure.start) if same_unit else None


def _metric_words(reading: Reading, clause: Clause, start: int, end: int) -> list[tuple[int, int, list[Metric]]]:
    names = [(m.start, m.end) for m in reading.mentions if m.type not in VALUES and not m.generic]
    found = load_metrics().find(reading.text[start:end])
    return [
        (start + s, start + e, metrics)
        for s, e, metrics in found
        if not any(a <= start + s and start + e <= b for a, b in names)
    ]


def _fit_metric(reading: Reading, clause: Clause, figure: Mention, metric: Metric, kind: str) -> str:
    """Return the name of the metric in the sense that suits the figure's unit, or an empty text."""
    assert figure.value is not None
    if kind == "percent" and "percent" not in metric.units:
        before = reading.text[clause.start : figure.start]
        if metric.share and SHARE_OF.search(before):
            return metric.share
        if figure.value.direction or figure.value.base:
            return metric.growth
        return ""
    if kind not in metric.units:
        return ""
    if kind == "percent" and (figure.value.direction or figure.value.base) and metric.growth:
        return metric.growth
    return metric.name


def _measure_behind(reading: Reading, clause: Clause, figure: Mention, kind: str) -> _Measured | None:
    """Read what is counted from the noun behind the figure: 245次质量讨论会, 10万名员工, 18个月质保."""
    after = reading.text[figure.end : min(clause.end, figure.end + 10)]
    for start, _, metrics in load_metrics().find(after):
        for metric in metrics:
            if metric.after and kind in metric.units and start <= NOUN_REACH and "的" not in after[:start]:
                return _Measured(metric.name, figure.start, OBSERVED_SCORE)
    if (
        figure.value is not None
        and figure.value.unit in HEADS
        and FROM_TO.search(reading.text, clause.start, clause.end)
    ):
        return _Measured("employees", figure.start, OBSERVED_SCORE * UNNAMED)
    noun, token = COUNTED.match(after), reading.tokens.get(figure.end)
    if kind != "count" or noun is None or token is None or token.tag not in {"n", "nz", "vn"}:
        return None
    assert figure.value is not None
    idle = {"", *load_lexicon().words("idle_unit"), *TIME_UNITS}
    if figure.value.unit in idle or clause.subject is None or clause.inherited or not _is_had(reading, clause, figure):
        return None
    counted = reading.text[token.start : token.end]
    if counted in load_lexicon().words("idle_noun"):
        return None
    return _Measured("count", figure.start, OBSERVED_SCORE * UNNAMED, counted)


def _is_had(reading: Reading, clause: Clause, figure: Mention) -> bool:
    """Tell whether a verb governs the figure directly: 设立了五个部门."""
    before = [t for t in clause.tokens if t.end <= figure.start]
    while before and reading.text[before[-1].start : before[-1].end] in AROUND_FIGURES:
        before.pop()
    return bool(before) and before[-1].tag == "v"


def _measure_change(reading: Reading, clause: Clause, figure: Mention, carry: Carry) -> _Measured | None:
    """Name a bare rise or fall: of the metric of the figure before, or of the share price."""
    assert figure.value is not None
    if not (figure.value.direction or figure.value.base):
        return None
    sentence = reading.text[reading.sentence.start : reading.sentence.end]
    if carry.measured is not None and (figure.value.base or not STOCK.search(sentence)):
        known = load_metrics().metrics.get(carry.measured.metric)
        if known is not None and known.growth:
            return replace(carry.measured, metric=known.growth)
    if STOCK.search(sentence) and not figure.value.base:
        return _Measured("sharePriceChange", figure.start, OBSERVED_SCORE)
    return _Measured("growth", figure.start, OBSERVED_SCORE * UNNAMED)


def _find_owner(
    reading: Reading, passage: Passage, figure: Mention, measured: _Measured, carry: Carry, main: Mention | None
) -> tuple[Mention | None, float]:
    """Return whose figure it is, with a factor for how far away the name stands."""
    clause = passage.clause
    limit = max(measured.word_start, clause.start)
    whole = SHARE_OF.search(reading.text, clause.start, figure.start)
    if whole and measured.metric == "stake":
        limit = min(limit, whole.start())  # 占公司总股本的5%: the whole is not the owner
    named = [m for m in clause.mentions if m.type in OWNERS and m.end <= limit]
    if not named and not whole:
        named = [m for m in clause.mentions if m.type in OWNERS and m.end <= figure.start]
    bodies = [m for m in named if m.type in BODIES | {"Product"} and not m.generic]
    if measured.metric in PRODUCT_METRICS and not any(m.type == "Product" and not m.generic for m in named):
        products = [m for m in reading.mentions if m.type == "Product" and not m.generic and m.end <= figure.start]
        if products:
            return products[-1], CARRIED
    if measured.metric in HOLDER_METRICS and clause.subject is not None and clause.subject.type in ACTORS:
        return clause.subject, CARRIED if clause.inherited else 1.0
    if (
        clause.subject is not None
        and not clause.inherited
        and clause.subject in named
        and not _is_common(clause.subject)
    ):
        return clause.subject, 1.0
    if bodies:
        return bodies[-1], 1.0
    people = [m for m in named if m.type == "Person"]
    if people and measured.metric in PERSON_METRICS:
        return people[-1], 1.0
    things = [m for m in named if m.type in {"Product", "Technology"}]
    acts = clause.subject if clause.inherited else None
    companies = [
        m
        for m in (clause.owner, acts, passage.voice, passage.topic, carry.owner)
        if m is not None and m.type in {"Company", "Brand"}
    ]
    speaks_of_market = things and _is_market(reading, clause, things[-1]) and acts not in companies
    if things and (not companies or speaks_of_market):
        return things[-1], 0.9
    places = [m for m in named if m.type in PLACES]
    if places and measured.metric in PLACE_METRICS:
        return places[-1], 0.9
    if things and companies:
        return companies[0], CARRIED
    if _has_foreign_noun(reading, clause, figure, limit):
        return None, 0.0
    if carry.owner is not None and (clause.owner is None or clause.inherited or clause.owner.type not in OWNERS):
        return carry.owner, CARRIED
    if clause.owner is not None and clause.owner.type in OWNERS - PLACES:
        return clause.owner, CARRIED
    if main is not None and not named and reading.sentence.zone == "body":
        return main, FROM_TITLE
    return None, 0.0


def _has_foreign_noun(reading: Reading, clause: Clause, figure: Mention, limit: int) -> bool:
    """Tell whether a noun that is no entity owns the figure (主要股指上涨3%), so that no name from before may."""
    words = [(s, e) for s, e, _ in _metric_words(reading, clause, clause.start, figure.start)]
    for token in clause.tokens:
        if token.end > min(limit, figure.start) or token.tag in {"v", "vd"}:
            return False
        covered = any(m.start < token.end and token.start < m.end for m in clause.mentions)
        counted = any(s < token.end and token.start < e for s, e in words)
        word = reading.text[token.start : token.end]
        if token.tag in {"n", "nz", "ORG", "PER", "nt"} and not covered and not counted and not NEUTRAL.search(word):
            return True
    return False


def _is_common(mention: Mention) -> bool:
    return mention.generic or mention.type in PLACES


def _is_market(reading: Reading, clause: Clause, thing: Mention) -> bool:
    """Tell whether a product stands for its market: 中国电动车, 电动车市场, 彩电行业."""
    before = any(m.type in PLACES and m.end == thing.start for m in clause.mentions)
    return before or bool(MARKET.match(reading.text, thing.end))


def _may_own(owner: Mention, measured: _Measured, factor: float) -> bool:
    """Tell whether a thing of the owner's type can have such a figure; unnamed changes need a near owner."""
    metric = measured.metric
    if metric in {"growth", "count"} and factor < 0.9:
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
    return owner.type not in PLACES or metric not in {"revenue", "netProfit", "stake", "count", "rank"}


def _with_currency(reading: Reading, clause: Clause, figure: Mention, left: int) -> Value:
    """Return the figure's value; a large bare number beside a word for money (400多亿现金) is in the home currency."""
    value = figure.value
    assert value is not None
    if value.unit or value.number is None or abs(value.number) < BARE_SUM:
        return value
    around = load_metrics().find(reading.text[left : min(clause.end, figure.end + 8)])
    return replace(value, unit=HOME_CURRENCY) if any("money" in m.units for _, _, ms in around for m in ms) else value


def _with_sign(reading: Reading, clause: Clause, figure: Mention, measured: _Measured, left: int) -> Value:
    """Return the figure's value, with a loss as a negative profit."""
    value = _with_currency(reading, clause, figure, left)
    word = reading.text[measured.word_start : figure.start]
    loss = measured.metric == "netProfit" and re.search(r"亏损|净亏|预亏", word)
    if loss and value.number is not None and value.number > 0:
        return replace(value, number=-value.number, upper=-value.upper if value.upper is not None else None)
    return value


def _find_roles(
    reading: Reading, clause: Clause, figure: Mention, owner: Mention, measured: _Measured
) -> Iterator[tuple[str, Mention | Value]]:
    for _, date in find_when(reading, clause):
        assert date.value is not None
        precise = len(date.value.iso) == 10 and "/" not in date.value.iso
        yield ("date" if precise else "period"), date
    places = [m for m in clause.mentions if m.type in PLACES and m != owner and m.start < figure.start]
    if places:
        yield "place", places[-1]
    exclusion = EXCLUSION.match(reading.text, figure.end) or EXCLUSION.search(
        reading.text, figure.end, min(clause.end, figure.end + 30)
    )
    if exclusion:
        yield "exclusion", Value("text", exclusion[1])
    if measured.noun:
        yield "scope", Value("text", measured.noun)
