"""A document in, its sentences out: they tile the text, keep quotations whole, and know their zone and their copies.

White space after a sentence belongs to it; `trim_sentence` gives the words alone.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from kg.expressions import compile_re
from kg.model import Document, Sentence, Zone
from kg.text.zones import Paragraph, find_paragraphs, find_zones, is_boilerplate

PAIRS = {"“": "”", "‘": "’", "「": "」", "『": "』", "《": "》", "（": "）", "(": ")", "【": "】"}
CLOSERS = "".join(PAIRS.values()) + '"'
QUOTES = '“‘「『"'
MARKS = compile_re(r'[“”‘’「」『』《》（）()【】"]')
ENDS = compile_re(r"[。！？；!?;]+")
LONG_ASIDE = 120  # a longer parenthesis holds sentences of its own
PART = 6  # characters; a shorter cry inside a quotation (买！买！) is no sentence of its own
NAME_QUOTE = 12  # a shorter quotation inside a clause is a name (“一起Fun！”活动)
COPY_LENGTH = 8  # characters without punctuation; shorter sentences recur by chance
SAYS = "表示|称|说|指出|认为|坦言|透露|强调|补充|解释|介绍|回应|回答|问道|写道|感慨|直言|告诉[^。！？；，]{1,12}"
# What may stand between a quotation and the end of its sentence: 王翔表示。
ATTRIBUTION = compile_re(rf"[^。！？；，,：:“”!?;\n]{{1,24}}?(?:{SAYS})(?:道|到)?(?=[。！？!?]|$)")
INTRODUCED = compile_re(rf"(?:[：:，,。！？；”]|{SAYS})\s?\Z")
CONTINUES = compile_re(r"[的等之、，,；;。：:—）)]|是|为|这")


@dataclass(frozen=True, slots=True)
class _Span:
    start: int  # of the opening mark
    end: int  # of the closing mark
    mark: str


def _find_spans(line: str) -> list[_Span]:
    """Return the matched quotations and brackets of a line, outer ones first; unmatched marks don't count."""
    spans: list[_Span] = []
    stack: list[tuple[str, int]] = []
    straight = line.count('"') % 2 == 0
    for match in MARKS.finditer(line):
        mark, at = match.group(), match.start()
        if mark == '"' and straight and not any(opening == '"' for opening, _ in stack) or mark in PAIRS:
            stack.append((mark, at))
        else:
            depth = next((d for d in range(len(stack) - 1, -1, -1) if PAIRS.get(stack[d][0], '"') == mark), None)
            if depth is not None:
                spans.append(_Span(stack[depth][1], at, stack[depth][0]))
                del stack[depth:]
    return sorted(spans, key=lambda span: (span.start, -span.end))


def _ends_quotation(line: str, span: _Span, begun: int) -> bool:
    """Tell whether the sentence is over where a quotation that closes with 。 or ！ closes."""
    rest = line[span.end + 1 :].lstrip()
    if rest and (CONTINUES.match(rest) or (span.start <= begun and ATTRIBUTION.match(rest))):
        return False
    introduced = span.start <= begun or INTRODUCED.search(line, 0, span.start)
    return bool(introduced) or span.end - span.start > NAME_QUOTE


def _is_end(line: str, start: int, end: int, inside: list[_Span], begun: int) -> bool:
    """Tell whether the marks `line[start:end]` end the sentence that began at `begun`."""
    marks = line[start:end]
    if marks[0] in "?!" and line[start - 1 : start].isascii() and line[end : end + 1].isascii() and end < len(line):
        return line[end] == " "  # http://a.cn/?id=1 goes on
    if any(span.mark == "《" or (span.mark in "（(【" and span.end - span.start <= LONG_ASIDE) for span in inside):
        return False
    quotes = [span for span in inside if span.mark in QUOTES]
    if not quotes:
        return True
    outer = quotes[0]
    if outer.end == end:
        return _ends_quotation(line, outer, begun)
    several = line[outer.end - 1] in "。！？!?…" + CLOSERS
    long_enough = start - max(outer.start, begun) > PART and outer.end - end > PART
    return several and long_enough and not set(marks) & set("；;")


def find_ends(line: str) -> list[int]:
    """Return where the sentences of a line end, closing marks and spaces included; the last is the line's length.

    >>> find_ends("他说：“干，就是了！”掌声响起。")
    [11, 16]
    """
    ends: list[int] = []
    spans = _find_spans(line)
    begun = 0
    for match in ENDS.finditer(line):
        inside = [span for span in spans if span.start < match.start() < span.end]
        if match.start() == begun or not _is_end(line, match.start(), match.end(), inside, begun):
            continue
        end = match.end()
        while end < len(line) and (line[end] in CLOSERS or line[end].isspace()):
            if line[end] == '"' and not any(span.end == end for span in spans):
                break
            end += 1
        ends.append(end)
        begun = end
    if not ends or ends[-1] < len(line):
        ends.append(len(line))
    return ends


def _split_paragraph(paragraph: Paragraph, text: str) -> Iterator[int]:
    """Yield where the paragraph's sentences begin."""
    line = text[paragraph.start : paragraph.end]
    yield paragraph.start
    for end in find_ends(line)[:-1]:
        yield paragraph.start + end


def make_key(text: str) -> str:
    """Return what two copies of a sentence share: its letters and digits."""
    return re.sub(r"[\W_]+", "", text).casefold()


def find_sentences(doc: Document) -> tuple[Sentence, ...]:
    """Return the sentences of a document in order; they tile its text."""
    paragraphs = find_paragraphs(doc.text)
    zones = find_zones(paragraphs, doc.title)
    begins: list[tuple[int, int, Zone]] = []
    for number, (paragraph, zone) in enumerate(zip(paragraphs, zones, strict=True)):
        begins += ((start, number, zone) for start in _split_paragraph(paragraph, doc.text))
    if not begins:
        return ()
    begins[0] = (0, *begins[0][1:])
    seen: dict[str, int] = {}
    sentences: list[Sentence] = []
    for index, ((start, number, zone), (end, *_)) in enumerate(pairwise([*begins, (len(doc.text), 0, "body")])):
        words = doc.text[start:end].strip()
        if zone in ("body", "teaser") and is_boilerplate(words):
            zone = "noise"
        key = make_key(words)
        copy_of = seen.setdefault(key, index) if len(key) >= COPY_LENGTH and zone != "noise" else index
        sentences.append(
            Sentence(doc.id, index, start, end, number, zone, copy_of if copy_of != index else None),
        )
    return tuple(sentences)


def trim_sentence(doc: Document, sentence: Sentence) -> tuple[int, int]:
    """Return the span in `doc.text` of a sentence's words, without the white space around them."""
    words = doc.text[sentence.start : sentence.end]
    return sentence.start + len(words) - len(words.lstrip()), sentence.start + len(words.rstrip())
