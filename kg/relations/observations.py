"""Figures in, observations out: whose figure it is, what it measures, for which period and place.

The metric is the nearest word for one before the figure in its clause (营收186亿), behind it where the metric allows that
(245次会议), or that of the figure before (同比增长9%, 约合945亿元). The owner is the name that stands before the metric
word in the clause, else who the clause or the clauses before speak of. Without an owner there is no observation.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.model import Evidence, Mention, Value
from kg.ontology.lexicon import load_lexicon
from kg.ontology.metrics import Metric, load_metrics
from kg.relations.clauses import ACTORS, OWNERS, Clause
from kg.relations.match import Reading, find_when
from kg.relations.status import is_question, judge_status

OBSERVED_SCORE = 0.8
CARRIED = 0.85  # the owner stands in an earlier clause
UNNAMED = 0.75  # the metric is only a counted noun
BODIES = ACTORS - {"Person"}
PLACES = {"Place", "Country", "Region", "City"}
SHARE_UNITS = {"股"}
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
TO_LEVEL = re.compile(r"^(?:至|到|为|达|达到|达至)")
PERSON_METRICS = {
    "age",
    "compensation",
    "stake",
    "sharesSold",
    "sharesBought",
    "sharesHeld",
    "investment",
    "sharesPledged",
}


@dataclass(frozen=True, slots=True)
class _Measured:
    """What a figure measures; `word_start` is where the word for it stands (the figure's start if there is none)."""

    metric: str
    word_start: int
    score: float
    noun: str = ""


def find_observations(reading: Reading) -> Iterator[Evidence]:
    """Yield the observations of one sentence, in text order."""
    sentence = reading.sentence
    plain = reading.text[sentence.start : sentence.end]
    if is_question(plain):
        return
    previous: tuple[_Measured, Mention] | None = None
    for passage in reading.passages:
        clause = passage.clause
        figures = [m for m in clause.mentions if m.type == "Quantity" and m.value is not None]
        for place, figure in enumerate(figures):
            left = figures[place - 1].end if place else clause.start
            if EXPECTED.search(reading.text, max(clause.start, figure.start - 8), figure.start):
                continue
            measured = _measure(reading, clause, figure, left, previous)
            if measured is None:
                continue
            owner, factor = _find_owner(reading, clause, figure, measured, previous)
            status = judge_status(sentence=plain, clause="", before=reading.text[clause.start : figure.start])
            if owner is None or status is None or not _may_own(owner, measured, figure):
                continue
            previous = (measured, owner)
            score = round(measured.score * factor, 4)
            assert figure.value is not None
            yield Evidence(
                "observation", sentence, measured.metric, owner, _with_sign(reading, clause, figure, measured, left), tuple(_find_roles(reading, clause, figure, owner, measured)),
                status, f"figure/{measured.metric}", score, passage.speaker,
            )  # fmt: skip


def _unit_kind(value: Value) -> str:
    if value.unit in PERCENT:
        return "percent"
    if value.unit == "rank":
        return "rank"
    if value.unit in SHARE_UNITS:
        return "shares"
    return "money" if len(value.unit) == 3 and value.unit.isascii() and value.unit.isupper() else "count"


def _measure(
    reading: Reading, clause: Clause, figure: Mention, left: int, previous: tuple[_Measured, Mention] | None
) -> _Measured | None:
    """Return what the figure measures, or None."""
    assert figure.value is not None
    kind = _unit_kind(_with_currency(reading, clause, figure, left))
    if kind == "rank":
        return _Measured("rank", figure.start, OBSERVED_SCORE)
    before = _metric_words(reading, clause, left, figure.start)
    for start, metrics in reversed(before):
        for metric in metrics:
            name = _fit_metric(reading, clause, figure, metric, kind)
            if name:
                return _Measured(name, start, OBSERVED_SCORE)
    behind = _measure_behind(reading, clause, figure, kind)
    if behind is not None:
        return behind
    if kind == "percent":
        return _measure_change(reading, clause, figure, previous)
    if (
        previous is not None
        and kind == "money"
        and (left > clause.start or TO_LEVEL.match(reading.text[left : left + 2]) or not before)
    ):
        known = load_metrics().metrics
        base = next((m for m in known.values() if m.growth == previous[0].metric), known.get(previous[0].metric))
        if base is not None and kind in base.units and _same_sentence_money(reading, clause, figure, left):
            return replace(previous[0], metric=base.name, score=OBSERVED_SCORE * CARRIED)
    return None


def _same_sentence_money(reading: Reading, clause: Clause, figure: Mention, left: int) -> bool:
    """Tell whether an unnamed sum goes on from the figure before: 约合945亿元, 至223亿元, 高于上年同期的89亿元."""
    gap = reading.text[max(left, clause.start) : figure.start]
    return bool(
        re.fullmatch(
            r"[（(]?(?:约合|合|折合|相当于|约|至|到|达|达到|为|，|较?[^，。]{0,6}?(?:高于|低于|多于|少于)?[^，。]{0,4}?(?:上年同期|去年同期|同期)[^，。]{0,4}?)*的?(?:约|为)?",
            gap,
        )
    )


def _metric_words(reading: Reading, clause: Clause, start: int, end: int) -> list[tuple[int, list[Metric]]]:
    names = [
        (m.start, m.end) for m in clause.mentions if m.type not in {"Quantity", "Date", "Duration"} and not m.generic
    ]
    found = load_metrics().find(reading.text[start:end])
    return [
        (start + s, metrics) for s, e, metrics in found if not any(a <= start + s and start + e <= b for a, b in names)
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
    """Read what is counted from the noun behind the figure: 245次质量讨论会, 10万名员工."""
    if kind not in {"count", "money"}:
        return None
    after = reading.text[figure.end : min(clause.end, figure.end + 10)]
    for start, _, metrics in load_metrics().find(after):
        for metric in metrics:
            if metric.after and kind in metric.units and start <= 6 and "的" not in after[:start]:
                return _Measured(metric.name, figure.start, OBSERVED_SCORE, after[: start + 4])
    noun = COUNTED.match(after.lstrip("的"))
    if (
        noun
        and figure.value is not None
        and figure.value.unit not in {"年", "天", "个月", "日", "小时", "分钟", "秒", "次", "倍", "times"}
    ):
        return _Measured("count", figure.start, OBSERVED_SCORE * UNNAMED, noun[0])
    return None


def _is_had(reading: Reading, clause: Clause, figure: Mention) -> bool:
    """Tell whether a verb governs the figure directly: 设立了五个部门."""
    before = [t for t in clause.tokens if t.end <= figure.start and reading.text[t.start : t.end] not in {"了", "过", "约", "近", "逾", "超过", "共"}]
    return bool(before) and before[-1].tag == "v"


def _measure_change(
    reading: Reading, clause: Clause, figure: Mention, previous: tuple[_Measured, Mention] | None
) -> _Measured | None:
    """Name a bare rise or fall: of the share price, or of the metric of the figure before."""
    assert figure.value is not None
    if not (figure.value.direction or figure.value.base):
        return None
    sentence = reading.text[reading.sentence.start : reading.sentence.end]
    if previous is not None and (figure.value.base or not STOCK.search(sentence)):
        known = load_metrics().metrics.get(previous[0].metric)
        if known is not None and known.growth:
            return replace(previous[0], metric=known.growth)
    if STOCK.search(sentence) and not figure.value.base:
        return _Measured("sharePriceChange", figure.start, OBSERVED_SCORE)
    return _Measured("growth", figure.start, OBSERVED_SCORE * UNNAMED)


def _find_owner(
    reading: Reading, clause: Clause, figure: Mention, measured: _Measured, previous: tuple[_Measured, Mention] | None
) -> tuple[Mention | None, float]:
    """Return whose figure it is, with a factor for how far away the name stands."""
    inside = [m for m in clause.mentions if m.type in OWNERS and m.end <= figure.start]
    limit = max(measured.word_start, clause.start)
    named = [m for m in inside if m.end <= limit] or inside
    bodies = [m for m in named if m.type in BODIES | {"Product"} and not m.generic]
    if clause.subject is not None and not clause.inherited and clause.subject in named:
        return clause.subject, 1.0
    if bodies:
        return bodies[-1], 1.0
    people = [m for m in named if m.type == "Person"]
    if people and measured.metric in PERSON_METRICS:
        return people[-1], 1.0
    things = [m for m in named if m.type in {"Product", "Technology"}]
    if things:
        return things[-1], 0.9
    if previous is not None and clause.subject is None and clause.owner is None:
        return previous[1], CARRIED
    if clause.owner is not None and clause.owner.type in OWNERS:
        return clause.owner, CARRIED
    places = [m for m in named if m.type in PLACES]
    return (places[-1], 0.8) if places else (None, 0.0)


def _may_own(owner: Mention, measured: _Measured, figure: Mention) -> bool:
    if measured.metric == "gdpGrowth":
        return owner.type in PLACES
    if owner.type == "Person" and measured.metric not in PERSON_METRICS:
        return False
    if measured.metric in {"sharePriceChange", "sharePrice", "marketCap"}:
        return owner.type == "Company"
    return owner.type not in PLACES or measured.metric not in {"revenue", "netProfit", "stake", "count"}


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
