"""A row of a result in, the facts that it rests on out: those that say most of what stands in the row.

A row can hold identifiers, or only names and figures, as the saved queries show them. So each value is looked for in
what facts say: their ends, details, classes, documents, by identifier or by any name.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice

import pyoxigraph as ox

from kg.ontology.vocabulary import KG
from kg.server.facts import Fact, read_facts
from kg.server.reading import DERIVED_FROM, EXACT, LABELS, MANY, NAMES, Reader, Term, read_nodes

SHOWN = 12  # facts of one row


def parse_term(binding: Mapping[str, str]) -> Term | None:
    """Return a value of a SPARQL result in JSON as a term, None where no fact could hold it.

    Raises:
        ValueError: it is no term of RDF.
    """
    value = binding["value"]
    if binding["type"] == "uri":
        return ox.NamedNode(value)
    if binding["type"] != "literal":
        return None
    if language := binding.get("xml:lang"):
        return ox.Literal(value, language=language)
    datatype = binding.get("datatype")
    return ox.Literal(value, datatype=ox.NamedNode(datatype)) if datatype else ox.Literal(value)


def match_facts(reader: Reader, terms: Sequence[Term], *, hints: Iterable[str]) -> list[Fact]:
    """Return the facts that say the most of these values, by date; none where no fact says any.

    Of facts that say as much, those that use the most of `hints`, the terms that the query names.
    """
    exact = [fact for term in terms for fact in _find_exact(reader, term)]
    if exact:
        return read_facts(reader, dict.fromkeys(exact[:SHOWN]))
    wanted = {_write(term) for term in terms}
    hinted = set(hints)
    words = {fact: _list_words(reader, fact) for fact in _find_candidates(reader, terms)}
    scores = {fact: (len(wanted & found), len(hinted & found)) for fact, found in words.items()}
    best = max(scores.values(), default=(0, 0))
    chosen = [fact for fact, score in scores.items() if score == best]
    return read_facts(reader, sorted(chosen, key=lambda fact: fact.value)[:SHOWN])


def _write(term: Term) -> str:
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else str(term)


def _find_exact(reader: Reader, term: Term) -> Iterable[ox.NamedNode]:
    """Return the fact that a term is, or those that it is evidence of, as its node or its sentence."""
    if isinstance(term, ox.NamedNode) and term.value.startswith(f"{reader.base}fact/"):
        return [term]
    evidence: list[Term] = []
    if isinstance(term, ox.NamedNode) and term.value.startswith(f"{reader.base}evidence/"):
        evidence = [term]
    return _find_derived(reader, evidence)


def _find_derived(reader: Reader, evidence: Iterable[Term]) -> list[ox.NamedNode]:
    derived = ox.NamedNode(DERIVED_FROM)
    return [
        quad.subject
        for node in evidence
        for quad in reader.store.quads_for_pattern(None, derived, node, ox.DefaultGraph())
        if isinstance(quad.subject, ox.NamedNode)
    ]


def _find_candidates(reader: Reader, terms: Iterable[Term]) -> dict[ox.NamedNode, None]:
    """Return the facts that any of the values leads to."""
    found: dict[ox.NamedNode, None] = {}
    for term in terms:
        nodes: list[Term] = [term]
        if isinstance(term, ox.Literal):
            quoted = reader.store.quads_for_pattern(None, ox.NamedNode(EXACT), term, ox.DefaultGraph())
            evidence = [quad.subject for quad in islice(quoted, MANY)]
            found |= dict.fromkeys(_find_derived(reader, evidence))
            nodes += [node for node in reader.find_named(term.value) if not node.value.startswith(KG)]
        for node in nodes:
            found |= dict.fromkeys(islice(reader.find_facts(node), MANY))
    return found


def _list_words(reader: Reader, fact: ox.NamedNode) -> set[str]:
    """Return all that a fact says: its values, every name of what it is about, its sentences and their documents."""
    found = reader.properties(fact)
    words = set()
    for terms in found.values():
        for term in terms:
            words |= _list_names(reader, term)
    for evidence in read_nodes(found, DERIVED_FROM):
        for name in (EXACT, KG + "document"):
            for term in reader.properties(evidence).get(name, []):
                words |= _list_names(reader, term)
    return words


def _list_names(reader: Reader, term: Term) -> set[str]:
    words = {_write(term)}
    if isinstance(term, ox.NamedNode):
        found = reader.properties(term)
        words |= {_write(name) for label in (*LABELS, *NAMES) for name in found.get(label, [])}
    return words
