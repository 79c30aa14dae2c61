"""Whether what a pattern matched is whole: words of their own, objects that are no part of a longer phrase or list."""

import re
from collections.abc import Mapping

from kg.expressions import compile_re
from kg.model import Mention
from kg.ontology.lexicon import load_lexicon
from kg.relations.patterns import Pattern
from kg.relations.reading import Reading, find_token

OTHERS = ("公司", "店", "馆", "中心", "大会", "大赛")  # named after a thing, and no such thing
ON_IT = compile_re(r"[上中里内]的|(?:方面|领域|上|中)的")
INNER_WORDS = {"为"}  # that other words end in: 认为, 成为


def words_are_whole(reading: Reading, pattern: Pattern, match: re.Match[str]) -> bool:
    """Tell whether words are words of their own: 获 but not the 获 of 获利, 控股 but not that of 控股股东."""
    for name in pattern.triggers:
        start, end = match.span(name)
        if end - start == 1 and name.startswith("t"):
            token = reading.tokens.get(reading.encoded.places[start])
            if match[name] not in "的与和在之" and (token is None or token.end - token.start != 1):
                return False
        if match[name] in INNER_WORDS and _is_inside(reading, reading.encoded.places[start]):
            return False
        if end - start > 1 and _runs_on(reading, reading.encoded.places[start], reading.encoded.places[end - 1]):
            return False
    return True


def _is_inside(reading: Reading, place: int) -> bool:
    """Tell whether a character stands inside a word, not at its beginning (为 in 认为)."""
    token = find_token(reading, place)
    return token is not None and token.start < place


def _runs_on(reading: Reading, start: int, last: int) -> bool:
    """Tell whether a noun runs on behind a word that begins it (投资者), or another word across its end (坐上市值)."""
    token = find_token(reading, last)
    if token is None or token.end <= last + 1 or any(m.start == last + 1 for m in reading.mentions):
        return False
    return token.start > start or token.tag == "n"


def only_modifies(reading: Reading, mention: Mention, *, whole: bool) -> bool:
    """Tell whether a mention only modifies the next noun (手机 in 发布手机销量), so that it is no object itself.

    Common nouns always have to be whole; names only where the pattern asks for it.
    """
    if not (mention.generic or whole) or any(m.start == mention.end for m in reading.mentions):
        return False
    token = find_token(reading, mention.end)
    if token is None:
        return False
    if mention.generic and ON_IT.match(reading.text, mention.end):
        return True  # 用在屏幕上的产品
    if token.start < mention.end:
        rest = reading.text[mention.end : token.end]  # the tagger's word runs on: 股票 in 股票交易
        return len(rest) > 1 and (rest.endswith(OTHERS) or (mention.generic and not _is_tail(rest)))
    word = reading.text[token.start : token.end]
    if (
        whole
        and not mention.generic
        and (token.tag in {"m", "a", "u", "b", "f"} and word not in "等的" or word in {"部分", "旗下"})
    ):
        return True
    if word == "产品" and (behind := reading.tokens.get(token.end)) is not None and mention.generic:
        word, token = reading.text[behind.start : behind.end], behind  # 生鲜产品电商平台
    return token.tag in {"n", "vn", "nz", "an"} and not _is_tail(word)


def _is_tail(word: str) -> bool:
    return word in load_lexicon().words("object_tail")


def begins_inside_list(
    reading: Reading, pattern: Pattern, match: re.Match[str], slots: Mapping[str, list[Mention]]
) -> bool:
    """Tell whether a pattern whose subject is one name begins at a later name of a list (OPPO in 华为、OPPO和vivo)."""
    subject = slots.get("subject", [])
    if len(subject) != 1 or (pattern.topic is not None and pattern.topic[0] == "subject"):
        return False
    return match.start("subject") == match.start() and reading.text[: subject[0].start].endswith("、")
