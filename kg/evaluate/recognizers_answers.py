"""What this project finds, in the terms of the published cases, and whether the two agree."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from kg.mentions.bare_numbers import find_numbers
from kg.mentions.dates import find_dates
from kg.mentions.durations import anchor_duration
from kg.mentions.periods import Period, read_period
from kg.mentions.quantities import find_quantities
from kg.model import Mention
from kg.ontology.lexicon import load_lexicon

TOLERANCE = Decimal("1e-9")  # published values are doubles
SECONDS = {"Y": 365 * 86400, "M": 30 * 86400, "W": 7 * 86400, "D": 86400, "TH": 3600, "TM": 60, "TS": 1}
SIDES = {"before": "under", "until": "under", "after": "over", "since": "over"}


@dataclass(frozen=True, slots=True)
class Answer:
    """A span (end included, as published) with its value: a number with its unit, or a mention of a date."""

    start: int
    end: int
    number: Decimal | None = None
    unit: str = ""
    mention: Mention | None = None


def find_answers(model: str, text: str, reference: str) -> Iterator[Answer]:
    """Yield what this project finds of the model's kind, in the published terms."""
    if model == "NumberModel":
        for found in find_numbers(text):
            yield Answer(found.start, found.end - 1, found.number)
    elif model == "DateTimeModel":
        day = date.fromisoformat(reference[:10]) if reference else None
        for mention in find_dates(text, reference=day):
            yield Answer(mention.start, mention.end - 1, mention=mention)
    else:
        for mention in find_quantities(text):
            value = mention.value
            if value is None or value.number is None:
                continue
            shares = value.unit in ("%", "pp")
            if shares if model == "PercentModel" else re.fullmatch("[A-Z]{3}", value.unit):
                yield Answer(mention.start, mention.end - 1, value.number, value.unit, mention)


def write_answer(text: str, answer: Answer) -> str:
    """Return an answer for a list of misses: what is written and what it was read as."""
    value = answer.mention.value if answer.mention else None
    read = answer.number if answer.number is not None else (value.iso if value else "")
    return f"{text[answer.start : answer.end + 1]} = {read} {value.comparator if value else ''}".strip()


def is_alike(answer: Answer, expected: Mapping[str, Any], reference: str) -> bool:
    """Tell whether an answer has the place and the value of a published result; a leading 从 or 自 may be in or out."""
    if answer.end != expected["End"] or not _starts_alike(answer, expected):
        return False
    resolution = expected["Resolution"]
    if answer.number is not None:
        code = resolution.get("isoCurrency") or answer.unit
        return code == answer.unit and _is_same(answer.number, resolution["value"].rstrip("%"))
    return answer.mention is not None and any(
        _is_same_date(answer.mention, value, reference) for value in resolution["values"]
    )


def _starts_alike(answer: Answer, expected: Mapping[str, Any]) -> bool:
    if answer.mention is None or answer.start == expected["Start"]:
        return bool(answer.start == expected["Start"])
    return answer.mention.text.lstrip("从自") == str(expected["Text"]).lstrip("从自")


def _is_same(number: Decimal, published: str) -> bool:
    wanted = Decimal(published)
    return abs(number - wanted) <= TOLERANCE * max(abs(wanted), TOLERANCE)


def _is_same_date(mention: Mention, value: Mapping[str, Any], reference: str) -> bool:
    found = mention.value
    assert found is not None
    if value["type"] == "duration":
        return found.kind == "duration" and Decimal(value["value"]) in _count_seconds(found.iso)
    if value.get("value") == "not resolved":
        return found.iso == ""
    period = read_period(found.iso) if found.kind == "date" else _anchor(mention, reference)
    if period is None:
        return False
    if "Mod" in value:
        as_of = mention.text.startswith(load_lexicon().words("date_as_of"))
        side = "over" if found.iso.endswith(reference[:10]) else "under" if as_of else found.comparator
        return side == SIDES[value["Mod"]] and _edge(value) in (period.first, period.last, period.last + timedelta(1))
    if value["type"] == "date":
        day = date.fromisoformat(value["value"])
        # 5年前 is published as a day; ours is as precise as the words
        return period.first <= day <= period.last and (period.first == period.last or mention.text.endswith("前"))
    if value["type"] == "daterange" and "start" in value and "end" in value:
        first, last = date.fromisoformat(value["start"]), date.fromisoformat(value["end"])
        # Published ranges end with the day after (2018年: 2019-01-01) or where their last part starts (1995-1997年).
        ends = (period.last + timedelta(1), period.last, _start_of_last(found.iso))
        return period.first == first and last in ends
    return False


def _edge(value: Mapping[str, Any]) -> date:
    return date.fromisoformat(value.get("start") or value["end"])


def _start_of_last(iso: str) -> date | None:
    last = read_period(iso.rpartition("/")[2])
    return last.first if last else None


def _anchor(mention: Mention, reference: str) -> Period | None:
    return anchor_duration(mention, date.fromisoformat(reference[:10])) if reference else None


def _count_seconds(iso: str) -> tuple[Decimal, Decimal]:
    """Return the length of an ISO 8601 duration with years of 365 days and months of 30, or of a twelfth of a year.

    The published values count months as 30 days and half a year as 182.5.
    """
    totals, hours = [Decimal(0), Decimal(0)], False
    for mark, number, letter in re.findall(r"(T)?([\d.]+)([YMWDHS])", iso):
        hours = hours or bool(mark)
        unit = Decimal(SECONDS["T" + letter if hours else letter])
        totals[0] += Decimal(number) * unit
        totals[1] += Decimal(number) * (Decimal(SECONDS["Y"]) / 12 if letter == "M" and not hours else unit)
    return totals[0], totals[1]
