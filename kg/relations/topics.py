"""A verb in, who acts, whom its clause is about or who speaks out: what a pattern's @slot holds."""

import re
from collections.abc import Collection, Sequence
from functools import cache

from kg.expressions import compile_re
from kg.mentions.lexical import alternate
from kg.model import Mention
from kg.ontology.lexicon import load_lexicon
from kg.relations.carrying import has_foreign_noun
from kg.relations.clauses import ACTORS, NOMINAL_TAGS, Clause, follows_preposition
from kg.relations.discourse import Passage, is_observer
from kg.relations.encoding import fits
from kg.relations.patterns import Pattern
from kg.relations.reading import Reading, find_token

HELPS = compile_re(
    r"帮助|协助|助力|赋能|扶持|鼓励|吸引|帮(?!扶)|[让使令](?=[一-鿿]{2,8}(?:退出|加入|收购|上市|辞))|促成|撮合|说服|推动(?=[一-鿿]{2,8}(?:收购|上市|合并))"
)  # 甲帮助乙收购丙: not 甲
FOUNDED_BODY = compile_re(  # 甲成立的实体收购了乙: not 甲
    r"(?:成立|创办|创立|控股|控制|投资|参股|持有|设立|组建|参与)的[^，。；的股\d]{0,8}?(?:公司|企业|实体|平台|机构|基金|团队|财团|集团)"
)
BY = compile_re(r"\s*(?:根据|依据|按照|据)")
WORK = compile_re(  # 甲主导的“乙”项目荣获某奖: not 甲
    r"(?:主导|主持|负责|牵头|领衔|参与|研发|设计|完成|执导|创作|带领|领导|指导|编写)的[^，。；]{0,40}?(?:项目|课题|成果|作品|平台|论文|技术|系统|工程|研究|团队|影片|电影|车队|球队)"
)
MODIFIES = compile_re(  # 甲投资的某公司将上市: not 甲
    r"(?:曾|此前|早前|已|独家)?(?:投资|收购|参股|控股|孵化|入股|领投|创办|创立)的(?![^，。；]{0,6}(?:议案|公告|方案|计划|协议))"
)
TOLD_OF = {"Milestone"}
DEALS = {"Acquisition", "Investment", "Partnership"}
BESIDE = ("及子公司", "及全资子公司", "及控股子公司", "及其子公司", "及附属公司", "和子公司")
HOLDER_DEEDS = {"SharePledge", "ShareReduction", "ShareIncrease"}
OWN_WORDS = {"Announcement", "Appointment", "Departure"}  # events of those who speak themselves
POSTS = "holdsPositionAt"  # who else leads the body that the person spoken of belongs to
HELD_BY = compile_re(r"(?:合计|共同|直接|间接)?(?:持有?|所持有?|拥有)的")
THESE = compile_re(r"这(?:[两几三四五]|些)[只家支个]")
UNKNOWN = compile_re(r"(?<![上市全子母分])(?:该|本)?(?:公司|集团|企业|医院|学校)|其(?![中他它余实次间后一二三])")
HOLDING = ("持有的", "所持的", "拥有的")
LISTED = compile_re(r"(?:先生|女士)?(?:、|和|与|及|以及)")


def find_topic(
    reading: Reading, pattern: Pattern, passage: Passage, verb: int, *, filled: Collection[Mention] = ()
) -> Mention | None:
    """Return who acts (@), or whom the clause is about (@@: the last name before the verb).

    @@@ is the company that the paragraph begins with. A name that fills another slot of the pattern is not what the
    clause is about (王某任董事长).
    """
    if pattern.topic_kind == "@":
        subject = _find_subject(reading, pattern, passage.clause, verb)
        if subject is None or (pattern.event in TOLD_OF and is_observer(subject)):
            return None  # 发布数据的某机构认为…创新高: not the one that tells it
        backs = not passage.clause.inherited and MODIFIES.match(reading.text, subject.end)
        if backs or _is_apiece(reading, pattern, subject, verb):
            return None
        if pattern.event in HOLDER_DEEDS:
            return _find_holder(reading, subject, verb)
        return _find_voice(pattern, passage, subject)
    if pattern.topic_kind == "@@@":
        return passage.opening
    assert pattern.topic is not None
    before = [m for m in passage.clause.mentions if m.type in ACTORS and m.end <= verb and m not in filled]
    if before:
        return before[-1]
    if has_foreign_noun(reading, passage.clause, verb):
        return None  # 甲业绩不及预期，欧洲股市低开: not 甲
    if UNKNOWN.search(reading.text, passage.clause.start, verb):
        return None  # 该公司成立于2002年, whichever it is
    last = max((m.end for m in reading.mentions if m.type in ACTORS and m.end <= verb), default=reading.sentence.start)
    if THESE.search(reading.text, last, verb):
        return None  # 这两只券商受到追捧，多次涨停: not who was spoken of before
    owner = passage.clause.owner
    if (
        owner is not None
        and fits(owner, pattern.topic[1])
        and not passage.clause.start <= owner.start < passage.clause.end
    ):
        return owner
    earlier = [p.clause for p in reading.passages if p.clause.end <= passage.clause.start]
    named = [a for c in reversed(earlier) for a in (c.subject, c.owner) if a is not None and fits(a, pattern.topic[1])]
    leads = (passage.home, passage.opening) if pattern.property == POSTS else ()
    known = (passage.topic, passage.voice, *leads)
    outside = [actor for actor in known if actor is not None and fits(actor, pattern.topic[1])]
    chosen = next(iter([*named, *outside]), None)
    return None if chosen is not None and pattern.event in TOLD_OF and is_observer(chosen) else chosen


def list_members(reading: Reading, mention: Mention, verb: int, *, alone: bool = False) -> list[Mention]:
    """Return a mention with those before the verb that it is listed with: 中国移动、联通和电信.

    `alone` tells that one of an earlier clause acts without those beside it, who may be the other party.
    """
    if mention not in reading.mentions:
        return [mention]
    index = reading.mentions.index(mention)
    first = last = index
    if alone and not reading.clause_at(verb).clause.start <= mention.start:
        return [mention]  # 甲与乙签订协议，收购丙: not 乙
    while first and LISTED.fullmatch(reading.text[reading.mentions[first - 1].end : reading.mentions[first].start]):
        first -= 1
    while last + 1 < len(reading.mentions) and LISTED.fullmatch(
        reading.text[reading.mentions[last].end : reading.mentions[last + 1].start]
    ):
        last += 1
    start = reading.mentions[first].start
    before = find_token(reading, start - 1)
    if (before is not None and before.end == start and before.tag == "v") or reading.text.endswith(HOLDING, 0, start):
        first = index  # 甲借壳乙、丙收购丁: 乙 is the object of another verb, as in 甲持有的乙及丙持有的丁
    return [m for m in reading.mentions[first : last + 1] if m.end <= verb or m == mention]


def _find_subject(reading: Reading, pattern: Pattern, clause: Clause, verb: int) -> Mention | None:
    """Return who does what the verb says: the name right before it, else the clause's own subject.

    In 雷军宣布卢伟冰出任副总裁 the one who takes the post is 卢伟冰: no verb stands between the two.
    """
    assert pattern.topic is not None
    names = [m for m in clause.mentions if m.end <= verb and fits(m, pattern.topic[1])]
    if names and names[-1].end == verb and HELD_BY.match(reading.text, verb):
        return names[-1]  # 受让甲持有的乙股份: 甲 holds them
    if names and not follows_preposition(reading.text, clause, names[-1]):
        between = [t for t in clause.tokens if names[-1].end <= t.start and t.end <= verb]
        if not any(
            t.tag in {"v", "n", "nz", "vn", "u"} and reading.text[t.start : t.end] not in _adverbial() for t in between
        ) and not _is_object(reading, clause, names[-1]):
            return None if _tells_of_others(reading, clause, names[-1].end, verb) else names[-1]
    start = clause.subject.end if clause.subject is not None and not clause.inherited else clause.start
    if FOUNDED_BODY.search(reading.text, start, verb):
        return None
    if HELPS.search(reading.text, start, verb):
        return None
    if (clause.inherited and names) or _tells_of_others(reading, clause, start, verb):
        return None
    if clause.inherited and pattern.event == "Announcement" and BY.match(reading.text, clause.start):
        return None  # 根据法院公告: the court's
    if _came_between(reading, clause):
        return None
    if clause.subject is not None and WORK.match(reading.text, clause.subject.end):
        return None
    if _acts_nameless(reading, clause):
        return None
    if clause.inherited and (_names_source(reading, clause, verb) or _goes_on_urging(reading, clause)):
        return None
    if _is_passive(reading, clause, start, verb):
        return None
    return _find_parallel(reading, clause, names) or clause.subject


def _is_apiece(reading: Reading, pattern: Pattern, subject: Mention, verb: int) -> bool:
    """Tell whether several do a deal each, so that nobody knows who does which (甲、乙分别收购丙、丁)."""
    apiece = reading.text.endswith(("分别", "分别以", "各自"), subject.end, verb)
    if pattern.event not in DEALS or not apiece:
        return False
    return len(list_members(reading, subject, verb)) > 1 or reading.text.endswith(BESIDE, 0, subject.start)


@cache
def _compile_holder() -> re.Pattern[str]:
    return compile_re(rf"(?<!作为)(?<!成为)(?<!身为)(?<!为)(?<!是)(?<!系)(?:{alternate('holder_noun')})(?![，）)会])")


def _find_holder(reading: Reading, subject: Mention, verb: int) -> Mention | None:
    """Return who deals in shares where a holder of the subject's stands before the verb: 甲，其控股股东乙质押…: 乙.

    A holder without a name is nobody: 甲的大股东质押比例过半.
    """
    start = max(subject.end, reading.sentence.start)
    nouns = list(_compile_holder().finditer(reading.text, start, verb))
    if not nouns:
        return subject
    end = nouns[-1].end()
    return next((m for m in reading.mentions if end <= m.start < min(end + 2, verb) and m.type in ACTORS), None)


def _find_voice(pattern: Pattern, passage: Passage, subject: Mention) -> Mention | None:
    """Return whose deed a clause of a speech without a subject tells: that of the speaker's company."""
    quoted = passage.clause.inherited and passage.speaker is not None and passage.speaker.text == subject.text
    if not quoted or subject.type != "Person" or not pattern.event or pattern.event in OWN_WORDS:
        return subject
    assert pattern.topic is not None
    if passage.voice is None or is_observer(passage.voice):
        return None
    return passage.voice if {subject.type, passage.voice.type} <= set(pattern.topic[1]) else None


def _came_between(reading: Reading, clause: Clause) -> bool:
    """Tell whether a noun that is no mention came up since a subject of an earlier sentence (这样的行业集中，是…)."""
    if not clause.inherited or clause.subject is None or clause.subject.start >= reading.sentence.start:
        return False
    earlier = [p.clause for p in reading.passages if p.clause.end <= clause.start]
    return any(c.subject is None and has_foreign_noun(reading, c, c.end) for c in earlier)


@cache
def _compile_nameless() -> re.Pattern[str]:
    return compile_re(rf"(?:{alternate('nameless_actor')}|基金经理|分析师)们?(?:也|都|均|却|则|纷纷)")


def _acts_nameless(reading: Reading, clause: Clause) -> bool:
    """Tell whether somebody without a name acts between a clause and its subject (连基金经理也没能坚持，减持…)."""
    if not clause.inherited or clause.subject is None:
        return False
    starts = [p.clause.start for p in reading.passages if clause.subject.end <= p.clause.start < clause.start]
    return bool(starts) and _compile_nameless().search(reading.text, starts[0], clause.start) is not None


def _find_parallel(reading: Reading, clause: Clause, names: Sequence[Mention]) -> Mention | None:
    """Return who acts where one clause tells of several one after the other (甲推出新机、乙展示了电视)."""
    if clause.subject is None:
        return None
    actors = {m.end for m in clause.mentions if m.type in ACTORS}
    begins = [m for m in names if m.start > clause.subject.end and reading.text[m.start - 1] == "、"]
    return next((m for m in reversed(begins) if m.start - 1 not in actors), None)


def _is_passive(reading: Reading, clause: Clause, start: int, verb: int) -> bool:
    """Tell whether the subject before `start` suffers what an unknown actor does (甲公司获某基金举牌)."""
    words = load_lexicon().words("passive")
    return any(start <= t.start < verb and reading.text[t.start : t.end] in words for t in clause.tokens)


def _names_source(reading: Reading, clause: Clause, verb: int) -> bool:
    """Tell whether somebody without a name acts before the verb (有资管机构公告称): not who acted before."""
    words = {*load_lexicon().words("unnamed_source"), *load_lexicon().words("nameless_actor")}
    return any(reading.text[t.start : t.end] in words for t in clause.tokens if t.end <= verb)


def _goes_on_urging(reading: Reading, clause: Clause) -> bool:
    """Tell whether the clause before asks others to do what this one tells (鼓励保险公司入市，增持股票)."""
    before = next((p.clause for p in reading.passages if p.clause.end == clause.start), None)
    words = load_lexicon().words("urge")
    return before is not None and any(reading.text[t.start : t.end] in words for t in before.tokens[:2])


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
    """Tell whether a name, with its posts, is the object of a verb (接替董事长朱江洪), but for saying or appointing."""
    start = mention.start
    for post in reversed([m for m in clause.mentions if m.type == "Post"]):
        start = post.start if post.end == start else start
    verbs = [t for t in clause.tokens if t.end == start and t.tag == "v"]
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
