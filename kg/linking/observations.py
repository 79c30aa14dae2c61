"""Figures told more than once in a document into one observation each, as specific as any telling of it.

Two tellings are one figure when subject, number, unit and status agree and metric, period and place do not contradict
each other: one may be missing or broader ("revenue rose to 22.3 billion" in the title, with its quarter in the body).
"""

from collections.abc import Iterable
from dataclasses import replace

from kg.linking.drafts import Draft, Filler, Roles, are_compatible_dates, get_content, merge_roles
from kg.linking.schema import COUNT_METRIC, RANK_METRIC, get_broader, is_broader
from kg.model import Value

DATES = ("date", "period", "since", "until")
SCOPE = "scope"  # the part that a figure is of, or the noun counted
NARROWING = (*DATES, "place", "product", "segment")  # roles that make a figure another figure


def merge_observations(drafts: Iterable[Draft]) -> list[Draft]:
    """Return one document's observations, in text order of their first telling."""
    groups: dict[tuple[str, ...], list[Draft]] = {}
    for draft in drafts:
        same = groups.setdefault(_get_figure(draft), [])
        matches = [index for index, other in enumerate(same) if are_one_figure(draft, other)]
        if matches:
            best = max(matches, key=lambda index: (_count_agreements(draft, same[index]), -index))
            same[best] = _merge_two(same[best], draft)
        else:
            same.append(draft)
    return [draft for same in groups.values() for draft in same]


def _get_figure(draft: Draft) -> tuple[str, ...]:
    content = get_content(_strip_base(draft.object))
    return draft.subject or "", content, draft.status


def _strip_base(value: Filler | None) -> Filler | None:
    if not isinstance(value, Value) or not value.base:
        return value
    return replace(value, base="")


def are_one_figure(a: Draft, b: Draft) -> bool:
    """Tell whether two observations of one subject, number, unit and status can be the same figure."""
    if (
        a.predicate != b.predicate
        and not is_broader(a.predicate, b.predicate)
        and not is_broader(b.predicate, a.predicate)
    ):
        return False
    bases = {value.base for value in (a.object, b.object) if isinstance(value, Value) and value.base}
    if len(bases) > 1:
        return False
    strict = RANK_METRIC in (a.predicate, b.predicate, *get_broader(a.predicate))
    return _share_scope(a, b) and all(_agree(a, b, role, strict=strict) for role in NARROWING)


def _share_scope(a: Draft, b: Draft) -> bool:
    """Tell whether two figures can be of one part: one names none, or one name is in the other (云, 云业务)."""
    first, second = _get_contents(a.roles, SCOPE), _get_contents(b.roles, SCOPE)
    return not (first and second) or any(x in y or y in x for x in first for y in second)


def _agree(a: Draft, b: Draft, role: str, *, strict: bool) -> bool:
    """Tell whether a role keeps two figures together; ranks say so little that a missing role parts them (`strict`)."""
    first, second = _get_contents(a.roles, role), _get_contents(b.roles, role)
    if first == second or (not strict and not (first and second)):
        return True
    return role in DATES and len(first) == len(second) == 1 and are_compatible_dates(*first, *second)


def narrows(role: str) -> bool:
    """Tell whether a role makes a figure another figure."""
    return role in NARROWING or role == SCOPE


def _get_contents(roles: Roles, role: str) -> set[str]:
    return {get_content(filler) for name, filler in roles if name == role}


def _count_agreements(a: Draft, b: Draft) -> int:
    shared = {(role, get_content(filler)) for role, filler in a.roles} & {(r, get_content(f)) for r, f in b.roles}
    return len(shared) + (a.predicate == b.predicate)


def _merge_two(a: Draft, b: Draft) -> Draft:
    """Return the figure with the narrower metric, the more precise dates and the roles of both."""
    predicate = b.predicate if is_broader(a.predicate, b.predicate) else a.predicate
    objects = [draft.object for draft in (a, b) if isinstance(draft.object, Value)]
    value = max(objects, key=lambda v: (bool(v.base), bool(v.direction), v.comparator != "exactly"))
    roles = _keep_short_scope(predicate, keep_precise_dates(merge_roles(a.roles, b.roles)))
    return Draft(a.kind, predicate, a.subject, value, roles, a.status, a.sources + b.sources)


def _keep_short_scope(metric: str, roles: Roles) -> Roles:
    """Return roles with the shorter of two scopes that begin alike (问题, 问题涉及垃圾)."""
    if metric != COUNT_METRIC:
        return roles
    scopes = {get_content(filler) for role, filler in roles if role == SCOPE}
    long = {scope for scope in scopes for other in scopes if scope != other and scope.startswith(other)}
    return tuple(item for item in roles if item[0] != SCOPE or get_content(item[1]) not in long)


def keep_precise_dates(roles: Roles) -> Roles:
    """Return roles without the dates that another of the same role only makes more precise."""
    dates = {(role, get_content(filler)) for role, filler in roles if role in DATES}
    vague = {(r, a) for r, a in dates for other, b in dates if r == other and a != b and b.startswith(a)}
    return tuple((role, filler) for role, filler in roles if (role, get_content(filler)) not in vague)
