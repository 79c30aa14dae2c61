"""A picture and its pieces in, one SQLite file out, from which the served explorer draws any part without the rest.

Communities, importance and the picture to start with are worked out once, here. What a hand may type to find a thing is
a row for each beginning it may have in a name, so that every search is a look into an index. What the last build wrote
of things, facts and documents that are as they were is left as it stands, in a copy of its file.
"""

import json
import os
import shutil
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Set
from contextlib import closing
from datetime import date
from functools import cache
from itertools import chain
from math import sqrt
from pathlib import Path
from typing import Any

from kg.graph.iris import BASE
from kg.model import Fact, KnowledgeGraph
from kg.view.facts import Json
from kg.view.overview import make_start
from kg.view.payload import describe_edge, describe_page
from kg.view.picture import Picture, make_picture
from kg.view.pieces import NOTHING, Pieces, Texts, dump, make_pieces
from kg.view.scene import SceneEdge
from kg.view.search import list_keys
from kg.view.tables import FROM_JSON, SCHEMA, VERSION

FIGURE_WEIGHT = 0.5  # of a sure figure among those of a thing; one that was read more often weighs a little more
STRONG = 100.0  # how strongly a thing is tied that gives a fact the weight 1; not relative to others, as these change
MONTHS, A_MONTH = 60, 12  # of the timeline: the latest months, and the main events of each
PRAGMAS = f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA user_version = {VERSION};"


def write_index(graph: KnowledgeGraph, path: Path, *, title: str = "", base: str = BASE) -> None:
    """Write the index of a graph to `path`, whole or not at all."""
    picture = make_picture(graph, title=title, base=base)
    write_picture(picture, make_pieces(picture), describe_page(picture), make_start(picture), path)


def write_picture(
    picture: Picture, pieces: Pieces, page: Json, start: Json, path: Path, *, last: Pieces = NOTHING
) -> None:
    """Write the index of a picture to `path`, whole or not at all.

    `page` and `start` are what a page knows and shows first, `last` is what `load_pieces` has read out of the file.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.partial")
    partial.unlink(missing_ok=True)
    if last is not NOTHING:
        shutil.copyfile(path, partial)
    with closing(sqlite3.connect(partial, isolation_level=None)) as db:
        db.executescript(PRAGMAS + ("" if last is not NOTHING else SCHEMA))
        db.execute("BEGIN")
        _Writer(db, picture, pieces, last).write(page, start)
        db.execute("COMMIT")
    os.replace(partial, path)


def load_pieces(path: Path) -> Pieces:
    """Return the pieces that an index was made of."""
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as db:
        db.text_factory = bytes
        nodes = _load_columns(db, "node", "made", "data")
        *facts, firsts = _load_columns(db, "fact", "made", "data", "first")
        *docs, marks = _load_columns(db, "document", "made", "data", "marks")
        return Pieces(Texts(*nodes), Texts(*facts), Texts(*docs), firsts, marks)


def _load_columns(db: sqlite3.Connection, table: str, *names: str) -> list[dict[int, Any]]:
    """Return columns of a table by place: at once, which takes half as long as row by row."""
    rows = db.execute(f"SELECT place, {', '.join(names)} FROM {table}").fetchall()
    places, *columns = zip(*rows, strict=True) if rows else [()] * (len(names) + 1)
    return [dict(zip(places, column, strict=True)) for column in columns]


class _Writer:
    """What the tables are filled from."""

    def __init__(self, db: sqlite3.Connection, picture: Picture, pieces: Pieces, last: Pieces) -> None:
        self.db, self.picture, self.graph, self.pieces, self.last = db, picture, picture.graph, pieces, last
        self.strength = dict(zip([node.id for node in picture.scene.nodes], picture.weights.strength, strict=True))

    def write(self, page: Json, start: Json) -> None:
        now, last = self.pieces, self.last
        gone = find_gone(last.nodes, now.nodes)
        self.delete("node", "place", gone)
        self.write_rows("node", 4, self.list_nodes())
        keys = ((key, number) for number in gone for key in find_keys(last.nodes.text[number]))
        self.db.executemany("DELETE FROM name WHERE key = ? AND node = ?", keys)
        self.write_rows("name", 3, self.list_names())
        gone = find_gone(last.facts, now.facts)
        for table, owner in (("fact", "place"), ("edge", "fact"), ("quoted", "fact")):
            self.delete(table, owner, gone)
        self.write_rows("fact", 5, self.list_facts())
        self.write_rows("edge", 4, self.list_edges())
        self.write_rows("quoted", 2, self.list_quoted())
        gone = find_gone(last.docs, now.docs)
        for table, owner in (("document", "place"), ("mention", "document")):
            self.delete(table, owner, gone)
        self.write_rows("document", 6, self.list_documents())
        self.write_rows("mention", 3, self.list_mentions())
        self.write_parts()
        kept: dict[str, Any] = {
            "page": {**page, "totals": self.count_all()},
            "start": start,
            "timeline": self.list_timeline(),
        }
        for table, width, rows in (
            ("standing", 5, self.list_standing()),
            ("member", 3, self.list_members()),
            ("kept", 2, ((key, dump(data).decode()) for key, data in kept.items())),
        ):
            self.db.execute(f"DELETE FROM {table}")
            self.write_rows(table, width, rows)

    def write_parts(self) -> None:
        """Write the rows of facts that are new, or speak of a thing that is not tied as strongly as it was."""
        nodes, facts = self.picture.nodes, self.picture.facts
        before = dict(self.db.execute("SELECT node, strength FROM standing"))
        strength = zip(self.picture.scene.nodes, self.picture.weights.strength, strict=True)
        moved = {node.id for node, each in strength if before.get(nodes[node.id], 0.0) != each}
        things = self.picture.scene.things
        stale = {facts[id] for id, own in things.items() if not moved.isdisjoint(own)} | self.pieces.facts.new
        gone = stale | (self.last.facts.made.keys() - self.pieces.facts.made.keys())
        self.delete("part", "fact", gone)
        self.write_rows("part", 4, self.list_parts(stale))

    def delete(self, table: str, owner: str, gone: Collection[int]) -> None:
        """Delete the rows of a table that belong to any of these."""
        if gone:
            self.db.execute(f"DELETE FROM {table} WHERE {owner} IN {FROM_JSON}", (json.dumps(sorted(gone)),))

    def write_rows(self, table: str, width: int, rows: Iterable[tuple[Any, ...]]) -> None:
        """Write rows in the order of the table, which is fastest."""
        self.db.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * width)})", sorted(rows))

    def list_nodes(self) -> Iterator[tuple[int, str, bytes, str]]:
        nodes = self.pieces.nodes
        for id, number in self.picture.nodes.items():
            if number in nodes.new:
                yield number, id, nodes.made[number], nodes.text[number].decode()

    def list_standing(self) -> Iterator[tuple[int, float, float, int, int]]:
        """Yield what a node with facts is among the others."""
        counts = Counter(chain.from_iterable(self.picture.scene.things.values()))
        weights = self.picture.weights
        each = zip(self.picture.scene.nodes, weights.importance, weights.strength, weights.community, strict=True)
        for node, rank, strength, community in each:
            if node.event or node.id in counts:
                yield self.picture.nodes[node.id], round(rank, 4), strength, community, counts[node.id]

    def list_members(self) -> Iterator[tuple[int, float, int]]:
        """Yield the things of each community."""
        weights = self.picture.weights
        for node, rank, community in zip(self.picture.scene.nodes, weights.importance, weights.community, strict=True):
            if not node.event and not node.loose:
                yield community, round(rank, 4), self.picture.nodes[node.id]

    def list_facts(self) -> Iterator[tuple[int, str, bytes, int | None, str]]:
        facts, firsts = self.pieces.facts, self.pieces.firsts
        for id, number in self.picture.facts.items():
            if number in facts.new:
                yield number, id, facts.made[number], firsts[number], facts.text[number].decode()

    def list_documents(self) -> Iterator[tuple[int, str, bytes, str, str, str]]:
        docs, marks = self.pieces.docs, self.pieces.marks
        for id, number in self.picture.docs.items():
            if number in docs.new:
                text, raw = docs.text[number].decode(), self.graph.documents[id].raw
                yield number, id, docs.made[number], text, marks[number].decode(), raw

    def list_edges(self) -> Iterator[tuple[int, int, int, str]]:
        nodes, facts, new = self.picture.nodes, self.picture.facts, self.pieces.facts.new
        rows: dict[tuple[int, int, int], SceneEdge] = {}
        for edge in self.picture.scene.edges:
            if (fact := facts[edge.fact]) in new:
                rows.setdefault((nodes[edge.source], nodes[edge.target], fact), edge)
        yield from ((*row, describe_edge(edge)) for row, edge in rows.items())

    def list_mentions(self) -> Iterator[tuple[int, int, int]]:
        for number in self.pieces.docs.new:
            counts = Counter(thing for _, _, thing in json.loads(self.pieces.marks[number]))
            yield from ((thing, number, count) for thing, count in counts.items())

    def list_names(self) -> Iterator[tuple[str, int, int]]:
        for number in self.pieces.nodes.new:
            yield from ((key, number, worth) for key, worth in find_keys(self.pieces.nodes.text[number]).items())

    def weigh_fact(self, fact: Fact, without: str = "") -> float:
        """Return how much a fact matters, beside the thing that is asked about: as much as the other thing in it."""
        often = 0.01 * min(len(fact.proofs), 9)
        if fact.kind == "observation":
            return round(FIGURE_WEIGHT * fact.confidence + often, 4)
        others = [self.strength[thing] for thing in self.picture.scene.things[fact.id] if thing != without]
        return round(sqrt(max(others, default=0.0) / STRONG) + 0.1 * fact.confidence + often, 4)

    def list_parts(self, stale: Set[int]) -> Iterator[tuple[int, str, float, int]]:
        for id, number in self.picture.facts.items():
            if number in stale:
                fact = self.graph.facts[id]
                for thing in self.picture.scene.things[id]:
                    yield self.picture.nodes[thing], fact.kind[0], self.weigh_fact(fact, thing), number

    def list_quoted(self) -> Iterator[tuple[int, int]]:
        for id, number in self.picture.facts.items():
            if number in self.pieces.facts.new:
                yield from {(self.picture.docs[proof.document], number) for proof in self.graph.facts[id].proofs}

    def list_timeline(self) -> list[int]:
        """Return the main events of each month, the latest first; of the same weight the first by id."""
        months: defaultdict[int, list[tuple[float, str, int]]] = defaultdict(list)
        for id in [node.fact for node in self.picture.scene.nodes if node.event]:
            first = self.pieces.firsts[self.picture.facts[id]]
            if first is not None:
                months[find_month(first)].append((-self.weigh_fact(self.graph.facts[id]), id, first))
        chosen = [each for month in sorted(months)[-MONTHS:] for each in sorted(months[month])[:A_MONTH]]
        ordered = sorted(chosen, key=lambda each: (-each[2], each[0], each[1]))
        return [self.picture.facts[id] for _, id, _ in ordered]

    def count_all(self) -> Json:
        facts, nodes = self.graph.facts.values(), self.picture.scene.nodes
        days = Counter([first for first in self.pieces.firsts.values() if first is not None])
        months: Counter[str] = Counter()
        for first, number in days.items():
            months[str(find_month(first))] += number
        keys = {"relation": "", "observation": "Observation", "event": "Event"}
        return {
            "things": [node.event or node.loose for node in nodes].count(False),
            "facts": len(facts),
            "docs": len(self.graph.documents),
            "kinds": count([node.kind for node in nodes if not node.loose]),
            "properties": count([keys[fact.kind] or fact.predicate for fact in facts]),
            "statuses": count([fact.status for fact in facts]),
            "months": dict(sorted(months.items())),
        }


def find_gone(last: Texts, now: Texts) -> Set[int]:
    """Return the numbers of what is gone, or not as it was."""
    return (last.made.keys() - now.made.keys()) | (now.new & last.made.keys())


@cache
def find_month(day: int) -> int:
    """Return the month of a day (`datetime.date.toordinal`), counted from the year 0."""
    found = date.fromordinal(day)
    return found.year * 12 + found.month - 1


def find_keys(text: bytes) -> dict[str, int]:
    """Return what a thing may be looked for by, given its text, with what each is worth; nothing for an event."""
    data = json.loads(text)
    if "event" in data:
        return {}
    names = dict.fromkeys([data["label"], *filter(None, [data.get("en")]), *data.get("aliases", ())])
    worths: dict[str, int] = {}
    for key, worth in list_keys(names, data.get("keys", ())):
        worths[key] = max(worth, worths.get(key, 0))
    return worths


def count(names: Iterable[str]) -> dict[str, int]:
    """Return how often each name comes, by name."""
    return dict(sorted(Counter(names).items()))
