"""A query's solutions in, rows that people read out: labels for terms, figures in one cell, the facts behind."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

import pyoxigraph as ox

from kg.expressions import compile_re
from kg.graph.sparql import run_query
from kg.graph.telling import Teller
from kg.ontology.vocabulary import KG
from kg.questions.figures import tell_date, tell_number, tell_written

MOST_ROWS = 200  # of an answer: people read no more, and a graph may hold millions
_LIMITED = compile_re(r"^LIMIT \d+$", re.MULTILINE)
DATES = ("when",)
HIDDEN = ("fact", "sentence", "state")
FIGURE = ("value", "unit", "comparator", "written")  # told in one cell, in the place of the first
_BASES = {"year-on-year": "同比", "quarter-on-quarter": "环比", "month-on-month": "环比"}
STATES = ("asserted", "former", "planned", "rumoured", "denied")  # the order they are told in
HEADINGS = {
    "answer": "答案",
    "when": "时间",
    "value": "数值",
    "relation": "关系",
    "other": "另一方",
    "given": "对象",
    "about": "对象",
    "part": "所属对象",
    "org": "机构",
    "person": "人物",
    "title": "职务",
    "metric": "指标",
    "place": "地点",
    "event": "事件",
    "measure": "项目",
    "base": "比较基准",
    "organization": "机构",
}


@dataclass(frozen=True, slots=True)
class Cell:
    """What a row says under a heading; `iri` is empty for a literal."""

    text: str
    iri: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One solution. `state` is the status of its fact (asserted, planned, …), empty where there is none.

    `number` and `unit` are of the row's figure, for comparing.
    """

    cells: tuple[Cell, ...]
    state: str = ""
    fact: str = ""
    number: Decimal | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under their variables (`columns`) in the query's order, the asserted first.

    `cut` tells that there are more than MOST_ROWS; `total` is how many answers there are, where that was asked.
    """

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    cut: bool = False
    total: int | None = None

    def list_cells(self, column: str) -> list[Cell]:
        """Return the cells of a column, none if the table lacks it."""
        if column not in self.columns:
            return []
        place = self.columns.index(column)
        return [row.cells[place] for row in self.rows]


def run_rows(teller: Teller, query: str) -> Table:
    """Return what a SELECT query finds, each row once, up to MOST_ROWS of them."""
    limited = query if _LIMITED.search(query) else f"{query}\nLIMIT {MOST_ROWS + 1}"
    results = run_query(teller.store, limited, base=teller.base, origin="question")
    assert isinstance(results, ox.QuerySolutions)
    names = [variable.value for variable in results.variables]
    shown = [name for name in names if name not in (*HIDDEN, *FIGURE[1:])]
    found = list(results)
    rows = list(dict.fromkeys(_make_row(teller, solution, names, shown) for solution in found[:MOST_ROWS]))
    rows.sort(key=lambda row: STATES.index(row.state) if row.state in STATES else 0)
    kept = [place for place in range(len(shown)) if any(row.cells[place].text for row in rows)]
    return Table(
        columns=tuple(shown[place] for place in kept),
        rows=tuple(replace(row, cells=tuple(row.cells[place] for place in kept)) for row in rows),
        cut=len(found) > MOST_ROWS,
    )


def count_answers(teller: Teller, query: str) -> int:
    """Return what a query of `wrap_count` finds."""
    results = run_query(teller.store, query, base=teller.base, origin="question")
    assert isinstance(results, ox.QuerySolutions)
    return int(next(row["count"].value for row in results))


def _make_row(teller: Teller, solution: ox.QuerySolution, names: list[str], shown: list[str]) -> Row:
    terms = {name: solution[name] for name in names}
    texts = {name: term.value for name, term in terms.items() if isinstance(term, ox.Literal | ox.NamedNode)}
    number = Decimal(texts["value"]) if "value" in texts else None
    cells = tuple(_make_cell(teller, name, terms[name], texts, number) for name in shown)
    state = texts.get("state", "").removeprefix(KG)
    return Row(cells, state, texts.get("fact", ""), number, texts.get("unit", ""))


def _make_cell(teller: Teller, name: str, term: object, texts: dict[str, str], number: Decimal | None) -> Cell:
    if name == "value" and number is not None:
        return Cell(_tell_figure(texts, number))
    if name == "base" and name in texts:
        return Cell(_BASES.get(texts[name], texts[name]))
    if isinstance(term, ox.NamedNode):
        return Cell(teller.label(term), term.value)
    if isinstance(term, ox.Literal):
        return Cell(tell_date(term.value) if name in DATES or name == "answer" else term.value)
    return Cell("")


def _tell_figure(texts: dict[str, str], number: Decimal) -> str:
    if "written" in texts:
        return tell_written(texts["written"], number, texts.get("comparator", ""))
    return tell_number(number, texts.get("unit", ""), texts.get("comparator", ""))


def list_facts(table: Table) -> Iterator[str]:
    """Yield the IRIs of the facts behind the rows, each once, in their order."""
    yield from dict.fromkeys(row.fact for row in table.rows if row.fact)
