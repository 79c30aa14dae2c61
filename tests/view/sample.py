"""Graphs for the page's tests: a small one made by hand (sample.toml), synthetic large ones, and a hostile one."""

import tomllib
from array import array
from decimal import Decimal
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from kg.model import Annotation, Document, Entity, Fact, FactKind, KnowledgeGraph, Proof, Status, Value

SAMPLE = Path(__file__).parent / "sample.toml"
HOSTILE = ("<img src=x onerror=alert(1)>", "</script><script>alert(2)</script>", "\"'`${alert(3)}`'\"", "<!--<script>")


def make_document(data: dict[str, Any]) -> Document:
    """Make a document whose text is its raw text, so offsets are the identity."""
    raw = data["text"].lstrip("\n")
    return Document(
        data["id"], data["title"], raw, raw, array("I", range(len(raw) + 1)), data.get("published"),
        data.get("author", ""), data.get("source", ""),
    )  # fmt: skip


def make_fact_id(*parts: object) -> str:
    return sha256(repr(parts).encode()).hexdigest()[:12]


class Maker:
    """Holds the tables of sample.toml while facts are made from their rows."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.catalogue = data["catalogue"]
        self.documents = {row["id"]: make_document(row) for row in data["documents"]}
        self.entities = {
            row[0]: Entity(row[0], row[1], row[2], row[3], tuple(row[4])) for row in self.catalogue["entities"]
        }
        self.speakers = {(row[0], row[1]): row[2] for row in self.catalogue["speakers"]}

    def find_spans(self, raw: str, start: int, end: int, ids: list[str]) -> tuple[tuple[int, int], ...]:
        """Return where the names of `ids` stand in `raw[start:end]`, longest name first, no overlap."""
        found: list[tuple[int, int]] = []
        for entity_id in ids:
            entity = self.entities[entity_id]
            for name in sorted({entity.zh, entity.en, *entity.aliases} - {""}, key=len, reverse=True):
                at = raw.find(name, start, end)
                if at >= 0 and not any(s < at + len(name) and at < e for s, e in found):
                    found.append((at, at + len(name)))
                    break
        return tuple(sorted(found))

    def make_proof(self, doc_id: str, sentence: str, ids: list[str], rule: str, score: float) -> Proof:
        raw = self.documents[doc_id].raw
        start = raw.index(sentence)
        end = start + len(sentence)
        spans = self.find_spans(raw, start, end, ids)
        speaker = self.speakers.get((doc_id, sentence))
        return Proof(doc_id, start, end, sentence, rule, score, speaker, spans)

    def make_facts(self) -> dict[str, Fact]:
        facts = [
            *map(self.make_relation, self.catalogue["relations"]),
            *map(self.make_date, self.catalogue["dates"]),
            *map(self.make_observation, self.catalogue["observations"]),
            *map(self.make_event, self.catalogue["events"]),
        ]
        return {fact.id: fact for fact in sorted(facts, key=lambda fact: fact.id)}

    def make_relation(self, row: list[Any]) -> Fact:
        subject, predicate, target, status, score, doc_id, sentence = row
        proof = self.make_proof(doc_id, sentence, [subject, target], f"{predicate}/verb-object", score)
        return self.make_fact("relation", predicate, subject, target, (), status, score, proof)

    def make_date(self, row: list[Any]) -> Fact:
        subject, predicate, iso, doc_id, sentence = row
        proof = self.make_proof(doc_id, sentence, [subject], f"{predicate}/date", 0.9)
        return self.make_fact("relation", predicate, subject, Value("date", iso, iso=iso), (), "asserted", 0.9, proof)

    def make_observation(self, row: list[Any]) -> Fact:
        subject, metric, number, unit, comparator, period, place, status, doc_id, sentence, written = row
        value = Value("quantity", written, Decimal(number), unit=unit, comparator=comparator)
        period_value = (("period", Value("date", period, iso=period)),) if period else ()
        qualifiers = (*period_value, *((("place", place),) if place else ()))
        proof = self.make_proof(doc_id, sentence, [subject], f"observation/{metric}", 0.9)
        at = proof.quote.index(written) + proof.start
        proof = Proof(*proof_fields(proof), spans=tuple(sorted((*proof.spans, (at, at + len(written))))))
        return self.make_fact("observation", metric, subject, value, qualifiers, status, 0.9, proof)

    def make_event(self, row: list[Any]) -> Fact:
        kind, iso, roles, status, doc_id, sentence = row
        dated = (("date", Value("date", iso, iso=iso)),) if iso else ()
        qualifiers = tuple(sorted((*dated, *((role, entity) for role, entity in roles)), key=lambda pair: pair[0]))
        proof = self.make_proof(doc_id, sentence, [entity for _, entity in roles], f"event/{kind}", 0.85)
        return self.make_fact("event", kind, None, None, qualifiers, status, 0.85, proof)

    def make_fact(
        self, kind: FactKind, predicate: str, subject: str | None, target: str | Value | None,
        qualifiers: tuple[tuple[str, str | Value], ...], status: Status, confidence: float, proof: Proof,
    ) -> Fact:  # fmt: skip
        fact_id = make_fact_id(kind, predicate, subject, target, qualifiers, status)
        return Fact(fact_id, kind, predicate, subject, target, qualifiers, status, confidence, (proof,))

    def make_annotations(self) -> dict[str, tuple[Annotation, ...]]:
        """Return every place where a name stands in an article, longest names first, no overlap."""
        names = {
            name: entity.id
            for entity in reversed(self.entities.values())
            for name in (entity.zh, *entity.aliases)
        }  # fmt: skip
        found = {}
        for doc in self.documents.values():
            taken: list[Annotation] = []
            for name in sorted(names, key=lambda name: (-len(name), name)):
                at = doc.raw.find(name)
                while at >= 0:
                    if not any(item.start < at + len(name) and at < item.end for item in taken):
                        taken.append(Annotation(at, at + len(name), names[name]))
                    at = doc.raw.find(name, at + len(name))
            found[doc.id] = tuple(sorted(taken, key=lambda item: item.start))
        return found


def proof_fields(proof: Proof) -> tuple[Any, ...]:
    return proof.document, proof.start, proof.end, proof.quote, proof.rule, proof.score, proof.speaker


@cache
def make_sample() -> KnowledgeGraph:
    """Return the graph of sample.toml: about 75 things, five statuses, four articles."""
    maker = Maker(tomllib.loads(SAMPLE.read_text(encoding="utf-8")))
    return KnowledgeGraph(
        dict(sorted(maker.documents.items())), dict(sorted(maker.entities.items())), maker.make_facts(),
        maker.make_annotations(),
    )  # fmt: skip


def make_hostile() -> KnowledgeGraph:
    """Return a graph in which every text that reaches the page tries to be markup or script."""
    texts = [f"{text}{number}" for number, text in enumerate(HOSTILE)]
    raw = "".join(f"{text}收购了{text}。\U0001f600\r\n" for text in texts)
    doc = Document(HOSTILE[1], HOSTILE[0], raw, raw, array("I", range(len(raw) + 1)), None, HOSTILE[2], HOSTILE[3])
    entities = {}
    for number, text in enumerate(texts):
        kind = ("Company", "Person", "Brand", "Product")[number]
        entities[text] = Entity(text, kind, text, text[::-1] + text, (text + "别名",), (("ticker", text),))
    facts = {}
    for number, text in enumerate(texts):
        start = raw.index(f"{text}收购了")
        quote = f"{text}收购了{text}"
        spans = ((start, start + len(text)), (start + len(text) + 3, start + len(quote)))
        proof = Proof(doc.id, start, start + len(quote), quote, text, 0.9, texts[0], spans)
        value = Value("quantity", text, Decimal(number), unit=text)
        qualifiers: tuple[tuple[str, str | Value], ...] = (
            ("date", Value("date", text, iso=text)),
            ("title", Value("date", text)),
        )
        other = texts[(number + 1) % len(texts)]
        rows: list[tuple[FactKind, str, str | None, str | Value | None]] = [
            ("relation", "acquired", text, other),
            ("relation", text, text, value),
            ("observation", text, text, value),
            ("event", "Acquisition", None, None),
        ]
        for kind_of_fact, predicate, subject, target in rows:
            parts = (*qualifiers, ("buyer", text), ("seller", other)) if subject is None else qualifiers
            fact_id = f"{text} {kind_of_fact} {predicate}"
            facts[fact_id] = Fact(fact_id, kind_of_fact, predicate, subject, target, parts, "asserted", 0.9, (proof,))
    marks = tuple(Annotation(raw.index(f"{text}收购"), raw.index(f"{text}收购") + len(text), text) for text in texts)
    marks = tuple(sorted(marks, key=lambda mark: mark.start))
    return KnowledgeGraph({doc.id: doc}, dict(sorted(entities.items())), dict(sorted(facts.items())), {doc.id: marks})


def make_hub(count: int) -> KnowledgeGraph:
    """A company with so many products, one sentence each."""
    names = [f"产品{number:03}" for number in range(count)]
    text = "".join(f"枢纽公司推出{name}。" for name in names)
    doc = make_document({"id": "hub", "title": "枢纽公司", "text": text})
    entities = {"hub": Entity("hub", "Company", "枢纽公司")}
    entities |= {name: Entity(name, "Product", name) for name in names}
    facts = {}
    for name in names:
        quote = f"枢纽公司推出{name}。"
        start = text.index(quote)
        proof = Proof("hub", start, start + len(quote), quote, "made-up", 0.9)
        facts[name] = Fact(name, "relation", "produces", "hub", name, (), "asserted", 0.9, (proof,))
    return KnowledgeGraph({"hub": doc}, dict(sorted(entities.items())), dict(sorted(facts.items())), {})
