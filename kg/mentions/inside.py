"""Listed names that are only a part of a longer one: 长安 in 西长安街, 吉林 in 巴丹吉林, Maple in 《Maple Story》."""

from bisect import bisect_right
from collections.abc import Sequence

from kg.expressions import compile_re
from kg.mentions.lexical import get_words
from kg.mentions.personal_names import DOT, is_chinese_name, is_transliterated
from kg.model import Token
from kg.ontology.gazetteer import Row, load_gazetteer
from kg.text.dictionary import is_common_word

SHORT_NAME = 2  # characters; a Chinese name this short must not lie across the tagger's words
NAMING_TAGS = {"ORG", "PER", "LOC", "nz", "nr", "ns", "nt", "nw"}
FUNCTION_TAGS = {"c", "p", "u", "d", "f", "v"}  # 和, 在, 的, 中: no name begins with such a word
COUNTS = {"m", "q"}  # tags of counts, within which no name begins: 一波/黑/科技
PLACES = {"Place", "Country", "Region", "City"}
TOWNS = {"Region", "City"}
PLACE_ENDS = "省市县区州国与和及、·"
TITLE_REACH = 60  # characters before a name in which its title begins
LATIN_TITLE = compile_re(r"[A-Za-z][ -~]*(?=》)")


class Words:
    """The tagger's words by place; a class because their starts are kept for every look-up."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens
        self._starts = [token.start for token in tokens]

    def find(self, place: int) -> Token | None:
        """Return the word that holds the character at a place, if one does."""
        index = bisect_right(self._starts, place) - 1
        return self._tokens[index] if index >= 0 and self._tokens[index].end > place else None


def cuts_words(start: int, end: int, text: str, words: Words, rows: Sequence[Row]) -> bool:
    """Tell whether a short Chinese name of `rows` lies across the tagger's words (长安 in 西长安街)."""
    if text[start:end].isascii():
        return False
    behind = words.find(start - 1)
    if behind is not None and {row.type for row in rows} <= TOWNS and opens_place(text, behind, start, end):
        return True
    if end - start > SHORT_NAME:
        return _cuts_foreign(words.find(start), start, end, text, rows)
    first, last = words.find(start), words.find(end - 1)
    if first is None or last is None or (first.start == start and last.end == end):
        return False  # 黑鲨 cut as 黑/鲨 is fine
    if first is last:
        return _lies_inside(first, start, end, text, {row.type for row in rows})
    if last.end > end:  # 春雨/润物, 和/黄酒, 中/兴起, 中/梁三喜
        word = is_common_word(text[last.start : last.end]) and all(text[start:end] in row.ambiguous for row in rows)
        return first.start < start or first.tag in FUNCTION_TAGS or last.tag in {"PER", "LOC"} or word
    inside = first.start < start and first.tag in COUNTS
    return inside or is_common_word(text[first.start : first.end])  # 宝贝/店


def opens_place(text: str, token: Token, start: int, end: int) -> bool:
    """Tell whether a listed town behind a tagger's place belongs to it, since that is none: 巴丹/吉林."""
    whole = token.tag == "LOC" and token.end == start == token.start + SHORT_NAME and end - start == SHORT_NAME
    return whole and not text[token.start].isascii() and not _closes_place(text, token.start, start)


def _cuts_foreign(token: Token | None, start: int, end: int, text: str, rows: Sequence[Row]) -> bool:
    """Tell whether a name is a part of a longer foreign one that the tagger saw whole: 诺维奇 in 科拉诺维奇."""
    if token is None or token.tag != "PER" or (token.start >= start and token.end <= end):
        return False
    word = DOT.sub("", text[token.start : token.end])
    stranger = start - token.start == 1 and token.end == end and not DOT.match(text, token.start)  # 桑/德霍姆
    return is_transliterated(word) and (stranger or all(row.type != "Person" for row in rows))


def _lies_inside(token: Token, start: int, end: int, text: str, types: set[str]) -> bool:
    """Tell whether a name that is part of one word is no name there: 拦路虎, 罗森格伦, 小米人."""
    word = text[token.start : token.end]
    foreign = is_transliterated(DOT.sub("", word))
    if token.tag == "PER" and "Person" not in types and (len(word) == SHORT_NAME + 1 or foreign):
        return True
    if token.tag == "PER" and token.start == start and is_chinese_name(word) and len(word) == SHORT_NAME + 1:
        return word[-1] not in get_words("no_name_end")  # 贾西/臣 is one, 海闻/也 two words
    if token.tag == "LOC" and start > token.start and not types & PLACES:
        return True
    if token.tag == "LOC" and start > token.start and types <= PLACES and start - token.start > 1:
        return not _closes_place(text, token.start, start)
    if token.start == start:
        return token.end - end == 1 and token.tag not in NAMING_TAGS
    return token.end != end or (token.tag not in NAMING_TAGS and is_common_word(word))


def _closes_place(text: str, start: int, end: int) -> bool:
    """Tell whether a part of a place's name is a place itself: 江西 in 江西吉安, not 巴丹 in 巴丹吉林."""
    names = load_gazetteer().names
    return text[end - 1] in PLACE_ENDS or any(text[place:end] in names for place in range(start, end - 1))


def is_in_title(text: str, start: int, end: int) -> bool:
    """Tell whether a Latin name is a word of a work's title: 《Maple Story》."""
    title = LATIN_TITLE.match(text, text.rfind("《", max(0, start - TITLE_REACH), start) + 1)
    return title is not None and start < title.end() and title[0] != text[start:end]
