"""The value of a figure, with the sign and the bound that the words before it give: losses are negative."""

import re
from dataclasses import replace
from functools import cache

from kg.expressions import compile_re
from kg.mentions.lexical import alternate
from kg.model import Comparator, Mention, Value
from kg.ontology.metrics import load_metrics
from kg.relations.clauses import Clause
from kg.relations.measured import POINTS, Measured
from kg.relations.reading import Reading

BARE_SUM = 10_000  # a number without a unit below this is no sum of money
HOME_CURRENCY = "CNY"
PEOPLE = "人"
PEOPLE_REACH = 12  # characters before a number in which a word for users ends it
FALLS = compile_re(r"下[调降行跌滑]|降低|减少|收窄|回落|缩[小窄]|降息")
LOSSES = {
    "netProfit",
    "nonRecurringNetProfit",
    "operatingProfit",
    "profitBeforeTax",
}  # which a word for a loss makes negative


@cache
def _bounds() -> re.Pattern[str]:
    return compile_re(
        f"(?:(?P<under>{alternate('bound_above')})|(?P<over>{alternate('bound_below')}))(?:{alternate('unit_word')})$"
    )


def find_bound(reading: Reading, clause: Clause, figure: Mention) -> Comparator:
    """Return the bound that stands before a word for the unit (不超过每股11元)."""
    bound = _bounds().search(reading.text, clause.start, figure.start)
    return "exactly" if bound is None else "under" if bound["under"] else "over"


def with_sign(reading: Reading, clause: Clause, figure: Mention, measured: Measured, left: int) -> Value:
    """Return the figure's value, with a loss as a negative profit."""
    value = with_currency(reading, clause, figure, left)
    if value.unit in POINTS and value.number is not None and value.number > 0:
        fell = FALLS.search(reading.text, clause.start, figure.start)
        return replace(value, number=-value.number) if fell else value
    word = reading.text[min(measured.word_start, figure.start) : figure.start]
    loss = measured.metric in LOSSES and re.search(r"亏损|净亏|预亏", word)
    if loss and value.number is not None and value.number > 0:
        return replace(value, number=-value.number, upper=-value.upper if value.upper is not None else None)
    return value


def with_currency(reading: Reading, clause: Clause, figure: Mention, left: int) -> Value:
    """Return the figure's value; a large bare number beside a word for money (400多亿现金) is in the home currency."""
    value = figure.value
    assert value is not None
    if value.unit or value.number is None or abs(value.number) < BARE_SUM:
        return value
    around = load_metrics().find(reading.text[left : min(clause.end, figure.end + 8)])
    return replace(value, unit=HOME_CURRENCY) if any("money" in m.units for _, _, ms in around for m in ms) else value


def with_people(reading: Reading, clause: Clause, figure: Mention) -> Mention:
    """Return a figure with people as its unit where a large bare number stands behind a word for users (月活6.97亿)."""
    value = figure.value
    if value is None or value.unit or value.number is None or abs(value.number) < BARE_SUM:
        return figure
    start = max(clause.start, figure.start - PEOPLE_REACH)
    words = load_metrics().find(reading.text[start : figure.start])
    counts = bool(words) and any(m.measures[:1] == (PEOPLE,) for m in words[-1][2])
    return replace(figure, value=replace(value, unit=PEOPLE)) if counts else figure
