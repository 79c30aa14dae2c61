"""Happenings told more than once into one event each, within a document and across documents.

Within a document two tellings are one event when class and status agree, someone takes part in both, and no date, role
or figure contradicts. Across documents the day must agree, and two participants, or the only one.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import combinations

from kg.linking.drafts import Draft, are_compatible_dates, get_content, merge_roles
from kg.linking.observations import DATES, keep_precise_dates
from kg.linking.schema import is_participant
from kg.model import Value

# What happens to one participant again and again: without a common day, one participant is not enough.
REPEATING = frozenset({"Announcement", "StockMove", "Milestone", "ContractWin", "EarningsReport"})
MOST_PAIRS = 8  # participants of an event whose pairs are compared across documents
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


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
    company announces.
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
    if a.predicate in REPEATING and len(alike) == 1 and not dated:
        return False
    return not _contradict(a, b, allies)


def _get_dates(draft: Draft) -> set[str]:
    return {get_content(filler) for role, filler in draft.roles if role == "date"}


def _contradict(a: Draft, b: Draft, allies: Mapping[str, Set[str]]) -> bool:
    """Tell whether a role filled in both has nothing in common, not even allies; `participant` itself is no role."""
    contents: list[dict[str, set[str]]] = [{}, {}]
    for roles, draft in zip(contents, (a, b), strict=True):
        for role, filler in draft.roles:
            if role != "participant" and not (isinstance(filler, Value) and filler.kind == "text"):
                roles.setdefault(role, set()).add(get_content(filler))
    for role in contents[0].keys() & contents[1].keys():
        first, second = contents[0][role], contents[1][role]
        dated = role in DATES and any(are_compatible_dates(x, y) for x in first for y in second)
        allied = any(allies.get(x, set()) & second for x in first)
        if not first & second and not dated and not allied:
            return True
    return False


def join_events(drafts: Sequence[Draft]) -> Draft:
    """Return one event with the roles and sources of all tellings."""
    head = drafts[0]
    roles = keep_precise_dates(merge_roles(*(draft.roles for draft in drafts)))
    named = {filler for role, filler in roles if isinstance(filler, str) and role != "participant"}
    roles = tuple(item for item in roles if item[0] != "participant" or item[1] not in named)
    sources = tuple(source for draft in drafts for source in draft.sources)
    return Draft(head.kind, head.predicate, None, None, roles, head.status, sources)


def join_across_documents(drafts: Sequence[Draft]) -> list[Draft]:
    """Return the events of all documents, each happening once, in the order of the drafts."""
    parent = list(range(len(drafts)))

    def find(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    first: dict[tuple[str, ...], int] = {}
    for index, draft in enumerate(drafts):
        for key in _find_keys(draft):
            other = first.setdefault(key, index)
            low, high = sorted((find(other), find(index)))
            parent[high] = low
    groups: dict[int, list[Draft]] = {}
    for index, draft in enumerate(drafts):
        groups.setdefault(find(index), []).append(draft)
    return [join_events(group) if len(group) > 1 else group[0] for group in groups.values()]


def _find_keys(draft: Draft) -> Iterator[tuple[str, ...]]:
    """Yield what two tellings must share one of to be one event in different documents."""
    day = get_day(draft)
    people = sorted(get_participants(draft))
    if day and len(people) == 1:
        yield draft.predicate, draft.status, day, people[0]
    for pair in combinations(people[:MOST_PAIRS], 2) if day else ():
        yield draft.predicate, draft.status, day, *pair
