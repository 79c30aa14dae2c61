"""Events and mentions of a sentence in, events with their sums, shares, prices and further names out.

Each event owns the stretch of the sentence around its word: from the clause behind the event of its class before it to
the next one. The nearest mention that a rule of ontology/lexicon/event_roles.toml accepts fills the role; figures in
the sentences that follow belong to the event where the rule says so and nobody else acts there.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from kg.expressions import compile_re
from kg.model import Evidence, Mention, Value
from kg.ontology.event_roles import RoleRule, load_event_roles
from kg.relations.clauses import ACTORS, Clause
from kg.relations.disclosure import Disclosure, is_history
from kg.relations.encoding import GROUPS, types_of
from kg.relations.reading import Reading
from kg.relations.retellings import FIGURES, drop_weaker, get_names, tells_all
from kg.relations.times import is_in_name, is_point

CARRY_SENTENCES = 2  # figures further on belong to something else
CARRIED = 0.85
COUNTED = {"quantity", "proportion"}
BORN = compile_re(r"(?:出?生|成立|创立|毕业|创办)")
REFERRING = compile_re(r"(?:本次|此次|该次|上述|前述|这次|本期|该)[^，。；]{0,4}$")
OWN = {"其", "他", "她", "我们"}  # somebody already named as who acts
GLUE = compile_re(r"[”』」》]?(?:、|和|与|及|以及|，以及|，)[“『「《]?|[（(][^（()）]{1,20}[）)](?:、|和|与|及|以及)")
RANGE = compile_re(r"(?:元|股|%)?(?:至|到|-|~|—|和|或|、)+(?:约|不超过)?")
STOP = compile_re(r"[，。；！？\n]")


@dataclass
class Memory:
    """What events of one sentence lend to the next: the last event of each class, and whom the article is about."""

    main: Mention | None = None
    disclosure: Disclosure = field(default_factory=Disclosure)
    last: dict[str, Evidence] = field(default_factory=dict)


def complete_events(reading: Reading, events: Sequence[Evidence], memory: Memory) -> list[Evidence]:
    """Return the evidence of a sentence with its events' roles filled, then what figures say of events told before."""
    rules = load_event_roles()
    memory.disclosure.read(reading)
    events = [_refer_back(reading, e, memory) for e in drop_weaker(events) if not _is_named_only(reading, e)]
    done = [
        _complete(reading, evidence, events, rules[evidence.predicate], memory)
        if evidence.kind == "event" and evidence.predicate in rules
        else evidence
        for evidence in events
    ]
    told = {evidence.predicate for evidence in done if evidence.kind == "event"}
    carried = [
        evidence
        for kind, last in sorted(memory.last.items())
        if kind not in told and (evidence := _continue(reading, last, rules[kind]))
    ]
    memory.last.update({e.predicate: e for e in done if e.kind == "event" and e.predicate in rules})
    return [*done, *carried]


def _is_named_only(reading: Reading, evidence: Evidence) -> bool:
    """Tell whether an event with one participant stands in a document's name (《2019年股份回购方案》)."""
    if evidence.kind != "event" or evidence.predicate not in load_event_roles() or len(get_names(evidence)) > 1:
        return False
    return is_in_name(reading, evidence.trigger)


def _refer_back(reading: Reading, evidence: Evidence, memory: Memory) -> Evidence:
    """Give an event that is only referred to (本次回购) the status with which it was told before."""
    last = memory.last.get(evidence.predicate)
    if evidence.kind != "event" or last is None or evidence.status not in {"asserted", "planned"}:
        return evidence
    referring = REFERRING.search(reading.text, max(reading.sentence.start, evidence.trigger - 8), evidence.trigger)
    if not referring or last.status not in {"asserted", "planned"} or not get_names(last) & get_names(evidence):
        return evidence
    return replace(evidence, status=last.status)


def _complete(
    reading: Reading, event: Evidence, events: Sequence[Evidence], rules: Sequence[RoleRule], memory: Memory
) -> Evidence:
    start, end = _find_stretch(reading, event, events)
    nearby = [m for m in reading.mentions if start <= m.start < end]
    clause = reading.clause_at(event.trigger).clause
    roles = [item for item in _date_near(reading, event, clause) if not _is_date_in_name(reading, item[1])]
    for rule in rules:
        held = {role for role, _ in roles}
        if rule.role in held and not rule.many and (rule.announcer or not rule.moves):
            continue
        if rule.needs and not _has_any(reading.text[reading.sentence.start : reading.sentence.end], rule.needs):
            continue
        if rule.announcer:
            if not any(tells_all(other, event, rule.role) for other in events):
                roles = _add_announcer(rule, reading, event, roles, memory)
            continue
        if rule.disclosed or rule.word:
            roles += [(rule.role, filler) for filler in _find_told(rule, reading, event, start, end, memory)]
            continue
        fitting = [m for m in nearby if _accepts(reading, rule, m) and (rule.moves or not _is_taken(m, roles))]
        if rule.near:
            fitting = [m for m in fitting if clause.start <= m.start < clause.end]
        fitting.sort(key=lambda m: _rank(m, clause, event.trigger))
        for mention in fitting if rule.many else fitting[:1]:
            roles = [(role, filler) for role, filler in roles if filler != mention]
            roles.append((rule.role, mention))
    roles = [(role, _count_up(filler) if role in COUNTED else filler) for role, filler in roles]
    return replace(event, roles=tuple(roles)) if roles != list(event.roles) else event


def _count_up(filler: Mention | Value) -> Mention | Value:
    """Return what is dealt in as a number above zero: two thousand people are dismissed, not less than none."""
    value = filler.value if isinstance(filler, Mention) else None
    if not isinstance(filler, Mention) or value is None or value.number is None or value.number >= 0:
        return filler
    return replace(filler, value=replace(value, number=-value.number, upper=value.upper and abs(value.upper)))


def _date_near(reading: Reading, event: Evidence, clause: Clause) -> list[tuple[str, Mention | Value]]:
    """Return an event's roles, dated by the point in time next before its word where its clause names several."""
    points = [m for m in clause.mentions if is_point(reading, m) and not BORN.match(reading.text, m.end)]
    dated = [f for role, f in event.roles if role == "date"]
    before = [m for m in points if m.end <= event.trigger]
    if (
        len(dated) != 1
        or not isinstance(dated[0], Mention)
        or not (points and clause.start <= dated[0].start < clause.end)
    ):
        return list(event.roles)
    chosen = before[-1] if before else points[0]
    if chosen.value and dated[0].value and chosen.value.iso in dated[0].value.iso:
        chosen = dated[0]
    return [(role, chosen if filler == dated[0] else filler) for role, filler in event.roles]


def _is_date_in_name(reading: Reading, filler: Mention | Value) -> bool:
    """Tell whether a date belongs to a document's or plan's name (《2019年股权激励计划》)."""
    return isinstance(filler, Mention) and filler.type == "Date" and is_in_name(reading, filler.start)


def _find_stretch(reading: Reading, event: Evidence, events: Sequence[Evidence]) -> tuple[int, int]:
    """Return the stretch of the sentence around an event's word that is its own."""
    others = [e for e in events if e.kind == "event" and e.predicate == event.predicate and _is_another(e, event)]
    edges = [_find_edge(reading, *sorted((other.trigger, event.trigger))) for other in others]
    start = max([reading.sentence.start, *(edge for edge in edges if edge <= event.trigger)])
    end = min([reading.sentence.end, *(edge for edge in edges if edge > event.trigger)])
    return start, end


def _is_another(a: Evidence, b: Evidence) -> bool:
    """Tell whether two events of a class are two happenings: of other people, or one the end of the other."""
    names = get_names(a), get_names(b)
    return a.trigger != b.trigger and (a.status != b.status or not (_are_within(*names) or _are_within(*names[::-1])))


def _are_within(names: set[str], others: set[str]) -> bool:
    """Tell whether every name is among the others, maybe shorter (小米, 小米集团)."""
    return all(any(a.startswith(b) or b.startswith(a) for b in others) for a in names)


def _find_edge(reading: Reading, left: int, right: int) -> int:
    """Return where the next event's stretch begins: at the first clause behind the one before it, else at its word."""
    starts = [p.clause.start for p in reading.passages if left < p.clause.start <= right]
    return starts[0] if starts else right


def _rank(mention: Mention, clause: Clause, trigger: int) -> tuple[int, int]:
    """Order fillers: of the event's own clause first (behind its word, then before it), then behind, then before."""
    inside = clause.start <= mention.start < clause.end
    behind = mention.start >= trigger
    return (0 if inside and behind else 1 if inside else 2 if behind else 3), abs(mention.start - trigger)


def _is_taken(mention: Mention, roles: Sequence[tuple[str, Mention | Value]]) -> bool:
    name = (mention.antecedent or mention).text
    if mention.type in FIGURES:
        return any(filler == mention for _, filler in roles)
    return any(isinstance(filler, Mention) and (filler.antecedent or filler).text == name for _, filler in roles)


def _accepts(reading: Reading, rule: RoleRule, mention: Mention) -> bool:
    wanted = {name for asked in rule.types for name in GROUPS.get(asked, (asked,))}
    if not types_of(mention) & wanted or mention.text in OWN:
        return False
    if rule.many and reading.text.startswith(("旗下", "系", "麾下"), mention.end):
        return False  # 跟投方包括甲旗下的乙: not 甲
    if rule.units and (mention.value is None or mention.value.unit not in rule.units):
        return False
    before, after = _look_around(reading, mention, rule.reach, rule.ahead)
    if mention.type in FIGURES and RANGE.fullmatch(before):
        return False  # the end of a range: its beginning stands for it
    if _has_any(before, rule.not_before) or _has_any(after, rule.not_after):
        return False
    if rule.before and not _has_any(before, rule.before):
        near = reading.text[max(reading.sentence.start, mention.start - rule.reach) : mention.start]
        if mention.type in FIGURES or not _has_any(near, rule.before):
            return False
    return not rule.after or _has_any(after, rule.after)


def _has_any(text: str, words: Sequence[str]) -> bool:
    return any(map(text.__contains__, words))


def _look_around(reading: Reading, mention: Mention, reach: int, ahead: int) -> tuple[str, str]:
    """Return the words before and behind a mention; a name's list of names counts as one (甲、乙和丙跟投)."""
    mentions, text = reading.mentions, reading.text
    first = last = next(i for i, m in enumerate(mentions) if m.start == mention.start)
    if mention.type not in FIGURES:
        while first and GLUE.fullmatch(text, mentions[first - 1].end, mentions[first].start):
            first -= 1
        while last + 1 < len(mentions) and GLUE.fullmatch(text, mentions[last].end, mentions[last + 1].start):
            last += 1
    start, end = mentions[first].start, mentions[last].end
    left = max([reading.sentence.start, start - reach, *(m.end for m in mentions[:first] if m.type in FIGURES)])
    right = min([reading.sentence.end, end + ahead, *(m.start for m in mentions[last + 1 : last + 2])])
    before, after = text[left:start], text[end:right]
    stops = list(STOP.finditer(before))
    before = before[stops[-1].end() :] if stops else before
    stop = STOP.search(after)
    return before, after[: stop.start()] if stop else after


def _add_announcer(
    rule: RoleRule, reading: Reading, event: Evidence, roles: list[tuple[str, Mention | Value]], memory: Memory
) -> list[tuple[str, Mention | Value]]:
    """Give a role to the company that speaks in the sentence, else to the title's, else to the one that spoke before.

    With `moves` also where the company already has another role: no company pledges its own shares.
    """
    voice = reading.clause_at(event.trigger).voice
    told = [voice] if voice is not None and any(m.text == voice.text for m in reading.mentions) else []
    company = next((m for m in (*told, memory.main, voice) if m is not None and m.type == "Company"), None)
    if company is None or (_is_taken(company, roles) and not rule.moves):
        return roles
    return [item for item in roles if not _is_taken(company, [item])] + [(rule.role, company)]


def _find_told(
    rule: RoleRule, reading: Reading, event: Evidence, start: int, end: int, memory: Memory
) -> Iterator[Mention | Value]:
    """Yield the day on which a stretch's event was made known, or the words that a rule looks for in it."""
    found = memory.disclosure.find(reading.sentence) if rule.disclosed else None
    if found is not None and not is_history(reading, event, found):
        yield found
    word = rule.word.search(reading.text, start, end) if rule.word else None
    if word is not None:
        yield Value("text", word[0])


def _narrow(reading: Reading, people: Sequence[tuple[str, Mention]]) -> tuple[tuple[str, Mention], ...]:
    """Return the people of an event without those of a role with several whom a sentence leaves out: 其中甲…."""
    named = {(m.antecedent or m).text for m in reading.mentions}
    kept = {role for role, m in people if (m.antecedent or m).text in named}
    return tuple((role, m) for role, m in people if role not in kept or (m.antecedent or m).text in named)


def _continue(reading: Reading, last: Evidence, rules: Sequence[RoleRule]) -> Evidence | None:
    """Return what a sentence's figures add to an event told shortly before, if nobody else acts around them."""
    if reading.sentence.index > last.sentence.index + CARRY_SENTENCES or last.status == "denied":
        return None
    if reading.sentence.zone == "teaser" and reading.sentence.paragraph != last.sentence.paragraph:
        return None  # of another story
    people = _narrow(
        reading, [(role, f) for role, f in last.roles if isinstance(f, Mention) and f.type not in {*FIGURES, "Post"}]
    )
    names = {(f.antecedent or f).text for _, f in people}
    found: list[tuple[str, Mention | Value]] = []
    for rule in (rule for rule in rules if rule.carries):
        if any(role == rule.role for role, _ in found) and not rule.many:
            continue
        for mention in reading.mentions:
            if not _accepts(reading, rule, mention) or _is_taken(mention, [*found, *people]):
                continue
            clause = reading.clause_at(mention.start).clause
            actors = [m for m in clause.mentions if m.type in ACTORS and m.end <= mention.start]
            if clause.subject is not None and not rule.many:
                actors.append(clause.subject)
            if rule.many or all((m.antecedent or m).text in names for m in actors):
                found.append((rule.role, mention))
                if not rule.many:
                    break
    if not found or not people:
        return None
    trigger = min(f.start for _, f in found if isinstance(f, Mention))
    speaker = reading.clause_at(trigger).speaker
    score = round(last.score * CARRIED, 4)
    return Evidence(
        "event", reading.sentence, last.predicate, None, None, (*people, *found), last.status,
        f"{last.predicate}/continued", score, speaker, trigger,
    )  # fmt: skip
