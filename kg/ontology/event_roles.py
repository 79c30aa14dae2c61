"""Rules for what else of a sentence belongs to an event, from ontology/lexicon/event_roles.toml.

Patterns find an event by its word and those who take part; its sums, shares, prices and further names stand around it
in any order. A rule names a role, the types that may fill it, and the words that must or must not stand close by.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.errors import OntologyError
from kg.expressions import compile_re
from kg.ontology.lexicon import load_lexicon
from kg.ontology.paths import find_ontology
from kg.ontology.vocabulary import check_class, check_role

KEYS = {
    *("role", "types", "units", "before", "not_before", "after", "not_after", "with", "reach", "many", "moves"),
    *("ahead", "near", "carries", "announcer", "disclosed", "word"),
}
REACH = 14  # characters before a filler in which a cue may stand, unless the rule says otherwise
AHEAD = 8  # characters behind it


@dataclass(frozen=True, slots=True)
class RoleRule:
    """One way to fill a role: by a mention of one of the types, with a unit, with words before or behind it."""

    role: str
    types: tuple[str, ...]
    units: frozenset[str]  # empty: any
    before: tuple[str, ...]
    not_before: tuple[str, ...]
    after: tuple[str, ...]
    not_after: tuple[str, ...]
    needs: tuple[str, ...]  # words of which the sentence must hold one
    reach: int
    ahead: int
    near: bool  # only in the clause of the event's word
    many: bool  # all fillers that fit, not just the nearest
    moves: bool  # takes a filler away from another role
    carries: bool  # also in the next sentences that tell no such event themselves
    announcer: bool  # filled by the company that announces, or that the title names
    disclosed: bool  # filled by the day on which it was made known
    word: re.Pattern[str] | None  # filled by words as written (B轮)


@cache
def load_event_roles(path: Path | None = None) -> Mapping[str, tuple[RoleRule, ...]]:
    """Return the rules of each event class in order of the file (default: the ontology's).

    Raises:
        OntologyError: naming file, class and what is accepted.
    """
    path = path or find_ontology() / "lexicon" / "event_roles.toml"
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise OntologyError(f"{path}: {error}") from error
    rules: dict[str, tuple[RoleRule, ...]] = {}
    for event, rows in tables.items():
        check_class(event, where=str(path))
        if not isinstance(rows, list):
            raise OntologyError(f"{path}: [{event}]: write [[{event}]], a table for each rule")
        rules[event] = tuple(_read_rule(row, where=f"{path}: [[{event}]]") for row in rows)
    return rules


def _read_rule(row: Mapping[str, object], *, where: str) -> RoleRule:
    unknown = sorted(set(row) - KEYS)
    if unknown:
        raise OntologyError(f"{where}: unknown key {unknown[0]}; use {', '.join(sorted(KEYS))}")
    role = str(row.get("role", ""))
    check_role(role, where=where)
    reach, ahead = row.get("reach", REACH), row.get("ahead", AHEAD)
    if not (isinstance(reach, int) and isinstance(ahead, int) and min(reach, ahead) > 0):
        raise OntologyError(f"{where}: reach, ahead: a number of characters is accepted")
    word = row.get("word")
    try:
        written = compile_re(str(word)) if word else None
    except re.error as error:
        raise OntologyError(f"{where}: word: {error}; a regular expression is accepted") from error
    return RoleRule(
        role=role,
        types=tuple(_read_words(row, "types", where)),
        units=frozenset(_read_words(row, "units", where)),
        before=_list_words(row, "before", where),
        not_before=_list_words(row, "not_before", where),
        after=_list_words(row, "after", where),
        not_after=_list_words(row, "not_after", where),
        needs=_list_words(row, "with", where),
        reach=reach,
        ahead=ahead,
        near=bool(row.get("near", False)),
        many=bool(row.get("many", False)),
        moves=bool(row.get("moves", False)),
        carries=bool(row.get("carries", False)),
        announcer=bool(row.get("announcer", False)),
        disclosed=bool(row.get("disclosed", False)),
        word=written,
    )


def _read_words(row: Mapping[str, object], key: str, where: str) -> Sequence[str]:
    words = row.get(key, [])
    if not isinstance(words, list) or not all(isinstance(word, str) and word for word in words):
        raise OntologyError(f"{where}: {key}: a list of words is accepted")
    return words


def _list_words(row: Mapping[str, object], key: str, where: str) -> tuple[str, ...]:
    """Read a list of words, in which "<name>" stands for a class of the lexicon."""
    words: list[str] = []
    for word in _read_words(row, key, where):
        words += load_lexicon().words(word[1:-1]) if word.startswith("<") else [word]
    return tuple(words)
