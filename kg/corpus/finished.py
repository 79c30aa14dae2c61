"""Whether a build has anything to do: what the last one was made of, by a digest, and the files it left.

Its files are looked at as well, so what somebody deleted or changed is made again. Their sizes and times tell any
change but one made to deceive.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from kg.corpus.digests import CODE, DATA, LIBRARIES, digest_software
from kg.graph.update import read_name
from kg.kept import Kept, identify_file, load_kept, save_kept
from kg.model import KnowledgeGraph
from kg.ontology.decisions import load_decisions
from kg.view.tables import INDEX

KEPT = "finished"
WRITTEN = ("graph.ttl", "graph.html", INDEX)
DIGEST_BYTES = 20
KINDS = {"relation": "relations", "observation": "figures", "event": "events"}

Counts = Mapping[str, Mapping[str, int]]  # what a graph holds, by kind (entities, relations, figures, events) and name


@dataclass(frozen=True, slots=True)
class Sources:
    """All that a build depends on, as a digest, and where it leaves what it makes."""

    digest: bytes
    directory: Path
    kept: Kept


def find_sources(articles: bytes, directory: Path, *, base: str, kept: Kept) -> Sources:
    """Return what a build depends on: articles (a digest of them), verdicts, the base of IRIs, code and data."""
    digest = blake2b(digest_software(CODE, DATA, LIBRARIES), digest_size=DIGEST_BYTES)
    digest.update(repr((articles, load_decisions(), base)).encode("utf-8", "surrogatepass"))
    return Sources(digest.digest(), directory, kept)


def find_finished(sources: Sources) -> tuple[int, Counts] | None:
    """Return how many documents the last build had, and its counts, if there is nothing to do but what it did."""
    found = load_kept(sources.kept, KEPT)
    if found is None:
        return None
    digest, written, documents, counts = found
    return (documents, counts) if digest == sources.digest and written == _identify_written(sources.directory) else None


def save_finished(sources: Sources, documents: int, counts: Counts) -> None:
    """Keep that a build is done."""
    save_kept(sources.kept, KEPT, (sources.digest, _identify_written(sources.directory), documents, counts))


def count_graph(graph: KnowledgeGraph) -> Counts:
    """Return what a graph holds."""
    counts = {"entities": Counter(entity.type for entity in graph.entities.values())}
    counts |= {
        title: Counter(fact.predicate for fact in graph.facts.values() if fact.kind == kind)
        for kind, title in KINDS.items()
    }
    return {title: dict(found) for title, found in counts.items()}


def _identify_written(directory: Path) -> tuple[object, ...] | None:
    """Return which files a build's are, and which store is its own, None where one is missing."""
    files = [identify_file(directory / name) for name in WRITTEN]
    store = read_name(directory)
    return (*files, store) if store and None not in files else None
