"""What a figure counts, from the noun behind it: 245次质量讨论会, 10万名员工, 18个月质保, 17.2%的份额."""

import re
from dataclasses import replace

from kg.expressions import compile_re
from kg.mentions.lexical import compile_words
from kg.model import Mention
from kg.ontology.lexicon import load_lexicon
from kg.ontology.metrics import Metric, load_metrics
from kg.relations.clauses import Clause
from kg.relations.measured import CARRIED, OBSERVED_SCORE, UNNAMED, Measured, fits_count
from kg.relations.metric_words import find_metric_words
from kg.relations.reading import Reading, find_token

COUNTED = compile_re(r"[一-鿿]{2,8}")
TIME_UNITS = {"年", "天", "个月", "月", "日", "小时", "分钟", "秒", "周", "个季度", "倍", "times", "周年", "张", "方面"}
HEADS = {"人", "名"}  # 从13人到2万人, of a company: its people
FROM_TO_HEADS = compile_re(r"从[^，。；]*(?:到|至)")
AMONG = compile_re(r"\s*(?:这?其中|其中[，：])")
STANDS_FOR = compile_re("(?:为|达到?|约|占|有|则为?|卖出|售出|销售|贡献|交付)*")
SUMMED = {"sales", "shipments", "production", "orders", "users", "stores", "installedCapacity", "boxOffice"}
USES = compile_re(r"(?:划转|使用|动用|挪用|占用|归还|补充|置换|投入|转出|将|用)[^，。；]{0,8}$")
STAKES_OF = {"sharesSold": "stakeSold", "sharesPledged": "stakePledged", "sharesBought": "stake", "sharesHeld": "stake"}
OF_SHARES = compile_re(
    r"占[^，。；]{0,14}(?:股本|股份|股票|股权|持股|比例)[^，。；]{0,8}$|(?:即|占比|比例)[^，。；]{0,12}$"
)
OF_PEOPLE = compile_re("[不没未]|人口|居民|用户|员工|家庭|受访|网民")  # 25%的人口都不持有护照
NOUN_REACH = 6  # characters between a figure and the noun that it counts
HANDED = compile_re(r"(?:股权|股份)[^，。；]{0,16}?(?:转让|出售|剥离|转给|卖)给")
SELLS = compile_re(
    r"(?<!被)(?:出售|卖出|转让|抛售|卖掉|让出|出让|剥离)(?!的|给|方|价|协议)[^，。；]{0,16}$"
)  # 向乙出售旗下丙51%的股权
OF_THEM = compile_re(r"的(?![约近超过]*\d)")
DIRECT_REACH = 1
WITH_OF = {"marketShare", "stake", "acquisitionAmount", "price"}  # 17.2%的份额, 62.7亿元的总价
HAD = compile_re(
    r"拥有|设立|设有|下设|设置|成立|开设|开出|共有|共计|现有|已有|约有|还有|[有设开共超达逾]$|建立|建有|建成|组建|覆盖|进入|遍[及布]"
    r"|布局|落地|运营|经营|服务|获|申请|持有|旗下|销往|登陆|涵盖|签约|入驻|推出|发布|上市|达到|超过|突破|建设|完成"
    r"|包括|收到|招募|聚集|积累|连接|接入|管理|辐射|分布|出口到|召开|举行|举办|开展|为|在|新增|上线"
)
NEWLY = compile_re(r"(?:新增|净增|新开|新设|增设|增开|再开|新建)[设出立了]?(?:约|近|超过|超)?$")
NEEDS_HAVING = {
    *("citiesServed", "countriesServed", "models", "patents", "partners", "subsidiaries", "stores", "orders", "users"),
    *("employees", "dealers", "suppliers", "customers", "factories", "departments", "products", "basestations"),
}


def measure_directly_behind(reading: Reading, clause: Clause, figure: Mention, kind: str) -> Measured | None:
    """Read what is counted from the noun right behind the figure, before any word in front of it: 15个国家49个城市."""
    if kind not in {"count", "percent"}:
        return None
    after = reading.text[figure.end : min(clause.end, figure.end + 16)]
    for start, end, metrics in load_metrics().find(after):
        for metric in metrics:
            near = start <= DIRECT_REACH or (kind == "percent" and after.startswith("的"))
            if near and _counts_noun(reading, clause, figure, metric, kind, start, end):
                sold = SELLS.search(reading.text, clause.start, figure.start)
                handed = metric.name == "stake" and (sold or HANDED.match(after, start))
                return Measured("stakeSold" if handed else metric.name, figure.start, OBSERVED_SCORE)
    return None


def measure_among(reading: Reading, clause: Clause, figure: Mention, kind: str) -> Measured | None:
    """Read whose part of a sum a figure is: 77万辆 in 电动车销量120万辆，其中甲77万辆，乙30万辆."""
    before = [p.clause for p in reading.passages if p.clause.end <= clause.start]
    here, among = clause, False
    while _names_part(reading, here):
        among = among or bool(AMONG.match(reading.text, here.start))
        if not before:
            return None
        here = before.pop()
        if among:
            break
    sums = [m for m in here.mentions if m.type == "Quantity" and m.value and m.value.unit == _unit_of(figure)]
    if not among or not sums or sums[0].value is None or figure.value is None:
        return None
    words = find_metric_words(reading, here, here.start, sums[0].start)
    total, part = sums[0].value.number, figure.value.number
    names = [m.name for _, _, metrics in words[-1:] for m in metrics if kind in m.units and m.name in SUMMED]
    if not names or total is None or part is None or part > total:
        return None
    things = [m for m in here.mentions if m.type in {"Product", "Technology"} and m.generic and m.end <= words[-1][0]]
    return Measured(names[0], figure.start, OBSERVED_SCORE * CARRIED, things[-1].text if things else "")


def _names_part(reading: Reading, clause: Clause) -> bool:
    """Tell whether a clause holds one name and one figure behind it and no more (其中甲77万辆)."""
    figures = [m for m in clause.mentions if m.type == "Quantity"]
    names = [m for m in clause.mentions if m.type in {"Company", "Brand"}]
    if len(figures) != 1 or len(names) != 1 or len(clause.mentions) != len(figures) + len(names):
        return False
    lead, rest = reading.text[clause.start : names[0].start], reading.text[names[0].end : figures[0].start]
    return not AMONG.sub("", lead).strip() and bool(STANDS_FOR.fullmatch(rest))


def _unit_of(figure: Mention) -> str:
    return figure.value.unit if figure.value is not None else ""


def measure_behind(reading: Reading, clause: Clause, figure: Mention, kind: str) -> Measured | None:
    """Read what is counted from a noun a little behind the figure, known as a metric or not."""
    after = reading.text[figure.end : min(clause.end, figure.end + 16)]
    for start, end, metrics in load_metrics().find(after):
        for metric in metrics:
            if start <= NOUN_REACH and _counts_noun(reading, clause, figure, metric, kind, start, end):
                return Measured(metric.name, figure.start, OBSERVED_SCORE)
    assert figure.value is not None
    heads = figure.value.unit in HEADS and FROM_TO_HEADS.search(reading.text, clause.start, clause.end)
    if heads:
        return Measured("employees", figure.start, OBSERVED_SCORE * UNNAMED)
    return _count_noun(reading, clause, figure, after) if kind == "count" else None


def measure_part_of_shares(reading: Reading, clause: Clause, figure: Mention, last: Measured | None) -> Measured | None:
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


def _counts_noun(
    reading: Reading, clause: Clause, figure: Mention, metric: Metric, kind: str, start: int, end: int
) -> bool:
    """Tell whether the figure counts what the metric's word at `start` behind it names."""
    if not metric.after or kind not in metric.units or (kind == "count" and not fits_count(metric, figure)):
        return False
    assert figure.value is not None
    if kind == "percent" and (figure.value.direction or figure.value.base or figure.value.unit != "%"):
        return False
    if metric.name in NEEDS_HAVING and OF_THEM.match(reading.text, figure.end + end):
        return False  # 完成200家门店的改造: not how many there are
    if metric.name == "fundingAmount" and USES.search(reading.text, clause.start, figure.start):
        return False  # 划转了6亿元募集资金
    between = reading.text[figure.end : figure.end + start]
    if re.search("[、，；]", between):
        return False  # 换电站2480座、充电桩23011根: of the next figure
    if "的" in between and (metric.name not in WITH_OF or OF_PEOPLE.search(between)):
        return False
    if kind == "count" and _is_modifier(reading, figure.end + end):
        return False
    if kind == "count" and reading.text[figure.start - 1] == "的" and metric.name in NEEDS_HAVING:
        return False  # 甲的两家营业部: not all of them
    if metric.name not in NEEDS_HAVING or kind != "count":
        return True
    before = reading.text[max(clause.start, figure.start - 16) : figure.start]
    if NEWLY.search(before):
        return False  # 新开设600家门店: not all of them
    return bool(HAD.search(before)) and not compile_words("not_had").search(before)


def _is_modifier(reading: Reading, place: int) -> bool:
    """Tell whether a noun before `place` only modifies the next one: 36个城市公交卡, 23家会员商店."""
    token = find_token(reading, place)
    if token is not None and token.tag == "v" and reading.text[token.end : token.end + 1] in "，。；！":
        return True  # 40家门店调改
    return token is not None and token.tag in {"n", "nz", "vn"} and reading.text[token.start : token.end] != "数"


def _count_noun(reading: Reading, clause: Clause, figure: Mention, after: str) -> Measured | None:
    """Read a count of things that no metric is of: 设立了五个部门."""
    noun, token = COUNTED.match(after), reading.tokens.get(figure.end)
    if noun is None or token is None or token.tag not in {"n", "nz", "vn"}:
        return None
    assert figure.value is not None
    idle = {"", *load_lexicon().words("idle_unit"), *TIME_UNITS}
    if figure.value.unit in idle or clause.subject is None or clause.inherited or _is_modifier(reading, token.end):
        return None
    if not compile_words("comes_to_have").search(reading.text, max(clause.start, figure.start - 6), figure.start):
        return None
    behind = reading.tokens.get(token.end)
    if behind is not None and behind.tag in {"a", "an", "b"}:
        return None  # 40个世界顶级摄影棚: the noun comes later
    counted = reading.text[token.start : token.end]
    if counted in load_lexicon().words("idle_noun"):
        return None
    return Measured("count", figure.start, OBSERVED_SCORE * UNNAMED, counted)
