"""Counts of what was wanted and found in, precision, recall and F1 out."""

from collections.abc import Collection, Hashable
from dataclasses import dataclass
from typing import TypeVar

Item = TypeVar("Item", bound=Hashable)
NAME_WIDTH = 24  # cells of a table's first column
UNKNOWN = "–"


@dataclass(frozen=True, slots=True)
class Score:
    """How many things were found right and wanted; `found` is None where what else was found can't be judged."""

    right: int = 0
    found: int | None = 0
    wanted: int = 0

    def __add__(self, other: "Score") -> "Score":
        found = None if self.found is None or other.found is None else self.found + other.found
        return Score(self.right + other.right, found, self.wanted + other.wanted)

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.found + self.wanted) if self.found is not None and self.right else 0.0


@dataclass(frozen=True, slots=True)
class Judgement:
    """What came of one kind in one document, with the names missed and those found that nobody wanted."""

    kind: str
    right: int
    wanted: int
    found: int | None = None
    missed: tuple[str, ...] = ()
    spurious: tuple[str, ...] = ()

    @property
    def score(self) -> Score:
        return Score(self.right, self.found, self.wanted)


def compare_sets(found: Collection[Item], wanted: Collection[Item]) -> Score:
    """Return the score of what was found against what was wanted, each thing counted once.

    >>> compare_sets({"小米", "雷"}, {"小米", "雷军"})
    Score(right=1, found=2, wanted=2)
    """
    return Score(len(set(found) & set(wanted)), len(set(found)), len(set(wanted)))


def write_row(name: str, score: Score) -> str:
    """Return a line of the table under HEADER."""
    pad = NAME_WIDTH - len(name) - sum(not char.isascii() for char in name)
    rates = f"{score.precision:>8.3f}{score.recall:>8.3f}{score.f1:>8.3f}"
    found = str(score.found)
    if score.found is None:
        rates, found = f"{UNKNOWN:>8}{score.recall:>8.3f}{UNKNOWN:>8}", UNKNOWN
    return f"{name}{' ' * pad}{rates}{score.right:>8}{found:>8}{score.wanted:>8}"


HEADER = f"{'':<{NAME_WIDTH}}{'P':>8}{'R':>8}{'F1':>8}{'right':>8}{'found':>8}{'wanted':>8}"
