"""Plans in, their rows out: equals in turn until one finds something, then what is left without a date or a class."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.graph.telling import Teller
from kg.questions.filling import CURRENT, WORDS, fill_query, list_texts, wrap_count
from kg.questions.matching import Plan
from kg.questions.rows import Table, count_answers, run_rows

ALIKE = 0.001  # plans whose scores differ by less explain the same
DROPPABLE = ("date", "kind", "status")  # slots that may be left aside, told as such, where nothing is found with them
LOOSE = {"planned", "former"}  # statuses that everyday speech gives to what is done (要, 过去), unlike 否认 and 传闻


@dataclass(frozen=True, slots=True)
class Run:
    """A plan that was run.

    `quoted` tells that the words it ignores stand in the sentences of all its rows. `dropped` are words of a date or
    class with which nothing was found; `dated` tells that what was found is of another date.
    """

    plan: Plan
    sparql: str
    table: Table
    quoted: bool = False
    dropped: str = ""
    dated: bool = False


def run_best(teller: Teller, plans: Sequence[Plan]) -> list[Run]:
    """Return the plans that explain most of the question, run: those that found something, else the first of all."""
    best = [plan for plan in plans if plan.score >= plans[0].score - ALIKE]
    # What answers anything with something is no answer where a relation was asked after and nothing is known of it.
    best = [plan for plan in best if plan is best[0] or not plan.template.whole]
    found: list[Run] = []
    for plan in best:
        if found and plan.template.prefer < found[0].plan.template.prefer:
            break
        run = run_plan(teller, plan)
        if run.table.rows:
            found.append(run)
    if found or not best:
        return found
    freer = [_run_without(teller, plan, slot) for plan in best for slot in _list_droppable(plan)]
    freer.sort(key=lambda run: run.dated)
    return [run for run in freer if run.table.rows][:1] or [run_plan(teller, best[0])]


def run_plan(teller: Teller, plan: Plan) -> Run:
    """Run a plan, first with the words it ignores as a condition on the sentences, then without."""
    if plan.ignored and f"${WORDS}" in plan.template.query:
        query = fill_query(plan, base=teller.base, words=list_texts(plan.ignored))
        table = run_rows(teller, query)
        if table.rows:
            return Run(plan, query, table, quoted=True)
    if plan.guessing:
        return Run(plan, fill_query(plan, base=teller.base), Table((), ()))
    query = fill_query(plan, base=teller.base, current=_asks_of_now(plan))
    table = run_rows(teller, query)
    if not table.rows and _asks_of_now(plan):
        query = fill_query(plan, base=teller.base)
        table = run_rows(teller, query)
    if plan.counted and "answer" in table.columns:
        query = wrap_count(query, "" if "status" in plan.filled or "?state" not in query else "?state = kg:asserted")
        table = replace(table, total=count_answers(teller, query))
    return Run(plan, query, table)


def _asks_of_now(plan: Plan) -> bool:
    """Tell whether a query can leave out what holds no longer, and the question names neither a status nor a time."""
    past = any(reading.kind in ("status", "date") or reading.status for _, reading in plan.filled.values())
    return f"${CURRENT}" in plan.template.query and not past


def _list_droppable(plan: Plan) -> list[str]:
    """Return the slots that narrow a question about a name; without a name nothing else is left to hold on to."""
    named = any(reading.kind == "entity" for _, reading in plan.filled.values())
    names = [slot.name for slot in plan.template.may if named and slot.name in plan.filled and slot.name in DROPPABLE]
    return [name for name in names if name != "status" or set(plan.filled[name][1].names) <= LOOSE]


def _run_without(teller: Teller, plan: Plan, slot: str) -> Run:
    filled = {name: fill for name, fill in plan.filled.items() if name != slot}
    run = run_plan(teller, replace(plan, filled=filled))
    table, when = run.table, run.table.list_cells("when")
    undated = tuple(row for row, cell in zip(table.rows, when, strict=True) if not cell.text) if when else table.rows
    if slot == "date" and undated:  # what tells no date may well be of this one
        run = replace(run, table=replace(table, rows=undated))
    return replace(run, dropped=plan.filled[slot][0].text, dated=slot == "date" and not undated)
