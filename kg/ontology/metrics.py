"""What figures measure: metrics with the words that name them, from ontology/lexicon/metrics.toml."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from kg.errors import OntologyError
from kg.ontology.automaton import WordFinder
from kg.ontology.paths import find_ontology
from kg.ontology.sources import load_once
from kg.ontology.vocabulary import check_metric

UNITS = {"money", "percent", "count", "rank", "shares", "duration"}
KEYS = {"words", "units", "growth", "share", "after", "measures", "unless", "unless_behind"}


@dataclass(frozen=True, slots=True)
class Metric:
    """One metric; `growth` and `share` name the metrics of its change and of its part in a whole (or are empty)."""

    name: str
    words: tuple[str, ...]
    units: frozenset[str]
    growth: str = ""
    share: str = ""
    after: bool = False  # its words may stand behind the figure
    measures: tuple[str, ...] = ()  # the only measure words that count it; empty: any
    unless: tuple[str, ...] = ()  # words of the clause before a figure that make it another one (偿还债务)
    unless_behind: tuple[str, ...] = ()  # and those right behind it


class MetricFinder:
    """Finds metric words in a text, longest first."""

    def __init__(self, metrics: Mapping[str, Metric]) -> None:
        self.metrics = metrics
        self.by_word: dict[str, list[Metric]] = {}
        for metric in metrics.values():
            for word in metric.words:
                self.by_word.setdefault(word, []).append(metric)
        self.finder = WordFinder(self.by_word)

    def find(self, text: str) -> list[tuple[int, int, list[Metric]]]:
        """Return (start, end, metrics) of each metric word, in order, none overlapping."""
        return [(s, e, self.by_word[self.finder.words[i]]) for i, s, e in self.finder.find_longest(text)]


@cache
def load_metrics() -> MetricFinder:
    """Load the metrics.

    Raises:
        OntologyError: a table with unknown keys or units, or without words.
    """
    return MetricFinder(load_once("metrics", _read_metrics, (Metric,)))


def _read_metrics() -> dict[str, Metric]:
    path = find_ontology() / "lexicon" / "metrics.toml"
    metrics: dict[str, Metric] = {}
    for name, table in tomllib.loads(path.read_text(encoding="utf-8")).items():
        unknown = sorted(set(table) - KEYS)
        if unknown:
            raise OntologyError(f"{path}: [{name}] unknown key {unknown[0]}; use {', '.join(sorted(KEYS))}")
        if not table.get("words") or not set(table.get("units", ())) <= UNITS or not table.get("units"):
            raise OntologyError(f"{path}: [{name}] needs words and units (of {', '.join(sorted(UNITS))})")
        for known in (name, table.get("growth", name), table.get("share", name)):
            check_metric(known, where=f"{path}: [{name}]")
        metrics[name] = Metric(
            name, tuple(table["words"]), frozenset(table["units"]), table.get("growth", ""), table.get("share", ""),
            bool(table.get("after", False)), tuple(table.get("measures", ())), tuple(table.get("unless", ())),
            tuple(table.get("unless_behind", ())),
        )  # fmt: skip
    return metrics
