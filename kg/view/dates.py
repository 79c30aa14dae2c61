"""ISO dates as precise as a text was in, the days they cover out."""

from collections.abc import Mapping
from datetime import date, timedelta

from kg.expressions import compile_re
from kg.model import Document, Fact, Value

MONTHS = {"Q1": (1, 3), "Q2": (4, 6), "Q3": (7, 9), "Q4": (10, 12), "H1": (1, 6), "H2": (7, 12)}
ISO = compile_re(r"(\d{4})(?:-?(Q[1-4]|H[12])|-(\d{2})(?:-(\d{2}))?)?")


def find_days(iso: str) -> tuple[date, date] | None:
    """Return the first and last day of a date or period, or None where it is none.

    >>> find_days("2018Q3")
    (datetime.date(2018, 7, 1), datetime.date(2018, 9, 30))
    """
    first, _, last = iso.partition("/")
    start, end = _find_days(first), _find_days(last or first)
    return (start[0], end[1]) if start and end and start[0] <= end[1] else None


def _find_days(iso: str) -> tuple[date, date] | None:
    match = ISO.fullmatch(iso)
    if not match:
        return None
    year, part, month, day = match.groups()
    try:
        if day:
            only = date(int(year), int(month), int(day))
            return only, only
        first, last = MONTHS[part] if part else (int(month), int(month)) if month else (1, 12)
        after = date(int(year) + last // 12, last % 12 + 1, 1)
        return date(int(year), first, 1), after - timedelta(days=1)
    except ValueError:
        return None


def find_fact_days(fact: Fact, documents: Mapping[str, Document]) -> tuple[date, date] | None:
    """Return the days a fact speaks of; where it names none, those its articles were published on."""
    values = [value for _, value in fact.qualifiers if isinstance(value, Value)]
    if isinstance(fact.object, Value):
        values.append(fact.object)
    spans = [days for value in values if value.kind == "date" and (days := find_days(value.iso))]
    if not spans:
        published = [documents[proof.document].published for proof in fact.proofs]
        spans = [(day, day) for day in published if day]
    return (min(first for first, _ in spans), max(last for _, last in spans)) if spans else None
