"""Figures that are left out since something of them is not certain: whose they are, of what part, of when.

A figure told of the wrong name, or for no time where the text means one, costs more than a missing one.
"""

from kg.expressions import compile_re
from kg.mentions.lexical import alternate, compile_words, get_words, list_words
from kg.model import Mention
from kg.relations.carrying import MARKET, NEUTRAL, Carry, has_left
from kg.relations.clauses import OWNERS, PLACES, Clause
from kg.relations.discourse import is_observer
from kg.relations.figure_lists import find_listed_names
from kg.relations.measured import Measured
from kg.relations.metric_words import find_metric_words
from kg.relations.ownership import HOLDER_METRICS, PRODUCT_METRICS, STOCK_METRICS
from kg.relations.reading import Reading, find_token

COMPANY = {"公司", "该公司", "集团", "该集团", "本公司"}
NEAR = 0.9
NOUNS_BEHIND = {"n", "nz", "nw", "ORG", "LOC"}
KINDS_COUNTED = set("种款类批")
KINDS = {"Product", "Technology"}
NAME_TAGS = {"ORG", "LOC", "nz", "nw"}
NOUN_TAGS = {"n", "nz", "nw", "nr", "vn", "ORG", "PER", "LOC", "b"}
STAKES = {"stake", "stakeSold", "stakePledged"}
BUILT = {"investment", "floorArea", "productionCapacity", "production"}
OF_PLACE = compile_re(r"[地市省县]?区|[市省县]")
BECOMES = compile_re(
    r"(?:成为|变为|[是为系])[^，。；]{1,12}的(?:第?[一二三单]?大|控股|实际|主要)?$"
)  # 甲成为乙的控股股东: 甲 itself
MADE_UP_OF = compile_re(r"(?:[（(][^（）()]{1,20}[）)])?(?:则|系|是)?由(?!于)")  # 甲由乙和丙各出资一半: 甲 is held
PART_OF = compile_re(r"\s*[（(]?(?:约|共)?占")


def is_owner_doubtful(
    reading: Reading, clause: Clause, figure: Mention, owner: Mention, measured: Measured, factor: float, since: int,
    carry: Carry,
) -> bool:  # fmt: skip
    """Tell whether it is not certain enough whose a figure is; `since` is where the figure before it ends."""
    own = factor >= NEAR or measured.tied or measured.metric == "marketShare"
    return (
        _is_beginning(reading, clause, owner, measured)
        or _passes_name(reading, figure, owner, measured, factor, since)
        or _is_of_others_too(reading, figure, owner, measured)
        or (measured.metric == "acquisitionAmount" and not own and _is_sum(reading, clause, figure))
        or (measured.metric in STAKES and bool(MADE_UP_OF.match(reading.text, owner.end)))
        or (not own and _is_one_of_several(reading, clause, owner))
        or (owner.finder == "coreference" and _may_mean_another(reading, owner, carry))
        or (owner.generic and owner.type in KINDS and _is_narrowed(reading, owner))
        or (measured.metric in HOLDER_METRICS and _has_nameless_actor(reading, clause, figure, owner, measured, factor))
    )


def _passes_name(
    reading: Reading, figure: Mention, owner: Mention, measured: Measured, factor: float, since: int
) -> bool:
    """Tell whether another name stands between what tells whose a figure is and the figure (甲跌，乙连涨八日，涨1%)."""
    if (factor >= NEAR and not measured.tied) or measured.metric in HOLDER_METRICS | PRODUCT_METRICS:
        return False
    source = owner.antecedent or owner
    start = since if measured.tied else max(reading.sentence.start, source.end)
    others = [m for m in reading.mentions if start <= m.start and m.end <= figure.start and not m.generic]
    others = [m for m in others if m.type in {"Company", "Brand", "Product"} and not is_observer(m)]
    return any(_name_of(m) != _name_of(owner) and m.finder != "coreference" for m in others)


def _is_sum(reading: Reading, clause: Clause, figure: Mention) -> bool:
    return bool(compile_words("in_sum").search(reading.text, clause.start, figure.start))


def _is_of_others_too(reading: Reading, figure: Mention, owner: Mention, measured: Measured) -> bool:
    """Tell whether a figure is of a name and of others with it (甲及其一致行动人合计增持; 已批公司合计注册资本)."""
    behind = reading.text[owner.end : figure.start] if owner.end <= figure.start else ""
    if owner.finder == "coreference" and compile_words("in_sum").match(behind):
        return True
    return measured.metric in HOLDER_METRICS and bool(compile_words("and_others").search(behind))


def _is_beginning(reading: Reading, clause: Clause, owner: Mention, measured: Measured) -> bool:
    """Tell whether a name is only the beginning of a longer one (云南 in 云南资本, a company's in that of a site)."""
    if owner.text.endswith("银行") and reading.text.startswith(("业", "间"), owner.end):
        return True  # 北京银行业, 上海银行间利率
    if compile_words("foresees").search(owner.text):
        return True  # 甲证券预计公司: a name cut too long
    token = find_token(reading, owner.start)
    longer = token is not None and token.end > owner.end and token.tag in NAME_TAGS
    if token is not None and longer and (owner.type in PLACES or owner.generic):
        return not OF_PLACE.match(reading.text, owner.end, token.end)
    if owner.type in PLACES and measured.metric not in {"gdp", "gdpGrowth"}:
        return _is_part_of_place(reading, clause, owner, measured.word_start)
    return measured.metric in BUILT and bool(begins_site(reading, owner))


def begins_site(reading: Reading, name: Mention) -> bool:
    """Tell whether a name only begins that of something to be built (甲科技小镇)."""
    site = compile_re(f"(?:(?![投建设拟将在的与和向])[一-鿿]){{0,8}}?(?:{alternate('site')})")
    return site.match(reading.text, name.end) is not None


def _is_part_of_place(reading: Reading, clause: Clause, place: Mention, end: int) -> bool:
    """Tell whether nouns behind a place narrow it (廊坊出口加工区进出口)."""
    covered = {start for m in clause.mentions for start in range(m.start, m.end)}
    nouns = (t for t in clause.tokens if place.end <= t.start and t.end <= end and t.tag in NOUNS_BEHIND)
    words = (reading.text[t.start : t.end] for t in nouns if t.start not in covered)
    whole = get_words("of_whole_place")
    return any(word not in whole and not MARKET.search(word) and not NEUTRAL.search(word) for word in words)


def _is_one_of_several(reading: Reading, clause: Clause, owner: Mention) -> bool:
    """Tell whether a clause before lists a name among others (甲、乙等多家公司预亏，规模达十亿元).

    A company that signs with a government is the one that builds and pays.
    """
    listed = find_listed_names(reading, reading.sentence.start, clause.start)
    bodies = [mention for mention in listed if mention != owner and not mention.text.endswith("政府")]
    return owner in listed and (bool(bodies) or owner.type != "Company")


def _may_mean_another(reading: Reading, owner: Mention, carry: Carry) -> bool:
    """Tell whether a pronoun may stand for somebody else whom the sentence or the clauses before bring up."""
    meant = _name_of(owner)
    source, paragraph = owner.antecedent or owner, reading.text.rfind("\n", 0, reading.sentence.start)
    elsewhere = source.end <= paragraph or source.start > owner.start
    if owner.text in COMPANY and elsewhere and meant != carry.main:
        return True  # named paragraphs ago, or only later, and not whom the article is about
    before = [m for m in reading.mentions if m.end <= owner.start and m.type == "Company" and not is_observer(m)]
    if owner.text == "其":
        return has_left(carry, owner)
    if owner.type == "Organization" and owner.text in COMPANY:
        return True  # no ministry is 公司
    if meant in {_name_of(m) for m in before}:
        return False
    topic = reading.clause_at(owner.start).topic
    other = owner.text.startswith("该") and topic is not None and topic.type == "Company" and _name_of(topic) != meant
    return other or any(m.finder != "coreference" for m in before)


def _name_of(mention: Mention) -> str:
    return (mention.antecedent or mention).text


def _is_narrowed(reading: Reading, owner: Mention) -> bool:
    """Tell whether a noun before a kind of goods makes it narrower (故宫口红): not all of them are meant."""
    if reading.text[owner.start - 1] in KINDS_COUNTED:
        return True  # 这13种药品: not all there are
    place = any(m.end == owner.start and m.type in PLACES for m in reading.mentions)
    token = find_token(reading, owner.start - 1) if owner.start > reading.sentence.start else None
    if token is not None and token.start < owner.start < token.end and not place:
        return True  # 医疗AI, one word of the tagger's
    if token is None or token.end != owner.start or place:
        return False
    word = reading.text[token.start : token.end]
    return token.tag in NOUN_TAGS and not NEUTRAL.search(word) and word not in get_words("world")


def _has_nameless_actor(
    reading: Reading, clause: Clause, figure: Mention, owner: Mention, measured: Measured, factor: float
) -> bool:
    """Tell whether somebody without a name holds or sells the shares (五家机构合计卖出1040万股，占总股本的1%)."""
    words = get_words("nameless_actor")
    end = owner.start if clause.start <= owner.start < figure.start else figure.start
    goes_on = [p.clause for p in reading.passages if p.clause.end == clause.start and clause.inherited]
    tokens = [t for c in (*goes_on, clause) for t in c.tokens]
    actors = [t for t in tokens if t.end <= end and reading.text[t.start : t.end] in words]
    actors = [t for t in actors if not BECOMES.search(reading.text, reading.sentence.start, t.start)]
    if actors and (factor < 1.0 or any(actors[-1].end <= t.start < end and t.tag == "v" for t in clause.tokens)):
        return True
    if factor >= 1.0 or measured.tied:
        return False
    shares = [m for m in reading.mentions if m.value and m.value.unit == "股" and m.end <= clause.start]
    return bool(measured.metric in STAKES and shares and PART_OF.match(reading.text, clause.start))


def is_near(reading: Reading, clause: Clause, owner: Mention, measured: Measured, limit: int) -> bool:
    """Tell whether no noun parts a name from a bare growth or a price's move: 甲碳排放减少31% is not of 甲."""
    if measured.metric not in STOCK_METRICS | {"growth"} or measured.noun or measured.tied:
        return True
    between = [t for t in clause.tokens if owner.end <= t.start and t.end <= limit]
    covered = {place for m in clause.mentions if m.type not in OWNERS for place in range(m.start, m.end)}
    words = [
        reading.text[t.start : t.end] for t in between if t.tag in {"n", "nz", "ORG", "PER"} and t.start not in covered
    ]
    metric_words = {reading.text[s:e] for s, e, _ in find_metric_words(reading, clause, owner.end, limit)}
    named = set() if measured.metric == "growth" else metric_words
    return all(NEUTRAL.search(word) or word in named for word in words)


def is_trade_side(reading: Reading, clause: Clause, place: Mention) -> bool:
    """Tell whether trade is with a place (对日本出口)."""
    joined = any(m.type in PLACES and m.end == place.start - 1 for m in clause.mentions)
    joined = joined and reading.text[place.start - 1] not in "对向从自"
    return not joined and reading.text.endswith(list_words("trade_side"), clause.start, place.start)
