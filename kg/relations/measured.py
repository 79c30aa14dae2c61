"""What a figure was found to measure, and which units suit which metrics."""

from dataclasses import dataclass

from kg.model import Mention, Value
from kg.ontology.lexicon import load_lexicon
from kg.ontology.metrics import Metric

OBSERVED_SCORE = 0.8
CARRIED = 0.85  # the metric or the owner stands in an earlier clause
UNNAMED = 0.75  # the metric is only a counted noun
SHARE_UNITS = {"股"}
PERCENT = {"%", "pp", "bp"}
POINTS = {"pp", "bp"}  # in which a rate moves


@dataclass(frozen=True, slots=True)
class Measured:
    """What a figure measures; `word_start` is where the word for it stands (the figure's start if there is none).

    `tied` tells that it is what the figure right before measures, or its change: whose it is and when goes on.
    """

    metric: str
    word_start: int
    score: float
    noun: str = ""
    tied: bool = False


def fits_count(metric: Metric, figure: Mention) -> bool:
    """Tell whether a figure's measure word counts what the metric is of (30家门店, not 两次门店)."""
    unit = figure.value.unit if figure.value is not None else ""
    if metric.measures:
        return unit in metric.measures
    return metric.name == "meetings" or unit not in load_lexicon().words("idle_unit")


def get_unit_kind(value: Value) -> str:
    """Return what a value's unit counts: money, percent, rank, shares, times, a duration, things, or nothing told."""
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
