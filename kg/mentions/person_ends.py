"""Where people's names begin and end in the tagger's words: 翟天/临 is whole, 陈闻/也 is cut, 马云/先生 is called so.

A name of two characters takes in a third that the tagger left to the next word, and a longer one leaves the adverb,
verb or form of address behind it, and the noun or verb before a foreign name (富翁/唐纳德·特朗普).
"""

import re
from collections.abc import Iterator, Sequence

from kg.mentions.lexical import get_words, list_words
from kg.mentions.personal_names import DOT, is_chinese_name, is_sound, looks_like_person
from kg.model import Token
from kg.text.dictionary import is_known_word

EDGES = " \t“”\"'‘’《》<>()（）-—,，.。:：;；"
COLONS = ("：", ":")
STOPS = ("、", "等", "及", "和", "与", " ", "　", "（", "）", "(", ")", "】", "：", ":")
CREDITS = "文图摄"  # 区君君文/图: who wrote, drew or took the picture
BEHIND = "任是有对从来到为与和向以由把让给带率当出问答看见写做正不同所先女男氏家院队"  # what often follows a name
COUNTS = "一二三四五六七八九十"  # 方志远/七登百家讲坛
STRAY = "继与和由让对以被据因向跟"  # verbs and particles that a tagger takes into a foreign name: 继/斯坦·李
NAMES = {"PER", "ORG", "LOC", "TIME", "nz"}


def find_whole(text: str, tokens: Sequence[Token]) -> set[str]:
    """Return the Chinese names of three characters whose last the tagger leaves out at times, or always: 吕本/献."""
    names = {text[token.start : token.end] for token in tokens if token.tag == "PER"}
    whole = {name for name in names if len(name) == 3 and is_chinese_name(name)}
    whole |= {longer for name in names if len(name) == 2 and (longer := _find_longer(text, name))}
    return {name for name in whole if name[-1] not in get_words("no_name_end")}


def _find_longer(text: str, name: str) -> str:
    """Return a name of two characters with the one that stands behind it everywhere and begins no word, if one does."""
    places = [match.end() for match in re.finditer(re.escape(name), text)]
    behind = {text[place : place + 1] for place in places}
    if len(places) < 2 or len(behind) != 1 or "" in behind or not is_chinese_name(name + min(behind)):
        return ""
    words = any(is_known_word(text[place : place + 2]) for place in places)
    return "" if words or behind & {*STOPS, *CREDITS, *BEHIND} else name + min(behind)


def split_names(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the names of a word without marks around them and forms of address behind (马云先生)."""
    for match in re.finditer("[^、]+", text[start:end]):
        first, last = start + match.start(), start + match.end()
        while first < last and text[first] in EDGES:
            first += 1
        while last > first and text[last - 1] in EDGES:
            last -= 1
        address = next(filter(text[first:last].endswith, list_words("address")), "")
        if last - first - len(address) > 1:
            last -= len(address)
        yield first + _count_before(text[first:last]), last


def _count_before(name: str) -> int:
    """Return how many characters of another word stand before a foreign name: 富翁/唐纳德·特朗普 → 2."""
    part = DOT.split(name)[0]
    if part == name:
        return 0
    noun = next(filter(part.startswith, list_words("person_noun")), part[0] if part[0] in STRAY else "")
    return len(noun) if noun and len(part) - len(noun) > 1 and is_sound(part[len(noun) :]) else 0


def settle_end(text: str, tokens: Sequence[Token], index: int, start: int, end: int) -> int:
    """Return the end of a tagger's name without a verb's or noun's character behind it, or with one it left out."""
    name = text[start:end]
    if len(name) < 2:
        return end
    if end - start == 2 and end == tokens[index].end:
        said = text[end : end + 1] in get_words("no_name_end")  # 刘真/说：
        if text[end + 1 : end + 2] in COLONS and begins_line(text, start) and not said:
            return end + 1
        return _take_given(text, tokens, index, start)
    if end - start == 3 and name[2] in get_words("no_given_name") and is_chinese_name(name[:2]):
        return end if text[start - 1 : start] == text[end : end + 1] == "、" else end - 1
    if name[-1] in get_words("no_name_end") and _ends_before(name):
        return end - 1
    if len(name) > 3 and name[0] in get_words("surname") and is_chinese_name(name[:3]) and _goes_on(text, name):
        return start + 3  # 王林清/明确
    if end - start == 3 and is_chinese_name(name) and _is_read_shorter(text, tokens, name):
        return end - 1
    if end - start == 4 and name[3] in CREDITS and text[end : end + 1] in ("/", "、"):
        return end - 1
    return end


def _goes_on(text: str, name: str) -> bool:
    """Tell whether another word is written on to a name of three characters, which stands elsewhere without it."""
    return name[3] in COUNTS or (is_known_word(name[3:]) or len(name) == 4) and text.count(name) < text.count(name[:3])


def _is_read_shorter(text: str, tokens: Sequence[Token], name: str) -> bool:
    """Tell whether a name stands once, and twice without its last character as the tagger's word: 潘攀/代."""
    if text.count(name) > 1 or text.count(name[:2]) < 3:
        return False
    return sum(token.tag == "PER" and text[token.start : token.end] == name[:2] for token in tokens) > 1


def _ends_before(name: str) -> bool:
    """Tell whether a name goes without its last character, a verb or adverb: 陈闻/也, 周文远/说, 夏皮罗/曾."""
    rest = name[:-1]
    if len(name) == 4 and is_chinese_name(rest):
        return True
    return looks_like_person(name) if len(name) in (3, 4) and is_sound(name[-1]) else looks_like_person(rest)


def _take_given(text: str, tokens: Sequence[Token], index: int, start: int) -> int:
    """Return the end of a name of two characters, one further where the next word is the rest of a given name."""
    end = tokens[index].end
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    if after is None or after.start != end or text[start:end] in get_words("surname"):
        return end
    if text[start] not in get_words("surname"):
        return end
    if after.end == end + 1 and _fills_place(text, start, end):
        return end + 1
    if text[end] not in get_words("given_name_end"):
        return end
    word = text[end : after.end]
    rest = text[end + 1 : after.end + 1]
    if len(word) > 1:  # 章子/怡饰 (演): no word of the language
        return end if after.tag in NAMES or is_known_word(word) or len(word) > 2 else end + 1
    return end if is_known_word(text[end : end + 2]) and not is_known_word(rest) else end + 1


def _fills_place(text: str, start: int, end: int) -> bool:
    """Tell whether a name and the character behind it stand alone in a list or line: 、张道/方、."""
    if text[end] in get_words("no_name_end") or text[end] in STOPS or text[end] in CREDITS:
        return False
    before, after = text[start - 1] if start else "\n", text[end + 1 : end + 2] or "\n"
    return "一" <= text[end] <= "鿿" and before in ("、", "\n") and after == before


def begins_line(text: str, start: int) -> bool:
    """Tell whether a line of a text begins at a place."""
    return start == 0 or text[start - 1] == "\n"
