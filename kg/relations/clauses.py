"""A sentence in, its clauses out, each with who acts in it.

Chinese prose drops subjects: in "小米推出新品，进入印度市场" the second clause acts through the first one's subject. A
clause's `subject` is the actor before its verb, or the one carried over; `owner` is whose figures it gives (in
"小米营收增长", 小米 owns the figure though 营收 is the grammatical subject).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from kg.expressions import compile_re
from kg.model import Mention, Sentence, Token
from kg.ontology.lexicon import load_lexicon

ACTORS = {"Person", "Company", "Organization", "Brand"}
PLACES = {"Place", "Country", "City", "Region"}
OWNERS = ACTORS | PLACES | {"Product", "Technology"}
NAMED = ACTORS | {"Product"}  # what has a code or another name in brackets behind it
BORDERS = compile_re(r"(?:[，。；：！？!?\n]|,(?!\d))+[”’」）)]*|——")
_CODE = r"(?:[^\W\d_]{2,8}[：:]\s?)?[\dA-Z.]{2,12}(?<=[\dA-Z])"  # 600000.SH, 股票代码：600000, NASDAQ：BIDU
_SHORT = r"(?:以下|下)?(?:统称|简称|称)为?[^（）()。；\n]{2,20}"
ASIDE = compile_re(  # （600000.SH，以下简称“甲”）, （Horizon）
    r"[”》]?[（(][A-Za-z][A-Za-z0-9 .&'’-]{1,40}[）)]"
    rf"|[”》]?[（(](?:{_CODE}(?:[，,、;；/]\s?|(?=[）)])))*(?:{_SHORT})?(?<![（(])[）)]"
)
PART = compile_re(
    r"[”》]?(?:[(（][^()（）]{1,14}[)）])?的?(?:全资|控股|参股|下属|旗下|间接|唯一|第[一二三四五]|最|主要|多名|某|原|前)*"
    r"(?P<noun>子公司|孙公司|附属公司|附属企业|分公司|母公司|大?股东(?!大会|会|权益|应占|净)|实际控制人|实控人|高管|员工|经销商|供应商|概念股"
    r"|一致行动人|麾下|系(?:公司|企业|基金|[一-鿿]{0,2}家))"
)
BODIES = {"Company", "Organization", "Brand"}
LISTS = compile_re(  # 客户包括甲和乙: neither of them acts
    r"(?:其|公司|主要|核心|现有|目前|已有|的|下游|上游|早期)*(?:客户|股东|投资方|投资人|投资者|合作伙伴|合作方|供应商|竞争对手|对手|竞品)"
    r"(?:主要|还|已|则|目前)*(?:包括|包含|涵盖|有|为|是)(?!意)"
)
RELATIVE_REACH = 14  # characters from the verb of a relative clause to the name it describes
NOMINAL_TAGS = {"n", "nz", "vn", "an", "nr", "nw", "ORG", "PER"}
VERB_TAGS = {"v", "vd"}
SKIPPED_TAGS = {"d", "ad", "c", "TIME", "t", "w", "m", "f", "r", "u", "p", "s", "q", "a"}
UNDER = compile_re(  # 向甲控制的乙: 乙 stands under 向
    r"[向由对给][^，。；向]{1,24}(?:控制|控股|掌控|创立|创办|旗下|下属|所属)的$"
)
DESCRIBED = compile_re(  # 向房地产初创企业甲: what kind of firm 甲 is stands between
    r"[向对给][^，。；、的向]{0,12}(?:公司|企业|平台|机构|品牌|巨头|厂商|项目|服务商|运营商|制造商|供应商)$"
)


@dataclass(frozen=True, slots=True)
class Clause:
    """`text[start:end]` of a sentence between two commas, with its mentions and tokens."""

    sentence: Sentence
    start: int
    end: int
    mentions: tuple[Mention, ...]
    tokens: tuple[Token, ...]
    subject: Mention | None = None
    owner: Mention | None = None
    inherited: bool = False  # the subject stands in an earlier clause


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(load_lexicon().words(name))


def split_clauses(text: str, sentence: Sentence, mentions: Sequence[Mention], tokens: Sequence[Token]) -> list[Clause]:
    """Return the clauses of a sentence in order; they tile it. A comma inside a mention or a figure is no border.

    What stands in brackets behind a name as its code or another name has no part in what a clause says.
    """
    covered = {place for mention in mentions for place in range(mention.start, mention.end)}
    asides = {place for first, last in find_asides(text, mentions) for place in range(first, last)}
    covered |= asides
    edges = [sentence.start]
    for border in BORDERS.finditer(text, sentence.start, sentence.end):
        if border.start() not in covered:
            edges.append(border.end())
    if edges[-1] < sentence.end:
        edges.append(sentence.end)
    return [
        Clause(
            sentence,
            start,
            end,
            tuple(m for m in mentions if start <= m.start < end and m.start not in asides),
            tuple(t for t in tokens if start <= t.start < end),
        )
        for start, end in zip(edges, edges[1:], strict=False)
        if start < end
    ]


def find_asides(text: str, mentions: Sequence[Mention]) -> list[tuple[int, int]]:
    """Return the places of brackets right behind a name that only give its code or another name."""
    found = (ASIDE.match(text, mention.end) for mention in mentions if mention.type in NAMED)
    return [aside.span() for aside in found if aside is not None]


def find_actor(text: str, clause: Clause) -> tuple[Mention | None, Mention | None, bool]:
    """Return (subject, owner, bare) of a clause from its own words.

    `bare` tells that nothing nominal stands before the verb, so the subject of the clause before goes on.
    """
    if LISTS.match(text, clause.start):
        return None, None, False
    verb = _find_verb(text, clause, clause.start)
    if verb == clause.end and text.endswith("——", 0, clause.start):
        return None, None, True  # 向三名股东——甲、乙和丙，收购…: who the clause before means
    head = _find_relative_head(text, clause, verb)
    if head is not None:
        verb = _find_verb(text, clause, head.end)
    start = clause.start if head is None else head.start
    before = [m for m in clause.mentions if start <= m.start < verb and m.type in OWNERS]
    free = [m for m in before if not follows_preposition(text, clause, m)]
    subject = owner = None
    for mention in free:
        if mention.generic and owner is not None:
            continue
        if mention.type not in ACTORS and owner is not None and owner.type in ACTORS:
            continue
        owner = mention
        if mention.type in ACTORS | {"Product"} and _heads_phrase(text, clause, mention, verb):
            subject = mention
            break
    return subject, owner, not free and not _has_noun(text, clause, verb)


def is_part(text: str, mention: Mention) -> bool:
    """Tell whether a name only says whose subsidiary, shareholder or staff the next word means."""
    return mention.type in BODIES and bool(PART.match(text, mention.end))


def _mention_spans(clause: Clause) -> set[int]:
    return {place for mention in clause.mentions for place in range(mention.start, mention.end)}


def _find_verb(text: str, clause: Clause, start: int) -> int:
    """Return where the first verb from `start` on outside all mentions stands, or the clause's end.

    A verbal noun between two names is a verb too (甲吸收合并乙).
    """
    covered = _mention_spans(clause)
    prepositions = _words("preposition")
    ends = {m.end for m in clause.mentions if m.type in ACTORS}
    for token in clause.tokens:
        word = text[token.start : token.end]
        if token.start < start or token.start in covered or word in prepositions or _joins_posts(clause, token):
            continue
        if token.tag in VERB_TAGS or (token.tag == "vn" and token.start in ends and _leads_to_name(clause, token)):
            return token.start
    return clause.end


def _joins_posts(clause: Clause, token: Token) -> bool:
    """Tell whether a word only joins two posts of one person (董事长兼总裁)."""
    left = any(m.type == "Post" and m.end == token.start for m in clause.mentions)
    return left and any(m.type == "Post" and m.start == token.end for m in clause.mentions)


def _leads_to_name(clause: Clause, token: Token) -> bool:
    """Tell whether verbal nouns alone stand between a place and the next name (吸收合并 in 甲吸收合并乙)."""
    end = token.end
    for other in clause.tokens:
        if other.start == end and other.tag in {"vn", "v"}:
            end = other.end
    return any(m.start == end and m.type in {*ACTORS, "Post"} for m in clause.mentions)


def _find_relative_head(text: str, clause: Clause, verb: int) -> Mention | None:
    """Return the name that a relative clause describes: 伯克希尔 in 巴菲特掌管的伯克希尔减持…"""
    following = [m for m in clause.mentions if m.start > verb]
    if not following or following[0].type not in ACTORS or following[0].start - verb > RELATIVE_REACH:
        return None
    goes_on = any(t.tag in VERB_TAGS and t.start >= following[0].end for t in clause.tokens)
    return following[0] if goes_on and text[following[0].start - 1] == "的" else None


def follows_preposition(text: str, clause: Clause, mention: Mention) -> bool:
    """Tell whether a mention is the object of a preposition right before it or before its own list, or ends a list of
    the members of something (由甲、乙及丙组成的财团)."""
    if text.startswith(("组成", "构成"), mention.end):
        return True
    wider = [m for m in clause.mentions if m.end == mention.start and {m.type, mention.type} <= PLACES]
    if wider:  # 在江苏南京
        return follows_preposition(text, clause, wider[0])
    before = [token for token in clause.tokens if token.end <= mention.start]
    if not before or before[-1].end != mention.start:
        return False
    previous = before.pop()
    while before and text[previous.start : previous.end] in _words("apposition") and before[-1].end == previous.start:
        previous = before.pop()  # 向子公司甲: 甲 stands under 向
    word = text[previous.start : previous.end]
    if word in {"和", "与", "及", "、", "以及"}:
        earlier = [m for m in clause.mentions if m.end == previous.start]
        if earlier:
            return follows_preposition(text, clause, earlier[0])
        joined = word == "与" and bool(before) and before[-1].tag in {"n", "nz", "vn", "ORG"}
        return joined or previous.tag == "p"  # 旗下某某暖通与甲签约: who is before 与 acts
    under = UNDER if word == "的" else DESCRIBED
    return bool(under.search(text, clause.start, mention.start)) or previous.tag == "p" or word in _words("preposition")


def _heads_phrase(text: str, clause: Clause, mention: Mention, verb: int) -> bool:
    """Tell whether a mention itself acts, not a noun it modifies (小米 in 小米推出, not in 小米股价上涨)."""
    if is_part(text, mention):
        return False
    by_start = {m.start: m for m in clause.mentions}
    place = mention.end
    while place < verb:
        if text[place] in "（(":
            close = compile_re(r"[）)]").search(text, place, clause.end)
            place = close.end() if close else place + 1
            continue
        following = by_start.get(place)
        if following is not None:
            if following.type in {"Date", "Duration", "Place", "Country", "City", "Region"}:
                place = following.end
                continue
            return following.type in ACTORS and mention.type == "Person"
        token = next((t for t in clause.tokens if t.start <= place < t.end), None)
        if token is None:
            return True
        word = text[token.start : token.end]
        if word in _words("future"):  # 计划 is often tagged as a noun
            return True
        if word in _words("subject_head"):
            place = token.end
            continue
        if word in {"、", "和", "与", "及"}:
            return any(m.start == token.end and m.type in ACTORS for m in clause.mentions)
        if token.tag in {"m", "q"}:  # 两市多家上市公司: the noun behind the number acts
            place = token.end
            continue
        return token.tag in SKIPPED_TAGS - {"u", "f", "s"} and word != "的"
    return True


def _has_noun(text: str, clause: Clause, verb: int) -> bool:
    """Tell whether a noun of the clause's own stands before its verb (净利润为 …), outside prepositional phrases."""
    in_phrase = False
    for token in clause.tokens:
        if token.start >= verb:
            return False
        word = text[token.start : token.end]
        if word == "随着":
            in_phrase = False  # what follows is a clause of its own
        elif token.tag == "p" or word in _words("preposition"):
            in_phrase = True
        elif word in _words("demonstrative") or (token.tag in NOMINAL_TAGS and not in_phrase):
            return True
        elif token.tag in {"f", "s"} or word == "，":
            in_phrase = False
    return False
