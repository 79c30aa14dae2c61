"""Whose a figure is: the name before its metric word in the clause, else who the clause or those before it speak of.

A wrong owner costs more than a missing figure: common nouns own only figures of markets (中国电动车销量), a noun that
is no entity bars the names before it (主要股指上涨3%), and sources (甲报记者获悉) own nothing.
"""

import re
from functools import cache

from kg.expressions import compile_re
from kg.mentions.lexical import alternate, compile_words
from kg.model import Mention
from kg.relations.carrying import BODIES, MARKET, Carry, has_foreign_noun, has_left
from kg.relations.clauses import OWNERS, PLACES, Clause
from kg.relations.discourse import Passage, is_observer
from kg.relations.doubts import begins_site, is_near, is_trade_side
from kg.relations.holders import find_fined, find_holder, is_fined
from kg.relations.measured import CARRIED, Measured
from kg.relations.measures import SHARE_OF
from kg.relations.ownership import (
    HOLDER_METRICS,
    KIND_OF_SHARE,
    MARKET_METRICS,
    PERSON_METRICS,
    PLACE_METRICS,
    PRODUCT_METRICS,
    STOCK_METRICS,
    find_bracketed,
    find_taker,
    is_among,
    is_aside,
    ranks_part,
)  # fmt: skip
from kg.relations.reading import Reading

OPINION = compile_re(
    r"指出|认为|预测|分析|判断|测算|估算|估计|统计|显示|研究|调查|监测|(?<!派)发现|预计全球|预计中国|获悉|了解到"
)
BUILT_IN = compile_re(r"(?:搭载|首发|首发搭载|采用|配备|内置|基于|使用|升级)[^，。；]{0,8}$")
SOLD = compile_re(r"[”》]?(?:系列)?的?(?:首[日周月年]|[单当每]?[日月周年季]|累计|总|全球|国内|海外|上市后){0,2}$")
COMPANY_ITSELF = {"公司", "该公司", "集团", "该集团"}
OF_GOODS = {"exportVolume", "livestock"}  # of a place where it is told of what (我国出口汽车279万辆)
FROM_TITLE = 0.75  # no owner but the company that the article is about


@cache
def _head_noun() -> re.Pattern[str]:
    return compile_re(f"的(?!{alternate('figure_noun')})")


def find_owner(
    reading: Reading, passage: Passage, figure: Mention, measured: Measured, carry: Carry, main: Mention | None
) -> tuple[Mention | None, float]:
    """Return whose figure it is, with a factor for how far away the name stands."""
    clause = passage.clause
    limit = max(measured.word_start, clause.start)
    whole = SHARE_OF.search(reading.text, clause.start, figure.start)
    if whole and measured.metric in {"stake", "stakeSold", "stakePledged"}:
        limit = min(limit, whole.start())  # 占公司总股本的5%: the whole is not the owner
    bracketed = find_bracketed(reading, clause, figure)
    if bracketed is not None:
        return bracketed, 1.0
    if measured.metric == "fine" and is_fined(reading, clause, figure):
        return find_fined(reading, clause, figure)
    described, ends = _find_described(reading, clause, figure, measured)
    if ends:
        return described, 1.0
    named = [m for m in clause.mentions if m.type in OWNERS and m.end <= limit]
    if not named and not whole:
        named = [m for m in clause.mentions if m.type in OWNERS and m.end <= figure.start]
    asides = [m for m in named if is_aside(reading, clause, m, max(limit, m.end))]
    named = [m for m in named if m not in asides and not is_among(reading, clause, m)]
    taker = find_taker(reading, clause) if measured.metric in {"stake", "sharesHeld"} and not named else None
    if taker is not None:
        return taker, CARRIED
    own = _find_own(reading, clause, figure, measured, named)
    if own[0] is not None and own[0].text in COMPANY_ITSELF and carry.unknown:
        return None, 0.0
    inherits = own[0] is not None and clause.inherited and own[0] == clause.subject
    if inherits and (has_left(carry, own[0]) or has_foreign_noun(reading, clause, min(limit, figure.start))):
        return None, 0.0
    if own[0] is not None:
        return own if is_near(reading, clause, own[0], measured, limit) else (None, 0.0)
    held = measured.metric == "stake" and any(m.end == figure.start and m.type in BODIES for m in clause.mentions)
    if held or clause.subject in asides and not clause.inherited:
        return None, 0.0
    return _find_carried(reading, passage, figure, measured, named, limit, carry, main)


def _find_described(
    reading: Reading, clause: Clause, figure: Mention, measured: Measured
) -> tuple[Mention | None, bool]:
    """Return the name that a figure describes and whether it describes anything: 持股9%的股东甲, 排名前十的企业乙."""
    if measured.word_start == figure.start and measured.metric != "rank":
        return None, False
    behind = compile_re(r"[）)]?(?:以上|左右|以内|多)?(?:[（(][^（）()]*[）)])?").match(
        reading.text, figure.end, clause.end
    )
    place = behind.end() if behind else figure.end
    of = _head_noun().match(reading.text, place, clause.end)
    ordinal = measured.metric == "rank" and reading.text[figure.end - 1] == "大"
    if of is None and not ordinal:
        return None, False
    following = [m for m in clause.mentions if m.start >= place and m.type in OWNERS and not m.generic]
    verbs = [t for t in clause.tokens if t.start >= place and t.tag in {"v", "vd", "w"}]
    held = measured.metric in {"stake", "sharesHeld"} and following
    if held and not compile_words("share_holders").search(reading.text, place, following[0].start):
        return None, True  # 控股86%的乙: 乙 is held
    if following and begins_site(reading, following[0]):
        return None, True  # 总投资20亿元的甲科技小镇
    if following and following[0].type not in PLACES and not any(t.start < following[0].start for t in verbs):
        return following[0], True
    if ordinal and ranks_part(reading, clause, figure):
        return None, True
    if measured.metric == "rank" and compile_words("copula").search(
        reading.text, max(clause.start, figure.start - 16), figure.start
    ):
        return None, False
    head = next((t for t in clause.tokens if t.start >= (of.end() if of else place)), None)
    return None, head is not None and head.tag in {"n", "nz", "m", "q", "vn", "ORG"}


def _find_own(
    reading: Reading, clause: Clause, figure: Mention, measured: Measured, named: list[Mention]
) -> tuple[Mention | None, float]:
    """Return the owner that the clause itself names."""
    bodies = [m for m in named if m.type in BODIES | {"Product"} and not m.generic]
    if measured.metric in PRODUCT_METRICS and not any(m.type == "Product" and not m.generic for m in named):
        products = [m for m in reading.mentions if m.type == "Product" and not m.generic and m.end <= figure.start]
        products = [m for m in products if not BUILT_IN.search(reading.text, reading.sentence.start, m.start)]
        if products:
            return products[-1], CARRIED
    subject = clause.subject
    if measured.metric in PRODUCT_METRICS and bodies and bodies[-1].type == "Product" and subject != bodies[-1]:
        return bodies[-1], 1.0  # 甲宣布乙手机的售价降到…: of what is sold
    if bodies and bodies[-1].type == "Product" and SOLD.match(reading.text, bodies[-1].end, measured.word_start):
        return bodies[-1], 1.0  # 甲出品的电影《乙》票房达到…
    foresees = subject is not None and compile_words("foresees").search(reading.text, subject.end, figure.start)
    if measured.metric == "growth" and foresees and not clause.inherited:
        return None, 0.0  # 甲银行预计增长率为7.6%: of whom?
    if subject is not None and subject not in named and not clause.inherited:
        subject = None
    if subject is not None and not clause.inherited and OPINION.search(reading.text, subject.end, figure.start):
        named, bodies, subject = [], [m for m in bodies if m != subject], None  # 甲证券测算出…: not its own figure
    if measured.metric in HOLDER_METRICS:
        return find_holder(reading, clause, figure, measured, bodies, named, subject)
    last = bodies[-1] if bodies else None
    verbs = [t for t in clause.tokens if t.tag == "v" and last is not None and last.end <= t.start]
    parted = subject is not None and last is not None and last.start > subject.end and last.type in BODIES
    if parted and not any(t.end <= measured.word_start for t in verbs):
        return last, 1.0  # 甲涨停、乙上涨7%
    if (
        subject is not None
        and not clause.inherited
        and subject in named
        and not (subject.generic or subject.type in PLACES)
    ):
        return subject, 1.0
    if last is not None:
        return last, 1.0
    people = [m for m in named if m.type == "Person"]
    return (people[-1], 1.0) if people and measured.metric in PERSON_METRICS else (None, 0.0)


def _find_carried(
    reading: Reading,
    passage: Passage,
    figure: Mention,
    measured: Measured,
    named: list[Mention],
    limit: int,
    carry: Carry,
    main: Mention | None,
) -> tuple[Mention | None, float]:
    """Return the common noun whose market it is, else the owner that clauses before name, else the title's company."""
    clause = passage.clause
    things = [m for m in named if m.type in {"Product", "Technology"}]
    acts = clause.subject if clause.inherited else None
    before = (clause.owner, acts, passage.voice, passage.topic, carry.owner)
    companies = [m for m in before if m is not None and m.type in {"Company", "Brand"}]
    speaks = _only_speaks(reading, clause, figure)
    if speaks:
        companies = []
    speaks_of_market = things and _is_market(reading, clause, things[-1]) and acts not in companies
    if things and _told_of_company(reading, clause, things[-1]):
        return None, 0.0  # 甲再传捷报：全年汽车销量105万辆: no figure of all cars
    if things and (not companies or speaks_of_market):
        near = not _has_noun_between(reading, clause, things[-1].end, limit)
        return (things[-1], 0.9) if measured.metric in MARKET_METRICS and near else (None, 0.0)
    places = [m for m in named if m.type in PLACES and not is_trade_side(reading, clause, m)]
    if places and (measured.metric in PLACE_METRICS or (measured.metric in OF_GOODS and measured.noun)):
        return places[-1], 0.9
    if measured.tied and carry.last is not None:
        return carry.last.owner, CARRIED
    if speaks or _is_of_unknown(reading, clause, figure, measured, things, limit, carry):
        return None, 0.0
    if things and companies:
        return companies[0], CARRIED
    owner = clause.owner if clause.owner is None or not KIND_OF_SHARE.fullmatch(clause.owner.text) else None
    goods = carry.owner is not None and carry.owner.generic and carry.owner.start < reading.sentence.start
    if goods and _has_noun_between(reading, clause, clause.start, limit):
        return None, 0.0  # 集成电路进口4313亿元；仪器进口804亿元: of goods that no finder knows
    if carry.owner is not None and (owner is None or clause.inherited or owner.type not in OWNERS):
        return carry.owner, CARRIED
    if owner is not None and owner.type in OWNERS - PLACES:
        return owner, CARRIED
    if main is not None and not named and reading.sentence.zone == "body" and _speaks_of(reading, main, figure):
        return main, FROM_TITLE
    return None, 0.0


def _told_of_company(reading: Reading, clause: Clause, thing: Mention) -> bool:
    """Tell whether a sentence names a company before a clause that only says what it did, not what others did."""
    placed = any(m.type in PLACES and m.end == thing.start for m in clause.mentions)
    if placed or reading.text.startswith(("市场", "行业", "产业"), thing.end):
        return False
    named = [m for m in reading.mentions if m.type == "Company" and m.end <= clause.start and not is_observer(m)]
    return bool(named) and OPINION.search(reading.text, named[-1].end, clause.start) is None


def _is_of_unknown(
    reading: Reading, clause: Clause, figure: Mention, measured: Measured, things: list[Mention], limit: int,
    carry: Carry,
) -> bool:  # fmt: skip
    """Tell whether a clause without an owner of its own goes on with none of those before it."""
    acts = clause.subject if clause.inherited else None
    if has_left(carry, acts or clause.owner) or has_foreign_noun(reading, clause, min(limit, figure.start)):
        return True
    if things and measured.metric in STOCK_METRICS | {"tradingVolume", "turnoverRate"}:
        return True  # 太阳能收报3.64元: the name of a company that no finder knows
    share = measured.metric in {"share", "marketShare"}
    return share and bool(things) and reading.text[things[-1].end : limit] in {"", "的"}  # 扫地机器人的占比


def _only_speaks(reading: Reading, clause: Clause, figure: Mention) -> bool:
    """Tell whether the subject of a clause only says what the figure is (甲证券预测…出货量140万台)."""
    subject = clause.subject
    if subject is None or clause.inherited:
        return False
    return bool(OPINION.search(reading.text, subject.end, figure.start))


def _has_noun_between(reading: Reading, clause: Clause, start: int, end: int) -> bool:
    return any(
        t.tag in {"n", "nz", "vn", "ORG", "PER"} and not MARKET.search(reading.text[t.start : t.end])
        for t in clause.tokens
        if start <= t.start and t.end <= end
    )


def _speaks_of(reading: Reading, main: Mention, figure: Mention) -> bool:
    """Tell whether a sentence up to a figure quotes nobody and names nobody but the article's company."""
    named = [m for m in reading.mentions if m.type in OWNERS and m.end <= figure.start and not m.generic]
    quoted = "“" in reading.text[reading.sentence.start : figure.start]
    return not quoted and all(m.text == main.text for m in named)


def _is_market(reading: Reading, clause: Clause, thing: Mention) -> bool:
    """Tell whether a product stands for its market: 中国电动车, 电动车市场, 彩电行业."""
    before = any(m.type in PLACES and m.end == thing.start for m in clause.mentions)
    return before or bool(MARKET.match(reading.text, thing.end))
