"""Registered names in, companies out: 深圳市诚壹科技有限公司, 诚壹（上海）投资合伙企业（有限合伙）.

The legal form says where a name ends. Where it begins is read from the tagger's words leftwards: over words that
names are made of, up to a particle, a verb that is no trade, or a noun for a relation (控股股东, 旗下). A bracket
inside is part of it.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from kg.expressions import compile_re
from kg.mentions.bodies import is_kind_of_body
from kg.mentions.lexical import get_words, list_words
from kg.mentions.splitting import split_bodies
from kg.model import Mention, Token
from kg.ontology.gazetteer import load_gazetteer

LEGAL_SCORE = 0.95
LONGEST = 40  # characters of a registered name
SHORTEST_CORE = 2  # characters before the legal form
FORM = compile_re(r"(?:股份|责任)?有限(?:责任)?公司|合伙企业[（(](?:有限|普通)合伙[）)]|[（(]有限合伙[）)]|株式会社")
NAMING = {"ORG", "LOC", "PER", "n", "nz", "nr", "ns", "nt", "nw", "vn", "an", "xc", "s", "q", "a"}
OPENING, CLOSING = "（(", "）)"
GRAMMAR = {"w", "p", "c", "u", "d", "v", "vd", "r", "m"}
NOT_INSIDE = compile_re('[“”"]|称')  # a bracket with a short name in it ends the name before it
FORMER = compile_re(r"有限(?:责任)?公司(?:和|与|及|以及|、)")
PLACE = compile_re("[一-鿿]{2,3}[省市县区州]")
KIND = compile_re("[一-鿿]{2,10}?(?:公司|企业|机构)(?=[一-鿿]{4})")  # 合资证券公司/岚山证券有限责任公司
FOUNDING = compile_re(
    "(?:[年月日]?(?:投资|出资|发起|注册|共同|新)?(?:创立|成立|设立|组建|创办)了?|[月日](?=[一-鿿]{4}))"
)
HERE = compile_re("[该本此][省市县区镇乡村]")  # 该镇/双鹭纸业有限公司
STRAY = "空多中后前新原由对与和及被向从为该将"  # what a tagger takes in from the word before a name
NO_NAME = compile_re(r"公司$|企业$|股东$|旗下$|方$|名单$|公告$|协议$|业务$")


def find_legal_names(text: str, tokens: Sequence[Token]) -> Iterator[Mention]:
    """Yield companies by their registered form, in text order."""
    ends = [token.end for token in tokens]
    last = 0
    for form in FORM.finditer(text):
        index = bisect_left(ends, form.end())
        if index == len(tokens) or form.start() < last:
            continue
        start = max(last, _find_start(text, tokens, index, form.start()))
        parts = list(split_bodies(text, start, form.end()))
        if not parts or parts[-1][1] != form.end() or form.start() - parts[-1][0] < SHORTEST_CORE:
            continue
        start, last = parts[-1]
        start = _skip_stray(text, _skip_former(text, start, last), last)
        start = here.end() if (here := HERE.match(text, start, form.start() - SHORTEST_CORE)) else start
        founding = FOUNDING.match(text, start, form.start() - SHORTEST_CORE)
        start = founding.end() if founding else start
        if is_kind_of_body(text[start:last]):
            continue
        yield Mention(start, last, text[start:last], "Company", "legal-name", LEGAL_SCORE)


def _skip_former(text: str, start: int, end: int) -> int:
    """Return where the last of several registered names begins that were taken for one, and no verb before a place.

    …有限公司和…有限公司 are two; 租赁岚山市诚壹有限公司 is hired.
    """
    forms = list(FORMER.finditer(text, start, end))
    start = forms[-1].end() if forms else start
    kind = KIND.match(text, start, end)
    start = kind.end() if kind and is_kind_of_body(kind[0]) else start
    verb = next(filter(text[start:end].startswith, list_words("trade_verb")), "")
    return start + len(verb) if PLACE.match(text, start + len(verb), end) else start


def _skip_stray(text: str, start: int, end: int) -> int:
    """Return where a name begins behind a verb's last character: 卖/空长城汽车股份有限公司."""
    names = load_gazetteer().names
    listed = any(text[start + 1 : start + length] in names for length in range(4, min(9, end - start)))
    whole = any(text[start : start + length] in names for length in range(3, min(9, end - start)))
    return start + 1 if text[start] in STRAY and listed and not whole else start


def _find_start(text: str, tokens: Sequence[Token], index: int, form: int) -> int:
    """Return where the name begins whose legal form stands at `form`, in or before `tokens[index]`."""
    start = min(tokens[index].start, form)
    place = index if tokens[index].start < form else index - 1
    while place >= 0 and tokens[place].start >= start:
        place -= 1
    while place >= 0 and tokens[place].end == start and form - tokens[place].start < LONGEST:
        word = text[tokens[place].start : tokens[place].end]
        if word in OPENING and _count(text[start:form], CLOSING) > _count(text[start:form], OPENING):
            start, place = tokens[place].start, place - 1
            continue
        if word in CLOSING:
            opening = max(text.rfind("（", 0, start), text.rfind("(", 0, start))
            if opening < 0 or start - opening > LONGEST // 3 or NOT_INSIDE.search(text, opening, start):
                break
            start = opening
            while place >= 0 and tokens[place].start >= start:
                place -= 1
            continue
        if not _belongs(word, tokens[place].tag):
            break
        start = tokens[place].start
        place -= 1
    if text[start] in OPENING and place >= 0 and tokens[place].end == start and tokens[place].tag not in GRAMMAR:
        return tokens[place].start  # 岚望（深圳）置业有限公司, whose own name the tagger took for another word
    return start


def _count(text: str, marks: str) -> int:
    return sum(text.count(mark) for mark in marks)


def _belongs(word: str, tag: str) -> bool:
    if tag == "ORG" or word in get_words("company_trade"):
        return True
    if word in get_words("relation_noun") or NO_NAME.search(word) or word.isspace():
        return False
    return tag in NAMING or (tag == "m" and word.isascii())
