"""Facts in, what the page knows of them out: their parts, figures as written, days, and where they were read."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kg.graph.iris import encode_id
from kg.graph.terms import make_confidence, make_decimal, make_literal
from kg.model import Document, Fact, KnowledgeGraph, Proof, Value
from kg.ontology.vocabulary import Vocabulary
from kg.view.dates import find_fact_days
from kg.view.figures import format_value

Json = dict[str, Any]


class Utf16:
    """Turns code points into UTF-16 code units for one text; holds the places of its characters past U+FFFF."""

    def __init__(self, text: str) -> None:
        wide = max(text, default="") > "\uffff"
        self.wide = [place for place, char in enumerate(text) if char > "\uffff"] if wide else []

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return a span in code units."""
        if not self.wide:
            return start, end
        return start + sum(p < start for p in self.wide), end + sum(p < end for p in self.wide)


class Units(dict[str, Utf16]):
    """Each document's way of counting, found out when it is asked for; a class because dict asks for one."""

    def __init__(self, documents: Mapping[str, Document]) -> None:
        super().__init__()
        self._documents = documents

    def __missing__(self, doc_id: str) -> Utf16:
        self[doc_id] = unit = Utf16(self._documents[doc_id].raw)
        return unit


@dataclass(frozen=True, slots=True)
class Context:
    """What a fact is written with: numbers of things and documents, and each text's way of counting."""

    graph: KnowledgeGraph
    vocabulary: Vocabulary
    places: Mapping[str, int]
    docs: Mapping[str, int]
    units: Mapping[str, Utf16]


def make_fact(fact: Fact, context: Context) -> Json:
    """Return a fact with its proofs; `t` is the days it speaks of, as days since 0001-01-01."""
    data: Json = {"id": fact.id, "k": fact.kind[0], "p": fact.predicate, "st": fact.status}
    data["c"] = float(make_confidence(fact.confidence).value)
    if name_local(fact.id):
        data["iri"] = name_local(fact.id)
    if fact.subject is not None:
        data["s"] = context.places[fact.subject]
    if isinstance(fact.object, str):
        data["o"] = context.places[fact.object]
    elif fact.object is not None:
        data["v"] = make_value(fact.object, fact.predicate, context)
    if fact.qualifiers:
        data["q"] = [[role, make_part(part, role, context)] for role, part in fact.qualifiers]
    if days := find_fact_days(fact, context.graph.documents):
        data["t"] = [day.toordinal() for day in days]
    seen: Counter[str] = Counter()
    data["pr"] = [make_proof(proof, fact, seen, context) for proof in sort_proofs(fact)]
    return data


def sort_proofs(fact: Fact) -> list[Proof]:
    """Return a fact's proofs in the order that the RDF numbers them in."""
    return sorted(fact.proofs, key=lambda proof: (proof.document, proof.start, proof.end, proof.rule, proof.quote))


def make_part(part: str | Value, role: str, context: Context) -> int | Json:
    """Return a qualifier: the place of a thing, a value, or words as they are."""
    if isinstance(part, Value):
        return make_value(part, role, context)
    return context.places.get(part, {"zh": part})


def make_value(value: Value, name: str, context: Context) -> Json:
    """Return a value as a reader writes it, its parts for tables, and its RDF literal where that is not plain text."""
    zh, en = format_value(value)
    parts = {"u": value.unit, "iso": value.iso, "cmp": value.comparator if value.comparator != "exactly" else ""}
    if value.number is not None:
        parts["n"] = make_decimal(value.number).value
    if name in context.vocabulary.properties:
        literal = make_literal(context.vocabulary.properties[name], value)
        parts["rdf"] = "" if literal.datatype.value.endswith("#string") else str(literal)
    parts["en"] = en if en != zh else ""
    return {"zh": zh, "text": value.text} | {key: part for key, part in parts.items() if part}


def make_proof(proof: Proof, fact: Fact, seen: Counter[str], context: Context) -> Json:
    """Return where a fact was read; the quote is cut out of the document by the page."""
    unit = context.units[proof.document]
    start, end = unit.span(proof.start, proof.end)
    data: Json = {"d": context.docs[proof.document], "a": start, "b": end, "r": proof.rule}
    data["c"] = float(make_confidence(proof.score).value)
    if (start, end) != (proof.start, proof.end):
        data["cp"] = [proof.start, proof.end]
    if proof.speaker is not None:
        data["sp"] = context.places[proof.speaker]
    if proof.spans:
        data["m"] = [list(unit.span(*span)) for span in sorted(proof.spans)]
    place = f"{proof.document}:{proof.start}-{proof.end}:{fact.id}"
    seen[place] += 1
    twin = f":{seen[place]}" if seen[place] > 1 else ""
    simple = f"{encode_id(proof.document)}:{proof.start}-{proof.end}:{encode_id(fact.id)}"
    if (name := encode_id(place + twin)) != simple:
        data["iri"] = name
    return data


def name_local(id: str) -> str:
    """Return the local name of an id's IRI, or nothing where it is the id itself."""
    return name if (name := encode_id(id)) != id else ""
