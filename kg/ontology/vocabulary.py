"""The vocabulary of the graph: the classes, properties, metrics, units and statuses that `ontology/kg.ttl` declares.

Everything that names a class, property or metric (patterns, gazetteer, RDF, questions) is checked against it, so that a
typo is an error with a suggestion and not a fact that nobody finds. Names are local: `Company`, `ownsBrand`, `revenue`.
Parsed with pyoxigraph because rdflib takes ten times as long to import as this file takes to load.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal as Choice

import pyoxigraph as ox

from kg.errors import OntologyError
from kg.model import FactKind
from kg.ontology.paths import find_ontology
from kg.ontology.sources import load_once

KG = "https://example.org/kg/ontology#"
OWL = "http://www.w3.org/2002/07/owl#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
XSD = "http://www.w3.org/2001/XMLSchema#"

SHORT = {KG: "", OWL: "owl:", RDF: "rdf:", RDFS: "rdfs:", SKOS: "skos:", XSD: "xsd:"}

Kind = Choice["object", "datatype"]

FEW = 60  # names that an error message lists whole


@dataclass(frozen=True, slots=True)
class Class:
    """A class; `parents` are its superclasses in our vocabulary, nearest first."""

    name: str
    zh: str
    en: str
    definition_zh: str
    definition_en: str
    parents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Property:
    """A property; any class of `domain` (`range`) will do, datatypes read `xsd:decimal`, `Date`, `Comparator`."""

    name: str
    kind: Kind
    zh: str
    en: str
    definition_zh: str
    definition_en: str
    domain: tuple[str, ...]
    range: tuple[str, ...]
    parents: tuple[str, ...] = ()
    inverse: str | None = None
    symmetric: bool = False
    transitive: bool = False


@dataclass(frozen=True, slots=True)
class Concept:
    """A metric, a unit or a status with its names; `notation` is a unit's literal, `match` its IRI elsewhere."""

    name: str
    zh: str
    en: str
    aliases: tuple[str, ...] = ()
    broader: str | None = None
    notation: str = ""
    match: str = ""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All that `kg.ttl` declares, by local name; units by their literal (`CNY`, `%`).

    `roles` are what a named thing can be in an event, `qualifiers` what narrows any fact down, `measures` the numbers
    that an event or a relation carries.
    """

    classes: Mapping[str, Class]
    properties: Mapping[str, Property]
    metrics: Mapping[str, Concept]
    units: Mapping[str, Concept]
    statuses: Mapping[str, Concept]
    roles: tuple[str, ...]
    qualifiers: tuple[str, ...]
    measures: tuple[str, ...]


class _Triples:
    """The parsed file by subject and predicate; names in our namespace are cut to local names."""

    def __init__(self, path: Path) -> None:
        self.by_subject: dict[str, dict[str, list[ox.Literal | str]]] = defaultdict(lambda: defaultdict(list))
        for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
            term = quad.object if isinstance(quad.object, ox.Literal) else _shorten(quad.object)
            self.by_subject[_shorten(quad.subject)][_shorten(quad.predicate)].append(term)

    def of_type(self, *types: str) -> list[str]:
        wanted = set(types)
        return sorted(s for s, found in self.by_subject.items() if wanted & set(map(str, found.get("rdf:type", ()))))

    def names(self, subject: str, predicate: str) -> list[str]:
        return [o for o in self.by_subject[subject].get(predicate, ()) if isinstance(o, str)]

    def texts(self, subject: str, predicate: str, language: str | None) -> list[str]:
        found = self.by_subject[subject].get(predicate, ())
        return [o.value for o in found if isinstance(o, ox.Literal) and o.language == language]

    def text(self, subject: str, predicate: str, language: str | None) -> str:
        return next(iter(self.texts(subject, predicate, language)), "")

    def members(self, subject: str, predicate: str) -> tuple[str, ...]:
        """Return the classes named by a domain or range, a union taken apart."""
        found: list[str] = []
        for name in self.names(subject, predicate):
            heads = self.names(name, "owl:unionOf") if name.startswith("_:") else []
            found += [n for head in heads for n in self._list(head)] if heads else [name]
        return tuple(found)

    def _list(self, head: str) -> list[str]:
        found = []
        while head != "rdf:nil":
            found += self.names(head, "rdf:first")
            head = self.names(head, "rdf:rest")[0]
        return found

    def ancestors(self, subject: str, predicate: str) -> tuple[str, ...]:
        """Return what `predicate` reaches within our vocabulary, nearest first."""
        found: list[str] = []
        queue = self.names(subject, predicate)
        while queue:
            name = queue.pop(0)
            if ":" not in name and name not in found:
                found.append(name)
                queue += self.names(name, predicate)
        return tuple(found)


@cache
def load_vocabulary(path: Path | None = None) -> Vocabulary:
    """Return the vocabulary of `ontology/kg.ttl` (or of `path`); loaded once a process.

    Raises:
        OntologyError: the file is not Turtle, or a term lacks its labels.
    """
    if path is None:
        classes = (Vocabulary, Class, Property, Concept)
        return load_once("vocabulary", lambda: load_vocabulary(find_ontology() / "kg.ttl"), classes)
    try:
        triples = _Triples(path)
    except (SyntaxError, OSError) as error:
        raise OntologyError(f"{path}: {error}") from error
    properties = {n: _make_property(triples, n) for n in triples.of_type("owl:ObjectProperty", "owl:DatatypeProperty")}
    vocabulary = Vocabulary(
        classes={n: _make_class(triples, n) for n in triples.of_type("owl:Class") if not n.startswith("_:")},
        properties=properties,
        metrics=_make_concepts(triples, "metrics"),
        units={c.notation: c for c in _make_concepts(triples, "units").values()},
        statuses={n: _make_concept(triples, n, "rdfs:label") for n in triples.of_type("Status")},
        roles=tuple(n for n, p in properties.items() if "participant" in p.parents or _names_thing(p)),
        qualifiers=tuple(n for n, p in properties.items() if "qualifier" in p.parents),
        measures=tuple(n for n, p in properties.items() if "measure" in p.parents),
    )
    _check_labels(path, vocabulary)
    return vocabulary


def _names_thing(property: Property) -> bool:
    """Say whether this is a qualifier such as place: of an event, what it names takes part."""
    return "qualifier" in property.parents and property.kind == "object"


def _shorten(term: ox.NamedNode | ox.BlankNode | ox.Triple) -> str:
    if not isinstance(term, ox.NamedNode):
        return str(term)
    start = term.value.find("#") + 1
    prefix = SHORT.get(term.value[:start])
    return term.value if prefix is None else prefix + term.value[start:]


def _make_class(triples: _Triples, name: str) -> Class:
    return Class(
        name=name,
        zh=triples.text(name, "rdfs:label", "zh"),
        en=triples.text(name, "rdfs:label", "en"),
        definition_zh=triples.text(name, "skos:definition", "zh"),
        definition_en=triples.text(name, "skos:definition", "en"),
        parents=triples.ancestors(name, "rdfs:subClassOf"),
    )


def _make_property(triples: _Triples, name: str) -> Property:
    types = triples.names(name, "rdf:type")
    return Property(
        name=name,
        kind="datatype" if "owl:DatatypeProperty" in types else "object",
        zh=triples.text(name, "rdfs:label", "zh"),
        en=triples.text(name, "rdfs:label", "en"),
        definition_zh=triples.text(name, "skos:definition", "zh"),
        definition_en=triples.text(name, "skos:definition", "en"),
        domain=triples.members(name, "rdfs:domain"),
        range=triples.members(name, "rdfs:range"),
        parents=triples.ancestors(name, "rdfs:subPropertyOf"),
        inverse=next((n for n in triples.names(name, "owl:inverseOf") if ":" not in n), None),
        symmetric="owl:SymmetricProperty" in types,
        transitive="owl:TransitiveProperty" in types,
    )


def _make_concept(triples: _Triples, name: str, label: str = "skos:prefLabel") -> Concept:
    return Concept(
        name=name,
        zh=triples.text(name, label, "zh"),
        en=triples.text(name, label, "en"),
        aliases=tuple(triples.texts(name, "skos:altLabel", "zh")),
        broader=next(iter(triples.names(name, "skos:broader")), None),
        notation=triples.text(name, "skos:notation", None),
        match=next(iter(triples.names(name, "skos:exactMatch")), ""),
    )


def _make_concepts(triples: _Triples, scheme: str) -> dict[str, Concept]:
    found = (n for n in triples.of_type("skos:Concept") if scheme in triples.names(n, "skos:inScheme"))
    return {name: _make_concept(triples, name) for name in found}


def _check_labels(path: Path, vocabulary: Vocabulary) -> None:
    groups = (vocabulary.classes, vocabulary.properties, vocabulary.metrics, vocabulary.units, vocabulary.statuses)
    for group in groups:
        for term in group.values():
            if not (term.zh and term.en):
                raise OntologyError(f"{path}: kg:{term.name} needs a label in zh and one in en")


def list_roles(vocabulary: Vocabulary, kind: FactKind) -> tuple[str, ...]:
    """Return the names that the roles of evidence, the qualifiers of a fact, of this kind may have, sorted."""
    domains = {"relation": "rdf:Statement", "observation": "Observation", "event": "Event"}
    candidates = {*vocabulary.roles, *vocabulary.qualifiers, *vocabulary.measures}
    accepted = {"Fact", domains[kind]}
    return tuple(sorted(n for n in candidates if accepted & set(vocabulary.properties[n].domain)))


def is_a(vocabulary: Vocabulary, name: str, wanted: str) -> bool:
    """Say whether class `name` is `wanted` or below it.

    >>> is_a(load_vocabulary(), "Company", "Organization")
    True
    """
    return name == wanted or name in vocabulary.classes and wanted in vocabulary.classes[name].parents


def check_name(name: str, accepted: Collection[str], *, what: str, where: str) -> str:
    """Return `name` if it is one of those accepted.

    Raises:
        OntologyError: it is not; the message offers the nearest names, or all when they are few.
    """
    if name in accepted:
        return name
    from difflib import get_close_matches  # which takes long to import, and most names are known

    names = sorted(accepted)
    near = get_close_matches(name, names, n=3, cutoff=0.6)
    some = names if len(names) <= FEW else [*names[:FEW], f"… ({len(names)} in ontology/kg.ttl)"]
    hint = f"did you mean {' or '.join(near)}?" if near else f"use {', '.join(some)}"
    raise OntologyError(f"{where}: unknown {what} {name!r}; {hint}")


def check_class(name: str, *, where: str) -> str:
    """Return `name` if `kg.ttl` has such a class, else raise OntologyError."""
    return check_name(name, load_vocabulary().classes, what="class", where=where)


def check_property(name: str, *, where: str) -> str:
    """Return `name` if `kg.ttl` has such a property, else raise OntologyError."""
    return check_name(name, load_vocabulary().properties, what="property", where=where)


@cache
def _list_event_roles() -> frozenset[str]:
    return frozenset(list_roles(load_vocabulary(), "event"))


def check_role(name: str, *, where: str) -> str:
    """Return `name` if `kg.ttl` has such a role or qualifier of an event, else raise OntologyError."""
    return check_name(name, _list_event_roles(), what="role", where=where)


def check_metric(name: str, *, where: str) -> str:
    """Return `name` if `kg.ttl` has such a metric, else raise OntologyError."""
    return check_name(name, load_vocabulary().metrics, what="metric", where=where)
