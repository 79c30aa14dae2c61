"""Pattern files (ontology/patterns/*.toml) in, compiled patterns out.

A pattern is written in tokens separated by spaces and compiled to one regular expression over `kg.relations.encoding`:

    {subject:Company|Person}   a mention of one of the types      {object:Place+}  a list of them (西欧、东欧和拉美)
    {post:Post++}              a list with words in between (副总裁兼手机部总经理)
    @subject:Company           who acts in the clause of the first word class or literal (also carried over from before)
    @@subject:Company          whom that clause is about, though another noun acts (小米营收…: 小米)
    @@@subject:Company         the company that speaks (我们 in a letter)
    <acquire>                  a word of that class of the lexicon
    ~  ~12                     up to 6 (12) characters, no mention, no punctuation
    ..  ..20                   up to 10 (20) characters within the clause; no person, company or brand in between
    ...  ...40                 up to 30 (40) characters, also across commas, mentions or not
    的  (的|之)                 literal characters; alternatives in brackets
    !(后|方案)  !<class>        none of these comes next; !{Company}: no such mention; !before(与|向): none comes before
    ^  ,                       where a clause begins; a comma
and any token may end in ? (optional).
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from kg.errors import OntologyError
from kg.ontology.automaton import WordFinder
from kg.ontology.lexicon import Lexicon, load_lexicon
from kg.ontology.paths import find_ontology
from kg.ontology.vocabulary import check_class, check_name, check_property, list_roles, load_vocabulary
from kg.relations.conditions import KEYS, Conditions, read_conditions
from kg.relations.encoding import CODES, GROUPS, NAMED, VALUED, class_of

PUA = "".join(sorted(CODES.values()))
STOPS = "。；！？\n"
COMMAS = "，：,"
ACTORS = class_of(["Actor", "Post"])[1:-1]
CHAIN_REACH = 14  # characters between two posts of one person
LIST_GLUE = "(?:、|和|与|及|以及|或|跟|兼|，?以及|”、“|”和“|”“)"
KNOWN_TYPES = {*NAMED, *VALUED, *GROUPS}
SLOT = re.compile(r"\{(?P<name>[a-z][A-Za-z]*):(?P<types>[A-Z][A-Za-z|]*)(?P<list>\+\+?)?\}(?P<optional>\?)?")
TOPIC = re.compile(r"(?P<about>@{1,3})(?P<name>[a-z][A-Za-z]*):(?P<types>[A-Z][A-Za-z|]*)")
CLASS = re.compile(r"<(?P<name>[a-z_]+)>(?P<optional>\?)?")
GAP = re.compile(r"(?P<kind>~|\.{3}|\.{2})(?P<count>\d+)?")
NOT = re.compile(r"!(?:\((?P<words>[^()]+)\)|<(?P<name>[a-z_]+)>|\{(?P<types>[A-Z][A-Za-z|]*)\})")
NOT_BEFORE = re.compile(r"!before\((?P<words>[^()]+)\)")
LITERAL = re.compile(r"(?P<text>\([^()]+\)|[^\s<>{}@^~.()?!]+)(?P<optional>\?)?")
FILE_KEYS = {"property", "event", "pattern"}
PATTERN_KEYS = {
    "id",
    "match",
    "property",
    "event",
    "score",
    "status",
    "pair",
    "questions",
    "roles",
    "reverse",
    "examples",
    "if_planned",
    "whole",
    "when",
    *KEYS,
}
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
    questions: bool  # also in questions
    reverse: bool  # subject and object change places in the relation
    when: str  # "day": a day named anywhere before the verb dates the event
    whole: bool  # the object must be its whole phrase (收购了锤子科技, not 收购了锤子科技部分专利)
    if_planned: str  # the property that a plan gives instead, asserted (进军 → operatesIn, 将进军 → plansToEnter)
    topic: tuple[str, tuple[str, ...]] | None
    topic_kind: str  # @ who acts, @@ whom the clause is about, @@@ the company that speaks
    slots: tuple[tuple[str, tuple[str, ...]], ...]
    triggers: tuple[str, ...]  # names of the groups that hold word classes and literals, in order
    roles: tuple[tuple[str, str], ...]  # slot → role in the event
    hints: tuple[str, ...]  # words of which one must stand in the text, for a quick veto
    examples: tuple[Example, ...] = field(default=())
    conditions: Conditions = field(default_factory=Conditions)


class _Compiler:
    """Turns one pattern's tokens into a regular expression; keeps count of its groups."""

    def __init__(self, lexicon: Lexicon, where: str) -> None:
        self.lexicon, self.where = lexicon, where
        self.parts: list[str] = []
        self.slots: dict[str, tuple[str, ...]] = {}
        self.topic: tuple[str, tuple[str, ...]] | None = None
        self.topic_kind = ""
        self.triggers: list[str] = []
        self.hints: tuple[str, ...] = ()

    def add(self, token: str) -> None:
        for form, handle in (
            (SLOT, self._slot),
            (TOPIC, self._topic),
            (CLASS, self._class),
            (GAP, self._gap),
            (NOT, self._not),
            (NOT_BEFORE, self._not_before),
        ):
            match = form.fullmatch(token)
            if match:
                handle(match)
                return
        if token == "^":
            self.parts.append(rf"(?:(?<=[{STOPS}{COMMAS}“”])|^)")
            return
        match = LITERAL.fullmatch(token)
        if match is None:
            raise OntologyError(f"{self.where}: token {token!r} is no slot, class, gap or literal")
        self._literal(match)

    def _types(self, match: re.Match[str]) -> tuple[str, ...]:
        types = self._known(match["types"])
        if match["name"] in self.slots:
            raise OntologyError(f"{self.where}: slot {{{match['name']}}} stands twice")
        return types

    def _known(self, listed: str) -> tuple[str, ...]:
        types = tuple(listed.split("|"))
        unknown = sorted(set(types) - KNOWN_TYPES)
        if unknown:
            raise OntologyError(f"{self.where}: unknown type {unknown[0]}; use {', '.join(sorted(KNOWN_TYPES))}")
        return types

    def _slot(self, match: re.Match[str]) -> None:
        types = self._types(match)
        self.slots[match["name"]] = types
        one = class_of(types)
        quoted = rf"[“《\"]?{one}[”》\"]?"
        between = rf"[^{PUA}{STOPS}{COMMAS}、]{{0,{CHAIN_REACH}}}" if match["list"] == "++" else ""
        many = rf"{quoted}(?:{LIST_GLUE}{between}{quoted})*" if match["list"] else quoted
        group = f"(?P<{match['name']}>{many})"
        self.parts.append(f"(?:{group})?" if match["optional"] else group)

    def _topic(self, match: re.Match[str]) -> None:
        self.topic = (match["name"], self._types(match))
        self.topic_kind = match["about"]

    def _trigger(self, expression: str, words: tuple[str, ...], optional: bool, *, kind: str = "t") -> None:
        name = f"{kind}{len(self.triggers)}"  # t: a word class; l: literal characters
        if optional:
            self.parts.append(f"(?:{expression})?")
            return
        self.triggers.append(name)
        self.parts.append(f"(?P<{name}>{expression})")
        self.hints = self.hints or words

    def _words(self, name: str) -> tuple[str, ...]:
        if name not in self.lexicon.classes:
            raise OntologyError(f"{self.where}: unknown class <{name}>; a class of ontology/lexicon is accepted")
        return self.lexicon.words(name)

    def _class(self, match: re.Match[str]) -> None:
        words = self._words(match["name"])
        self._trigger("|".join(map(re.escape, words)), words, bool(match["optional"]))

    def _gap(self, match: re.Match[str]) -> None:
        kind = match["kind"]
        count = int(match["count"] or {"~": 6, "..": 10, "...": 30}[kind])
        banned = {
            "~": rf"{PUA}{STOPS}{COMMAS}、“”（）()",
            "..": rf"{ACTORS}{STOPS}{COMMAS}",
            "...": STOPS,
        }[kind]
        self.parts.append(f"[^{banned}]{{0,{count}}}?")

    def _not(self, match: re.Match[str]) -> None:
        if match["types"]:
            self.parts.append(f"(?!{class_of(self._known(match['types']))})")
            return
        words = self._words(match["name"]) if match["name"] else tuple(match["words"].split("|"))
        self.parts.append(f"(?!{'|'.join(map(re.escape, words))})")

    def _not_before(self, match: re.Match[str]) -> None:
        self.parts += [f"(?<!{re.escape(word)})" for word in match["words"].split("|")]

    def _literal(self, match: re.Match[str]) -> None:
        text = match["text"]
        words = tuple(text[1:-1].split("|")) if text.startswith("(") else (text,)
        if text == ",":
            self.parts.append("[，,]" + (match["optional"] or ""))
            return
        self._trigger("|".join(map(re.escape, words)), words, bool(match["optional"]), kind="l")


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
    compiler = _Compiler(load_lexicon(), where)
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
        questions=bool(table.get("questions", False)),
        reverse=bool(table.get("reverse", False)),
        when=str(table.get("when", "")),
        whole=bool(table.get("whole", False)),
        if_planned=str(table.get("if_planned", "")),
        topic=compiler.topic,
        topic_kind=compiler.topic_kind,
        slots=tuple(compiler.slots.items()),
        triggers=tuple(compiler.triggers),
        roles=tuple(roles.items()),  # type: ignore[attr-defined]
        hints=compiler.hints,
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
    if not isinstance(roles, dict) or not set(roles) <= set(slots):
        raise OntologyError(f"{where}: roles name the slots {', '.join(sorted(slots))}")
    for role in roles.values():
        check_name(role, list_roles(load_vocabulary(), "event"), what="role", where=where)
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
    """Compile a pattern's source once; an article needs a third of all patterns."""
    return re.compile(source)


class PatternSet:
    """All patterns with one automaton over their words, so that a sentence meets only those whose word it holds."""

    def __init__(self, patterns: Sequence[Pattern]) -> None:
        self.patterns = tuple(patterns)
        self.always = [place for place, pattern in enumerate(self.patterns) if not pattern.hints]
        users: dict[str, list[int]] = {}
        for place, pattern in enumerate(self.patterns):
            for word in pattern.hints:
                users.setdefault(word, []).append(place)
        self.finder = WordFinder(users)
        self.users = [users[word] for word in self.finder.words]

    def select(self, text: str) -> Iterator[Pattern]:
        """Yield the patterns that may match a sentence, in order of file and place."""
        found = set(self.always)
        for index, _, _ in self.finder.find_all(text):
            found.update(self.users[index])
        return (self.patterns[place] for place in sorted(found))


@cache
def load_patterns(directory: Path | None = None) -> PatternSet:
    """Load and compile every pattern file of `directory` (default: the ontology's), in order of file and place.

    Raises:
        OntologyError: naming file, pattern and cause.
    """
    folder = directory or find_ontology() / "patterns"
    patterns: list[Pattern] = []
    for path in sorted(folder.glob("*.toml")):
        try:
            table = tomllib.loads(path.read_text(encoding="utf-8"))
        except tomllib.TOMLDecodeError as error:
            raise OntologyError(f"{path}: {error}") from error
        unknown = sorted(set(table) - FILE_KEYS)
        if unknown:
            raise OntologyError(f"{path}: unknown key {unknown[0]}; use {', '.join(sorted(FILE_KEYS))}")
        for row in table.get("pattern", []):
            patterns.append(
                compile_pattern(row, where=str(path), property_=table.get("property", ""), event=table.get("event", ""))
            )
    ids = [pattern.id for pattern in patterns]
    twice = sorted({name for name in ids if ids.count(name) > 1})
    if twice:
        raise OntologyError(f"{folder}: pattern {twice[0]} stands twice")
    return PatternSet(patterns)
