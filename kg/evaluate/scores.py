"""Counts of what was wanted and found in, precision, recall and F1 out."""

from collections.abc import Collection, Hashable
from dataclasses import dataclass
from typing import TypeVar

Item = TypeVar("Item", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Score:
    """How many things were found, wanted, and found right (`right` ≤ both)."""

    right: int = 0
    found: int = 0
    wanted: int = 0

    def __add__(self, other: "Score") -> "Score":
        return Score(self.right + other.right, self.found + other.found, self.wanted + other.wanted)

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.found + self.wanted) if self.found + self.wanted else 0.0


def compare_sets(found: Collection[Item], wanted: Collection[Item]) -> Score:
    """Return the score of what was found against what was wanted, each thing counted once.

    >>> compare_sets({"小米", "雷"}, {"小米", "雷军"})
    Score(right=1, found=2, wanted=2)
    """
    return Score(len(set(found) & set(wanted)), len(set(found)), len(set(wanted)))


def write_row(name: str, score: Score) -> str:
    """Return a line of the table under HEADER."""
    pad = 24 - len(name) - sum(not char.isascii() for char in name)
    return (
        f"{name}{' ' * pad}{score.precision:>8.3f}{score.recall:>8.3f}{score.f1:>8.3f}"
        f"{score.right:>8}{score.found:>8}{score.wanted:>8}"
    )


HEADER = f"{'':<24}{'P':>8}{'R':>8}{'F1':>8}{'right':>8}{'found':>8}{'wanted':>8}"
