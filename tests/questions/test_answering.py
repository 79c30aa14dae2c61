"""Answers on the graph made by hand: statuses are told, words left over are named, errors are one line."""

from dataclasses import replace

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import InputError
from kg.model import Entity
from kg.questions import answer_question
from kg.questions.answering import LONGEST
from kg.questions.rows import MOST_ROWS
from tests.graph.sample import make_sample
from tests.questions.conftest import make_store

STORE = make_store(make_sample())


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("星火电器的创始人是谁？", "星火电器的创始人：林小满"),
        ("星火电器是什么时候成立的？", "星火电器成立：1998年5月"),
        ("星火计划进入哪个国家？", "星火电器计划进入：越南"),
        ("哪个品牌面向年轻家庭？", "面向年轻家庭的：“火花·SPARK”"),
        ("谁有传闻要收购蓝湖/科技？", "（传闻）收购蓝湖/科技的：星火电器"),
    ],
)
def test_a_question_is_answered_in_a_sentence(store: ox.Store, question: str, said: str) -> None:
    answer = answer_question(store, question)
    assert said in answer.said and answer.verdict == "sure"


def test_rumours_and_denials_are_told_as_such(store: ox.Store) -> None:
    answer = answer_question(store, "星火电器收购了谁？")
    assert answer.said == ("（传闻）星火电器收购：蓝湖/科技", "（被否认）星火电器收购：蓝湖/科技")
    truth = answer_question(store, "星火电器收购了蓝湖/科技吗？")
    assert truth.said[0].startswith("说法不止一种——只是传闻，未经证实（1 条）、不是，被否认或已停止（1 条）")


def test_answers_in_different_relations_are_told_apart(packaged: ox.Store) -> None:
    (said,) = answer_question(packaged, "小米在哪些市场？").said
    assert said.startswith("小米集团的市场：（") and "（计划进入）东欧、拉丁美洲、西欧" in said
    assert answer_question(packaged, "马化腾担任什么职务？").said == ("马化腾：腾讯（董事会主席、首席执行官）",)


def test_who_owns_it_is_not_answered_with_whatever_is_known(packaged: ox.Store) -> None:
    assert answer_question(packaged, "小米属于谁？").verdict == "empty"


def test_what_holds_no_longer_is_told_as_such(store: ox.Store) -> None:
    assert answer_question(store, "星火电器在哪里上市？").said == ("（曾经）星火电器上市：深交所",)


def test_who_led_before_is_left_out_where_somebody_leads_now(packaged: ox.Store) -> None:
    assert answer_question(packaged, "格力电器的董事长是谁？").said == ("格力电器的董事长：董明珠",)
    assert answer_question(packaged, "格力电器的前董事长是谁？").said == (
        "（曾经）格力电器的前董事长：朱江洪（董事长）",
    )


def test_words_left_over_are_named_and_make_the_answer_unsure(store: ox.Store) -> None:
    answer = answer_question(store, "星火电器稳健的创始人是谁？")
    assert answer.verdict == "unsure" and answer.unused == ("稳健",)
    assert answer.notes == ("“稳健”没有用上，答案可能不是所问",)


def test_words_left_over_are_looked_for_in_the_sentences(store: ox.Store) -> None:
    answer = answer_question(store, "星火电器年会上宣布进入哪个市场？")
    assert answer.unused and 'CONTAINS(?sentence, "' in answer.sparql


def test_a_name_left_over_is_never_passed_over(store: ox.Store) -> None:
    answer = answer_question(store, "星火电器的越南董事长是谁？")
    assert answer.verdict in ("empty", "unknown") and not answer.table.rows


@pytest.mark.parametrize("question", ["星火电器没有收购谁？", "除了星火电器，谁面向年轻家庭？"])
def test_a_denial_in_a_question_is_never_passed_over(store: ox.Store, question: str) -> None:
    assert answer_question(store, question).verdict == "unknown"


def test_another_year_is_no_answer(store: ox.Store) -> None:
    answer = answer_question(store, "星火电器2015年空调销量是多少？")
    assert answer.verdict == "empty" and answer.said[0] == "没有写明“2015年”的记载。不受此限的有："


def test_a_description_is_resolved_first(store: ox.Store) -> None:
    answer = answer_question(store, "星火电器的创始人担任什么职务？")
    assert answer.notes[0] == "先问“星火电器的创始人”：星火电器的创始人：林小满"
    assert answer.said == ("林小满：星火电器（创始人）",)
    assert answer.sparql.startswith("# 星火电器的创始人 ") and answer.sparql.count("SELECT") == 1


def test_what_is_counted_is_counted_by_the_query(store: ox.Store) -> None:
    answer = answer_question(store, "星火电器有几个品牌？")
    assert "图谱中有 1 个——" in answer.said[0] and answer.sparql.startswith(
        "SELECT (COUNT(DISTINCT ?answer) AS ?count)"
    )


def test_traditional_characters_are_understood(store: ox.Store) -> None:
    assert answer_question(store, "星火電器的創始人是誰？").said == ("星火电器的创始人：林小满",)


@pytest.mark.parametrize(
    ("question", "told"),
    [("", "the question is empty"), (" \n　", "the question is empty"), ("谁" * (LONGEST + 1), f"{LONGEST} at most")],
)
def test_a_question_that_is_none_is_one_line(store: ox.Store, question: str, told: str) -> None:
    with pytest.raises(InputError, match=told) as raised:
        answer_question(store, question)
    assert "\n" not in str(raised.value)


@given(st.text(min_size=1, max_size=30).filter(str.strip))
@settings(deadline=None)
def test_any_text_gets_an_answer_and_the_same_twice(text: str) -> None:
    assert answer_question(STORE, text) == answer_question(STORE, text)


def test_an_empty_store_knows_nothing() -> None:
    answer = answer_question(ox.Store(), "小米的董事长是谁？")
    assert answer.verdict == "unknown" and not answer.table.rows


def test_a_long_list_is_cut_and_still_counted_whole() -> None:
    many = MOST_ROWS + 50
    entities = {f"c{n}": Entity(f"c{n}", "Company", f"第{n}号公司") for n in range(many)}
    answer = answer_question(make_store(replace(make_sample(), entities=entities, facts={})), "图谱里有多少家公司？")
    assert answer.said[0].startswith(f"公司：图谱中有 {many} 个——") and len(answer.table.rows) == MOST_ROWS
    assert answer.notes == (f"只列出前 {MOST_ROWS} 行，其余可用下面的 SPARQL 查得",)


def test_two_questions_in_one_are_answered_each(store: ox.Store) -> None:
    answer = answer_question(store, "星火电器2023年空调销量是多少，增长了多少？")
    assert answer.said == ("星火电器的销量：超过120万台（2023年）", "星火电器的销量增长率：17.5%（2023年，同比）")


def test_a_year_needs_no_unit(store: ox.Store) -> None:
    assert answer_question(store, "星火电器 空调销量 2023").said == ("星火电器的销量：超过120万台（2023年）",)


def test_what_is_listed_is_a_firm_where_no_product_is_named(packaged: ox.Store) -> None:
    assert answer_question(packaged, "2019年有哪些公司上市了").said == ("上市：阿里巴巴集团（2019年11月26日）",)


def test_a_brand_stands_for_its_firm(packaged: ox.Store) -> None:
    assert "赵明" in answer_question(packaged, "荣耀的首席执行官是谁").said[0]


@pytest.mark.parametrize(("question", "mine"), [("星火电器什么时候成立", "成立"), ("星火电器什么时候成的立", "成的立")])
def test_understanding_is_told_word_by_word(store: ox.Store, question: str, mine: str) -> None:
    understood = dict(answer_question(store, question).understood)
    assert understood["星火电器"] == "星火电器（公司）" and "kg:foundedOn" in understood[mine]


def test_an_unknown_name_is_told_as_such_and_means_nothing(store: ox.Store) -> None:
    answer = answer_question(store, "字节跳动的总裁是谁")
    assert answer.notes == ("图谱里没有“字节跳动”",) and "字节跳动" not in dict(answer.understood)


def test_a_slip_in_a_name_is_offered_mended(store: ox.Store) -> None:
    assert "星火电器的创始人是谁" in answer_question(store, "星伙电器的创始人是谁").offers
