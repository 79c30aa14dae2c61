"""What one question asks at once, and answers to its parts made one."""

import pyoxigraph as ox
import pytest

from kg.graph.sparql import run_query
from kg.graph.telling import Teller
from kg.questions import answer_question
from kg.questions.parts import find_parts
from kg.questions.reading import read_question


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("星火电器的创始人和董事长分别是谁？", ("星火电器的创始人分别是谁？", "星火电器的董事长分别是谁？")),
        ("星火电器在哪里、什么时候上市的？", ("星火电器在哪里上市的？", "星火电器什么时候上市的？")),
        ("星火电器什么时候在哪里上市的？", ("星火电器什么时候上市的？", "星火电器在哪里上市的？")),
        ("星火电器是谁创立的，总部在什么地方？", ("星火电器是谁创立的", "星火电器总部在什么地方？")),
        ("星火电器和蓝湖/科技的创始人是谁？", ("星火电器的创始人是谁？", "蓝湖/科技的创始人是谁？")),
        ("星火电器的营收、净利润和市值各是多少？", ("星火电器的营收各是多少？", "星火电器的净利润各是多少？", "星火电器的市值各是多少？")),
        ("星火电器的创始人是谁？", ()),
        ("谁收购了谁？", ()),
    ],
)  # fmt: skip
def test_a_question_is_parted_where_it_asks_several_things(
    store: ox.Store, question: str, parts: tuple[str, ...]
) -> None:
    assert find_parts(read_question(Teller(store), question)) == parts


def test_the_parts_are_answered_as_one(store: ox.Store) -> None:
    answer = answer_question(store, "星火电器是谁创立的，是什么时候成立的？")
    assert answer.verdict == "sure" and len(answer.said) == 2
    assert "林小满" in answer.said[0] and "1998年5月" in answer.said[1]
    assert len({len(row.cells) for row in answer.table.rows}) == 1
    rows = run_query(store, answer.sparql)
    assert isinstance(rows, ox.QuerySolutions) and len(list(rows)) == len(answer.table.rows) == 2


def test_a_part_without_an_answer_is_named_and_makes_the_whole_unsure(store: ox.Store) -> None:
    answer = answer_question(store, "星火电器和蓝湖/科技的创始人是谁？")
    assert answer.verdict == "unsure" and "林小满" in answer.said[0]
    assert any("蓝湖/科技的创始人是谁" in note for note in answer.notes)
