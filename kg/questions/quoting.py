"""A question that no fact answers in, the sentences of the graph that speak of the same things out.

Often an article says it in words that no pattern reads. A reader sees at once whether a sentence answers; it is never
told as an answer.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

import pyoxigraph as ox

from kg.expressions import compile_re
from kg.graph.iris import DCTERMS, decode_id
from kg.graph.sparql import run_query
from kg.graph.telling import Teller
from kg.questions.answers import Quote
from kg.questions.filling import quote
from kg.questions.tokens import Form, Kind, Question, Token
from kg.questions.words import load_words

MOST = 3  # sentences
MANY = 3000  # sentences looked at
NEAR = 0.6  # of the question's words, by weight, that a sentence holds to be shown at all
CLOSE = 0.85  # of the best sentence's score that another has to reach
NAME, WORD = 3.0, 2.0  # weights of what a sentence holds
AROUND = 0.5  # of one name's weight, where it is only in the sentence's document
FITTING = 0.1  # added where a sentence has a number or date that the question asks for
FIGURES = ("amount", "money", "count")  # what a question wants that is answered with a number
KINDS: tuple[Kind, ...] = ("relation", "event", "metric", "post", "class", "status", "quantity")
_NUMBER = compile_re(r"\d|[一二三四五六七八九十百千万亿]")
_DATE = compile_re(r"[\d年月][年月日]|[去今本当同]年")

Place = tuple[str, str]  # the IRI of a document, a sentence


def find_quotes(teller: Teller, question: Question) -> Iterator[Quote]:
    """Yield the sentences nearest to a question, the nearest first; none where nothing comes near."""
    words = {token: _list_words(token) for token in question.tokens if _matters(token)}
    names = [token for token in words if token.find("entity") or token.unknown]
    if not names or len(words) < 2:
        return
    asked = [token for token in words if token.find("metric")] if _asks_figure(question) else []
    weights = {token: _weigh(token, figure=token in asked) for token in words}
    total = sum(weights.values())
    spoken = [word for name in names for word in words[name]]
    scores: dict[Place, float] = {}
    for place in dict.fromkeys(_find_candidates(teller, names)):
        found = {token for token in words if any(word in place[1] for word in words[token])}
        if found.isdisjoint(names) and not _is_titled(teller, place[0], spoken):
            continue  # its article names one of them, but tells of others
        if asked and found.isdisjoint(asked):
            continue
        around = [token for token in names if token not in found and token.find("entity")][:1]
        score = sum(weights[token] for token in found) + AROUND * sum(weights[token] for token in around)
        said = found.difference(names) or len(found) > 1  # a name alone is said of anything
        # of 法国 an article on 印度 is none
        other = any(token.find("unknown") for token in names if token not in found)
        if said and not other and score / total >= NEAR:
            scores[place] = score / total + (FITTING if _fits(question, place[1]) else 0)
    least = CLOSE * max(scores.values(), default=0.0)
    ranked = sorted((place for place in scores if scores[place] >= least), key=lambda place: (-scores[place], place))
    yield from (_make_quote(teller, place) for place in ranked[:MOST])


def _matters(token: Token) -> bool:
    """Tell whether a sentence that answers is likely to hold the words."""
    if token.idle or not token.text.strip() or token.find("ask"):
        return False
    return token.unknown or any(reading.kind in ("entity", "date", *KINDS) for reading in token.readings)


def _weigh(token: Token, *, figure: bool) -> float:
    """Return how much a word tells of a sentence: most a name, and what is measured where a figure is asked for."""
    return NAME if token.find("entity") or token.unknown or figure else WORD


def _asks_figure(question: Question) -> bool:
    return any(token.find("ask", *FIGURES) for token in question.tokens)


def _list_words(token: Token) -> tuple[str, ...]:
    """Return the words that say the same as a question's: a thing's names, whatever else asks for a property."""
    words = {token.text.strip(): None}
    for reading in token.readings:
        words |= dict.fromkeys(name for thing in reading.things for name in thing.names)
        if reading.kind == "post":
            words |= dict.fromkeys(load_words().titles.get(reading.title, (reading.title,)))
        elif reading.kind in KINDS:
            words |= dict.fromkeys(_list_alike(reading.kind, reading.form, reading.names))
    return tuple(word for word in words if len(word) > 1 or word == token.text)


@cache
def _list_alike(kind: Kind, form: Form, names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words of questions that can mean one of these in the same part of speech."""
    found = load_words().readings.items()
    return tuple(
        word
        for word, readings in found
        if any((r.kind, r.form) == (kind, form) and set(r.names) & set(names) for r in readings)
    )


def _fits(question: Question, text: str) -> bool:
    asked = {name for token in question.tokens for r in token.readings if r.kind == "ask" for name in r.names}
    figure = asked.intersection(FIGURES) and _NUMBER.search(text)
    return bool(figure or ("time" in asked and _DATE.search(text)))


def _find_candidates(teller: Teller, names: Iterable[Token]) -> Iterator[Place]:
    """Yield the sentences of documents that mention a name; where there is none, those with words that are unknown."""
    things = [f"<{thing.iri}>" for token in names for reading in token.readings for thing in reading.things]
    if things:
        narrow = f"VALUES ?thing {{ {' '.join(things)} }} ?document kg:mentions ?thing . ?evidence oa:exact ?text ."
    else:
        tests = " || ".join(f"CONTAINS(?text, {quote(token.text.strip())})" for token in names)
        narrow = f"{{ ?evidence oa:exact ?text FILTER({tests}) }}"
    query = f"SELECT ?document ?text {{ {narrow} ?evidence kg:document ?document }} LIMIT {MANY}"
    results = run_query(teller.store, query, infer=False, base=teller.base, origin="question")
    assert isinstance(results, ox.QuerySolutions)
    yield from ((row["document"].value, row["text"].value) for row in results)


def _make_quote(teller: Teller, place: Place) -> Quote:
    document, text = place
    id = decode_id(document.removeprefix(f"{teller.base}document/"))
    return Quote(id, _find_title(teller, document), " ".join(text.split()))


def _is_titled(teller: Teller, document: str, words: Sequence[str]) -> bool:
    title = _find_title(teller, document)
    return any(word in title for word in words)


def _find_title(teller: Teller, document: str) -> str:
    titles = teller.properties(ox.NamedNode(document)).get(DCTERMS + "title", [])
    return titles[0].value if titles else ""
