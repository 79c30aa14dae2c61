"""Companies that only a stock's code or a round of financing behind them tells."""

import pytest

from kg.mentions.company_contexts import find_companies_by_context
from kg.text.tagger import load_tagger

CASES = [
    ("东岚创建(00113)5月8日回购3000股。", ["东岚创建"]),
    ("智讯获悉，岭南家庭互动（02100.HK）早盘急升。", ["岭南家庭互动"]),
    ("Northern Gamma(NGM.US)发布财报。", ["Northern Gamma"]),
    ("5月8日，蜜瓜猫宣布完成2亿元B轮融资。", ["蜜瓜猫"]),
    ("编程教育平台蜜瓜猫完成天使轮融资。", ["蜜瓜猫"]),
    ("该公司宣布完成B轮融资。", []),
    ("三板龙头(899301)上涨1%。", []),
    ("他买了两种产品(600118)。", []),
]


@pytest.mark.parametrize(("text", "names"), CASES, ids=[text for text, _ in CASES])
def test_name_is_read_from_what_stands_behind_it(text: str, names: list[str]):
    (tokens,) = load_tagger().tag([text])
    found = list(find_companies_by_context(text, list(tokens), []))
    assert [mention.text for mention in found] == names
    assert all(text[m.start : m.end] == m.text and m.type == "Company" for m in found)
