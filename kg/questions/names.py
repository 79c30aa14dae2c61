"""A question in, the names of the store's entities in it out.

Every stretch of the question is looked up among the labels, so that it costs the same in a graph of any size.
"""

import re
from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kg.graph.telling import Teller
from kg.graph.terms import ALT_LABEL, PREF_LABEL
from kg.ontology.vocabulary import KG, RDF
from kg.questions.tokens import Reading, Thing, Token
from kg.questions.words import load_words

LONGEST = 30  # characters of a name
SHORTEST = 2
LANGUAGES = ("zh", "en")
_TYPE = ox.NamedNode(RDF + "type")


def find_names(teller: Teller, text: str) -> Iterator[Token]:
    """Yield every stretch of a text that is the label of entities, overlapping ones too."""
    for start in range(len(text)):
        for end in range(start + SHORTEST, min(len(text), start + LONGEST) + 1):
            if _stands_alone(text, start, end):
                name = text[start:end]
                things = tuple(_find_things(teller, name)) or tuple(_find_joined(teller, name))
                things += tuple(_find_firms(teller, name, things))
                if things:
                    yield Token(start, end, text[start:end], (Reading("entity", things=things),))
    yield from _find_synonyms(teller, text)


def _find_synonyms(teller: Teller, text: str) -> Iterator[Token]:
    """Yield everyday names of things that the store knows by another label (车 for 汽车)."""
    for word, labels in load_words().synonyms.items():
        things = tuple(thing for label in labels for thing in _find_things(teller, label)) if word in text else ()
        if things:
            for match in re.finditer(re.escape(word), text):
                yield Token(match.start(), match.end(), word, (Reading("entity", things=things),))


def _find_firms(teller: Teller, name: str, things: Iterable[Thing]) -> Iterator[Thing]:
    """Yield the companies of the graph that a brand's name may mean as well (荣耀: 荣耀终端, 新荣耀)."""
    types = {type for thing in things for type in thing.types}
    if "Brand" in types and "Company" not in types:
        forms = load_words().firms
        found = {thing.iri: thing for form in forms for thing in _find_things(teller, form.format(name=name))}
        yield from (thing for _, thing in sorted(found.items()) if "Company" in thing.types)


def find_exchanges(teller: Teller, places: Iterable[Thing]) -> tuple[Thing, ...]:
    """Return the exchanges named after places: 香港交易所 after 香港."""
    names = [
        f"{place.label}{ending}" for place in places if "Place" in place.types for ending in load_words().exchanges
    ]
    found = {thing.iri: thing for name in names for thing in _find_things(teller, name)}
    return tuple(found.values())


def _find_joined(teller: Teller, name: str) -> Iterator[Thing]:
    """Yield what a name with 的 within means without it (小米的手机: 小米手机)."""
    first, middle, last = name.partition("的")
    if first and last and middle:
        yield from _find_things(teller, first + last)


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Tell whether a stretch neither begins nor ends with a space, nor cuts a Latin word."""
    if text[start].isspace() or text[end - 1].isspace():
        return False
    cuts_before = start > 0 and _is_latin(text[start]) and _is_latin(text[start - 1])
    cuts_after = end < len(text) and _is_latin(text[end - 1]) and _is_latin(text[end])
    return not cuts_before and not cuts_after


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _find_things(teller: Teller, name: str) -> Iterator[Thing]:
    found: dict[str, ox.NamedNode] = {}
    for form in dict.fromkeys((name, name.upper(), name.lower(), name.title(), name.capitalize())):
        for language in LANGUAGES:
            for label in (PREF_LABEL, ALT_LABEL):
                literal = ox.Literal(form, language=language)
                for quad in teller.store.quads_for_pattern(None, label, literal, ox.DefaultGraph()):
                    if isinstance(quad.subject, ox.NamedNode) and quad.subject.value.startswith(
                        f"{teller.base}entity/"
                    ):
                        found[quad.subject.value] = quad.subject
    for iri, node in sorted(found.items()):
        quads = teller.store.quads_for_pattern(node, _TYPE, None, ox.DefaultGraph())
        types = frozenset(q.object.value.removeprefix(KG) for q in quads if isinstance(q.object, ox.NamedNode))
        yield Thing(iri, teller.label(node), types, tuple(_list_labels(teller, node)))


def _list_labels(teller: Teller, node: ox.NamedNode) -> list[str]:
    quads = [
        quad
        for label in (PREF_LABEL, ALT_LABEL)
        for quad in teller.store.quads_for_pattern(node, label, None, ox.DefaultGraph())
    ]
    return sorted({quad.object.value for quad in quads if isinstance(quad.object, ox.Literal)})
