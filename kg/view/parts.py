"""An index and what a reader looks at in, the part of the graph that shows it out, small however large the graph is.

A part holds nodes, facts, edges and documents, each with its place (`at`) in the whole graph, by which they refer to
one another; the page adds it to what it has.
"""

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any

from kg.view.choices import CONDITION, Choice, make_values
from kg.view.paths import find_shortest
from kg.view.search import INSIDE, WHOLE, find_range
from kg.view.tables import ALONE, FROM_JSON, VERSION

Json = dict[str, Any]

RELATIONS, FIGURES, EVENTS = 80, 40, 40  # of one thing that come at once, the most important first
FEW = 8  # relations of a thing that isn't looked at itself
EDGES = 500  # among the things of one part
DOCUMENTS = 40  # in which one thing is mentioned
ARTICLE = 600  # facts of one article
HITS = 12


class Index:
    """The index of one graph, open for reading."""

    def __init__(self, path: Path) -> None:
        self._db = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)

    def is_current(self) -> bool:
        """Say whether it is as this version makes it."""
        return bool(self._db.execute("PRAGMA user_version").fetchone()[0] == VERSION)

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def find_place(self, table: str, id: str) -> int | None:
        """Return the place of a node, fact or document."""
        row = self._db.execute(f"SELECT place FROM {table} WHERE id = ?", (id,)).fetchone()
        return row[0] if row else None

    def has_place(self, table: str, place: int) -> bool:
        """Say whether there is a node, fact or document of this place."""
        return self._db.execute(f"SELECT 1 FROM {table} WHERE place = ?", (place,)).fetchone() is not None

    def read_kept(self, key: str) -> Any:
        """Return what was worked out when the index was made."""
        return json.loads(self._db.execute("SELECT data FROM kept WHERE key = ?", (key,)).fetchone()[0])

    def read_start(self) -> Json:
        """Return what the page needs to begin: words, totals, and the main communities with their places."""
        start = self.read_kept("start")
        spots = {place: (x, y) for place, x, y in start["places"]}
        part = self.read_part(spots, (), among=spots)
        for node in part["nodes"]:
            if node["at"] in spots:
                node["x"], node["y"] = spots[node["at"]]
        return {**self.read_kept("page"), **part, "communities": start["communities"]}

    def read_around(self, node: int, page: int, choice: Choice | None = None) -> Json:
        """Return the next most important facts of a thing, what they speak of, and how these are tied together.

        With a choice, only of the facts that it leaves.
        """
        limits = {"r": RELATIONS, "o": FIGURES, "e": EVENTS}
        chosen = choice or Choice()
        found = {kind: self._list_facts(node, kind, limit, page, chosen) for kind, limit in limits.items()}
        things = {node, *self._list_ends(found["r"])}
        part = self.read_part(things, [fact for facts in found.values() for fact in facts], among=things)
        totals = {kind: self._count_facts(node, kind, chosen) for kind in limits}
        mentions = self._list_mentions(node)
        part["docs"] += self._read_documents({doc for doc, _ in mentions} - {doc["at"] for doc in part["docs"]})
        more = any(count > limits[kind] * (page + 1) for kind, count in totals.items())
        return {**part, "around": node, "page": page, "more": more, "mentions": mentions}

    def read_fringe(self, nodes: Iterable[int]) -> Json:
        """Return the most important relations of each of some things."""
        return self.read_part((), {fact for node in nodes for fact in self._list_facts(node, "r", FEW, 0)}, joined=True)

    def _list_facts(self, node: int, kind: str, limit: int, page: int, choice: Choice | None = None) -> list[int]:
        query = f"SELECT part.fact {_say_source(choice)} ORDER BY weight DESC, part.fact LIMIT :limit OFFSET :start"
        values = {**make_values(choice or Choice()), "node": node, "kind": kind, "limit": limit, "start": limit * page}
        return [fact for (fact,) in self._db.execute(query, values)]

    def _count_facts(self, node: int, kind: str, choice: Choice) -> int:
        query = f"SELECT count(*) {_say_source(choice)}"
        values = {**make_values(choice), "node": node, "kind": kind}
        return int(self._db.execute(query, values).fetchone()[0])

    def _list_ends(self, facts: Collection[int]) -> Iterator[int]:
        for (data,) in self._db.execute(f"SELECT data FROM fact WHERE place IN {FROM_JSON}", (json.dumps(facts),)):
            fact = json.loads(data)
            yield from (end for end in (fact.get("s"), fact.get("o")) if isinstance(end, int))

    def _list_mentions(self, node: int) -> list[list[int]]:
        query = "SELECT document, count FROM mention WHERE node = ? ORDER BY count DESC, document LIMIT ?"
        return [list(row) for row in self._db.execute(query, (node, DOCUMENTS))]

    def read_part(
        self, nodes: Iterable[int], facts: Iterable[int], *, among: Collection[int] = (), joined: bool = False
    ) -> Json:
        """Return these nodes and facts with all that they refer to, and the edges and facts among some of them.

        `joined` is for the edges among all things that the facts join.
        """
        facts = list(facts)
        edges = list(self._list_edges({*among, *(self._list_ends(facts) if joined else ())}))
        wanted = {*facts, *(edge["fact"] for edge in edges)}
        found = self._read_facts(wanted)
        shown = {*nodes, *(end for edge in edges for end in (edge["from"], edge["to"]))}
        for fact in found:
            shown.update(list_things(fact))
            if fact["k"] == "e":
                edges += self._list_parts(fact)
        shown |= {edge["from"] for edge in edges}
        docs = self._read_documents({proof["d"] for fact in found for proof in fact["pr"]})
        return {"nodes": self._read_nodes(shown), "facts": found, "edges": edges, "docs": docs}

    def _list_edges(self, among: Collection[int]) -> Iterator[Json]:
        """Yield relations between things, those of the most important ones first if they are too many."""
        places = json.dumps(sorted(among))
        query = (
            f"SELECT a, b, fact, data FROM edge JOIN standing one ON one.node = a JOIN standing two ON two.node = b "
            f"WHERE a IN {FROM_JSON} AND b IN {FROM_JSON} ORDER BY max(one.rank, two.rank) DESC, fact LIMIT {EDGES}"
        )
        for a, b, fact, data in self._db.execute(query, (places, places)):
            yield {"from": a, "to": b, "fact": fact, **json.loads(data)}

    def _list_parts(self, fact: Json) -> list[Json]:
        """Return the edges that an event draws to its participants."""
        node = self.find_place("node", f" {fact['id']}")
        rows = self._db.execute("SELECT a, b, fact, data FROM edge WHERE a = ?", (node,))
        return [{"from": a, "to": b, "fact": at, **json.loads(data)} for a, b, at, data in rows]

    def _read_nodes(self, places: Iterable[int]) -> list[Json]:
        query = (
            f"SELECT coalesce(rank, 0.0), coalesce(community, {ALONE}), coalesce(facts, 0), data "
            "FROM node LEFT JOIN standing ON node = place "
            f"WHERE place IN {FROM_JSON} ORDER BY id"
        )
        rows = self._db.execute(query, (json.dumps(sorted(places)),))
        return [
            {"rank": rank, "community": number, "facts": facts, **json.loads(data)}
            for rank, number, facts, data in rows
        ]

    def _read_facts(self, places: Iterable[int]) -> list[Json]:
        """Return facts with their sentences in words, as the articles themselves are not there."""
        facts = self._read_data("fact", places)
        texts = self._read_texts({proof["d"] for fact in facts for proof in fact["pr"] if "quote" not in proof})
        for proof in (proof for fact in facts for proof in fact["pr"]):
            if "quote" not in proof:
                start, end = proof.get("cp") or (proof["a"], proof["b"])
                proof["quote"] = texts[proof["d"]][start:end]
        return facts

    def _read_texts(self, places: Collection[int]) -> dict[int, str]:
        query = f"SELECT place, raw FROM document WHERE place IN {FROM_JSON}"
        return dict(self._db.execute(query, (json.dumps(sorted(places)),)).fetchall())

    def _read_documents(self, places: Iterable[int]) -> list[Json]:
        return self._read_data("document", places)

    def _read_data(self, table: str, places: Iterable[int]) -> list[Json]:
        query = f"SELECT data FROM {table} WHERE place IN {FROM_JSON} ORDER BY id"
        return [json.loads(data) for (data,) in self._db.execute(query, (json.dumps(sorted(places)),))]

    def read_wanted(self, nodes: Iterable[str], facts: Iterable[str], docs: Iterable[str]) -> Json:
        """Return what an address names, by id; what is not there is left out."""
        places = {
            table: [place for id in ids if (place := self.find_place(table, id)) is not None]
            for table, ids in (("node", nodes), ("fact", facts), ("document", docs))
        }
        part = self.read_part(places["node"], places["fact"], among=places["node"])
        part["docs"] += self._read_documents(set(places["document"]) - {doc["at"] for doc in part["docs"]})
        return part

    def read_community(self, number: int) -> Json:
        """Return the most important things of a community and how they are tied together."""
        query = "SELECT node FROM member WHERE community = ? ORDER BY rank DESC, node LIMIT ?"
        places = [place for (place,) in self._db.execute(query, (number, RELATIONS))]
        return {**self.read_part(places, (), among=places), "things": places}

    def read_article(self, doc: int) -> Json:
        """Return an article with the facts read out of it and the things it mentions."""
        raw, marks = self._db.execute("SELECT raw, marks FROM document WHERE place = ?", (doc,)).fetchone()
        rows = self._db.execute("SELECT fact FROM quoted WHERE document = ? ORDER BY fact LIMIT ?", (doc, ARTICLE))
        marked = json.loads(marks)
        part = self.read_part({node for _, _, node in marked}, [fact for (fact,) in rows])
        part["docs"] += self._read_documents({doc} - {each["at"] for each in part["docs"]})
        return {**part, "article": {"at": doc, "raw": raw, "marks": marked}}

    def read_events(self, node: int | None) -> Json:
        """Return the events of a thing, or the main ones of each month."""
        facts = self.read_kept("timeline") if node is None else self._list_facts(node, "e", ARTICLE, 0)
        return {**self.read_part((), facts), "events": facts}

    def search(self, typed: str) -> Json:
        """Return the things that have a name like what is typed, best first."""
        keys = find_range(typed)
        if keys is None:
            return {"nodes": [], "hits": []}
        query = (
            f"SELECT node, max(worth + (key = ?1) * (worth <> {INSIDE}) * ?3 + 20 * coalesce(rank, 0)) AS score "
            "FROM name LEFT JOIN standing USING (node) WHERE key >= ?1 AND key < ?2 "
            "GROUP BY node ORDER BY score DESC, node LIMIT ?4"
        )
        hits = [node for node, _ in self._db.execute(query, (*keys, WHOLE, HITS))]
        return {"nodes": self._read_nodes(hits), "hits": hits}

    def find_path(self, start: int, end: int) -> Json:
        """Return a shortest way between two nodes, through relations and events; no nodes where there is none near."""
        path = find_shortest(self._list_neighbours, start, end)
        return {**self.read_part(path, (), among=path), "path": path}

    def _list_neighbours(self, node: int) -> list[int]:
        query = "SELECT b FROM edge WHERE a = ?1 UNION SELECT a FROM edge WHERE b = ?1 ORDER BY 1"
        return [other for (other,) in self._db.execute(query, (node,))]


def _say_source(choice: Choice | None) -> str:
    """Return where facts of a thing come from; what is left out is looked at only where anything is."""
    rows = "FROM part {} WHERE part.node = :node AND part.kind = :kind"
    if choice in (None, Choice()):
        return rows.format("")
    return rows.format("JOIN fact ON fact.place = part.fact") + f" AND {CONDITION}"


def list_things(fact: Json) -> Iterator[int]:
    """Yield the things a fact speaks of or is told by."""
    parts = [fact.get("s"), fact.get("o"), *(part for _, part in fact.get("q", []))]
    parts += [proof.get("sp") for proof in fact["pr"]]
    yield from (part for part in parts if isinstance(part, int))
