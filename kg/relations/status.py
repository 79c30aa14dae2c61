"""How a statement is meant: asserted, planned, former, denied or rumoured, or nothing at all (如果…, 是否…?)."""

import re
from functools import cache

from kg.expressions import compile_re
from kg.model import Status
from kg.ontology.lexicon import load_lexicon

NEGATION_REACH = 1  # characters between a negation and the verb that it denies
MANNER = compile_re(
    r"(?:按照?.{0,6}|及时|自行|主动|真正|成熟|如期|如实|依法|完整|充分|正式|实际|完全|立即|提前|再).{0,1}"
    r"|[^　，]{1,4}(?:和|或|及)"
)  # 未按规定披露, 从未转让和退出
PHRASE = compile_re(r"(?:与|和|同|对|向|在|被|把|将|跟|从|为|给|替)　+.{0,4}")  # 　 stands for a blanked name
QUESTION = compile_re(r"[？?][”」]?\s*$|(?:吗|呢)[。！]?[”」]?\s*$")
HEARSAY = compile_re(
    r"的(?:传闻|传言|流言)[。！”]?\s*$|[”的](?:消息|传闻|传言)(?:传出|流传|四起|不断|不绝)|未予?证实|未获证实|未经证实|未得到证实|拒绝(?:就此)?置评|不予置评|未予置评|未置评|[，,]?(?:知情人士|消息人士)[^，。]{0,6}(?:称|表示|透露|说)。?\s*$"
)  # told behind it
ABOUT = compile_re(r"(?:针对|关于|有关|对于|回应|澄清)[^，。；]*$")  # 针对甲拟减持股份的消息: what it is about is heard
NOTICED = compile_re(r"关注到[^，。]{0,14}(?:媒体|网络|报道|传闻|传言)")  # what a firm has seen others write
NEWS = compile_re(r"[^，。；：]*(?:的(?:消息|说法|报道)|传闻|传言|流言|谣言)")
UNFINISHED = compile_re(  # 购买股份的重组事项尚在进程中
    r"[^，。；]*?(?:事项|交易|重组|收购|工作)[^，。；]{0,6}(?:尚在|仍在|正在)[^，。；]{0,2}(?:进程|进行|推进|筹划|商谈|办理)"
    r"|(?!发布|披露|公布|公告|审议|通过|签|提交|推出|宣布|修订)[^，。；]{0,14}?的(?:重组|重大资产重组|收购|交易)?(?:预案|草案|方案|提案)"
)
DENIES = compile_re(r"否认|辟谣|否决|驳回")  # 否认公司会…: denies what its clause says
DENIED = compile_re(r"(?:否认|辟谣)(?:称|了|说)?[^，。；：“]{0,4}[，：“]+$")  # …否认，甲收购乙
DENIED_BEHIND = compile_re(
    r"^[“”]?[^，。；]{0,6}(?:对于?|针对|关于|就|有关)[^。；]*(?:传闻|传言|消息|报道|说法|猜测)[^。；]*(?:予以|作出|做出|表示|均|已|明确|公开|直接|坚决|回应)(?:了)?(?:否认|辟谣)[”。！；\s]*$"
)
DENIED_OF = compile_re(r"(?:^|[^针绝])(?:对|就)[^，。；]*$")  # 对破产一再辟谣
DENIED_AT_ONCE = compile_re(r"[^，。；]{0,10}?(?:一再|再三|多次|均|已|坚决|公开|明确)(?:予以|进行)?(?:辟谣|否认)")
UNTRUE = compile_re(
    r"(?:不属实|不实|与事实(?:严重)?不符|不符合事实|纯属虚构|纯属谣言|系谣言|为谣言|子虚乌有)[”。！；\s]*$"
)
REACTS = compile_re(r"(?:在|受|因)[^，。；]*(?:后|影响|之际|提振|刺激)，")  # 在市场传出…后，股价下跌: it did fall
SPLIT = compile_re(r"[，,：:；]")
OWED = compile_re(
    r"(?:应当|应该|理应|必须|亟需|亟待|有必要|(?<!不)需要)[^，。；]*$"
)  # what ought to be done is not done
ASKING = compile_re(r"是否|能否|会否|会不会|能不能|有没有|可否")


@cache
def _pattern(positive: str, negative: str | None = None) -> re.Pattern[str]:
    """Compile a search for a class of words that skips the words of another class."""
    lexicon = load_lexicon()
    wanted = "|".join(map(re.escape, lexicon.words(positive)))
    if negative is None:
        return compile_re(f"(?P<hit>{wanted})")
    skipped = "|".join(map(re.escape, lexicon.words(negative)))
    return compile_re(f"(?:{skipped})|(?P<hit>{wanted})")


def _has(positive: str, negative: str | None, text: str) -> bool:
    return any(match["hit"] for match in _pattern(positive, negative).finditer(text))


def is_question(sentence: str) -> bool:
    """Tell whether a sentence asks rather than states."""
    return bool(QUESTION.search(sentence))


def has_negation(text: str) -> bool:
    """Tell whether a negation stands anywhere in a text."""
    return _has("negation", "not_negation", text)


def plans_on(text: str) -> bool:
    """Tell whether a clause (its names blanked) makes a plan that can go on through the next one."""
    return _has("going_to", "not_future", text.replace("将　", "　"))


def _is_supposed(lead: str) -> bool:
    """Tell whether an earlier clause of the sentence only supposes (若全部行使，募资额可达…)."""
    parts = (part.lstrip("“但而 ") for part in SPLIT.split(lead))
    return any(match["hit"] for part in parts if (match := _pattern("conditional", "not_conditional").match(part)))


def _is_negated(before: str) -> bool:
    """Tell whether a negation stands right before the verb, or before the phrase (与　合作) that does."""
    last = None
    for match in _pattern("negation", "not_negation").finditer(before):
        last = match
    if last is None or not last["hit"]:
        return False
    rest = before[last.end() :]
    return len(rest) <= NEGATION_REACH or bool(PHRASE.fullmatch(rest)) or bool(MANNER.fullmatch(rest))


def _denies(sentence: str, lead: str, before: str) -> bool:
    """Tell whether somebody denies what is told, before it (否认收购…的传闻) or at the end (对于…的传闻，…予以否认)."""
    told = DENIES.search(before) or DENIED.search(lead) or DENIED_BEHIND.search(sentence) or UNTRUE.search(sentence)
    return told is not None


def judge_status(*, sentence: str, lead: str, before: str) -> Status | None:
    """Return the status of what a verb says, or None where it asserts nothing (conditional, asked).

    `sentence` is the whole sentence, `lead` what stands in it before the verb's clause, `before` that clause up to the
    verb.
    """
    owed = OWED.search(before)
    if owed or _has("conditional", "not_conditional", before) or ASKING.search(before) or _is_supposed(lead):
        return None
    verb = len(lead) + len(before)
    if DENIED_OF.search(before) and DENIED_AT_ONCE.match(sentence, verb):
        return "denied"
    if _denies(sentence, lead, before) or (_is_negated(before) and not _has("rumour", "not_rumour", before)):
        return "denied"
    heard = (ABOUT.search(before) and NEWS.match(sentence, verb)) or NOTICED.search(lead + before)
    if heard or _has("rumour", "not_rumour", REACTS.sub("", lead) + before) or HEARSAY.search(sentence):
        return "rumoured"
    if _is_negated(before):
        return "denied"
    if UNFINISHED.match(sentence, verb):
        return "planned"
    if _has("future", "not_future", before.replace("将　", "　")):  # 将甲公司收入囊中: 将 marks the object
        return "planned"
    return "asserted"
