"""A Chinese question to a store in, an answer out: the SPARQL it means, its rows, their sentences, and how sure it is.

The plan that explains most of the question is run first; equals follow until one finds something. Words that no plan
explains are looked for in the sentences and named in the answer, so nothing is told as sure that left words aside.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pyoxigraph as ox

from kg.errors import InputError
from kg.expressions import compile_re
from kg.graph.telling import Teller
from kg.questions.answers import Answer, join_answers
from kg.questions.filling import list_texts
from kg.questions.matching import Plan, find_plans
from kg.questions.nesting import find_nested
from kg.questions.parts import find_parts
from kg.questions.quoting import find_quotes
from kg.questions.reading import read_question
from kg.questions.rows import MOST_ROWS, list_facts
from kg.questions.running import ALIKE, Run, run_best
from kg.questions.suggesting import suggest_openers, suggest_questions
from kg.questions.telling import tell_answer, tell_understood
from kg.questions.templates import load_templates
from kg.questions.tokens import Question

LONGEST = 300  # characters of a question; longer texts are articles
FLOOR = 0.6  # of the question that a plan must explain to be run at all
_RELATIVE = compile_re("[今去前明后本]年|上一年|[本上]个?[月季]")
DEEPEST = 2  # descriptions within descriptions
MOST_STATEMENTS = 20  # facts told with their sentences


def answer_question(store: ox.Store, text: str) -> Answer:
    """Return the answer to a Chinese question.

    Raises:
        InputError: the question is empty or too long.
    """
    asked = " ".join(text.split())
    if not asked:
        raise InputError("the question is empty; ask something, such as 小米的董事长是谁？")
    if len(asked) > LONGEST:
        raise InputError(f"the question has {len(asked)} characters; {LONGEST} at most are accepted")
    teller = Teller(store)
    question = _read(teller, asked)
    answer = _answer(teller, question, depth=0)
    if answer.verdict in ("empty", "unknown"):
        for place in question.longer:
            other = _answer(teller, read_question(teller, question.text, without=place), depth=0)
            if other.verdict == "sure":
                return other
    return answer


def _answer(teller: Teller, question: Question, *, depth: int) -> Answer:
    plans = _list_plans(question)
    whole = bool(plans) and plans[0].score > 1 - ALIKE
    if depth < DEEPEST and not (whole and not plans[0].several):
        joined = _answer_parts(teller, question, depth)
        if joined is not None:
            return joined
    if depth < DEEPEST and not whole:
        nested = _answer_nested(teller, question, depth)
        if nested is not None:
            return nested
    runs = run_best(teller, plans)
    if runs and runs[0].table.rows:
        return _make_answer(teller, question, runs)
    if depth < DEEPEST and whole and not plans[0].several:  # what nothing is known of together may be known apart
        joined = _answer_parts(teller, question, depth)
        if joined is not None:
            return joined
    return _make_failure(teller, question, plans, runs)


def _list_plans(question: Question) -> list[Plan]:
    """Return the plans that explain enough of a question, the best first."""
    return [plan for plan in find_plans(question, load_templates()) if not plan.blocked and plan.score >= FLOOR]


def _read(teller: Teller, text: str) -> Question:
    """Return the question read; where words are unknown, it may be written in Traditional characters."""
    question = read_question(teller, text)
    if any(token.unknown for token in question.tokens):
        from kg.documents.script import simplify_text  # loads every reader of documents

        simplified = simplify_text(text)
        if simplified != text:
            return read_question(teller, simplified)
    return question


def _answer_parts(teller: Teller, question: Question, depth: int) -> Answer | None:
    """Return the answers to what a question asks at once as one, if it asks several things and some can be told."""
    parts = find_parts(question)
    answers = [_answer(teller, _read(teller, part), depth=depth + 1) for part in parts]
    verdicts = {answer.verdict for answer in answers}
    if "unknown" in verdicts or not verdicts & {"sure", "empty"}:
        return None
    return join_answers(question.text, answers)


def _answer_nested(teller: Teller, question: Question, depth: int) -> Answer | None:
    """Return the answer to a question about what it only describes, if it can be told for sure what that is."""
    for nested in find_nested(question):
        inner = _answer(teller, _read(teller, nested.inner), depth=depth + 1)
        cells = dict.fromkeys(inner.table.list_cells("answer"))
        if inner.verdict != "sure" or len(cells) != 1 or not next(iter(cells)).iri:
            continue
        outer = _answer(teller, _read(teller, nested.make_outer(next(iter(cells)).text)), depth=depth + 1)
        if outer.verdict in ("sure", "empty"):
            return replace(
                outer,
                question=question.text,
                notes=(*(f"先问“{nested.inner}”：{line}" for line in inner.said), *outer.notes),
                understood=(*inner.understood, *outer.understood),
                sparql=f"# {nested.inner} {''.join(inner.said[:1])}\n# {outer.question}\n{outer.sparql}",
                statements=(*inner.statements, *outer.statements),
            )
    return None


def _make_answer(teller: Teller, question: Question, runs: Sequence[Run]) -> Answer:
    run = runs[0]
    rivals = [other for other in runs[1:] if other.table.list_cells("answer") != run.table.list_cells("answer")]
    unused = list_texts(run.plan.ignored)
    facts = [ox.NamedNode(fact) for fact in list_facts(run.table)][:MOST_STATEMENTS]
    notes = list(_list_notes(question, run, unused))
    notes += [f"也可以理解为：{other.plan.template.help}" for other in rivals]
    if run.plan.several:
        notes.append("问题不止一问，只回答了其中一问")
    sure = not unused and not rivals and not run.dropped and not run.plan.several
    statements = tuple(map(teller.statement, facts))
    return Answer(
        question=question.text,
        verdict="sure" if sure else "empty" if run.dated else "unsure",
        said=(*_tell_dropped(run), *tell_answer(question, run.plan, run.table, statements)),
        understood=tuple(tell_understood(question, run.plan)),
        unused=unused,
        notes=tuple(notes),
        offers=() if sure else tuple(suggest_questions(teller, question)),
        sparql=run.sparql,
        table=run.table,
        statements=statements,
        template=run.plan.template.id,
        score=round(run.plan.score, 3),
    )


def _tell_dropped(run: Run) -> list[str]:
    return [f"没有写明“{run.dropped}”的记载。不受此限的有："] if run.dropped else []


def _list_notes(question: Question, run: Run, unused: Sequence[str]) -> list[str]:
    notes = []
    if unused:
        words = "、".join(f"“{word}”" for word in unused)
        found = "只按字面在原句中找到" if run.quoted else "没有用上，答案可能不是所问"
        notes.append(f"{words}{found}")
    if run.table.cut:
        notes.append(f"只列出前 {MOST_ROWS} 行，其余可用下面的 SPARQL 查得")
    units = {row.unit for row in run.table.rows}
    if run.plan.template.shape in ("ranking", "compare") and len(units) > 1:
        notes.append("单位不同的数据不能相比，各列其首")
    periods = {cell.text for cell in run.table.list_cells("when")}
    if run.plan.template.shape in ("ranking", "compare") and len(periods) > 1:
        notes.append("各项数据的时间不同")
    return [*notes, *_note_dates(question, run.plan)]


def _note_dates(question: Question, plan: Plan | None) -> list[str]:
    """Return what 去年 was counted from."""
    written = plan.filled["date"][0].text if plan and "date" in plan.filled else ""
    relative = question.reference and _RELATIVE.match(written)
    return [f"“{written}”从最新的文章（{question.reference}）算起"] if relative else []


def _make_failure(teller: Teller, question: Question, plans: Sequence[Plan], runs: Sequence[Run]) -> Answer:
    """Return the answer to a question that was not understood, or of which the graph holds nothing."""
    run = runs[0] if runs else None
    plan = run.plan if run else next(iter(plans), None)
    unused = list_texts(plan.ignored) if plan else _list_unknown(question)
    empty = plan is not None and not unused
    said = "图谱里没有这方面的记载。" if empty else "没有把握理解这个问题，所以不作回答。"
    return Answer(
        question=question.text,
        verdict="empty" if empty else "unknown",
        said=(said,),
        understood=tuple(tell_understood(question, plan if empty else None)),
        unused=unused,
        notes=(*_note_dates(question, plan), *_note_unknown(question)),
        offers=tuple(_list_offers(teller, question)),
        sparql=run.sparql if run and empty else "",
        template=plan.template.id if plan and empty else "",
        score=round(plan.score, 3) if plan else 0.0,
        quotes=tuple(find_quotes(teller, question)),
    )


def _list_offers(teller: Teller, question: Question) -> Iterator[str]:
    """Yield questions to ask instead: on what the question names, with a slip mended, or on what the graph holds."""
    offers = list(suggest_questions(teller, question))
    if not any(token.find("entity") for token in question.tokens):
        offers = [offer for offer in offers if _list_plans(read_question(teller, offer))]
    yield from offers or suggest_openers(teller)


def _note_unknown(question: Question) -> list[str]:
    """Return which names of the question the graph lacks, and which words say nothing to it."""
    named = list_texts(token for token in question.tokens if token.find("unknown"))
    words = [word for word in _list_unknown(question) if word not in named]
    told = [("图谱里没有", named), ("没有认出", words)]
    return [f"{lead}{''.join(f'“{word}”' for word in found)}" for lead, found in told if found]


def _list_unknown(question: Question) -> tuple[str, ...]:
    return list_texts(token for token in question.tokens if token.unknown and token.text.strip())
