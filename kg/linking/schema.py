"""What the vocabulary says of ends and roles: which types fit, what is symmetric, which metric is broader."""

from functools import cache

from kg.linking.names import get_family
from kg.model import FactKind
from kg.ontology.vocabulary import is_a, list_roles, load_vocabulary

COUNT_METRIC = "count"  # what a measure word alone measures; the noun behind it is the fact's scope
PLACE_ROLE = "place"
RANK_METRIC = "rank"
UNNAMED_METRICS = (COUNT_METRIC, "figure")  # what a number measures when nothing says, from narrow to broad


@cache
def fits(type: str, classes: tuple[str, ...]) -> bool:
    """Tell whether an entity of a type may stand where one of the classes is asked for; no classes ask for nothing."""
    vocabulary = load_vocabulary()
    return not classes or any(is_a(vocabulary, type, wanted) for wanted in classes)


@cache
def get_ends(predicate: str) -> tuple[tuple[str, ...], tuple[str, ...], bool]:
    """Return domain, range and whether a property is symmetric; an unknown property asks for nothing."""
    found = load_vocabulary().properties.get(predicate)
    return (found.domain, found.range, found.symmetric) if found else ((), (), False)


@cache
def takes_value(predicate: str) -> bool:
    """Tell whether a relation ends in a value (foundedOn) and not in an entity."""
    found = load_vocabulary().properties.get(predicate)
    return found is not None and found.kind == "datatype"


def needs_company(type: str, classes: tuple[str, ...]) -> bool:
    """Tell whether an entity typed Organization must be a Company to stand there."""
    return get_family(type) == "Organization" and not fits(type, classes) and fits("Company", classes)


@cache
def is_participant(role: str) -> bool:
    """Tell whether whoever fills a role takes part in an event; where it happens is no part."""
    return role != PLACE_ROLE and (role == "participant" or role in load_vocabulary().roles)


@cache
def accepts_role(role: str, kind: FactKind) -> bool:
    """Tell whether facts of a kind may have a role."""
    return role == "participant" and kind == "event" or role in list_roles(load_vocabulary(), kind)


@cache
def takes_thing(role: str) -> bool:
    """Tell whether a role holds a named thing and never a value."""
    return role == "participant" or not is_worded(role)


@cache
def is_worded(role: str) -> bool:
    """Tell whether a role holds words, a date or a number and never a thing (title, scope)."""
    found = load_vocabulary().properties.get(role)
    return found is not None and found.kind == "datatype"


@cache
def get_broader(metric: str) -> tuple[str, ...]:
    """Return the metrics that are broader than one, nearest first."""
    metrics = load_vocabulary().metrics
    found: list[str] = []
    concept = metrics.get(metric)
    while concept is not None and concept.broader and concept.broader not in found:
        found.append(concept.broader)
        concept = metrics.get(concept.broader)
    return tuple(found)


def is_broader(metric: str, other: str) -> bool:
    """Tell whether one metric says less than another: a broader one, or one that only counts."""
    if metric in UNNAMED_METRICS:
        return other not in UNNAMED_METRICS[UNNAMED_METRICS.index(metric) :]
    return metric in get_broader(other)


@cache
def get_role_range(role: str) -> tuple[str, ...]:
    """Return the classes of things that may fill a role; a role unknown to the vocabulary asks for nothing."""
    found = load_vocabulary().properties.get(role)
    return found.range if found and found.kind == "object" else ()


@cache
def is_employment(predicate: str) -> bool:
    """Tell whether a property says for which body a person works."""
    found = load_vocabulary().properties.get(predicate)
    return found is not None and found.domain == ("Person",) and found.range == ("Organization",)
