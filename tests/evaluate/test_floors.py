"""What is read of two articles written for this project, against what a careful reader noted of them."""

import tomllib
from collections import Counter
from pathlib import Path

import pytest

from kg.documents import read_documents
from kg.model import Fact, KnowledgeGraph, Value
from kg.pipeline import build_graph

CASES = Path(__file__).parent.parent / "cases" / "facts"
# kind → (least F1, least precision); status must agree, and of figures value, unit and time
FLOORS = {"relations": (0.65, 0.75), "observations": (0.70, 0.75), "events": (0.55, 0.75)}
Rows = Counter[tuple[str, ...]]


@pytest.fixture(scope="module")
def graph() -> KnowledgeGraph:
    return build_graph(read_documents([str(CASES)]))


def tell(filler: str | Value | None, graph: KnowledgeGraph) -> str:
    """Return the Chinese label of a thing, or what a value says."""
    if filler is None:
        return ""
    if isinstance(filler, str):
        return graph.entities[filler].zh
    return filler.iso or (str(filler.number.normalize().__format__("f")) if filler.number is not None else filler.text)


def list_found(graph: KnowledgeGraph) -> dict[str, Rows]:
    """Return the facts of a graph as rows of the shape in which the reader noted them, each event under all it names."""
    found: dict[str, Rows] = {kind: Counter() for kind in FLOORS}
    for fact in graph.facts.values():
        if fact.kind == "relation":
            found["relations"][tell(fact.subject, graph), fact.predicate, tell(fact.object, graph), fact.status] += 1
        elif fact.kind == "observation":
            assert isinstance(fact.object, Value)
            row = (tell(fact.subject, graph), fact.predicate, tell(fact.object, graph), fact.object.unit)
            found["observations"][*row, find_time(fact), fact.status] += 1
    return found


def find_time(fact: Fact) -> str:
    return next((v.iso for role, v in fact.qualifiers if role in {"date", "period"} and isinstance(v, Value)), "")


def count_events(graph: KnowledgeGraph, wanted: Rows) -> tuple[int, int]:
    """Return (right, found): each event pairs with one that was noted of its class and status and of one it names."""
    left, found = Counter(wanted), 0
    right = 0
    for fact in graph.facts.values():
        if fact.kind != "event":
            continue
        found += 1
        names = [tell(filler, graph) for _, filler in fact.qualifiers if isinstance(filler, str)]
        row = next(
            (r for r in sorted(left) if left[r] and r[0] == fact.predicate and r[1] in names and r[2] == fact.status),
            None,
        )
        if row is not None:
            left[row] -= 1
            right += 1
    return right, found


def read_wanted(kind: str) -> Rows:
    tables = [tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(CASES.glob("*.toml"))]
    return Counter(tuple(row) for table in tables for row in table[kind])


@pytest.mark.parametrize("kind", FLOORS)
def test_what_is_read_keeps_its_floors(graph: KnowledgeGraph, kind: str) -> None:
    wanted = read_wanted(kind)
    if kind == "events":
        right, found = count_events(graph, wanted)
    else:
        rows = list_found(graph)[kind]
        right, found = sum((rows & wanted).values()), sum(rows.values())
    precision, recall = right / found, right / sum(wanted.values())
    score = 2 * precision * recall / (precision + recall)
    least, exact = FLOORS[kind]
    assert score >= least and precision >= exact, f"{kind}: P {precision:.2f} R {recall:.2f} F1 {score:.2f}"
