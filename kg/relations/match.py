"""Patterns run over the passages of a sentence; evidence of relations and events comes out."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
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
from kg.relations.status import has_negation, is_question, judge_status, plans_on
from kg.relations.topics import find_topic, list_members
from kg.relations.yields import make_evidence

TITLE_DISCOUNT = 0.9  # headlines drop words that a pattern would check
FAILED = re.compile(
    r"[^。；]{0,6}?(?:未成功|未果|失败|告吹|流产|泡汤|搁浅|未能成行|未获通过|无果|被否决|难以预[期料测]|难料|成疑)"
)
PAST = re.compile(r"(?:曾(?:经)?|此前|之前|先前|历任)(?:先后|一度|还|也)?.?$")
PENDING = re.compile(
    r"[^，。；]{0,10}?的(?:重大资产重组|重组)?(?:事项|事宜|预案|草案|议案|意向|可能性|可能|申请|计划|打算|规划|设想|要约尚|交易尚)(?!已)"
)  # 收购甲股权的重大资产重组事项
WHEN_OF_IT = re.compile(r"[”》]?的(?:具体|上市|发布)?(?:时间|日期|进度|可能|传闻|细节|定价|消息)")  # 对推出手机的时间
PREPARED = re.compile(r"[^，。；]{0,16}?(?:做好?|作好?)?(?:准备|铺路|铺垫|打下基础|打基础|蓄力)")  # 为进入甲市场做准备
LASTING = {"produces", "supplierOf", "partnerOf", "operatesIn", "usesTechnology", "worksFor", "investsIn", "ownsBrand"}
STOPPED = re.compile(r"(?:停止|终止|不再|结束|停产|停售)(?:为|向|与|对|从|在)?　?.{0,4}$")  # what was is no more
OF_IT = re.compile(
    r"[”》]?(?:[(（].{1,14}[)）])?(?:旗下)?的(?![^，。；]{0,8}?(?:股|权益|控制权|收购|并购|兼并|合并|私有化|计划|交易|消息|传闻|传言|说法|报道|新闻|案|事宜|要约|意向|提议|协议|"
    r"谈判|工作|战略|方式|价格|资金|条件|过程|目的|步伐|重组|审批|整体|全部|一部分|了))"
)  # 收购甲的某业务: not 甲 itself
PLACED = {"operatesIn", "plansToEnter"}
BEYOND = re.compile(r"(?:本土|市场|地区|境|大陆)?(?:以外|之外)")  # 在美国之外: anywhere but there
RIVALS = {"competitorOf", "partnerOf", "supplierOf"}
DONE = re.compile(r"已|了|曾|目前|去年|此前|日前|同比|现有|截至|[是有为]　|位于|属于|拥有")
GOES_ON = re.compile(r"\s*(?:并且?|且|还|同时|以及|进而|从而)")
INHERITED_DISCOUNT = 0.85  # a subject carried over from an earlier clause


def find_matches(reading: Reading, patterns: PatternSet) -> Iterator[Evidence]:
    """Yield the evidence of every pattern in a sentence, in order of patterns and places."""
    if not reading.passages:
        return
    plain = reading.text[reading.sentence.start : reading.sentence.end]
    question = is_question(plain)
    for pattern in patterns.select(plain, reading.encoded.code):
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
    if begins_inside_list(reading, pattern, match, slots) or _takes_part_only(reading, pattern, slots):
        return
    if not _drop_holders(reading, pattern, slots):
        return
    status = _judge_match(reading, pattern, match, passage, sentence)
    if status is None:
        return
    score = pattern.score * (TITLE_DISCOUNT if reading.sentence.zone == "title" else 1.0)
    score *= INHERITED_DISCOUNT if pattern.topic is not None and passage.clause.inherited else 1.0
    held = pattern.property in list_states() and PAST.search(reading.encoded.code[max(0, anchor - 4) : anchor])
    if (held or status == "former") and pattern.property in list_states() and pattern.event and not pattern.status:
        pattern = replace(pattern, event="")  # 曾任, 不再担任: what somebody was is no appointment
    fixed = pattern.status if not (pattern.if_planned and status == "planned") else ""
    meant = fixed or ("former" if held else status)
    yield from make_evidence(reading, pattern, slots, status, round(score, 4), passage, meant=meant, trigger=trigger)


def _fill_slots(
    reading: Reading, pattern: Pattern, match: re.Match[str], passage: Passage, verb: int
) -> dict[str, list[Mention]] | None:
    """Return the mentions of each slot in the type that the slot asks for; None where nobody fit acts."""
    slots = {name: _items(reading.encoded, match, name) for name, _ in pattern.slots}
    filled = [mention for items in slots.values() for mention in items]
    for name, types in pattern.slots:
        slots[name] = [as_type(mention, types) for mention in slots[name] if fits(mention, types)]
    if pattern.topic is not None:
        name, types = pattern.topic
        actor = find_topic(reading, pattern, passage, verb, filled=filled)
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
        status = "denied"  # 与甲公司无任何合作关系
    end = reading.encoded.places[match.end() - 1] + 1
    if FAILED.match(reading.text, end):
        return "denied"  # 曾尝试分拆上市，并未成功
    if (
        status == "denied"
        and pattern.property in LASTING | list_states()
        and _has_stopped(reading, passage.clause, anchor)
    ):
        return "former"  # 停止为甲代工
    if status == "asserted" and _is_pending(reading, match, passage, end):
        return "planned"
    return status


def _has_stopped(reading: Reading, clause: Clause, anchor: int) -> bool:
    verb = reading.encoded.places[min(anchor, len(reading.encoded.places) - 1)]
    return bool(STOPPED.search(blank_mentions(reading, clause, verb)))


def _is_pending(reading: Reading, match: re.Match[str], passage: Passage, end: int) -> bool:
    """Tell whether a deed is not done yet: a plan of the clause before goes on, or the words behind say so."""
    if PENDING.match(reading.text, end) or (
        reading.text[reading.encoded.places[match.start()] - 1] == "为" and PREPARED.match(reading.text, end)
    ):
        return True
    clause = passage.clause
    own = blank_mentions(reading, clause, clause.end)
    if DONE.search(own) or not (clause.inherited or GOES_ON.match(own)):
        return False
    before = [p.clause for p in reading.passages if p.clause.end == clause.start]
    words = blank_mentions(reading, before[0], before[0].end) if before else ""
    return plans_on(words) and not DONE.search(words)


def _takes_part_only(reading: Reading, pattern: Pattern, slots: Mapping[str, list[Mention]]) -> bool:
    """Tell whether only something of the object is bought (收购甲的某业务)."""
    bought = slots.get("subject" if pattern.reverse else "object", [])[-1:]
    if pattern.property == "produces":
        return any(WHEN_OF_IT.match(reading.text, m.end) for m in bought)
    return pattern.property == "acquired" and any(OF_IT.match(reading.text, m.end) for m in bought)


def _drop_holders(reading: Reading, pattern: Pattern, slots: dict[str, list[Mention]]) -> bool:
    """Leave out objects that only hold the thing meant (对手是甲旗下的乙); tell whether one is left."""
    if pattern.property in PLACED and slots.get("object"):
        slots["object"] = [m for m in slots["object"] if not BEYOND.match(reading.text, m.end)]
        return bool(slots["object"])
    if pattern.property not in RIVALS or not slots.get("object"):
        return True
    slots["object"] = [m for m in slots["object"] if not reading.text.startswith(("旗下", "控股的"), m.end)]
    return bool(slots["object"])


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
