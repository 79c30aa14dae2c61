"""Facts drawn at random from a build of a few articles of a corpus, each with its sentence, to be judged by eye.

    python -m kg.evaluate.drawing PATH SEED [--articles 300] [--facts 50] [--kind observation]

PATH is a .jsonl corpus and may be gzipped.

Relations, observations and events are drawn in proportion to their numbers. A corpus and a seed always draw the same
articles and, as long as the build stays the same, the same facts.
"""

import argparse
import gzip
import random
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from kg.documents import read_documents
from kg.model import Document, Fact, KnowledgeGraph, Value
from kg.pipeline import build_graph

KINDS = ("relation", "observation", "event")


def draw_documents(path: Path, count: int, seed: int) -> list[Document]:
    """Return `count` articles of a corpus of one JSON document a line, drawn at random, in the corpus's order."""
    read = gzip.open if path.suffix == ".gz" else open
    with read(path, "rt", encoding="utf-8") as lines:
        rows = list(lines)
    chosen = sorted(random.Random(seed).sample(range(len(rows)), min(count, len(rows))))
    with tempfile.TemporaryDirectory() as folder:
        drawn = Path(folder) / "drawn.jsonl"
        drawn.write_text("".join(rows[index] for index in chosen), encoding="utf-8")
        return list(read_documents([str(drawn)]))


def draw_facts(graph: KnowledgeGraph, count: int, seed: int, kinds: Sequence[str] = KINDS) -> list[Fact]:
    """Return `count` facts drawn at random, of each kind in proportion (the largest remainders round up)."""
    by_kind = {kind: [fact for fact in graph.facts.values() if fact.kind == kind] for kind in kinds}
    total = sum(map(len, by_kind.values()))
    exact = {kind: min(count, total) * len(facts) / max(total, 1) for kind, facts in by_kind.items()}
    shares = {kind: int(share) for kind, share in exact.items()}
    for kind in sorted(kinds, key=lambda kind: shares[kind] - exact[kind])[: min(count, total) - sum(shares.values())]:
        shares[kind] += 1
    dice = random.Random(seed)
    return [fact for kind in kinds for fact in dice.sample(by_kind[kind], shares[kind])]


def describe_fact(fact: Fact, graph: KnowledgeGraph) -> Iterator[str]:
    """Yield a line that tells a fact and one for each sentence that says so, at most two."""
    subject = "" if fact.subject is None else graph.entities[fact.subject].zh
    roles = ", ".join(f"{role}={_name(filler, graph)}" for role, filler in fact.qualifiers)
    object_ = "" if fact.object is None else _name(fact.object, graph)
    yield f"{subject} {fact.predicate} {object_} [{roles}] {fact.status} {fact.confidence:.2f} {fact.proofs[0].rule}"
    for proof in fact.proofs[:2]:
        yield f"    {proof.document}: {proof.quote.strip()}"


def _name(filler: str | Value, graph: KnowledgeGraph) -> str:
    if isinstance(filler, str):
        return graph.entities[filler].zh
    number = "" if filler.number is None else f"{filler.number}{filler.unit}"
    bound = "" if filler.comparator == "exactly" else f"{filler.comparator} "
    return f"{bound}{number}{filler.iso or ''}{'' if number or filler.iso else filler.text}"


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the facts that a seed draws."""
    parser = argparse.ArgumentParser(prog="python -m kg.evaluate.drawing", description=__doc__.splitlines()[0])
    parser.add_argument("path", type=Path)
    parser.add_argument("seed", type=int)
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--facts", type=int, default=50)
    parser.add_argument("--kind", choices=KINDS, action="append", help="only facts of this kind; may be given again")
    given = parser.parse_args(arguments)
    graph = build_graph(draw_documents(given.path, given.articles, given.seed))
    for number, fact in enumerate(draw_facts(graph, given.facts, given.seed, given.kind or KINDS), 1):
        print(f"{number}. " + "\n".join(describe_fact(fact, graph)))


if __name__ == "__main__":
    main()
