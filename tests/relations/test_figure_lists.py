"""Lists of figures: of ranks, changes, parts of a sum and parts of a company."""

import pytest

from tests.relations.reading import list_figures, name, read

FIRMS = ("甲骨智能", "南岭传感", "东川银行")
FIRST, SECOND, THIRD = (f"[{firm}|Company]" for firm in FIRMS)
RANK_LISTS = [
    (f"去年销量前三分别为{FIRST}、{SECOND}、{THIRD}。", {("甲骨智能", 1), ("南岭传感", 2), ("东川银行", 3)}),
    (f"按管理规模计算，{SECOND}和{THIRD}分列第二、三位。", {("南岭传感", 2), ("东川银行", 3)}),
    (f"{SECOND}、{THIRD}分别位列出货量排行榜第四和第五。", {("南岭传感", 4), ("东川银行", 5)}),
    (
        f"{FIRST}去年销量已跻身市场前三名。前两名分别为{SECOND}与{THIRD}。",
        {("甲骨智能", 3), ("南岭传感", 1), ("东川银行", 2)},
    ),
    (f"营业收入前三甲分别是{FIRST}、某某技术、{SECOND}、{THIRD}。", set()),  # more names than ranks
    (f"前三大股东分别为{FIRST}、{SECOND}、{THIRD}。", set()),
    (f"甲公司的重仓股按市值计算，{FIRST}、{SECOND}分列第2、3位。", set()),
]


@pytest.mark.parametrize(("text", "ranks"), RANK_LISTS)
def test_listed_ranks_are_those_of_the_listed_names(text: str, ranks: set[tuple[str, int]]):
    found = [e for e in read(text).evidence if e.predicate == "rank"]
    assert {(name(e.subject), e.object.number) for e in found} == ranks


CHANGES = [
    ("净利润5亿元，同比增长7%，环比下降3%", {("netProfitGrowth", 7, "同"), ("netProfitGrowth", -3, "环")}),
    ("净利润5亿元，同比、环比分别增长7%、3%", {("netProfitGrowth", 7, "同"), ("netProfitGrowth", 3, "环")}),
    ("营收8亿元，净利润5亿元，同比分别增长7%和下降3%", {("revenueGrowth", 7, "同"), ("netProfitGrowth", -3, "同")}),
    ("营收和净利润同比分别增长7%和下降3%", {("revenueGrowth", 7, "同"), ("netProfitGrowth", -3, "同")}),
    (
        "营收8亿元，净利润5亿元，同比、环比分别增长7%、3%",
        {("netProfitGrowth", 7, "同"), ("netProfitGrowth", 3, "环")},
    ),
]
BASES = {"year-on-year": "同", "quarter-on-quarter": "环"}


@pytest.mark.parametrize(("text", "changes"), CHANGES)
def test_listed_changes_keep_what_they_compare_with(text: str, changes: set[tuple[str, int, str]]):
    found = [e for e in read(f"[甲骨智能|Company]去年四季度{text}。").evidence if e.predicate.endswith("Growth")]
    assert {(e.predicate, e.object.number, BASES.get(e.object.base, "")) for e in found} == changes


@pytest.mark.parametrize(
    ("text", "shares"),
    [
        (
            f"去年[电动车|Product~]销量120万辆，其中{FIRST}77.1万辆，{SECOND}30万辆。",
            {("甲骨智能", "sales", "电动车"), ("南岭传感", "sales", "电动车"), ("电动车", "sales", "")},
        ),
        (f"去年电动车总销量为120万辆，其中，{FIRST}售出77.1万辆。", {("甲骨智能", "sales", "")}),
        (f"去年电动车总销量为120万辆，其中{FIRST}230万辆。", set()),  # more than all
        (f"{FIRST}去年营收80亿元，其中{SECOND}20亿元。", {("甲骨智能", "revenue", "")}),  # a customer's?
    ],
)
def test_parts_of_a_sum_are_those_of_the_names_beside_them(text: str, shares: set[tuple[str, str, str]]):
    found = [e for e in read(text).evidence if e.kind == "observation"]
    assert {(name(e.subject), e.predicate, name(dict(e.roles).get("scope"))) for e in found} == shares


SEGMENTS = [
    (
        "[甲骨智能|Company]上半年营收80亿元。分业务看，云服务收入30亿元，同比增长20%；广告业务收入2亿元；游戏收入3亿元。",
        {("", "80亿元"), ("云服务", "30亿元"), ("云服务", "20%"), ("广告业务", "2亿元"), ("游戏", "3亿元")},
    ),
    (
        "[甲骨智能|Company]去年营收80亿元，其中服务业务收入20亿元，毛利率40%，公司整体毛利率21%。",
        {("", "80亿元"), ("服务业务", "20亿元"), ("服务业务", "40%")},
    ),
    (
        "[甲骨智能|Company]四季度营收80亿元。在新兴业务和其他领域，公司加大投入。四季度营收为3亿元。公司净利润5亿元。",
        {("", "80亿元"), ("新兴业务和其他领域", "3亿元"), ("", "5亿元")},
    ),
    (
        "[甲骨智能|Company]公布年报，去年智能硬件板块实现营业收入12亿元；软件板块实现营业收入3亿元。",
        {("智能硬件板块", "12亿元"), ("软件板块", "3亿元")},
    ),
    ("[甲骨智能|Company]股价涨5%。银行业务收入增长3亿元。", {("", "5%")}),  # whose?
    (
        "[甲骨智能|Company]去年营收80亿元。[南岭传感|Company]云业务收入2亿元，广告业务收入1亿元。",
        {("", "80亿元"), ("云业务", "2亿元"), ("广告业务", "1亿元")},
    ),
]


@pytest.mark.parametrize(("text", "parts"), SEGMENTS)
def test_figures_of_parts_are_not_those_of_the_whole(text: str, parts: set[tuple[str, str]]):
    found = [e for e in read(text).evidence if e.kind == "observation"]
    assert {(name(dict(e.roles).get("scope")), e.object.text) for e in found} == parts


def test_parts_are_those_of_whose_figures_were_told_last():
    text = "[甲骨智能|Company]去年营收80亿元。[南岭传感|Company]云业务收入2亿元，广告业务收入1亿元。"
    assert ("南岭传感", "revenue", "100000000CNY", "asserted") in list_figures(text)


def test_a_region_s_figure_keeps_the_region():
    text = "[甲骨智能|Company]去年营收80亿元。分地区看，[亚洲|Place]市场收入40亿元，[北美|Place]收入10亿元。"
    roles = [dict(e.roles) for e in read(text).evidence if e.kind == "observation"]
    assert [name(found.get("place")) for found in roles] == ["", "亚洲", "北美"]
    assert not any("scope" in found for found in roles)
