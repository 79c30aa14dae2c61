"""Text and the article's date in; its dates, periods and lengths of time out as mentions.

A mention covers the whole phrase (截至2018年12月31日止九个月, 从2010年4月6日至今). Its comparator tells open ends:
`over` is from then on (2018年以来), `under` until then (2020年前), `about` around then. Unresolved ones have no iso.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from kg.expressions import compile_re
from kg.mentions.date_grammar import NUMBER, compile_dates, compile_starts
from kg.mentions.date_parts import read_int
from kg.mentions.date_resolution import HALF_A_YEAR, Setting, resolve_date
from kg.mentions.durations import find_lengths, make_duration_mention
from kg.mentions.fiscal import find_fiscal_quarters
from kg.mentions.numerals import fold_numerals
from kg.mentions.periods import Period, join_periods, make_day, make_months_until
from kg.mentions.scanning import scan
from kg.model import Comparator, Mention, Value
from kg.ontology.lexicon import load_lexicon

FINDER = "dates"
SENTENCE_END = compile_re(r"[。！？\n]")
CLAUSE_END, CLAUSE_REACH = compile_re(r"[，。；！？\n]"), 24  # characters on each side
SOON = 60  # days
PARAGRAPH_END = compile_re(r"\n")
REPORTED_REACH = 300  # characters after a period in which 去年同期 is the year before it
RANGE = compile_re(r"\s?[-–—－~～至到]+\s?")
JOINER = compile_re(rf"{RANGE.pattern}|和|与")
ALONE, OF = ("自从", "自"), tuple("来源出各亲独")  # 自1月1日实施 begins then; 来自2018年 does not
PREFIX_REACH, SUFFIX_REACH = 5, 4  # characters before and after a date in which words of the lexicon place it
TERM = compile_re(
    rf"(?:止|为止)?的?(?:(?:20)?\d\d财年)?(?:(?P<months>{NUMBER})个月|(?P<quarters>{NUMBER})个季度"
    rf"|(?P<quarter>(?:第?[一二三四1-4]?财?政?季度?)|第?[一二三四1-4]财季)|(?P<year>(?:财政|全)?年度|财年|全年))"
)


@dataclass(frozen=True, slots=True)
class Found:
    """A date phrase at `text[start:end]` with what it means."""

    start: int
    end: int
    period: Period | None
    dated: bool
    comparator: Comparator = "exactly"


@cache
def _words(name: str) -> tuple[str, ...]:
    return load_lexicon().words(name)


def find_dates(text: str, *, reference: date | None) -> Iterator[Mention]:
    """Yield the dates and lengths of time of a text in order; none overlap, and `text[start:end] == mention.text`.

    >>> from datetime import date
    >>> [m.value.iso for m in find_dates("去年四季度至1月10日，18个月", reference=date(2019, 1, 11))]
    ['2018Q4/2019-01-10', 'P18M']
    """
    plain = fold_numerals(text)
    lengths = find_lengths(plain)
    length = next(lengths, None)
    last = 0
    for found in _place_dates(plain, reference):
        if found.start < last:
            continue  # 1日后天: what the words behind the first took in
        last = found.end
        while length is not None and length.start < found.end:
            if length.end <= found.start:
                yield make_duration_mention(text, length, reference)
            length = next(lengths, None)
        iso = found.period.iso if found.period else ""
        written = text[found.start : found.end]
        value = Value("date", written, comparator=found.comparator, iso=iso)
        yield Mention(found.start, found.end, written, "Date", FINDER, value=value)
    while length is not None:
        yield make_duration_mention(text, length, reference)
        length = next(lengths, None)


def _place_dates(text: str, reference: date | None) -> Iterator[Found]:
    """Yield date phrases with the words around them taken in: ranges joined, 截至 and 以来 read."""
    held: Found | None = None
    for found in _find_points(text, reference):
        if held is not None:
            joined = _join(text, held, found)
            if joined is not None:
                held = joined
                continue
            yield _place(text, held, reference)
        held = found
    if held is not None:
        yield _place(text, held, reference)


def _find_points(text: str, reference: date | None) -> Iterator[Found]:
    """Yield single dates, each resolved in the light of those before it."""
    previous: Found | None = None
    reported: Found | None = None
    last, fiscal = 0, find_fiscal_quarters(text)
    for match in scan(compile_starts(), compile_dates(), text):
        start, end = match.span()
        if start < last:  # the 第三财季 of 截至12月31日第三财季
            continue
        joined = previous is not None and RANGE.fullmatch(text, previous.end, start) is not None
        undated = not (match["year"] or match["relative"] or match["iso_year"] or match["relday"])
        setting = Setting(
            reference,
            _carry(text, previous, start, SENTENCE_END) if previous and (previous.dated or joined) else None,
            reported.period if reported and start - reported.end <= REPORTED_REACH else None,
            _find_year_told_of(text, reported, start, reference),
            _carry(text, previous, start, PARAGRAPH_END),
            undated and _is_future(text, start, end),
            joined,
            _reach_ahead(text, start, end) if undated else 0,
            fiscal,
        )
        resolved = resolve_date(match, setting)
        if (match["echo"] or match["echo_year"]) and resolved.period is None:
            continue
        found = Found(start, end, resolved.period, resolved.dated or setting.previous is not None)
        as_of = next((word for word in _words("date_as_of") if text.endswith(word, 0, start)), "")
        if as_of:
            found = _place_as_of(text, replace(found, start=start - len(as_of)))
        last = found.end
        if found.period and not match["same"]:  # 去年同期 compares, and no date goes on from it
            previous = found
            reported = found if found.period.grain != "day" else reported
        yield found


def _carry(text: str, earlier: Found | None, start: int, barrier: re.Pattern[str]) -> Period | None:
    """Return the period of an earlier date that still speaks at `start`: no barrier lies between."""
    if earlier is None or barrier.search(text, earlier.end, start):
        return None
    return earlier.period


def _find_year_told_of(text: str, reported: Found | None, start: int, reference: date | None) -> int | None:
    """Return the year that 上年 is the one before: that of a period in the same sentence, or of last year's report."""
    if reported is None or reported.period is None or start - reported.end > REPORTED_REACH:
        return None
    year = reported.period.first.year
    last = reference is not None and year == reference.year - 1
    return year if last or not SENTENCE_END.search(text, reported.end, start) else None


def _is_future(text: str, start: int, end: int) -> bool:
    before = text[max(0, start - PREFIX_REACH) : start]
    return before.endswith(_words("date_future_before")) or text.startswith(_words("date_future_after"), end)


def _reach_ahead(text: str, start: int, end: int) -> int:
    """Return how many days ahead of the article the date may lie, if that is nearer than one behind it.

    Half a year for 截止到3月7日 and 3月7日起; two months where the clause speaks of what is to come (3月1日截止登记).
    """
    starts = text.startswith("起", end) and not _goes_on("起", text, end + 1)
    if starts or text[max(0, start - PREFIX_REACH) : start].endswith(_words("date_deadline_before")):
        return HALF_A_YEAR
    before = CLAUSE_END.split(text[max(0, start - CLAUSE_REACH) : start])[-1]
    after = CLAUSE_END.split(text[end : end + CLAUSE_REACH], maxsplit=1)[0]
    return SOON if any(word in before or word in after for word in _words("date_soon")) else 0


def _join(text: str, first: Found, last: Found) -> Found | None:
    """Return the range that two dates make with a dash, 至 or 到 between them, or 和 … 之间; else None."""
    between = text[first.end : last.start]
    if JOINER.fullmatch(between) is None:
        return None
    tail = next((word for word in ("之间", "期间", "间") if text.startswith(word, last.end)), "")
    if between.strip() in ("和", "与") and not tail:
        return None
    if first.period is None or last.period is None:
        return Found(first.start, last.end + len(tail), None, first.dated)
    if first.period.first >= last.period.last:
        return None
    return Found(first.start, last.end + len(tail), join_periods(first.period, last.period), first.dated)


def _place(text: str, found: Found, reference: date | None) -> Found:
    """Return the phrase with the words that place it: 截至 … 止九个月, 自 … 以来, … 至今, … 前后."""
    before = text[max(0, found.start - PREFIX_REACH) : found.start]
    if text.startswith(_words("date_as_of"), found.start):
        return found
    since = next((word for word in _words("date_since_before") if before.endswith(word)), "")
    if text.startswith("至今", found.end):
        period = found.period
        if period and reference and period.first <= reference:
            period = join_periods(period, make_day(reference))
        comparator: Comparator = "exactly" if reference else "over"
        return replace(found, start=found.start - len(since), end=found.end + 2, period=period, comparator=comparator)
    placed = _place_open(text, found, since)
    if placed == found and since in ALONE and text[found.start - len(since) - 1 : found.start - len(since)] not in OF:
        return replace(found, start=found.start - len(since), comparator="over")
    if since and found.period and found.period.grain == "interval" and placed == found:
        return replace(found, start=found.start - len(since))
    return placed


def _place_as_of(text: str, found: Found) -> Found:
    """Return a date after 截至 with the term that ends there: 止九个月, 的第三财季, 止年度."""
    term = TERM.match(text, found.end)
    if term is None:
        return replace(found, end=found.end + 1) if text.startswith("止", found.end) else found
    period = found.period
    if period and period.grain in ("day", "month"):
        months = 12 if term["year"] else read_int(term["months"]) if term["months"] else 3
        months = 3 * read_int(term["quarters"]) if term["quarters"] else months
        period = make_months_until(period.last, months)
    return replace(found, end=term.end(), period=period)


def _place_open(text: str, found: Found, since: str) -> Found:
    names: tuple[tuple[str, Comparator], ...] = (
        ("date_since_after", "over"), ("date_until_after", "under"), ("date_about_after", "about"),
    )  # fmt: skip
    for name, comparator in names:
        word = next((word for word in _words(name) if text.startswith(word, found.end)), "")
        if word and not (len(word) == 1 and _goes_on(word, text, found.end + 1)):
            start = found.start - (len(since) if comparator == "over" else 0)
            return replace(found, start=start, end=found.end + len(word), comparator=comparator)
    return found


def _goes_on(word: str, text: str, end: int) -> bool:
    """Tell whether a single 前, 后 or 起 begins another word: 2018年前三季度, 今年后期."""
    after = text[end : end + 1]
    return (
        bool(after)
        and after
        in {"前": "一二三四五六七八九十两0123456789景者期列往瞻沿端方后", "后": "期续者市来台", "起": "步来飞点诉码草"}[
            word
        ]
    )
