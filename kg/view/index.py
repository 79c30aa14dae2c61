"""A KnowledgeGraph in, one SQLite file out, from which the served explorer draws any part without reading the rest.

Nodes, facts and documents are rows under the places that refer to them; importance, communities and the picture to
start with are worked out once, here. What a hand may type to find a thing is a row for each beginning it may have in a
name, so that every search is a look into an index.
"""

import json
import os
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from kg.graph.iris import BASE
from kg.model import Fact, KnowledgeGraph
from kg.ontology.vocabulary import KG, load_vocabulary
from kg.view.dates import find_fact_days
from kg.view.facts import Context, Json, Utf16, make_fact, sort_proofs
from kg.view.network import PageNetwork
from kg.view.overview import make_start
from kg.view.payload import describe_entity, list_spelt_names, list_styles, make_document, make_words
from kg.view.pinyin import make_search_keys
from kg.view.scene import Scene, SceneNode, make_scene
from kg.view.search import list_keys
from kg.view.tables import SCHEMA, VERSION
from kg.view.weighing import Weights, weigh_scene

FIGURE_WEIGHT = 0.5  # of a figure among the facts of a thing, where 1 is a relation to the most important thing
MONTHS, A_MONTH = 60, 12  # of the timeline: the latest months, and the main events of each


def write_index(graph: KnowledgeGraph, path: Path, *, title: str, base: str = BASE) -> None:
    """Write the index of a graph to `path`, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.partial")
    partial.unlink(missing_ok=True)
    with closing(sqlite3.connect(partial, isolation_level=None)) as db:
        db.executescript(
            f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA user_version = {VERSION}; {SCHEMA}"
        )
        db.execute("BEGIN")
        _Writer(db, graph, base).write(title)
        db.execute("COMMIT")
    os.replace(partial, path)


def dump(data: Any) -> str:
    """Return JSON without spaces."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


class _Writer:
    """What the tables are filled from."""

    def __init__(self, db: sqlite3.Connection, graph: KnowledgeGraph, base: str) -> None:
        self.db, self.graph, self.base, self.vocabulary = db, graph, base, load_vocabulary()
        self.scene: Scene = make_scene(graph, self.vocabulary)
        self.places: Mapping[str, int] = {node.id: place for place, node in enumerate(self.scene.nodes)}
        self.docs = {doc_id: place for place, doc_id in enumerate(graph.documents)}
        self.facts = {fact_id: place for place, fact_id in enumerate(graph.facts)}
        self.weights: Weights = weigh_scene(self.scene, self.places)
        self.units = {doc.id: Utf16(doc.raw) for doc in graph.documents.values()}

    def write(self, title: str) -> None:
        insert = self.db.executemany
        insert("INSERT INTO node VALUES (?, ?, ?, ?, ?, ?, ?)", self.list_nodes())
        better = "ON CONFLICT DO UPDATE SET worth = max(worth, excluded.worth)"
        insert(f"INSERT INTO name VALUES (?, ?, ?, ?) {better}", self.list_names())
        insert("INSERT OR IGNORE INTO edge VALUES (?, ?, ?, ?)", self.list_edges())
        self.db.execute("INSERT INTO step SELECT DISTINCT a, b FROM edge UNION SELECT DISTINCT b, a FROM edge")
        insert("INSERT INTO document VALUES (?, ?, ?, ?, ?)", self.list_documents())
        insert("INSERT INTO mention VALUES (?, ?, 1) ON CONFLICT DO UPDATE SET count = count + 1", self.list_mentions())
        insert("INSERT INTO fact VALUES (?, ?, ?, ?, ?, ?)", self.list_facts())
        insert("INSERT OR IGNORE INTO part VALUES (?, ?, ?, ?)", self.list_parts())
        insert("INSERT OR IGNORE INTO quoted VALUES (?, ?)", self.list_quoted())
        kept: dict[str, Any] = {
            "page": self.make_page(title),
            "start": make_start(self.scene, self.places, self.weights),
        }
        kept["timeline"] = self.list_timeline()
        insert("INSERT INTO kept VALUES (?, ?)", [(key, dump(data)) for key, data in sorted(kept.items())])

    def list_nodes(self) -> Iterator[tuple[int, str, float, int, int, int, str]]:
        counts = Counter(thing for fact in self.graph.facts.values() for thing in self.list_things(fact))
        for place, node in enumerate(self.scene.nodes):
            rank, community = round(self.weights.importance[place], 4), self.weights.community[place]
            data: Json = {"id": node.id, "label": node.label, "group": node.type, "facts": counts[place]}
            data |= {"event": 1} if node.event else describe_entity(self.graph, node.id)
            small = {key: value for key, value in data.items() if value not in ("", [], None, 0)}
            yield place, node.id, rank, community, int(node.event), int(node.loose), dump(small)

    def list_names(self) -> Iterator[tuple[str, int, int, float]]:
        for place, node in enumerate(self.scene.nodes):
            if not node.event:
                rank = round(self.weights.importance[place], 4)
                yield from ((key, place, worth, rank) for key, worth in self.list_keys(node))

    def list_keys(self, node: SceneNode) -> Iterator[tuple[str, int]]:
        entity = self.graph.entities[node.id]
        names = [name for name in dict.fromkeys((node.label, entity.zh, entity.en, *entity.aliases)) if name]
        return list_keys(names, make_search_keys(list_spelt_names(self.graph, node.id)))

    def list_edges(self) -> Iterator[tuple[int, int, int, str]]:
        for edge in self.scene.edges:
            a, b, fact = self.places[edge.source], self.places[edge.target], self.facts[edge.fact]
            yield a, b, fact, dump({"id": edge.id, "p": edge.predicate, "status": edge.status})

    def list_documents(self) -> Iterator[tuple[int, str, str, str, str]]:
        for place, doc in enumerate(self.graph.documents.values()):
            marks = [
                [*self.units[doc.id].span(item.start, item.end), self.places[item.entity]]
                for item in self.graph.annotations.get(doc.id, ())
            ]
            yield place, doc.id, doc.raw, dump(marks), dump(make_document(doc, whole=False))

    def list_mentions(self) -> Iterator[tuple[int, int]]:
        for doc_id, items in self.graph.annotations.items():
            yield from ((self.places[item.entity], self.docs[doc_id]) for item in items)

    def list_facts(self) -> Iterator[tuple[int, str, str, int | None, float, str]]:
        context = Context(self.graph, self.vocabulary, self.places, self.docs, self.units)
        for place, fact in enumerate(self.graph.facts.values()):
            data = make_fact(fact, context)
            for proof, item in zip(sort_proofs(fact), data["pr"], strict=True):
                if not self.graph.documents[proof.document].raw:
                    item["quote"] = proof.quote
            yield place, fact.id, data["k"], data.get("t", [None])[0], self.weigh_fact(fact), dump(data)

    def list_things(self, fact: Fact) -> list[int]:
        """Return the things that have any part in a fact, by place."""
        parts = [fact.subject, fact.object, *(part for _, part in fact.qualifiers)]
        return sorted({self.places[part] for part in parts if isinstance(part, str) and part in self.places})

    def weigh_fact(self, fact: Fact, without: int = -1) -> float:
        """Return how much a fact matters, beside the thing that is asked about: as much as the other thing in it."""
        if fact.kind == "observation":
            return round(FIGURE_WEIGHT * fact.confidence + 0.01 * min(len(fact.proofs), 9), 4)
        others = [self.weights.importance[place] for place in self.list_things(fact) if place != without]
        return round(max(others, default=0.0) + 0.1 * fact.confidence + 0.01 * min(len(fact.proofs), 9), 4)

    def list_parts(self) -> Iterator[tuple[int, str, float, int]]:
        for place, fact in enumerate(self.graph.facts.values()):
            for thing in self.list_things(fact):
                yield thing, fact.kind[0], self.weigh_fact(fact, thing), place

    def list_quoted(self) -> Iterator[tuple[int, int]]:
        for place, fact in enumerate(self.graph.facts.values()):
            yield from ((self.docs[proof.document], place) for proof in fact.proofs)

    def list_timeline(self) -> list[int]:
        """Return the main events of each month, the latest first; of the same weight the first by id."""
        months: defaultdict[str, list[tuple[float, int, str]]] = defaultdict(list)
        for place, fact in enumerate(self.graph.facts.values()):
            days = find_fact_days(fact, self.graph.documents) if fact.kind == "event" else None
            if days and self.list_things(fact):
                first = days[0].isoformat()
                months[first[:7]].append((-self.weigh_fact(fact), place, first))
        chosen = [each for month in sorted(months)[-MONTHS:] for each in sorted(months[month])[:A_MONTH]]
        return [place for _, place, _ in sorted(chosen, key=lambda each: (each[2], -each[1]), reverse=True)]

    def make_page(self, title: str) -> Json:
        """Return what a page knows before anything is asked for: its words and looks, and how much there is of what."""
        return {
            "title": title,
            "base": [self.base, KG],
            "options": PageNetwork().options,
            "words": make_words(self.graph, self.vocabulary),
            "styles": list_styles(),
            "totals": self.count_all(),
        }

    def count_all(self) -> Json:
        facts, nodes = self.graph.facts.values(), self.scene.nodes
        kinds = [node.kind for node in nodes if not node.loose]
        days = [find_fact_days(fact, self.graph.documents) for fact in facts]
        keys = {"relation": "", "observation": "Observation", "event": "Event"}
        return {
            "things": sum(not node.event and not node.loose for node in nodes),
            "facts": len(facts),
            "docs": len(self.docs),
            "kinds": count(kinds),
            "properties": count(keys[fact.kind] or fact.predicate for fact in facts),
            "statuses": count(fact.status for fact in facts),
            "months": count(str(span[0].year * 12 + span[0].month - 1) for span in days if span),
        }


def count(names: Iterable[str]) -> dict[str, int]:
    """Return how often each name comes, by name."""
    return dict(sorted(Counter(names).items()))
