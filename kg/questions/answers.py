"""The answer to a question, and answers to the parts of a question made one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from textwrap import indent
from typing import Literal, TypeVar

from kg.expressions import compile_re
from kg.graph.telling import Statement
from kg.questions.rows import Cell, Row, Table

T = TypeVar("T")

_NAMES = compile_re(r"\?\w+")
_COMPUTED = compile_re(r"\(.* AS (\?\w+)\)")  # (COUNT(DISTINCT ?answer) AS ?count)

Verdict = Literal["sure", "unsure", "empty", "unknown"]


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence of a document that speaks of what was asked."""

    document: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a question.

    `verdict`: `sure` (every word that matters was used), `unsure` (some were not, or another reading fits as well),
    `empty` (understood, and the graph holds nothing of it), `unknown` (not understood; nothing was answered).
    `said` is the answer in sentences, `understood` what was read out of the words, `unused` the words left over,
    `notes` what to keep in mind, `offers` questions that the graph can answer. `score` is the share of the question
    that was explained, 0 to 1. `quotes` are sentences nearest to a question that no fact answers, the nearest first.
    """

    question: str
    verdict: Verdict
    said: tuple[str, ...]
    understood: tuple[tuple[str, str], ...]
    unused: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()
    sparql: str = ""
    table: Table = Table((), ())
    statements: tuple[Statement, ...] = ()
    template: str = ""
    score: float = 0.0
    quotes: tuple[Quote, ...] = ()


def join_answers(question: str, answers: Sequence[Answer]) -> Answer:
    """Return the answers to the parts of a question as one; sure where each of them is."""
    failed = [answer for answer in answers if answer.verdict not in ("sure", "unsure")]
    if len(failed) == len(answers):
        return replace(failed[0], question=question, quotes=_join(answer.quotes for answer in failed))
    missing = tuple(f"“{answer.question}”：{answer.said[0]}" for answer in failed)
    return Answer(
        question=question,
        verdict="sure" if all(answer.verdict == "sure" for answer in answers) else "unsure",
        said=tuple(line for answer in answers if answer not in failed for line in answer.said),
        understood=_join(answer.understood for answer in answers),
        unused=_join(answer.unused for answer in answers),
        notes=_join([*(answer.notes for answer in answers), missing]),
        offers=_join(answer.offers for answer in answers),
        sparql=join_queries([(answer.question, answer.sparql) for answer in answers if answer.sparql]),
        table=join_tables([answer.table for answer in answers]),
        statements=_join(answer.statements for answer in answers),
        template="+".join(dict.fromkeys(answer.template for answer in answers if answer.template)),
        score=min(answer.score for answer in answers),
        quotes=_join(answer.quotes for answer in failed),
    )


def join_queries(queries: Sequence[tuple[str, str]]) -> str:
    """Return queries, each with what it asks, as one that has the rows of all."""
    if len(queries) < 2:
        return "".join(query for _, query in queries)
    names = _join(_NAMES.findall(_COMPUTED.sub(r"\1", query.partition("WHERE")[0])) for _, query in queries)
    parts = (f"  {{\n    # {asked}\n{indent(query.strip(), '    ')}\n  }}" for asked, query in queries)
    return f"SELECT {' '.join(names)} WHERE {{\n" + " UNION\n".join(parts) + "\n}\n"


def join_tables(tables: Sequence[Table]) -> Table:
    """Return tables one below the other, with the columns of all."""
    columns = _join(table.columns for table in tables)
    return Table(columns, tuple(_widen(row, table, columns) for table in tables for row in table.rows))


def _widen(row: Row, table: Table, columns: Sequence[str]) -> Row:
    cells = dict(zip(table.columns, row.cells, strict=True))
    return replace(row, cells=tuple(cells.get(column, Cell("")) for column in columns))


def _join(groups: Iterable[Iterable[T]]) -> tuple[T, ...]:
    """Return what groups hold, each once."""
    return tuple(dict.fromkeys(each for group in groups for each in group))
