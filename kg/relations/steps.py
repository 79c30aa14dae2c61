"""What every match of a pattern must pass, in order: words and mentions, none too far behind the one before.

Finding that a sentence does not have them takes less than a search, and far less than compiling the expression.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """Any of some words or characters that stand for mentions, and how many characters may lie before it, None: any."""

    choices: frozenset[str]
    reach: int | None


class Places:
    """Where the words and mentions of one sentence stand; a class because what is found once serves many patterns."""

    def __init__(self, found: Iterable[tuple[str, int, int]]) -> None:
        self._by_word: dict[str, list[tuple[int, int]]] = {}
        for word, start, end in found:
            self._by_word.setdefault(word, []).append((start, end))
        self.words = frozenset(self._by_word)
        self._by_choices: dict[frozenset[str], list[tuple[int, int]]] = {}

    def _find(self, choices: frozenset[str]) -> list[tuple[int, int]]:
        found = self._by_choices.get(choices)
        if found is None:
            found = [place for word in self.words & choices for place in self._by_word[word]]
            self._by_choices[choices] = found
        return found

    def lead_through(self, steps: Sequence[Step]) -> bool:
        """Tell whether all steps are there, each behind the one before and within its reach."""
        before: list[int] = []  # where the step before may end
        for number, step in enumerate(steps):
            ends = [end for start, end in self._find(step.choices) if not number or _reaches(before, start, step.reach)]
            if not ends:
                return False
            before = ends
        return True


def _reaches(ends: Sequence[int], start: int, reach: int | None) -> bool:
    return any(end <= start and (reach is None or start - end <= reach) for end in ends)
