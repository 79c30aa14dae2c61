"""A graph's Turtle in blocks, one a subject; a file takes those of what has not changed from the one before.

What an entity, document, fact or metric adds to the file depends on a few plain values alone; by their digest its
blocks are known. So a day's articles cost what they change, and the file is that of a build from nothing.
"""

from collections.abc import Iterable, Mapping
from operator import attrgetter

import pyoxigraph as ox

from kg.contents import NOTHING_KNOWN, Digests, digest_fact, digest_marked, digest_plain, tell_filler
from kg.graph.iris import make_prefixes
from kg.graph.rdf import Telling, list_tellings, make_subjects
from kg.graph.serialize import part_subjects
from kg.graph.statements import Context, Triple
from kg.model import Document, Entity, Fact, KnowledgeGraph

# Of a subject: its kind's rank in the file with its local name, the digest of what it tells, its Turtle between line
# breaks. No two have the first in common, and their order by it is that of IRIs, in which no local name has a slash.
Block = tuple[str, bytes, bytes]

GAP = b"\n\n"  # between subjects; line breaks within literals are escaped
_ENTITY = attrgetter("id", "type", "zh", "en", "aliases", "identifiers")


def digest_tellings(graph: KnowledgeGraph, digests: Digests = NOTHING_KNOWN) -> dict[bytes, Telling]:
    """Return all that becomes triples by the digest of all that these depend on, in the order of `list_tellings`.

    `digests` are those of the graph's facts and documents that are at hand.
    """
    return {_digest_telling(telling, graph, digests): telling for telling in list_tellings(graph)}


def make_blocks(tellings: Mapping[bytes, Telling], context: Context) -> list[Block]:
    """Return the blocks of tellings, in the order that they have in a file.

    Raises:
        KgError: a fact uses an entity, property, metric, class or role that isn't there.
    """
    subjects = [(name, subject) for name, telling in tellings.items() for subject in make_subjects(telling, context)]
    bodies = _serialize((triple for _, subject in subjects for triple in subject.triples), context.base)
    return sorted(
        (f"{subject.rank}{subject.iri.rpartition('/')[2]}", name, b"\n%s\n" % body)
        for (name, subject), body in zip(subjects, bodies, strict=True)
    )


def _serialize(triples: Iterable[Triple], base: str) -> list[bytes]:
    """Return the Turtle of each subject."""
    found = (ox.Triple(*triple) for triple in triples)
    body = part_subjects(ox.serialize(found, format=ox.RdfFormat.TURTLE, prefixes=make_prefixes(base)) or b"")
    return body.split(GAP) if body else []


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
