"""The tagger's names (ORG, PER, LOC) in, mentions with the vocabulary's types out, after checks of their shape.

LAC alone is right for two organisations in three; a name is kept only if its shape is that of a name: Chinese persons
begin with a surname, foreign ones are made of the characters that transliterate, organisations end like one or are no word.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from kg.model import Mention, Token
from kg.ontology.gazetteer import load_gazetteer
from kg.ontology.lexicon import load_lexicon
from kg.ontology.metrics import load_metrics
from kg.ontology.posts import load_posts

TAGGED_SCORE = 0.75
FOREIGN_MIN = 3  # characters of a transliterated name without a dot
PLACES = {"Country", "Region", "City", "Place"}
SHORT_NAME = 3  # characters; an organisation this short needs more than the tagger's word
CHINESE_NAME = range(2, 5)
LATIN_NAME = re.compile(r"[A-Z][a-z]+(?:[ ·][A-Z][a-z.]*)+")


@cache
def _suffix_pattern(name: str) -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(map(re.escape, load_lexicon().words(name)))})$")


@cache
def _word_set(name: str) -> frozenset[str]:
    return frozenset(load_lexicon().words(name))


def type_organization(name: str) -> str:
    """Return `Organization` for bodies that do no business (…协会, …大学, …局) and departments, else `Company`."""
    bare = re.sub(r"[（(][^（）()]*[）)]$", "", name)
    if _suffix_pattern("legal_suffix").search(bare):
        return "Company"
    if _suffix_pattern("organization_suffix").search(bare) and not _suffix_pattern("company_suffix").search(bare):
        return "Organization"
    return "Organization" if _suffix_pattern("department_suffix").search(bare) else "Company"


def looks_like_person(name: str) -> bool:
    """Tell whether a string has the shape of a Chinese or transliterated or Latin personal name."""
    if LATIN_NAME.fullmatch(name):
        return True
    if "·" in name:
        return all(part and (part.isascii() or set(part) <= _word_set("transliteration")) for part in name.split("·"))
    if not re.fullmatch("[一-鿿]+", name) or name.endswith("某"):
        return False
    if len(name) == 3 and name[0] in _word_set("rare_surname"):
        return True
    if len(name) in CHINESE_NAME and (name[:2] in _word_set("surname") or name[0] in _word_set("surname")):
        return len(name) < 4 or name[:2] in _word_set("surname") or set(name) <= _word_set("transliteration")
    return len(name) >= FOREIGN_MIN and set(name) <= _word_set("transliteration")


def find_tagged(text: str, tokens: Sequence[Token]) -> Iterator[Mention]:
    """Yield a mention for each PER, ORG and LOC token that has the shape of a name, in text order."""
    rejected = _word_set("not_a_name")
    for token in tokens:
        start, end = token.start, token.end
        while start < end and text[start] in " \t“\"'《(（-—":
            start += 1
        while end > start and text[end - 1] in " \t”\"'》,，.。:：":
            end -= 1
        if token.tag == "ORG":
            end = start + len(_cut_role(text[start:end]))
            start += _count_description(text[start:end])
        name = text[start:end]
        if len(name) < 2 or name in rejected or name.isdigit():
            continue
        if token.tag == "PER" and looks_like_person(name):
            yield Mention(start, end, name, "Person", "tagger", TAGGED_SCORE)
        elif token.tag == "ORG" and _is_organization(name) and _has_evidence(text, name, start, end):
            yield Mention(start, end, name, type_organization(name), "tagger", TAGGED_SCORE)
        elif token.tag == "LOC" and name not in _word_set("not_a_place") and re.fullmatch("[一-鿿·]+", name):
            yield Mention(start, end, name, "Place", "tagger", TAGGED_SCORE - 0.1)


def _cut_role(name: str) -> str:
    """Return an organisation's name without the role that the tagger took in with it: 第一财经记者 → 第一财经."""
    post = next((m for m in load_posts().pattern.finditer(name) if m.end() == len(name) and m.start() > 1), None)
    bare = name[: post.start()] if post else name
    return re.sub(r"(?<=..)(?:记者|员工|用户|子公司|旗下|方面|官网|官方|股价|高管|股票|公告|财报|发言人)$", "", bare)


def _count_description(name: str) -> int:
    """Return how many characters of a common noun stand before a Latin name: 第三方公司Kerryman → 5."""
    match = re.match(r"[一-鿿]{2,10}?(?:公司|企业|集团|厂商|巨头)(?=[A-Za-z]{2})", name)
    return match.end() if match and is_generic_body(match[0]) else 0


def _has_evidence(text: str, name: str, start: int, end: int) -> bool:
    """Tell whether more than the tagger speaks for a short name without a suffix: said twice, or called a company."""
    if len(name) > SHORT_NAME or _suffix_pattern("company_suffix").search(name):
        return True
    if _suffix_pattern("organization_suffix").search(name) and len(name) > 2:
        return True
    called = re.compile(r"[”\"]?(?:公司|集团|科技|股份|银行|证券|方面|CEO|董事|总裁|创始人|(?:（|\()[A-Z0-9])")
    return text.count(name) > 1 or bool(called.match(text, end))


def _is_organization(name: str) -> bool:
    if re.search(r"[，。！？；：、“”\n]|多国|各国|各地|当地|有关|相关|多家|两家|几家", name):
        return False
    return not (re.fullmatch(r"[A-Za-z]{1,2}|[\d.%]+.*", name) or is_generic_body(name) or _names_figure(name))


def _names_figure(name: str) -> bool:
    """Tell whether a string is a word for a figure (注册资本金) that a tagger took for a body."""
    return any(end - start > 2 and end - start >= len(name) - 1 for start, end, _ in load_metrics().find(name))


@cache
def _generic_body() -> re.Pattern[str]:
    lexicon = load_lexicon()
    stems, heads = lexicon.words("generic_company_stem"), lexicon.words("generic_company_head")
    return re.compile(f"(?:{'|'.join(map(re.escape, stems))})*(?:{'|'.join(map(re.escape, heads))})")


def is_generic_body(name: str) -> bool:
    """Tell whether a string is a common noun for a company rather than a name: 大公司, 美国科技公司."""
    if _generic_body().fullmatch(name):
        return True
    names = load_gazetteer().names
    rows = load_gazetteer().rows
    return any(
        _generic_body().fullmatch(name, length)
        for length in range(2, min(5, len(name)))
        if any(rows[row_id].type in PLACES for row_id in names.get(name[:length], ()))
    )
