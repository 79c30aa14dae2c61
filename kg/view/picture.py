"""A KnowledgeGraph in, what every picture of it is made from out: nodes, edges, how much each matters, and numbers.

Page and index refer to a thing, fact or document by a number made of its id alone, so what they say of it stays the
same text however much the graph grows.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2b

from kg.graph.iris import BASE
from kg.kept import Kept
from kg.model import KnowledgeGraph
from kg.ontology.vocabulary import Vocabulary, load_vocabulary
from kg.view.looks import Looks, find_looks
from kg.view.scene import Scene, make_scene
from kg.view.styles import OTHER, TYPES
from kg.view.weighing import Weights, weigh_scene

NUMBER_BYTES = 6  # JavaScript counts on to 2 ** 53; of a million ids two share a number once in 500 graphs


@dataclass(frozen=True, slots=True)
class Picture:
    """A graph with its scene; `nodes`, `facts` and `docs` are numbers by id, `plain` where each is of the id alone."""

    graph: KnowledgeGraph
    vocabulary: Vocabulary
    title: str
    base: str
    scene: Scene
    looks: Looks
    weights: Weights
    nodes: Mapping[str, int]
    facts: Mapping[str, int]
    docs: Mapping[str, int]
    plain: bool


def make_picture(graph: KnowledgeGraph, *, title: str = "", base: str = BASE, kept: Kept | None = None) -> Picture:
    """Return what pictures of a graph are made from; without a title one is made from the documents.

    `kept` is what builds before kept, if anything.
    """
    vocabulary = load_vocabulary()
    scene = make_scene(graph, vocabulary)
    looks = find_looks(kept, {node.type: TYPES.get(node.kind, OTHER).shape for node in scene.nodes})
    numbers = [number_ids(ids) for ids in ((node.id for node in scene.nodes), graph.facts, graph.documents)]
    (nodes, facts, docs), plain = (each for each, _ in numbers), all(own for _, own in numbers)
    title, weights = title or make_title(graph), weigh_scene(scene)
    return Picture(graph, vocabulary, title, base, scene, looks, weights, nodes, facts, docs, plain)


def make_title(graph: KnowledgeGraph) -> str:
    """Return a title: that of the only document, or how many there are."""
    if len(graph.documents) == 1:
        return next(iter(graph.documents.values())).title
    return f"{len(graph.documents)} 篇报道的知识图谱"


def number_ids(ids: Iterable[str], *, size: int = NUMBER_BYTES) -> tuple[dict[str, int], bool]:
    """Return a number for each id, and whether each is made of the id alone; of two the second takes the next free."""
    ordered = sorted(ids)
    numbers = [
        int.from_bytes(blake2b(id.encode("utf-8", "surrogatepass"), digest_size=size).digest(), "big") for id in ordered
    ]
    taken = set(numbers)
    if plain := len(taken) == len(numbers):
        return dict(zip(ordered, numbers, strict=True)), plain
    taken.clear()
    for place, number in enumerate(numbers):
        while number in taken:
            number += 1
        taken.add(number)
        numbers[place] = number
    return dict(zip(ordered, numbers, strict=True)), plain
