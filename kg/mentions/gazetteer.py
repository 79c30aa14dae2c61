"""Text and gazetteer in, mentions of the names it lists out; ambiguous names (苹果) only where context speaks for them.

Matching is on characters (Aho–Corasick), so it does not depend on how a segmenter cuts 黑鲨 or 小爱同学; the tagger's
tokens only veto short names that lie across words. Latin names match whole words, any case when longer than three
letters.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

import ahocorasick_rs

from kg.expressions import compile_re
from kg.mentions.elsewhere import is_elsewhere
from kg.mentions.inside import NAMING_TAGS, PLACES, SHORT_NAME, Words, cuts_words, is_in_title
from kg.mentions.lexical import get_words
from kg.model import Mention, Token
from kg.ontology.gazetteer import Gazetteer, Row
from kg.text.dictionary import is_common_word

ASCII_LOWER = {upper: upper + 32 for upper in range(ord("A"), ord("Z") + 1)}
EXACT_CASE_LETTERS = 3  # AI, HP, GE: shorter Latin names must be written as listed
CONTEXT_REACH = 30  # characters on each side in which a context word speaks for an ambiguous name
WHOLE = 4  # times that a name counts which begins with a word
ABBREVIATION = 4  # letters, of which any few may stand for anything
NOUN_TAGS = NAMING_TAGS | {"n", "vn", "an", "xc"}
DIRECTION_TAGS = {"f", "s"}  # 中部, 华东: a direction to the tagger
HEAD_BEFORE = {"Brand": ("品牌",), "Company": ("企业", "厂商", "巨头", "制造商", "开发商", "运营商", "供应商")}
CLAUSE_BEFORE = ("，", "。", "；", "：", "、", "\n")
LISTED = {"Company", "Brand", "Organization"}  # types whose names are known by their neighbours in a list
LATIN_WORDS = compile_re(" [a-z]")
LIST_BEFORE, LIST_AFTER = compile_re("(?:、|和|与|及|以及)$"), compile_re("、|和|与|及|以及")
# Which type a name takes when it has several; the others stay open to patterns that ask for them.
TYPE_ORDER = (
    "Company", "Organization", "Place", "Country", "Region", "City", "Person", "Product", "Brand",
    "Technology", "Segment", "Award", "Strategy",
)  # fmt: skip


class GazetteerFinder:
    """Finds the names of a gazetteer in texts; built once, used for every document."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self.names = sorted(gazetteer.names)
        lowered = "\n".join(self.names).encode("utf-8").lower().decode("utf-8")  # of bytes, only ASCII letters
        self.automaton = ahocorasick_rs.AhoCorasick(lowered.split("\n"))

    def find_spans(self, text: str, words: Set[int]) -> list[tuple[int, int, str]]:
        """Return names as (start, end, listed name) in text order, none overlapping, of those that do the best.

        Where several overlap in a row, these are long and begin with the tagger's words, which begin at `words`:
        其中/科大讯飞, not 中科大.
        """
        found: dict[tuple[int, int], str] = {}
        for index, start, end in self.automaton.find_matches_as_indexes(text.translate(ASCII_LOWER), overlapping=True):
            name = self.names[index]
            if _stands_alone(text, start, end, name) and (text[start:end] == name or (start, end) not in found):
                found[start, end] = name
        return [(start, end, found[start, end]) for start, end in _choose_spans(found, words)]


def _choose_spans(found: Iterable[tuple[int, int]], words: Set[int]) -> list[tuple[int, int]]:
    """Return those spans, none overlapping, that are worth most together; of equals the leftmost.

    A span is worth its length squared, and more if it begins with a word (新能源汽车 in 全国/新能源汽车, not 国新能源),
    unless it lies in a longer one that doesn't (手机 in 批5G手机).
    """
    spans = sorted(found, key=lambda span: (span[0], -span[1]))
    worths: list[int] = []
    reach, outer = 0, 1
    for start, end in spans:
        times = WHOLE if start in words else 1
        times = min(times, outer) if end <= reach else times
        reach, outer = (end, times) if end > reach else (reach, outer)
        worths.append(times * (end - start) ** 2)
    best = [(0, len(spans))] * (len(spans) + 1)  # what the best of those from each on are worth, and the first of them
    for index in range(len(spans) - 1, -1, -1):
        behind = best[bisect_left(spans, (spans[index][1],), index + 1)][0]
        best[index] = max((behind + worths[index], index), best[index + 1], key=lambda choice: choice[0])
    chosen, place = [], best[0][1]
    while place < len(spans):
        chosen.append(spans[place])
        place = best[bisect_left(spans, (spans[place][1],), place + 1)][1]
    return chosen


def _stands_alone(text: str, start: int, end: int, name: str) -> bool:
    """Tell whether a match is a whole Latin word and written in an accepted case."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if _is_latin(name[0]) and before and _is_latin(before):
        return False
    if _is_latin(name[-1]) and after and _is_latin(after):
        return False
    if text[start:end].islower() and not name.islower() and LATIN_WORDS.match(text, end):
        return False  # a word among words: civic for all
    if text[start:end].isascii() and is_in_title(text, start, end):
        return False
    letters = sum(map(str.isascii, name))
    return letters == 0 or text[start:end] == name or (len(name) > EXACT_CASE_LETTERS and letters > EXACT_CASE_LETTERS)


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalnum()


def find_gazetteer(text: str, tokens: Sequence[Token], finder: GazetteerFinder) -> Iterator[Mention]:
    """Yield a mention for each listed name of a document that its context allows, in text order."""
    spans = finder.find_spans(text, {token.start for token in tokens})
    rows, tags = finder.gazetteer.rows, {(token.start, token.end): token.tag for token in tokens}
    words = Words(tokens)
    sure = {
        row_id
        for _, _, name in spans
        for row_id in finder.gazetteer.names[name]
        if name not in rows[row_id].ambiguous and not rows[row_id].generic
    }
    found: list[Mention] = []
    meant: dict[str, list[Row]] = {}  # what an ambiguous name was found to mean here
    rejected: list[tuple[int, int, list[Row]]] = []
    for start, end, name in _end_whole(text, spans, finder.gazetteer):
        candidates = [rows[row_id] for row_id in finder.gazetteer.names[name]]
        tag = tags.get((start, end), "")
        if cuts_words(start, end, text, words, candidates) or is_elsewhere(text, start, end, tag, candidates):
            continue
        allowed = _choose_rows(candidates, name, Place(text, start, end, tag), sure)
        if allowed:
            found.append(_make_mention(start, end, text[start:end], allowed, tag))
            meant.setdefault(text[start:end], allowed)
        else:
            rejected.append((start, end, candidates))
    yield from sorted(
        [*found, *_find_again(text, meant, rejected), *_find_listed(text, found, rejected)],
        key=lambda mention: mention.start,
    )


def _end_whole(
    text: str, spans: Sequence[tuple[int, int, str]], gazetteer: Gazetteer
) -> Iterator[tuple[int, int, str]]:
    """Yield the spans but for those whose last character opens another word: 北京/市场 is 北京, 财政/部分 nobody."""
    for start, end, name in spans:
        if text[end - 1 : end + 1] not in get_words("name_opens_word"):
            yield start, end, name
        elif name[:-1] in gazetteer.names:
            yield start, end - 1, name[:-1]


def _find_again(
    text: str, meant: Mapping[str, list[Row]], rejected: Sequence[tuple[int, int, list[Row]]]
) -> Iterator[Mention]:
    """Yield the other places of an ambiguous name that is no everyday word and that the document means once: Grab."""
    for start, end, _ in rejected:
        name = text[start:end]
        rows = [row for row in meant.get(name, ()) if not row.generic and not _is_vetoed(row, text, start, end)]
        if rows and (name.isascii() or (end - start > SHORT_NAME and not is_common_word(name))):
            yield _make_mention(start, end, name, rows, "")


def _find_listed(
    text: str, found: Sequence[Mention], rejected: Sequence[tuple[int, int, list[Row]]]
) -> Iterator[Mention]:
    """Yield ambiguous names that stand in a list beside one of their type, unless vetoed: 宝马、丰田和大众."""
    ends = {mention.end: mention.type for mention in found if not mention.generic}
    starts = {mention.start: mention.type for mention in found if not mention.generic}
    for start, end, candidates in rejected:
        before, after = LIST_BEFORE.search(text, max(0, start - 2), start), LIST_AFTER.match(text, end)
        types = {ends.get(before.start()) if before else None, starts.get(after.end()) if after else None}
        rows = [row for row in candidates if row.type in types & LISTED and not _is_vetoed(row, text, start, end)]
        if rows and end - start > 1:
            mention = _make_mention(start, end, text[start:end], rows, "")
            yield mention
            ends[end] = mention.type


@dataclass(frozen=True, slots=True)
class Place:
    """Where a name stands, and the tagger's tag of exactly this word, empty if it cuts the text otherwise."""

    text: str
    start: int
    end: int
    tag: str


def _choose_rows(candidates: Sequence[Row], name: str, place: Place, sure: set[str]) -> list[Row]:
    """Return the rows that a name may stand for here; where a context word speaks for some, those of their types."""
    typed = {row.type for row in candidates}
    owned = any(name not in row.ambiguous for row in candidates)
    support = [
        "sure" if name not in row.ambiguous else _find_support(row, place, sure, typed=typed, owned=owned)
        for row in candidates
    ]
    spoken_for = {row.type for row, reason in zip(candidates, support, strict=True) if reason == "context"}
    allowed = [row for row, reason in zip(candidates, support, strict=True) if reason]
    if not spoken_for or spoken_for <= PLACES:
        return allowed
    return [row for row in allowed if row.type in spoken_for or row.type not in {"Person", *PLACES}]


def _find_support(row: Row, place: Place, sure: set[str], *, typed: set[str], owned: bool) -> str:
    """Return what speaks for an ambiguous name (context, the tagger's tag, the full name) or "" if nothing does.

    The tagger's tag alone makes nobody of a name that another row owns outright (`owned`): 彭博 is a news agency first.
    """
    text, start, end, tag = place.text, place.start, place.end, place.tag
    if _is_vetoed(row, text, start, end):
        return ""
    near = text[max(0, start - CONTEXT_REACH) : end + CONTEXT_REACH]
    called = text.endswith(HEAD_BEFORE.get(row.type, ()), 0, start)  # 电器品牌大松: no adjective
    named = called or not tag or text[start:end].isascii()  # the tagger takes Grab for a verb
    noun = named or tag in NOUN_TAGS or (tag in DIRECTION_TAGS and row.type in PLACES)
    if noun and any(word in near for word in row.context if not word.startswith("-")):
        return "context"
    idle = owned or not _is_told(row, text, sure) if tag == "PER" else tag == "nz" and is_common_word(text[start:end])
    if text[start:end].isascii() and end - start <= ABBREVIATION:  # the tagger calls any NSA a name
        idle = idle or tag == "nz" or row.type not in LISTED
    if end - start > 1 and not idle and _fits_tag(row, tag, typed):  # 汉, 秦 are dynasties and dialects first
        return "tag"
    heads = row.id in sure and text.endswith(CLAUSE_BEFORE, 0, start)  # 仰望瞄准百元市场, where 仰望品牌 stands as well
    return "full name" if heads or (row.id in sure or row.parent in sure) and tag in NOUN_TAGS else ""


def _is_told(row: Row, text: str, sure: set[str]) -> bool:
    """Tell whether a document speaks of what a person is known by: there is many a 王磊."""
    return row.parent in sure or any(word in text for word in row.context if not word.startswith("-"))


def _is_vetoed(row: Row, text: str, start: int, end: int) -> bool:
    """Tell whether a veto of a row stands beside or over a name."""
    return any(
        text.startswith(veto, end) or text.endswith(veto, 0, start) or _covers(text, start, end, veto)
        for veto in (word[1:] for word in row.context if word.startswith("-"))
    )


def _fits_tag(row: Row, tag: str, typed: set[str]) -> bool:
    """Tell whether the tagger's tag speaks for a row; LOC speaks for a company only where no place has the name.

    None does for another body with a place's name: 马赛 is a town before it is its club.
    """
    if tag not in NAMING_TAGS:
        return False
    if (tag == "PER") != (row.type == "Person"):
        return False
    if row.type == "Organization":
        return tag != "LOC" and not typed & PLACES
    return tag != "LOC" or row.type in PLACES or not typed & PLACES


def _covers(text: str, start: int, end: int, phrase: str) -> bool:
    """Tell whether `phrase` stands in the text over the name itself (丰富联想 over 联想)."""
    name = text[start:end]
    return any(text.startswith(phrase, start - found.start()) for found in re.finditer(re.escape(name), phrase))


def _make_mention(start: int, end: int, text: str, rows: list[Row], tag: str) -> Mention:
    types = sorted({row.type for row in rows}, key=TYPE_ORDER.index)
    if tag == "PER" and "Person" in types:
        types.sort(key=lambda name: name != "Person")
    generic = all(row.generic for row in rows)
    return Mention(
        start, end, text, types[0], "gazetteer", 0.6 if generic else 0.95, generic=generic, also=tuple(types[1:])
    )
