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
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

from kg.graph.iris import BASE
from kg.model import Fact, KnowledgeGraph
from kg.view.facts import Json
from kg.view.overview import make_start
from kg.view.payload import describe_edge, describe_page
from kg.view.picture import Picture, make_picture
from kg.view.pieces import NOTHING, Piece, Pieces, dump, make_pieces
from kg.view.search import list_keys
from kg.view.tables import SCHEMA, VERSION

FIGURE_WEIGHT = 0.5  # of a figure among the facts of a thing, where 1 is a relation to the most important thing
MONTHS, A_MONTH = 60, 12  # of the timeline: the latest months, and the main events of each
PRAGMAS = f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA user_version = {VERSION};"


def write_index(graph: KnowledgeGraph, path: Path, *, title: str = "", base: str = BASE) -> None:
    """Write the index of a graph to `path`, whole or not at all."""
    picture = make_picture(graph, title=title, base=base)
    write_picture(picture, make_pieces(picture), make_start(picture), path)


def write_picture(picture: Picture, pieces: Pieces, start: Json, path: Path, *, last: Pieces = NOTHING) -> None:
    """Write the index of a picture to `path`, whole or not at all; `last` is what `load_pieces` has read out of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.partial")
    partial.unlink(missing_ok=True)
    if last is not NOTHING:
        shutil.copyfile(path, partial)
    with closing(sqlite3.connect(partial, isolation_level=None)) as db:
        db.executescript(PRAGMAS + ("" if last is not NOTHING else SCHEMA))
        db.execute("BEGIN")
        _Writer(db, picture, pieces, last).write(start)
        db.execute("COMMIT")
    os.replace(partial, path)


def load_pieces(path: Path) -> Pieces:
    """Return the pieces that an index was made of."""
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as db:
        nodes = {place: Piece(made, data) for place, made, data in db.execute("SELECT place, made, data FROM node")}
        facts = db.execute("SELECT place, made, data, first FROM fact")
        docs = db.execute("SELECT place, made, data, marks FROM document")
        return Pieces(
            nodes,
            {place: Piece(made, data, first) for place, made, data, first in facts},
            {place: Piece(made, data, marks=marks) for place, made, data, marks in docs},
        )


class _Writer:
    """What the tables are filled from."""

    def __init__(self, db: sqlite3.Connection, picture: Picture, pieces: Pieces, last: Pieces) -> None:
        self.db, self.picture, self.graph, self.pieces, self.last = db, picture, picture.graph, pieces, last
        self.ranks = {node.id: rank for node, rank in zip(picture.scene.nodes, picture.weights.importance, strict=True)}
        self.new: dict[str, set[int]] = {}  # numbers of the things, facts and documents that rows are to be written of
        self.things = {fact.id: self.list_things(fact) for fact in self.graph.facts.values()}

    def write(self, start: Json) -> None:
        self.clear("node", self.pieces.nodes, self.last.nodes, (("node", "place"), ("name", "node")))
        self.write_rows("node", 4, self.list_nodes())
        self.write_rows("name", 3, self.list_names())
        self.clear(
            "fact", self.pieces.facts, self.last.facts, (("fact", "place"), ("edge", "fact"), ("quoted", "fact"))
        )
        self.write_rows("fact", 5, self.list_facts())
        self.write_rows("edge", 4, self.list_edges())
        self.write_rows("quoted", 2, self.list_quoted())
        self.clear("document", self.pieces.docs, self.last.docs, (("document", "place"), ("mention", "document")))
        self.write_rows("document", 6, self.list_documents())
        self.write_rows("mention", 3, self.list_mentions())
        kept: dict[str, Any] = {
            "page": {**describe_page(self.picture), "totals": self.count_all()},
            "start": start,
            "timeline": self.list_timeline(),
        }
        for table, width, rows in (
            ("standing", 4, self.list_standing()),
            ("member", 3, self.list_members()),
            ("part", 4, self.list_parts()),
            ("kept", 2, ((key, dump(data)) for key, data in kept.items())),
        ):
            self.db.execute(f"DELETE FROM {table}")
            self.write_rows(table, width, rows)

    def clear(
        self, kind: str, now: Mapping[int, Piece], last: Mapping[int, Piece], tables: Iterable[tuple[str, str]]
    ) -> None:
        """Take the rows out of tables whose thing, fact or document is gone or not as it was; note which are new."""
        gone = sorted((place,) for place, piece in last.items() if now.get(place) is not piece)
        self.new[kind] = {place for place, piece in now.items() if last.get(place) is not piece}
        if gone:
            self.db.execute(f"CREATE TEMP TABLE gone_{kind} (place INTEGER PRIMARY KEY)")
            self.write_rows(f"gone_{kind}", 1, gone)
        for table, owner in tables if gone else ():
            self.db.execute(f"DELETE FROM {table} WHERE {owner} IN gone_{kind}")

    def write_rows(self, table: str, width: int, rows: Iterable[tuple[Any, ...]]) -> None:
        """Write rows in the order of the table, which is fastest."""
        self.db.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * width)})", sorted(rows))

    def list_nodes(self) -> Iterator[tuple[int, str, bytes, str]]:
        for id, number in self.picture.nodes.items():
            if number in self.new["node"]:
                piece = self.pieces.nodes[number]
                yield number, id, piece.made, piece.text

    def list_standing(self) -> Iterator[tuple[int, float, int, int]]:
        """Yield what a node is among the others."""
        counts = Counter(thing for things in self.things.values() for thing in things)
        weights = self.picture.weights
        for node, rank, community in zip(self.picture.scene.nodes, weights.importance, weights.community, strict=True):
            number = self.picture.nodes[node.id]
            yield number, round(rank, 4), community, counts[node.id]

    def list_members(self) -> Iterator[tuple[int, float, int]]:
        """Yield the things of each community."""
        weights = self.picture.weights
        for node, rank, community in zip(self.picture.scene.nodes, weights.importance, weights.community, strict=True):
            if not node.event and not node.loose:
                yield community, round(rank, 4), self.picture.nodes[node.id]

    def list_facts(self) -> Iterator[tuple[int, str, bytes, int | None, str]]:
        for id, number in self.picture.facts.items():
            if number in self.new["fact"]:
                piece = self.pieces.facts[number]
                yield number, id, piece.made, piece.first, piece.text

    def list_documents(self) -> Iterator[tuple[int, str, bytes, str, str, str]]:
        for id, number in self.picture.docs.items():
            if number in self.new["document"]:
                piece = self.pieces.docs[number]
                yield number, id, piece.made, piece.text, piece.marks, self.graph.documents[id].raw

    def list_edges(self) -> Iterator[tuple[int, int, int, str]]:
        nodes, facts = self.picture.nodes, self.picture.facts
        seen = set()
        for edge in self.picture.scene.edges:
            row = nodes[edge.source], nodes[edge.target], facts[edge.fact]
            if row[2] in self.new["fact"] and row not in seen:
                seen.add(row)
                yield *row, describe_edge(edge)

    def list_mentions(self) -> Iterator[tuple[int, int, int]]:
        for number in self.new["document"]:
            counts = Counter(thing for _, _, thing in json.loads(self.pieces.docs[number].marks))
            yield from ((thing, number, count) for thing, count in counts.items())

    def list_names(self) -> Iterator[tuple[str, int, int]]:
        for entity in self.graph.entities.values():
            number = self.picture.nodes[entity.id]
            if number in self.new["node"]:
                data = json.loads(self.pieces.nodes[number].text)
                names = [name for name in (data["label"], entity.zh, entity.en, *entity.aliases) if name]
                worths: dict[str, int] = {}
                for key, worth in list_keys(dict.fromkeys(names), data.get("keys", ())):
                    worths[key] = max(worth, worths.get(key, 0))
                yield from ((key, number, worth) for key, worth in worths.items())

    def list_things(self, fact: Fact) -> tuple[str, ...]:
        """Return the things that have any part in a fact."""
        parts = (fact.subject, fact.object, *(part for _, part in fact.qualifiers))
        return tuple({part: None for part in parts if isinstance(part, str) and part in self.graph.entities})

    def weigh_fact(self, fact: Fact, without: str = "") -> float:
        """Return how much a fact matters, beside the thing that is asked about: as much as the other thing in it."""
        sure = 0.1 * fact.confidence + 0.01 * min(len(fact.proofs), 9)
        if fact.kind == "observation":
            return round(FIGURE_WEIGHT * fact.confidence + 0.01 * min(len(fact.proofs), 9), 4)
        others = [self.ranks[thing] for thing in self.things[fact.id] if thing != without]
        return round(max(others, default=0.0) + sure, 4)

    def list_parts(self) -> Iterator[tuple[int, str, float, int]]:
        for fact in self.graph.facts.values():
            number = self.picture.facts[fact.id]
            for thing in self.things[fact.id]:
                yield self.picture.nodes[thing], fact.kind[0], self.weigh_fact(fact, thing), number

    def list_quoted(self) -> Iterator[tuple[int, int]]:
        for fact in self.graph.facts.values():
            number = self.picture.facts[fact.id]
            if number in self.new["fact"]:
                yield from {(self.picture.docs[proof.document], number) for proof in fact.proofs}

    def list_timeline(self) -> list[int]:
        """Return the main events of each month, the latest first; of the same weight the first by id."""
        months: defaultdict[tuple[int, int], list[tuple[float, str, int]]] = defaultdict(list)
        for fact in self.graph.facts.values():
            first = self.pieces.facts[self.picture.facts[fact.id]].first if fact.kind == "event" else None
            if first is not None and self.things[fact.id]:
                day = date.fromordinal(first)
                months[day.year, day.month].append((-self.weigh_fact(fact), fact.id, first))
        chosen = [each for month in sorted(months)[-MONTHS:] for each in sorted(months[month])[:A_MONTH]]
        ordered = sorted(chosen, key=lambda each: (-each[2], each[0], each[1]))
        return [self.picture.facts[id] for _, id, _ in ordered]

    def count_all(self) -> Json:
        facts, nodes = self.graph.facts.values(), self.picture.scene.nodes
        days = Counter(piece.first for piece in self.pieces.facts.values() if piece.first is not None)
        months: Counter[str] = Counter()
        for first, number in days.items():
            day = date.fromordinal(first)
            months[str(day.year * 12 + day.month - 1)] += number
        keys = {"relation": "", "observation": "Observation", "event": "Event"}
        return {
            "things": sum(not node.event and not node.loose for node in nodes),
            "facts": len(facts),
            "docs": len(self.graph.documents),
            "kinds": count(node.kind for node in nodes if not node.loose),
            "properties": count(keys[fact.kind] or fact.predicate for fact in facts),
            "statuses": count(fact.status for fact in facts),
            "months": dict(sorted(months.items())),
        }


def count(names: Iterable[str]) -> dict[str, int]:
    """Return how often each name comes, by name."""
    return dict(sorted(Counter(names).items()))
