"""What linking one document yields and merging takes in; every object is small, frozen and picklable.

Those of which a document has many are tuples: every merge loads all of them, and a tuple is made in half the time.

A node is a name's identity as far as one document can tell: the id of a gazetteer row, or the id a new entity of that
name would have. Only the merge, which sees all documents, turns nodes into the ids of entities.
"""

from dataclasses import dataclass
from typing import NamedTuple

from kg.model import Document, FactKind, Proof, Status, Value

# why names are, or are not, one thing
DEFINED = "the text gives it as another name"
SHORTENED = "a short form of the full name"
ABBREVIATED = "it takes up how the full name begins, or begins and ends"
OPENS_NAME = "it opens the company's name that the article gave before"
OF_PLACE = "the full name with its place left out"
PART_OF_BODY = "the full name with the body that it is a part of left out"
PART_OF_NAME = "a part of the person's name that the article gave before"
SAME_BUT_KIND = "the same name but for its last word"
ENDS_CLUB = "the club's name with what it plays, 俱乐部 or the legal form left out"
ENDS_LONGER = "the end of the longer name"
SHARED_SHORT = "more than one full name fits"


class LocalName(NamedTuple):
    """One node of a document: how often each surface form and each type was read.

    `standing` says that the name is an entity even where no fact uses it, `place` where it is first read (an offset
    into the text; a title counts as read last).
    """

    node: str
    surfaces: tuple[tuple[str, int], ...]
    types: tuple[tuple[str, int], ...]
    standing: bool
    place: int


@dataclass(frozen=True, slots=True)
class Tie:
    """`node` is another name of `target` in this document; a node has at most one tie, and it goes up in rank.

    `quote` is what the file says where the text itself ties the two, else empty.
    """

    node: str
    target: str
    reason: str
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A join that the document does not support, such as a short name that two full names share."""

    node: str
    targets: tuple[str, ...]
    reason: str


class LocalFact(NamedTuple):
    """One piece of evidence with nodes for mentions; `words` is a digest of the sentence (0: too short to copy)."""

    kind: FactKind
    predicate: str
    subject: str | None
    object: "str | Value | None"
    roles: "tuple[tuple[str, str | Value], ...]"
    status: Status
    proof: Proof  # its speaker is a node
    words: int


@dataclass(frozen=True, slots=True)
class LinkedDocument:
    """All that the merge needs of a document. `signature` is its MinHash; `marks` are (start, end, node), raw text."""

    document: Document
    names: tuple[LocalName, ...]
    ties: tuple[Tie, ...]
    refusals: tuple[Refusal, ...]
    facts: tuple[LocalFact, ...]
    marks: tuple[tuple[int, int, str], ...]
    signature: bytes


@dataclass(frozen=True, slots=True)
class MergeReason:
    """Why `surface` is, or is not (`joined` false), the entity `entity`, and the document that says so (empty: all)."""

    entity: str
    surface: str
    joined: bool
    reason: str
    document: str = ""
