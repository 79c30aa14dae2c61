"""Tell the facts of a store to people: labels for identifiers, statements in words, evidence with the words to mark."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from kg.graph.iris import DCTERMS, OA, PROV, decode_id
from kg.graph.store import find_base
from kg.ontology.vocabulary import KG, RDF, SKOS, load_vocabulary

Found = Mapping[str, list[ox.NamedNode | ox.Literal]]

_RELATION_ENDS = (RDF + "subject", RDF + "predicate", RDF + "object")
_COMPARATORS = {"over": "超过", "under": "低于", "about": "约"}
_TOLD = frozenset(
    {"status", "confidence", "evidenceCount", "about", "metric", "value", "upperValue", "unit", "comparator"}
    | {"asWritten", "participant", "speaker", "duration"}
)  # said in the statement itself or beside it, so no detail of their own


@dataclass(frozen=True, slots=True)
class Sentence:
    """A piece of evidence; `marks` are (start, end) of the words that matter, in the quote."""

    document: str
    title: str
    start: int
    end: int
    quote: str
    marks: tuple[tuple[int, int], ...]
    rule: str
    score: str
    speaker: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """A fact in words: `text` is what it says, `details` are (label, value) of qualifiers and roles."""

    id: str
    kind: str
    text: str
    status: str
    confidence: str
    details: tuple[tuple[str, str], ...]
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Thing:
    """An entity with all its names, the preferred Chinese one first, and the labels of its classes."""

    iri: str
    name: str
    names: tuple[str, ...]
    classes: tuple[str, ...]
    identifiers: tuple[tuple[str, str], ...]


class Teller:
    """Reads one store; keeps the labels it has looked up."""

    def __init__(self, store: ox.Store) -> None:
        self.store = store
        self.base = find_base(store)
        self.vocabulary = load_vocabulary()
        groups = (
            self.vocabulary.classes,
            self.vocabulary.properties,
            self.vocabulary.metrics,
            self.vocabulary.statuses,
        )
        self._labels = {KG + name: term.zh for group in groups for name, term in group.items()}

    def properties(self, node: ox.NamedNode) -> Found:
        """Return what the default graph says of a node, by property IRI, values sorted."""
        found: dict[str, list[ox.NamedNode | ox.Literal]] = {}
        for quad in self.store.quads_for_pattern(node, None, None, ox.DefaultGraph()):
            if isinstance(quad.object, ox.NamedNode | ox.Literal):
                found.setdefault(quad.predicate.value, []).append(quad.object)
        return {name: sorted(values, key=lambda value: value.value) for name, values in sorted(found.items())}

    def label(self, term: ox.NamedNode | ox.Literal) -> str:
        """Return the Chinese name of an entity or of a term of the vocabulary, a literal's text, or an IRI."""
        if isinstance(term, ox.Literal):
            return term.value
        if term.value not in self._labels:
            self._labels[term.value] = self._find_label(term)
        return self._labels[term.value]

    def _find_label(self, node: ox.NamedNode) -> str:
        labels = self.properties(node).get(SKOS + "prefLabel", [])
        chinese = [label.value for label in labels if isinstance(label, ox.Literal) and label.language == "zh"]
        return next(iter(chinese or [label.value for label in labels]), node.value)

    def thing(self, node: ox.NamedNode) -> Thing:
        """Return an entity."""
        found = self.properties(node)
        names = [*found.get(SKOS + "prefLabel", []), *found.get(SKOS + "altLabel", [])]
        name = self.label(node)
        types = [kind.value.removeprefix(KG) for kind in found.get(RDF + "type", [])]
        below = {parent for kind in types for parent in self.vocabulary.classes[kind].parents}
        return Thing(
            iri=node.value,
            name=name,
            names=tuple(dict.fromkeys([name, *(label.value for label in names)])),
            classes=tuple(self.vocabulary.classes[kind].zh for kind in types if kind not in below),
            identifiers=tuple(
                (self.vocabulary.properties[key].zh, value.value)
                for key in sorted(self.vocabulary.properties)
                if "identifier" in self.vocabulary.properties[key].parents
                for value in found.get(KG + key, [])
            ),
        )

    def facts(self, node: ox.NamedNode) -> tuple[list[ox.NamedNode], list[ox.NamedNode]]:
        """Return the facts that an entity has a part in, and those that it only told, both sorted."""
        head, speaker = f"{self.base}fact/", ox.NamedNode(KG + "speaker")
        parts: set[ox.NamedNode] = set()
        told: set[ox.NamedNode] = set()
        for quad in self.store.quads_for_pattern(None, None, node, ox.DefaultGraph()):
            if isinstance(quad.subject, ox.NamedNode) and quad.subject.value.startswith(head):
                (told if quad.predicate == speaker else parts).add(quad.subject)
        return sorted(parts, key=lambda fact: fact.value), sorted(told - parts, key=lambda fact: fact.value)

    def statement(self, fact: ox.NamedNode) -> Statement:
        """Return a fact in words."""
        found = self.properties(fact)
        kind = self._kind(found)
        (status,) = found[KG + "status"]
        (confidence,) = found[KG + "confidence"]
        evidence = [node for node in found.get(PROV + "wasDerivedFrom", []) if isinstance(node, ox.NamedNode)]
        sentences = sorted(map(self._sentence, evidence), key=lambda s: (s.document, s.start, s.end, s.rule))
        return Statement(
            id=fact.value.removeprefix(f"{self.base}fact/"),
            kind=kind,
            text=self._text(kind, found),
            status=self.label(status),
            confidence=confidence.value,
            details=tuple(self._details(kind, found)),
            sentences=tuple(sentences),
        )

    def _kind(self, found: Found) -> str:
        types = {term.value for term in found[RDF + "type"]}
        return "relation" if RDF + "Statement" in types else "event" if KG + "Event" in types else "observation"

    def _text(self, kind: str, found: Found) -> str:
        if kind == "relation":
            return " ".join(self.label(found[end][0]) for end in _RELATION_ENDS)
        if kind == "observation":
            written = found.get(KG + "asWritten") or found[KG + "value"]
            return f"{self.label(found[KG + 'about'][0])} {self.label(found[KG + 'metric'][0])} {written[0].value}"
        events = [term for term in found[RDF + "type"] if "Event" in self._parents(term.value.removeprefix(KG))]
        return f"{self.label(events[0])}：{'、'.join(sorted(map(self.label, found.get(KG + 'participant', []))))}"

    def _parents(self, name: str) -> tuple[str, ...]:
        return self.vocabulary.classes[name].parents if name in self.vocabulary.classes else ()

    def _details(self, kind: str, found: Found) -> Iterator[tuple[str, str]]:
        """Yield qualifiers and roles by label; a measure's unit joins its number."""
        if kind == "observation":
            yield self.label(ox.NamedNode(KG + "value")), _join_number(found, "value", "unit", "comparator")
        for key, values in found.items():
            name = key.removeprefix(KG)
            if not key.startswith(KG) or name in _TOLD or name.endswith(("Unit", "Comparator")):
                continue
            if name in self.vocabulary.measures:
                shown = _join_number(found, name, f"{name}Unit", f"{name}Comparator")
            else:
                shown = "、".join(map(self.label, values))
            yield self.label(ox.NamedNode(key)), shown

    def _sentence(self, evidence: ox.NamedNode) -> Sentence:
        found = self.properties(evidence)
        start, quote = int(_read_text(found, OA + "start") or 0), _read_text(found, OA + "exact")
        document = found[KG + "document"][0]
        titles = self.properties(document).get(DCTERMS + "title", []) if isinstance(document, ox.NamedNode) else []
        pairs = [pair.split("-") for value in found.get(KG + "marks", []) for pair in value.value.split()]
        return Sentence(
            document=decode_id(document.value.removeprefix(f"{self.base}document/")),
            title=titles[0].value if titles else "",
            start=start,
            end=int(_read_text(found, OA + "end") or start + len(quote)),
            quote=quote,
            marks=tuple((int(first) - start, int(last) - start) for first, last in pairs),
            rule=_read_text(found, KG + "rule"),
            score=_read_text(found, KG + "score"),
            speaker="、".join(map(self.label, found.get(KG + "speaker", []))),
        )


def _read_text(found: Found, name: str) -> str:
    """Return a property's first value, empty where a graph that somebody else made lacks it."""
    return next((value.value for value in found.get(name, [])), "")


def _join_number(found: Found, *names: str) -> str:
    """Return a number with its unit, and before it how it stands to the true one."""
    numbers, units, comparators = ([value.value for value in found.get(KG + name, [])] for name in names)
    words = [_COMPARATORS[comparator] for comparator in comparators if comparator in _COMPARATORS]
    return "".join(words[:1]) + " ".join(["、".join(numbers), *units[:1]])
