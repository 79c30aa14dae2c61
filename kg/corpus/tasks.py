"""What the machines of a cluster do: each function takes and returns plain data, finds the rest where it runs.

A part is a list of documents; what it links to stays packed and without texts until it is needed. Names, tables and
models are loaded once a process, and one thread of it reads at a time: the tagger and jieba are shared.
"""

from array import array
from collections.abc import Iterable, Sequence
from threading import Lock

from kg.corpus.cache import unpack_linked
from kg.corpus.digests import digest_state
from kg.corpus.links import link_packed, load_book
from kg.linking import NameBook, make_book
from kg.linking.drafts import Draft
from kg.linking.objects import LinkedDocument
from kg.linking.sharding import Decided, Drafted, Joined, cut_decided, decide, digest_links, draft_part, join_shard
from kg.linking.sharding import make_all_entities as make_all
from kg.model import Document, Entity
from kg.ontology.decisions import Decisions
from kg.ontology.gazetteer import load_gazetteer

Packed = Sequence[tuple[str, bytes | str]]  # the id of each document with its links, or why there are none
_READING = Lock()


def read_state() -> bytes:
    """Return the digest of kg, its data and libraries where this runs."""
    return digest_state(load_book())


def link_part(docs: Sequence[Document]) -> Packed:
    """Return what each document links to."""
    with _READING:
        return list(zip([doc.id for doc in docs], link_packed(docs, cache=None), strict=True))


def hold_part(packed: Packed) -> Packed:
    """Return what is known already, so that it is at hand where the rest is."""
    return packed


def list_failures(packed: Packed) -> list[tuple[str, str]]:
    """Return the ids of documents that could not be linked, and why."""
    return [(id, found) for id, found in packed if isinstance(found, str)]


def digest_part(packed: Packed) -> list[LinkedDocument]:
    """Return the digests of a part's documents."""
    return [digest_links(linked) for linked in _unpack(packed)]


def _unpack(packed: Packed) -> Iterable[LinkedDocument]:
    for id, found in packed:
        if isinstance(found, bytes):
            yield unpack_linked(found, Document(id=id, title="", text="", raw="", offsets=array("i", [0])))


def decide_all(digests: Sequence[Sequence[LinkedDocument]], decisions: Decisions) -> Decided:
    """Return what the digests of all parts decide."""
    return decide((doc for part in digests for doc in part), _make_book(decisions))


def _make_book(decisions: Decisions) -> NameBook:
    book = load_book()
    return book if book.decisions == decisions else make_book(load_gazetteer(), decisions)


def cut_part(decided: Decided, digests: Sequence[LinkedDocument]) -> Decided:
    """Return what is decided of one part."""
    return cut_decided(decided, [doc.document.id for doc in digests])


def get_copies(decided: Decided) -> Decided:
    """Return what is decided of copies alone."""
    return Decided({}, {}, decided.copies)


def draft_facts(packed: Packed, decided: Decided, *, shards: int) -> Drafted:
    """Return what a part states, parted by shard."""
    return draft_part(_unpack(packed), decided, shards=shards)


def get_shard(drafted: Drafted, shard: int) -> Sequence[Draft]:
    """Return what a part drafted for one shard."""
    return drafted.shards[shard]


def get_marks(drafted: Drafted) -> Drafted:
    """Return the marks of a part alone."""
    return Drafted((), drafted.marks)


def join_facts(drafts: Sequence[Sequence[Draft]], decided: Decided) -> Joined:
    """Return the facts of one shard."""
    return join_shard((draft for part in drafts for draft in part), decided.copies)


def get_used(joined: Joined) -> frozenset[str]:
    """Return the entities that the facts of a shard speak of."""
    return joined.used


def make_entities(
    digests: Sequence[Sequence[LinkedDocument]],
    decided: Decided,
    used: Sequence[frozenset[str]],
    decisions: Decisions,
) -> dict[str, Entity]:
    """Return the entities of the corpus."""
    return make_all((doc for part in digests for doc in part), decided, used, _make_book(decisions))
