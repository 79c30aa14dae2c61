"""A graph's Turtle in blocks, one a subject; blocks of what has not changed since the last build are taken from it.

What an entity, document, fact or metric adds to the file depends on a few plain values alone; by their digest its
blocks are kept. So a day's articles cost what they change, and the file is that of a build from nothing.
"""

from collections.abc import Iterable, Mapping
from operator import attrgetter

import pyoxigraph as ox

from kg.contents import NOTHING_KNOWN, Digests, digest_fact, digest_marked, digest_plain, tell_filler
from kg.graph.iris import BASE, make_prefixes
from kg.graph.rdf import Subject, Telling, list_tellings, make_context, make_subjects
from kg.graph.serialize import part_subjects, write_prefixes
from kg.model import Document, Entity, Fact, KnowledgeGraph

Block = tuple[int, str, bytes]  # of a subject: the rank of its kind in the file, its IRI, its Turtle
Blocks = Mapping[bytes, tuple[Block, ...]]  # by the digest of what they tell

GAP = b"\n\n"  # between blocks; line breaks within literals are escaped
_ENTITY = attrgetter("id", "type", "zh", "en", "aliases", "identifiers")


def digest_tellings(graph: KnowledgeGraph, digests: Digests = NOTHING_KNOWN) -> dict[bytes, Telling]:
    """Return all that becomes triples by the digest of all that these depend on, in the order of `list_tellings`.

    `digests` are those of the graph's facts and documents that are at hand.
    """
    return {_digest_telling(telling, graph, digests): telling for telling in list_tellings(graph)}


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


def _digest_telling(telling: Telling, graph: KnowledgeGraph, digests: Digests) -> bytes:
    """Return the digest of all that a telling's triples depend on."""
    item = telling.item
    if isinstance(item, Fact):
        return digests.facts.get(item.id) or digest_fact(item)
    if isinstance(item, Document):
        return digests.documents.get(item.id) or digest_marked(item, graph.annotations.get(item.id, ()))
    if isinstance(item, Entity):
        relations = tuple((name, tell_filler(end)) for name, end in telling.relations)
        return digest_plain("entity", _ENTITY(item), relations, telling.market)
    return digest_plain("metric", item.name)
