"""Sentences shown where no fact answers."""

import pyoxigraph as ox
import pytest

from kg.questions import answer_question


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("国产Model 3的零部件本地化率是多少？", "零部件本地化率约为30%"),
        ("小天鹅什么时候退市？", "小天鹅从深圳证券交易所退市"),
    ],
)
def test_the_nearest_sentence_is_quoted_and_never_told_as_an_answer(
    packaged: ox.Store, question: str, told: str
) -> None:
    answer = answer_question(packaged, question)
    assert answer.verdict in ("empty", "unknown") and not answer.table.rows
    assert told in answer.quotes[0].text and answer.quotes[0].document and answer.quotes[0].title


@pytest.mark.parametrize("question", ["明天北京会下雨吗？", "雷军的爱好是什么？", "小米在法国排第几？"])
def test_a_name_alone_brings_no_sentence(packaged: ox.Store, question: str) -> None:
    assert not answer_question(packaged, question).quotes


def test_an_article_that_only_names_whom_a_question_is_about_tells_of_others(packaged: ox.Store) -> None:
    assert not answer_question(packaged, "拼多多 年活跃买家").quotes
