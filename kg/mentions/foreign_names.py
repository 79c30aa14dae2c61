"""Foreign names in Chinese text, people out, and what else a word of characters for sounds may be.

1. Names with a dot, which taggers cut, are put together again (约翰尼·斯鲁吉), as are those whose parts it takes for
   two people (希区/柯克).
2. A Latin name is a person's if it begins with a given name of Europe or America (Michael Carter), or the tagger is
   somewhat sure of a word of it (Jacek/ Dolny), or it stands in brackets behind a person.
3. A Japanese name is a surname of Japan with a given name behind it (西川/广人).
4. A word of characters for sounds without a dot is a place, a company or a club where what stands around it says so.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from kg.expressions import compile_re
from kg.mentions.lexical import alternate, get_words, list_words
from kg.mentions.personal_names import is_japanese, is_sound
from kg.model import Mention, Token

FOREIGN_SCORE = 0.9
DOTS = {"·", "•", "・", "∙", "‧", "-", "."}  # as exports write the dot of a foreign name
DOT = compile_re("[·•・∙‧]")
LATIN_IN_BRACKETS = compile_re(r"\s?[（(]\s?([A-Z][A-Za-z.]+(?:[ ·-][A-Z][A-Za-z.]+){0,3})\s?[）)]")
LATIN_NAME = compile_re(
    r"(?<![A-Za-z0-9.&'-])[A-Z][a-z]{2,}(?: (?:[A-Z]\.|van|von|de|der|del|di|la|le|al|bin|[A-Z][A-Za-z'-]+)){0,3}"
    r"(?![A-Za-z0-9&'-])"
)
LATIN_SURE = 0.3  # margin of the tagger from which most capitalised words that it calls people are
LATIN_SURE_ALONE = 1.2  # that of one word
GRAMMAR = {"c", "d", "p", "u"}  # tags of words that stand beside a name
SITE = compile_re("工厂|基地|机场|市|州|港")
BOUGHT = compile_re("(?:收购|并购|剥离|出售|入股|控股)了?$")
OWNED = compile_re("所?持|手中|名下|的|先生|女士|夫妇|家族")
REACH = 40  # characters on each side in which a word for a match speaks of clubs
NEAR = 8  # characters in which a word stands beside a name
LONGEST_JAPANESE = 5  # characters


def read_foreign(text: str, tokens: Sequence[Token], index: int) -> str:
    """Return what a foreign word is instead of a person, by rule 4, else an empty string.

    A place (匈牙利/德布勒森/工厂, 飞抵奥维耶多), a company that is bought, a club in a match (做客托里尼奥).
    """
    token = tokens[index]
    before = text[max(0, token.start - NEAR) : token.start]
    if SITE.match(text, token.end) and index and tokens[index - 1].tag == "LOC":
        return "Place"
    if before.endswith(list_words("before_place")) or text.startswith(list_words("after_place"), token.end):
        return "Place"
    if BOUGHT.search(before) and not OWNED.match(text, token.end):
        return "Company"
    if _plays_match(text, token.start, token.end):
        return "Organization"
    beside = [tokens[place].tag for place in (index - 2, index + 2) if 0 <= place < len(tokens)]
    marks = [
        text[tokens[place].start : tokens[place].end] for place in (index - 1, index + 1) if 0 <= place < len(tokens)
    ]
    called = text.startswith(list_words("person_verb"), token.end) or before.endswith(list_words("person_noun"))
    return "Company" if not called and "、" in marks and "ORG" in beside and "PER" not in beside else ""


def _plays_match(text: str, start: int, end: int) -> bool:
    """Tell whether a word is a side of a match: words for matches stand around it, and for a side beside it."""
    before = text[max(0, start - NEAR) : start]
    if text.startswith(list_words("player_deed"), end) or before.endswith(list_words("person_noun")):
        return False
    if not text.startswith(list_words("side_deed"), end) and not before.endswith(list_words("against_side")):
        return False
    return re.search(alternate("match_word"), text[max(0, start - REACH) : end + REACH]) is not None


def find_dotted_names(text: str, tokens: Sequence[Token]) -> Iterator[Mention]:
    """Yield transliterated names with a dot that the tagger cut: 约翰尼·斯鲁吉, 亚当-桑德勒."""
    yield from _join_people(text, tokens)
    if DOT.search(text) is None:
        return
    starts, ends = {token.start: token for token in tokens}, {token.end: token for token in tokens}
    whole = [token for token in tokens if token.tag == "PER" and DOT.search(text, token.start, token.end)]
    for match in _compile_dotted().finditer(text):
        start = next((place for place in range(match.start(), match.end()) if place in starts), match.start())
        end = next((place for place in range(match.end(), start, -1) if place in ends), match.end())
        while start in starts and _stands_before(text, starts[start]):
            start = starts[start].end
        while end in ends and ends[end].tag in GRAMMAR:  # 加里·夏皮罗/曾
            end = ends[end].start
        cut = start < end and not any(token.start <= start and end <= token.end for token in whole)
        if cut and DOT.search(text[start:end].strip("·•・∙‧")):
            yield Mention(start, end, text[start:end], "Person", "post", FOREIGN_SCORE)


def _stands_before(text: str, token: Token) -> bool:
    """Tell whether a word before a foreign name is no part of it: 因/马丁·路德·金, 富翁/唐纳德·特朗普."""
    return token.tag in GRAMMAR or text[token.start : token.end] in get_words("person_noun")


@cache
def _compile_dotted() -> re.Pattern[str]:
    characters = "".join(sorted(get_words("transliteration") | get_words("transliteration_dotted")))
    return compile_re(rf"[{characters}]{{1,6}}(?:[·•・∙‧][{characters}]{{1,8}})+(?:-[{characters}]{{1,6}})?")


@cache
def _list_no_words() -> frozenset[str]:
    """Return the words of Latin names that are a company's, a product's or a shop's."""
    return get_words("latin_form") | get_words("latin_no_person")


def find_latin_people(text: str, tokens: Sequence[Token]) -> Iterator[Mention]:
    """Yield people by their Latin name (rule 2), in text order; those in brackets belong to who stands before."""
    sure = {place: token.margin for token in tokens if token.tag == "PER" for place in range(token.start, token.end)}
    for match in LATIN_NAME.finditer(text):
        words = match[0].split(" ")
        if text[match.start() - 1 : match.start()] in ("(", "（") or not set(words).isdisjoint(_list_no_words()):
            continue
        if text.endswith(list_words("coined_head"), 0, match.start()):  # 机器人Walker
            continue
        if text.endswith(list_words("body_before_latin"), max(0, match.start() - NEAR), match.start()):
            continue
        margin = max((sure.get(place, 0) for place in range(match.start(), match.end())), default=0)
        told = len(words) > 1 and words[0] in get_words("latin_given_name")
        if told or margin > (LATIN_SURE if len(words) > 1 else LATIN_SURE_ALONE):
            yield Mention(match.start(), match.end(), match[0], "Person", "latin-person", FOREIGN_SCORE)


def find_japanese_people(text: str, tokens: Sequence[Token]) -> Iterator[Mention]:
    """Yield Japanese names that the tagger cut behind the surname: 西川/广人."""
    for one, other in zip(tokens, tokens[1:], strict=False):
        if one.end != other.start or "PER" not in (one.tag, other.tag) or other.end - one.start > LONGEST_JAPANESE:
            continue
        name = text[one.start : other.end]
        if is_japanese(name):
            yield Mention(one.start, other.end, name, "Person", "post", FOREIGN_SCORE)


def _join_people(text: str, tokens: Sequence[Token]) -> Iterator[Mention]:
    """Yield foreign names whose parts the tagger took for people, with a dot between them or none (希区/柯克)."""
    places = [index for index, token in enumerate(tokens) if token.tag == "PER"]
    for one, other in zip(places, places[1:], strict=False):
        first, last = tokens[one], tokens[other]
        gap = text[first.end : last.start]
        if other - one > 2 or gap not in DOTS | {""}:
            continue
        sounds = [is_sound(text[token.start : token.end]) for token in (first, last)]
        if all(sounds) or gap == "·":
            yield Mention(first.start, last.end, text[first.start : last.end], "Person", "post", FOREIGN_SCORE)


def find_bracketed_names(text: str, people: Sequence[Mention]) -> Iterator[tuple[Mention, str]]:
    """Yield (person, Latin name) where a person's Latin name follows in brackets: 鲍勃·斯旺（Bob Swan）."""
    for person in people:
        match = LATIN_IN_BRACKETS.match(text, person.end)
        if match and person.type == "Person":
            yield person, match[1]
