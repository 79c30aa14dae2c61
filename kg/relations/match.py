"""Patterns run over the passages of a sentence; evidence of relations and events comes out."""

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.expressions import compile_re
from kg.mentions.lexical import compile_words
from kg.model import Evidence, Mention, Status
from kg.relations.clauses import Clause
from kg.relations.conditions import meet_conditions
from kg.relations.discourse import Passage
from kg.relations.encoding import Encoded, as_type, fits
from kg.relations.fitness import BOUGHT, drop_unfit, is_taken_out, list_states
from kg.relations.patterns import Pattern, PatternSet, compile_source
from kg.relations.phrases import begins_inside_list, only_modifies, words_are_whole
from kg.relations.reading import Reading, blank_mentions, read_between
from kg.relations.status import has_negation, is_question, judge_status, plans_on
from kg.relations.times import has_loose_date
from kg.relations.topics import find_topic, list_members
from kg.relations.yields import DEALS, make_evidence

MOVES = "StockMove"
TITLE_DISCOUNT = 0.9  # headlines drop words that a pattern would check
FAILED = compile_re(
    r"[^。；]{0,6}?(?:未成功|未果|失败|告吹|流产|泡汤|搁浅|未能成行|未获通过|无果|被否决|难以预[期料测]|难料|成疑)"
    r"|[^，。；]{0,12}?(?:方案|议案|预案|计划|交易|申请|提案|要约)?[^，。；]{0,8}?(?:被|遭|未获|未能)[^，。；]{0,8}?(?:否|终止|驳回|叫停|拒绝|中止|通过|批准)"
)
PAST = compile_re(r"(?:曾(?:经)?|此前|之前|先前|历任)(?:先后|一度|还|也)?.?$")
PENDING = compile_re(
    r"[^，。；]{0,10}?的(?:重大资产重组|重组)?(?:事项|事宜|方案|预案|草案|议案|意向|可能性|可能|申请|计划|打算|规划|设想|要约尚|交易尚)(?!已)"
    r"|[^，。；]{0,6}?(?:遭到?|受到?)了?[^，。；]{0,8}?(?:阻碍|阻挠|抵制)"
)  # 收购甲股权的重大资产重组事项
PREPARED = compile_re(r"[^，。；]{0,16}?(?:做好?|作好?)?(?:准备|铺路|铺垫|打下基础|打基础|蓄力)")  # 为进入甲市场做准备
LASTING = {"produces", "supplierOf", "partnerOf", "operatesIn", "usesTechnology", "worksFor", "investsIn", "ownsBrand"}
STOPPED = compile_re(
    r"(?:停止|终止|不再|结束|停产|停售)(?:(?:为|向|与|对|从|在)?　?.{0,4}|[^，]{0,10}达成的.{0,2})$"
)  # what was is no more
STILL = compile_re(r"(?:仍|仍然|依然|继续)将|将(?:仍|继续|依然)")  # 仍将担任: holds now
ENDS_LATER = compile_re(r"(?:将|拟|即将|会)(?:于　?.{0,8})?不再")  # 将不再担任: still holds
BELONGING = {"subsidiaryOf", "ownsBrand"}
DONE = compile_re(r"已|了|曾|目前|去年|此前|日前|同比|现有|截至|(?<!成)[是有为]　|位于|属于|拥有")
AFTER_THAT = compile_re(r"了[^，。；]{0,30}?后的")  # 购买剥离了甲股权后的乙: what is done before
LINKS = compile_re(r"\s*(?:向|以|通过|由|对|为|与|按)")  # 拟作价五亿元，向甲发行股份，购买乙: the plan goes on
GOES_ON = compile_re(r"\s*(?:使|令|让|并且?|且|还|同时|以及|进而|从而)")
EXCHANGE = compile_re(
    r"交易所|[上深港北联]交所|纳斯达克|主板|[创科三小]板|[AHB美港]股|IPO|首次公开|招股|挂牌|股票|股份|证监|市值|发行价|敲钟|借壳|上市公司"
)
GOODS = compile_re(
    r"新品|新车|新机|车型|机型|手机|首款|[这该两三多]款|产品|药品|新药|疫苗|量产|投产|交付|预售|图书|影片"
)
DATED = {"foundedOn", "listedOnDate"}  # of a firm itself, not of its fund or plant
INHERITED_DISCOUNT = 0.85  # a subject carried over from an earlier clause


def find_matches(reading: Reading, patterns: PatternSet) -> Iterator[Evidence]:
    """Yield the evidence of every pattern in a sentence, in order of patterns and places."""
    plain = reading.text[reading.sentence.start : reading.sentence.end]
    if not reading.passages or is_question(plain):
        return
    for pattern in patterns.select(reading.encoded.code):
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
    without = pattern.conditions.without
    if without and compile_words(without).search(reading.text, reading.sentence.start, passage.clause.end):
        return
    own = [] if pattern.reverse or pattern.topic else slots.get("subject", [])[-1:]
    own = [m for m in own if m.generic or pattern.property in DATED]
    objects = slots.get("object", [])[-1:]
    if any(only_modifies(reading, m, whole=pattern.whole) for m in objects) or any(
        only_modifies(reading, m, whole=True) for m in own
    ):
        return
    if pattern.event in DEALS or pattern.property in BOUGHT:
        gone = [m for name in ("object", "target", "investee") for m in slots.get(name, ()) if is_taken_out(reading, m)]
        if gone:
            return
    if begins_inside_list(reading, pattern, match, slots) or not drop_unfit(reading, pattern, match, slots):
        return
    if _lists_product(reading, pattern, passage, trigger):
        return
    status = _judge_match(reading, pattern, match, passage, sentence)
    if status is None or (pattern.event == MOVES and has_loose_date(reading, trigger)):
        return
    score = pattern.score * (TITLE_DISCOUNT if reading.sentence.zone == "title" else 1.0)
    score *= INHERITED_DISCOUNT if pattern.topic is not None and passage.clause.inherited else 1.0
    state = pattern.property in list_states()
    past = (state or pattern.property in BELONGING) and PAST.search(reading.encoded.code[max(0, anchor - 4) : anchor])
    if (past or status == "former") and state and pattern.event and not pattern.status:
        pattern = replace(pattern, event="")  # 曾任, 不再担任: what somebody was is no appointment
    fixed = pattern.status if not (pattern.if_planned and status == "planned") else ""
    meant = "former" if past else fixed or status
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
        slots[name] = [
            as_type(member, types)
            for member in list_members(reading, actor, verb, alone=pattern.property in BOUGHT)
            if fits(member, types)
        ]
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
    if pattern.property in list_states() and status != "asserted":
        before = reading.text[
            passage.clause.start : reading.encoded.places[min(anchor, len(reading.encoded.places) - 1)]
        ]
        if ENDS_LATER.search(before + str(match[pattern.triggers[0]] if pattern.triggers else "")):
            return None
        status = "asserted" if status == "planned" and STILL.search(before) else status
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


def _lists_product(reading: Reading, pattern: Pattern, passage: Passage, trigger: int) -> bool:
    """Tell whether it is a product that comes to market (推出首款新车，将于6月上市), no company that goes public."""
    if not (pattern.event == "StockListing" or pattern.property.startswith("listedOn")):
        return False
    clause = passage.clause
    if EXCHANGE.search(reading.text, clause.start, clause.end):
        return False
    start = reading.passages[0].clause.start if clause.inherited or clause.subject is None else clause.start
    named = any(m.type == "Product" and start <= m.start < trigger for m in reading.mentions)
    return named or bool(GOODS.search(reading.text, start, trigger))


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
    if DONE.search(AFTER_THAT.sub("", own)) or not (clause.inherited or GOES_ON.match(own)):
        return False
    for before in reversed([p.clause for p in reading.passages if p.clause.end <= clause.start]):
        words = blank_mentions(reading, before, before.end)
        if DONE.search(words) or not (plans_on(words) or LINKS.match(words)):
            return False
        if plans_on(words):
            return True
    return False


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
