"""Events and observations of a sentence in, events with their sums, shares and prices out."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from kg.errors import OntologyError
from kg.model import Evidence, Mention, Value
from kg.ontology.paths import find_ontology
from kg.ontology.vocabulary import check_class, check_metric, check_name, list_roles, load_vocabulary


@cache
def load_event_figures() -> Mapping[str, Mapping[str, str]]:
    """Return for each event class which metric fills which role, from ontology/lexicon/event_figures.toml.

    Raises:
        OntologyError: an unknown class, metric or role.
    """
    path = find_ontology() / "lexicon" / "event_figures.toml"
    tables: dict[str, dict[str, str]] = tomllib.loads(path.read_text(encoding="utf-8"))
    for event, metrics in tables.items():
        where = f"{path}: [{event}]"
        check_class(event, where=where)
        if not isinstance(metrics, dict):
            raise OntologyError(f"{where}: a table of metric = role is accepted")
        for metric, role in metrics.items():
            check_metric(metric, where=where)
            check_name(role, list_roles(load_vocabulary(), "event"), what="role", where=where)
    return tables


def attach_figures(events: Sequence[Evidence], observations: Sequence[Evidence]) -> list[Evidence]:
    """Return the events of one sentence with the figures that are about them, in order.

    A figure belongs to an event of a class that takes its metric and has its owner among the participants.
    """
    table = load_event_figures()
    attached: list[Evidence] = []
    for event in events:
        wanted = table.get(event.predicate, {})
        names = {_name(filler) for _, filler in event.roles if isinstance(filler, Mention)}
        taken = {role for role, _ in event.roles}
        found: list[tuple[str, Mention | Value]] = []
        for observation in observations:
            role = wanted.get(observation.predicate, "")
            if role and role not in taken and observation.subject is not None and _name(observation.subject) in names:
                assert isinstance(observation.object, Value)
                found.append((role, observation.object))
                taken.add(role)
        attached.append(replace(event, roles=(*event.roles, *found)) if found else event)
    return attached


def _name(mention: Mention) -> str:
    return (mention.antecedent or mention).text
