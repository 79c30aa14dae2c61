"""Why names were joined, or not: what `kg explain --merge NAME` prints."""

from collections.abc import Iterable, Iterator, Mapping

from kg.linking.book import NameBook
from kg.linking.identity import COMPANIONS, Identities, find_identities, match_nodes
from kg.linking.merge import resolve_documents, sort_documents
from kg.linking.names import make_key, split_id
from kg.linking.objects import LinkedDocument, LocalName, MergeReason, Tie

LISTED = "a name of the gazetteer row"
LISTED_WHOLE = "a name of the gazetteer row with another word around it"
SAME_NAME = "the same name and kind of thing"
NAMESAKE = "another person of the name: no article joins their employers"
SHARED = "several entities bear the name"


def explain_merge(linked: Iterable[LinkedDocument], name: str, book: NameBook) -> tuple[MergeReason, ...]:
    """Return why names became the entities that `name` (a name or an id) stands for, and why others did not.

    One reason for each surface form and cause, with the first document that shows it; joins before refusals.
    """
    docs = sort_documents(linked)
    identities = find_identities(docs, book)
    resolved = resolve_documents(docs, identities, book)
    nodes = {node for _, entities in resolved for node in entities}
    entity_ids = {entity for _, entities in resolved for entity in entities.values()}
    renamed = [verdict.a for verdict in book.decisions.verdicts if verdict.verdict == "rename" and verdict.b == name]
    wanted = {node for each in (name, *renamed) for node in match_nodes(each, nodes | entity_ids, book)}
    meant = {
        entity for _, entities in resolved for node, entity in entities.items() if node in wanted or entity in wanted
    }
    found: dict[tuple[bool, str, str, str], MergeReason] = {}
    for doc, entities in resolved:
        for reason in (
            *_find_joins(doc, entities, meant, identities, book),
            *_find_refusals(doc, entities, meant, wanted, book),
        ):
            found.setdefault((not reason.joined, reason.entity, reason.surface, reason.reason), reason)
    for reason in _find_corpus_refusals(identities, wanted | meant, book):
        found.setdefault((not reason.joined, reason.entity, reason.surface, reason.reason), reason)
    return tuple(found[place] for place in sorted(found))


def _find_joins(
    doc: LinkedDocument, entities: Mapping[str, str], meant: set[str], identities: Identities, book: NameBook
) -> Iterator[MergeReason]:
    ties = {tie.node: tie for tie in doc.ties}
    for name in doc.names:
        entity = entities[name.node]
        if entity in meant:
            for surface, _ in name.surfaces:
                reason = _explain_join(name, surface, entity, ties.get(name.node), identities, book)
                yield MergeReason(entity, surface, True, reason, doc.document.id)


def _explain_join(
    name: LocalName, surface: str, entity: str, tie: Tie | None, identities: Identities, book: NameBook
) -> str:
    if name.node == entity:
        row = book.rows.get(entity)
        if row is None:
            return SAME_NAME
        listed = {make_key(listed) for listed in (*row.names, row.en)}
        return LISTED if make_key(surface) in listed else LISTED_WHOLE
    if tie is not None and identities.roots.get(tie.target, tie.target) == entity:
        return f"{tie.reason}: {tie.quote or _show(tie.target, book)}"
    parts, root = split_id(entity), identities.roots.get(name.node, name.node)
    if root != entity and parts and parts[0] == "Person":
        return NAMESAKE
    return identities.reasons.get(name.node, COMPANIONS)


def _show(node: str, book: NameBook) -> str:
    parts = split_id(node)
    return parts[1] if parts else book.rows[node].zh


def _find_refusals(
    doc: LinkedDocument, entities: Mapping[str, str], meant: set[str], wanted: set[str], book: NameBook
) -> Iterator[MergeReason]:
    for refusal in doc.refusals:
        owners = {entities[target] for target in refusal.targets}
        if refusal.node in wanted or owners & meant:
            listed = "、".join(_show(target, book) for target in refusal.targets)
            surface = _show(refusal.node, book)
            yield MergeReason(entities[refusal.node], surface, False, f"{refusal.reason}: {listed}", doc.document.id)


def _find_corpus_refusals(identities: Identities, wanted: set[str], book: NameBook) -> Iterator[MergeReason]:
    for node, owners in identities.shared.items():
        if node in wanted or wanted & set(owners):
            listed = "、".join(_show(owner, book) for owner in owners)
            yield MergeReason(identities.roots[node], _show(node, book), False, f"{SHARED}: {listed}")
    for (a, b), place in identities.refused.items():
        if a in wanted:
            yield MergeReason(a, _show(b, book), False, f"a verdict keeps it apart ({place})")
