"""Lists of ranks: 甲、乙分列第二、三位 and 前三名分别为甲、乙、丙 rank each name, first with first.

Both lists must be known whole and of one length, and what is ranked must be told: else the ranks are nobody's.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kg.expressions import compile_re
from kg.mentions.numerals import read_numeral
from kg.model import Evidence, Mention, Value
from kg.relations.carrying import Carry
from kg.relations.clauses import Clause
from kg.relations.figure_lists import LISTED
from kg.relations.figure_roles import find_figure_roles
from kg.relations.figure_status import judge_figure
from kg.relations.measured import OBSERVED_SCORE, Measured
from kg.relations.metric_words import find_metric_words, find_ranking
from kg.relations.ownership import HOLDER_METRICS, STOCK_METRICS, may_own
from kg.relations.reading import Reading

N = r"(?:[一二三四五六七八九十]{1,2}|\d{1,2})"
MARKS = compile_re("分列|分居|分别|依次|位列|位居|排名|名列|前")
BEHIND = compile_re(  # 分列第二、三位
    rf"(?:则|也|均)?(?:分列|分居|(?:分别|依次)?(?:位列|位居|排名|名列|排在|居|列))(?:全球|全国|国内|世界|行业)?"
    rf"(?P<ranks>第?{N}(?:名|位)?(?:[、和及与]第?{N}(?:名|位)?)+|(?<=分列)第?[二三四五六七八九]{{2,3}}位)(?![季度步部分批天年月日])"
)
AHEAD = compile_re(  # 销量前三名分别为
    r"前(?P<count>[两二三四五六七八九十]|\d{1,2})(?:名|位|强|甲|大|家)?的?(?:企业|公司|厂商|品牌|车企|券商|机构|基金公司|房企|银行)?"
    r"(?:则|还|又)?(?:分别|依次)(?:为|是|：)"
)
RANKED = {"Company", "Brand", "Product"}
OTHERS = compile_re("股东|客户|供应商|重仓|持仓|个股|股票|净买|净卖|涨幅|跌幅|卖出|买入|席位|营业部|振幅|换手")
ASIDE = compile_re(r"(?:[（(][^（）()]{0,20}[）)])?(?:[则也均]|(?:分别)?以[^，。；]{2,24}的[^，。；]{2,8})?")
LEAST = 2  # names of a list


@dataclass(frozen=True, slots=True)
class RankList:
    """Ranks listed at `text[start:end]` with the names that have them; without names where they are not known whole."""

    start: int
    end: int
    names: Sequence[Mention]
    ranks: Sequence[int]


def find_rank_lists(reading: Reading) -> list[RankList]:
    """Return the listed ranks of a sentence; from those of 分列第二、三位 no single one is to be read."""
    text, start, end = reading.text, reading.sentence.start, reading.sentence.end
    if not MARKS.search(text, start, end):
        return []
    found = []
    for match in BEHIND.finditer(text, start, end):
        ranks = _read_ranks(match["ranks"])
        found.append(RankList(*match.span(), _keep_whole(_list_names_before(reading, match.start()), ranks), ranks))
    for match in AHEAD.finditer(text, start, end):
        top = range(1, _read(match["count"]) + 1)
        names = _keep_whole(_list_names_behind(reading, match.end()), top)
        found += [RankList(*match.span(), names, top)] if names else []
    return found


def _keep_whole(names: Sequence[Mention], ranks: Sequence[int]) -> Sequence[Mention]:
    fit = len(names) == len(ranks) >= LEAST and all(m.type in RANKED and not m.generic for m in names)
    return names if fit else ()


def read_rank_list(reading: Reading, listed: RankList, carry: Carry) -> Iterator[Evidence]:
    """Yield the ranks of a list, if it is told what is ranked, in this sentence or the one before."""
    passage = reading.clause_at(listed.start)
    clause, start = passage.clause, reading.sentence.start
    noun = _find_noun(reading, clause, listed.start, carry)
    goes_on = carry.ranking is not None and not reading.text[start : listed.start].strip()
    if not (noun or goes_on) or OTHERS.search(reading.text, start, listed.end):
        return
    measured, words = Measured("rank", listed.start, OBSERVED_SCORE, noun), reading.text[listed.start : listed.end]
    for owner, rank in zip(listed.names, listed.ranks, strict=bool(listed.names)):
        value = Value("quantity", words, Decimal(rank), unit="rank")
        mark = Mention(listed.start, listed.end, words, "Quantity", "ranks", value=value)
        status = judge_figure(reading, clause, mark, measured, carry)
        roles = tuple(find_figure_roles(reading, clause, mark, owner, measured, start, carry, None))
        if goes_on and carry.ranking is not None:
            roles += tuple(item for item in carry.ranking.roles if item[0] not in {role for role, _ in roles})
        if status is not None and may_own(owner, measured, 1.0):
            yield Evidence(
                "observation", reading.sentence, "rank", owner, value, roles, status, "figure/rank", OBSERVED_SCORE,
                passage.speaker,
            )  # fmt: skip


def _find_noun(reading: Reading, clause: Clause, place: int, carry: Carry) -> str:
    """Return what is ranked: the nearest metric before the ranks, else what the rank told last is of."""
    told = next((t.measured.noun for t in reversed(carry.recent) if t.measured.metric == "rank"), "")
    words = find_metric_words(reading, clause, reading.sentence.start, place)
    words = [w for w in words if not any(m.name in HOLDER_METRICS | STOCK_METRICS for m in w[2])]
    if told or not words:
        mark = Mention(place, place, "", "Quantity", "ranks")
        return told or find_ranking(reading, clause, mark)
    return reading.text[words[-1][0] : words[-1][1]]


def _list_names_before(reading: Reading, place: int) -> list[Mention]:
    """Return the names that end right before a place, listed with 、 and 和."""
    names: list[Mention] = []
    for mention in reversed([m for m in reading.mentions if m.end <= place and m.type in RANKED]):
        between = LISTED if names else ASIDE
        if between.fullmatch(reading.text, mention.end, names[0].start if names else place) is None:
            break
        names.insert(0, mention)
    listed = names and reading.text[: names[0].start].endswith(("、", "和", "及", "与"))
    return [] if listed else names


def _list_names_behind(reading: Reading, place: int) -> list[Mention]:
    """Return the names that begin right at a place, listed with 、 and 和."""
    names: list[Mention] = []
    for mention in [m for m in reading.mentions if m.start >= place and m.type in RANKED]:
        gap = reading.text[names[-1].end if names else place : mention.start]
        if not (LISTED.fullmatch(gap) if names else gap.strip(" “") == ""):
            break
        names.append(mention)
    goes_on = names and LISTED.match(reading.text, names[-1].end)
    return [] if goes_on else names


def _read_ranks(words: str) -> list[int]:
    parts = re.findall(N, words)
    if len(parts) == 1:  # 二三位
        parts = list(words.strip("第位"))
    return [_read(part) for part in parts]


def _read(words: str) -> int:
    return int(read_numeral(words.replace("两", "二")).number)
