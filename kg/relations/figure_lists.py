"""Lists of figures: in A、B分别增长5%和8% each figure belongs to its own name, date or metric.

Figures are paired with what is listed before them, first with first, only where both lists are equally long; else the
list is nobody's: a figure on the wrong name costs more than a missing one.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.expressions import compile_re
from kg.mentions.governors import Base
from kg.model import Mention, Value
from kg.relations.clauses import OWNERS, Clause
from kg.relations.measured import Measured, get_unit_kind
from kg.relations.metric_words import find_metric_words
from kg.relations.reading import Reading

BETWEEN_FIGURES = compile_re(
    r"(?:/[一-鿿]{1,3})?\s*(?:、|，|,|和|及|与|以及)\s*(?:约|近|逾|超过|超|达)?"
    r"|(?:/[一-鿿]{1,3})?\s*(?:、|和|及|与|以及)(?:同比)?(?:增长|增加|下降|下滑|减少|上升|提升|上涨|下跌)(?:约|近|逾|超过|超|了)?"
)
BASES: Mapping[str, Base] = {"同比": "year-on-year", "环比": "month-on-month"}
TWO_BASES = compile_re(r"(同比|环比)(?:、|和|及|与|/)(同比|环比)[^，。；]{0,6}$")
ON_THEM = compile_re("[其司团](?:在|对|向|从|来自)$")  # 其在甲、乙上的收入: not theirs
LISTED = compile_re(r"(?:先生|女士)?(?:[（(][^（）()]{0,20}[）)])?\s*(?:、|和|与|及|以及)\s*")
JOINS = compile_re(r"[”》）]?(?:、|和|及|与|以及)")
JOINED = compile_re(r"(?:[^\W\d_]|[”》）])(?:、|和|及|以及)[“《]?$")
EACH = compile_re(r"分别|依次|分列")
ALL = compile_re(r"均|都|各|双双|齐|悉数")
TOGETHER = compile_re(
    r"合计|(?:^|[^公])共|总计|总共|联合|一起|之间|联手|总[利营收净市金额量]|两者|[两三四五][大家个]|三者|二者"
)


FORMER_LATTER = compile_re(r"\s*(?:其中)?(前|后)者")


@dataclass(frozen=True, slots=True)
class Listed:
    """A figure's place in a list of figures of one kind."""

    index: int
    figures: tuple[Mention, ...]


def find_lists(reading: Reading) -> Mapping[int, Listed]:
    """Return the listed figures of a sentence by where they start."""
    figures = [m for m in reading.mentions if m.type == "Quantity" and m.value is not None]
    found: dict[int, Listed] = {}
    for run in _find_runs(reading, figures, BETWEEN_FIGURES):
        if len({get_unit_kind(m.value) for m in run if m.value}) == 1:
            found.update((m.start, Listed(index, tuple(run))) for index, m in enumerate(run))
    return found


def _find_runs(reading: Reading, mentions: Iterable[Mention], between: re.Pattern[str]) -> list[list[Mention]]:
    """Return the lists of two or more mentions that only `between` stands between."""
    runs: list[list[Mention]] = []
    for mention in mentions:
        if runs and between.fullmatch(reading.text, runs[-1][-1].end, mention.start):
            runs[-1].append(mention)
        else:
            runs.append([mention])
    return [run for run in runs if len(run) > 1]


def find_listed_names(reading: Reading, start: int, end: int) -> list[Mention]:
    """Return the last list of names between two places, empty if none is listed there."""
    names = [m for m in reading.mentions if m.type in OWNERS and m.finder != "coreference" and start <= m.start < end]
    runs = _find_runs(reading, [m for m in names if m.end <= end], LISTED)
    return runs[-1] if runs and not reading.text[: runs[-1][0].start].endswith("、") else []


def pair_name(reading: Reading, listed: Listed) -> Mention | None:
    """Return the name that a listed figure belongs to: the list of names before is as long as that of figures."""
    names = pair_names(reading, listed)
    return names[listed.index] if names else None


def pair_names(reading: Reading, listed: Listed) -> list[Mention]:
    """Return the names listed before a list of figures, empty unless both are equally long."""
    names = find_listed_names(reading, reading.sentence.start, listed.figures[0].start)
    fit = len(names) == len(listed.figures)
    return names if fit and not ON_THEM.search(reading.text, reading.sentence.start, names[0].start) else []


def pair_date(reading: Reading, listed: Listed) -> Value | None:
    """Return the date that a listed figure belongs to: 2016年、2017年分别…, 2021年至2023年分别… (three figures)."""
    dates = [
        m for m in reading.mentions if m.type == "Date" and m.value and m.value.iso and m.end <= listed.figures[0].start
    ]
    runs = _find_runs(reading, dates, LISTED)
    if runs and len(runs[-1]) == len(listed.figures):
        return runs[-1][listed.index].value
    if dates and dates[-1].value is not None:
        return _find_year(dates[-1].value, listed)
    return None


def with_base(reading: Reading, clause: Clause, figure: Mention, listed: Listed) -> Mention:
    """Return a listed figure with what it is compared with: 同比分别增长4%和下降7%, 同比、环比分别增长7%和3%."""
    first = listed.figures[0].value
    two = TWO_BASES.search(reading.text, clause.start, listed.figures[0].start)
    base = BASES[two[1 + listed.index]] if two and len(listed.figures) == len(BASES) else first.base if first else ""
    return replace(figure, value=replace(figure.value, base=base)) if figure.value and base else figure


def compares_twice(reading: Reading, clause: Clause, listed: Listed) -> bool:
    """Tell whether two listed figures are one change against two times (同比、环比分别增长7%和3%)."""
    return bool(TWO_BASES.search(reading.text, clause.start, listed.figures[0].start))


def _find_year(span: Value, listed: Listed) -> Value | None:
    """Return one year of a span of whole years that has as many years as the list has figures."""
    years = re.fullmatch(r"(\d{4})(?:-01(?:-01)?)?/(\d{4})(?:-12(?:-31)?)?", span.iso)
    if years is None or int(years[2]) - int(years[1]) + 1 != len(listed.figures):
        return None
    year = str(int(years[1]) + listed.index)
    return replace(span, iso=year, text=f"{year}年", comparator="exactly")


def pair_metric(reading: Reading, clause: Clause, listed: Listed, score: float) -> Measured | None:
    """Return what a listed figure measures: 营收和净利润分别为…."""
    value = listed.figures[listed.index].value
    assert value is not None
    kind = get_unit_kind(value)
    words = find_metric_words(reading, clause, clause.start, listed.figures[0].start)
    run: list[tuple[int, int, str]] = []
    for start, end, metrics in words:
        name = next((m.name for m in metrics if kind in m.units), "")
        if not name and kind == "percent" and (value.direction or value.base):
            name = next((m.growth for m in metrics if m.growth), "")
        if run and not LISTED.fullmatch(reading.text, run[-1][1], start):
            run = []
        run.append((start, end, name))
    if len(run) != len(listed.figures) or not run[listed.index][2]:
        return None
    return Measured(run[listed.index][2], run[0][0], score)


def is_shared(reading: Reading, owner: Mention, figure: Mention) -> bool:
    """Tell whether a figure is of a name and another that no finder knows (甲及某某两大品牌总产量)."""
    behind, before = reading.text[owner.end : figure.start], reading.text[: owner.start]
    listed = JOINS.match(behind) or (JOINED.search(before) and owner.start > reading.sentence.start)
    return bool(listed) and not ALL.search(behind)


def spread(reading: Reading, clause: Clause, owner: Mention, figure: Mention, *, stock: bool) -> Sequence[Mention]:
    """Return all whose figure it is: 甲、乙、丙均超5%, and of prices 甲、乙等涨超6%."""
    names = find_listed_names(reading, clause.start, figure.start)
    if owner not in names:
        return (owner,)
    between = reading.text[names[-1].end : figure.start]
    if TOGETHER.search(between) or EACH.search(between):
        return ()  # a sum is nobody's alone
    if not (stock or ALL.search(between)):
        return (owner,)
    return [m for m in names if (m.type == owner.type) and not m.generic]


def find_of_two(reading: Reading, clause: Clause) -> Mention | None:
    """Return whom 前者 or 后者 means: of two companies or brands that a sentence names before, or nobody of more."""
    which = FORMER_LATTER.match(reading.text, clause.start)
    bodies = [m for m in reading.mentions if m.end <= clause.start and m.type in {"Company", "Brand"} and not m.generic]
    named = {(m.antecedent or m).text: m for m in bodies}
    return list(named.values())[which[1] == "后"] if which and len(named) == 2 else None
