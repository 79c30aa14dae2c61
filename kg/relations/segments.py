"""Parts of a company that figures are told of: 云服务收入30亿元 behind 甲营收80亿元, 分业务看 or 在云业务方面.

A part is no entity: its figures are the company's, with the part beside them, never to be taken for those of the whole.
"""

from kg.expressions import compile_re
from kg.mentions.lexical import compile_words
from kg.model import Mention
from kg.relations.carrying import Carry, follow
from kg.relations.clauses import ACTORS, Clause
from kg.relations.discourse import Passage
from kg.relations.figure_roles import PLACE_ENDING
from kg.relations.metric_words import WHOLE, find_metric_words
from kg.relations.reading import Reading

EARNED = compile_re("收入|营收|营业额|销售额|利润|毛利|溢利")
METRICS = {"revenue", "netProfit", "grossProfit", "operatingProfit", "profit", "profitBeforeTax", "premiumIncome"}
STRONG = compile_re("(?:业务|板块|分部|事业部|事业群|部门|产品线)$")
OPENERS = {"TIME", "c", "d", "ad", "f", "w"}  # what may stand before the part (其中, 去年, 此外)
CLOSERS = {"TIME", "d", "ad", "u"}  # and behind it
LIGHT = {"实现", "贡献", "录得", "取得", "创造", "产生", "完成", "获得"}
NOUNS = {"n", "nz", "vn", "a", "an", "b", "s", "f", "c", "u", "LOC", "nw"}
OTHERS = compile_re(
    "公司|集团|企业$|股东|行业|全国|财政|居民|政府|同行|对手|厂商|上市|基金|概念|个股|合计|人均|农村|城镇|预算|税|地方|工业"
)
PART = (
    r"(?P<part{}>[^，。；：“”\d在]{{2,14}}?(?:业务|板块|分部|事业部|事业群)(?:[和及](?:其[他它])?(?:领域|业务|产品))?)"
)
TOPIC = compile_re(
    rf"\s*(?:而|其中)?(?:在{PART.format(1)}(?:的?(?:方面|领域|层面|上|中))?|{PART.format(2)}(?:方面|领域|层面|上))[，：]"
)
WHOLES = compile_re("整体|总体|总[收营利]|合计|合并|全公司|集团|综合")
REPORTS = compile_re("[年季中财]报|年度报告|业绩|半年报")
LEAST = 2  # characters of a part's name


def follow_parts(reading: Reading, passage: Passage, carry: Carry) -> None:
    """Note who or what part of a company a clause brings up, before its figures are read."""
    clause = passage.clause
    part = _find_part_told_of(reading, passage, carry)
    if part and not carry.stranger:
        carry.segment = part
        return
    was = carry.owner, carry.stranger
    follow(reading, passage, carry)
    if _ends_part(reading, clause, carry) or was != (carry.owner, carry.stranger):
        carry.segment = ""


def _find_part_told_of(reading: Reading, passage: Passage, carry: Carry) -> str:
    """Return the part that a clause tells a figure of, without naming whose it is; an empty text if it does not."""
    clause = passage.clause
    if compile_words("segment_lead").search(reading.text, clause.start, clause.end):
        carry.by_segment = True
    topic = TOPIC.match(reading.text, clause.start, clause.end)
    if topic and not _names_anybody(clause, clause.end):
        carry.topical = reading.sentence.index
        return str(topic["part1"] or topic["part2"])
    if not EARNED.search(reading.text, clause.start, clause.end):
        return ""
    words = find_metric_words(reading, clause, clause.start, clause.end)
    word = next((start for start, _, metrics in words if any(m.name in METRICS for m in metrics)), None)
    if word is None or _names_anybody(clause, word):
        return ""
    part = _read_noun(reading, clause, word)
    if len(part) < LEAST or OTHERS.search(part):
        return ""
    strong = STRONG.search(part)
    if not strong and WHOLE.search(PLACE_ENDING.sub("", part) if carry.by_segment else part):
        return ""
    earned = carry.earned or REPORTS.search(reading.text, reading.sentence.start, clause.start)
    return part if carry.by_segment or carry.segment or (strong and earned) else ""


def _ends_part(reading: Reading, clause: Clause, carry: Carry) -> bool:
    """Tell whether a clause speaks of no part any more: of the whole, of somebody named, or after a semicolon.

    In a sentence that begins with 在云业务方面 the company itself may act.
    """
    bodies = [m for m in clause.mentions if m.type in ACTORS and not m.generic]
    if carry.topical == reading.sentence.index:
        bodies = [m for m in bodies if m.finder != "coreference" and m == clause.subject]
    after = clause.start > 0 and reading.text[clause.start - 1] in "；;"
    return bool(bodies) or after or bool(WHOLES.search(reading.text, clause.start, clause.end))


def _names_anybody(clause: Clause, end: int) -> bool:
    """Tell whether a name stands before a place that may be whose figure it is."""
    named = (m for m in clause.mentions if m.start < end and not m.generic)
    return any(m.type in ACTORS | {"Product"} for m in named)


def _read_noun(reading: Reading, clause: Clause, end: int) -> str:
    """Return the nouns that alone stand in a clause before the word for a metric, empty if there is anything else."""
    tokens = [t for t in clause.tokens if t.end <= end]
    while tokens and tokens[0].tag in OPENERS:
        tokens.pop(0)
    while tokens and (tokens[-1].tag in CLOSERS or reading.text[tokens[-1].start : tokens[-1].end] in LIGHT):
        tokens.pop()
    if not tokens or any(t.tag not in NOUNS for t in tokens):
        return ""
    return reading.text[tokens[0].start : tokens[-1].end].removesuffix("的")


def find_segment_owner(passage: Passage, carry: Carry, main: Mention | None) -> Mention | None:
    """Return the company whose part a clause tells of: whose figures were told last, else the one of the title."""
    if carry.owner is not None:
        return carry.owner if carry.owner.type == "Company" else None
    acts = passage.topic or passage.opening
    known = acts if acts is not None and acts.type == "Company" else main
    return None if carry.stranger or carry.unknown else known
