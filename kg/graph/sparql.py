"""Run a SPARQL query on a store: our prefixes known, conclusions included, no request ever leaving the machine.

pyoxigraph 0.5.13 follows SERVICE to any address and has no switch against it, so a query that uses it is refused here.
"""

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from kg.errors import InputError
from kg.expressions import compile_re
from kg.graph.inference import INFERRED
from kg.graph.iris import BASE, make_prefixes

Results = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples

# SPARQL 1.1, section 19.8: what a keyword could be mistaken in. Names before words, since a name holds words.
TOKEN = compile_re(
    r"""
      (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    | (?P<string>\"{3}(?:[^"\\]|\\.|"(?!""))*\"{3} | '{3}(?:[^'\\]|\\.|'(?!''))*'{3}
        | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*')
    | (?P<comment>\#[^\n\r]*)
    | (?P<variable>[?$]\w+)
    | (?P<tag>@[a-zA-Z]+(?:-[a-zA-Z0-9]+)*)
    | (?P<name>(?:\w(?:[\w.-]*[\w-])?)?:(?:\w|:|%[0-9A-Fa-f]{2}|\\.|[.·-](?=[\w:%\\.·-]))*)
    | (?P<word>\w+)
    | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_ADDRESS = compile_re(r"(?:https?|ftp|file):/", re.IGNORECASE)
_ESCAPE = compile_re(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_PLACE = compile_re(r"error at (\d+):(\d+): expected (?:one of )?(.*)", re.DOTALL)
_SENTENCE = compile_re(r"(?:^|, )([A-Z][a-z]+(?: [A-Za-z]+)+)")
_KEYWORD = compile_re(r"(?:^|, )([A-Z]{2,}(?: [A-Z]+)?)\b")
_SHOWN = 24  # characters of the query in a message: enough to find the place


@dataclass(frozen=True, slots=True)
class Dataset:
    """The graphs, by IRI, that a request asks over in place of those the query names; a graph not here is empty."""

    default: Sequence[str] = ()
    named: Sequence[str] = ()


def run_query(
    store: ox.Store,
    text: str,
    *,
    infer: bool = True,
    base: str = BASE,
    origin: str = "query",
    dataset: Dataset | None = None,
) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
    """Return the results of a SPARQL 1.1 query, read lazily; `origin` is what messages call the query.

    Without FROM or a dataset the default graph is what is asserted and, unless `infer` is off, what follows from it.

    Raises:
        InputError: the query is malformed, uses SERVICE or a function unknown, or names a graph that is not here.
    """
    words = set(find_keywords(text))
    if "SERVICE" in words:
        raise InputError(f"{origin}: SERVICE is refused, since no request leaves this machine; ask the graph alone")
    default: list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph] | None = [ox.DefaultGraph()]
    named: list[ox.NamedNode | ox.BlankNode] | None = None
    if dataset is not None:
        default, named = [*_make_nodes(dataset.default, origin)], [*_make_nodes(dataset.named, origin)]
    elif "FROM" in words:
        default = None
        _check_graphs(store, _find_sources(text), origin)
    elif infer:
        default = [ox.DefaultGraph(), INFERRED]
    try:
        return store.query(text, base_iri=base, prefixes=make_prefixes(base), default_graph=default, named_graphs=named)
    except SyntaxError as error:
        raise InputError(_explain_error(text, str(error), origin)) from error
    except RuntimeError as error:
        raise InputError(f"{origin}: {' '.join(str(error).split())}; use the functions of SPARQL 1.1") from error


def _check_graphs(store: ox.Store, iris: Iterable[str], origin: str) -> None:
    """Refuse addresses that name no graph of the store: an empty answer would hide that nothing is fetched.

    Where a request names them in place of the query they are empty graphs, as the W3C's tests of the protocol have it.
    """
    for iri in iris:
        if _ADDRESS.match(iri) and not store.contains_named_graph(ox.NamedNode(iri)):
            raise InputError(f"{origin}: no graph <{iri}> is here, and none is fetched from elsewhere")


def _find_sources(text: str) -> Iterator[str]:
    """Yield the IRIs that stand in full after FROM and FROM NAMED."""
    tokens = [match[0] for match in TOKEN.finditer(text) if match[0].strip() and match.lastgroup != "comment"]
    for word, following, next_but_one in zip(tokens, tokens[1:], [*tokens[2:], ""], strict=False):
        if word.upper() == "FROM":
            yield (next_but_one if following.upper() == "NAMED" else following).strip("<>")


def _make_nodes(iris: Sequence[str], origin: str) -> Iterator[ox.NamedNode]:
    for iri in iris:
        try:
            yield ox.NamedNode(iri)
        except ValueError as error:
            raise InputError(f"{origin}: {iri!r} names no graph ({error}); an absolute IRI is needed") from error


def find_keywords(text: str) -> Iterator[str]:
    """Yield the words of a query that are neither names, strings, IRIs, variables nor comments, in capitals.

    Read twice: the standard resolves \\u escapes before anything else, pyoxigraph 0.5.13 only inside strings and IRIs.
    A quote written as an escape would hide what follows it from one of the two.
    """
    for reading in dict.fromkeys((text, _ESCAPE.sub(_resolve, text))):
        for match in TOKEN.finditer(reading):
            if match.lastgroup == "word":
                yield match["word"].upper()


def _resolve(escape: re.Match[str]) -> str:
    code = int(escape[1] or escape[2], 16)
    return chr(code) if code <= sys.maxunicode else escape[0]


def _explain_error(text: str, message: str, origin: str) -> str:
    """Return one line of pyoxigraph's many: where, at which words, and what could stand there."""
    match = _PLACE.match(message)
    if not match:
        return f"{origin}: {' '.join(message.split())}"
    line, column, expected = int(match[1]), int(match[2]), " ".join(match[3].split())
    rest = text.split("\n")[line - 1][column - 1 :].strip() if text.strip() else ""
    place = f"malformed at {rest[:_SHOWN]!r}" if rest else "malformed at its end" if text.strip() else "it is empty"
    reasons, keywords = _SENTENCE.findall(expected), sorted(set(_KEYWORD.findall(expected)) - {"LATERAL", "SERVICE"})
    if not text.strip() or keywords and set(keywords) <= {"CONSTRUCT", "DESCRIBE", "ASK", "SELECT"}:
        hint = "SELECT, ASK, CONSTRUCT or DESCRIBE is needed"
    elif reasons:
        hint = "; ".join(reason[0].lower() + reason[1:] for reason in reasons)
    else:
        hint = f"expected {', '.join([*keywords, 'a term'])}" if "[" in expected else "a character is missing"
    return f"{origin}, line {line}, column {column}: {place}; {hint}"
