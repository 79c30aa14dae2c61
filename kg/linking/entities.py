"""The entities of a corpus: one type, one preferred label, every other name that was read or listed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set

from kg.linking.book import NameBook
from kg.linking.identity import match_nodes
from kg.linking.names import has_chinese, split_id
from kg.linking.objects import LinkedDocument, LocalName
from kg.linking.schema import get_ends, needs_company
from kg.model import Entity

Resolved = Sequence[tuple[LinkedDocument, Mapping[str, str]]]  # documents with the entity of each of their nodes
Counts = tuple[tuple[str, int], ...]  # how often each of some names was read


def find_types(resolved: Resolved, book: NameBook) -> dict[str, str]:
    """Return the type of each entity: its row's, or the one it was mostly read as.

    Between a company and another body the facts decide: who is acquired or listed is a company.
    """
    types = {
        entity: _choose_type(entity, [name.types for name in names]) if split_id(entity) else book.rows[entity].type
        for entity, names in _group_names(resolved).items()
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


def _group_names(resolved: Resolved) -> dict[str, list[LocalName]]:
    """Return the names of all documents by entity."""
    groups: defaultdict[str, list[LocalName]] = defaultdict(list)
    for doc, entities in resolved:
        for name in doc.names:
            groups[entities[name.node]].append(name)
    return groups


def _count(groups: Sequence[Counts]) -> dict[str, int]:
    """Return the sum of counts."""
    counts = dict(groups[0])
    for group in groups[1:]:
        for item, count in group:
            counts[item] = counts.get(item, 0) + count
    return counts


def _choose_type(entity: str, groups: Sequence[Counts]) -> str:
    """Return the most frequent type, the narrower of two (Company before Organization, City before Place)."""
    if len(groups) == len(groups[0]) == 1:
        return groups[0][0][0]
    family, counts = entity.partition("-")[0], _count(groups)
    return min(counts, key=lambda type: (-counts[type], type == family, type))


def make_entities(resolved: Resolved, types: Mapping[str, str], used: Set[str], book: NameBook) -> dict[str, Entity]:
    """Return the entities that facts use or that stand by themselves, by id and sorted."""
    groups = _group_names(resolved)
    standing = {*used, *(entity for entity, names in groups.items() if any(name.standing for name in names))}
    labels = _find_renames(groups.keys(), book)
    surfaces = {entity: _count([name.surfaces for name in groups[entity]]) for entity in sorted(standing)}
    return {
        entity: _make_entity(entity, types[entity], counts, labels.get(entity, ""), book)
        for entity, counts in surfaces.items()
    }


def _find_renames(entities: Iterable[str], book: NameBook) -> dict[str, str]:
    nodes = set(entities)
    return {
        node: verdict.b
        for verdict in book.decisions.verdicts
        if verdict.verdict == "rename"
        for node in match_nodes(verdict.a, nodes, book)
    }


def _make_entity(entity: str, type: str, surfaces: Mapping[str, int], label: str, book: NameBook) -> Entity:
    row = book.rows.get(entity)
    if row is None and len(surfaces) == 1 and not label:  # as most are
        (name,) = surfaces
        return Entity(entity, type, name, "" if has_chinese(name) else name)
    names = set(surfaces)
    if row is not None:
        names |= {*row.names, row.en}
        zh, en = row.zh, row.en
        identifiers = [("ticker", ticker) for ticker in row.ticker] + [("wikidata", row.wikidata)] * bool(row.wikidata)
    else:
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
