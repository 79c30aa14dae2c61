"""Products that nobody lists, where somebody launches or develops them: 发布驾驶系统HSD, “瑞智”解决方案, 盘古大模型.

A name is one by the kind of goods right beside it and by how it is written: in Latin letters behind it, in quotation
marks, or with a number before it (征程6P芯片). Of 大模型 alone Chinese words before it name one, if they aren't all
words for fields (医疗大模型).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from kg.mentions.lexical import alternate, compile_ending, get_words
from kg.model import Mention, Token
from kg.ontology.gazetteer import load_gazetteer
from kg.text.dictionary import is_made_of_words

LAUNCHED_SCORE = 0.85  # good enough to be found everywhere in the document
LATIN = r"[A-Z][A-Za-z0-9]*(?:[ .+-]?[A-Z0-9][A-Za-z0-9]*){0,3}"
AFTER_NAME = r"(?=[，。；、！（(“”\s]|和|与|及|以及|等|并|$)"
REACH = 60  # characters behind a verb in which its objects stand
NAME_TAGS = {"n", "nz", "nw", "nr", "PER", "ORG", "LOC", "xc"}
MODEL = "大模型"
QUOTED = {"first", "behind"}
LEAST, LONGEST = 2, 12  # characters of a name
END = re.compile(r"[，。；！？：\n]")


@cache
def _compile_verbs() -> re.Pattern[str]:
    return re.compile(f"(?:{alternate('coining_verb')})了?")


@cache
def _compile_names() -> re.Pattern[str]:
    heads = alternate("coined_head")
    quoted = r"[“\"](?P<{}>[^“”\"，。；：！？\n]{{2,12}})[”\"]"
    return re.compile(
        rf"(?:{heads})(?P<latin>{LATIN}){AFTER_NAME}"
        rf"|{quoted.format('first')}[一-鿿]{{0,8}}?(?:{heads})"
        rf"|(?:{heads})(?:——|：)?{quoted.format('behind')}"
        rf"|(?P<numbered>\d{{1,4}}(?!G)[A-Za-z]{{0,3}})(?=(?:{heads}))"
    )


def find_launched(text: str, tokens: Sequence[Token]) -> Iterator[Mention]:
    """Yield products behind verbs of launching and developing, in text order of the verbs."""
    starts = {token.start for token in tokens}
    ends = {token.end: token for token in tokens}
    done = 0
    for verb in _compile_verbs().finditer(text):
        if verb.start() not in starts or verb.end() <= done:
            continue
        done = _find_end(text, verb.end())
        yield from _find_named(text, verb.end(), done, ends)
        yield from _find_models(text, verb.end(), done, ends)


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
        if len(name) < LEAST or name in load_gazetteer().names or compile_ending("launched_no_product").search(name):
            continue
        if group in QUOTED and is_made_of_words(name):
            continue
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
