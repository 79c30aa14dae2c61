"""Joined names and entities drawn at random from a build of a few articles of a corpus, to be judged by eye.

    python -m kg.evaluate.identity PATH SEED [--articles 300] [--merges 100] [--entities 100]

A merge is an entity and another of its names that an article uses; right if both name one thing. An entity is printed
with those whose names are most like its own, where a double of it would stand. `--list FILE` writes the names of all
entities, to look for doubles of other names. A corpus and a seed always draw the same articles and, as long as the
build stays the same, the same merges and entities.
"""

import argparse
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.evaluate.drawing import draw_documents
from kg.linking.companies import strip_ending
from kg.linking.names import make_key
from kg.model import Entity, KnowledgeGraph
from kg.pipeline import build_graph

NEIGHBOURS = 6  # entities of like names shown beside one
LEAST_LIKE = 0.3  # of the pairs of characters that the shorter of two names shares
AROUND = 60  # characters shown on either side of a name


@dataclass(frozen=True, slots=True)
class Reading:
    """A name as an article writes it, with what stands around its first place."""

    name: str
    document: str
    words: str


def find_readings(graph: KnowledgeGraph) -> dict[str, list[Reading]]:
    """Return the names by which articles call each entity, the most frequent first; spellings of one key count once."""
    counts: dict[tuple[str, str], int] = {}
    first: dict[tuple[str, str], Reading] = {}
    for id, annotations in sorted(graph.annotations.items()):
        raw = graph.documents[id].raw
        for mark in annotations:
            entity, name = graph.entities[mark.entity], raw[mark.start : mark.end]
            if make_key(name) in {make_key(known) for known in (entity.zh, entity.en, *entity.aliases)}:
                place = (mark.entity, make_key(name))
                counts[place] = counts.get(place, 0) + 1
                words = raw[max(0, mark.start - AROUND) : mark.end + AROUND]
                first.setdefault(place, Reading(name, id, " ".join(words.split())))
    readings: dict[str, list[Reading]] = {}
    for place in sorted(first, key=lambda place: (-counts[place], place)):
        readings.setdefault(place[0], []).append(first[place])
    return readings


def find_merges(graph: KnowledgeGraph) -> list[tuple[Entity, Reading, Reading | None]]:
    """Return each entity with each other name that articles use, and its usual one (None: only listed), by id."""
    merges: list[tuple[Entity, Reading, Reading | None]] = []
    for id, readings in sorted(find_readings(graph).items()):
        entity = graph.entities[id]
        usual, *others = readings
        if make_key(usual.name) != make_key(entity.zh) and not others:
            merges.append((entity, usual, None))
        merges.extend((entity, other, usual) for other in others)
    return merges


def find_like(entity: Entity, graph: KnowledgeGraph, pairs: Mapping[str, frozenset[str]]) -> list[Entity]:
    """Return the entities whose names share most pairs of characters with those of one, the most alike first."""
    own = pairs[entity.id]
    alike = {
        id: len(own & theirs) / min(len(own), len(theirs))
        for id, theirs in pairs.items()
        if id != entity.id and own & theirs
    }
    best = sorted((id for id in alike if alike[id] >= LEAST_LIKE), key=lambda id: (-alike[id], id))
    return [graph.entities[id] for id in best[:NEIGHBOURS]]


def make_pairs(entity: Entity) -> frozenset[str]:
    """Return the pairs of neighbouring characters in the names of an entity, without the legal form."""
    keys = [strip_ending(make_key(name), "legal_form") for name in (entity.zh, entity.en, *entity.aliases) if name]
    return frozenset(key[start : start + 2] for key in keys for start in range(len(key) - 1))


def describe(entity: Entity) -> str:
    """Return one line that tells an entity."""
    return f"{entity.id} {entity.type}: {' | '.join((entity.zh, entity.en, *entity.aliases))}"


def print_merges(graph: KnowledgeGraph, count: int, seed: int) -> Iterator[str]:
    """Yield the lines of as many merges, drawn at random."""
    merges = find_merges(graph)
    yield f"{len(merges)} merges"
    for number, (entity, other, usual) in enumerate(random.Random(seed).sample(merges, min(count, len(merges))), 1):
        yield f"{number}. {other.name} = {usual.name if usual else entity.zh}   [{entity.id} {entity.type}]"
        for reading in (other, usual):
            if reading:
                yield f"    {reading.name} {reading.document}: {reading.words}"


def print_entities(graph: KnowledgeGraph, count: int, seed: int) -> Iterator[str]:
    """Yield the lines of as many entities, drawn at random."""
    yield f"{len(graph.entities)} entities"
    readings, ids = find_readings(graph), sorted(graph.entities)
    pairs = {id: make_pairs(entity) for id, entity in graph.entities.items()}
    for number, id in enumerate(random.Random(seed).sample(ids, min(count, len(ids))), 1):
        yield f"{number}. {describe(graph.entities[id])}"
        for reading in readings.get(id, ())[:1]:
            yield f"    {reading.document}: {reading.words}"
        for other in find_like(graph.entities[id], graph, pairs):
            yield f"    ? {describe(other)}"


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the merges and entities that a seed draws."""
    parser = argparse.ArgumentParser(prog="python -m kg.evaluate.identity", description=__doc__.splitlines()[0])
    parser.add_argument("path", type=Path)
    parser.add_argument("seed", type=int)
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--merges", type=int, default=100)
    parser.add_argument("--entities", type=int, default=100)
    parser.add_argument("--list", type=Path)
    given = parser.parse_args(arguments)
    graph = build_graph(draw_documents(given.path, given.articles, given.seed))
    if given.list:
        lines = [describe(graph.entities[id]) + "\n" for id in sorted(graph.entities)]
        given.list.write_text("".join(lines), encoding="utf-8")
    print("\n".join(print_merges(graph, given.merges, given.seed)))
    print("\n".join(print_entities(graph, given.entities, given.seed)))


if __name__ == "__main__":
    main()
