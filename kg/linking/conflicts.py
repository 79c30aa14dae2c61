"""Facts of one graph that cannot all be true: both are kept, and told to whoever validates the graph.

Only asserted facts conflict; no sentence contradicts itself, and no list of an article another list of it. A figure
conflicts with another of the same subject, metric, unit, period and place whose number it cannot be rounded to; two
chief executives conflict when articles of one time name both as who holds the post for good, and none tells that the
one left or when the other came; a founding conflicts with the earliest fact before it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import combinations

from kg.expressions import compile_re
from kg.linking.drafts import are_compatible_dates, get_content
from kg.linking.figures import are_about_equal, can_be_equal
from kg.linking.observations import narrows
from kg.linking.schema import get_broader
from kg.linking.ties import RELATIVE
from kg.model import Entity, Fact, KnowledgeGraph, Value
from kg.ontology.lexicon import load_lexicon

KINDS = ("Product", "Technology", "Segment")  # types whose Chinese names without a figure may be common nouns
SINGLE_POSTS = ("chiefExecutiveOf", "chairmanOf")
SAME_TIME = timedelta(days=90)  # between articles that name two holders of a post as if both held it
POST_REACH = 14  # characters between a holder's name and a word that says he left or stands in
DEATH_REACH = 40  # and one that says he died
LEAST_SPELT = 3  # characters of a name of which one may be misspelt
FIGURE = "different values of one figure for one period"
POST = "two holders of one post at once"
FOUNDED = "different founding dates"
LISTED = "分别"  # in a sentence with a figure for each of several names
TOO_EARLY = "a date before the founding"


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two facts about an entity that cannot both be true, and why."""

    reason: str
    entity: str
    first: Fact
    second: Fact


def find_conflicts(graph: KnowledgeGraph) -> list[Conflict]:
    """Return the conflicts of a graph, in order of entity and facts."""
    facts = [fact for fact in graph.facts.values() if fact.status == "asserted"]
    found = [*_find_figures(facts, graph), *_find_posts(facts, graph), *_find_dates(facts)]
    apart = [conflict for conflict in found if not _come_from_one(conflict)]
    return sorted(apart, key=lambda conflict: (conflict.entity, conflict.reason, conflict.first.id, conflict.second.id))


def _come_from_one(conflict: Conflict) -> bool:
    """Tell whether one sentence says both, or two lists of one article, each of which counts in its own way."""
    first, second = conflict.first, conflict.second
    proofs = [*first.proofs, *second.proofs]
    lists = len({proof.document for proof in proofs}) == 1 and all(LISTED in proof.quote for proof in proofs)
    return lists or _share_sentence(first, second)


def _share_sentence(first: Fact, second: Fact) -> bool:
    places = {(proof.document, proof.start) for proof in first.proofs}
    return any((proof.document, proof.start) in places for proof in second.proofs)


def _find_figures(facts: Sequence[Fact], graph: KnowledgeGraph) -> Iterator[Conflict]:
    groups: dict[tuple[str, ...], list[Fact]] = {}
    for fact in facts:
        value = fact.object
        dated = any(role in ("period", "date") for role, _ in fact.qualifiers)
        if not isinstance(value, Value) or not fact.subject or not _is_particular(graph.entities[fact.subject]):
            continue
        if dated and is_single_valued(fact):
            narrow = [
                f"{role} {get_content(filler)}" for role, filler in fact.qualifiers if narrows(role) or _is_text(filler)
            ]
            groups.setdefault((fact.subject, fact.predicate, value.unit, value.base, *narrow), []).append(fact)
    for key, group in groups.items():
        for first, second in combinations(group, 2):
            if can_be_equal(first.object, second.object) or are_about_equal(first.object, second.object):
                continue
            if _is_preliminary(first) == _is_preliminary(second):
                yield Conflict(FIGURE, key[0], first, second)


def _is_preliminary(fact: Fact) -> bool:
    """Tell whether every sentence gives a figure as a first or a restated one, which may differ from the final one."""
    return all(_compile_preliminary().search(proof.quote) for proof in fact.proofs)


@cache
def _compile_preliminary() -> re.Pattern[str]:
    return compile_re("|".join(map(re.escape, load_lexicon().words("preliminary_figure"))))


def _is_particular(entity: Entity) -> bool:
    """Tell whether an entity is one thing: a company, a model (小米9), not a kind of thing (手机, 贷款)."""
    return entity.type not in KINDS or not entity.zh.isalpha() or entity.zh.isascii()


def is_single_valued(fact: Fact) -> bool:
    """Tell whether a fact is a figure of which a thing has one at a time."""
    many = load_lexicon().words("many_valued_metric")
    return fact.kind == "observation" and not {fact.predicate, *get_broader(fact.predicate)} & set(many)


def _is_text(filler: str | Value) -> bool:
    return isinstance(filler, Value) and filler.kind == "text"


def _find_posts(facts: Sequence[Fact], graph: KnowledgeGraph) -> Iterator[Conflict]:
    shared = load_lexicon().words("shared_post")
    groups: dict[tuple[str, str], list[Fact]] = {}
    for fact in facts:
        titles = [value.text for role, value in fact.qualifiers if role == "title" and isinstance(value, Value)]
        if fact.predicate not in SINGLE_POSTS or not isinstance(fact.object, str):
            continue
        relative = graph.entities[fact.object].zh[0] in RELATIVE  # 省政协 is another in every province
        passing = all(_tells_passing(proof.quote, graph.entities[fact.subject or ""]) for proof in fact.proofs)
        if not relative and not passing and not any(word in title for title in titles for word in shared):
            groups.setdefault((fact.object, fact.predicate), []).append(fact)
    left = {
        (fact.subject, fact.predicate, fact.object): fact for fact in graph.facts.values() if fact.status == "former"
    }
    for (body, _), group in groups.items():
        spans = {fact.id: _get_time(fact, graph) for fact in group}
        for first, second in combinations(group, 2):
            if first.subject == second.subject or not _are_near(spans[first.id], spans[second.id]):
                continue
            if _are_spellings(graph.entities[first.subject or ""].zh, graph.entities[second.subject or ""].zh):
                continue
            if not any(_came_after(a, b, left, graph) for a, b in ((first, second), (second, first))):
                yield Conflict(POST, body, first, second)


@cache
def _compile_passing(name: str) -> re.Pattern[str]:
    words = load_lexicon().words
    sides = ("before", "behind", "death")
    before, behind, death = ("|".join(map(re.escape, words(f"passing_post_{side}"))) for side in sides)
    near, far = f"[^，。；]{{0,{POST_REACH}}}?", f"[^。；]{{0,{DEATH_REACH}}}?"
    return re.compile(f"(?:{before}){near}{re.escape(name)}|{re.escape(name)}(?:{near}(?:{behind})|{far}(?:{death}))")


def _tells_passing(quote: str, person: Entity) -> bool:
    """Tell whether a sentence says that somebody held a post once or only stands in (原董事长甲, 乙代行董事长职责)."""
    return any(_compile_passing(name).search(quote) for name in (person.zh, *person.aliases) if name)


def _are_spellings(a: str, b: str) -> bool:
    """Tell whether two names are rather one that somebody misspelt: they differ in one character of several.

    >>> _are_spellings("魏柏昂", "魏柏昻"), _are_spellings("王立", "王力")
    (True, False)
    """
    return len(a) == len(b) >= LEAST_SPELT and sum(x != y for x, y in zip(a, b, strict=True)) == 1


def _came_after(
    fact: Fact, other: Fact, left: Mapping[tuple[str | None, str, str | Value | None], Fact], graph: KnowledgeGraph
) -> bool:
    """Tell whether a holder followed another: of whom nothing later tells but that he left, or when the one came."""
    last, gone = _get_time(other, graph), left.get((other.subject, other.predicate, other.object))
    if gone is not None:
        told = _get_time(gone, graph)
        if last is None or told is None or last[1] <= told[1]:
            return True
    came = [value.iso for role, value in fact.qualifiers if role in ("date", "since") and isinstance(value, Value)]
    return last is not None and any(last[1].isoformat()[: len(day)] <= day for day in came if day)


def _get_time(fact: Fact, graph: KnowledgeGraph) -> tuple[date, date] | None:
    """Return the first and the last day an article says so; None without any date."""
    days = [day for proof in fact.proofs if (day := graph.documents[proof.document].published)]
    return (min(days), max(days)) if days else None


def _are_near(a: tuple[date, date] | None, b: tuple[date, date] | None) -> bool:
    return a is None or b is None or (a[0] - b[1] <= SAME_TIME and b[0] - a[1] <= SAME_TIME)


def _find_dates(facts: Sequence[Fact]) -> Iterator[Conflict]:
    founded: dict[str, list[Fact]] = {}
    for fact in facts:
        if fact.predicate == "foundedOn" and fact.subject and isinstance(fact.object, Value):
            founded.setdefault(fact.subject, []).append(fact)
    for body, group in founded.items():
        for first, second in combinations(group, 2):
            if not are_compatible_dates(get_content(first.object), get_content(second.object)):
                yield Conflict(FOUNDED, body, first, second)
    earliest: dict[str, tuple[str, Fact]] = {}
    for fact in facts:
        for day in _list_dates(fact):
            for body in _list_bodies(fact) & founded.keys():
                if body not in earliest or day < earliest[body][0]:
                    earliest[body] = (day, fact)
    for body, (day, fact) in earliest.items():
        for founding in founded[body]:
            if _is_before(day, get_content(founding.object)):
                yield Conflict(TOO_EARLY, body, founding, fact)


def _list_bodies(fact: Fact) -> set[str]:
    fillers = (fact.subject, fact.object, *(filler for _, filler in fact.qualifiers))
    return {filler for filler in fillers if isinstance(filler, str)}


def _list_dates(fact: Fact) -> list[str]:
    """Return when a fact holds; the founding itself is not measured by itself."""
    if fact.predicate == "foundedOn":
        return []
    own = [fact.object.iso] if isinstance(fact.object, Value) and fact.object.kind == "date" else []
    roles = ("date", "period", "since")
    return own + [value.iso for role, value in fact.qualifiers if role in roles and isinstance(value, Value)]


def _is_before(day: str, founding: str) -> bool:
    """Tell whether an ISO date is before another at the precision both have: by year, else by month, else by day."""
    length = min(len(day), len(founding))
    digits = day[:length].replace("-", "").isdigit() and founding[:length].replace("-", "").isdigit()
    return day[:length] < founding[:length] if digits else bool(day[:4]) and day[:4] < founding[:4]
