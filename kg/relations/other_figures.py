"""Figures that the words around them make other ones than they look: repaid debt, cash that is paid, a project's sums.

What stands around a metric's word is data (`unless` in ontology/lexicon/metrics.toml); what asks for more is here.
"""

import re
from functools import cache

from kg.expressions import compile_re
from kg.mentions.lexical import alternate, compile_words
from kg.model import Mention, Value
from kg.ontology.metrics import load_metrics
from kg.relations.clauses import ACTORS, PLACES, Clause
from kg.relations.discourse import is_observer
from kg.relations.figure_dates import ACTIONS, Roles
from kg.relations.measured import Measured, get_unit_kind
from kg.relations.ownership import HOLDER_METRICS, INDEX, INDEX_METRICS, PLACE_METRICS
from kg.relations.reading import Reading

BEHIND_REACH = 10  # characters behind a figure in which its noun stands
OPEN = r"(?<![未待应须需])"  # 尚未归还的贷款: still owed
WIDER = compile_re("全球|世界|全国")
SPEAKS = compile_re("宣布|表示|透露|称|介绍|承诺")
OWN_MONEY = compile_re("个人|自己|本人|自掏腰包|自费|名下")
BECOMES = compile_re("(?:成为|作为|是|晋升|晋级|跻身)[^，。；]{0,16}$")
NAMELESS_PART = compile_re("其中[一-鿿]{2,6}公司")  # 其中影视公司收入580亿元
FUNDS = compile_re("完成|获|宣布|拿到|得到|融资")
PRICES = {"price", "averagePrice", "priceChange"}
CLASS_KINDS = {"money", "percent", "bare"}
PLACE_RANKS = compile_re("(?:城市|省份|省市|各省|各市|国家|各国|地区)(?:中)?(?:排名|排在)?(?:第|前)")
CLASS_UNITS = {"km", "公里", "千米", "GWh", "GW", "MWh", "kWh", "升", "克", "吨"}


def is_other_figure(
    reading: Reading, clause: Clause, figure: Mention, owner: Mention, measured: Measured, roles: Roles
) -> bool:
    """Tell whether a figure is not what its metric's word says, or not of its owner, by the words around it."""
    own_start = owner.end if clause.start <= owner.end <= figure.start else clause.start
    return (
        _is_barred(reading, clause, figure, measured)
        or _describes_class(reading, figure, measured)
        or _is_of_wider_place(reading, clause, figure, owner, measured)
        or _is_of_other_body(reading, figure, own_start, measured)
        or _is_observed(reading, figure, owner, measured)
        or _is_promised(reading, figure, owner, measured)
        or _funds_another(reading, figure, owner, measured)
        or _is_of_other_index(reading, figure, own_start, measured)
        or _is_homeless(reading, clause, owner, measured, roles)
    )


@cache
def _compile_unless(metric: str, *, behind: bool) -> re.Pattern[str] | None:
    known = load_metrics().metrics.get(metric)
    words = () if known is None else known.unless_behind if behind else known.unless
    return compile_re(OPEN + "(?:" + "|".join(map(re.escape, words)) + ")") if words else None


def _is_barred(reading: Reading, clause: Clause, figure: Mention, measured: Measured) -> bool:
    """Tell whether a word of those that a metric is not told beside stands before a figure, or right behind it."""
    before = _compile_unless(measured.metric, behind=False)
    if before is not None and before.search(reading.text, clause.start, figure.start):
        return True
    after = _compile_unless(measured.metric, behind=True)
    end = min(clause.end, figure.end + BEHIND_REACH)
    return after is not None and after.search(reading.text, figure.end, end) is not None


@cache
def _compile_described() -> re.Pattern[str]:
    return compile_re(f"(?:(?:及|或)?以[上下内]的?|的)(?:[一-鿿]{{0,4}}?)(?:{alternate('described')})")


def _describes_class(reading: Reading, figure: Mention, measured: Measured) -> bool:
    """Tell whether a bound describes what something else is told of: 续航300公里以上车型, 售价10万元以下的手机."""
    value = figure.value
    if value is None or value.comparator not in {"over", "under"} or measured.metric in HOLDER_METRICS:
        return False
    fits = get_unit_kind(value) in CLASS_KINDS or value.unit in CLASS_UNITS
    named = any(figure.end <= m.start <= figure.end + 1 and not m.generic for m in reading.mentions)
    if named or BECOMES.search(reading.text, reading.sentence.start, figure.start):
        return False  # 增速超过20%的甲, 成为首家市值突破万亿元的公司
    fits = fits and not (measured.metric in ACTIONS and reading.text.startswith("的", figure.end))
    return fits and _compile_described().match(reading.text, figure.end, reading.sentence.end) is not None


def _is_of_wider_place(reading: Reading, clause: Clause, figure: Mention, owner: Mention, measured: Measured) -> bool:
    """Tell whether a clause gives the world's figure behind one of a place, or ranks places where no place owns it."""
    if measured.metric == "rank" and owner.type not in PLACES:
        return PLACE_RANKS.search(reading.text, clause.start, figure.end) is not None
    if measured.metric not in PLACE_METRICS or owner.start >= clause.start:
        return False
    return WIDER.search(reading.text, clause.start, figure.start) is not None


def _is_of_other_body(reading: Reading, figure: Mention, start: int, measured: Measured) -> bool:
    """Tell whether a body without a name, not the owner, has the figure: 标的公司资产总额445亿元."""
    if measured.metric in HOLDER_METRICS | ACTIONS:
        return False
    end = measured.word_start if start < measured.word_start <= figure.start else figure.start
    told = list(compile_words("other_body").finditer(reading.text, start, end))
    told = told or list(NAMELESS_PART.finditer(reading.text, start, end))
    return bool(told) and not any(
        m.type in ACTORS and told[-1].end() <= m.start and m.end <= figure.start for m in reading.mentions
    )


def _is_observed(reading: Reading, figure: Mention, owner: Mention, measured: Measured) -> bool:
    """Tell whether who only looks at the accounts of others would own what it found (审计师…显示资产总额445亿元)."""
    source = owner.antecedent or owner
    start = max(source.end, reading.sentence.start)
    return (
        is_observer(source)
        and measured.metric not in ACTIONS
        and compile_words("examines").search(reading.text, start, figure.start) is not None
    )


def _is_of_other_index(reading: Reading, figure: Mention, start: int, measured: Measured) -> bool:
    """Tell whether an index that no finder knows stands between an index and a figure (沪指涨2%，深指涨3%)."""
    if measured.metric not in INDEX_METRICS.values():
        return False
    told = INDEX.finditer(reading.text, start, figure.start)
    return any(not any(m.start <= index.start() < m.end for m in reading.mentions) for index in told)


def _is_promised(reading: Reading, figure: Mention, owner: Mention, measured: Measured) -> bool:
    """Tell whether a person only says what others put in (部长宣布，政府将投入30亿元)."""
    if owner.type != "Person" or measured.metric != "investment":
        return False
    said = SPEAKS.search(reading.text, owner.end, figure.start)
    return said is not None and OWN_MONEY.search(reading.text, owner.end, figure.start) is None


def _funds_another(reading: Reading, figure: Mention, owner: Mention, measured: Measured) -> bool:
    """Tell whether the owner of a sum that is raised would be one of those who give it (由甲领投的3亿元融资)."""
    if measured.metric != "fundingAmount" or owner.end > figure.start:
        return False
    given = compile_words("gives_funds").search(reading.text, owner.end, figure.start)
    return given is not None and FUNDS.search(reading.text, owner.end, given.start()) is None


def _is_homeless(reading: Reading, clause: Clause, owner: Mention, measured: Measured, roles: Roles) -> bool:
    """Tell whether homes have a price without anybody saying in which city."""
    if measured.metric not in PRICES or not owner.generic:
        return False
    placed = any(role == "place" and not isinstance(filler, Value) for role, filler in roles)
    return not placed and compile_words("dwelling").search(owner.text) is not None
