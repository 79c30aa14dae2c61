"""Figures that state nothing of anybody: 每一个, 第二次, 其中之一, the first value of 从8亿增至9亿, 日均5万元."""

from kg.expressions import compile_re
from kg.model import Mention
from kg.relations.clauses import Clause
from kg.relations.measured import get_unit_kind
from kg.relations.reading import Reading

EXPECTED = compile_re(r"(?:预期|预测|预估|市场预计|目标|预计|分析师预计)(?:的|为|值|值为)$|(?:预期|市场预计|目标)$")
DETERMINED = compile_re(
    r"(?:每|每隔|第|这|那|某|任何|哪|任一|前述|上述|该|此|另|首|每(?:增加|提高|上升|上涨|下降|降低|减少|升|降|跌|涨))$"
)
INDEFINITE = compile_re(r"(?:一|1)[一-鿿]{0,2}")
ONE_OF = compile_re(r"之一|以内的|左右的时间|后[，的]|前[，的]")
STARTS = compile_re(r"(?:从|由|自)[^，。；、]{0,16}$")
CHANGES = compile_re(
    r"[^，。；]{0,8}?(?:增|升|涨|降|跌|减|提|扩|下|上|缩|攀|调|滑|一路|发展|变|到|至|逐步|跃|回落|改|走|飙|起步|带|推|做|拉)"
)
RATE = compile_re(
    r"(?:日均|月均|人均|户均|年均|亩均|亩产|平均(?!售价|价|单价|房价|每|日活|月活|月度活|日活跃)|每天|每日|每月|每年|每人|每户|每家|平均每|千人|百户|(?<!十)一天(?!猫)|一日(?!游)|单日(?!成交|净)|单月均|均摊|每周|每小时|每平|每公里|每万|每百)"
    r"[^，。；]{0,14}$"
)
SUPPOSED = compile_re(
    r"(?:扣除(?!非经常)|剔除|撇除|不考虑|不计|剥离)[^，。；]{0,12}(?:影响|因素|损益|事项|，)|比如[一某]|每持续|每[多少增减][^，。；]{0,10}，|压力测试|假定|假设|极端情况|情景"
)  # no figure of the accounts
DAMAGES = compile_re(r"赔(?:偿|付)?[^，。；]{0,40}损失[^，。；]{0,4}$")  # to be paid, no loss of whom it is paid to
MINUS = compile_re(r"[-－—](?:\d[\d.]*%?[至~到])?$")
ORDINAL = compile_re(r"[一二三四五六七八九十]+[次届期]")
BESIDE = compile_re("(?<![同环])(?:比|较|相比)(?:(?:19|20)\\d\\d年|去年|上年)[^，。；\\d]{1,12}$")
COMPARES = compile_re("[^，。；\\d]{0,3}(?:减少|增加|下降|增长|多|少|高|低|提升|上升|降低)")
ODDMENT = "零头"
SHORT = compile_re("(?:还差|相差|尚差|仅差|缺口)[^，。；]{0,4}$")
REPLACED = compile_re(r"[从由](?:不低于|不超过|不少于)?[^，。；、]{0,12}(?:，(?:且)?不[超高低少][^，。；]{0,8})?$")
BY = compile_re(r"[^。；]{0,24}?(?:调整|修正|变更|修改)[为至到]")
WIDEST = 10  # times the lower end of a range
SEVERAL = compile_re(r"[几数]+[十百千万亿]")  # 几十亿元: ten or ninety?
RATED_KINDS = {"money", "count", "shares"}


def is_idle(reading: Reading, clause: Clause, figure: Mention) -> bool:
    """Tell whether a figure tells no value of anything."""
    text = reading.text
    if EXPECTED.search(text, max(clause.start, figure.start - 8), figure.start):
        return True
    if DETERMINED.search(text, clause.start, figure.start) or ONE_OF.match(text, figure.end):
        return True
    value = figure.value
    assert value is not None
    if ORDINAL.fullmatch(figure.text) and any(m.end == figure.start for m in clause.mentions):
        return True  # 全国人大二次会议: the second
    kind = get_unit_kind(value)
    if value.upper is not None and value.number and abs(value.upper) > WIDEST * abs(value.number) > 0:
        return True  # 增加20万桶至1190万桶: no range
    if kind in {"money", "bare"} and SEVERAL.match(figure.text):
        return True
    if kind == "count" and INDEFINITE.fullmatch(figure.text) and value.number == 1:
        return True
    if kind in RATED_KINDS and RATE.search(text, clause.start, figure.start):
        return True
    if DAMAGES.search(text, clause.start, figure.start):
        return True
    if SUPPOSED.search(text, reading.sentence.start, figure.start):
        return True
    if BESIDE.search(text, clause.start, figure.start) and COMPARES.match(text, figure.end, clause.end):
        return True  # 比2017年总产量23.3亿吨减少
    if figure.text == ODDMENT or SHORT.search(text, clause.start, figure.start):
        return True  # 离目标还差3000万千瓦
    lost = figure.text[0] in "-－" or MINUS.search(text, clause.start, figure.start)
    if value.number is not None and value.number > 0 and lost:
        return True  # a range whose sign got lost: -25%至5%
    return _is_start(reading, clause, figure)


def _is_start(reading: Reading, clause: Clause, figure: Mention) -> bool:
    """Tell whether a figure is what something was before it changed, without a date of its own."""
    if REPLACED.search(reading.text, reading.sentence.start, figure.start) and BY.match(
        reading.text, figure.end, reading.sentence.end
    ):
        return True  # 从不低于5000万元，不超过2亿元，调整为…
    source = _find_source(reading, clause, figure)
    if source is None:
        return False
    dates = [m for m in clause.mentions if m.type == "Date" and m.value and m.value.iso]
    dates = [m for m in dates if source <= m.start and m.end <= figure.start]
    return not dates or not any(m.type == "Quantity" and m.start >= figure.end for m in clause.mentions)


def _find_source(reading: Reading, clause: Clause, figure: Mention) -> int | None:
    """Return where 从 stands, if a figure is what something was before it changed."""
    source = STARTS.search(reading.text, clause.start, figure.start)
    return source.start() if source and CHANGES.match(reading.text, figure.end, clause.end) else None


def find_change(reading: Reading, clause: Clause, figure: Mention) -> int | None:
    """Return where 从 stands, if a figure is what something became: 4亿元 in 从上年的3亿元增至4亿元."""
    before = [m for m in clause.mentions if m.type == "Quantity" and m.end <= figure.start]
    return _find_source(reading, clause, before[-1]) if before else None
