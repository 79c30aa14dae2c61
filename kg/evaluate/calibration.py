"""Stated confidence against observed precision: the facts of annotated articles, in bins of their confidence.

A relation is right when both ends, property and status are in the gold file; a figure when owner, value and unit are.
Gold files have the shape that `kg.evaluate.gold` reads, with `relations` and `observations` beside the entities.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from kg.evaluate.gold import CLOSE, fold_name
from kg.model import Entity, Fact, KnowledgeGraph, Value

BINS = (0.0, 0.6, 0.7, 0.8, 0.9, 1.01)
SYMMETRIC = {"partnerOf", "competitorOf"}
Names = frozenset[str]


@dataclass(frozen=True, slots=True)
class Bin:
    """The facts with `low` ≤ confidence < `high`: how many, how many of them right, their mean confidence."""

    low: float
    high: float
    facts: int
    right: int
    stated: float


def judge_facts(graph: KnowledgeGraph, gold_paths: Sequence[Path]) -> Iterator[tuple[float, bool]]:
    """Yield (confidence, is right) for each relation between entities and each figure of the gold articles."""
    relations: list[tuple[Names, str, Names, str]] = []
    figures: list[tuple[Names, Decimal, str]] = []
    for path in gold_paths:
        data = json.loads(path.read_text(encoding="utf-8"))
        names = {item["id"]: frozenset(map(fold_name, item["labels"])) for item in data["entities"]}
        relations += [_read_relation(item, names) for item in data.get("relations", ())]
        figures += [
            (names[item["subject"]], Decimal(str(item["value"])), str(item["unit"]))
            for item in data.get("observations", ())
        ]
    labels = {id: _list_labels(entity) for id, entity in graph.entities.items()}
    for fact in graph.facts.values():
        if fact.kind == "relation" and isinstance(fact.object, str) and fact.subject is not None:
            yield fact.confidence, any(_is_relation(fact, wanted, labels) for wanted in relations)
        elif fact.kind == "observation" and fact.subject is not None:
            yield fact.confidence, any(_is_figure(fact, wanted, labels) for wanted in figures)


def _read_relation(item: Mapping[str, Any], names: Mapping[str, Names]) -> tuple[Names, str, Names, str]:
    return names[item["s"]], item["p"], names[item["o"]], item.get("status", "asserted")


def _list_labels(entity: Entity) -> Names:
    return frozenset(fold_name(name) for name in (entity.zh, entity.en, *entity.aliases) if name)


def _is_relation(fact: Fact, wanted: tuple[Names, str, Names, str], labels: Mapping[str, Names]) -> bool:
    subject, predicate, object_, status = wanted
    if fact.predicate != predicate or fact.status != status:
        return False
    ends = labels[str(fact.subject)], labels[str(fact.object)]
    turned = predicate in SYMMETRIC and bool(ends[1] & subject and ends[0] & object_)
    return bool(ends[0] & subject and ends[1] & object_) or turned


def _is_figure(fact: Fact, wanted: tuple[Names, Decimal, str], labels: Mapping[str, Names]) -> bool:
    owner, number, unit = wanted
    value = fact.object
    if not isinstance(value, Value) or value.number is None or value.unit != unit:
        return False
    return bool(labels[str(fact.subject)] & owner) and abs(value.number - number) <= CLOSE * max(
        Decimal(1), abs(number)
    )


def make_bins(judged: Sequence[tuple[float, bool]]) -> list[Bin]:
    """Return the bins that hold facts, the lowest first."""
    bins = []
    for low, high in zip(BINS, BINS[1:], strict=False):
        inside = [(stated, right) for stated, right in judged if low <= stated < high]
        if inside:
            mean = sum(stated for stated, _ in inside) / len(inside)
            bins.append(Bin(low, min(high, 1.0), len(inside), sum(right for _, right in inside), mean))
    return bins
