"""Drafts of all documents into facts: ends put in order and checked, tellings joined, ids from content, confidence."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import blake2b

from kg.linking.confidence import combine_scores
from kg.linking.drafts import Draft, Filler, get_content, merge_roles, sort_sources
from kg.linking.events import get_day, get_participants, is_circular, is_identified, join_across_documents, merge_events
from kg.linking.objects import LinkedDocument, LocalFact
from kg.linking.observations import keep_precise_dates, merge_observations, narrows
from kg.linking.proofs import join_proofs
from kg.linking.schema import accepts_role, fits, get_ends, get_role_range, is_employment, takes_thing, takes_value
from kg.model import Fact, Proof, Value

SPEAKERS = ("Person", "Organization", "Brand")
DIGEST_BYTES = 8  # 16 characters; two of a million facts share one once in 37 million graphs


def make_drafts(doc: LinkedDocument, entities: Mapping[str, str], types: Mapping[str, str]) -> list[Draft]:
    """Return what one document states of entities, each thing once; `entities` by node, `types` by entity."""
    drafts = [draft for fact in doc.facts if (draft := _make_draft(fact, entities, types))]
    relations = [draft for draft in drafts if draft.kind == "relation"]
    return [
        *relations,
        *merge_observations(draft for draft in drafts if draft.kind == "observation"),
        *merge_events((draft for draft in drafts if draft.kind == "event"), _find_allies(relations)),
    ]


def _find_allies(relations: Iterable[Draft]) -> dict[str, set[str]]:
    """Return people with the bodies they work for, and bodies with their people."""
    allies: dict[str, set[str]] = {}
    for draft in relations:
        if draft.subject and isinstance(draft.object, str) and is_employment(draft.predicate):
            allies.setdefault(draft.subject, set()).add(draft.object)
            allies.setdefault(draft.object, set()).add(draft.subject)
    return allies


def _make_draft(fact: LocalFact, entities: Mapping[str, str], types: Mapping[str, str]) -> Draft | None:
    """Return a fact with entities for nodes, or None where the vocabulary does not allow it."""
    subject = None if fact.subject is None else entities[fact.subject]
    object = entities[fact.object] if isinstance(fact.object, str) else fact.object
    if fact.kind == "relation":
        if subject is None or object is None or not _is_allowed(fact.predicate, subject, object, types):
            return None
        if get_ends(fact.predicate)[2] and isinstance(object, str) and object < subject:
            subject, object = object, subject
    if fact.kind == "observation" and (subject is None or not _is_figure(object)):
        return None
    roles = merge_roles(tuple(_resolve_roles(fact, entities, types)))
    draft = Draft(
        fact.kind,
        fact.predicate,
        subject,
        object,
        roles,
        fact.status,
        ((_resolve_proof(fact, entities, types), fact.words),),
    )
    return None if fact.kind == "event" and (not get_participants(draft) or is_circular(draft)) else draft


def _is_figure(object: Filler | None) -> bool:
    """Tell whether something is a number with what it counts; a number alone says nothing."""
    return isinstance(object, Value) and object.number is not None and bool(object.unit)


def _is_allowed(predicate: str, subject: str, object: Filler, types: Mapping[str, str]) -> bool:
    domain, range, _ = get_ends(predicate)
    if not fits(types[subject], domain):
        return False
    if isinstance(object, Value):
        return takes_value(predicate) and bool(object.iso or object.number is not None)
    return subject != object and not takes_value(predicate) and fits(types[object], range)


def _resolve_roles(
    fact: LocalFact, entities: Mapping[str, str], types: Mapping[str, str]
) -> Iterator[tuple[str, Filler]]:
    """Yield the roles that the vocabulary knows for this kind of fact, with fillers it allows."""
    for role, filler in fact.roles:
        if not accepts_role(role, fact.kind):
            continue
        if isinstance(filler, Value):
            if not takes_thing(role):
                yield role, filler
        elif fits(types[entities[filler]], get_role_range(role)):
            yield role, entities[filler]


def _resolve_proof(fact: LocalFact, entities: Mapping[str, str], types: Mapping[str, str]) -> Proof:
    proof = fact.proof
    if proof.speaker is None:
        return proof
    speaker: str | None = entities[proof.speaker]
    if not fits(types[entities[proof.speaker]], SPEAKERS):
        speaker = None
    return Proof(proof.document, proof.start, proof.end, proof.quote, proof.rule, proof.score, speaker, proof.spans)


def make_facts(drafts: Iterable[Draft], copies: Mapping[str, str]) -> dict[str, Fact]:
    """Return the facts that all documents' drafts state, by id and sorted; `copies` gives each document its source."""
    partitions: dict[str, list[Draft]] = {}
    for draft in drafts:
        partitions.setdefault(get_partition(draft), []).append(draft)
    facts = {fact.id: fact for members in partitions.values() for fact in join_partition(members, copies)}
    return {fact_id: facts[fact_id] for fact_id in sorted(facts)}


def get_partition(draft: Draft) -> str:
    """Return a key that all drafts share which may become one fact, so that workers can share out the joining."""
    if draft.kind == "event" and (day := get_day(draft)):
        return f"{draft.predicate} {draft.status} {day}"
    if _is_dated(draft):
        return f"{draft.predicate} {draft.status} {draft.subject}"
    return make_fact_id(draft)


def _is_dated(draft: Draft) -> bool:
    """Tell whether a relation ends in a date (foundedOn), which others may tell more precisely."""
    return draft.kind == "relation" and isinstance(draft.object, Value) and draft.object.kind == "date"


def join_partition(drafts: Sequence[Draft], copies: Mapping[str, str]) -> Iterator[Fact]:
    """Yield the facts of one partition; the order of drafts makes no difference to any of them."""
    if drafts[0].kind == "event":
        drafts = join_across_documents(drafts)
    elif _is_dated(drafts[0]):
        drafts = join_dates(drafts)
    groups: dict[str, list[Draft]] = {}
    for draft in drafts:
        groups.setdefault(make_fact_id(draft), []).append(draft)
    for fact_id, members in groups.items():
        yield _make_fact(fact_id, members, copies)


def join_dates(drafts: Sequence[Draft]) -> list[Draft]:
    """Return one subject's dates with a vague one (2010) taken for the only more precise one (2010-04-06)."""
    precise = {get_content(draft.object): draft.object for draft in sorted(drafts, key=_rank_draft, reverse=True)}
    longest = [date for date in precise if not any(other != date and other.startswith(date) for other in precise)]
    joined = []
    for draft in drafts:
        fuller = [date for date in longest if date.startswith(get_content(draft.object))]
        joined.append(replace(draft, object=precise[fuller[0]]) if len(fuller) == 1 else draft)
    return joined


def make_fact_id(draft: Draft) -> str:
    """Return the id of what a draft states: its predicate and a digest of its content, never of where it was read."""
    if draft.kind == "event":
        roles = [(role, get_content(filler)) for role, filler in draft.roles]
    elif draft.kind == "observation":
        roles = [(role, get_content(filler)) for role, filler in draft.roles if narrows(role)]
    else:
        roles = []
    parts = [draft.kind, draft.predicate, draft.subject or "", get_content(draft.object), draft.status]
    content = "\x1f".join([*parts, *(f"{role}\x1e{content}" for role, content in sorted(roles))])
    return f"{draft.predicate}-{blake2b(content.encode(), digest_size=DIGEST_BYTES).hexdigest()}"


def _make_fact(fact_id: str, drafts: Sequence[Draft], copies: Mapping[str, str]) -> Fact:
    """Return one fact of drafts with one content; the best proof decides how its value was said."""
    head = drafts[0] if len(drafts) == 1 else min(drafts, key=_rank_draft)
    roles = head.roles if len(drafts) == 1 else keep_precise_dates(merge_roles(*(draft.roles for draft in drafts)))
    sources = sort_sources(source for draft in drafts for source in draft.sources)
    return Fact(
        id=fact_id,
        kind=head.kind,
        predicate=head.predicate,
        subject=head.subject,
        object=head.object,
        qualifiers=roles,
        status=head.status,
        confidence=combine_scores(sources, copies, alone=head.kind == "event" and not is_identified(head)),
        proofs=join_proofs(proof for proof, _ in sources),
    )


def _rank_draft(draft: Draft) -> tuple[float, str, int, str]:
    proof = min((proof for proof, _ in draft.sources), key=lambda proof: (-proof.score, proof.document, proof.start))
    return -proof.score, proof.document, proof.start, repr(draft.object)
