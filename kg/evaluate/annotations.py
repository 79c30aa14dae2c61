"""Articles with marks that users write in, what their mentions must be out: [小米集团|Company]董事长[雷军|Person].

`[name|Type]` with a class of the ontology; `[2018年三季度|Date=2018Q3]`, `[18个月|Duration=P18M]` and
`[1.32亿台|Quantity=132000000 台]` with the value meant. Every name, date and figure of an article is marked: what is
found without a mark counts as wrong. Places must agree exactly; common nouns (空调) count only where they are marked.
Front matter stands as in any article; its date is what 昨天 is resolved against.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.documents.encoding import decode_text
from kg.documents.markdown import make_article
from kg.errors import InputError
from kg.evaluate.scores import Judgement
from kg.model import Document, Mention, Value
from kg.ontology.vocabulary import load_vocabulary

MARK = re.compile(r"\[(?P<text>[^\[\]|\n]+)\|(?P<type>[A-Za-z]+)(?:=(?P<value>[^\[\]\n]+))?\]")
VALUED = {"Date", "Duration", "Quantity"}
ACCEPTED = "a class of the ontology, Date=…, Duration=… or Quantity=… is accepted"


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark at `raw[start:end]` of the article without marks; `value` is empty for names."""

    start: int
    end: int
    text: str
    type: str
    value: str = ""


def has_marks(raw: str) -> bool:
    """Tell whether a text is annotated."""
    return MARK.search(raw) is not None


def read_annotations(path: Path) -> tuple[Document, tuple[Mark, ...]]:
    """Return an annotated article without its marks, and the marks in text order.

    Raises:
        InputError: it can't be read, has no marks, or a mark of an unknown type.
    """
    try:
        raw = decode_text(path.read_bytes(), str(path))
    except OSError as error:
        raise InputError(f"{path}: can't be read ({error.strerror}); an annotated article is needed") from error
    plain, marks = strip_marks(raw, str(path))
    if not marks:
        raise InputError(f"{path}: no marks in it; write them as [小米集团|Company], or give a gold file (.json)")
    return make_article(plain, source=str(path)), marks


def strip_marks(raw: str, where: str) -> tuple[str, tuple[Mark, ...]]:
    """Return a text without marks, and the marks with their places in it.

    >>> strip_marks("[雷军|Person]说", "example")
    ('雷军说', (Mark(start=0, end=2, text='雷军', type='Person', value=''),))
    """
    plain, marks, done = "", [], 0
    for match in MARK.finditer(raw):
        if match["type"] not in load_vocabulary().classes and match["type"] not in VALUED:
            line = raw.count("\n", 0, match.start()) + 1
            raise InputError(f"{where}:{line}: unknown type {match['type']} in {match[0]}; {ACCEPTED}")
        plain += raw[done : match.start()]
        start = len(plain)
        plain += match["text"]
        marks.append(Mark(start, len(plain), match["text"], match["type"], match["value"] or ""))
        done = match.end()
    return plain + raw[done:], tuple(marks)


def judge_annotations(doc: Document, marks: Sequence[Mark], mentions: Sequence[Mention]) -> list[Judgement]:
    """Return what was wanted and found of each type, places and types (and given values) exactly alike."""
    wanted = {(mark.start, mark.end, mark.type): mark for mark in marks}
    places = {(mark.start, mark.end) for mark in marks}
    found: dict[tuple[int, int, str], Mention] = {}
    for mention in mentions:
        span = doc.raw_span(mention.start, mention.end)
        if mention.type == "Post" or (mention.generic and span not in places):
            continue
        kinds = [mention.type, *mention.also]
        kind = next((kind for kind in kinds if (*span, kind) in wanted), mention.type)
        found[*span, kind] = mention
    right = {key for key in wanted if key in found and _has_value(found[key], wanted[key])}
    judged = []
    for kind in sorted({key[2] for key in (*wanted, *found)}):
        mine = [key for key in wanted if key[2] == kind]
        theirs = [key for key in found if key[2] == kind]
        missed = tuple(_describe(wanted[key], found.get(key)) for key in sorted(mine) if key not in right)
        spurious = tuple(found[key].text for key in sorted(theirs) if key not in right and key not in wanted)
        judged.append(Judgement(kind, len(right.intersection(mine)), len(mine), len(theirs), missed, spurious))
    return judged


def _has_value(mention: Mention, mark: Mark) -> bool:
    return not mark.value or (mention.value is not None and mark.value.strip() in list_readings(mention.value))


def list_readings(value: Value) -> list[str]:
    """Return how a value may be written in a mark: 2018Q3, P18M, 132000000 台, 20-30 CNY."""
    readings = [value.iso] if value.iso else []
    if value.number is not None:
        number = f"{value.number}" if value.upper is None else f"{value.number}-{value.upper}"
        readings.append(f"{number} {value.unit}".strip())
    return readings


def _describe(mark: Mark, mention: Mention | None) -> str:
    if mention is None or mention.value is None:
        return mark.text
    return f"{mark.text} (read as {' / '.join(list_readings(mention.value))}, not {mark.value})"
