"""Words that stand for somebody (公司, 其, 该公司), where they do, and where 其 is too unsure to be read."""

import re
from collections.abc import Mapping

from kg.expressions import compile_re
from kg.model import Mention, Token
from kg.relations.clauses import ACTORS, Clause

PRONOUN = compile_re(
    r"我们|我司|我公司|本公司|本集团|该公司|该集团|该企业|该行(?!业|为|动|政|列|程|情)|公司|集团|其(?!中|他|它|余|实|次|间|后|一|二|三)|他(?!们|人|国|乡|方)|她(?!们)|我(?!们|国|司|公|市|省|县|区|军|方)"
)
COMPANY_WORD = {"公司", "集团"}
COMPOUND_AFTER = compile_re(r"法|治理|制|债|类|化|级|名称|章程|注册")
HELD = compile_re(
    r"的?(?:部分|全部|无限售|限售|流通)?(?:股|可转|债券|控制权|表决权|\d|董|监|高管|总|副)"
)  # 持有的公司股份
SETS_SCENE = compile_re(r"\s*(?:而|但|不过)?(?:随着|由于|因为|虽然|尽管|当|在)")
NAMED_BODY = compile_re(r"[一-鿿]{2}(?:公司|集团|医院|银行|大学|学院|基金会?|酒店|协会|工厂|超市|研究院|事务所)[”》]?$")

ANNOUNCER = compile_re(
    r"(?!根?据|公司|该|本|上述|最新|其|此|另|有|在)(?P<name>[一-鿿]{2,6}?)(?:\(.{4,12}?\)|（.{4,12}?）)?"
    r"(?:(?:\d{4}年)?(?:\d+月)?\d+日)?(?:早间|晚间|盘后|晚)?(?:发布)?公告(?:称|$|，)"
)  # a name that no finder knows: 太阳能1月29日公告称
BRACKETED = compile_re(r"(?:公司|基金|集团|银行|机构)(?=[（(][A-Za-z])")  # a body told with its short name
STRANGER = compile_re(r"[一-鿿]{2,8}(?<!上市)(?<!有限)(?<!子)公司(?=[是为于在拟将的，])")  # 武汉公司是…主角


def is_pronoun(text: str, match: re.Match[str], clause: Clause, tags: Mapping[int, Token]) -> bool:
    """Tell whether a match of PRONOUN stands for somebody: 公司 but not that of 上市公司, nor 某领域的公司."""
    if match[0] not in COMPANY_WORD:
        return match.start() in tags or match[0] in {"我们", "该公司", "本公司"}
    token = tags.get(match.start())
    if token is None or COMPOUND_AFTER.match(text, match.end()):
        return False
    before = text[match.start() - 1 : match.start()]
    if before == "的" and not HELD.match(text, match.end()):
        return False  # 某领域的公司
    previous = next((t for t in clause.tokens if t.end == match.start()), None)
    if any(m.end == match.start() and m.type not in {"Date", "Duration"} for m in clause.mentions):
        return False
    return (
        previous is None
        or previous.tag in {"w", "v", "p", "c", "d", "u", "TIME", "vd", "ad", "f"}
        and before not in "家个子母"
    )


def resolve_he(person: Mention | None, before: Clause | None) -> Mention | None:
    """Return whom 他 means: the only person of the clause before, unless one acts there, else who acted last."""
    people = [m for m in before.mentions if m.type == "Person"] if before is not None else []
    if len(people) == 1 and before is not None and (before.subject is None or before.subject.type != "Person"):
        return people[0]  # 记者联系到甲，他表示…
    return person


def resolve_its(text: str, topic: Mention | None, before: Clause | None) -> Mention | None:
    """Return whom 其 means where its own clause names nobody: the topic, unless the clause before names another.

    随着甲扩产，其份额…: 甲's; 携手甲，推出其产品: unsure.
    """
    if before is None:
        return topic
    if ends_in_stranger(text, before):
        return None
    others = [m for m in before.mentions if m.type in ACTORS and topic is not None and m.text != topic.text]
    if not others:
        return topic
    return others[-1] if SETS_SCENE.match(text, before.start) and len(others) == 1 else None


def ends_in_stranger(text: str, clause: Clause) -> bool:
    """Tell whether a clause ends in a body that no finder knows (…某医院，其创始人)."""
    end = clause.end
    while end > clause.start and text[end - 1] in "，：；,”》）) ":
        end -= 1
    named = any(m.start < end <= m.end for m in clause.mentions)
    return not named and bool(NAMED_BODY.search(text, clause.start, end))


def is_of_stranger(text: str, clause: Clause) -> bool:
    """Tell whether a clause names a company that no finder knows, whom 该公司 would mean: at an end or in brackets."""
    bracketed = BRACKETED.search(text, clause.start, clause.end)
    if bracketed and not any(m.start < bracketed.end() <= m.end for m in clause.mentions):
        return True
    begins = STRANGER.match(text, clause.start, clause.end)
    return ends_in_stranger(text, clause) or (
        begins is not None and not any(m.start < begins.end() and m.type in ACTORS for m in clause.mentions)
    )


def names_stranger(text: str, clause: Clause) -> bool:
    """Tell whether a clause begins with a name that no finder knows, so that it is not about the last one."""
    announcing = ANNOUNCER.match(text, clause.start, clause.end)
    if announcing and not any(m.start < announcing.end("name") for m in clause.mentions if m.type in ACTORS):
        return True
    for token in clause.tokens:
        if token.tag in {"ORG", "PER"}:
            inside = any(m.start < token.end and token.start < m.end for m in clause.mentions)
            return not inside and token.end - token.start > 1
        if token.tag not in {"TIME", "w", "c", "d"}:
            return False
    return False
