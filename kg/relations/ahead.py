"""Evidence in, evidence out whose times agree with the day of publication: what lies ahead has not happened.

An event dated behind that day is planned, and the month that a plan is for (预计8月底投产) is the next one of its name.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from kg.expressions import compile_re
from kg.model import Document, Evidence, Mention, Value

FIRST = compile_re(r"(\d{4})(?:-(\d{2})|Q(\d)|H(\d))?(?:-(\d{2}))?")
MONTHS = {"Q": 3, "H": 6}
FORWARD = compile_re(r"(?:将|预计|计划|拟|有望|定于|力争|争取|将于|将在)(?:于|在|到|至)?$")
GOES_FORWARD = compile_re(r"[^，。；]{0,2}(?:将|有望|预计|计划|拟)")
WHEN = {"date", "period"}


def settle_times(evidence: Iterable[Evidence], doc: Document) -> Iterator[Evidence]:
    """Yield the evidence of a document with plans marked and dated as plans."""
    for piece in evidence:
        if doc.published is None:
            yield piece
        elif piece.status == "planned":
            roles = tuple(
                (role, _look_forward(doc, filler) if role in WHEN else filler) for role, filler in piece.roles
            )
            yield replace(piece, roles=roles) if roles != piece.roles else piece
        elif piece.kind == "event" and piece.status == "asserted" and _lies_ahead(piece, doc.published):
            yield replace(piece, status="planned")
        else:
            yield piece


def _lies_ahead(event: Evidence, published: date) -> bool:
    dates = [value for role, filler in event.roles if role in WHEN and (value := _value_of(filler)) is not None]
    return bool(dates) and all(
        begin_of(value.iso) > (published.year, published.month, published.day) for value in dates
    )


def _value_of(filler: Mention | Value) -> Value | None:
    return filler.value if isinstance(filler, Mention) else filler


def begin_of(iso: str) -> tuple[int, int, int]:
    """Return the first day of a date, month, quarter, half-year, year or span.

    >>> begin_of("2019Q3"), begin_of("2019-08/2019-09"), begin_of("2020")
    ((2019, 7, 1), (2019, 8, 1), (2020, 1, 1))
    """
    found = FIRST.match(iso)
    if found is None:
        return 0, 0, 0
    year, month, quarter, half, day = (int(part) if part else 0 for part in found.groups())
    first = month or (3 * quarter - 2 if quarter else 6 * half - 5 if half else 1)
    return year, first, day or 1


def _look_forward(doc: Document, filler: Mention | Value) -> Mention | Value:
    """Return a plan's month or day without a year in the year to come, where it was read as one gone by."""
    if not isinstance(filler, Mention) or filler.value is None or "年" in filler.text or doc.published is None:
        return filler
    named = FORWARD.search(doc.text, max(0, filler.start - 6), filler.start)
    named = named or GOES_FORWARD.match(doc.text, filler.end)
    begin, value = begin_of(filler.value.iso), filler.value
    gone = (begin[0], begin[1]) < (doc.published.year, doc.published.month)
    if not named or not gone or "/" in value.iso or len(value.iso) < len("2019-08"):
        return filler
    return replace(value, iso=f"{begin[0] + 1}{value.iso[4:]}")
