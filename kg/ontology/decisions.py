"""A person's verdicts on identities (decisions.tsv: verdict, a, b, note) into checked rows.

`same` joins two names or ids, `different` forbids it, `rename` gives `a` the preferred label `b`. Verdicts name a
gazetteer row's id, a new entity's id (Person-张伟) or a bare name; none of these change when the graph is built anew.
"""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from kg.errors import InputError
from kg.ontology.paths import find_ontology

VerdictKind = Literal["same", "different", "rename"]
VARIABLE = "KG_DECISIONS"
COLUMNS = ("verdict", "a", "b", "note")


@dataclass(frozen=True, slots=True)
class Verdict:
    """One line of the file; `place` is its file:line, for messages and explanations."""

    verdict: VerdictKind
    a: str
    b: str
    note: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Decisions:
    """All verdicts, in the order of the file."""

    verdicts: tuple[Verdict, ...] = ()


def find_decisions() -> Path:
    """Return the file of verdicts that KG_DECISIONS names, or the ontology's own, which need not be there."""
    return Path(os.environ.get(VARIABLE) or find_ontology() / "decisions.tsv")


def load_decisions(path: Path | None = None) -> Decisions:
    """Return the verdicts of a file; without a path those of the file that KG_DECISIONS names, or the ontology's own.

    Raises:
        InputError: the file or one of its lines can't be used.
    """
    if path is None:
        path = find_decisions()
        if not os.environ.get(VARIABLE) and not path.exists():
            return Decisions()
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: not readable as UTF-8 text ({error}); a file of verdicts is needed") from error
    lines = text.removeprefix("\ufeff").splitlines()
    if not lines or tuple(lines[0].split("\t")) != COLUMNS:
        raise InputError(f"{path}:1: wrong header; it must be, separated by tabs: {' '.join(COLUMNS)}")
    verdicts = [
        _read_verdict(line, f"{path}:{number}")
        for number, line in enumerate(lines[1:], start=2)
        if line.strip() and not line.startswith("#")
    ]
    _check_contradictions(verdicts)
    return Decisions(tuple(verdicts))


def _read_verdict(line: str, place: str) -> Verdict:
    cells = [cell.strip() for cell in line.split("\t")]
    if len(cells) not in (len(COLUMNS) - 1, len(COLUMNS)):
        raise InputError(f"{place}: {len(cells)} columns; {len(COLUMNS)} are needed: {' '.join(COLUMNS)}")
    verdict, a, b, note = (*cells, "")[: len(COLUMNS)]
    kinds = get_args(VerdictKind)
    for kind in kinds:
        if kind == verdict and a and b:
            return Verdict(kind, a, b, note, place)
    if verdict in kinds:
        raise InputError(f'{place}: "{verdict}" needs both a and b; use ids or names')
    raise InputError(f'{place}: unknown verdict "{verdict}"; use {", ".join(kinds)}')


def _check_contradictions(verdicts: list[Verdict]) -> None:
    """Make sure that no names are kept apart which others make one, directly or through third ones."""
    joined: dict[str, list[Verdict]] = {}  # of each name, the verdicts that make it one with others
    groups: dict[str, set[str]] = {}
    for verdict in verdicts:
        if verdict.verdict == "same":
            both = groups.get(verdict.a, {verdict.a}) | groups.get(verdict.b, {verdict.b})
            why = [*joined.get(verdict.a, ()), *joined.get(verdict.b, ()), verdict]
            for name in both:
                groups[name], joined[name] = both, why
    for verdict in verdicts:
        if verdict.verdict == "different" and verdict.b in groups.get(verdict.a, ()):
            places = ", ".join(sorted({other.place for other in joined[verdict.a]}))
            raise InputError(
                f'{verdict.place}: "{verdict.a}" and "{verdict.b}" are different here, same in {places}; keep one'
            )
