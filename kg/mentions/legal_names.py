"""Registered names in, companies out: 深圳市诚壹科技有限公司, 诚壹（上海）投资合伙企业（有限合伙）.

The legal form says where a name ends. Where it begins is read from the tagger's words leftwards: over words that
names are made of, up to a particle, a verb that is no trade, or a noun for a relation (控股股东, 旗下). A bracket
inside is part of it.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from kg.mentions.lexical import get_words
from kg.mentions.tagged import split_bodies
from kg.model import Mention, Token

LEGAL_SCORE = 0.95
LONGEST = 40  # characters of a registered name
SHORTEST_CORE = 2  # characters before the legal form
FORM = re.compile(r"(?:股份|责任)?有限(?:责任)?公司|合伙企业[（(](?:有限|普通)合伙[）)]|[（(]有限合伙[）)]|株式会社")
NAMING = {"ORG", "LOC", "PER", "n", "nz", "nr", "ns", "nt", "nw", "vn", "an", "xc", "s", "q", "a"}
OPENING, CLOSING = "（(", "）)"
NO_NAME = re.compile(r"公司$|企业$|股东$|旗下$|方$|名单$|公告$|协议$|业务$")


def find_legal_names(text: str, tokens: Sequence[Token]) -> Iterator[Mention]:
    """Yield companies by their registered form, in text order."""
    ends = [token.end for token in tokens]
    last = 0
    for form in FORM.finditer(text):
        index = bisect_left(ends, form.end())
        if index == len(tokens) or form.start() < last:
            continue
        start = _find_start(text, tokens, index, form.start())
        parts = list(split_bodies(text, start, form.end()))
        if not parts or parts[-1][1] != form.end() or form.start() - parts[-1][0] < SHORTEST_CORE:
            continue
        start, last = parts[-1]
        yield Mention(start, last, text[start:last], "Company", "legal-name", LEGAL_SCORE)


def _find_start(text: str, tokens: Sequence[Token], index: int, form: int) -> int:
    """Return where the name begins whose legal form stands at `form`, in or before `tokens[index]`."""
    start = min(tokens[index].start, form)
    place = index if tokens[index].start < form else index - 1
    while place >= 0 and tokens[place].start >= start:
        place -= 1
    while place >= 0 and tokens[place].end == start and form - tokens[place].start < LONGEST:
        word = text[tokens[place].start : tokens[place].end]
        if word in OPENING and not set(text[start:form]).isdisjoint(CLOSING):
            start, place = tokens[place].start, place - 1
            continue
        if word in CLOSING:
            opening = max(text.rfind("（", 0, start), text.rfind("(", 0, start))
            if opening < 0 or start - opening > LONGEST // 3:
                break
            start = opening
            while place >= 0 and tokens[place].start >= start:
                place -= 1
            continue
        if not _belongs(word, tokens[place].tag):
            break
        start = tokens[place].start
        place -= 1
    return start


def _belongs(word: str, tag: str) -> bool:
    if tag == "ORG" or word in get_words("company_trade"):
        return True
    if word in get_words("relation_noun") or NO_NAME.search(word) or word.isspace():
        return False
    return tag in NAMING or (tag == "m" and word.isascii())
