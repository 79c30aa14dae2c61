"""What a match's slots hold in, the relations and the event that its pattern says they are out."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import product

from kg.expressions import compile_re
from kg.model import Evidence, Mention, Status, Value
from kg.ontology.posts import load_posts
from kg.relations.discourse import Passage
from kg.relations.encoding import types_of
from kg.relations.fitness import list_states
from kg.relations.patterns import NOTHING, Pattern
from kg.relations.reading import Reading
from kg.relations.status import DENIES
from kg.relations.times import POINT, YEAR, find_when, names_only_year, names_year

BELONGING = {"ownsBrand", "subsidiaryOf", "departmentOf", "hasBrand", "hasPart"}  # dated within a phrase only
VALUE_ROLES = {
    "Date": "",
    "Duration": "",
    "Rank": "",
    "Money": "amount",
    "Percent": "change",
    "Count": "quantity",
    "Post": "title",
}
DAILY = compile_re(r"\d{4}-\d{2}-\d{2}")
SPEECHES = {f"Announcement/{name}" for name in ("introduced-speaker", "speaks-on-date", "post-behind-speaker")}
TO_SPEAK = compile_re(r"将|拟|即将|计划|预计")
KEEPS = compile_re(r"仍|继续|依然|转任|改任|出任|接任|升任|转为|留任")
GOES_ON = compile_re("继续(?:优化|深耕|经营|运营|保持|加强|完善|做好|做强)")
ONCE = compile_re(r"(?:(?<![目此之日以提当年月天])[前原]|时任|曾任)$")
OF_MATTER = ("对于", "关于", "展望", "谈到", "谈及")
NOT = ("未", "没有", "不", "没")
WIDE = 3  # characters of 时任, with the quote or bracket that may follow
DEALS = {"Acquisition", "Investment"}
RESULTS = compile_re(
    r"(?:度|全年)?(?:的)?(?:业绩|净利|营收|营业收入|利润|亏损)"
)  # 收购的甲2018年业绩亏损: not bought in 2018
JOINED = compile_re(r"加入|入职|加盟|进入|毕业")
HEADS = {"chairmanOf", "chiefExecutiveOf"}
OF_ALL = compile_re(  # words between a body and a post that leave it the post of the whole body
    r"(?:[、的兼及和与暨任新现前原时曾其（()）”]|以及|[一-鿿]{0,6}(?:机构|联储|联盟)|[一-鿿]{0,6}[任为]|集团|公司|股份|有限公司|董事会|董事局|联席|执行|创始|全球|总|\s|[（(].*?[)）])*"
)
AIDES = ("助理", "秘书", "候选")
CLAUSE_END = compile_re(r"[，,：:；。]")
COMMITTEE = compile_re(r"不再|卸任|辞去|(?:委员会|小组|专委会|工会|党委|俱乐部|基金会)$")


def make_evidence(
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
    if pattern.property:
        dated = _date_relation(reading, pattern, slots, passage)
        pairs = _pair(slots["subject"], slots["object"], pairwise=pattern.pair)
        for (subject, object_), (predicate, held, titles) in product(
            pairs, _specialise(reading, pattern, slots, meant)
        ):
            ends = (object_, subject) if pattern.reverse else (subject, object_)
            target: Mention | Value = ends[1].value if ends[1].type == "Date" and ends[1].value else ends[1]
            if _name_of(ends[0]) == _name_of(ends[1]) and ends[0].type == ends[1].type:
                continue
            roles = (*titles, *dated)
            yield Evidence(
                "relation", reading.sentence, predicate, ends[0], target, roles, held, pattern.id, score,
                passage.speaker,
            )  # fmt: skip
    releases = pattern.status == "former" and not pattern.property
    open_ = status == "denied" or (status == "planned" and pattern.event == "StockListing")
    if pattern.event and not (releases and open_):  # 尚未解除质押 ends no pledge, 可能退市 no listing
        when = _date_event(reading, pattern, status, passage, trigger)
        parts = _event_roles(reading, pattern, slots, when, trigger)
        named = [m for _, m in parts if isinstance(m, Mention) and m.value is None and m.type != "Post"]
        if named and all(m.generic for m in named):
            return  # 推出更多酒店: who, which?
        yield Evidence(
            "event", reading.sentence, pattern.event, None, None, parts,
            _status_of_event(reading, pattern, status, trigger), pattern.id, score, passage.speaker, trigger,
        )  # fmt: skip


def _date_relation(
    reading: Reading, pattern: Pattern, slots: Mapping[str, list[Mention]], passage: Passage
) -> list[tuple[str, Mention]]:
    """Return since when or when a relation holds: no year of results, nor the one in which somebody only joined."""
    post = slots.get("post", [])[:1] if pattern.property in list_states() else []
    dated = find_when(  # 2001年加入甲，任总裁: not since 2001
        reading,
        reading.clause_at(post[0].start).clause if post else passage.clause,
        day_first=pattern.when == "day",
        lasting=not pattern.event or pattern.property in list_states(),
        inside=not (pattern.event or pattern.topic),
    )
    if post and dated and JOINED.search(reading.text, dated[0][1].end, post[0].start):
        return []  # 2001年加入甲后历任总裁: when somebody joined
    phrase = not pattern.topic and (pattern.property == "produces" or pattern.property in list_states())
    held = not pattern.event and (phrase or pattern.property in BELONGING)
    if held and dated and not _is_within(slots, dated[0][1]):
        return []  # 甲执掌的乙周四重挫: not since Thursday
    return _leave_results(reading, pattern, dated)


def _is_within(slots: Mapping[str, list[Mention]], date: Mention) -> bool:
    """Tell whether a date stands between the things that a noun phrase ties."""
    places = [m.start for name in ("subject", "object", "post") for m in slots.get(name, ())]
    return min(places) < date.start < max(places)


def _date_event(
    reading: Reading, pattern: Pattern, status: Status, passage: Passage, trigger: int
) -> list[tuple[str, Mention]]:
    """Return when an event happens; an earlier time is not that of a plan (2018年亏损九亿元，拟回购股份)."""
    said = trigger if pattern.event == "Announcement" else None
    plan = status == "planned"
    when = find_when(reading, passage.clause, day_first=pattern.when == "day", lasting=plan, before=said)
    if said is not None and when and names_only_year(reading, when[0][1], passage.clause):
        return []  # 2018年新股增多，甲表示: nobody speaks a year long
    return _leave_results(reading, pattern, when)


def _leave_results(reading: Reading, pattern: Pattern, dated: list[tuple[str, Mention]]) -> list[tuple[str, Mention]]:
    if pattern.event not in DEALS:
        return dated
    return [pair for pair in dated if not RESULTS.match(reading.text, pair[1].end)]


def _status_of_event(reading: Reading, pattern: Pattern, status: Status, trigger: int) -> Status:
    """Return the status of an event: the pattern's own where it is about nothing else, unless it is only hearsay.

    Who denies a rumour did so.
    """
    denies = pattern.event == "Announcement" and DENIES.match(reading.text, trigger)
    if denies and (status == "rumoured" or (status == "denied" and not reading.text.endswith(NOT, 0, trigger))):
        return "asserted"
    start = reading.clause_at(trigger).clause.start
    if pattern.id in SPEECHES and status == "planned" and not TO_SPEAK.search(reading.text, start, trigger):
        return "asserted"  # 在城市规划年会上表示: the word is no plan to speak
    if pattern.event == "StockMove" and status == "rumoured":
        return "asserted"  # a price that moved on a rumour did move
    if pattern.status == "planned" and status == "asserted":
        return "planned"  # 冲刺交易所: not listed yet
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
    if pattern.if_planned == NOTHING and status == "planned":
        return []
    if pattern.if_planned and status == "planned":
        place = slots["object"][0].start
        clause = reading.clause_at(place).clause
        goes_on = GOES_ON.search(reading.text, clause.start, place)  # 将继续优化在某地的布局: it is there already
        return [(pattern.property if goes_on else pattern.if_planned, "asserted", [])]  # the aim is announced
    if pattern.property != "holdsPositionAt":
        return [(pattern.property, status, [("title", post) for post in posts[:1]])]  # type: ignore[list-item]
    known = load_posts()
    former = known.status_of(posts[0].text) if posts else "asserted"
    body = slots["object"][0].start
    once = bool(ONCE.search(reading.text, max(0, body - WIDE), body))  # 前金立集团总裁: the word stands before the body
    return [
        (property_, "former" if once else status if former == "asserted" else former, [("title", post)])  # type: ignore[misc]
        for post in posts
        if (property_ := property_in(reading, post)) is not None
    ]


def property_in(reading: Reading, post: Mention) -> str | None:
    """Return the property that a post gives where it stands, None for one of a committee (提名委员会主席).

    Who heads a part of a body (消费者业务CEO) is one of its executives.
    """
    index = reading.mentions.index(post)
    start = reading.mentions[index - 1].end if index else reading.sentence.start
    words = CLAUSE_END.split(reading.text[start : post.start])[-1]
    if COMMITTEE.search(words) or reading.text.startswith(AIDES, post.end):
        return None
    own = load_posts().property_of(post.text)
    return "executiveOf" if own in HEADS and not OF_ALL.fullmatch(words) else own


def _is_of_matter(reading: Reading, date: Mention, trigger: int) -> bool:
    """Tell whether a year is of what is spoken of (5年前不可想象，但甲认为…; 对于2019年，甲称…), not of the speech."""
    if reading.text.endswith(OF_MATTER, reading.sentence.start, date.start):
        return True
    return names_year(reading, date) or names_only_year(reading, date, reading.clause_at(trigger).clause)


def _is_kept(reading: Reading, post: Mention, trigger: int) -> bool:
    """Tell whether somebody who leaves keeps a post, as a founder always does (卸任，但仍是合伙人)."""
    kept = KEEPS.search(reading.text, trigger, post.start) if trigger < post.start else None
    return bool(kept) or load_posts().property_of(post.text) == "founderOf"


def _event_roles(
    reading: Reading,
    pattern: Pattern,
    slots: Mapping[str, list[Mention]],
    when: list[tuple[str, Mention]],
    trigger: int,
) -> tuple[tuple[str, Mention | Value], ...]:
    """Return the fillers of an event with the roles that the pattern gives them, else the one their type suggests."""
    given = dict(pattern.roles)
    roles: list[tuple[str, Mention | Value]] = []
    for name, mentions in slots.items():
        for mention in mentions:
            kind = next(iter(types_of(replace(mention, also=()))))
            role = given.get(name, VALUE_ROLES.get(kind, "participant"))
            if role == "date" and pattern.event == "Announcement" and _is_of_matter(reading, mention, trigger):
                continue
            if role == "date" and mention.value and not POINT.fullmatch(mention.value.iso):
                role = "period"
            if role == "title" and pattern.event == "Departure" and _is_kept(reading, mention, trigger):
                continue
            if role:
                roles.append((role, mention))
    if pattern.event == "StockMove":  # 公司上调2019年预期，股价上涨: it moved within days
        when = [(role, m) for role, m in when if m.value is None or DAILY.search(m.value.iso)]
    if pattern.event == "EarningsReport":
        when = [("period" if m.value and len(m.value.iso) == YEAR else role, m) for role, m in when]
    return (*roles, *(when if "date" not in given.values() else ()))
