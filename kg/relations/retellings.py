"""Two events of a sentence in, whether one of them says all that the other does, or more of the same happening."""

from collections.abc import Sequence

from kg.model import Evidence, Mention

RELEASE_REACH = 60  # characters from a pledge to its release
TELLS_LESS = {"Investment"}
TELLS_MORE = {"ShareBuyback", "ShareReduction", "ShareIncrease", "SharePledge", "Acquisition", "Financing"}
FIGURES = {"Quantity", "Date", "Duration"}


def drop_weaker(evidence: Sequence[Evidence]) -> list[Evidence]:
    """Leave out events that only say less of a happening that another event of the sentence tells."""
    events = [e for e in evidence if e.kind == "event"]
    return [e for e in evidence if e.kind != "event" or not any(_tells_more(other, e) for other in events)]


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
