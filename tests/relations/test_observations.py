"""Figures: whose, of what, for when and where."""

import pytest

from tests.relations.reading import list_figures, read

FIGURES = [
    ("[甲骨智能|Company]去年营收为186亿元，同比增长9%。", ("甲骨智能", "revenue", "18600000000CNY", "asserted")),
    ("[甲骨智能|Company]去年营收为186亿元，同比增长9%。", ("甲骨智能", "revenueGrowth", "9%", "asserted")),
    ("[甲骨智能|Company]预计今年净利润达到3亿元。", ("甲骨智能", "netProfit", "300000000CNY", "planned")),
    ("[甲骨智能|Company]去年亏损2.5亿元。", ("甲骨智能", "netProfit", "-250000000CNY", "asserted")),
    ("[甲骨智能|Company]拥有10万名员工。", ("甲骨智能", "employees", "100000名", "asserted")),
    ("[甲骨智能|Company]股价大跌6.9%，报9.63港元。", ("甲骨智能", "sharePriceChange", "-6.9%", "asserted")),
    ("[甲骨智能|Company]股价大跌6.9%，报9.63港元。", ("甲骨智能", "sharePrice", "9.63HKD", "asserted")),
    ("[甲骨智能|Company]手握超过400亿现金。", ("甲骨智能", "cash", "40000000000CNY", "asserted")),
    ("[甲骨智能|Company]持有[南岭传感|Company]12%股权。", ("甲骨智能", "stake", "12%", "asserted")),
    ("[甲骨智能|Company]发布季报，净利润为5亿元。", ("甲骨智能", "netProfit", "500000000CNY", "asserted")),
    ("[甲骨智能|Company]在[印度|Country]市场份额达到20%。", ("甲骨智能", "marketShare", "20%", "asserted")),
]


@pytest.mark.parametrize(("text", "figure"), FIGURES, ids=[f"{i}-{f[1]}" for i, (_, f) in enumerate(FIGURES)])
def test_figure_is_read(text: str, figure: tuple[str, str, str, str]):
    assert figure in list_figures(text)


NOBODYS = [
    "主要股指今年至少上涨3.16%。",  # no entity owns it
    "[甲骨智能|Company]的净利润低于市场预期的190亿元。",  # an expectation is no result
    "[甲骨智能|Company]今年的营收会达到200亿元吗？",
    "[甲骨智能|Company]推出小组第3号方案。",
]


@pytest.mark.parametrize("text", NOBODYS)
def test_figure_without_owner_or_claim_is_left_out(text: str):
    assert not list_figures(text)


def test_observation_keeps_place_period_and_exclusion():
    text = "截至2019年底，[甲骨智能|Company]在[印度|Country]连接设备数达到1.32亿台（不包含手机）。"
    found = next(e for e in read(text).evidence if e.kind == "observation")
    roles = {role: getattr(end, "text", "") for role, end in found.roles}
    assert roles["place"] == "印度"
    assert roles["exclusion"] == "不包含手机"
    assert {"date", "period"} & set(roles)
