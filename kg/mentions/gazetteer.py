"""Text and gazetteer in, mentions of the names it lists out; ambiguous names (苹果) only where context speaks for them.

Matching is on characters (Aho–Corasick), so it does not depend on how a segmenter cuts 黑鲨 or 小爱同学; the tagger's
tokens only veto short names that lie across words. Latin names match whole words, any case when longer than three
letters.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

import ahocorasick_rs

from kg.model import Mention, Token
from kg.ontology.gazetteer import Gazetteer, Row, load_gazetteer

ASCII_LOWER = {upper: upper + 32 for upper in range(ord("A"), ord("Z") + 1)}
EXACT_CASE_LETTERS = 3  # AI, HP, GE: shorter Latin names must be written as listed
CONTEXT_REACH = 30  # characters on each side in which a context word speaks for an ambiguous name
SHORT_NAME = 2  # characters; a Chinese name this short must not lie across the tagger's words
NAMING_TAGS = {"ORG", "PER", "LOC", "nz", "nr", "ns", "nt", "nw"}
NOUN_TAGS = NAMING_TAGS | {"n", "vn", "an", "xc"}
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
        self.automaton = ahocorasick_rs.AhoCorasick([name.translate(ASCII_LOWER) for name in self.names])

    def find_spans(self, text: str) -> list[tuple[int, int, str]]:
        """Return the longest names, leftmost first, as (start, end, listed name); none overlap."""
        found: dict[tuple[int, int], str] = {}
        for index, start, end in self.automaton.find_matches_as_indexes(text.translate(ASCII_LOWER), overlapping=True):
            name = self.names[index]
            if _stands_alone(text, start, end, name) and (text[start:end] == name or (start, end) not in found):
                found[start, end] = name
        spans: list[tuple[int, int, str]] = []
        for (start, end), name in sorted(found.items(), key=lambda item: (item[0][0], -item[0][1])):
            if not spans or start >= spans[-1][1]:
                spans.append((start, end, name))
        return spans


@cache
def load_finder() -> GazetteerFinder:
    """Return the finder of the packaged gazetteer."""
    return GazetteerFinder(load_gazetteer())


def _stands_alone(text: str, start: int, end: int, name: str) -> bool:
    """Tell whether a match is a whole Latin word and written in an accepted case."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if _is_latin(name[0]) and before and _is_latin(before):
        return False
    if _is_latin(name[-1]) and after and _is_latin(after):
        return False
    letters = sum(map(str.isascii, name))
    return letters == 0 or text[start:end] == name or (len(name) > EXACT_CASE_LETTERS and letters > EXACT_CASE_LETTERS)


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalnum()


def find_gazetteer(text: str, tokens: Sequence[Token], finder: GazetteerFinder) -> Iterator[Mention]:
    """Yield a mention for each listed name of a document that its context allows, in text order."""
    spans = finder.find_spans(text)
    rows, tags = finder.gazetteer.rows, {(token.start, token.end): token.tag for token in tokens}
    starts = {token.start: token for token in tokens}
    ends = {token.end for token in tokens}
    sure = {
        row_id
        for _, _, name in spans
        for row_id in finder.gazetteer.names[name]
        if name not in rows[row_id].ambiguous and not rows[row_id].generic
    }
    for start, end, name in spans:
        if _cuts_words(start, end, text, starts, ends):
            continue
        candidates = [rows[row_id] for row_id in finder.gazetteer.names[name]]
        tag = tags.get((start, end), "")
        allowed = [
            row
            for row in candidates
            if name not in row.ambiguous or _is_supported(row, text, start, end, tag=tag, sure=sure)
        ]
        if allowed:
            yield _make_mention(start, end, text[start:end], allowed, tag)


def _cuts_words(start: int, end: int, text: str, starts: dict[int, Token], ends: set[int]) -> bool:
    """Tell whether a short Chinese name lies across the tagger's words (长安 in 西长安街, 小米 in 小米人)."""
    if end - start > SHORT_NAME or text[start:end].isascii():
        return False
    if start in starts and end in ends:
        return False
    token = starts.get(start)
    if token is None:
        return end not in ends  # 黑鲨 cut as 黑/鲨 is fine; a name inside a longer word is not
    rest = token.end - end
    return rest == 1 and token.tag not in NAMING_TAGS


def _is_supported(row: Row, text: str, start: int, end: int, *, tag: str, sure: set[str]) -> bool:
    """Tell whether the surroundings speak for an ambiguous name: no veto, and the tagger, context or the full name."""
    left, right = max(0, start - CONTEXT_REACH), end + CONTEXT_REACH
    near = text[left:right]
    for veto in (word[1:] for word in row.context if word.startswith("-")):
        if text.startswith(veto, end) or text.endswith(veto, 0, start) or _covers(text, start, end, veto):
            return False
    if tag in NAMING_TAGS and (tag == "PER") == (row.type == "Person"):
        return True
    if any(word in near for word in row.context if not word.startswith("-")):
        return not tag or tag in NOUN_TAGS
    return (row.id in sure or row.parent in sure) and tag in NOUN_TAGS


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
