"""Patterns run over the passages of a sentence; evidence of relations and events comes out."""

import re
from collections.abc import Iterator
from functools import cache

from kg.model import Evidence, Mention, Status
from kg.ontology.vocabulary import load_vocabulary
from kg.relations.clauses import Clause
from kg.relations.conditions import meet_conditions
from kg.relations.discourse import Passage
from kg.relations.encoding import Encoded, as_type, fits
from kg.relations.patterns import Pattern, PatternSet, compile_source
from kg.relations.phrases import begins_inside_list, only_modifies, words_are_whole
from kg.relations.reading import Reading, blank_mentions, read_between
from kg.relations.status import has_negation, is_question, judge_status
from kg.relations.topics import find_topic, list_members
from kg.relations.yields import make_evidence

TITLE_DISCOUNT = 0.9  # headlines drop words that a pattern would check
FAILED = re.compile(r"[^。；]{0,6}?(?:未成功|未果|失败|告吹|流产|泡汤|搁浅|未能成行|未获通过|无果|被否决)")
PAST = re.compile(r"曾(?:经)?(?:先后|一度)?.?$")
INHERITED_DISCOUNT = 0.85  # a subject carried over from an earlier clause


def find_matches(reading: Reading, patterns: PatternSet) -> Iterator[Evidence]:
    """Yield the evidence of every pattern in a sentence, in order of patterns and places."""
    if not reading.passages:
        return
    plain = reading.text[reading.sentence.start : reading.sentence.end]
    question = is_question(plain)
    for pattern in patterns.select(plain):
        if question and not pattern.questions:
            continue
        place, seen = 0, set()
        while match := compile_source(pattern.source).search(reading.encoded.code, place):
            place = _next_place(pattern, match)
            found = tuple(_read_match(reading, pattern, match, plain))
            for evidence in found:
                key = (evidence.kind, evidence.subject, evidence.object, evidence.roles)
                if key not in seen:
                    seen.add(key)
                    yield evidence


def _next_place(pattern: Pattern, match: re.Match[str]) -> int:
    """Return where to search on: behind a list that begins the match, since its tail would match again."""
    first = pattern.slots[0][0] if pattern.slots else ""
    return match.end(first) if first and match.start(first) == match.start() else match.start() + 1


def _read_match(reading: Reading, pattern: Pattern, match: re.Match[str], sentence: str) -> Iterator[Evidence]:
    if not words_are_whole(reading, pattern, match):
        return
    anchor = match.start(pattern.triggers[0]) if pattern.triggers else match.start()
    trigger = reading.encoded.places[min(anchor, len(reading.encoded.places) - 1)]
    passage = reading.clause_at(trigger)
    slots = _fill_slots(reading, pattern, match, passage, trigger)
    if slots is None or not meet_conditions(pattern.conditions, slots):
        return
    own = [] if pattern.reverse or pattern.topic else [m for m in slots.get("subject", [])[-1:] if m.generic]
    if any(only_modifies(reading, mention, whole=pattern.whole) for mention in [*slots.get("object", [])[-1:], *own]):
        return
    if begins_inside_list(reading, pattern, match, slots):
        return
    status = _judge_match(reading, pattern, match, passage, sentence)
    if status is None:
        return
    score = pattern.score * (TITLE_DISCOUNT if reading.sentence.zone == "title" else 1.0)
    score *= INHERITED_DISCOUNT if pattern.topic is not None and passage.clause.inherited else 1.0
    held = pattern.property in list_states() and PAST.search(reading.encoded.code[max(0, anchor - 4) : anchor])
    meant = pattern.status or ("former" if held else status)
    yield from make_evidence(reading, pattern, slots, status, round(score, 4), passage, meant=meant, trigger=trigger)


def _fill_slots(
    reading: Reading, pattern: Pattern, match: re.Match[str], passage: Passage, verb: int
) -> dict[str, list[Mention]] | None:
    """Return the mentions of each slot in the type that the slot asks for; None where nobody fit acts."""
    slots = {name: _items(reading.encoded, match, name) for name, _ in pattern.slots}
    for name, types in pattern.slots:
        slots[name] = [as_type(mention, types) for mention in slots[name]]
    if pattern.topic is not None:
        name, types = pattern.topic
        actor = find_topic(reading, pattern, passage, verb)
        if actor is None or not fits(actor, types):
            return None
        slots[name] = [as_type(member, types) for member in list_members(reading, actor, verb) if fits(member, types)]
    return slots


def _judge_match(
    reading: Reading, pattern: Pattern, match: re.Match[str], passage: Passage, sentence: str
) -> Status | None:
    """Return the status that the words before the last and the first word of a match give it, None for no statement."""
    anchor = match.start(pattern.triggers[0]) if pattern.triggers else match.start()
    last = match.start(pattern.triggers[-1]) if pattern.triggers else anchor
    status = _judge(reading, reading.clause_at(reading.encoded.places[last]).clause, last, sentence)
    if status is None:
        return None
    at_first = _judge(reading, passage.clause, anchor, sentence) if pattern.triggers else status
    if last > anchor and (at_first == "denied" or has_negation(read_between(reading, anchor, last))):
        return "denied"  # 与甲公司无任何合作关系
    if FAILED.match(reading.text, reading.encoded.places[match.end() - 1] + 1):
        return "denied"  # 曾尝试分拆上市，并未成功
    return status


@cache
def list_states() -> frozenset[str]:
    """Return the properties that hold over time, so that 曾 makes them former: posts and employment."""
    held = {name for name, term in load_vocabulary().properties.items() if "holdsPositionAt" in term.parents}
    return frozenset({"holdsPositionAt", "worksFor", *held})


def _items(encoded: Encoded, match: re.Match[str], name: str) -> list[Mention]:
    start, end = match.span(name)
    return [item for item in encoded.items[max(start, 0) : max(end, 0)] if item is not None]


def _judge(reading: Reading, clause: Clause, anchor: int, sentence: str) -> Status | None:
    verb = reading.encoded.places[min(anchor, len(reading.encoded.places) - 1)]
    return judge_status(
        sentence=sentence,
        lead=reading.text[reading.sentence.start : clause.start],
        before=blank_mentions(reading, clause, verb),
    )
