"""A node of the store in, what a page shows of it out: names in the reader's language, facts with their sentences.

Nodes are looked up by pattern, which costs as much as there is to show. What is asked of hubs is bounded.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

import pyoxigraph as ox

from kg.graph.iris import DCTERMS, OA, PROV, make_prefixes
from kg.graph.results import shorten_term
from kg.graph.store import VOCABULARY
from kg.ontology.vocabulary import KG, RDF, RDFS, SKOS, Vocabulary, load_vocabulary
from kg.view.styles import TYPES

MANY = 400  # facts or statements of one node; a page that is longer helps nobody
LABELS = (SKOS + "prefLabel", RDFS + "label", DCTERMS + "title", "https://schema.org/name")
NAMES = (SKOS + "prefLabel", SKOS + "altLabel")
Language = str  # "zh" or "en"
Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Found = Mapping[str, list[Term]]


@dataclass(frozen=True, slots=True)
class Link:
    """A thing to point at: `kind` is the class it is drawn as, empty where it has none; `iri` is empty for a text."""

    name: str
    iri: str = ""
    kind: str = ""


class Reader:
    """Reads one store in one language; keeps the names it has looked up."""

    def __init__(self, store: ox.Store, base: str, language: Language) -> None:
        self.store, self.base, self.language = store, base, language
        self._links: dict[str, Link] = {}
        self._prefixes = make_prefixes(base)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The vocabulary of kg."""
        return load_vocabulary()

    def properties(self, node: ox.NamedNode) -> Found:
        """Return what is asserted of a node, or said in the vocabulary: by property, values sorted."""
        found: dict[str, list[Term]] = {}
        for graph in (ox.DefaultGraph(), VOCABULARY):
            for quad in islice(self.store.quads_for_pattern(node, None, None, graph), MANY):
                found.setdefault(quad.predicate.value, []).append(quad.object)
        return {name: sorted(values, key=str) for name, values in sorted(found.items())}

    def link(self, term: Term) -> Link:
        """Return a term as something to point at."""
        if not isinstance(term, ox.NamedNode):
            return Link(term.value if isinstance(term, ox.Literal) else str(term))
        if term.value not in self._links:
            found = self.properties(term)
            self._links[term.value] = Link(self._name(term.value, found), term.value, self.kind(found))
        return self._links[term.value]

    def is_fact(self, node: ox.NamedNode) -> bool:
        """Tell whether a node is a fact of the graph."""
        return node.value.startswith(f"{self.base}fact/")

    def _name(self, iri: str, found: Found) -> str:
        texts = [term for label in LABELS for term in found.get(label, []) if isinstance(term, ox.Literal)]
        chosen = [term.value for term in texts if term.language == self.language] or [term.value for term in texts]
        if chosen:
            return chosen[0]
        if iri.startswith(KG):
            return self.name_term(iri.removeprefix(KG))
        return shorten_term(ox.NamedNode(iri), self._prefixes)

    def name_term(self, name: str) -> str:
        """Return what a class, property, metric, unit or status of the vocabulary is called."""
        known = self.vocabulary
        for group in (known.classes, known.properties, known.metrics, known.statuses):
            if name in group:
                return str(getattr(group[name], self.language))
        return name

    def kind(self, found: Found) -> str:
        """Return the class that a node is drawn as: its own or the nearest above that has a style."""
        lines = ((name, *self.vocabulary.classes[name].parents) for name in self.classes(found))
        return next((name for line in lines for name in line if name in TYPES), "")

    def classes(self, found: Found) -> list[str]:
        """Return the most specific classes of a node by name, a role such as Market after what it is."""
        types = [term.value.removeprefix(KG) for term in found.get(RDF + "type", []) if isinstance(term, ox.NamedNode)]
        types = [name for name in types if name in self.vocabulary.classes]
        above = {parent for name in types for parent in self.vocabulary.classes[name].parents}
        return sorted((name for name in types if name not in above), key=lambda name: (name == "Market", name))

    def find_facts(self, node: Term) -> Iterator[ox.NamedNode]:
        """Yield the facts that a node has a part in, each once."""
        head = f"{self.base}fact/"
        seen = set()
        for quad in self.store.quads_for_pattern(None, None, node, ox.DefaultGraph()):
            fact = quad.subject
            if isinstance(fact, ox.NamedNode) and fact.value.startswith(head) and fact not in seen:
                seen.add(fact)
                yield fact

    def find_named(self, name: str) -> list[ox.NamedNode]:
        """Return the things that bear a name, in any language or none, sorted."""
        literals = [ox.Literal(name, language="zh"), ox.Literal(name, language="en"), ox.Literal(name)]
        found = {
            quad.subject
            for label in (*NAMES, *LABELS[1:])
            for literal in literals
            for quad in islice(self.store.quads_for_pattern(None, ox.NamedNode(label), literal, None), MANY)
            if isinstance(quad.subject, ox.NamedNode)
        }
        return sorted(found, key=lambda node: node.value)


def read_one(found: Found, name: str) -> str:
    """Return a property's only or first value as text, empty where there is none."""
    term = next(iter(found.get(name, [])), None)
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else ""


def read_nodes(found: Found, name: str) -> list[ox.NamedNode]:
    """Return a property's values that are nodes."""
    return [term for term in found.get(name, []) if isinstance(term, ox.NamedNode)]


SPEAKER, DERIVED_FROM, EXACT, START = KG + "speaker", PROV + "wasDerivedFrom", OA + "exact", OA + "start"
