"""Described strategies found where somebody has them, and not where a phrase only praises or grades."""

import pytest

from kg.mentions.strategies import find_described_strategies, find_quoted_strategies


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("青禾电气制定了面向海外渠道布局的策略。", ["面向海外渠道布局的策略"]),
        ("青禾电气坚持大容量、长寿命为主的产品战略。", ["大容量、长寿命为主的产品战略"]),
        ("青禾电气一直走开放合作的路线。", ["开放合作的路线"]),
        ("青禾电气采取了更加激进的策略。", []),
        ("青禾电气采取了最适合当下的竞争策略。", []),
        ("面向海外渠道布局的策略遭到质疑。", []),
        ("青禾电气走通了路线图。", []),
    ],
)
def test_phrases_behind_a_verb_of_having_one(text: str, names: list[str]) -> None:
    found = list(find_described_strategies(text))
    assert [mention.text for mention in found] == names
    assert all(text[m.start : m.end] == m.text and m.generic for m in found)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("青禾电气的核心战略是“储能×出海”。", ["“储能×出海”"]),
        ("青禾电气奉行“质量为先，服务为先”的策略。", ["“质量为先，服务为先”的策略"]),
        ("青禾电气的对手是“储能×出海”。", []),
    ],
)
def test_quotations_that_are_strategies(text: str, names: list[str]) -> None:
    assert [mention.text for mention in find_quoted_strategies(text)] == names
