"""Patterns run over the passages of a sentence; evidence of relations and events comes out."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import product

from kg.model import Evidence, Mention, Sentence, Status, Token, Value
from kg.ontology.lexicon import load_lexicon
from kg.ontology.posts import load_posts
from kg.ontology.vocabulary import load_vocabulary
from kg.relations.clauses import ACTORS, NOMINAL_TAGS, Clause, follows_preposition
from kg.relations.conditions import meet_conditions
from kg.relations.discourse import Passage
from kg.relations.encoding import GROUPS, Encoded, encode, types_of
from kg.relations.patterns import Pattern, PatternSet, compile_source
from kg.relations.status import has_negation, is_question, judge_status

TITLE_DISCOUNT = 0.9  # headlines drop words that a pattern would check
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
VALUE_ROLES = {
    "Date": "",
    "Duration": "",
    "Rank": "",
    "Money": "amount",
    "Percent": "change",
    "Count": "quantity",
    "Post": "title",
}
LISTED = re.compile(r"(?:先生|女士)?(?:、|和|与|及|以及)")
FAILED = re.compile(r"[^。；]{0,6}?(?:未成功|未果|失败|告吹|流产|泡汤|搁浅|未能成行|未获通过|无果|被否决)")
PAST = re.compile(r"曾(?:经)?(?:先后|一度)?.?$")
ONCE = re.compile(r"(?<![目此之日以提当年月天])[前原]$")
POINT = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
LONGEST_WORD = 12  # characters
INNER_WORDS = {"为"}  # that other words end in: 认为, 成为
INHERITED_DISCOUNT = 0.85  # a subject carried over from an earlier clause


@dataclass(frozen=True, slots=True)
class Reading:
    """One sentence as patterns see it: its text encoded with pronouns among the mentions, clause by clause."""

    text: str
    sentence: Sentence
    passages: tuple[Passage, ...]
    mentions: tuple[Mention, ...]
    encoded: Encoded
    tokens: Mapping[int, Token]  # by start

    def clause_at(self, place: int) -> Passage:
        """Return the passage that holds a place of the document's text."""
        return next((p for p in self.passages if p.clause.start <= place < p.clause.end), self.passages[-1])


def make_reading(text: str, sentence: Sentence, passages: Sequence[Passage]) -> Reading:
    """Encode a sentence with the mentions of its passages."""
    mentions = tuple(m for p in passages for m in p.clause.mentions)
    tokens = {t.start: t for p in passages for t in p.clause.tokens}
    encoded = encode(text, sentence.start, sentence.end, mentions)
    return Reading(text, sentence, tuple(passages), mentions, encoded, tokens)


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
    if not _words_are_whole(reading, pattern, match):
        return
    slots = {name: _items(reading.encoded, match, name) for name, _ in pattern.slots}
    anchor = match.start(pattern.triggers[0]) if pattern.triggers else match.start()
    passage = reading.clause_at(reading.encoded.places[min(anchor, len(reading.encoded.places) - 1)])
    score = pattern.score * (TITLE_DISCOUNT if reading.sentence.zone == "title" else 1.0)
    if pattern.topic is not None:
        name, types = pattern.topic
        verb = reading.encoded.places[anchor]
        actor = _find_topic(reading, pattern, passage, verb)
        if actor is None or not _fits(actor, types):
            return
        slots[name] = [
            _as_type(member, types) for member in _list_members(reading, actor, verb) if _fits(member, types)
        ]
        score *= INHERITED_DISCOUNT if passage.clause.inherited else 1.0
    for name, types in pattern.slots:
        slots[name] = [_as_type(mention, types) for mention in slots[name]]
    if not meet_conditions(pattern.conditions, slots):
        return
    own = [] if pattern.reverse or pattern.topic else [m for m in slots.get("subject", [])[-1:] if m.generic]
    if any(_only_modifies(reading, mention, whole=pattern.whole) for mention in [*slots.get("object", [])[-1:], *own]):
        return
    if _begins_inside_list(reading, pattern, match, slots):
        return
    last = match.start(pattern.triggers[-1]) if pattern.triggers else anchor
    status = _judge(reading, reading.clause_at(reading.encoded.places[last]).clause, last, sentence)
    at_first = _judge(reading, passage.clause, anchor, sentence) if pattern.triggers else status
    if status is not None and last > anchor and (at_first == "denied" or has_negation(_between(reading, anchor, last))):
        status = "denied"  # 与甲公司无任何合作关系
    if status is not None and FAILED.match(reading.text, reading.encoded.places[match.end() - 1] + 1):
        status = "denied"  # 曾尝试分拆上市，并未成功
    if status is None:
        return
    held = pattern.property in list_states() and PAST.search(reading.encoded.code[max(0, anchor - 4) : anchor])
    meant = pattern.status or ("former" if held else status)
    trigger = reading.encoded.places[min(anchor, len(reading.encoded.places) - 1)]
    yield from _make_evidence(reading, pattern, slots, status, round(score, 4), passage, meant=meant, trigger=trigger)


@cache
def list_states() -> frozenset[str]:
    """Return the properties that hold over time, so that 曾 makes them former: posts and employment."""
    held = {name for name, term in load_vocabulary().properties.items() if "holdsPositionAt" in term.parents}
    return frozenset({"holdsPositionAt", "worksFor", *held})


def _begins_inside_list(
    reading: Reading, pattern: Pattern, match: re.Match[str], slots: Mapping[str, list[Mention]]
) -> bool:
    """Tell whether a pattern whose subject is one name begins at a later name of a list (OPPO in 华为、OPPO和vivo)."""
    subject = slots.get("subject", [])
    if len(subject) != 1 or (pattern.topic is not None and pattern.topic[0] == "subject"):
        return False
    return match.start("subject") == match.start() and reading.text[: subject[0].start].endswith("、")


def _find_topic(reading: Reading, pattern: Pattern, passage: Passage, verb: int) -> Mention | None:
    """Return who acts (@), whom the clause is about (@@: the last name before the verb), or who speaks (@@@)."""
    if pattern.topic_kind == "@":
        return _find_subject(reading, pattern, passage.clause, verb)
    if pattern.topic_kind == "@@@":
        return passage.voice
    assert pattern.topic is not None
    before = [m for m in passage.clause.mentions if m.type in ACTORS and m.end <= verb]
    if before:
        return before[-1]
    owner = passage.clause.owner
    if (
        owner is not None
        and _fits(owner, pattern.topic[1])
        and not passage.clause.start <= owner.start < passage.clause.end
    ):
        return owner
    earlier = [p.clause for p in reading.passages if p.clause.end <= passage.clause.start]
    named = [a for c in reversed(earlier) for a in (c.subject, c.owner) if a is not None and _fits(a, pattern.topic[1])]
    outside = [a for a in (passage.topic, passage.voice) if a is not None and _fits(a, pattern.topic[1])]
    return next(iter([*named, *outside]), None)


def _list_members(reading: Reading, mention: Mention, verb: int) -> list[Mention]:
    """Return a mention with those before the verb that it is listed with: 中国移动、联通和电信."""
    if mention not in reading.mentions:
        return [mention]
    index = reading.mentions.index(mention)
    first = last = index
    while first and LISTED.fullmatch(reading.text[reading.mentions[first - 1].end : reading.mentions[first].start]):
        first -= 1
    while last + 1 < len(reading.mentions) and LISTED.fullmatch(
        reading.text[reading.mentions[last].end : reading.mentions[last + 1].start]
    ):
        last += 1
    before = _find_token(reading, reading.mentions[first].start - 1)
    if before is not None and before.tag == "v" and before.end == reading.mentions[first].start:
        first = index  # 甲借壳乙、丙收购丁: 乙 is the object of another verb
    return [m for m in reading.mentions[first : last + 1] if m.end <= verb or m == mention]


def _find_subject(reading: Reading, pattern: Pattern, clause: Clause, verb: int) -> Mention | None:
    """Return who does what the verb says: the name right before it, else the clause's own subject.

    In 雷军宣布卢伟冰出任副总裁 the one who takes the post is 卢伟冰: no verb stands between the two.
    """
    assert pattern.topic is not None
    names = [m for m in clause.mentions if m.end <= verb and _fits(m, pattern.topic[1])]
    if names and not follows_preposition(reading.text, clause, names[-1]):
        between = [t for t in clause.tokens if names[-1].end <= t.start and t.end <= verb]
        if not any(
            t.tag in {"v", "n", "nz", "vn", "u"} and reading.text[t.start : t.end] not in _adverbial() for t in between
        ) and not _is_object(reading, clause, names[-1]):
            return None if _tells_of_others(reading, clause, names[-1].end, verb) else names[-1]
    start = clause.subject.end if clause.subject is not None and not clause.inherited else clause.start
    if (clause.inherited and names) or _tells_of_others(reading, clause, start, verb):
        return None
    if _is_passive(reading, clause, start, verb):
        return None
    return clause.subject


def _is_passive(reading: Reading, clause: Clause, start: int, verb: int) -> bool:
    """Tell whether the subject before `start` suffers what an unknown actor does (甲公司获某基金举牌)."""
    words = load_lexicon().words("passive")
    return any(start <= t.start < verb and reading.text[t.start : t.end] in words for t in clause.tokens)


def _tells_of_others(reading: Reading, clause: Clause, start: int, verb: int) -> bool:
    """Tell whether the subject before `start` only says what others do (甲认为国内销售的货车…) or asks it of them."""
    told = in_phrase = False
    named = {mention.start for mention in clause.mentions if mention.type in ACTORS}
    for token in clause.tokens:
        if not start <= token.start < verb:
            continue
        word = reading.text[token.start : token.end]
        if word in load_lexicon().words("urge"):
            return True
        if word in load_lexicon().words("say"):
            told = True
        elif token.tag == "p":
            in_phrase = True
        elif token.tag == "v":
            in_phrase = False
        elif told and not in_phrase and (token.tag in NOMINAL_TAGS or token.start in named):
            return True
    return False


def _is_object(reading: Reading, clause: Clause, mention: Mention) -> bool:
    """Tell whether a name is the object of a verb before it (接替朱江洪), other than one of saying or appointing."""
    verbs = [t for t in clause.tokens if t.end == mention.start and t.tag == "v"]
    lexicon = load_lexicon()
    passing = {
        *lexicon.words("say"),
        *lexicon.words("declare"),
        *lexicon.words("appoint"),
        "由",
        "让",
        "使",
        "令",
        "是",
    }
    return bool(verbs) and reading.text[verbs[0].start : verbs[0].end] not in passing


@cache
def _adverbial() -> frozenset[str]:
    lexicon = load_lexicon()
    return frozenset(
        {
            *lexicon.words("future"),
            *lexicon.words("subject_head"),
            *lexicon.words("declare"),
            "已",
            "正在",
            "开始",
            "继续",
        }
    )


def _words_are_whole(reading: Reading, pattern: Pattern, match: re.Match[str]) -> bool:
    """Tell whether words are words of their own: 获 but not the 获 of 获利, 控股 but not that of 控股股东."""
    for name in pattern.triggers:
        start, end = match.span(name)
        if end - start == 1 and name.startswith("t"):
            token = reading.tokens.get(reading.encoded.places[start])
            if match[name] not in "的与和在之" and (token is None or token.end - token.start != 1):
                return False
        if match[name] in INNER_WORDS and _is_inside(reading, reading.encoded.places[start]):
            return False
        if end - start > 1 and _runs_on(reading, reading.encoded.places[start], reading.encoded.places[end - 1]):
            return False
    return True


def _is_inside(reading: Reading, place: int) -> bool:
    """Tell whether a character stands inside a word, not at its beginning (为 in 认为)."""
    token = _find_token(reading, place)
    return token is not None and token.start < place


def _runs_on(reading: Reading, start: int, last: int) -> bool:
    """Tell whether a noun runs on behind a word that begins it (投资者), or another word across its end (坐上市值)."""
    token = _find_token(reading, last)
    if token is None or token.end <= last + 1 or any(m.start == last + 1 for m in reading.mentions):
        return False
    return token.start > start or token.tag == "n"


def _find_token(reading: Reading, place: int) -> Token | None:
    """Return the word that holds a place, if it is no longer than words are."""
    for start in range(place, place - LONGEST_WORD, -1):
        token = reading.tokens.get(start)
        if token is not None:
            return token if place < token.end else None
    return None


def _items(encoded: Encoded, match: re.Match[str], name: str) -> list[Mention]:
    start, end = match.span(name)
    return [item for item in encoded.items[max(start, 0) : max(end, 0)] if item is not None]


def _only_modifies(reading: Reading, mention: Mention, *, whole: bool) -> bool:
    """Tell whether a mention only modifies the next noun (手机 in 发布手机销量), so that it is no object itself.

    Common nouns always have to be whole; names only where the pattern asks for it.
    """
    if not (mention.generic or whole) or any(m.start == mention.end for m in reading.mentions):
        return False
    token = _find_token(reading, mention.end)
    if token is None:
        return False
    if token.start < mention.end:
        rest = reading.text[mention.end : token.end]  # the tagger's word runs on: 股票 in 股票交易
        return len(rest) > 1 and (rest.endswith("公司") or (mention.generic and not _is_tail(rest)))
    word = reading.text[token.start : token.end]
    if (
        whole
        and not mention.generic
        and (token.tag in {"m", "a", "u", "b", "f"} and word not in "等的" or word in {"部分", "旗下"})
    ):
        return True
    return token.tag in {"n", "vn", "nz", "an"} and not _is_tail(word)


def _is_tail(word: str) -> bool:
    return word in load_lexicon().words("object_tail")


def _fits(mention: Mention, types: tuple[str, ...]) -> bool:
    wanted = {name for asked in types for name in GROUPS.get(asked, (asked,))}
    return bool(types_of(mention) & wanted)


def _as_type(mention: Mention, types: tuple[str, ...]) -> Mention:
    """Return the mention with the type that the slot asks for, where its own is another of its senses."""
    wanted = [name for asked in types for name in GROUPS.get(asked, (asked,))]
    own = next(iter(types_of(replace(mention, also=()))))
    if own in wanted or mention.type in {"Quantity"}:
        return mention
    chosen = next((name for name in wanted if name in mention.also), None)
    if chosen is None:
        return mention
    also = tuple(sorted({mention.type, *mention.also} - {chosen}))
    return replace(
        mention,
        type=chosen,
        also=also,
        antecedent=None if mention.antecedent is None else replace(mention.antecedent, type=chosen),
    )


def _between(reading: Reading, first: int, last: int) -> str:
    return "".join(
        char
        for char, item in zip(reading.encoded.code[first:last], reading.encoded.items[first:last], strict=True)
        if item is None
    )


def _judge(reading: Reading, clause: Clause, anchor: int, sentence: str) -> Status | None:
    verb = reading.encoded.places[min(anchor, len(reading.encoded.places) - 1)]
    return judge_status(
        sentence=sentence,
        lead=reading.text[reading.sentence.start : clause.start],
        before=_unmentioned(reading, clause, verb),
    )


def _unmentioned(reading: Reading, clause: Clause, verb: int) -> str:
    """Return the clause up to the verb with its mentions blanked, so that no name is read as a word (未来汽车)."""
    text = list(reading.text[clause.start : verb])
    for mention in clause.mentions:
        for place in range(mention.start, min(mention.end, verb)):
            text[place - clause.start] = "　"
    return "".join(text)


def _make_evidence(
    reading: Reading,
    pattern: Pattern,
    slots: Mapping[str, list[Mention]],
    status: Status,
    score: float,
    passage: Passage,
    *,
    meant: str,
    trigger: int,
) -> Iterator[Evidence]:
    """Yield the relations (`meant` is their status) and the event (`status` is its own) of a match."""
    when = find_when(reading, passage.clause, day_first=pattern.when == "day")
    if pattern.property:
        pairs = _pair(slots["subject"], slots["object"], pairwise=pattern.pair)
        for (subject, object_), (predicate, held, titles) in product(
            pairs, _specialise(reading, pattern, slots, meant)
        ):
            ends = (object_, subject) if pattern.reverse else (subject, object_)
            target: Mention | Value = ends[1].value if ends[1].type == "Date" and ends[1].value else ends[1]
            if _name_of(ends[0]) == _name_of(ends[1]) and ends[0].type == ends[1].type:
                continue
            roles = (*titles, *when)
            yield Evidence(
                "relation",
                reading.sentence,
                predicate,
                ends[0],
                target,
                roles,
                held,
                pattern.id,
                score,
                passage.speaker,
            )
    releases = pattern.status == "former" and not pattern.property
    if pattern.event and not (releases and status == "denied"):  # 尚未解除质押 ends no pledge
        yield Evidence(
            "event", reading.sentence, pattern.event, None, None, _event_roles(pattern, slots, when),
            _status_of_event(pattern, status), pattern.id, score, passage.speaker, trigger,
        )  # fmt: skip


def _status_of_event(pattern: Pattern, status: Status) -> Status:
    """Return the status of an event: the pattern's own where it is about nothing else, unless it is only hearsay."""
    own = pattern.status and not pattern.property and status != "rumoured"
    return pattern.status if own else status  # type: ignore[return-value]


def _name_of(mention: Mention) -> str:
    return (mention.antecedent or mention).text


def _pair(subjects: list[Mention], objects: list[Mention], *, pairwise: bool) -> list[tuple[Mention, Mention]]:
    """Distribute lists: parallel ones of equal length pair up where the pattern says so, others multiply."""
    if pairwise and len(subjects) == len(objects):
        return list(zip(subjects, objects, strict=True))
    return [(subject, object_) for subject in subjects for object_ in objects]


def _specialise(
    reading: Reading, pattern: Pattern, slots: Mapping[str, list[Mention]], status: str
) -> list[tuple[str, Status, list[tuple[str, Mention]]]]:
    """Return (property, status, title) once, or for each post where holdsPositionAt becomes the post's property."""
    posts = slots.get("post", [])
    if pattern.if_planned and status == "planned":
        return [(pattern.if_planned, "asserted", [])]  # the aim is announced
    if pattern.property != "holdsPositionAt":
        return [(pattern.property, status, [("title", post) for post in posts[:1]])]  # type: ignore[list-item]
    known = load_posts()
    former = known.status_of(posts[0].text) if posts else "asserted"
    body = slots["object"][0].start
    once = bool(ONCE.search(reading.text, max(0, body - 3), body))  # 前金立集团总裁: the word stands before the body
    return [
        (
            known.property_of(post.text),
            "former" if once else status if former == "asserted" else former,
            [("title", post)],
        )  # type: ignore[misc]
        for post in posts
    ]


def find_when(reading: Reading, clause: Clause, *, day_first: bool = False) -> list[tuple[str, Mention]]:
    """Return when a clause's matter happened: its own point in time, else a day named before it, else any date.

    `day_first` prefers a day named anywhere before (a report is published on a day, though it is about a quarter). A
    quarter, half-year or interval is a `period`, anything else a `date`.
    """
    own = [m for m in clause.mentions if _is_dated(m)]
    earlier = [m for m in reading.mentions if _is_dated(m) and m.end <= clause.start][::-1]
    days = [m for m in (*own, *earlier) if m.value and DAY.fullmatch(m.value.iso)]
    points = [m for m in own if m.value and POINT.fullmatch(m.value.iso)]
    own_days = [m for m in points if m.value and DAY.fullmatch(m.value.iso)]
    ordered = [*(days if day_first else ()), *own_days, *points, *days, *own, *earlier]
    if not ordered or ordered[0].value is None:
        return []
    return [("date" if POINT.fullmatch(ordered[0].value.iso) else "period", ordered[0])]


def is_point(mention: Mention) -> bool:
    """Tell whether a mention is a day, month or year, no quarter or interval."""
    return _is_dated(mention) and mention.value is not None and bool(POINT.fullmatch(mention.value.iso))


def _is_dated(mention: Mention) -> bool:
    return mention.type == "Date" and mention.value is not None and bool(mention.value.iso)


def _event_roles(
    pattern: Pattern, slots: Mapping[str, list[Mention]], when: list[tuple[str, Mention]]
) -> tuple[tuple[str, Mention | Value], ...]:
    """Return the fillers of an event with the roles that the pattern gives them, else the one their type suggests."""
    given = dict(pattern.roles)
    roles: list[tuple[str, Mention | Value]] = []
    for name, mentions in slots.items():
        for mention in mentions:
            kind = next(iter(types_of(replace(mention, also=()))))
            role = given.get(name, VALUE_ROLES.get(kind, "participant"))
            if role:
                roles.append((role, mention))
    return (*roles, *(when if "date" not in given.values() else ()))
