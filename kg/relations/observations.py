"""Figures in, observations out: whose figure it is, what it measures, for which period and place.

Without a metric and an owner there is no observation: kg.relations.measures and kg.relations.owners tell both.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.model import Evidence, Mention, Value
from kg.relations.clauses import Clause
from kg.relations.measures import Measured, measure, with_currency
from kg.relations.owners import PLACES, Carry, find_owner, may_own
from kg.relations.reading import Reading
from kg.relations.status import is_question, judge_status
from kg.relations.times import find_when

EXPECTED = re.compile(r"(?:预期|预测|预估|市场预计|目标)(?:的|为|值|值为)?$")
EXCLUSION = re.compile(r"[（(]?(?:这里面|其中)?(不(?:包含|包括|含)[^（）()，。；\n]{1,24})[）)]?")


def find_observations(reading: Reading, carry: Carry, main: Mention | None) -> Iterator[Evidence]:
    """Yield the observations of one sentence, in text order.

    `main` is the one company that the article is about, if there is one: figures without any owner are its own.
    """
    sentence = reading.sentence
    plain = reading.text[sentence.start : sentence.end]
    if is_question(plain):
        return
    if carry.paragraph != sentence.paragraph:
        carry.measured = carry.owner = None
    left = sentence.start
    for passage in reading.passages:
        clause, lead = passage.clause, reading.text[sentence.start : passage.clause.start]
        for figure in (m for m in clause.mentions if m.type in {"Quantity", "Duration"} and m.value is not None):
            if EXPECTED.search(reading.text, max(clause.start, figure.start - 8), figure.start):
                continue
            since, left = left, figure.end
            measured = measure(reading, clause, figure, since, carry.measured)
            if measured is None:
                continue
            owner, factor = find_owner(reading, passage, figure, measured, carry, main)
            status = judge_status(sentence=plain, lead=lead, before=reading.text[clause.start : figure.start])
            if owner is None or status is None or not may_own(owner, measured, factor):
                continue
            value = _with_sign(reading, clause, figure, measured, since)
            if not value.unit:
                continue
            carry.measured, carry.owner, carry.paragraph = measured, owner, sentence.paragraph
            roles = tuple(_find_roles(reading, clause, figure, owner, measured))
            score = round(measured.score * factor, 4)
            yield Evidence(
                "observation", sentence, measured.metric, owner, value, roles, status,
                f"figure/{measured.metric}", score, passage.speaker,
            )  # fmt: skip


def _with_sign(reading: Reading, clause: Clause, figure: Mention, measured: Measured, left: int) -> Value:
    """Return the figure's value, with a loss as a negative profit."""
    value = with_currency(reading, clause, figure, left)
    word = reading.text[measured.word_start : figure.start]
    loss = measured.metric == "netProfit" and re.search(r"亏损|净亏|预亏", word)
    if loss and value.number is not None and value.number > 0:
        return replace(value, number=-value.number, upper=-value.upper if value.upper is not None else None)
    return value


def _find_roles(
    reading: Reading, clause: Clause, figure: Mention, owner: Mention, measured: Measured
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
