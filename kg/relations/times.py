"""When the matter of a clause happened."""

import re

from kg.model import Mention
from kg.relations.clauses import Clause
from kg.relations.reading import Reading

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
POINT = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")


def find_when(
    reading: Reading, clause: Clause, *, day_first: bool = False, lasting: bool = False
) -> list[tuple[str, Mention]]:
    """Return when a clause's matter happened: its own point in time, else a day named before it, else any date.

    `day_first` prefers a day named anywhere before (a report is published on a day, though it is about a quarter). A
    quarter, half-year or interval is a `period`, anything else a `date`. What is `lasting` takes no date from an
    earlier clause that tells something else (创办于2010年，总部设在北京).
    """
    own = [m for m in clause.mentions if _is_dated(reading, m)]
    earlier = [m for m in reading.mentions if _is_dated(reading, m) and m.end <= clause.start][::-1]
    if lasting:
        earlier = [m for m in earlier if not _tells(reading, m)]
    days = [m for m in (*own, *earlier) if m.value and DAY.fullmatch(m.value.iso)]
    points = [m for m in own if m.value and POINT.fullmatch(m.value.iso)]
    own_days = [m for m in points if m.value and DAY.fullmatch(m.value.iso)]
    ordered = [*(days if day_first else ()), *own_days, *points, *days, *own, *earlier]
    if not ordered or ordered[0].value is None:
        return []
    return [("date" if POINT.fullmatch(ordered[0].value.iso) else "period", ordered[0])]


def _tells(reading: Reading, mention: Mention) -> bool:
    return any(token.tag == "v" for token in reading.clause_at(mention.start).clause.tokens)


def is_point(reading: Reading, mention: Mention) -> bool:
    """Tell whether a mention is a day, month or year, no quarter or interval."""
    return _is_dated(reading, mention) and mention.value is not None and bool(POINT.fullmatch(mention.value.iso))


def _is_dated(reading: Reading, mention: Mention) -> bool:
    """Tell whether a mention is a date, no part of a document's name (《2018年股权激励计划》)."""
    return (
        mention.type == "Date"
        and mention.value is not None
        and bool(mention.value.iso)
        and not _is_in_name(reading, mention)
    )


def _is_in_name(reading: Reading, mention: Mention) -> bool:
    text, start = reading.text, reading.sentence.start
    return text.rfind("《", start, mention.start) > text.rfind("》", start, mention.start)
