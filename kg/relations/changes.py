"""Figures named after the one before them (增长112%至223亿元), and bare rises and falls (同比增长9%, 涨3%)."""

from dataclasses import replace

from kg.expressions import compile_re
from kg.model import Mention
from kg.ontology.metrics import load_metrics
from kg.relations.clauses import Clause
from kg.relations.measured import CARRIED, OBSERVED_SCORE, POINTS, UNNAMED, Measured, fits_count
from kg.relations.metric_words import names_another
from kg.relations.reading import Reading

STOCK = compile_re(
    r"股价|收盘|开盘|盘中|早盘|午后|尾盘|收涨|收跌|涨停|跌停|报收|收报|港股|美股|A股|截至发稿|涨幅|跌幅|市值"
)
GOES_ON = compile_re(
    r"[）)，]?[（(]?(?:[降升增减][至到]|跌至|约合|合|折合|相当于|约|至|到|达到|达|为|，|高于|低于|多于|少于|较|上年同期|去年同期|去年|上年|同期|的)*"
)
FROM_TO = compile_re(r"到|至")
MOVES = compile_re(r"[Gg]rowth$|Change$|layoffs")
SEQUENTIAL = "month-on-month"  # 环比
RISES = compile_re(  # 甲近两个月涨约60%
    r"(?:现|一度|再|又|也|均|则|累计|盘中|盘初|早盘|午后|股价|近?[一二两三四五六七八九十\d]+个?(?:月|周|日|天|年)(?:内|来)?|今年以来|年初至今|最多|小幅|大幅)*"
    r"(?:大|收|暴|急|劲|微|飙|狂)?[涨跌升]"
)


def measure_again(
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


def measure_change(
    reading: Reading, clause: Clause, figure: Mention, left: int, last: Measured | None, kind: str
) -> Measured | None:
    """Name a bare rise or fall: of the metric of the figure before, or of the share price."""
    assert figure.value is not None
    if not (figure.value.direction or figure.value.base) or figure.value.unit in POINTS:
        return None
    if names_another(reading, clause, left, figure):
        return None
    sentence = reading.text[reading.sentence.start : reading.sentence.end]
    if last is not None and last.metric == "sharePriceChange" and not figure.value.base:
        return replace(last, word_start=figure.start, tied=True)
    if last is not None and figure.value.base == SEQUENTIAL and MOVES.search(last.metric):
        return replace(last, tied=True)  # 同比增长7%，环比下降3%
    if last is not None and (figure.value.base or not STOCK.search(sentence)):
        known = load_metrics().metrics.get(last.metric)
        if known is not None and known.growth:
            return replace(last, metric=known.growth, tied=True)
    if kind != "percent":
        return None
    if not figure.value.base and (STOCK.search(sentence) or _moves_by_itself(reading, clause, figure)):
        return Measured("sharePriceChange", figure.start, OBSERVED_SCORE)
    return Measured("growth", figure.start, OBSERVED_SCORE * UNNAMED)


def _moves_by_itself(reading: Reading, clause: Clause, figure: Mention) -> bool:
    """Tell whether a company itself is said to go up or down (甲涨1.3%): its share price does."""
    named = [m for m in clause.mentions if m.type in {"Company", "Organization", "Brand"} and m.end <= figure.start + 1]
    return bool(named) and RISES.match(reading.text, named[-1].end, figure.end) is not None
