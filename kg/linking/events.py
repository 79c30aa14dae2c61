"""Happenings told more than once into one event each, within a document and across documents.

Within a document two tellings are one event when class and status agree, someone takes part in both, and no date, role
or figure contradicts. Across documents the day must agree, and two participants, or the only one.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import combinations

from kg.expressions import compile_re
from kg.linking.drafts import Draft, Filler, are_compatible_dates, get_content, merge_roles
from kg.linking.figures import can_be_equal, keep_precise_figures
from kg.linking.observations import DATES, keep_precise_dates
from kg.linking.schema import is_participant

# What happens to one participant again and again: without a common day, one participant is not enough.
REPEATING = frozenset({"Announcement", "StockMove", "Milestone", "EarningsReport", "Investment", "ContractWin"})
# Of shares again and again: tellings whose figures are of other kinds are two, where no day is common.
TRADES = frozenset({"ShareBuyback", "ShareIncrease", "ShareReduction"})
SIDES = (("buyer", "seller"), ("investor", "investee"), ("person", "predecessor"))  # nobody is on both
SAID = "Announcement"
COMPARED = 8  # tellings of a happening that another is compared with; all would be quadratic for famous ones
DISCLOSED = "disclosedOn"  # one happening is made known again and again
MOST_PAIRS = 8  # participants of an event whose pairs are compared across documents
_DAY = compile_re(r"\d{4}-\d\d-\d\d")


def get_day(draft: Draft) -> str:
    """Return the (first) day of an event, empty where no day is known."""
    return min((day for day in _get_dates(draft) if _DAY.fullmatch(day)), default="")


def is_identified(draft: Draft) -> bool:
    """Tell whether an event's content says which happening it is: when, or between whom."""
    return bool(_get_dates(draft)) or len(get_participants(draft)) > 1


def get_participants(draft: Draft) -> frozenset[str]:
    """Return the ids of those who take part."""
    return frozenset(f for role, f in draft.roles if isinstance(f, str) and is_participant(role))


def is_circular(draft: Draft) -> bool:
    """Tell whether one entity plays every part of an event with several (a company that acquires itself)."""
    roles = {role for role, filler in draft.roles if isinstance(filler, str) and is_participant(role)}
    return len(roles - {"participant"}) > 1 and len(get_participants(draft)) == 1


def merge_events(drafts: Iterable[Draft], allies: Mapping[str, Set[str]]) -> list[Draft]:
    """Return one document's events, in text order of their first telling.

    `allies` are, for people and bodies, those they work for and who work for them: what a chairman announces, the
    company announces that day.
    """
    merged: list[Draft] = []
    for draft in drafts:
        matches = [index for index, other in enumerate(merged) if are_one_event(draft, other, allies)]
        if matches:
            mine = get_participants(draft)
            best = max(matches, key=lambda index: (len(mine & get_participants(merged[index])), -index))
            merged[best] = join_events([merged[best], draft])
        else:
            merged.append(draft)
    return merged


def are_one_event(a: Draft, b: Draft, allies: Mapping[str, Set[str]]) -> bool:
    """Tell whether two tellings of one document can be the same happening."""
    if a.predicate != b.predicate or a.status != b.status:
        return False
    first, second = get_participants(a), get_participants(b)
    common = first & second
    alike = [x for x in first if x in second or allies.get(x, set()) & second]
    if not common or not (len(common) > 1 or len(alike) in (len(first), len(second))):
        return False
    dated = bool(_get_dates(a) & _get_dates(b))
    half_dated = bool(_get_dates(a)) != bool(_get_dates(b))
    if a.predicate == SAID and half_dated and common <= _list_speakers(a, b) and not _are_told_together(a, b):
        return False  # people say one thing today and another some day
    if a.predicate in REPEATING and len(alike) == 1 and not dated and not _are_told_together(a, b):
        return False
    if a.predicate in TRADES and not dated and _count_other_things(a, b) and not _are_told_together(a, b):
        return False
    if not dated and _say_other_things(a, b, common):
        return False
    return not _contradict(a, b, allies)


def _say_other_things(a: Draft, b: Draft, common: Set[str]) -> bool:
    """Tell whether two speakers have only their firm in common: it announces, its chairman says another day."""
    mine, other = ({f for role, f in draft.roles if role == "speaker"} for draft in (a, b))
    return bool(mine and other) and mine != other and common <= _list_speakers(a, b)


def _count_other_things(a: Draft, b: Draft) -> bool:
    """Tell whether both tellings have figures and none for one role: a sum here, a number of shares there."""
    mine, other = (
        {role for role, filler in draft.roles if not isinstance(filler, str) and filler.number is not None}
        for draft in (a, b)
    )
    return bool(mine and other) and mine.isdisjoint(other)


def _list_speakers(*drafts: Draft) -> set[Filler]:
    return {filler for draft in drafts for role, filler in draft.roles if role in {"speaker", "organization"}}


def _are_told_together(a: Draft, b: Draft) -> bool:
    """Tell whether one sentence tells both."""
    starts = [{proof.start for proof, *_ in draft.sources} for draft in (a, b)]
    return bool(starts[0] & starts[1])


def _get_dates(draft: Draft) -> set[str]:
    return {get_content(filler) for role, filler in draft.roles if role == "date"}


def _contradict(a: Draft, b: Draft, allies: Mapping[str, Set[str]]) -> bool:
    """Tell whether a role filled in both has nothing in common, not even allies, or somebody changes sides.

    `participant` itself is no role.
    """
    mine, other = _group_fillers(a), _group_fillers(b)
    if any(_share(mine, other, *pair) or _share(other, mine, *pair) for pair in SIDES):
        return True
    return any(
        not any(_can_be_one(role, first, second, allies) for first in mine[role] for second in other[role])
        for role in mine.keys() & other.keys()
    )


def _share(mine: Mapping[str, list[Filler]], other: Mapping[str, list[Filler]], role: str, opposite: str) -> bool:
    return not set(mine.get(role, ())).isdisjoint(other.get(opposite, ()))


def _group_fillers(draft: Draft) -> dict[str, list[Filler]]:
    """Return what fills each role; words as written and days of disclosure contradict nothing."""
    groups: dict[str, list[Filler]] = {}
    for role, filler in draft.roles:
        if role not in {"participant", DISCLOSED} and (isinstance(filler, str) or filler.kind != "text"):
            groups.setdefault(role, []).append(filler)
    return groups


def _can_be_one(role: str, a: Filler, b: Filler, allies: Mapping[str, Set[str]]) -> bool:
    if isinstance(a, str) or isinstance(b, str):
        return a == b or (isinstance(a, str) and b in allies.get(a, set()))
    first, second = get_content(a), get_content(b)
    if a.number is None or b.number is None:
        return first == second or (role in DATES and are_compatible_dates(first, second))
    return can_be_equal(a, b)


def join_events(drafts: Sequence[Draft]) -> Draft:
    """Return one event with the roles and sources of all tellings."""
    head = drafts[0]
    roles = keep_precise_figures(keep_precise_dates(merge_roles(*(draft.roles for draft in drafts))))
    named = {filler for role, filler in roles if isinstance(filler, str) and role != "participant"}
    roles = tuple(item for item in roles if item[0] != "participant" or item[1] not in named)
    sources = tuple(source for draft in drafts for source in draft.sources)
    return Draft(head.kind, head.predicate, None, None, roles, head.status, sources)


def join_across_documents(drafts: Sequence[Draft]) -> list[Draft]:
    """Return the events of all documents, each happening once, whatever the order of the drafts.

    In order of documents, each telling joins the first happening that shares a key and that no role or figure
    contradicts.
    """
    groups: list[list[Draft]] = []
    by_key: dict[tuple[str, ...], list[int]] = {}
    for draft in sorted(drafts, key=_get_place):
        keys = list(_find_keys(draft))
        near = sorted({index for key in keys for index in by_key.get(key, ())})
        home = next((i for i in near if not any(_contradict(draft, other, {}) for other in groups[i][:COMPARED])), None)
        if home is None:
            home = len(groups)
            groups.append([])
        groups[home].append(draft)
        for key in keys:
            if home not in by_key.setdefault(key, []):
                by_key[key].append(home)
    return [join_events(group) if len(group) > 1 else group[0] for group in groups]


def _get_place(draft: Draft) -> tuple[str, int, str]:
    first = draft.sources[0][0]
    return first.document, first.start, repr(draft.roles)


def _find_keys(draft: Draft) -> Iterator[tuple[str, ...]]:
    """Yield what two tellings must share one of to be one event in different documents."""
    day = get_day(draft)
    people = sorted(get_participants(draft))
    if day and len(people) == 1:
        yield draft.predicate, draft.status, day, people[0]
    for pair in combinations(people[:MOST_PAIRS], 2) if day else ():
        yield draft.predicate, draft.status, day, *pair
