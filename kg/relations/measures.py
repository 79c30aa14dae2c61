"""What a figure measures, from the words around it.

The metric is the nearest word for one before the figure in its clause (营收186亿), behind it where the metric allows
that (245次会议, 18个月质保), or that of the figure before (同比增长9%, 约合945亿元).
"""

import re
from dataclasses import replace

from kg.model import Mention, Value
from kg.ontology.metrics import Metric, load_metrics
from kg.relations.clauses import Clause
from kg.relations.counted import measure_behind, measure_directly_behind
from kg.relations.measured import CARRIED, OBSERVED_SCORE, POINTS, UNNAMED, Measured, fits_count, get_unit_kind
from kg.relations.reading import Reading

VALUES = {"Quantity", "Date", "Duration"}
BARE_SUM = 10_000  # a number without a unit below this is no sum of money
HOME_CURRENCY = "CNY"
SHARE_OF = re.compile(r"占[^，。；]{0,20}$")
STOCK = re.compile(
    r"股价|收盘|开盘|盘中|早盘|午后|尾盘|收涨|收跌|涨停|跌停|报收|收报|港股|美股|A股|截至发稿|涨幅|跌幅|市值"
)
CHANGE_OF = re.compile(r"(?:减少|增加|增厚|影响|降低|提高|抵减|拉动|冲减)[^，。]{0,8}$")  # 减少利润600万: no level
COMPOUND = re.compile(
    r"成本|收益|回报|机构|者|人民?(?!币)|部门|协议|额度|渠道|能力|需求|压力|风险|费用?(?!为)|率|难|端|环境|通道|周期"
    r"|时|方|界|事项|项目|标的|证|许可|工具|用户|产业链|概念|指数|基地|大厅|蒸发|缩水|流失"
)
COMPARED_WORD = re.compile(r"(?:较|比|相比|高于|低于|不及|超过|超出|短期|长期|定期)$")
PER_SHARE = re.compile(r"每股[^，。；]{0,6}$")
PER_SHARE_METRICS = {"sharePrice", "earningsPerShare", "dividend", "buybackPrice", "targetPrice", "issuePrice"}
PER_TEN_SHARES = re.compile(r"每\s*(?:10|十)\s*股[^，。；\d]{0,10}$")
UNIT_PRICES = {"price", "averagePrice", "pricePerKilogram", "priceCut", "issuePrice"}
RANKED = re.compile(
    r"排名|排在|排到|排第|排进|升至|冲到|位居|位列|跻身|居|列|占据|登顶|保持|夺得|进入|成为|份额|销量|出货"
)
WHOLE = re.compile(
    r"公司|集团|企业|全年|合计|累计|平均|年度|季度|整体|综合|最新|当期|同期|报告期|自身|本期|半年|归属|主营|同比|实际"
    r"|总$|^总|单季|财年|财季|领域|方面|市场|全球|去年|今年|当年|业绩|规模|预期|基本"
)
PART = re.compile(r"(?:业务|集团|部门|平台|板块|分部|事业部|事业群|渠道|产品|服务)$")
PARTED = {
    *("revenue", "netProfit", "grossProfit", "operatingProfit", "profit", "profitBeforeTax", "revenueShare", "share"),
    *("sales", "shipments", "production", "users", "grossMargin", "investment", "salesValue", "orders", "stores"),
    *("revenueGrowth", "netProfitGrowth", "salesGrowth", "shipmentsGrowth", "productionCapacity", "subsidiaries"),
}
OWN = re.compile(r"(?:公司|集团|企业|自身|自己|审计|合并|报表|口径|全年|同期|当期|今年|去年|季度|市场|上半年|下半年)$")
FIRST_OF_ITS_KIND = ("首个", "首家", "首款", "首批", "首次", "首部", "首台", "首", "第一个", "第一家", "第一款")
STAKES_OF = {"sharesSold": "stakeSold", "sharesPledged": "stakePledged", "sharesBought": "stake", "sharesHeld": "stake"}
OF_SHARES = re.compile(
    r"占[^，。；]{0,14}(?:股本|股份|股票|股权|持股|比例)[^，。；]{0,8}$|(?:即|占比|比例)[^，。；]{0,12}$"
)
NO_RANK = re.compile(r"(?:单一)?(?:股东|客户|供应商|债权人|责任人|受益人|顺位|被告|原告)")
ADJUSTED = re.compile(r"[上下]调|提[高升]|降|加息|上[升行涨]|下[行跌滑]|增|减|涨|跌|调|收窄|扩大|回[升落]|变")
MOVES = re.compile(r"[Gg]rowth$|Change$|layoffs")
REACHES = re.compile(r"^\s*(?:已经?|共|合计|高)?(?:达到|达|为|至|约|超过|突破)")
GOES_ON = re.compile(
    r"[）)，]?[（(]?(?:约合|合|折合|相当于|约|至|到|达到|达|为|，|高于|低于|多于|少于|较|上年同期|去年同期|去年|上年|同期|的)*"
)
ENDS_WORD = re.compile(r"[年季财中预公申通日晚早快简汇情海举回上播周月填申]$")  # 报 in 年报, 财报 reports no price
FROM_TO = re.compile(r"到|至")
WORD_REACH = 3  # characters between a counted noun and the figure behind it (员工共5万人)
AMOUNTS_OF_CHANGE = {
    *("priceCut", "layoffs", "sharesBought", "sharesSold", "sharesPledged", "hires", "investment", "sharesIssued"),
    *("fundingAmount", "buybackAmount", "loss", "netProfit", "profit", "warranty"),
}  # what may rise or fall by a sum; of all others 增加3亿元 is no level


def measure(reading: Reading, clause: Clause, figure: Mention, left: int, last: Measured | None) -> Measured | None:
    """Return what the figure measures, or None. `last` is what the figure right before measures, if that is told."""
    value = with_currency(reading, clause, figure, left)
    kind = get_unit_kind(value)
    if kind == "rank":
        return _measure_rank(reading, clause, figure)
    if kind == "percent" and (part := _measure_part_of_shares(reading, clause, figure, last)) is not None:
        return part
    direct = measure_directly_behind(reading, clause, figure, kind)
    if direct is not None:
        return direct
    start = max(left, clause.start)
    if REACHES.search(reading.text, start, figure.start) and start == clause.start:
        start = left  # 营业额连续增长，达971亿元: the word stands a clause before
    named = _name_metric(reading, clause, figure, start, kind)
    if named is not None:
        return named if named.metric else None
    behind = measure_behind(reading, clause, figure, kind)
    if behind is not None or kind == "duration":
        return behind
    if kind == "percent":
        return _measure_change(reading, figure, last)
    return _measure_again(reading, clause, figure, left, last, kind)


def _measure_part_of_shares(
    reading: Reading, clause: Clause, figure: Mention, last: Measured | None
) -> Measured | None:
    """Read the percentage that the shares told right before are: 减持300万股，占总股本的2%."""
    base = STAKES_OF.get(last.metric) if last is not None else None
    moves = figure.value is not None and (figure.value.direction or figure.value.base)
    if (
        base is None
        or last is None
        or moves
        or not OF_SHARES.search(reading.text, reading.sentence.start, figure.start)
    ):
        return None
    return replace(last, metric=base, score=OBSERVED_SCORE * CARRIED, tied=True, noun="")


def _measure_rank(reading: Reading, clause: Clause, figure: Mention) -> Measured | None:
    """Read a rank, with the word for what is ranked if there is one (出货量排名第四)."""
    leads = not reading.text[clause.start : figure.start].strip()  # 前两名分别为…: ranks the names behind it
    acts = clause.subject is not None and not clause.inherited
    told = acts or RANKED.search(reading.text, clause.start, figure.start)
    if leads or not told or NO_RANK.match(reading.text, figure.end) or figure.text.startswith(FIRST_OF_ITS_KIND):
        return None
    words = find_metric_words(reading, clause, clause.start, figure.start)
    words = [w for w in words if not any(m.name.startswith("sharePrice") for m in w[2])]
    noun = reading.text[words[-1][0] : words[-1][1]] if words else ""
    return Measured("rank", figure.start, OBSERVED_SCORE, noun)


def _name_metric(reading: Reading, clause: Clause, figure: Mention, start: int, kind: str) -> Measured | None:
    """Return what the words before the figure call it; an empty metric where they call it somebody else's.

    The nearest word wins, but verbs of moving prices (暴跌) only where no other word names what moved (销量暴跌).
    """
    words = find_metric_words(reading, clause, start, figure.start)
    for moving in (False, True):
        for word_start, word_end, metrics in reversed(words):
            for metric in metrics:
                far = metric.after and figure.start - word_end > WORD_REACH
                if (metric.name == "sharePriceChange") != moving or far:
                    continue
                if COMPOUND.match(reading.text, word_end) or COMPARED_WORD.search(reading.text, start, word_start):
                    continue  # 融资成本 is no financing, 较发行价 no issue price
                if moving and figure.value is not None and figure.value.base:
                    continue  # 票房较上年暴跌33%: no share price
                if metric.name == "loss" and reading.text.startswith("费用", figure.end):
                    continue
                name = _fit_metric(reading, clause, figure, metric, kind)
                if name and not _fits_unit_price(reading, clause, figure, name):
                    return Measured("", word_start, 0.0)
                changed = CHANGE_OF.search(reading.text, clause.start, word_start)
                if name and (changed or _is_of_other(reading, clause, word_start)):
                    return Measured("", word_start, 0.0)
                if name:
                    part = _find_part(reading, clause, figure, word_start, name)
                    return Measured(name, word_start, OBSERVED_SCORE, part)
    return None


def _fits_unit_price(reading: Reading, clause: Clause, figure: Mention, metric: str) -> bool:
    """Tell whether a sum for one share or one of a thing (37元/股, 2万元/平方米) can be of the metric."""
    if figure.value is None or get_unit_kind(figure.value) not in {"money", "bare"}:
        return True
    per = reading.text[figure.start : figure.end + 2].partition("/")[2]
    if per.startswith("股") or PER_SHARE.search(reading.text, clause.start, figure.start):
        return metric in PER_SHARE_METRICS
    return not per or metric in UNIT_PRICES


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


def _find_part(reading: Reading, clause: Clause, figure: Mention, word_start: int, metric: str) -> str:
    """Return the part of the owner that the figure is about: 数据中心业务 in 英特尔数据中心业务营收."""
    if metric == "dividend" and (ten := PER_TEN_SHARES.search(reading.text, clause.start, figure.start)):
        return re.sub(r"\s", "", ten[0])[: ten[0].index("股") + 1]
    place, first = word_start, word_start
    for token in reversed([t for t in clause.tokens if t.end <= word_start]):
        inside = any(m.start < token.end and token.start < m.end and not m.generic for m in clause.mentions)
        beyond = [m.end for m in clause.mentions if m.start <= token.start < m.end < token.end and not m.generic]
        if token.end == place and beyond:
            first = beyond[-1]  # the tagger's word runs on behind a name
        if token.end != place or inside or token.tag not in {"n", "nz", "vn", "a", "an", "b"}:
            break
        place = first = token.start
    part = reading.text[first:word_start]
    whole = metric not in PARTED or WHOLE.search(part)
    return part if PART.search(part) or (len(part) > 1 and not whole) else ""


def _measure_again(
    reading: Reading, clause: Clause, figure: Mention, left: int, last: Measured | None, kind: str
) -> Measured | None:
    """Name a figure after the one before it: 从13人到2万人, 增长112%至223亿元, (约合945亿元)."""
    if last is None or left <= reading.sentence.start:
        return None
    known = load_metrics().metrics
    base = next((m for m in known.values() if m.growth == last.metric), known.get(last.metric))
    gap = reading.text[left : figure.start]
    goes_on = GOES_ON.fullmatch(gap) or (left >= clause.start and FROM_TO.search(gap) and "，" not in gap)
    if base is not None and kind in base.units and goes_on and (kind != "count" or fits_count(base, figure)):
        return replace(last, metric=base.name, score=OBSERVED_SCORE * CARRIED, tied=True)
    same_unit = kind == "count" and last.metric == "count" and FROM_TO.search(gap)
    return replace(last, word_start=figure.start, tied=True) if same_unit else None


def find_metric_words(reading: Reading, clause: Clause, start: int, end: int) -> list[tuple[int, int, list[Metric]]]:
    """Return (start, end, metrics) of the words for metrics between two places, those inside names left out."""
    names = [(m.start, m.end) for m in reading.mentions if m.type not in VALUES and not m.generic]
    found = load_metrics().find(reading.text[start:end])
    return [
        (start + s, start + e, metrics)
        for s, e, metrics in found
        if not (e - s == 1 and ENDS_WORD.search(reading.text, 0, start + s))
        and not any(a <= start + s and start + e <= b for a, b in names)
    ]


def _fit_metric(reading: Reading, clause: Clause, figure: Mention, metric: Metric, kind: str) -> str:
    """Return the name of the metric in the sense that suits the figure's unit, or an empty text."""
    value = figure.value
    assert value is not None
    moves = bool(value.direction or value.base)
    if value.unit in POINTS:
        moved = moves or ADJUSTED.search(reading.text, clause.start, figure.start)
        return metric.growth if "percent" in metric.units and moved else ""
    if kind == "percent" and "percent" not in metric.units:
        if metric.share and SHARE_OF.search(reading.text[clause.start : figure.start]):
            return metric.share
        return metric.growth if moves else ""
    if kind not in metric.units or (kind == "count" and not fits_count(metric, figure)):
        return ""
    if kind == "percent" and moves:
        return metric.growth or (metric.name if MOVES.search(metric.name) else "")
    return "" if moves and metric.name not in AMOUNTS_OF_CHANGE else metric.name


def _measure_change(reading: Reading, figure: Mention, last: Measured | None) -> Measured | None:
    """Name a bare rise or fall: of the metric of the figure before, or of the share price."""
    assert figure.value is not None
    if not (figure.value.direction or figure.value.base) or figure.value.unit in POINTS:
        return None
    sentence = reading.text[reading.sentence.start : reading.sentence.end]
    if last is not None and last.metric == "sharePriceChange" and not figure.value.base:
        return replace(last, word_start=figure.start, tied=True)
    if last is not None and (figure.value.base or not STOCK.search(sentence)):
        known = load_metrics().metrics.get(last.metric)
        if known is not None and known.growth:
            return replace(last, metric=known.growth, tied=True)
    if STOCK.search(sentence) and not figure.value.base:
        return Measured("sharePriceChange", figure.start, OBSERVED_SCORE)
    return Measured("growth", figure.start, OBSERVED_SCORE * UNNAMED)


def with_currency(reading: Reading, clause: Clause, figure: Mention, left: int) -> Value:
    """Return the figure's value; a large bare number beside a word for money (400多亿现金) is in the home currency."""
    value = figure.value
    assert value is not None
    if value.unit or value.number is None or abs(value.number) < BARE_SUM:
        return value
    around = load_metrics().find(reading.text[left : min(clause.end, figure.end + 8)])
    return replace(value, unit=HOME_CURRENCY) if any("money" in m.units for _, _, ms in around for m in ms) else value
