"""The server's own queries: rows with their terms, for its pages and its description."""

import json
from dataclasses import dataclass
from typing import Any, Literal

from kg.server.frames import Query
from kg.server.pool import Pool


@dataclass(frozen=True, slots=True)
class Term:
    """An IRI, a literal or a blank node; `language` is that of a literal that has one."""

    kind: Literal["uri", "literal", "bnode", "triple"]
    value: str
    language: str = ""


Row = dict[str, Term]


async def ask_rows(pool: Pool, text: str) -> list[Row]:
    """Return the rows of a query of our own, which is small enough to hold.

    Raises:
        RefusedError: the server is busy, or the query took too long.
    """
    data = bytearray()
    async with pool.ask(Query(text=text, rows="json", truth="json", graph="")) as answer:
        async for block in answer.read_blocks():
            data += block
    return [{name: _make_term(term) for name, term in row.items()} for row in json.loads(data)["results"]["bindings"]]


def _make_term(term: dict[str, Any]) -> Term:
    value = term["value"]
    return Term(term["type"], value if isinstance(value, str) else "", term.get("xml:lang", ""))


def quote_iri(iri: str) -> str:
    """Return an IRI as SPARQL writes it; what can't stand in one is escaped, so that none can end it.

    >>> quote_iri("https://example.org/kg/entity/小米> ?p")
    '<https://example.org/kg/entity/小米%3E%20?p>'
    """
    return "<" + "".join(f"%{ord(char):02X}" if char in _NOT_IN_IRI else char for char in iri) + ">"


_NOT_IN_IRI = frozenset('<>"{}|^`\\') | {chr(code) for code in range(0x21)}


def quote_text(text: str) -> str:
    """Return a text as a SPARQL string.

    >>> print(quote_text('他说"好"\\n'))
    "他说\\"好\\"\\n"
    """
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")
