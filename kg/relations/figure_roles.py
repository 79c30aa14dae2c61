"""What stands beside a figure: when and where it is of, what it leaves out, which part of its owner it is about."""

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.expressions import compile_re
from kg.model import Mention, Value
from kg.relations.carrying import Carry
from kg.relations.clauses import PLACES, Clause
from kg.relations.figure_dates import DAILY_METRICS, FLOWS, Roles, find_figure_dates, is_base_date, widen
from kg.relations.idle_figures import find_change
from kg.relations.measured import Measured
from kg.relations.ownership import HOLDER_METRICS, STOCK_METRICS
from kg.relations.reading import Reading

EXCLUSION = compile_re(r"[（(]?(?:这里面|其中)?(不(?:包含|包括|含)[^（）()，。；\n]{1,24})[）)]?")
STRETCH = compile_re(r"[至到~—-]")
PLACE_ENDING = compile_re("(?:市场|地区|区域)$")
BIRTH = compile_re(r"出生|生于")
HALF = compile_re("[QH]")
LEVELS = {"sharePrice", "marketCap", "stockIndex"}
DAY_LENGTH = 10  # 2019-02-21
JOINS = ("、", "和", "及", "与")
WIDER = compile_re(r"全球|世界|国际|全国|海外")
YEAR_END_MONTHS = 2  # after a year in which 全年 alone still means it
AHEAD = compile_re("预计|预期|预测|有望|将|目标|计划|拟|力争|展望|今年")
PLACE_BETWEEN = compile_re("[^，。；]*")
LISTED_PLACE = compile_re("(?:市场)?(?:、|和|及|与|以及)")
HELD_IN = compile_re(
    "(?:市场|两国|三国|等地)?的?(?:销量|份额|出货量|市场份额)?(?:也|均|都|则|已|分别)?"
    "(?:进入|排名|位列|位居|跻身|居|列|排在|处于|占据|升至|保持)?了?"
)
SUMMED = compile_re(r"(?<!\d)(?:[二三四五六七八九十两]+|[2-9]|\d\d)年(?:来|间|内)?(?:累计|合计|共|总计)")
YEAR = compile_re(r"(?<!\d)(?:19|20)\d\d\s*(?:年|财年|财政年度)")


def find_figure_roles(
    reading: Reading, clause: Clause, figure: Mention, owner: Mention, measured: Measured, since: int, carry: Carry,
    when: Value | None,
) -> Iterator[tuple[str, Mention | Value]]:  # fmt: skip
    yield from _find_when(reading, clause, figure, owner, measured, since, carry, when)
    listed = _list_places(reading, clause, figure, measured)
    yield from (("place", each) for each in listed[:-1])
    place: Mention | Value | None = listed[-1] if listed else _find_place(reading, clause, figure, owner, measured)
    if place is None and measured.tied and carry.last is not None:
        place = next((filler for role, filler in carry.last.roles if role == "place"), None)
    if place is not None:
        yield "place", place
    exclusion = EXCLUSION.match(reading.text, figure.end) or EXCLUSION.search(
        reading.text, figure.end, min(clause.end, figure.end + 30)
    )
    if exclusion:
        yield "exclusion", Value("text", exclusion[1])
    where = place.text if place is not None else ""
    if measured.noun and measured.noun != owner.text and PLACE_ENDING.sub("", measured.noun) != where:
        yield "scope", Value("text", measured.noun)


def _find_place(
    reading: Reading, clause: Clause, figure: Mention, owner: Mention, measured: Measured
) -> Mention | None:
    """Return where a figure is of: the last place before it, unless it is one of several or a wider one follows."""
    places = [m for m in clause.mentions if m.type in PLACES and m != owner and m.start < figure.start]
    places = [m for m in places if not _begins_name(reading, m)]
    if not places or measured.metric in STOCK_METRICS | HOLDER_METRICS - {"investment"}:
        return None
    between = reading.text[places[-1].end : figure.start]
    listed = reading.text[: places[-1].start].endswith(JOINS) or between.startswith((*JOINS, "-"))
    if WIDER.search(between) or listed or (measured.metric == "rank" and re.search("[、，]", between)):
        return None
    return places[-1]


def _list_places(reading: Reading, clause: Clause, figure: Mention, measured: Measured) -> list[Mention]:
    """Return the places that a rank is held in, each of several (在英国和法国也进入前五)."""
    if measured.metric != "rank":
        return []
    places = [m for m in clause.mentions if m.type in PLACES and m.end <= figure.start]
    run = [p for p in places if PLACE_BETWEEN.fullmatch(reading.text, p.end, places[-1].start) or p == places[-1]]
    gaps = zip(run, run[1:], strict=False)
    joined = len(run) > 1 and all(LISTED_PLACE.fullmatch(reading.text, a.end, b.start) for a, b in gaps)
    told = joined and HELD_IN.fullmatch(reading.text, run[-1].end, figure.start)
    return run if told and reading.text[run[0].start - 1] in "在于" else []


def _begins_name(reading: Reading, place: Mention) -> bool:
    """Tell whether a place is only the beginning of a longer name (广州 in 广州期货)."""
    token = reading.tokens.get(place.start)
    return token is not None and token.end > place.end and token.tag in {"ORG", "nz", "PER", "nw"}


def _find_when(
    reading: Reading, clause: Clause, figure: Mention, owner: Mention, measured: Measured, since: int, carry: Carry,
    when: Value | None,
) -> Roles:  # fmt: skip
    """Return when a figure is of: told in the sentence, or going on from the figure or the sentence before."""
    if when is not None:
        return (("date" if len(when.iso) == 10 else "period", when),)
    tied = measured.tied and carry.last is not None
    if measured.metric == "age" and BIRTH.search(reading.text, reading.sentence.start, figure.start):
        return ()  # the year before it is that of birth
    if SUMMED.search(reading.text, clause.start, figure.start):
        return ()  # 十年累计投入1.11万亿元
    found = find_figure_dates(reading, clause, figure, measured.metric, since if tied else reading.sentence.start)
    change = find_change(reading, clause, figure) if tied else None
    if not found and change is not None:  # the date of what it was before is not its own
        tied, start = False, replace(figure, start=change, end=change)
        found = find_figure_dates(reading, clause, start, measured.metric, reading.sentence.start)
    if measured.metric == "rank" and figure.end <= owner.start:  # 26日，全球第一大公司甲宣布: not only on that day
        found = tuple((role, date) for role, date in found if role != "date")
    if found:
        return tuple(_end_stretch(measured.metric, role, date) for role, date in found)
    if tied and carry.last is not None:
        moves = figure.value is not None and (figure.value.base or figure.value.direction)
        told = [t.roles for t in reversed(carry.recent) if t.owner == carry.last.owner] if moves else []
        of_base = any(isinstance(d, Mention) and is_base_date(d) for _, d in carry.last.roles)
        roles = next((r for r in told if not any(is_base_date(d) for _, d in r)), ()) if of_base else carry.last.roles
        return tuple((role, date) for role, date in roles if role in {"date", "period"})
    if any(m.type == "Duration" and m.text.endswith("来") for m in clause.mentions):
        return ()  # 近五年来一直名列前五
    among = reading.text[reading.sentence.start : figure.start].lstrip().startswith("其中")
    joined = reading.text[reading.sentence.start - 1 : reading.sentence.start] == "；"
    moves = figure.value is not None and (figure.value.base or figure.value.direction)
    if carry.compared and joined and not moves and carry.sentence == reading.sentence.index - 1:
        return carry.compared  # 上年同期净利润4亿元；营收3亿元
    goes_on = among or reading.text[: reading.sentence.start].rstrip().endswith("；")
    same = FLOWS.search(measured.metric) and (carry.owner is None or carry.owner.text == owner.text)
    near = reading.sentence.index - 1 <= carry.sentence
    dated = YEAR.search(reading.text, reading.sentence.start, figure.start)  # in a way that no finder reads
    if not near or dated or not (goes_on or same):
        return _find_last_year(reading, clause, figure, carry)
    if measured.metric in DAILY_METRICS and any(
        d.value and HALF.search(d.value.iso) for _, d in carry.when if isinstance(d, Mention)
    ):
        return ()  # 受季报影响，甲跌2%: no move of a quarter
    return tuple((role, widen(reading, date, figure) or date) for role, date in carry.when)


def _find_last_year(reading: Reading, clause: Clause, figure: Mention, carry: Carry) -> Roles:
    """Return the year that 全年 means without a date in the first months of the next one, unless it is looked ahead."""
    told = reading.text.find("全年", clause.start, figure.start) >= 0
    if not told or carry.published is None or carry.published.month > YEAR_END_MONTHS:
        return ()
    if AHEAD.search(reading.text, reading.sentence.start, clause.end):
        return ()
    year = str(carry.published.year - 1)
    return (("period", Value("date", f"{year}年全年", iso=year)),)


def _end_stretch(metric: str, role: str, date: Mention | Value) -> tuple[str, Mention | Value]:
    """Return the last day of a stretch for a price that it ends with (从1月2日至2月21日，市值涨至350亿元)."""
    value = date.value if isinstance(date, Mention) else date
    last = value.iso.rpartition("/")[2] if value is not None and metric in LEVELS else ""
    if value is None or "/" not in value.iso or len(last) != DAY_LENGTH or not STRETCH.search(value.text or ""):
        return role, date
    return "date", replace(value, iso=last, comparator="exactly")
