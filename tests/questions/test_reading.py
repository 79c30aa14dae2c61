"""Questions cut into tokens: they tile the text, names win over words, unknown words stay whole."""

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.graph.telling import Teller
from kg.questions.reading import read_question
from tests.graph.sample import make_sample
from tests.questions.conftest import make_store

STORE = make_store(make_sample())
SOME = [
    "星火电器",
    "蓝湖/科技",
    "收购",
    "了",
    "谁",
    "什么时候",
    "2023年",
    "第三季度",
    "前五",
    "120万台",
    "Spark",
    "甲乙",
    "？",
    " ",
]


@given(st.lists(st.one_of(st.sampled_from(SOME), st.text(max_size=4))).map("".join))
@settings(deadline=None)
def test_tokens_tile_a_question(text: str) -> None:
    tokens = read_question(Teller(STORE), text).tokens
    assert "".join(token.text for token in tokens) == text
    assert all(text[token.start : token.end] == token.text for token in tokens)
    assert [token.start for token in tokens] == [0, *[token.end for token in tokens]][: len(tokens)]


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("星火电器的创始人是谁？", ["星火电器", "的", "创始人", "是谁", "？"]),
        ("谁收购了蓝湖/科技", ["谁", "收购了", "蓝湖/科技"]),
        ("spark在哪些市场进入前五", ["spark", "在", "哪些", "市场", "进入", "前五"]),
        ("星火2023年第三季度卖了多少台空调", ["星火", "2023年第三季度", "卖了", "多少台", "空调"]),
        ("星火造不造空调", ["星火", "造不", "造", "空调"]),
        ("星火哪年上了市", ["星火", "哪年", "上了市"]),
        ("星火的空调销量", ["星火", "的", "空调", "销量"]),
        ("青瓷科技的老板是谁", ["青瓷", "科技", "的", "老板", "是谁"]),
    ],
)
def test_words_and_names_are_found(teller: Teller, question: str, words: list[str]) -> None:
    assert [token.text for token in read_question(teller, question).tokens] == words


@pytest.mark.parametrize("question", ["Sparkling的销量", "xSpark的销量", "Spark2的销量"])
def test_a_latin_name_is_a_whole_word(teller: Teller, question: str) -> None:
    assert not any(token.find("entity") for token in read_question(teller, question).tokens)


def test_a_latin_name_is_found_in_any_case(teller: Teller) -> None:
    (thing,) = read_question(teller, "SPARK APPLIANCES").tokens[0].find("entity").things
    assert thing.label == "星火电器" and "Organization" in thing.types


def test_a_name_that_only_the_gazetteer_knows_is_marked(teller: Teller) -> None:
    token = next(token for token in read_question(teller, "字节跳动的总裁").tokens if token.text == "字节跳动")
    assert token.unknown and token.find("unknown")


def test_an_empty_store_has_no_names_and_no_reference() -> None:
    question = read_question(Teller(ox.Store()), "小米去年的销量")
    assert not any(token.find("entity") for token in question.tokens) and question.reference == ""


def test_a_name_that_no_dictionary_has_stays_whole(teller: Teller) -> None:
    words = [token.text for token in read_question(teller, "星火电器收购狼爪花了多少钱？").tokens]
    assert words == ["星火电器", "收购", "狼爪", "花了多少钱", "？"]
