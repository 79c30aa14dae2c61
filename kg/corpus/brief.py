"""Two stores in, a short news brief out: what is new in Chinese labels, with the sentences; or all of it as data."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pyoxigraph as ox

from kg.corpus.differences import Turn, compare_graphs, find_echoes
from kg.errors import InputError
from kg.graph.read import read_quads
from kg.graph.store import load_store, open_store
from kg.graph.telling import Sentence, Statement, Teller, Thing
from kg.graph.terms import make_node
from kg.linking import conflicts
from kg.model import KnowledgeGraph
from kg.ontology.vocabulary import load_vocabulary

REASONS = {
    conflicts.FIGURE: "同一时期的数字不同",
    conflicts.POST: "同一职务同时有两人",
    conflicts.FOUNDED: "成立日期不同",
    conflicts.TOO_EARLY: "早于成立之日",
}
NOTHING = "两次构建没有差别"
MOST_NAMES = 3  # of a new thing; a bank has dozens
VALUE = load_vocabulary().properties["value"].zh
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Retelling:
    """A fact as it was told before and as it is told now."""

    before: Statement
    after: Statement


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two facts about an entity that can't both be true, and why."""

    reason: str
    entity: str
    first: Statement
    second: Statement


@dataclass(frozen=True, slots=True)
class Brief:
    """What a second build tells anew, in words; `echoes` are the relations (ids) that an event among them tells too."""

    new_documents: tuple[str, ...]
    gone_documents: tuple[str, ...]
    entities: tuple[Thing, ...]
    facts: tuple[Statement, ...]
    turns: tuple[Retelling, ...]
    retold: tuple[Retelling, ...]
    gone: tuple[Statement, ...]
    contradictions: tuple[Contradiction, ...]
    echoes: tuple[str, ...]


def open_build(path: Path) -> ox.Store:
    """Return the store of a build's folder, or an RDF file as a store.

    Raises:
        InputError: there is none, or it can't be read.
    """
    if not path.exists():
        raise InputError(f"{path}: no such file or folder; a build's folder or an RDF file is needed")
    return open_store(path) if path.is_dir() else load_store(path, infer=False)


def make_brief(old: ox.Store, new: ox.Store) -> Brief:
    """Return what the second store tells anew."""
    before, after = Teller(old), Teller(new)
    found = compare_graphs(_read(before), _read(after))

    def tell(turns: Iterable[Turn]) -> tuple[Retelling, ...]:
        return tuple(Retelling(_tell(before, turn.before.id), _tell(after, turn.after.id)) for turn in turns)

    return Brief(
        new_documents=found.new_documents,
        gone_documents=found.gone_documents,
        entities=tuple(after.thing(make_node("entity", entity.id, after.base)) for entity in found.entities),
        facts=tuple(_tell(after, fact.id) for fact in found.facts),
        turns=tell(found.turns),
        retold=tell(found.retold),
        gone=tuple(_tell(before, fact.id) for fact in found.gone),
        contradictions=tuple(_tell_conflict(after, conflict) for conflict in found.conflicts),
        echoes=tuple(sorted(find_echoes((*found.facts, *(turn.after for turn in found.turns))))),
    )


def find_contradictions(store: ox.Store) -> tuple[Contradiction, ...]:
    """Return the facts of a graph that can't both be true, two by two."""
    teller = Teller(store)
    return tuple(_tell_conflict(teller, conflict) for conflict in conflicts.find_conflicts(_read(teller)))


def _tell_conflict(teller: Teller, conflict: conflicts.Conflict) -> Contradiction:
    return Contradiction(
        REASONS[conflict.reason],
        teller.label(make_node("entity", conflict.entity, teller.base)),
        _tell(teller, conflict.first.id),
        _tell(teller, conflict.second.id),
    )


def _read(teller: Teller) -> KnowledgeGraph:
    return read_quads(teller.store.quads_for_pattern(None, None, None, ox.DefaultGraph()), base=teller.base)


def _tell(teller: Teller, id: str) -> Statement:
    return teller.statement(make_node("fact", id, teller.base))


def render_brief(brief: Brief, *, limit: int | None = None) -> Iterator[str]:
    """Yield the lines of a brief, `limit` items a section; a section without any is left out.

    A happening is told once, as an event: the relation that says the same in the same sentences is not shown.
    """
    turns = [turn for turn in brief.turns if turn.after.id not in brief.echoes]
    facts = [fact for fact in brief.facts if fact.id not in brief.echoes]
    sections = (
        _render_section("新文章", brief.new_documents, _render_name, limit),
        _render_section("撤下的文章", brief.gone_documents, _render_name, limit),
        _render_section("状态有变", turns, _render_turn, limit),
        _render_section("新实体", brief.entities, _render_thing, limit),
        _render_section("新事实", facts, _render_statement, limit),
        _render_section("说法有变", brief.retold, _render_turn, limit),
        _render_section("不再有的事实", brief.gone, _render_statement, limit),
        _render_section("新的矛盾", brief.contradictions, render_contradiction, limit),
    )
    lines = [line for section in sections for line in section]
    yield from lines or [NOTHING]


def _render_section(
    title: str, items: Sequence[Item], render: Callable[[Item], Iterator[str]], limit: int | None
) -> Iterator[str]:
    if not items:
        return
    yield f"{title} {len(items)}"
    for item in items[:limit]:
        for line in render(item):
            yield f"  {line}"
    if limit is not None and len(items) > limit:
        yield f"  … 另有 {len(items) - limit}"
    yield ""


def _render_name(name: str) -> Iterator[str]:
    yield name


def _render_thing(thing: Thing) -> Iterator[str]:
    names = thing.names[1 : MOST_NAMES + 1]
    more = "等" if len(thing.names) > MOST_NAMES + 1 else ""
    others = f"（又名 {'、'.join(names)}{more}）" if names else ""
    yield f"{'、'.join(thing.classes)} {thing.name}{others}"


def _render_statement(statement: Statement) -> Iterator[str]:
    yield f"{_describe(statement)}  [{statement.status}]"
    yield f"  {_quote(statement.sentences)}"


def _render_turn(turn: Retelling) -> Iterator[str]:
    before, after = turn.before, turn.after
    stages = [before.status] if before.status == after.status else [before.status, after.status]
    told = [_describe(after)] if before.kind == "event" and len(stages) > 1 else [_describe(before), _describe(after)]
    yield f"{' → '.join(dict.fromkeys(told))}  [{' → '.join(stages)}]"
    yield f"  原 {_quote(before.sentences)}"
    yield f"  今 {_quote(after.sentences)}"


def render_contradiction(contradiction: Contradiction) -> Iterator[str]:
    """Yield the lines of two facts that can't both be true, each with its sentence."""
    yield f"{contradiction.entity}：{contradiction.reason}"
    for statement in (contradiction.first, contradiction.second):
        yield f"  {_describe(statement)}"
        yield f"    {_quote(statement.sentences)}"


def _describe(statement: Statement) -> str:
    """Return a statement in one line: an event by its roles, a figure as it was written where that says all."""
    details = "；".join(f"{label} {value}" for label, value in statement.details if not _is_written(label, value))
    if statement.kind == "event" and details:
        return f"{statement.text.partition('：')[0]}：{details}"
    return f"{statement.text}（{details}）" if details else statement.text


def _is_written(label: str, value: str) -> bool:
    """Tell whether a detail is a plain number, which the statement gives in the article's own words."""
    return label == VALUE and value[:1].isdigit()


def _quote(sentences: Sequence[Sentence]) -> str:
    """Return the surest sentence and where it stands."""
    best = min(sentences, key=lambda sentence: (-float(sentence.score), sentence.document, sentence.start))
    others = len({(sentence.document, sentence.start) for sentence in sentences}) - 1
    more = f"，另有 {others} 句" if others else ""
    return f"“{' '.join(best.quote.split())}” {best.title or best.document}{more}"
