"""A question that was not answered in, questions that the graph can answer out, about the things it names."""

from collections import Counter
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from itertools import islice

import pyoxigraph as ox

from kg.graph.telling import Teller
from kg.graph.terms import ALT_LABEL, PREF_LABEL
from kg.ontology.vocabulary import KG, RDF, load_vocabulary
from kg.questions.tokens import Question, Thing
from kg.questions.words import load_words

MOST = 5
SOME = 20_000  # facts looked at for what a graph is about
LIKE = 0.5  # of a word's characters that a name must share to be taken for a slip of it
MANY = 100  # names compared letter by letter
_PREDICATE = ox.NamedNode(RDF + "predicate")
_ENDS = (ox.NamedNode(RDF + "subject"), ox.NamedNode(RDF + "object"))


def suggest_questions(teller: Teller, question: Question) -> Iterator[str]:
    """Yield up to MOST questions: after the properties and metrics asked for first, then after what else is known."""
    things = [thing for token in question.tokens for r in token.readings if r.kind == "entity" for thing in r.things]
    found: dict[str, float] = {}
    wanted = {name for token in question.tokens for reading in token.readings for name in reading.names}
    for thing in things:
        for offer, name, count in _list_offers(teller, thing):
            found[offer] = max(found.get(offer, 0.0), count + (1000.0 if name in wanted else 0.0))
    asked = question.text.rstrip("？?")
    ranked = sorted((offer for offer in found if offer.rstrip("？") != asked), key=lambda offer: (-found[offer], offer))
    yield from ranked[:MOST]
    if not things:
        yield from _suggest_names(teller, question)


def suggest_openers(teller: Teller) -> Iterator[str]:
    """Yield up to MOST questions on what most facts of the graph are about, each after something else.

    Only some of the facts are looked at, so that a graph of any size answers at once.
    """
    counts: Counter[str] = Counter()
    for end in (_ENDS[0], ox.NamedNode(KG + "about")):
        quads = islice(teller.store.quads_for_pattern(None, end, None, ox.DefaultGraph()), SOME)
        counts.update(quad.object.value for quad in quads if isinstance(quad.object, ox.NamedNode))
    asked: set[str] = set()
    for iri in sorted(counts, key=lambda iri: (-counts[iri], iri))[: 2 * MOST]:
        thing = Thing(iri, teller.label(ox.NamedNode(iri)), frozenset())
        offers = sorted(_list_offers(teller, thing), key=lambda offer: (-offer[2], offer[0]))
        chosen = next(((text, name) for text, name, _ in offers if name not in asked), None)
        if chosen and len(asked) < MOST:
            asked.add(chosen[1])
            yield chosen[0]


def _list_offers(teller: Teller, thing: Thing) -> Iterator[tuple[str, str, int]]:
    """Yield questions about a thing that have an answer, each with the property or metric and how many facts it has."""
    node = ox.NamedNode(thing.iri)
    about = load_words().about
    for end, predicate in enumerate(_ENDS):
        counts = Counter(name for name in _list_properties(teller, node, predicate))
        for name, count in counts.items():
            offer = about.get(name, ("", ""))[end]
            if offer:
                yield offer.format(name=thing.label), name, count
    metrics = Counter(_list_metrics(teller, node))
    for name, count in metrics.items():
        yield f"{thing.label}的{load_vocabulary().metrics[name].zh}是多少？", name, count


def _list_properties(teller: Teller, node: ox.NamedNode, end: ox.NamedNode) -> Iterator[str]:
    for quad in teller.store.quads_for_pattern(None, end, node, ox.DefaultGraph()):
        for found in teller.store.quads_for_pattern(quad.subject, _PREDICATE, None, ox.DefaultGraph()):
            if isinstance(found.object, ox.NamedNode):
                yield found.object.value.removeprefix(KG)


def _list_metrics(teller: Teller, node: ox.NamedNode) -> Iterator[str]:
    for quad in teller.store.quads_for_pattern(None, ox.NamedNode(KG + "about"), node, ox.DefaultGraph()):
        for found in teller.store.quads_for_pattern(quad.subject, ox.NamedNode(KG + "metric"), None, ox.DefaultGraph()):
            if isinstance(found.object, ox.NamedNode):
                yield found.object.value.removeprefix(KG)


def _keep_likely(word: str, labels: Iterable[str]) -> list[str]:
    """Return the labels that share enough characters with a word to be close to it at all, the likeliest first."""
    wanted = set(word)
    shared = {label: 2 * len(wanted & set(label)) / (len(word) + len(label)) for label in labels}
    likely = sorted((label for label, share in shared.items() if share >= LIKE), key=lambda n: (-shared[n], n))
    return likely[:MANY]


def _suggest_names(teller: Teller, question: Question) -> Iterator[str]:
    """Yield the question with an unknown word replaced by the nearest names of the graph."""
    unknown = [token for token in question.tokens if token.unknown and len(token.text.strip()) > 1]
    if not unknown:
        return
    labels = {
        quad.object.value
        for label in (PREF_LABEL, ALT_LABEL)
        for quad in teller.store.quads_for_pattern(None, label, None, ox.DefaultGraph())
        if isinstance(quad.object, ox.Literal) and isinstance(quad.subject, ox.NamedNode)
        if quad.subject.value.startswith(f"{teller.base}entity/")
    }
    for token in unknown:
        for name in get_close_matches(token.text, _keep_likely(token.text, labels), n=2, cutoff=LIKE):
            yield f"{question.text[: token.start]}{name}{question.text[token.end :]}"
