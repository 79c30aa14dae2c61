"""What a figure measures, from the words around it.

The metric is the nearest word for one before the figure in its clause (营收186亿), behind it where the metric allows
that (245次会议, 18个月质保), or that of the figure before (同比增长9%, 约合945亿元).
"""

import re
from dataclasses import dataclass, replace

from kg.model import Mention, Value
from kg.ontology.lexicon import load_lexicon
from kg.ontology.metrics import Metric, load_metrics
from kg.relations.clauses import Clause
from kg.relations.reading import Reading

OBSERVED_SCORE = 0.8
CARRIED = 0.85  # the metric or the owner stands in an earlier clause
UNNAMED = 0.75  # the metric is only a counted noun
SHARE_UNITS = {"股"}
VALUES = {"Quantity", "Date", "Duration"}
HEADS = {"人", "名"}  # 从13人到2万人, of a company: its people
BARE_SUM = 10_000  # a number without a unit below this is no sum of money
HOME_CURRENCY = "CNY"
TIME_UNITS = {"年", "天", "个月", "月", "日", "小时", "分钟", "秒", "周", "个季度", "倍", "times"}
PERCENT = {"%", "pp", "bp"}
COUNTED = re.compile(r"[一-鿿]{2,8}")
SHARE_OF = re.compile(r"占[^，。；]{0,20}$")
STOCK = re.compile(
    r"股价|收盘|开盘|盘中|早盘|午后|尾盘|收涨|收跌|涨停|跌停|报收|收报|港股|美股|A股|截至发稿|涨幅|跌幅|市值"
)
CHANGE_OF = re.compile(r"(?:减少|增加|增厚|影响|降低|提高|抵减|拉动|冲减)[^，。]{0,8}$")  # 减少利润600万: no level
COMPOUND = re.compile(
    r"成本|收益|回报|机构|者|人民?(?!币)|部门|协议|额度|渠道|能力|需求|压力|风险|费用?(?!为)|率|难|端|环境|通道|周期"
)
RANKED = re.compile(r"排名|排在|位居|位列|跻身|居|列|占据|登顶|保持|夺得|进入|成为|份额|销量|出货")
PART = re.compile(r"(?:业务|集团|部门|平台|板块|分部|事业部|事业群|渠道|产品|服务)$")
OWN = re.compile(r"(?:公司|集团|企业|自身|自己|全年|同期|当期|今年|去年|季度|市场|上半年|下半年)$")
FIRST_OF_ITS_KIND = ("首个", "首家", "首款", "首批", "首次", "首部", "首台", "首", "第一个", "第一家", "第一款")
REACHES = re.compile(r"^\s*(?:已经?|共|合计|高)?(?:达到|达|为|至|约|超过|突破)")
GOES_ON = re.compile(
    r"[）)，]?[（(]?(?:约合|合|折合|相当于|约|至|到|达到|达|为|，|高于|低于|多于|少于|较|上年同期|去年同期|去年|上年|同期|的)*"
)
FROM_TO_HEADS = re.compile(r"从[^，。；]*(?:到|至)")
FROM_TO = re.compile(r"到|至")
AROUND_FIGURES = {"了", "过", "约", "近", "逾", "超过", "共", "至少", "超"}
WORD_REACH = 3  # characters between a counted noun and the figure behind it (员工共5万人)
NOUN_REACH = 6  # characters between a figure and the noun that it counts


@dataclass(frozen=True, slots=True)
class Measured:
    """What a figure measures; `word_start` is where the word for it stands (the figure's start if there is none)."""

    metric: str
    word_start: int
    score: float
    noun: str = ""


def measure(reading: Reading, clause: Clause, figure: Mention, left: int, last: Measured | None) -> Measured | None:
    """Return what the figure measures, or None."""
    value = with_currency(reading, clause, figure, left)
    kind = _unit_kind(value)
    if kind == "rank":
        leads = not reading.text[clause.start : figure.start].strip()  # 前两名分别为…: ranks the names behind it
        acts = clause.subject is not None and not clause.inherited
        told = acts or RANKED.search(reading.text, clause.start, figure.start)
        idle = leads or not told or figure.text.startswith(FIRST_OF_ITS_KIND)
        return None if idle else Measured("rank", figure.start, OBSERVED_SCORE)
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
        return _measure_change(reading, clause, figure, last)
    return _measure_again(reading, clause, figure, left, last, kind)


def _name_metric(reading: Reading, clause: Clause, figure: Mention, start: int, kind: str) -> Measured | None:
    """Return what the words before the figure call it; an empty metric where they call it somebody else's.

    The nearest word wins, but verbs of moving prices (暴跌) only where no other word names what moved (销量暴跌).
    """
    words = find_metric_words(reading, clause, start, figure.start)
    for moving in (False, True):
        for word_start, word_end, metrics in reversed(words):
            for metric in metrics:
                if (
                    (metric.name == "sharePriceChange") != moving
                    or metric.after
                    and figure.start - word_end > WORD_REACH
                ):
                    continue
                if COMPOUND.match(reading.text, word_end):
                    continue  # 融资成本 is no financing
                name = _fit_metric(reading, clause, figure, metric, kind)
                changed = CHANGE_OF.search(reading.text, clause.start, word_start)
                if name and (changed or _is_of_other(reading, clause, word_start)):
                    return Measured("", word_start, 0.0)
                if name:
                    return Measured(name, word_start, OBSERVED_SCORE, _find_part(reading, clause, word_start))
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
    reading: Reading, clause: Clause, figure: Mention, left: int, last: Measured | None, kind: str
) -> Measured | None:
    """Name a figure after the one before it: 从13人到2万人, 增长112%至223亿元, (约合945亿元)."""
    if last is None or left <= reading.sentence.start:
        return None
    known = load_metrics().metrics
    base = next((m for m in known.values() if m.growth == last.metric), known.get(last.metric))
    gap = reading.text[left : figure.start]
    if (
        base is not None
        and kind in base.units
        and (GOES_ON.fullmatch(gap) or left >= clause.start and FROM_TO.search(gap))
    ):
        return replace(last, metric=base.name, score=OBSERVED_SCORE * CARRIED)
    same_unit = kind == "count" and last.metric == "count" and FROM_TO.search(gap)
    return replace(last, word_start=figure.start) if same_unit else None


def find_metric_words(reading: Reading, clause: Clause, start: int, end: int) -> list[tuple[int, int, list[Metric]]]:
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
    if kind not in metric.units or (kind == "count" and not _counts(metric, figure)):
        return ""
    if kind == "percent" and (figure.value.direction or figure.value.base) and metric.growth:
        return metric.growth
    return metric.name


def _counts(metric: Metric, figure: Mention) -> bool:
    """Tell whether a figure's measure word counts what the metric is of (30家门店, not 两次门店)."""
    unit = figure.value.unit if figure.value is not None else ""
    if metric.measures:
        return unit in metric.measures
    return metric.name == "meetings" or unit not in load_lexicon().words("idle_unit")


def _measure_behind(reading: Reading, clause: Clause, figure: Mention, kind: str) -> Measured | None:
    """Read what is counted from the noun behind the figure: 245次质量讨论会, 10万名员工, 18个月质保."""
    after = reading.text[figure.end : min(clause.end, figure.end + 10)]
    for start, _, metrics in load_metrics().find(after):
        for metric in metrics:
            fits = kind in metric.units and (kind != "count" or _counts(metric, figure))
            if metric.after and fits and start <= NOUN_REACH and "的" not in after[:start]:
                return Measured(metric.name, figure.start, OBSERVED_SCORE)
    if (
        figure.value is not None
        and figure.value.unit in HEADS
        and FROM_TO_HEADS.search(reading.text, clause.start, clause.end)
    ):
        return Measured("employees", figure.start, OBSERVED_SCORE * UNNAMED)
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
    return Measured("count", figure.start, OBSERVED_SCORE * UNNAMED, counted)


def _is_had(reading: Reading, clause: Clause, figure: Mention) -> bool:
    """Tell whether a verb governs the figure directly: 设立了五个部门."""
    before = [t for t in clause.tokens if t.end <= figure.start]
    while before and reading.text[before[-1].start : before[-1].end] in AROUND_FIGURES:
        before.pop()
    return bool(before) and before[-1].tag == "v"


def _measure_change(reading: Reading, clause: Clause, figure: Mention, last: Measured | None) -> Measured | None:
    """Name a bare rise or fall: of the metric of the figure before, or of the share price."""
    assert figure.value is not None
    if not (figure.value.direction or figure.value.base):
        return None
    sentence = reading.text[reading.sentence.start : reading.sentence.end]
    if last is not None and (figure.value.base or not STOCK.search(sentence)):
        known = load_metrics().metrics.get(last.metric)
        if known is not None and known.growth:
            return replace(last, metric=known.growth)
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
