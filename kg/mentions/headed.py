"""Runs of words before a telling head in, names out: 多品牌策略, 屏下摄像技术, 智能终端事业群.

Heads and modifiers are classes of the lexicon; the tagger's words decide where a name begins. A run of generic
modifiers (核心技术, 发展战略) names nothing. A strategy or technology of everyday words that is said once (低价策略)
is a common noun: an entity only where a fact uses it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from kg.expressions import compile_re
from kg.mentions.lexical import get_words, list_words
from kg.model import Mention, Token
from kg.text.dictionary import is_made_of_words

HEADED_SCORE = 0.7
MAX_MODIFIERS = 4
LONGEST = 16  # characters of a headed name
MODIFIER_TAGS = frozenset({"n", "nz", "vn", "an", "a", "b", "xc", "m", "ORG", "LOC", "ad", "f", "s"})
NOUN_TAGS = frozenset({"n", "nz", "vn", "xc"})
FIELD_TAGS = NOUN_TAGS | {"ORG", "LOC"}
COUNTED = compile_re(r"(?!20\d\d$)[一二三四五六七八九十两\d+]+大?")  # 四大战略, but 2025战略
PLAIN = {"Strategy", "Technology"}
QUOTED_BEFORE = compile_re(r"“[^“”\n，。；]{2,14}”$")  # “1+8+N”全场景智慧战略
LEAST = 2  # characters before 战略, 技术 and the like
SET_UP = compile_re(r"(?:设立|成立|组建|新设|增设|筹建)[^，。；]*$")
SET_UP_REACH = 14  # characters before a bare department in which it is set up


@dataclass(frozen=True, slots=True)
class Headed:
    """A kind of headed name: the class of its heads, the tags of its modifiers, the class of generic ones, its type."""

    heads: str
    tags: frozenset[str]
    generic: str
    type: str


KINDS = (
    Headed("strategy_head", MODIFIER_TAGS, "strategy_generic", "Strategy"),
    Headed("technology_head", NOUN_TAGS, "technology_generic", "Technology"),
    Headed("department_suffix", NOUN_TAGS | {"ORG", "f"}, "department_generic", "Organization"),
)


@cache
def _group_heads() -> tuple[tuple[str, ...], dict[str, tuple[Headed, tuple[str, ...]]]]:
    """Return all heads, and for each last character … the kinds with their heads, longest first."""
    by_kind = {kind.type: (kind, tuple(sorted(get_words(kind.heads), key=lambda w: (-len(w), w)))) for kind in KINDS}
    return tuple(sorted({head for _, heads in by_kind.values() for head in heads})), by_kind


def find_headed(text: str, tokens: Sequence[Token]) -> Iterator[Mention]:
    """Yield strategies, technologies and departments by their heads, in text order of the heads."""
    heads, kinds = _group_heads()
    for index, token in enumerate(tokens):
        word = text[token.start : token.end]
        if not word.endswith(heads):
            continue
        for kind, own in kinds.values():
            if word.endswith(own):
                head = next(head for head in own if word.endswith(head))
                yield from _read_run(text, tokens, index, token.end - len(head), kind)
        if word in get_words("department_suffix"):
            yield from _read_bare(text, token, word)


def _read_run(text: str, tokens: Sequence[Token], index: int, head: int, kind: Headed) -> Iterator[Mention]:
    """Yield the name whose head begins at `head` in `tokens[index]`, unless every modifier is generic."""
    generic = get_words(kind.generic)
    first = _extend_left(text, tokens, index, kind.tags)
    if kind.type == "Organization":
        first = _extend_over_and(text, tokens, first)
    inside = [text[token.start : token.end] for token in tokens[first:index]]
    inside += [text[tokens[index].start : head]] if head > tokens[index].start else []
    while len(inside) > 1 and inside[0] in generic:
        inside, first = inside[1:], first + 1
    if not inside or all(word in generic or COUNTED.fullmatch(word) for word in inside):
        return
    if kind.type in PLAIN and len("".join(inside)) < LEAST:
        return
    if kind.type == "Strategy" and _is_about(text, tokens[first : index + 1], tokens[index].end):
        return
    if kind.type == "Technology" and text.startswith(list_words("after_technology"), tokens[index].end):
        return
    named = any(token.tag in ("ORG", "nz") for token in tokens[first:index])
    if text[head : tokens[index].end] in get_words("loose_head") and (not named or inside[-1] in generic):
        return  # 证监会有关部门
    start, end = tokens[first].start, tokens[index].end
    if kind.type == "Strategy" and (quoted := QUOTED_BEFORE.search(text, max(0, start - LONGEST), start)):
        start, named = quoted.start(), True
    if end - start <= (2 * LONGEST if named else LONGEST):
        name = text[start:end]
        once = kind.type in PLAIN and text.count(name) == 1 and is_made_of_words(text[start:head])
        yield Mention(start, end, name, kind.type, "headed", HEADED_SCORE, generic=once)


def _is_about(text: str, modifiers: Sequence[Token], end: int) -> bool:
    """Tell whether 战略 says of what kind something is (战略合作), or 策略 is a broker's department (广发策略)."""
    if text.startswith(list_words("after_strategy"), end):
        return True
    return text[end - 2 : end] == "策略" and any(token.tag == "ORG" for token in modifiers)


def _extend_left(text: str, tokens: Sequence[Token], index: int, tags: frozenset[str]) -> int:
    """Return the index of the first token of the run of modifiers that ends before `tokens[index]`."""
    first = index
    while first > 0 and index - first < MAX_MODIFIERS:
        previous = tokens[first - 1]
        if previous.tag not in tags or previous.end != tokens[first].start:
            break
        if text[previous.start : previous.end].isspace():
            break
        first -= 1
    return first


def _extend_over_and(text: str, tokens: Sequence[Token], first: int) -> int:
    """Return the index of the first token of a department that is named by two fields: 经济思想与/实践研究院."""
    if first < 2 or text[tokens[first - 1].start : tokens[first - 1].end] not in ("与", "和", "及", "暨"):
        return first
    field = tokens[first - 2]
    if field.tag not in NOUN_TAGS or text[field.start : field.end].endswith(_group_heads()[0]):
        return first
    return _extend_left(text, tokens, first - 1, FIELD_TAGS)


def _read_bare(text: str, token: Token, word: str) -> Iterator[Mention]:
    """Yield a department without modifiers where it is set up (设立了参谋部)."""
    if len(word) < 3 or word in get_words("department_bare"):
        return
    if SET_UP.search(text, max(0, token.start - SET_UP_REACH), token.start):
        start = token.start - 2 if text.startswith("集团", token.start - 2) else token.start
        yield Mention(start, token.end, text[start : token.end], "Organization", "headed", HEADED_SCORE)
