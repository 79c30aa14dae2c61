"""Paragraphs of an article in, the zone of each out: title, body, noise (what a newspaper prints around it), or teaser.

Exports of news sites end with a block of one-line teasers for other stories. It is told from the article by its gap:
more blank lines before it than stand between the article's own paragraphs.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from kg.expressions import compile_re
from kg.model import Zone
from kg.ontology.lexicon import load_lexicon

TOP = 8  # paragraphs after the title among which a bare name is a byline
LABEL_LENGTH = 60  # a longer line that begins with 编辑： is a paragraph
REFERENCE_LENGTH = 16  # a sentence that only points at a table is no longer
MAX_TEASERS = 10
ENDING_LINES = 14  # an editor's line further from the end does not end the article
CLEAR_GAP = 2  # blank lines beyond the usual that need no further sign
LINE = compile_re(r"[^\n]*")
BYLINE_NAME = compile_re("[一-鿿]{2,4}|[一-鿿]{1,6}(?:·[一-鿿]{1,6})+")
BYLINE_MARKS = compile_re("[ 、/|]+")
NEWSROOM_LENGTH = 10
# The line below a headline: 2017年10月26日 10:20 来源 某某网
DATELINE = compile_re(
    r"\d{4}(?:[-/.]\d{1,2}[-/.]\d{1,2}|年\d{1,2}月\d{1,2}日)[ \d:：TZ+]*(?:来源[^。！？]*|作者[^。！？]*)?$"
)
SENTENCE_END = compile_re(r"[。！？；!?;…][”’」』）)\"]*$")
# A paragraph that leans on the one before it belongs to the article.
LEANING = compile_re(
    r"(?:此外|另外|同时|对此|不过|但|然而|而且|因此|所以|其中|其次|最后|总之|他|她|它|其|该|这|那|我|上述|据此|与此)"
)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line `text[start:end]` without its line break; `gap` is the number of blank lines before it."""

    start: int
    end: int
    text: str
    gap: int


@dataclass(frozen=True, slots=True)
class _Boilerplate:
    label: re.Pattern[str]
    phrase: re.Pattern[str]
    reference: re.Pattern[str]
    credit: re.Pattern[str]
    newsroom: tuple[str, ...]
    lines: frozenset[str]
    ending: re.Pattern[str]


def _make_alternation(name: str) -> str:
    return "|".join(map(re.escape, load_lexicon().words(name)))


@cache
def _load_boilerplate() -> _Boilerplate:
    opening, mark = r"[\[【（(]?(?:本报|本刊|本网|本文|第一财经)?", r"[ ]?[:：/丨|](?!“)"
    label, ending = _make_alternation("boilerplate_label"), _make_alternation("boilerplate_ending")
    return _Boilerplate(
        label=compile_re(rf"{opening}(?:{label}){mark}"),
        phrase=compile_re(_make_alternation("boilerplate_phrase")),
        reference=compile_re(_make_alternation("boilerplate_reference")),
        credit=compile_re(
            rf"[（(\[【]?[^。！？；，]{{0,24}}[ 社报网](?:{_make_alternation('boilerplate_credit')})[）)\]】]?$"
        ),
        newsroom=load_lexicon().words("boilerplate_newsroom"),
        lines=frozenset(load_lexicon().words("boilerplate_line")),
        ending=compile_re(rf"{opening}(?:{ending})(?:{mark}|[\]】]?$)"),
    )


def find_paragraphs(text: str) -> list[Paragraph]:
    """Return the lines of a text that are not blank, in order."""
    found = []
    gap = 0
    position = 0
    for line in text.split("\n"):
        if line.strip():
            found.append(Paragraph(position, position + len(line), line.strip(), gap))
            gap = 0
        else:
            gap += 1
        position += len(line) + 1
    return found


def is_boilerplate(sentence: str) -> bool:
    """Tell whether a sentence is a disclaimer, an invitation, or only points at a picture."""
    known = _load_boilerplate()
    if len(sentence) <= REFERENCE_LENGTH and known.reference.search(sentence):
        return True
    return bool(known.phrase.search(sentence))


def _is_noise_line(line: str) -> bool:
    known = _load_boilerplate()
    if line.strip("[]【】（）()<>《》:： -—·*") in known.lines or not re.search(r"\w", line):
        return True
    return len(line) <= LABEL_LENGTH and bool(
        known.label.match(line) or DATELINE.match(line) or known.credit.match(line)
    )


def _is_byline(line: str) -> bool:
    if all(map(BYLINE_NAME.fullmatch, BYLINE_MARKS.split(line))):
        return True
    return len(line) <= NEWSROOM_LENGTH and line.isalnum() and line.endswith(_load_boilerplate().newsroom)


def _find_ending(paragraphs: Sequence[Paragraph]) -> int:
    """Return the index of the first paragraph after the line that ends the article (the editor's, a disclaimer)."""
    known = _load_boilerplate()
    for i in range(max(1, len(paragraphs) - ENDING_LINES), len(paragraphs)):
        if len(paragraphs[i].text) <= LABEL_LENGTH and known.ending.match(paragraphs[i].text):
            return i + 1
    return len(paragraphs)


def _find_gap(paragraphs: Sequence[Paragraph], body: Sequence[int]) -> int:
    """Return the index at which a block of teasers set off by blank lines begins, or the number of paragraphs.

    `body` are the indices of paragraphs that may be the article's.
    """
    none = len(paragraphs)
    inner = [paragraphs[i].gap for i in body[1:]]
    if not inner or not max(inner):
        return none
    close = sorted(inner)[: max(1, len(inner) - 1)]
    usual = close[len(close) // 2]
    wide = [i for i in body[1:] if paragraphs[i].gap > usual]
    if not wide:
        return none
    clear = [i for i in wide if paragraphs[i].gap >= usual + CLEAR_GAP]
    start = clear[-1] if clear else wide[-1]
    block = [paragraphs[i].text for i in body if i >= start]
    if len(block) > MAX_TEASERS:
        return none
    if clear:
        return start
    alone = all(len(SENTENCE_END.split(text[:-1])) == 1 and "。" not in text[:-1] for text in block)
    return start if len(block) > 1 and alone and not any(map(LEANING.match, block)) else none


def find_zones(paragraphs: Sequence[Paragraph], title: str) -> list[Zone]:
    """Return the zone of each paragraph."""
    zones: list[Zone] = ["body"] * len(paragraphs)
    top = 0
    if paragraphs and title and paragraphs[0].text == title:
        zones[0] = "title"
        top = 1
    for i in range(top, len(paragraphs)):
        line = paragraphs[i].text
        if _is_noise_line(line) or (i < top + TOP and _is_byline(line)):
            zones[i] = "noise"
    body = [i for i, zone in enumerate(zones) if zone == "body"]
    start = min(_find_gap(paragraphs, body), _find_ending(paragraphs))
    return ["teaser" if zone == "body" and i >= start else zone for i, zone in enumerate(zones)]
