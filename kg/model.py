"""The objects that flow through kg, from a document's text to a closed graph of facts.

Every object is frozen: a later stage makes new objects and never changes those it was given.
`Document → Sentence → Mention → Evidence → Entity/Value → Fact → KnowledgeGraph`.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

Status = Literal["asserted", "planned", "former", "denied", "rumoured"]
Comparator = Literal["exactly", "over", "under", "about"]
Zone = Literal["title", "body", "teaser", "noise"]
FactKind = Literal["relation", "observation", "event"]


@dataclass(frozen=True, slots=True)
class Document:
    """An article as it was read.

    `raw` is the file's text as decoded (nothing normalised); `text` is what extraction reads: tags and carriage returns
    gone, full-width letters narrowed, Simplified characters. `offsets[i]` is the place in `raw` of `text[i]`, and
    `offsets[len(text)]` is the end; so `raw[offsets[start]:offsets[end - 1] + 1]` is what stands in the file.
    """

    id: str
    title: str
    text: str
    raw: str
    offsets: Sequence[int]
    published: date | None = None
    author: str = ""
    source: str = ""  # the path or URL it was read from, as the user gave it
    digest: bytes = field(default=b"", compare=False, repr=False)  # of all but id and source, where it is at hand

    def __post_init__(self) -> None:
        if len(self.offsets) != len(self.text) + 1:
            raise ValueError(f"{self.id}: {len(self.offsets)} offsets for {len(self.text)} characters")

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the half-open span in `raw` of `text[start:end]`, code points."""
        return self.offsets[start], (self.offsets[end - 1] + 1 if end > start else self.offsets[start])


@dataclass(frozen=True, slots=True)
class Sentence:
    """A stretch `text[start:end]` of one document; the sentences of a document tile its text.

    `copy_of` is the index of an earlier sentence with the same words (a repeated lede), whose facts count once.
    """

    document: str
    index: int
    start: int
    end: int
    paragraph: int
    zone: Zone = "body"
    copy_of: int | None = None


@dataclass(frozen=True, slots=True)
class Token:
    """A word `text[start:end]` with the tagger's label (LAC's tag set: PER ORG LOC TIME n v nr ns nt m q p c d …).

    `margin` is how far the label's score lies above that of any other label, on average over the characters, for
    names alone (PER, ORG, LOC); every other word counts as sure.
    """

    start: int
    end: int
    tag: str
    margin: float = math.inf


@dataclass(frozen=True, slots=True)
class Value:
    """A figure, a date or a length of time, with what was written.

    Figures: `number` in base units (1.32亿 → 132000000; a fall is negative), `upper` is set for ranges, `unit` an ISO
    4217 code, `%`, `pp` (percentage points), `times`, `rank`, or the measure word. Dates: `iso` as precise as the text
    (`2018`, `2018Q3`, `2018H1`, `2018-10`, `2018-10-26`, `2018-04/2018-12`), unit empty. Lengths of time carry both:
    `number` with the measure word (18, 个月) and an ISO 8601 duration (`P18M`). Words kept as written (a title, an
    exclusion) are `text`.
    """

    kind: Literal["quantity", "date", "duration", "text"]
    text: str
    number: Decimal | None = None
    upper: Decimal | None = None
    unit: str = ""
    comparator: Comparator = "exactly"
    iso: str = ""
    direction: Literal["", "rise", "fall"] = ""  # 同比增长17% → rise; 跌6.87% → fall (number is then negative)
    base: Literal["", "year-on-year", "quarter-on-quarter", "month-on-month"] = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """A name, date or figure found at `text[start:end]` of a document; it lies in one sentence.

    `type` is a class of the vocabulary (`Company`, `Place`, …), or `Date`, `Duration`, `Quantity`, or `Post` (董事长).
    `generic` marks a common noun (空调) that becomes an entity only where a fact uses it. `antecedent` is the mention
    that a pronoun or an omitted subject (我们, 该公司, 其) stands for.
    """

    start: int
    end: int
    text: str
    type: str
    finder: str
    score: float = 1.0
    value: Value | None = None
    generic: bool = False
    antecedent: "Mention | None" = None
    also: tuple[str, ...] = ()  # other types it may take where a pattern asks for them (小米: a Company, also a Brand)


@dataclass(frozen=True, slots=True)
class Evidence:
    """ "This sentence says so": a relation, observation or event before any identity is decided.

    `predicate` is a property (relation), a metric (observation) or an event class. Relations and observations have a
    subject and an object (an observation's object is its Value); an event has only roles. Roles of observations and
    relations are qualifiers (`date`, `period`, `place`, `title`, `exclusion`, …); roles of events are sub-properties of
    `participant` when they hold a named thing. `trigger` is where in the text the word stands that says so.
    """

    kind: FactKind
    sentence: Sentence
    predicate: str
    subject: Mention | None
    object: "Mention | Value | None"
    roles: "tuple[tuple[str, Mention | Value], ...]"
    status: Status
    rule: str
    score: float
    speaker: Mention | None = None
    trigger: int = -1  # of events; a code point of the text, -1 if unknown


@dataclass(frozen=True, slots=True)
class Extraction:
    """What one document yields: its sentences, arbitrated mentions in text order, and evidence in text order."""

    document: Document
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Entity:
    """One thing. A new alias never changes its id. `type` is its most specific class."""

    id: str
    type: str
    zh: str
    en: str = ""
    aliases: tuple[str, ...] = ()
    identifiers: tuple[tuple[str, str], ...] = ()  # ("ticker", "HKEX:1810"), ("wikidata", "Q…")


class Proof(NamedTuple):
    """Where a fact was read: `start`, `end` are code points into the file's decoded text, `quote` is what they cut out.

    `spans` are (start, end) of the words to mark, in the same coordinates.
    """

    document: str
    start: int
    end: int
    quote: str
    rule: str
    score: float
    speaker: str | None = None  # an entity id
    spans: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """A relation, observation or event with its proofs; the id is a digest of the content alone.

    Objects and qualifiers are an entity's id (`str`) or a `Value`.
    """

    id: str
    kind: FactKind
    predicate: str
    subject: str | None
    object: "str | Value | None"
    qualifiers: "tuple[tuple[str, str | Value], ...]"
    status: Status
    confidence: float
    proofs: tuple[Proof, ...]

    def __post_init__(self) -> None:
        if not self.proofs:
            raise ValueError(f"fact {self.id} has no evidence")


@dataclass(frozen=True, slots=True)
class Annotation:
    """A mention in a document's raw text that reached the graph as `entity`; what the explorer marks in the article."""

    start: int
    end: int
    entity: str


@dataclass(frozen=True, slots=True)
class KnowledgeGraph:
    """A closed set of documents, entities and facts: every id a fact uses is here. Iterates in sorted order of ids."""

    documents: Mapping[str, Document]
    entities: Mapping[str, Entity]
    facts: Mapping[str, Fact]
    annotations: Mapping[str, tuple[Annotation, ...]] = field(default_factory=dict)  # by document id
