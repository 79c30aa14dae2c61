"""What one clause lends to the next: whose figures are read, until somebody else comes up who may be no entity."""

from dataclasses import dataclass, field
from datetime import date

from kg.expressions import compile_re
from kg.mentions.lexical import get_words
from kg.model import Mention, Status
from kg.relations.clauses import ACTORS, PLACES, Clause
from kg.relations.discourse import Passage
from kg.relations.figure_dates import Roles
from kg.relations.measured import Measured
from kg.relations.metric_words import find_metric_words
from kg.relations.ownership import ASIDE_BEHIND, is_aside
from kg.relations.reading import Reading

BODIES = ACTORS - {"Person"}
NEUTRAL = compile_re(
    r"公司|集团|企业|业务|部门|平台|板块|季度|财季|财年|年度|全年|同期|方面|数据|财报|总额|规模|总|合计|金额|股|比例|半年|月|期|净额|部分"
    r"|业绩|自身|经营|一致行动人|公告|报告|年报|记者|消息|其中|资料|股票|收盘|早盘|午后|盘中|开盘|市值|港股|美股|股价|交易日|日内|全球|世界|强势|弱势|大幅|小幅|^数$"
)
MARKET = compile_re(r"市场|行业|产业|渗透率|保有量|的尾气|销量|产销|整体")
FRAME = compile_re(
    r"(?:方面|来看|显示|称|表示|指出|透露|介绍|期间|之前|之后|以来|同时|影响|[上中里内下后前时看道])[，：、]?$"
)
FRAMED = compile_re(
    r"\s*(?:由于|因|随着|受|在|从|据|根据|按|对于|为|除|截至|自|经|通过|当|截止|凭借|得益于|其中|同时|此外|另外|而|但|不过)"
)

QUOTED = compile_re(r"[^，。；]{0,6}(?:收报|报收|涨停|跌停|收涨|收跌|高开|低开)")
FOUNDS = compile_re(r"(?:推出|创立|创办|创建|孵化|打造|成立|设立|组建)了?[^，。；]{0,14}$")
ONLY = {"唯有", "只有", "仅有", "唯独", "其中", "包括"}  # 唯有综合指数下跌
HEADLESS = {"v", "vn", "vd", "p"}


@dataclass(frozen=True, slots=True)
class Told:
    """A figure that was told: what the next one may go on from."""

    measured: Measured
    owner: Mention
    roles: Roles
    status: Status


@dataclass
class Carry:
    """What one clause lends to the next of a paragraph."""

    last: Told | None = None  # the figure right before, if it was told
    owner: Mention | None = None  # whose figures the paragraph gives, until somebody else comes up
    stranger: bool = False  # somebody came up who is no entity
    brought: Mention | None = None  # or who is one, but whose part, sales or shares a clause was about
    unknown: bool = False  # a name that no finder knows came up, whom 公司 may mean
    segment: str = ""  # the part of its owner whose figures the clauses give
    topical: int = -1  # the sentence that began with that part (在云业务方面)
    by_segment: bool = False  # the paragraph goes through the parts of a company (分业务看)
    earned: bool = False  # and gave what the company as a whole earned
    ranking: Told | None = None  # the rank that the paragraph told last
    when: Roles = ()  # when the last figure was of
    compared: Roles = ()  # when the last figure was of, if that is a time to compare with (上年同期)
    paragraph: int = -1
    sentence: int = -1
    published: date | None = None  # the day of the article
    main: str = ""  # the one company that its title names
    recent: list[Told] = field(default_factory=list)  # of this sentence


def follow(reading: Reading, passage: Passage, carry: Carry) -> None:
    """Note who a clause brings up before its figures are read: a noun that is no entity ends who was spoken of."""
    clause = passage.clause
    text = reading.text[clause.start : clause.end].strip()
    if _names_unknown(reading, clause):
        carry.unknown = True
    elif clause.subject is not None and not clause.inherited and clause.subject.finder != "coreference":
        carry.unknown = False
    if _lists_thing(reading, clause):
        carry.stranger, carry.owner, carry.brought = True, None, None
    elif clause.subject is not None and not clause.inherited:
        carry.stranger = is_aside(reading, clause, clause.subject, clause.end) and clause.subject.type != "Person"
        if carry.stranger:
            carry.owner = None
    elif _is_about_aside(reading, clause):
        carry.stranger, carry.owner, carry.brought = True, None, None
    elif _brings_up(clause, carry):
        carry.stranger, carry.owner, carry.brought = True, None, clause.owner
    elif _names_product(clause):
        carry.stranger, carry.owner = False, None
    elif bodies := [m for m in clause.mentions if m.type in BODIES and not m.generic]:
        if not FRAMED.match(text) and has_foreign_noun(reading, clause, bodies[0].start):
            carry.stranger, carry.owner, carry.brought = True, None, None  # 控股股东某某增持公司股票
    elif not FRAME.search(text) and not FRAMED.match(text) and has_foreign_noun(reading, clause, clause.end):
        carry.stranger, carry.owner, carry.brought = True, None, None
    if founded := _find_founded(reading, clause):
        carry.stranger, carry.owner, carry.brought = True, None, founded


def _find_founded(reading: Reading, clause: Clause) -> Mention | None:
    """Return the brand or company that a clause ends with and tells the founding of (甲推出咖啡品牌乙，…门店400家)."""
    bodies = [m for m in clause.mentions if m.type in {"Brand", "Company"} and m != clause.subject]
    if not bodies or reading.text[bodies[-1].end : clause.end].strip("，：；,”》 "):
        return None
    founded = FOUNDS.search(reading.text, clause.start, bodies[-1].start)
    return bodies[-1] if founded else None


def _lists_thing(reading: Reading, clause: Clause) -> bool:
    """Tell whether a clause begins with a word for goods that has a share price: a firm named by it (太阳能收报…)."""
    first = next((m for m in clause.mentions if m.type not in {"Date", "Duration"}), None)
    if first is None or first.type not in {"Product", "Technology"} or not first.generic:
        return False
    return bool(QUOTED.match(reading.text, first.end, clause.end))


def has_left(carry: Carry, owner: Mention | None) -> bool:
    """Tell whether somebody else came up since a clause spoke of an owner."""
    if not carry.stranger:
        return False
    brought = carry.brought.antecedent or carry.brought if carry.brought is not None else None
    return brought is None or owner is None or brought.text != (owner.antecedent or owner).text


def _names_unknown(reading: Reading, clause: Clause) -> bool:
    """Tell whether a clause begins with a name that no finder knows (某某行发布业绩预告)."""
    for token in clause.tokens:
        if token.tag in {"TIME", "w", "c", "d"}:
            continue
        known = any(m.start < token.end and token.start < m.end for m in clause.mentions)
        word = reading.text[token.start : token.end]
        return token.tag in {"ORG", "PER", "nz"} and not known and len(word) > 1 and not NEUTRAL.search(word)
    return False


def _is_about_aside(reading: Reading, clause: Clause) -> bool:
    """Tell whether what a clause is about only begins with a name: 道指期货跌151点, 甲概念股."""
    owner = clause.owner
    inside = owner is not None and clause.start <= owner.start < clause.end
    return inside and owner is not None and bool(ASIDE_BEHIND.match(reading.text, owner.end, clause.end))


def _names_product(clause: Clause) -> bool:
    owner = clause.owner
    return owner is not None and owner.type == "Product" and not owner.generic and clause.start <= owner.start


def _brings_up(clause: Clause, carry: Carry) -> bool:
    """Tell whether a clause is about somebody without their being its subject (而甲海外购仅为6%)."""
    owner = clause.owner
    if owner is None or owner.generic or owner.type not in BODIES or not clause.start <= owner.start < clause.end:
        return False
    if any(t.tag in HEADLESS for t in clause.tokens if t.end <= owner.start):
        return False  # 拟吸收合并乙: 乙 is what somebody acts on
    return carry.owner is None or carry.owner.text != (owner.antecedent or owner).text


def has_foreign_noun(reading: Reading, clause: Clause, limit: int) -> bool:
    """Tell whether a noun or place that is no owner stands first, so that no name from before may own the figure."""
    words = [(s, e) for s, e, _ in find_metric_words(reading, clause, clause.start, limit)]
    before = ""
    for token in clause.tokens:
        word = reading.text[token.start : token.end]
        if word in ONLY or word in get_words("foresees"):
            continue
        if token.end > limit or token.tag in {"v", "vd"} and before != "p":
            return False
        inside = [m for m in clause.mentions if m.start < token.end and token.start < m.end]
        counted = any(
            s <= token.start < e or s < token.end <= e and token.tag not in {"ORG", "PER", "nz"} for s, e in words
        )
        word = reading.text[token.start : token.end]
        if (
            inside
            and inside[0].type in PLACES
            and before not in {"p"}
            and not MARKET.match(reading.text, inside[0].end)
        ):
            return True
        if token.tag in {"n", "nz", "ORG", "PER", "nt"} and not inside and not counted and not NEUTRAL.search(word):
            return True
        before = token.tag
    return False
