"""A match's slots in, the same without what only stands beside the thing meant out: 甲子公司, 甲董事长, 甲22家门店.

A name that only says whose subsidiary, shareholder or shop is meant is neither subject nor object itself.
"""

import re
from functools import cache

from kg.expressions import compile_re
from kg.model import Mention
from kg.ontology.vocabulary import load_vocabulary
from kg.relations.affiliation import can_employ
from kg.relations.clauses import BODIES, PART
from kg.relations.encoding import types_of
from kg.relations.patterns import Pattern
from kg.relations.reading import Reading

WHEN_OF_IT = compile_re(
    r"[”》]?的(?:具体|上市|发布)?(?:时间|日期|进度|可能|传闻|细节|定价|消息)|(?:快闪|旗舰|体验|专卖|概念|主题|直营|线下){1,2}店"
)  # 对推出手机的时间
SERVED = compile_re(rf"(?:{WHEN_OF_IT.pattern})|(?:充|维修|租赁|回收|检测|配送|保险|超市|零售)")  # 电动汽车充换电量
OF_IT = compile_re(
    r"[”》]?(?:[(（].{1,14}[)）])?(?:旗下)?的(?![^，。；]{0,8}?(?:股|权益|控制权|收购|并购|兼并|合并|私有化|计划|交易|消息|传闻|传言|说法|报道|新闻|案|事宜|要约|意向|提议|协议|"
    r"谈判|工作|战略|方式|价格|资金|条件|过程|目的|步伐|重组|审批|整体|全部|一部分|了))"
)  # 收购甲的某业务: not 甲 itself
THINGS = compile_re(
    r"[”》]?(?:优质|部分|核心|相关|主要|海外|境外|境内|国内|[一-鿿]{2,4})?(?:资产(?!管理|重组|评估)|业务|门店|工厂|品牌|专利|生产线|地块|债权|项目|矿山|物业)(?![一-鿿]{0,4}(?:公司|集团)|[^，。；]{0,10}(?:股权|股份))"
)  # 收购甲优质资产
HOLDS = compile_re(  # 收购甲持有的乙股权
    r"[”》]?(?:合计|共同|各自|分别|间接|直接)?(?:(?:所?持有?|拥有|名下|手中)的|手[下上头]的?)"
)
BEYOND = compile_re(r"(?:本土|市场|地区|境|大陆|市域|市区|市|省)?(?:以外|之外)")  # 在美国之外: anywhere but there
TAKEN_OUT = compile_re(r"(?:剥离|剔除|扣除|除去|置出)了?[^，。；]{0,24}$")
WHAT_IS_LEFT = compile_re(r"[^，。；]{0,24}?[之以]?后的")
KIN = compile_re(
    r"的?(?:[长次幼]?[子女](?![一-鿿]{0,1}(?:公司|弹|士))|之[子女妻父母弟兄]|儿子|女儿|妻子|丈夫|前妻|父亲|母亲|父母|哥哥|弟弟|姐姐|妹妹|侄[子女]|女婿|配偶|家人)"
)  # 甲长子乙
NO_PERSON = compile_re(r"[和与及由对].{2,}|.*的.*|.*[兼]|.*(?:员会|先生|女士)")
PLACED = {"operatesIn", "plansToEnter"}
FOR_BOARDS = {"foundedOn", "headquarteredIn", "departmentOf", "awardedBy"}  # what a board or market has too
APART = compile_re("[，、；]|以及")  # between two clauses
BUILT_IN = compile_re(r"(?:搭载|采用|基于|配备|内置|运行|预装)了?[^，。；的]{0,6}$")  # 推出搭载甲系统的家电: not 甲
RIVALS = {"competitorOf", "partnerOf", "supplierOf"}
BOUGHT = {"acquired", "investsIn"}


@cache
def list_states() -> frozenset[str]:
    """Return the properties that hold over time, so that 曾 makes them former: posts and employment."""
    held = {name for name, term in load_vocabulary().properties.items() if "holdsPositionAt" in term.parents}
    return frozenset({"holdsPositionAt", "worksFor", *held})


def drop_unfit(reading: Reading, pattern: Pattern, match: re.Match[str], slots: dict[str, list[Mention]]) -> bool:
    """Take out of subject and object what is not itself meant; tell whether each still holds something."""
    if not pattern.reverse and _tells_of_next(reading, slots):
        return False
    taken = {
        place for name in pattern.triggers for place in reading.encoded.places[match.start(name) : match.end(name)]
    }
    filled = {mention.start for mentions in slots.values() for mention in mentions}
    for name in ("subject", "object"):
        if not slots.get(name):
            continue
        kept = [m for m in slots[name] if not _is_beside(reading, m, taken)]
        if name == ("subject" if pattern.reverse else "object"):
            if _takes_part_only(reading, pattern, kept[-1:], taken):
                return False
            kept = [m for m in kept if not _has_post(reading, m, filled) and not _is_elsewhere(reading, pattern, m)]
        kept = [m for m in kept if not (m.type == "Person" and KIN.match(reading.text, m.end))]
        if pattern.property == "produces" and name == "object":
            kept = [m for m in kept if not BUILT_IN.search(reading.text, reading.sentence.start, m.start)]
        if pattern.property in list_states():
            kept = [m for m in kept if can_employ(m) and not (m.type == "Person" and NO_PERSON.fullmatch(m.text))]
        elif name == "subject" and pattern.property not in FOR_BOARDS:
            kept = [m for m in kept if m.type != "Organization" or can_employ(m)]
        if not kept:
            return False
        slots[name] = kept
    return True


def _tells_of_next(reading: Reading, slots: dict[str, list[Mention]]) -> bool:
    """Tell whether the clause says which one the body behind it is: 甲，生产电池的乙 is nothing of 甲."""
    if not slots.get("subject") or not slots.get("object"):
        return False
    subject, item = slots["subject"][-1], slots["object"][-1]
    if subject.end > item.start or not APART.search(reading.text, subject.end, item.start):
        return False
    return reading.text.startswith("的", item.end) and any(
        m.start == item.end + 1 and m.type in BODIES for m in reading.mentions
    )


def is_taken_out(reading: Reading, mention: Mention) -> bool:
    """Tell whether a name is only what is taken out of what changes hands (收购剥离了甲24%股权后的乙): not 甲."""
    before = reading.text[reading.clause_at(mention.start).clause.start : mention.start]
    return bool(TAKEN_OUT.search(before) and WHAT_IS_LEFT.match(reading.text, mention.end))


def _is_beside(reading: Reading, mention: Mention, taken: set[int]) -> bool:
    if mention.type not in BODIES:
        return False
    part = PART.match(reading.text, mention.end)
    return part is not None and taken.isdisjoint(range(*part.span("noun")))


def _has_post(reading: Reading, mention: Mention, filled: set[int]) -> bool:
    """Tell whether an object only says whose chairman is meant (携手甲董事长乙)."""
    if mention.type not in BODIES:
        return False
    behind = next((m for m in reading.mentions if m.start == mention.end), None)
    return behind is not None and behind.type == "Post" and behind.start not in filled


def _takes_part_only(reading: Reading, pattern: Pattern, last: list[Mention], taken: set[int]) -> bool:
    """Tell whether only something of the object is meant (收购甲的某业务, 收购甲22家门店, 收购甲持有的乙)."""
    if pattern.property == "produces":
        return any((SERVED if m.generic else WHEN_OF_IT).match(reading.text, m.end) for m in last)
    if pattern.property not in BOUGHT:
        return False
    for mention in last:
        holds = HOLDS.match(reading.text, _end_of_list(reading, mention))
        if holds and not any(holds.start() <= place < holds.end() for place in taken):
            return True
        if pattern.property == "acquired" and (
            OF_IT.match(reading.text, mention.end)
            or THINGS.match(reading.text, mention.end)
            or _is_counted(reading, mention)
        ):
            return True
    return False


def _end_of_list(reading: Reading, mention: Mention) -> int:
    """Return where a list that goes on behind a name ends (甲和乙合计持有的丙)."""
    end = mention.end
    for other in reading.mentions:
        if other.start == end + 1 and reading.text[end] in "、和与及" and other.type in BODIES | {"Person"}:
            end = other.end
    return end


def _is_counted(reading: Reading, mention: Mention) -> bool:
    behind = next((m for m in reading.mentions if m.start == mention.end), None)
    return behind is not None and bool(types_of(behind) & {"Count", "Money"})


def _is_elsewhere(reading: Reading, pattern: Pattern, mention: Mention) -> bool:
    """Tell whether an object is only what something lies outside of, or holds the rival meant (对手是甲旗下的乙)."""
    if pattern.property in PLACED:
        return bool(BEYOND.match(reading.text, mention.end))
    return pattern.property in RIVALS and reading.text.startswith(("旗下", "控股的"), mention.end)
