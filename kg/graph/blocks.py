"""A graph's Turtle in blocks, one a subject; blocks of what has not changed since the last build are taken from it.

What an entity, document, fact or metric adds to the file depends on a few plain values alone; by their digest its
blocks are kept. So a day's articles cost what they change, and the file is that of a build from nothing.
"""

import marshal
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from operator import attrgetter
from typing import Any

import pyoxigraph as ox

from kg.graph.iris import BASE, make_prefixes
from kg.graph.rdf import Subject, Telling, list_tellings, make_context, make_subjects
from kg.graph.serialize import part_subjects, write_prefixes
from kg.model import Document, Entity, Fact, KnowledgeGraph, Value

Block = tuple[int, str, bytes]  # of a subject: the rank of its kind in the file, its IRI, its Turtle
Blocks = Mapping[bytes, tuple[Block, ...]]  # by the digest of what they tell

DIGEST_BYTES = 16
GAP = b"\n\n"  # between blocks; line breaks within literals are escaped
_ENTITY = attrgetter("id", "type", "zh", "en", "aliases", "identifiers")
_DOCUMENT = attrgetter("id", "title", "author", "source")
_FACT = attrgetter("id", "kind", "predicate", "subject", "status", "confidence")
_PROOF = attrgetter("document", "start", "end", "quote", "rule", "score", "speaker", "spans")
_VALUE = attrgetter("kind", "text", "unit", "comparator", "iso", "direction", "base")


def digest_tellings(graph: KnowledgeGraph) -> dict[bytes, Telling]:
    """Return all that becomes triples by the digest of all that these depend on, in the order of `list_tellings`."""
    return {digest_telling(telling): telling for telling in list_tellings(graph)}


def make_blocks(
    graph: KnowledgeGraph,
    *,
    base: str = BASE,
    kept: Blocks | None = None,
    tellings: Mapping[bytes, Telling] | None = None,
) -> Blocks:
    """Return the blocks of a graph; `kept` are those of another with the same vocabulary and base.

    `tellings` are its own (`digest_tellings`), where they are at hand.

    Raises:
        KgError: a fact uses an entity, property, metric, class or role that isn't there.
    """
    kept = kept or {}
    context = make_context(graph, base)
    tellings = digest_tellings(graph) if tellings is None else tellings
    missing = {name: make_subjects(telling, context) for name, telling in tellings.items() if name not in kept}
    bodies = iter(_serialize([subject for subjects in missing.values() for subject in subjects], base))
    made = {
        name: tuple((subject.rank, subject.iri, next(bodies)) for subject in subjects)
        for name, subjects in missing.items()
    }
    return {name: made[name] if name in made else kept[name] for name in tellings}


def join_blocks(blocks: Blocks, *, base: str = BASE) -> bytes:
    """Return the Turtle file that blocks make up, the same bytes as `serialize_turtle` of the graph's triples."""
    ordered = sorted(block for group in blocks.values() for block in group)
    return write_file((body for _, _, body in ordered), base=base)


def write_file(bodies: Iterable[bytes], *, base: str) -> bytes:
    """Return a Turtle file of the Turtle of subjects."""
    return write_prefixes(make_prefixes(base)) + b"\n" + GAP.join(bodies) + b"\n"


def _serialize(subjects: list[Subject], base: str) -> list[bytes]:
    """Return the Turtle of each subject."""
    triples = (ox.Triple(*triple) for subject in subjects for triple in subject.triples)
    body = ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=make_prefixes(base)) or b""
    return part_subjects(body).split(GAP)


def digest_telling(telling: Telling) -> bytes:
    """Return the digest of all that a telling's triples depend on."""
    item = telling.item
    content: Any  # plain values, tuples of them
    if isinstance(item, Entity):
        relations = tuple((name, _tell(end)) for name, end in telling.relations)
        content = ("entity", _ENTITY(item), relations, telling.market)
    elif isinstance(item, Document):
        content = ("document", _DOCUMENT(item), str(item.published or ""), telling.mentioned)
    elif isinstance(item, Fact):
        roles = tuple((name, _tell(filler)) for name, filler in item.qualifiers)
        content = ("fact", _FACT(item), _tell(item.object), roles, tuple(map(_PROOF, item.proofs)))
    else:
        content = ("metric", item.name)
    # Version 2 of the format writes each value by itself, later ones by what else refers to it.
    return blake2b(marshal.dumps(content, 2), digest_size=DIGEST_BYTES).digest()


def _tell(filler: str | Value | None) -> object:
    if isinstance(filler, Value):
        return _VALUE(filler), str(filler.number), str(filler.upper)
    return filler
