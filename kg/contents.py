"""Facts and documents of a graph in, digests of all that they say out, and what they speak of.

Digests are equal for equal contents in any build: whoever makes something of one fact or one document alone knows by
its digest whether it is as it was.
"""

import marshal
from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from operator import attrgetter
from typing import Any

from kg.model import Annotation, Document, Fact, Value

DIGEST_BYTES = 16
_FACT = attrgetter("id", "kind", "predicate", "subject", "status", "confidence")
_PROOF = attrgetter("document", "start", "end", "quote", "rule", "score", "speaker", "spans")
_VALUE = attrgetter("kind", "text", "unit", "comparator", "iso", "direction", "base")
_MARK = attrgetter("start", "end", "entity")


@dataclass(frozen=True, slots=True)
class Digests:
    """Digests by id that are at hand: of facts (`digest_fact`), of documents with their marks (`digest_marked`)."""

    facts: Mapping[str, bytes] = field(default_factory=dict)
    documents: Mapping[str, bytes] = field(default_factory=dict)


NOTHING_KNOWN = Digests()


def digest_plain(*content: Any) -> bytes:
    """Return the digest of plain values and tuples of them."""
    # Version 2 of the format writes each value by itself, later ones by what else refers to it.
    return blake2b(marshal.dumps(content, 2), digest_size=DIGEST_BYTES).digest()


def digest_fact(fact: Fact) -> bytes:
    """Return the digest of all that a fact says."""
    roles = tuple((name, tell_filler(filler)) for name, filler in fact.qualifiers)
    return digest_plain("fact", _FACT(fact), tell_filler(fact.object), roles, tuple(map(_PROOF, fact.proofs)))


def tell_filler(filler: str | Value | None) -> object:
    """Return what stands in a fact as plain values."""
    if isinstance(filler, Value):
        return _VALUE(filler), str(filler.number), str(filler.upper)
    return filler


def digest_article(doc: Document) -> bytes:
    """Return the digest of what a reader made of an article: all but its id and its source."""
    if doc.digest:
        return doc.digest
    published = str(doc.published or "")
    return digest_plain(doc.title, published, doc.author, doc.text, doc.raw, array("i", doc.offsets).tobytes())


def digest_marked(doc: Document, marks: Iterable[Annotation]) -> bytes:
    """Return the digest of a document and of its marks."""
    return digest_plain("document", doc.id, doc.source, digest_article(doc), tuple(map(_MARK, marks)))


def find_used(facts: Mapping[str, Fact]) -> set[str]:
    """Return the ids of all entities that facts speak of or that say them."""
    every = facts.values()
    ends = {end for fact in every for end in (fact.subject, fact.object) if isinstance(end, str)}
    fillers = {filler for fact in every for _, filler in fact.qualifiers if isinstance(filler, str)}
    speakers = {proof.speaker for fact in every for proof in fact.proofs if proof.speaker is not None}
    return ends | fillers | speakers
