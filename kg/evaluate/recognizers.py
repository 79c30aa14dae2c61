"""Published cases for Chinese dates, numbers, percentages and money in; how many this project reads alike out.

Source: Microsoft Recognizers-Text, Specs/…/Chinese/*.json (MIT licence). No copy is part of this project: pass the path
of one, the folder or the .tar.gz. A case is right when every result agrees in place and value and nothing else is
found. Cases that name what business news doesn't say are left out by the rules of recognizers_scope, and counted.

usage: python -m kg.evaluate.recognizers PATH [--misses]
"""

import json
import sys
import tarfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.documents.script import simplify_text
from kg.errors import InputError
from kg.evaluate.recognizers_answers import Answer, find_answers, is_alike, write_answer
from kg.evaluate.recognizers_scope import find_exclusion

MODELS = {
    "DateTimeModel": ("dates", 0.85),
    "NumberModel": ("numbers and percentages", 0.95),
    "PercentModel": ("numbers and percentages", 0.95),
    "CurrencyModel": ("money", 0.95),
}


@dataclass(frozen=True, slots=True)
class Case:
    """One published case: `expected` are its results as published."""

    text: str
    reference: str
    expected: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How the cases of one model came out; `misses` are the cases read differently, with what was found."""

    model: str
    cases: int
    excluded: Counter[str]
    right: int
    misses: tuple[tuple[Case, tuple[Answer, ...]], ...]

    @property
    def in_scope(self) -> int:
        return self.cases - self.excluded.total()


def read_cases(path: Path, model: str) -> list[Case]:
    """Return the cases of one model from a folder or a .tar.gz of the published specs.

    Raises:
        InputError: there is no such file, or it is no list of cases.
    """
    data = next(_read_members(path, f"{model}.json"), None)
    if data is None:
        raise InputError(f"{path}: no Chinese/{model}.json in it; a copy of Recognizers-Text's Specs is accepted")
    rows = json.loads(data.decode("utf-8-sig"))
    return [
        Case(row["Input"], (row.get("Context") or {}).get("ReferenceDateTime", ""), tuple(row["Results"]))
        for row in rows
    ]


def _read_members(path: Path, name: str) -> Iterator[bytes]:
    if path.is_dir():
        for file in sorted(path.rglob(f"Chinese/{name}")):
            yield file.read_bytes()
    elif path.is_file() and tarfile.is_tarfile(path):
        with tarfile.open(path) as archive:
            for member in archive.getmembers():
                if member.name.endswith(f"Chinese/{name}"):
                    content = archive.extractfile(member)
                    yield content.read() if content else b"[]"


def score_model(model: str, cases: Sequence[Case]) -> Outcome:
    """Return how many of the cases that news could hold are read as published."""
    excluded: Counter[str] = Counter()
    misses: list[tuple[Case, tuple[Answer, ...]]] = []
    for case in cases:
        reason = find_exclusion(model, case.text, case.expected)
        if reason:
            excluded[reason] += 1
            continue
        answers = tuple(find_answers(model, simplify_text(case.text), case.reference))
        alike = len(answers) == len(case.expected) and all(
            is_alike(answer, expected, case.reference) for answer, expected in zip(answers, case.expected, strict=True)
        )
        if not alike:
            misses.append((case, answers))
    right = len(cases) - excluded.total() - len(misses)
    return Outcome(model, len(cases), excluded, right, tuple(misses))


def write_outcomes(outcomes: Sequence[Outcome], write: Callable[[str], object]) -> bool:
    """Write a table of the outcomes and what was left out; return whether every floor is met."""
    write(f"{'model':<16}{'cases':>7}{'in scope':>10}{'right':>7}{'share':>8}")
    totals: dict[str, list[int]] = {}
    for outcome in outcomes:
        share = outcome.right / outcome.in_scope if outcome.in_scope else 0.0
        write(f"{outcome.model:<16}{outcome.cases:>7}{outcome.in_scope:>10}{outcome.right:>7}{share:>8.1%}")
        total = totals.setdefault(MODELS[outcome.model][0], [0, 0])
        total[0], total[1] = total[0] + outcome.right, total[1] + outcome.in_scope
    for outcome in outcomes:
        for reason, count in sorted(outcome.excluded.items()):
            write(f"left out of {outcome.model}: {count} {reason}")
    floors = dict(MODELS.values())
    met = True
    for name, (right, in_scope) in totals.items():
        met = met and right >= floors[name] * in_scope
        write(f"{name}: {right / max(in_scope, 1):.1%} (floor {floors[name]:.0%})")
    return met


def main(arguments: Sequence[str]) -> int:
    """Print the outcome; return 0 when every floor is met."""
    paths = [argument for argument in arguments if not argument.startswith("--")]
    if len(paths) != 1:
        print("usage: python -m kg.evaluate.recognizers PATH [--misses]", file=sys.stderr)
        return 2
    try:
        outcomes = [score_model(model, read_cases(Path(paths[0]), model)) for model in MODELS]
    except InputError as error:
        print(error, file=sys.stderr)
        return 1
    if "--misses" in arguments:
        for outcome in outcomes:
            for case, answers in outcome.misses:
                print(f"{outcome.model}: {case.text} @{case.reference[:10]}")
                print(f"  wanted {[(result['Text'], result['Resolution']) for result in case.expected]}")
                print(f"  found  {[write_answer(case.text, answer) for answer in answers]}")
    return 0 if write_outcomes(outcomes, print) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
