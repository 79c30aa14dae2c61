"""Products that nobody lists, where somebody launches or develops them: 发布驾驶系统HSD, “瑞智”解决方案, 盘古大模型.

A name is one by the kind of goods right beside it, listed or a word like 系统, and by how it is written: in Latin
letters, in quotation marks, or with a number (征程6P芯片, 芯片倚天710). Right behind the verb a Latin name with a
number (发布Reno5系列) needs no kind. Of 大模型 alone Chinese words before it name one, if they aren't all fields
(医疗大模型).
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from kg.expressions import compile_re
from kg.mentions.lexical import alternate, get_words, list_words
from kg.model import Mention, Token
from kg.ontology.gazetteer import load_gazetteer
from kg.text.dictionary import is_made_of_words

LAUNCHED_SCORE = 0.85  # good enough to be found everywhere in the document
LATIN = r"[A-Z][A-Za-z0-9]*(?:[ .+-]?[A-Z0-9][A-Za-z0-9]*){0,3}"
MODEL_NAME = r"[A-Z][A-Za-z]{2,}[A-Za-z ]{0,12}\d{1,3}[A-Za-z]{0,3}"
HAN_MODEL = r"[一-鿿]{2,4}(?:\d{2,4}[A-Z]?|[A-Z]{1,3}\d{1,4}[A-Za-z]{0,2})"
QUOTED_NAME = r"[“\"]([^“”\"，。；：！？\n]{2,12})[”\"]"
SERIES = "系列"
HAN = compile_re("[一-鿿]+")
AFTER_NAME = r"(?=[，。；、！（(“”\s]|和|与|及|以及|等|并|$)"
REACH = 60  # characters behind a verb in which its objects stand
NAME_TAGS = {"n", "nz", "nw", "nr", "PER", "ORG", "LOC", "xc"}
MODEL = "大模型"
QUOTED = {"first", "behind"}
LEAST, LONGEST = 2, 12  # characters of a name
END = compile_re(r"[，。；！？：\n]")


@cache
def _compile_verbs() -> re.Pattern[str]:
    return compile_re(f"(?:{alternate('coining_verb')})了?")


@cache
def _compile_names() -> re.Pattern[str]:
    heads = alternate("coined_head")
    quoted = r"[“\"](?P<{}>[^“”\"，。；：！？\n]{{2,12}})[”\"]"
    return compile_re(
        rf"(?:{heads})(?P<latin>{LATIN}){AFTER_NAME}"
        rf"|(?:{alternate('coined_called')})(?P<called>{LATIN})的"
        rf"|{quoted.format('first')}[一-鿿]{{0,8}}?(?:{heads})"
        rf"|(?:{heads})(?:——|：)?{quoted.format('behind')}"
        rf"|(?P<numbered>\d{{1,4}}(?!G)[A-Za-z]{{0,3}})(?=(?:{heads}))"
    )


@cache
def _compile_beside() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Compile a name behind its goods, one before them, and one that needs none."""
    heads = alternate("coined_head")
    variant = rf"(?: ?(?:{'|'.join(re.escape(word) for word in list_words('product_tail') if word != SERIES)})\+?)*"
    names = rf"{QUOTED_NAME}|({LATIN}){AFTER_NAME}|(?!{heads})({HAN_MODEL}{variant}){AFTER_NAME}"
    return (
        compile_re(rf"(?:{heads})?(?:{SERIES}|——|：)?(?:{names})"),
        compile_re(rf"{QUOTED_NAME}[一-鿿]{{0,8}}$"),
        compile_re(rf"(?:{alternate('coined_new')})*({MODEL_NAME}{variant})(?:{SERIES}|{AFTER_NAME})"),
    )


@cache
def _compile_told() -> re.Pattern[str]:
    """Compile a name in quotation marks of which is told at once what becomes of it: “追光07”正式上市."""
    return compile_re(rf"(?:——|：)?{QUOTED_NAME}(?:{alternate('coined_deed_before')})*(?:{alternate('coined_deed')})")


def find_launched(text: str, tokens: Sequence[Token], listed: Sequence[Mention]) -> Iterator[Mention]:
    """Yield products behind verbs of launching and developing, in text order of the verbs.

    `listed` are the listed names, among them the goods (手机), in text order.
    """
    starts = {token.start for token in tokens}
    ends = {token.end: token for token in tokens}
    goods = [mention for mention in listed if mention.type == "Product" and mention.generic]
    done = 0
    for verb in _compile_verbs().finditer(text):
        if verb.start() not in starts or verb.end() <= done:
            continue
        done = _find_end(text, verb.end())
        yield from _find_named(text, verb.end(), done, ends)
        yield from _find_beside(text, verb.end(), done, goods)
        yield from _find_models(text, verb.end(), done, ends)
        yield from _find_series(text, verb.end(), done, goods, ends)
    yield from _find_told(text, listed)


def _find_told(text: str, listed: Sequence[Mention]) -> Iterator[Mention]:
    """Yield names in quotation marks behind goods of which is told that they come out: 纯电轿车“追光07”正式上市."""
    for mention in listed:
        match = _compile_told().match(text, mention.end) if mention.type == "Product" else None
        if match and _is_name(match[1]) and not is_made_of_words(match[1]):
            yield Mention(*match.span(1), match[1], "Product", "launched", LAUNCHED_SCORE)


def _find_series(
    text: str, start: int, end: int, goods: Sequence[Mention], ends: Mapping[int, Token]
) -> Iterator[Mention]:
    """Yield series of goods by the word before them: 云朵系列 of 云朵系列洗衣机."""
    for mention in _list_between(goods, start, end):
        place = mention.start - len(SERIES)
        word = ends.get(place) if text.startswith(SERIES, place) else None
        if word is None or word.start < start or word.tag not in NAME_TAGS or place - word.start < LEAST:
            continue
        name = text[word.start : place]
        if name not in get_words("segment_modifier") | get_words("coined_head") | get_words("coined_new"):
            yield Mention(word.start, mention.start, name + SERIES, "Product", "launched", LAUNCHED_SCORE)


def _list_between(goods: Sequence[Mention], start: int, end: int) -> Sequence[Mention]:
    return goods[bisect_left(goods, start, key=_get_start) : bisect_left(goods, end, key=_get_start)]


def _find_beside(text: str, start: int, end: int, goods: Sequence[Mention]) -> Iterator[Mention]:
    """Yield names behind and before listed goods, and a Latin one with a number right behind the verb."""
    behind, before, alone = _compile_beside()
    own = _list_between(goods, start, end)
    found = [alone.match(text, start, end)]
    found += [behind.match(text, mention.end, end) for mention in own]
    found += [before.search(text, start, mention.start) for mention in own]
    for match in found:
        if match is None:
            continue
        group = match.lastindex or 0
        first, last = match.span(group)
        name = text[first:last]
        words = HAN.match(name)
        if _is_name(name) and (words is None or not is_made_of_words(words[0])):
            yield Mention(first, last, name, "Product", "launched", LAUNCHED_SCORE)


def _is_name(name: str) -> bool:
    """Tell whether a string can name a product that nobody lists."""
    unlisted = len(name) >= LEAST and name not in load_gazetteer().names and name not in get_words("not_a_name")
    return unlisted and not name.endswith(list_words("launched_no_product"))


def _get_start(mention: Mention) -> int:
    return mention.start


def _find_end(text: str, start: int) -> int:
    stop = END.search(text, start, start + REACH)
    return stop.start() if stop else min(len(text), start + REACH)


def _find_named(text: str, start: int, end: int, ends: Mapping[int, Token]) -> Iterator[Mention]:
    for match in _compile_names().finditer(text, start, end):
        group = match.lastgroup
        assert group is not None
        first, last = match.span(group)
        if group == "numbered":
            word = ends.get(first)
            if (
                word is None
                or word.start < start
                or word.tag not in NAME_TAGS
                or text[word.start : first] in get_words("coined_head")
            ):
                continue
            first = word.start
        name = text[first:last]
        if _is_name(name) and not (group in QUOTED and is_made_of_words(name)):
            yield Mention(first, last, name, "Product", "launched", LAUNCHED_SCORE)


def _find_models(text: str, start: int, end: int, ends: Mapping[int, Token]) -> Iterator[Mention]:
    """Yield 盘古大模型, 启元重症医疗大模型: names of models with the words that stand right before 大模型."""
    place = text.find(MODEL, start, end)
    while place >= 0:
        run: list[Token] = []
        at = place
        while at in ends and ends[at].start >= start and ends[at].tag in NAME_TAGS:
            run.insert(0, ends[at])
            at = run[0].start
        words = [text[token.start : token.end] for token in run]
        if words and words[0] not in get_words("field_of_model") and place - at <= LONGEST:
            last = place + len(MODEL)
            yield Mention(at, last, text[at:last], "Product", "launched", LAUNCHED_SCORE)
        place = text.find(MODEL, place + 1, end)
