"""Templates of questions (ontology/questions/*.toml, a file a kind): what a question holds, and the SPARQL it means.

A template names slots. `needs` must be filled by words of the question, `may` can be. A slot is written

    entity                        a name of the store            entity:Person|Place    of one of these classes
    entity as subject             at that end of the relation    class of answer        a class that the answer can have
    relation, relation:symmetric  a property's words             relation:noun:dated    all of these must hold
    event, event:subject          an event's words (the class has that role in words/events.toml)
    metric, metric:growth         a metric (that has a growth)   metric:rank            this metric
    post  date  quantity:rank|amount  status:noun|word  marker:max|min  ask:relationship

In the query `$slot` stands for what fills it and `$slot.part` for a part of that; a line that names a slot which the
question leaves empty falls away.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, cast, get_args

from kg.errors import OntologyError
from kg.expressions import compile_re
from kg.ontology.paths import find_ontology
from kg.ontology.vocabulary import check_class, check_name, load_vocabulary
from kg.questions.roles import Role
from kg.questions.tokens import Kind
from kg.questions.words import ASKS, MARKERS, load_toml

Shape = Literal["list", "figure", "date", "truth", "compare", "ranking", "about", "quotes"]

KEYS = {"id", "help", "asks", "needs", "may", "answer", "shape", "say", "prefer", "whole", "query", "examples"}
NEEDED = {"id", "help", "asks", "shape", "say", "query", "examples"}
NO_ASK = "none"  # in `asks`: a question without a question word (小米的董事长)
ALWAYS = frozenset({"words", "current"})  # slots every query can name: words to look for in the sentences, what holds
TOLD = frozenset({"answer", "phrase", "metric"})  # what every sentence can name besides
FLAGS: Mapping[Kind, frozenset[str]] = {
    "relation": frozenset({"symmetric", "directed", "dated", "undated", "noun", "verb"}),
    "event": frozenset({"subject", "object"}),
    "quantity": frozenset({"rank", "amount"}),
    "status": frozenset({"noun", "word"}),
    "marker": frozenset(MARKERS),
    "ask": frozenset(ASKS),
}
PLACEHOLDER = compile_re(r"\$([a-z_]+)(?:\.([a-z]+))?")
_SLOT = compile_re(r"(?P<kind>[a-z]+)(?P<only>(?::[A-Za-z|]+)*)(?: as (?P<role>subject|object)| of (?P<of>answer))?")


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for words of a question. `only` are groups of conditions: of each group one must hold."""

    name: str
    kind: Kind
    only: tuple[tuple[str, ...], ...] = ()
    role: Role | None = None
    of_answer: bool = False


@dataclass(frozen=True, slots=True)
class Template:
    """A kind of question. `answer` is the end of the relation that is asked for; `prefer` decides between equals.

    `whole` is for those that would answer anything with something: they must explain every word.
    """

    id: str
    kind: str  # the file's name
    help: str
    asks: frozenset[str]
    needs: tuple[Slot, ...]
    may: tuple[Slot, ...]
    answer: Role | None
    shape: Shape
    say: str
    prefer: int
    whole: bool
    query: str
    examples: tuple[str, ...]


@cache
def load_templates(directory: Path | None = None) -> tuple[Template, ...]:
    """Return the templates, the preferred first.

    Raises:
        OntologyError: a file, template or slot that can't be used; the message names it and what is accepted.
    """
    folder = directory or find_ontology() / "questions"
    found: dict[str, Template] = {}
    for path in sorted(folder.glob("*.toml")):
        for template in _read_file(path):
            if template.id in found:
                raise OntologyError(f"{path}: template {template.id}: the id is taken; an id is used once")
            found[template.id] = template
    return tuple(sorted(found.values(), key=lambda template: (-template.prefer, template.id)))


def _read_file(path: Path) -> Iterator[Template]:
    tables = load_toml(path)
    if set(tables) != {"template"} or not isinstance(tables["template"], list):
        raise OntologyError(f"{path}: [[template]] tables are accepted, and nothing else")
    for table in tables["template"]:
        yield _make_template(path, table)


def _make_template(path: Path, table: Mapping[str, Any]) -> Template:
    where = f"{path}: template {table.get('id', '?')}"
    for key in table:
        check_name(key, KEYS, what="key", where=where)
    missing = sorted(NEEDED - set(table))
    if missing:
        raise OntologyError(f"{where}: {missing[0]} is missing; {', '.join(sorted(NEEDED))} are needed")
    for ask in table["asks"]:
        check_name(ask, {*ASKS, NO_ASK}, what="kind of asking", where=where)
    check_name(table["shape"], get_args(Shape), what="shape", where=where)
    template = Template(
        id=table["id"],
        kind=path.stem,
        help=table["help"],
        asks=frozenset(table["asks"]),
        needs=tuple(_make_slots(table.get("needs", {}), where)),
        may=tuple(_make_slots(table.get("may", {}), where)),
        answer=cast("Role | None", table.get("answer")),
        shape=table["shape"],
        say=table["say"],
        prefer=table.get("prefer", 0),
        whole=table.get("whole", False),
        query=table["query"].strip(),
        examples=tuple(table["examples"]),
    )
    _check_query(template, where)
    return template


def _make_slots(table: Mapping[str, str], where: str) -> Iterator[Slot]:
    for name, written in table.items():
        match = _SLOT.fullmatch(written)
        if match is None or match["kind"] not in get_args(Kind):
            raise OntologyError(f"{where}: slot {name} = {written!r}; write kind, kind:A|B, … as subject, … of answer")
        kind = cast(Kind, match["kind"])
        groups = tuple(tuple(group.split("|")) for group in match["only"].split(":")[1:])
        _check_conditions(kind, [each for group in groups for each in group], f"{where}: slot {name}")
        yield Slot(name, kind, groups, cast("Role | None", match["role"]), bool(match["of"]))


def _check_conditions(kind: Kind, conditions: Sequence[str], where: str) -> None:
    vocabulary = load_vocabulary()
    for condition in conditions:
        if kind in ("entity", "class"):
            check_class(condition, where=where)
        elif kind == "metric":
            check_name(condition, {"growth", "share", *vocabulary.metrics}, what="condition", where=where)
        elif kind == "relation":
            check_name(condition, FLAGS[kind] | set(vocabulary.properties), what="condition", where=where)
        elif kind == "event":
            check_name(condition, FLAGS[kind] | set(vocabulary.classes), what="condition", where=where)
        elif kind == "status":
            check_name(condition, FLAGS[kind] | set(vocabulary.statuses), what="condition", where=where)
        else:
            check_name(condition, FLAGS.get(kind, frozenset()), what="condition", where=where)


def _check_query(template: Template, where: str) -> None:
    names = {slot.name for slot in (*template.needs, *template.may)} | ALWAYS
    for text, accepted in ((template.query, names), (template.say, names | TOLD)):
        for match in PLACEHOLDER.finditer(text):
            if match[1] not in accepted:
                raise OntologyError(f"{where}: ${match[1]} is no slot; use {', '.join(sorted(accepted))}")
