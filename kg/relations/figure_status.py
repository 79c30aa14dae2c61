"""How a figure is meant: forecasts and plans reach over the clauses that go on with them; what ought to be is none."""

import re

from kg.expressions import compile_re
from kg.mentions.lexical import alternate, compile_words
from kg.model import Mention, Status
from kg.relations.carrying import Carry
from kg.relations.clauses import OWNERS, Clause
from kg.relations.figure_dates import ACTIONS, DAILY_METRICS, FLOWS, Roles, find_figure_dates, is_base_date
from kg.relations.measured import Measured
from kg.relations.ownership import HOLDER_METRICS
from kg.relations.reading import Reading
from kg.relations.status import judge_status

FORECAST = compile_re(
    r"预计|测算|估算|预增|预减|预盈|预亏|业绩预告|有望|预测|盈利预警|业绩预期|业绩承诺|承诺|对赌|指引"
)
SUPPOSES = compile_re(r"(?:的话|情况下|前提下|(?<![同当届及小])时)[，,]$")
OUGHT = compile_re(r"能够|应(?![收付对急用占税计邀])当?|必须|不得")
FAILS = compile_re(r"(?:未能|没能|未曾|无缘|无法|难以|没有)[^，。]{0,8}$|(?:尚无|并无|无一|没有一)[^，。]{0,20}$")
CAPPED = compile_re(r"(?:不超过?|不高于|不低于|上限为?)$")
AIM_BEFORE = compile_re("目标[：:][^，。；]{0,30}$|冲击(?:约|近)?$")  # 五年来最保守的目标：销量50万辆
AIM_BEHIND = compile_re("的?(?:[^，。；的]{0,6})?(?:目标|愿景|任务)")  # 销量50万辆的年度目标
CHANGED_TO = compile_re("(?:调|调整|修正|改|降|升|提高|降低|上调|下调)[至为到]")
MET = compile_re("完成|达成|超额|实现了|提前")
HELD_NOW = compile_re("(?:所|其)持有?的[^，。；]{0,14}$")
HAS_NOW = compile_re(r"(?:现有|目前的|已有)[^，。；]{0,4}$")
TO_HOLD = compile_re(r"将(?:直接|间接|合计|继续|仍)?持[有股](?!的|比例)")
AS_PLAN = compile_re(r"[^，。；]{1,24}的(?:计划|方案|议案|预案|意向|打算|设想|可能性?|提议|草案)")
PROPOSED, PROPOSES = {"dividend", "buybackAmount", "salary"}, compile_re("提议|建议|提请")
RESULTS_TOLD = {
    "netProfit",
    "nonRecurringNetProfit",
    "netProfitGrowth",
    "revenue",
    "revenueGrowth",
    "profit",
    "profitBeforeTax",
}
RESULTS = compile_re(r"\s*(?:从而|进而|届时|到时|以期|以此|使得|这样)")


def judge_figure(reading: Reading, clause: Clause, figure: Mention, measured: Measured, carry: Carry) -> Status | None:
    """Return how a figure is meant; a forecast and a plan reach over the clauses that go on with them."""
    sentence = reading.sentence
    lead = reading.text[sentence.start : clause.start]
    before = _blank_names(reading, clause.start, figure.start)
    before = before.removesuffix("将")  # 将12%的股权转让给乙: 将 marks the object
    before = before.replace("累计", "　　").replace("扣除非", "　　　")  # 累计划转 holds no 计划, 扣除非经常 no 除非
    plain = reading.text[sentence.start : sentence.end]
    if OUGHT.search(before) or FAILS.search(before) or _is_given_up(before):
        return None  # 至少应裁员10人, 未能跻身前十: no figure that holds
    if measured.metric in ACTIONS | HOLDER_METRICS and compile_words("given_up").search(before):
        return None  # 终止转让所持8%股份
    if SUPPOSES.search(reading.text, figure.end, clause.end):
        return None
    if re.match("[^，。；]{0,2}[都也](?:没|未|不)", reading.text[figure.end : clause.end]):
        return None  # 连前十都没挤进
    status = judge_status(sentence=plain, lead=lead, before=before)
    if status == "rumoured" and measured.metric in DAILY_METRICS:
        return "asserted"  # a price that moved on a rumour did move
    if status == "planned" and measured.metric == "sharesHeld" and HELD_NOW.search(before):
        return "asserted"  # 拟转让所持有的3.6亿股
    if status == "planned" and HAS_NOW.search(before):
        return "asserted"  # 将裁掉现有6000多名员工的10%
    if status != "asserted":
        return status
    if _is_still_to_come(reading, clause, figure, measured, before):
        return "planned"
    if measured.tied and carry.last is not None:
        return carry.last.status
    if _goes_on(reading, clause, carry) and not any(m.type == "Date" for m in clause.mentions):
        return carry.recent[-1].status
    return _judge_asserted(reading, clause, figure, measured, carry, before)


def _is_still_to_come(reading: Reading, clause: Clause, figure: Mention, measured: Measured, before: str) -> bool:
    """Tell whether the words around a figure, or its shape, say that it does not hold yet."""
    if TO_HOLD.search(before) and not re.search(alternate("hand_over"), reading.text[figure.end : clause.end]):
        return True  # 交易后将持有乙51%的股权
    if measured.metric in PROPOSED and PROPOSES.search(reading.text, reading.sentence.start, figure.start):
        return True  # 甲提议每股分红4元
    if measured.metric in ACTIONS and AS_PLAN.match(reading.text, figure.end, clause.end):
        return True  # 宣布斥资10亿扩建园区的计划
    if measured.metric not in ACTIONS and _is_aimed_at(reading, clause, figure, before):
        return True
    ranged = figure.value is not None and figure.value.upper is not None
    if ranged and measured.metric in RESULTS_TOLD:
        return True  # accounts have no range, forecasts do
    capped = measured.metric in {"buybackAmount", "buybackPrice"} and CAPPED.search(before)
    return bool(capped) and not compile_words("done_already").search(before)  # what it may not exceed is to come


def _is_given_up(before: str) -> bool:
    """Tell whether a figure is only a right, or a plan that was given up, but for what it was changed to."""
    told = list(compile_words("may_only", "former_plan").finditer(before))
    return bool(told) and not CHANGED_TO.search(before, told[-1].end())


def _is_aimed_at(reading: Reading, clause: Clause, figure: Mention, before: str) -> bool:
    """Tell whether a level is only aimed at (票房剑指50亿元, 提出年销量365万辆)."""
    aims = list(compile_words("aims_at").finditer(before))
    if aims and not compile_words("done_already").search(before, aims[-1].end()):
        return True
    if AIM_BEFORE.search(reading.text, reading.sentence.start, figure.start):
        return True
    return bool(AIM_BEHIND.match(reading.text, figure.end, clause.end)) and not MET.search(before)


def _judge_asserted(
    reading: Reading, clause: Clause, figure: Mention, measured: Measured, carry: Carry, before: str
) -> Status | None:
    """Return how a figure is meant that its own clause asserts: a forecast or plan before it may reach over it."""
    sentence = reading.sentence
    told_before = _blank_names(reading, sentence.start, clause.start) + before
    dates = find_figure_dates(reading, clause, figure, measured.metric, sentence.start)
    if FLOWS.search(measured.metric) and FORECAST.search(told_before) and not any(is_base_date(d) for _, d in dates):
        past = compile_words("done_already").search(reading.text, clause.start, figure.start) or _is_before_forecast(
            dates, carry
        )
        return "asserted" if past else "planned"
    earlier = [p.clause for p in reading.passages if p.clause.end <= clause.start]
    goes_on = (
        (clause.inherited or clause.subject is None)
        and measured.metric in ACTIONS
        and not compile_words("done_already").search(reading.text, clause.start, figure.start)
    )
    if earlier and (goes_on or RESULTS.match(reading.text, clause.start)):
        previous = _blank_names(reading, earlier[-1].start, earlier[-1].end)
        if re.search("拟|计划(?!于)", _blank_names(reading, sentence.start, clause.start)):
            return "planned"
        if re.search("预案|草案|意向", previous):
            return "planned"
        return (
            judge_status(sentence="", lead="", before=previous)
            if compile_words("plans_figure").search(previous)
            else "asserted"
        )
    return "asserted"


def _is_before_forecast(dates: Roles, carry: Carry) -> bool:
    """Tell whether a figure is of a year before that of the forecast told before it (预计2018年盈利，2017年亏损)."""
    years = [date.value.iso[:4] for _, date in dates if isinstance(date, Mention) and date.value]
    told = [d.value.iso[:4] for t in carry.recent for _, d in t.roles if isinstance(d, Mention) and d.value]
    return bool(years and told) and years[0] < told[0]


def _goes_on(reading: Reading, clause: Clause, carry: Carry) -> bool:
    """Tell whether a clause only goes on with the figures of the one before (销量有望达到210万辆，渗透率达7%)."""
    bare = not any(m.type in OWNERS and not m.generic for m in clause.mentions)
    return (
        bool(carry.recent)
        and carry.recent[-1].status == "planned"
        and bare
        and not compile_words("done_already").search(reading.text, clause.start, clause.end)
    )


def _blank_names(reading: Reading, start: int, end: int) -> str:
    """Return a stretch with its names blanked, so that no name is read as a word (唯品会, 未来汽车)."""
    text = list(reading.text[start:end])
    for mention in reading.mentions:
        if mention.type in OWNERS and mention.finder != "coreference":
            for place in range(max(mention.start, start), min(mention.end, end)):
                text[place - start] = "　"
    return "".join(text)
