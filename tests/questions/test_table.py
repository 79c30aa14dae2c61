"""The table of questions on the packaged articles: nearly all answered rightly, and nothing wrong told as sure."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.questions import Answer, answer_question
from kg.questions.templates import load_templates

TABLE = Path(__file__).parent.parent / "cases" / "questions.toml"
LEAST_QUESTIONS, LEAST_PARAPHRASES, LEAST_RIGHT = 300, 15, 0.9
LEAST_QUOTED = 0.6  # of what the articles say and no fact answers


@dataclass(frozen=True)
class Case:
    """A question of the table; see its head for what the fields mean."""

    ask: str
    kind: str
    answers: tuple[str, ...] = ()
    more: bool = False
    status: str = ""
    none: bool = False
    fresh: bool = False
    paraphrase: bool = False
    source: str = ""


def load_cases() -> list[Case]:
    cases = [Case(**case) for case in tomllib.loads(TABLE.read_text(encoding="utf-8"))["question"]]
    assert len(cases) >= LEAST_QUESTIONS, f"{TABLE}: {len(cases)} questions"
    return cases


def is_right(case: Case, answer: Answer) -> bool:
    """Tell whether an answer says what the table wants: nothing where it wants nothing, else all of it and no more."""
    if case.none:
        return answer.verdict in ("empty", "unknown")
    said = " ".join(answer.said)
    if answer.verdict not in ("sure", "unsure") or not all(wanted in said for wanted in case.answers):
        return False
    if case.status and case.status not in {row.state for row in answer.table.rows}:
        return False
    cells = [cell.text for cell in answer.table.list_cells("answer")]
    return case.more or all(any(wanted in cell for wanted in case.answers) for cell in cells)


def is_quoted(case: Case, answer: Answer) -> bool:
    """Tell whether the sentences quoted in place of an answer say what the table wants."""
    told = " ".join(quote.text for quote in answer.quotes)
    return all(wanted in told for wanted in case.answers)


@pytest.fixture(scope="session")
def answers(packaged: ox.Store) -> list[tuple[Case, Answer]]:
    return [(case, answer_question(packaged, case.ask)) for case in load_cases()]


def tell(answers: list[tuple[Case, Answer]]) -> str:
    return "\n".join(f"{case.ask} → {answer.verdict}: {' '.join(answer.said)}" for case, answer in answers)


def test_nine_of_ten_questions_are_answered_rightly(answers: list[tuple[Case, Answer]]) -> None:
    wrong = [(case, answer) for case, answer in answers if not is_right(case, answer)]
    assert len(wrong) <= (1 - LEAST_RIGHT) * len(answers), tell(wrong)


def test_what_no_fact_answers_is_quoted(answers: list[tuple[Case, Answer]]) -> None:
    unread = [(case, answer) for case, answer in answers if case.answers and answer.verdict in ("empty", "unknown")]
    missed = [(case, answer) for case, answer in unread if not is_quoted(case, answer)]
    assert unread and len(missed) <= (1 - LEAST_QUOTED) * len(unread), tell(missed)


def test_nothing_wrong_is_told_as_sure(answers: list[tuple[Case, Answer]]) -> None:
    sure = [(case, answer) for case, answer in answers if answer.verdict == "sure" and not is_right(case, answer)]
    assert not sure, tell(sure)


def test_every_answer_has_its_query_and_its_sentences(answers: list[tuple[Case, Answer]]) -> None:
    told = [(case, answer) for case, answer in answers if answer.verdict in ("sure", "unsure")]
    bare = [(c, a) for c, a in told if not a.sparql or not a.statements and any(row.fact for row in a.table.rows)]
    assert told and not bare, tell(bare)
    assert all(statement.sentences for _, answer in told for statement in answer.statements)


def test_what_is_not_understood_says_so_and_offers_questions(packaged: ox.Store) -> None:
    answer = answer_question(packaged, "小米在法国排第几？")
    assert answer.verdict == "unknown" and answer.notes == ("图谱里没有“法国”",) and not answer.table.rows
    assert answer.offers
    for offer in answer.offers:
        assert answer_question(packaged, offer).verdict == "sure", offer


@pytest.mark.parametrize(
    "question",
    [
        "今天晚饭吃什么？",
        "1+1等于几？",
        "帮我写一首关于春天的诗",
        "小米的味道怎么样？",
        "谁是世界上最帅的人",
        "阿里巴巴和四十大盗的故事",
        "asdfgh qwerty",
        "马云的女儿叫什么名字？",
        "特斯拉明年股价会涨到多少？",
        "华为2030年的营收是多少？",
        "宁德时代在月球有工厂吗？",
        "比亚迪的车安全吗？",
    ],
)
def test_what_is_out_of_scope_is_never_answered_and_always_told_what_to_ask(packaged: ox.Store, question: str) -> None:
    answer = answer_question(packaged, question)
    assert answer.verdict in ("empty", "unknown") and (answer.understood or answer.notes)
    assert answer.offers and answer_question(packaged, answer.offers[0]).verdict == "sure"


def test_the_paraphrases_are_no_copies_of_a_template() -> None:
    examples = {strip(example) for template in load_templates() for example in template.examples}
    paraphrases = [case.ask for case in load_cases() if case.paraphrase]
    assert len(paraphrases) >= LEAST_PARAPHRASES
    assert not examples & {strip(ask) for ask in paraphrases}


def strip(question: str) -> str:
    return question.rstrip("？?。 ")
