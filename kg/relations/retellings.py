"""Two events of a sentence in, whether one of them says all that the other does, or more of the same happening."""

from collections.abc import Sequence

from kg.model import Evidence, Mention

RELEASE_REACH = 60  # characters from a pledge to its release
TELLS_LESS = {"Investment"}
TELLS_MORE = {"ShareBuyback", "ShareReduction", "ShareIncrease", "SharePledge", "Acquisition", "Financing"}
PLANS = {"Acquisition", "Investment", "Reorganization"}  # deals told of again while they are planned
FIGURES = {"Quantity", "Date", "Duration"}


def drop_weaker(evidence: Sequence[Evidence]) -> list[Evidence]:
    """Leave out events that only say less of a happening that another event of the sentence tells."""
    events = [e for e in evidence if e.kind == "event"]
    weaker = [e for e in events if any(_tells_more(other, e) or _goes_on(other, e) for other in events)]
    gone = {(e.rule, e.status) for e in weaker if any(_goes_on(other, e) for other in events)}
    return [e for e in evidence if e not in weaker and (e.kind == "event" or (e.rule, e.status) not in gone)]


def _goes_on(other: Evidence, event: Evidence) -> bool:
    """Tell whether an event only goes on about a deal told before: 拟收购甲，收购甲遭到阻碍 stays a plan.

    So does what follows from one that is closed: 甲与乙签约，双方将合作.
    """
    names, others = get_names(event), get_names(other)
    if event.predicate != other.predicate or not names or not names <= others:
        return False
    if event.predicate in PLANS and (other.status, event.status) == ("planned", "asserted"):
        return other.trigger < event.trigger
    closed = (other.status, event.status) == ("asserted", "planned")
    return event.predicate == "Partnership" and closed and other.trigger <= event.trigger


def _tells_more(other: Evidence, event: Evidence) -> bool:
    """Tell whether another event says more: 斥资…回购 is a buyback, 原质押给…的股份解除质押 a release."""
    if event.predicate in TELLS_LESS and other.predicate in TELLS_MORE:
        return bool(get_names(other) & get_names(event))
    return (
        event.predicate == other.predicate
        and event.status != "former"
        and other.status == "former"
        and 0 < other.trigger - event.trigger < RELEASE_REACH
    )


def tells_all(other: Evidence, event: Evidence, role: str) -> bool:
    """Tell whether another telling of an event in its sentence says all of it, and names who plays a role besides."""
    same = (other.predicate, other.status) == (event.predicate, event.status)
    return same and set(event.roles) < set(other.roles) and any(name == role for name, _ in other.roles)


def get_names(event: Evidence) -> set[str]:
    """Return the names of who and what takes part."""
    return {(f.antecedent or f).text for _, f in event.roles if isinstance(f, Mention) and f.type not in FIGURES}
