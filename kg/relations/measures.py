"""What a figure measures, from the words around it.

The metric is the nearest word for one before the figure in its clause (营收186亿), behind it where the metric allows
that (245次会议, 18个月质保), or that of the figure before (同比增长9%, 约合945亿元).
"""

from collections.abc import Sequence
from dataclasses import replace

from kg.expressions import compile_re
from kg.model import Mention
from kg.ontology.metrics import Metric, load_metrics
from kg.relations.changes import MOVES, STOCK, measure_again, measure_change
from kg.relations.clauses import Clause
from kg.relations.counted import (
    SELLS,
    measure_among,
    measure_behind,
    measure_directly_behind,
    measure_part_of_shares,
)
from kg.relations.figure_values import with_currency
from kg.relations.measured import OBSERVED_SCORE, POINTS, Measured, fits_count, get_unit_kind
from kg.relations.metric_words import (
    RANKED,
    find_goods,
    find_metric_words,
    find_part,
    find_ranked,
    find_ranking,
    find_share,
    find_share_part,
    is_cut,
    is_of_noun,
    is_of_other,
    name_growth,
)
from kg.relations.reading import Reading

SHARE_OF = compile_re(r"占[^，。；]{0,20}$")
CHANGE_OF = compile_re(
    r"(?:虚增|虚构|虚列|少计|减少|增加|增厚|影响|降低|提高|抵减|拉动|冲减)[^，。]{0,8}$"
)  # 减少利润600万: no level
COMPOUND = compile_re(
    r"成本|增量|净增|净流|收益|回报|机构|者|人民?(?!币)|部门|协议|额度|渠道|能力|需求|压力|风险|费用?(?!为)|率|难|端|环境|通道|周期"
    r"|时|方|界|代价|对价|支付|损失|缺口|缺额|预期|事项|项目|标的|证|许可|工具|用户|产业链|概念|指数|基地|大厅|蒸发|缩水|流失"
)
COMPARED_WORD = compile_re(r"(?:较|比|相比|高于|低于|不及|超过|超出|短期|长期|定期|所得|产生的|收到的|其他|其它|运营)$")
BOUGHT_BACK = compile_re(r"回购[^，。；]{0,6}$")
FOR_BUYBACK = compile_re(r"[^，。；]{0,10}回购")
HAS_BOUGHT_BACK = compile_re("回购[^。；]{0,16}，(?:已|累计|合计|共|总计)*$")
PAID_BACK = compile_re("回购[^。；]{0,160}(?:成交|支付)[^，。；]{0,8}$")
CAN_MAKE = compile_re("[^，。；]{0,12}(?:能力|产能)")
CHANGE_BEHIND = compile_re(r"(?:的)?[跌涨降增]幅")
PER_SHARE = compile_re(r"每股[^，。；]{0,6}$")
PER_UNIT = compile_re(
    r"每(?:[辆台部桶吨秒天度升件只单]|分钟|小时|平方米|公斤)[^，。；]{0,4}$"
)  # 利润是每辆3200美元: no total
TOTALS = {"revenue", "netProfit", "profit", "profitBeforeTax", "operatingProfit", "grossProfit", "investment"}
PER_SHARE_METRICS = {"sharePrice", "earningsPerShare", "dividend", "buybackPrice", "targetPrice", "issuePrice"}
UNIT_PRICES = {"price", "averagePrice", "pricePerKilogram", "priceCut", "issuePrice"}
FIRST_OF_ITS_KIND = ("首个", "首家", "首款", "首批", "首次", "首部", "首台", "首", "第一个", "第一家", "第一款")
NO_RANK = compile_re(r"(?:单一)?(?:股东|客户|供应商|债权人|责任人|受益人|顺位|被告|原告)")
ADJUSTED = compile_re(r"[上下]调|提[高升]|降|加息|上[升行涨]|下[行跌滑]|增|减|涨|跌|调|收窄|扩大|回[升落]|变")
NEWLY = compile_re(r"新增|净增|新开|新设")
STANDS_BY = compile_re(
    r"(?:已经?|约|近|逾|超过?|共|有|为|达到?|至|了|的|总|数|数量|规模|合计|突破|增加?到?|超|过|到|:|：|仅|多达|高达|拥有|是|接近"
    r"|只有|不足|不少于|不低于|分别|均|现有|家|人)*"
)
HANDED = compile_re(r"的?(?:股权|股份)[^，。；]{0,16}?(?:转让|出售|剥离|转给|卖)给")
REACHES = compile_re(r"^\s*(?:已经?|共|合计|高)?(?:达到|达|为|至|约|超过|突破)")
IN_RESEARCH = compile_re(r"研发(?:方面|领域|端|上)，")
REACHED = compile_re(
    r"[升增涨提降跌减落滑跃扩缩高大小][至到](?:了|约|近)?(?:\d{4}年[^，。；]{0,4}的)?$"
)  # 毛利率由6.4%升至6.8%
PRICED = compile_re("价|直降|优惠")
NON_RECURRING = compile_re("扣除非经常性损益[^，。；]{0,6}，?[^，。；]{0,3}$|扣非[^，。；]{0,6}$")
WORD_REACH = 3  # characters between a counted noun and the figure behind it (员工共5万人)
DEALS = {
    *("stake", "stakeSold", "stakePledged", "sharesBought", "sharesSold", "sharesHeld", "sharesPledged", "investment"),
    *("acquisitionAmount", "fundingAmount", "contractValue", "buybackAmount", "fine", "compensation", "claim"),
}  # figures of what is done to somebody
AMOUNTS_OF_CHANGE = {
    *("priceCut", "layoffs", "sharesBought", "sharesSold", "sharesPledged", "hires", "investment", "sharesIssued"),
    *("fundingAmount", "buybackAmount", "loss", "warranty", "acquisitionAmount", "contractValue"),
}  # what may rise or fall by a sum; of all others 增加3亿元 is no level


def measure(reading: Reading, clause: Clause, figure: Mention, left: int, last: Measured | None) -> Measured | None:
    """Return what the figure measures, or None. `last` is what the figure right before measures, if that is told."""
    value = with_currency(reading, clause, figure, left)
    kind = get_unit_kind(value)
    if kind == "rank":
        return _measure_rank(reading, clause, figure)
    if kind == "percent" and (part := measure_part_of_shares(reading, clause, figure, last)) is not None:
        return part
    per_share = kind == "money" and PER_SHARE.search(reading.text, clause.start, figure.start)
    direct = None if per_share else measure_directly_behind(reading, clause, figure, kind)
    if direct is not None:
        return direct
    if kind in {"count", "money"} and (among := measure_among(reading, clause, figure, kind)) is not None:
        return among
    start = max(left, clause.start)
    if REACHES.search(reading.text, start, figure.start) and start == clause.start:
        start = left  # 营业额连续增长，达971亿元: the word stands a clause before
    named = _name_metric(reading, clause, figure, start, kind)
    if named is not None and named.metric == "sharePriceChange" and not STOCK.search(reading.text, start, figure.start):
        growth = load_metrics().metrics[last.metric].growth if last and last.metric in load_metrics().metrics else ""
        if last is not None and growth and last.metric not in PER_SHARE_METRICS | {"marketCap", "tradingVolume"}:
            return replace(last, metric=growth, tied=True)  # 利润6亿元，大涨126%
    if named is not None:
        return named if named.metric else None
    behind = None if per_share else measure_behind(reading, clause, figure, kind)
    if behind is not None or kind == "duration":
        return behind
    value_moves = figure.value is not None and (figure.value.direction or figure.value.base)
    if kind == "percent" and not value_moves and REACHED.search(reading.text, left, figure.start):
        return measure_again(reading, clause, figure, left, last, kind)
    if kind == "percent" or (value_moves and kind in {"money", "count"}):
        return measure_change(reading, clause, figure, left, last, kind)
    return measure_again(reading, clause, figure, left, last, kind)


def _measure_rank(reading: Reading, clause: Clause, figure: Mention) -> Measured | None:
    """Read a rank, with the word for what is ranked if there is one (出货量排名第四)."""
    leads = not reading.text[clause.start : figure.start].strip()  # 前两名分别为…: ranks the names behind it
    acts = clause.subject is not None and not clause.inherited
    told = acts or RANKED.search(reading.text, clause.start, figure.start)
    if leads or not told or NO_RANK.match(reading.text, figure.end) or figure.text.startswith(FIRST_OF_ITS_KIND):
        return None
    ranked = find_ranked(reading, clause, figure)
    words = find_metric_words(reading, clause, clause.start, figure.start)
    words = [w for w in words if not any(m.name.startswith("sharePrice") for m in w[2])]
    noun = reading.text[words[-1][0] : words[-1][1]] if words else ranked
    noun = ranked if noun in ranked else noun
    return Measured("rank", figure.start, OBSERVED_SCORE, noun or find_ranking(reading, clause, figure))


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
                if kind == "money" and CHANGE_BEHIND.match(reading.text, word_end):
                    return Measured("", word_start, 0.0)  # 市值跌幅超过150亿元
                if _means_other(reading, figure, metric, kind, start, (word_start, word_end)):
                    continue
                found = _read_word(reading, clause, figure, metric, kind, words, (word_start, word_end))
                if found is not None:
                    return found
    return None


def _means_other(
    reading: Reading, figure: Mention, metric: Metric, kind: str, start: int, word: tuple[int, int]
) -> bool:
    """Tell whether a word for a metric is none here: part of a compound, compared with, or of another use."""
    word_start, word_end = word
    if COMPOUND.match(reading.text, word_end) or COMPARED_WORD.search(reading.text, start, word_start):
        return True  # 融资成本 is no financing, 较发行价 no issue price
    if metric.name == "sharePriceChange" and figure.value is not None and figure.value.base:
        return True  # 票房较上年暴跌33%: no share price
    if kind == "count" and metric.after and not STANDS_BY.fullmatch(reading.text, word_end, figure.start):
        return True
    if metric.name == "priceCut" and not PRICED.search(reading.text, start, word_end):
        return True  # 将收入预期下调90亿
    if metric.name == "loss" and reading.text.startswith("费用", figure.end):
        return True
    return metric.name == "age" and reading.text[word_start - 1] == "今"  # 他最小的粉丝今年仅11岁


def _read_word(
    reading: Reading, clause: Clause, figure: Mention, metric: Metric, kind: str,
    words: Sequence[tuple[int, int, list[Metric]]], word: tuple[int, int],
) -> Measured | None:  # fmt: skip
    """Return what a word before a figure calls it, None where it fits no figure of the kind."""
    word_start, word_end = word
    others = Measured("", word_start, 0.0)
    if kind == "percent" and "亏" in reading.text[word_start:word_end]:
        return others  # 亏损额下降42%: a profit's growth of no sign
    name = _fit_metric(reading, clause, figure, metric, kind)
    bought_back = BOUGHT_BACK.search(reading.text, clause.start, word_start)
    bought_back = bought_back or HAS_BOUGHT_BACK.search(reading.text, reading.sentence.start, word_start)
    if name == "investment" and (bought_back or FOR_BUYBACK.match(reading.text, figure.end, clause.end)):
        name = "buybackAmount"
    if name == "tradingVolume" and PAID_BACK.search(reading.text, reading.sentence.start, figure.start):
        name = "buybackAmount"
    if name == "production" and CAN_MAKE.match(reading.text, figure.end, clause.end):
        name = "productionCapacity"
    if name == "investment" and IN_RESEARCH.search(reading.text, reading.sentence.start, word_start):
        name = "researchSpending"
    if name == "netProfit" and NON_RECURRING.search(reading.text, reading.sentence.start, word_start):
        name = "nonRecurringNetProfit"
    if name == "growth":
        name = name_growth(words, word_start)
    if not name:
        return None
    new = NEWLY.search(reading.text, max(clause.start, word_start - 4), figure.start)
    if not _fits_unit_price(reading, clause, figure, name) or (
        kind == "count" and new and name not in AMOUNTS_OF_CHANGE
    ):
        return others
    changed = CHANGE_OF.search(reading.text, clause.start, word_start)
    cut = is_cut(reading, word_start, word_end)
    if changed or cut or is_of_noun(reading, clause, word_end, figure, dealt=name in DEALS):
        return others
    if is_of_other(reading, clause, word_start):
        return others
    sold = SELLS.search(reading.text, clause.start, figure.start)
    if name == "stake" and (sold or HANDED.match(reading.text, figure.end, clause.end)):
        name = "stakeSold"
    if metric.name == "growth":  # 销量增速: of what stands before 销量
        word_start = next((start for start, end, _ in words if end == word_start), word_start)
    part = find_part(reading, clause, figure, word_start, name) or find_goods(reading, clause, figure, word_end, name)
    if name == "revenueShare" and "占" in reading.text[clause.start : figure.start]:
        part = find_share_part(reading, clause, figure)
    return Measured(name, word_start, OBSERVED_SCORE, part)


def _fits_unit_price(reading: Reading, clause: Clause, figure: Mention, metric: str) -> bool:
    """Tell whether a sum for one share or one of a thing (37元/股, 2万元/平方米) can be of the metric."""
    if figure.value is None or get_unit_kind(figure.value) not in {"money", "bare"}:
        return True
    per = reading.text[figure.start : figure.end + 2].partition("/")[2]
    if per.startswith("股") or PER_SHARE.search(reading.text, clause.start, figure.start):
        return metric in PER_SHARE_METRICS
    if metric in TOTALS and PER_UNIT.search(reading.text, clause.start, figure.start):
        return False
    return not per or metric in UNIT_PRICES


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
            return find_share(reading, clause, figure) or metric.share
        return metric.growth if moves else ""
    if kind not in metric.units or (kind == "count" and not fits_count(metric, figure)):
        return ""
    if kind == "percent" and moves:
        return metric.growth or (metric.name if MOVES.search(metric.name) else "")
    return metric.growth if moves and metric.name not in AMOUNTS_OF_CHANGE else metric.name
