"""The entities of a corpus: one type, one preferred label, every other name that was read or listed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from itertools import chain
from operator import attrgetter

from kg.chinese import has_chinese
from kg.linking.book import NameBook
from kg.linking.identity import match_nodes
from kg.linking.names import split_id
from kg.linking.objects import LinkedDocument, LocalName
from kg.linking.schema import get_ends, needs_company
from kg.model import Entity

Resolved = Sequence[tuple[LinkedDocument, Mapping[str, str]]]  # documents with the entity of each of their nodes
Groups = Mapping[str, Sequence[LocalName]]  # the names of all documents by entity

_SURFACES, _STANDING = attrgetter("surfaces"), attrgetter("standing")


def find_types(resolved: Resolved, groups: Groups, book: NameBook) -> dict[str, str]:
    """Return the type of each entity: its row's, or the one it was mostly read as.

    Between a company and another body the facts decide: who is acquired or listed is a company.
    """
    rows = book.rows
    types = {
        entity: rows[entity].type if entity in rows else _choose_type(entity, names) for entity, names in groups.items()
    }
    for doc, entities in resolved:
        for fact in doc.facts:
            if fact.kind == "relation":
                domain, range, _ = get_ends(fact.predicate)
                for node, classes in ((fact.subject, domain), (fact.object, range)):
                    if (
                        isinstance(node, str)
                        and split_id(entities[node])
                        and needs_company(types[entities[node]], classes)
                    ):
                        types[entities[node]] = "Company"
    return types


def group_names(resolved: Resolved) -> Groups:
    """Return the names of all documents by entity."""
    groups: defaultdict[str, list[LocalName]] = defaultdict(list)
    for doc, entities in resolved:
        for name in doc.names:
            groups[entities[name.node]].append(name)
    return groups


def _count(groups: Iterable[tuple[tuple[str, int], ...]]) -> dict[str, int]:
    """Return the sum of counts."""
    counts: dict[str, int] = {}
    for group in groups:
        for item, count in group:
            counts[item] = counts.get(item, 0) + count
    return counts


def _choose_type(entity: str, names: Sequence[LocalName]) -> str:
    """Return the most frequent type, the narrower of two (Company before Organization, City before Place)."""
    if len(names) == 1 and len(names[0].types) == 1:  # as most are
        return names[0].types[0][0]
    family, counts = entity.partition("-")[0], _count(name.types for name in names)
    return min(counts, key=lambda type: (-counts[type], type == family, type))


def make_entities(groups: Groups, types: Mapping[str, str], used: Set[str], book: NameBook) -> dict[str, Entity]:
    """Return the entities that facts use or that stand by themselves, by id and sorted."""
    standing = {*used, *[entity for entity, names in groups.items() if any(map(_STANDING, names))]}
    labels = _find_renames(groups.keys(), book)
    return {
        entity: _make_entity(entity, types[entity], groups[entity], labels.get(entity, ""), book)
        for entity in sorted(standing)
    }


def _find_renames(entities: Iterable[str], book: NameBook) -> dict[str, str]:
    nodes = set(entities)
    return {
        node: verdict.b
        for verdict in book.decisions.verdicts
        if verdict.verdict == "rename"
        for node in match_nodes(verdict.a, nodes, book)
    }


def _make_entity(entity: str, type: str, read: Sequence[LocalName], label: str, book: NameBook) -> Entity:
    row = book.rows.get(entity)
    if row is None and len(read) == 1 and len(read[0].surfaces) == 1 and not label:  # as most are
        name = read[0].surfaces[0][0]
        return Entity(entity, type, name, "" if has_chinese(name) else name)
    if row is not None:
        names = {*row.names, row.en, *dict(chain.from_iterable(map(_SURFACES, read)))}
        zh, en = row.zh, row.en
        identifiers = [("ticker", ticker) for ticker in row.ticker] + [("wikidata", row.wikidata)] * bool(row.wikidata)
    else:
        surfaces = _count(map(_SURFACES, read))
        names = set(surfaces)
        zh = _choose_label(surfaces)
        latin = {name: count for name, count in surfaces.items() if not has_chinese(name)}
        en = _choose_label(latin) if latin else ""
        identifiers = []
    if label:
        names.add(zh)
        zh = label
    return Entity(entity, type, zh, en, tuple(sorted(names - {zh, en, ""})), tuple(sorted(identifiers)))


def _choose_label(surfaces: Mapping[str, int]) -> str:
    """Return the most frequent name, the longest of several, a Chinese one before a Latin one."""
    if len(surfaces) == 1:
        return next(iter(surfaces))
    return min(surfaces, key=lambda name: (not has_chinese(name), -surfaces[name], -len(name), name))
