"""Pattern files (ontology/patterns/*.toml) in, compiled patterns out.

How the tokens of a pattern read stands in kg.relations.grammar.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from kg.errors import OntologyError
from kg.expressions import compile_re
from kg.ontology.automaton import WordFinder
from kg.ontology.lexicon import load_lexicon
from kg.ontology.paths import find_ontology
from kg.ontology.sources import load_once
from kg.ontology.vocabulary import check_class, check_property, check_role
from kg.relations.conditions import KEYS, Conditions, read_conditions
from kg.relations.encoding import codes_of
from kg.relations.grammar import Compiler
from kg.relations.steps import Places, Step

FILE_KEYS = {"property", "event", "pattern"}
PATTERN_KEYS = {
    "id",
    "match",
    "property",
    "event",
    "score",
    "status",
    "pair",
    "roles",
    "reverse",
    "examples",
    "if_planned",
    "whole",
    "when",
    *KEYS,
}
NOTHING = "nothing"  # what a plan gives where the pattern is only about what is
EVERY_CODE = codes_of(("Any",))
STATUSES = {"asserted", "planned", "former", "denied", "rumoured"}


@dataclass(frozen=True, slots=True)
class Example:
    """A marked-up sentence ("[小米|Company]收购了[甲|Company]") and what the pattern must yield, if anything."""

    text: str
    yields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pattern:
    """One way to say something. `topic` names the slot that the clause's actor fills, with the types it may have."""

    id: str  # property/pattern-id
    source: str  # of a regular expression over kg.relations.encoding; compiled when first needed
    property: str  # empty for a pattern that yields an event only
    event: str  # empty for a pattern that yields a relation only
    score: float
    status: str  # overrides what the clause says; empty: judge
    pair: bool  # parallel lists pair up
    reverse: bool  # subject and object change places in the relation
    when: str  # "day": a day named anywhere before the verb dates the event
    whole: bool  # the object must be its whole phrase (收购了锤子科技, not 收购了锤子科技部分专利)
    if_planned: str  # the property that a plan gives instead, asserted (将进军 → plansToEnter), or "nothing"
    topic: tuple[str, tuple[str, ...]] | None
    topic_kind: str  # @ who acts, @@ whom the clause is about, @@@ the company that the paragraph begins with
    slots: tuple[tuple[str, tuple[str, ...]], ...]
    triggers: tuple[str, ...]  # names of the groups that hold word classes and literals, in order
    roles: tuple[tuple[str, str], ...]  # slot → role in the event
    steps: tuple[Step, ...]  # what every match passes
    examples: tuple[Example, ...] = field(default=())
    conditions: Conditions = field(default_factory=Conditions)


def compile_pattern(table: dict[str, object], *, where: str, property_: str = "", event: str = "") -> Pattern:
    """Compile one [[pattern]] table.

    Raises:
        OntologyError: an unknown key, type, slot or class, a bad value, or examples of which none must yield nothing.
    """
    unknown = sorted(set(table) - PATTERN_KEYS)
    if unknown:
        raise OntologyError(f"{where}: unknown key {unknown[0]}; use {', '.join(sorted(PATTERN_KEYS))}")
    for key in ("id", "match"):
        if not isinstance(table.get(key), str):
            raise OntologyError(f"{where}: key {key}: a text is needed")
    where = f'{where}: pattern "{table["id"]}"'
    compiler = Compiler(load_lexicon(), where)
    for token in str(table["match"]).split():
        compiler.add(token)
    slots = dict(compiler.slots)
    if compiler.topic:
        slots[compiler.topic[0]] = compiler.topic[1]
    roles = table.get("roles", {})
    property_, event = str(table.get("property", property_)), str(table.get("event", event))
    _check(table, slots, roles, property_, event, where)
    return Pattern(
        id=f"{property_ or event}/{table['id']}",
        source="".join(compiler.parts),
        property=property_,
        event=event,
        score=float(table.get("score", 0.8)),  # type: ignore[arg-type]
        status=str(table.get("status", "")),
        pair=bool(table.get("pair", False)),
        reverse=bool(table.get("reverse", False)),
        when=str(table.get("when", "")),
        whole=bool(table.get("whole", False)),
        if_planned=str(table.get("if_planned", "")),
        topic=compiler.topic,
        topic_kind=compiler.topic_kind,
        slots=tuple(compiler.slots.items()),
        triggers=tuple(compiler.triggers),
        roles=tuple(roles.items()),  # type: ignore[attr-defined]
        steps=tuple(compiler.steps),
        examples=_read_examples(table.get("examples", []), where),
        conditions=read_conditions(table, tuple(slots), where=where),
    )


def _check(
    table: dict[str, object], slots: dict[str, tuple[str, ...]], roles: object, property_: str, event: str, where: str
) -> None:
    if property_:
        check_property(property_, where=where)
    if event:
        check_class(event, where=where)
    if (instead := table.get("if_planned", NOTHING)) != NOTHING:
        check_property(str(instead), where=f"{where}: key if_planned ({NOTHING!r} or a property)")
    if not isinstance(roles, dict) or not set(roles) <= set(slots):
        raise OntologyError(f"{where}: roles name the slots {', '.join(sorted(slots))}")
    for role in roles.values():
        check_role(role, where=where)
    if property_ and not {"subject", "object"} <= set(slots):
        raise OntologyError(
            f"{where}: a relation needs the slots {{subject}} and {{object}}; use {', '.join(sorted(slots))}"
        )
    if table.get("status", "asserted") not in STATUSES:
        raise OntologyError(f"{where}: status {table['status']}; use {', '.join(sorted(STATUSES))}")
    score = table.get("score", 0.8)
    if not isinstance(score, float) or not 0 < score <= 1:
        raise OntologyError(f"{where}: score {score}; a number above 0 and up to 1.0 is accepted")


def _read_examples(rows: object, where: str) -> tuple[Example, ...]:
    if not isinstance(rows, list):
        raise OntologyError(f"{where}: examples: a list of tables with text and yields is accepted")
    examples = []
    for row in rows:
        if not isinstance(row, dict) or set(row) != {"text", "yields"}:
            raise OntologyError(f"{where}: examples: the keys text and yields are accepted, both")
        examples.append(Example(row["text"], tuple(row["yields"])))
    return tuple(examples)


@cache
def compile_source(source: str) -> re.Pattern[str]:
    """Compile a pattern's source once; ten articles need a quarter of all patterns."""
    return compile_re(source)


class PatternSet:
    """All patterns with one automaton over what they ask for, so that a sentence meets only those that may match it."""

    def __init__(self, patterns: Sequence[Pattern]) -> None:
        self.patterns = tuple(patterns)
        self.finder = WordFinder(word for pattern in patterns for step in pattern.steps for word in step.choices)
        self.choices = [[step.choices for step in pattern.steps] for pattern in self.patterns]
        self.users: dict[str, list[int]] = {}  # of the first words of patterns, or else of their first mentions
        self.always = [place for place, pattern in enumerate(self.patterns) if not pattern.steps]
        for place, pattern in enumerate(self.patterns):
            named = (step.choices for step in pattern.steps if not step.choices <= EVERY_CODE)
            for word in next(named, pattern.steps[0].choices if pattern.steps else ()):
                self.users.setdefault(word, []).append(place)

    def select(self, code: str) -> Iterator[Pattern]:
        """Yield the patterns that may match a sentence, given as its code, in order of file and place.

        All that they ask for is there in order, so most patterns are refused before they are compiled.
        """
        places = Places((self.finder.words[index], start, end) for index, start, end in self.finder.find_all(code))
        found = {place for word in places.words for place in self.users.get(word, ())}
        for place in sorted(found.union(self.always)):
            lacks = map(places.words.isdisjoint, self.choices[place])  # something, as most sentences do for most
            if not any(lacks) and places.lead_through(self.patterns[place].steps):
                yield self.patterns[place]


@cache
def load_patterns(directory: Path | None = None) -> PatternSet:
    """Load and compile every pattern file of `directory` (default: the ontology's), in order of file and place.

    Raises:
        OntologyError: naming file, line, pattern and cause.
    """
    if directory is None:
        classes = (Pattern, Step, Example, Conditions)
        return PatternSet(load_once("patterns", lambda: _read_patterns(find_ontology() / "patterns"), classes))
    return PatternSet(_read_patterns(directory))


def _read_patterns(folder: Path) -> list[Pattern]:
    patterns: list[Pattern] = []
    for path in sorted(folder.glob("*.toml")):
        text = path.read_text(encoding="utf-8")
        try:
            table = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise OntologyError(f"{path}: {error}") from error
        unknown = sorted(set(table) - FILE_KEYS)
        if unknown:
            raise OntologyError(f"{path}: unknown key {unknown[0]}; use {', '.join(sorted(FILE_KEYS))}")
        lines = (number for number, line in enumerate(text.splitlines(), 1) if line.strip() == "[[pattern]]")
        names = {"property_": table.get("property", ""), "event": table.get("event", "")}
        for row in table.get("pattern", []):
            patterns.append(compile_pattern(row, where=f"{path}:{next(lines, 1)}", **names))
    ids = [pattern.id for pattern in patterns]
    twice = sorted({name for name in ids if ids.count(name) > 1})
    if twice:
        raise OntologyError(f"{folder}: pattern {twice[0]} stands twice")
    return patterns
