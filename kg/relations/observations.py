"""Figures in, observations out: whose figure it is, what it measures, for which period and place.

Without a metric and an owner there is no observation: kg.relations.measures and kg.relations.owners tell both.
"""

from collections.abc import Iterator
from dataclasses import replace

from kg.expressions import compile_re
from kg.model import Evidence, Mention, Value
from kg.relations.carrying import Carry, Told
from kg.relations.clauses import Clause
from kg.relations.discourse import Passage, is_observer
from kg.relations.doubts import is_near, is_owner_doubtful, is_trade_side
from kg.relations.figure_dates import FLOWS, REPORT, Roles, find_figure_dates, is_base_date
from kg.relations.figure_doubts import is_absurd, is_figure_doubtful
from kg.relations.figure_lists import (
    EACH,
    FORMER_LATTER,
    Listed,
    compares_twice,
    find_listed_names,
    find_lists,
    find_of_two,
    is_shared,
    pair_date,
    pair_metric,
    pair_name,
    pair_names,
    spread,
    with_base,
)
from kg.relations.figure_roles import find_figure_roles
from kg.relations.figure_status import judge_figure
from kg.relations.figure_values import find_bound, with_people, with_sign
from kg.relations.idle_figures import is_idle
from kg.relations.measured import CARRIED, OBSERVED_SCORE, Measured, get_unit_kind
from kg.relations.measures import measure
from kg.relations.metric_words import PARTED, find_part_behind
from kg.relations.other_figures import is_other_figure
from kg.relations.owners import find_owner
from kg.relations.ownership import (
    HOLDER_METRICS,
    INDEX,
    INDEX_METRICS,
    PLACE_METRICS,
    PRODUCT_METRICS,
    STOCK_METRICS,
    may_own,
)
from kg.relations.rank_lists import find_rank_lists, read_rank_list
from kg.relations.reading import Reading
from kg.relations.segments import find_segment_owner, follow_parts
from kg.relations.status import is_question

COMBINED = compile_re(r"合计|总计|加起来|共同占据|总共|共占")
POINT = "点"
SPAN = compile_re(r"\d{4}(?:Q\d|H\d|-\d{2})?|\d{4}-\d{2}/\d{4}-\d{2}")
SETTING_FREE = {"money", "count", "percent", "shares", "bare", "times"}  # figures that end what the one before measures
HIGHEST = compile_re(r"最高(?:可|将|或)?达?$|最多(?:可|将)?达?$|至多$")
RATING = compile_re(r"评级|EPS\s*[\d为]|PE\s*\d|PE分别|PE为|对应PE|市盈率分别|EPS分别|EPS为")
MAKES = compile_re(r"品牌|首款|新款|旗下|发布|推出")
SINGLED = compile_re(r"(?:[这那该某此本]|一)[一-鿿]?$")  # 这家酒店: one of them, not all
NEAR = 0.9


def find_observations(reading: Reading, carry: Carry, main: Mention | None) -> Iterator[Evidence]:
    """Yield the observations of one sentence, in text order.

    `main` is the one company that the article is about, if there is one: figures without any owner are its own.
    """
    sentence = reading.sentence
    _begin(reading, carry)
    if is_question(reading.text[sentence.start : sentence.end]):
        return
    lists = find_lists(reading)
    ranks = find_rank_lists(reading)
    left, told_in = sentence.start, carry.sentence
    for passage in reading.passages:
        follow_parts(reading, passage, carry)
        for figure in passage.clause.mentions:
            if figure.type not in {"Quantity", "Duration"} or figure.value is None:
                continue
            if any(ranked.start <= figure.start < ranked.end for ranked in ranks):
                continue
            figure = with_people(reading, passage.clause, figure)
            idle = is_idle(reading, passage.clause, figure)
            since, left = left, left if idle or figure.type == "Duration" else figure.end
            listed = lists.get(figure.start)
            figure = with_base(reading, passage.clause, figure, listed) if listed is not None else figure
            found = None
            if not idle:
                found = (
                    _read_listed(reading, passage, figure, listed, carry, since)
                    if listed is not None
                    else _read_figure(reading, passage, figure, since, carry, main)
                )
            if found is not None or (figure.value and get_unit_kind(figure.value) in SETTING_FREE):
                carry.last = found[0] if found is not None else None
            if found is not None:
                yield from _tell(reading, passage, figure, since, *found, carry, listed=listed is not None)
    for ranked in ranks:
        yield from read_rank_list(reading, ranked, carry)
    if carry.sentence == told_in:
        _note_period(reading, carry)


def _note_period(reading: Reading, carry: Carry) -> None:
    """Remember the quarter or year that a sentence without figures speaks of (甲公布四季度业绩。营收…)."""
    spans = [m for m in reading.mentions if m.type == "Date" and m.value and SPAN.fullmatch(m.value.iso)]
    if spans and not is_base_date(spans[-1]) and REPORT.search(reading.text, spans[-1].end, reading.sentence.end):
        carry.when, carry.sentence = (("period", spans[-1]),), reading.sentence.index


def _begin(reading: Reading, carry: Carry) -> None:
    sentence = reading.sentence
    carry.last, carry.recent = None, []
    if carry.paragraph != sentence.paragraph:
        carry.owner, carry.stranger, carry.when, carry.paragraph = None, False, (), sentence.paragraph
        carry.unknown, carry.segment, carry.by_segment, carry.earned = False, "", False, False
        carry.ranking = None


def _read_figure(
    reading: Reading, passage: Passage, figure: Mention, since: int, carry: Carry, main: Mention | None
) -> tuple[Told, float] | None:
    """Return what a figure tells and how sure that is."""
    clause = passage.clause
    if EACH.search(reading.text, max(since, clause.start), figure.start):
        return None
    measured = measure(reading, clause, figure, since, carry.last.measured if carry.last is not None else None)
    if measured is None:
        return None
    if carry.segment:
        measured = measured if measured.noun else replace(measured, noun=carry.segment)
        owner, factor = find_segment_owner(passage, carry, main), CARRIED
    else:
        owner, factor = find_owner(reading, passage, figure, measured, carry, main)
    if FORMER_LATTER.match(reading.text, clause.start):
        owner, factor = find_of_two(reading, clause), NEAR
    if owner is None or (owner.generic and SINGLED.search(reading.text, reading.sentence.start, owner.start)):
        return None
    if measured.metric == "growth" and factor < NEAR or _is_of_rated(reading, owner, factor):
        return None
    far_brand = owner.type == "Brand" and factor < 1.0 and measured.metric in PRODUCT_METRICS
    if far_brand and not MAKES.match(reading.text, owner.end):
        return None  # 天猫上销售的干衣机，价格…: no price of the shop's
    measured = _of_index(owner, measured)
    if not measured.noun and any(measured.metric.startswith(metric) for metric in PARTED):
        measured = replace(measured, noun=find_part_behind(reading, clause, owner, measured.word_start))
    shared = factor >= NEAR and measured.metric not in STOCK_METRICS and is_shared(reading, owner, figure)
    if shared and not _pairs_up(reading, clause, owner, figure):
        return None
    if not may_own(owner, measured, factor) or _is_of_group(reading, clause, owner, measured, carry):
        return None
    return _complete(reading, clause, figure, since, measured, owner, carry, factor)


def _is_of_rated(reading: Reading, owner: Mention, factor: float) -> bool:
    """Tell whether analysts forecast the figure of a company that they call 公司 only: not their own."""
    rating = RATING.search(reading.text, reading.sentence.start, reading.sentence.end)
    return rating is not None and (factor < NEAR or owner.finder == "coreference" or is_observer(owner))


def _pairs_up(reading: Reading, clause: Clause, owner: Mention, figure: Mention) -> bool:
    """Tell whether a name stands in a list of known names, which `spread` reads."""
    return owner in find_listed_names(reading, clause.start, figure.start)


def _is_of_group(reading: Reading, clause: Clause, owner: Mention, measured: Measured, carry: Carry) -> bool:
    """Tell whether a clause gives the group's figure (集团总收入) while its owner is a company of it."""
    start = max(clause.start, owner.end) if owner.start >= clause.start else clause.start
    place = reading.text.find("集团", start, measured.word_start)
    if owner.finder == "coreference" and "集团" in owner.text:
        told = {(t.owner.antecedent or t.owner).text for t in carry.recent}
        return len(told) > 1 and (owner.antecedent or owner).text in told  # 甲保险、乙保险…，集团总保费: of neither
    named = any(m.start <= place < m.end for m in clause.mentions)
    return place >= 0 and not named and "集团" not in owner.text


def _of_index(owner: Mention, measured: Measured) -> Measured:
    """Return what is measured, with the names that levels and moves of a stock index have."""
    indexed = INDEX_METRICS.get(measured.metric) if INDEX.search(owner.text) else None
    return replace(measured, metric=indexed) if indexed else measured


def _complete(
    reading: Reading, clause: Clause, figure: Mention, since: int, measured: Measured, owner: Mention, carry: Carry,
    factor: float, when: Value | None = None,
) -> tuple[Told, float] | None:  # fmt: skip
    status = judge_figure(reading, clause, figure, measured, carry)
    if status is None:
        told = find_figure_dates(reading, clause, figure, measured.metric, reading.sentence.start)
        carry.when, carry.sentence = _list_dates(told) or carry.when, reading.sentence.index
        return None
    roles = tuple(find_figure_roles(reading, clause, figure, owner, measured, since, carry, when))
    if is_owner_doubtful(reading, clause, figure, owner, measured, factor, since, carry):
        carry.owner, carry.stranger, carry.brought = None, True, None
        carry.when, carry.sentence = _list_dates(roles) or carry.when, reading.sentence.index
        return None
    if is_figure_doubtful(reading, clause, figure, owner, measured, status, roles, carry):
        return None
    if is_other_figure(reading, clause, figure, owner, measured, roles):
        if measured.metric in INDEX_METRICS.values():
            carry.owner, carry.stranger, carry.brought = None, True, None
        return None
    return Told(measured, owner, roles, status), round(measured.score * factor, 4)


def _read_listed(
    reading: Reading, passage: Passage, figure: Mention, listed: Listed, carry: Carry, since: int
) -> tuple[Told, float] | None:
    """Return what a figure of a list tells: it belongs to its own name, date or metric, or to nobody."""
    clause = passage.clause
    first, last = listed.figures[0], listed.figures[-1]
    name = pair_name(reading, listed)
    when = None if name else pair_date(reading, listed)
    measured = pair_metric(reading, clause, listed, OBSERVED_SCORE)
    told = [t for t in carry.recent if not t.measured.tied][-len(listed.figures) :]
    if compares_twice(reading, clause, listed):
        told = told[-1:] * len(listed.figures)
    if name or when:
        measured = measure(reading, clause, first, clause.start, None) or measure(
            reading, clause, last, clause.start, None
        )
    elif measured is None and len(told) == len(listed.figures) and len({t.owner for t in told}) == 1:
        before = told[listed.index]
        measured = measure(reading, clause, figure, figure.start, before.measured)
        carry.last = before
        owner: Mention | None = before.owner
        changes = measured is not None and measured.tied and measured.metric != before.measured.metric
        if measured is None or not changes:
            return None
        return _complete(reading, clause, figure, first.start, measured, before.owner, carry, 0.9)
    if measured is None:
        return None
    owner, factor = (name, 1.0) if name else find_owner(reading, passage, first, measured, carry, None)
    if owner is None or _is_of_rated(reading, owner, factor):
        return None
    if name and measured.metric in PLACE_METRICS and is_trade_side(reading, clause, pair_names(reading, listed)[0]):
        return None
    if not may_own(owner, measured := _of_index(owner, measured), factor):
        return None
    names = pair_names(reading, listed)
    around = reading.clause_at(names[0].start).clause.tokens if names else ()
    acted_on = any(t.tag in {"v", "vd"} for t in around if t.end <= names[0].start)
    if name and measured.metric in HOLDER_METRICS and acted_on:
        return None  # 转让甲、乙股权，价格分别为…: what is sold is not who buys
    if name and not is_near(reading, clause, names[-1], measured, measured.word_start):
        return None
    carry.last = None
    return _complete(reading, clause, figure, since, measured, owner, carry, factor, when)


def _tell(
    reading: Reading,
    passage: Passage,
    figure: Mention,
    since: int,
    told: Told,
    score: float,
    carry: Carry,
    *,
    listed: bool,
) -> Iterator[Evidence]:
    """Yield the evidence of a figure, one for each of those who share it."""
    clause, metric = passage.clause, told.measured.metric
    value = with_sign(reading, clause, figure, told.measured, since)
    if told.status == "planned" and value.comparator == "exactly":
        highest = HIGHEST.search(reading.text, clause.start, figure.start)
        value = replace(value, comparator="under") if highest else value
    if value.comparator == "exactly":
        value = replace(value, comparator=find_bound(reading, clause, figure))
    if metric == "stockIndex":
        value = replace(value, unit=POINT)
    if not value.unit or is_absurd(metric, value):
        return
    carry.owner, carry.sentence, carry.stranger = told.owner, reading.sentence.index, False
    carry.recent.append(told)
    carry.ranking = told if metric == "rank" else carry.ranking
    carry.earned = carry.earned or bool(FLOWS.search(metric))
    carry.when = _list_dates(told.roles) or carry.when
    carry.compared = tuple((r, d) for r, d in told.roles if r in {"date", "period"} and is_base_date(d))
    quarters = [d for _, d in told.roles if isinstance(d, Mention) and d.value and "Q" in d.value.iso]
    if quarters and value.base == "month-on-month":
        value = replace(value, base="quarter-on-quarter")
    if metric == "marketShare" and COMBINED.search(reading.text, clause.start, figure.start):
        metric = "combinedMarketShare"
    owners = [told.owner] if listed else spread(reading, clause, told.owner, figure, stock=metric in STOCK_METRICS)
    for owner in owners:
        yield Evidence(
            "observation", reading.sentence, metric, owner, value, told.roles, told.status,
            f"figure/{metric}", score, passage.speaker,
        )  # fmt: skip


def _list_dates(roles: Roles) -> Roles:
    return tuple((r, d) for r, d in roles if r in {"date", "period"} and not is_base_date(d))
