"""Articles that contradict each other are told, and those that only seem to are not."""

import pytest

from kg.documents import read_documents
from kg.linking.conflicts import FIGURE, FOUNDED, POST, TOO_EARLY, find_conflicts
from kg.pipeline import build_graph

ARTICLES = [
    # different values of one figure for one period
    ("2023-03-20", "海尔智家3月20日发布年报，2022年公司实现营业收入2435亿元，净利润147.1亿元。"),
    ("2023-03-25", "海尔智家2022年营业收入2289亿元，净利润147亿元，经营稳健。"),
    ("2022-10-28", "三一重工第三季度营收188亿元，前三季度营收585亿元。"),
    ("2022-10-29", "三一重工2022年第三季度营业收入190.5亿元，同比下降10%。"),
    # rounded, of the first count, foreseen
    ("2023-01-20", "比亚迪1月20日公布业绩快报，2022年实现营业收入4240亿元，净利润168亿元。"),
    ("2023-03-29", "比亚迪2022年营业收入4240.61亿元，净利润166.22亿元。"),
    ("2023-01-15", "长安汽车预计2022年净利润亏损11亿元至13亿元。"),
    ("2023-04-28", "长安汽车2022年净亏损14.57亿元。"),
    # of another base, part, place or stretch of time
    ("2023-04-28", "药明康德2022年实现净利润88亿元。"),
    ("2023-04-29", "药明康德2022年经调整净利润93.99亿元，母公司净利润41亿元，主营业务收入9亿元。"),
    ("2023-04-30", "药明康德2022年营业收入393亿元。"),
    ("2022-08-22", "传音控股2022年上半年在非洲手机出货量3200万台。"),
    ("2022-08-28", "传音控股2022年上半年在印度手机出货量420万台。"),
    ("2023-01-30", "网易2022年第四季度营收253亿元。在创新业务及其他领域，公司加大投入。四季度营收为18亿元。"),
    ("2023-01-31", "2022自然年网易营收规模达到965亿元，去年12月销售金额约71亿元。放眼全年，销售金额约960亿元。"),
    ("2023-02-01", "网易2022年12月销售金额71.2亿元，9月季度营收244亿元，2022年9月营收81亿元。"),
    # two holders of one post
    ("2022-05-10", "蔚来首席执行官李斌周二表示，新车将按期交付。"),
    ("2022-05-20", "蔚来首席执行官秦力洪在论坛上说，换电站还要继续建。"),
    # side by side, for the time being, one behind the other, once, or misspelt
    ("2022-08-22", "商汤科技联席首席执行官张文会见了客户。"),
    ("2022-08-23", "商汤科技联席首席执行官徐冰出席了活动。"),
    ("2022-06-01", "西门子能源临时首席执行官汉斯·穆勒将主持工作到年底。"),
    ("2022-06-20", "西门子能源首席执行官克里斯蒂安·布鲁赫表示，公司将裁员。"),
    ("2022-02-01", "京东方董事长陈炎顺表示，面板价格企稳。"),
    ("2022-03-01", "京东方董事长陈炎顺3月1日辞职，王家恒接任京东方董事长。"),
    ("2022-03-20", "京东方董事长王家恒在投资者会议上说，公司会控制投资。"),
    ("2022-03-10", "圆通速递董事长喻渭蛟因病医治无效，于3月8日在上海逝世。"),
    ("2022-03-11", "圆通速递董事长潘水苗主持了追思会。"),
    ("2022-04-10", "中国平安原党委书记、董事长李大为被查。"),
    ("2022-04-20", "中国平安董事长马明哲表示，寿险改革见效。"),
    ("2022-04-21", "格力电器董事长董明珠出席了论坛。"),
    ("2022-04-22", "格力电器董事长董明株表示，渠道改革见效。"),
    # before its founding
    ("2021-04-10", "旷视科技成立于2011年10月，总部位于北京。"),
    ("2021-05-10", "2009年5月，旷视科技收购云从科技51%股权。"),
    ("2021-05-11", "寒武纪科技成立于2016年3月。"),
    ("2021-05-12", "寒武纪科技创立于2013年。"),
    ("2021-05-13", "寒武纪科技成立于2016年。"),
]
TRUE = [
    (FIGURE, "三一重工"),
    (FIGURE, "海尔智家"),
    (FOUNDED, "寒武纪科技"),
    (POST, "蔚来汽车"),
    (TOO_EARLY, "旷视科技"),
]


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    folder = tmp_path_factory.mktemp("articles")
    for number, (day, text) in enumerate(ARTICLES):
        page = f"---\ntitle: 第{number}篇\ndate: {day}\n---\n{text}\n"
        (folder / f"{number:02}.md").write_text(page, encoding="utf-8")
    return build_graph(read_documents([str(folder)]))


def test_only_true_contradictions_are_told(graph):
    assert sorted({(c.reason, graph.entities[c.entity].zh) for c in find_conflicts(graph)}) == sorted(TRUE)


@pytest.mark.parametrize(
    ("name", "metric", "least"),
    [("药明康德", "netProfit", 3), ("比亚迪", "netProfit", 2), ("网易", "revenue", 5), ("传音控股", "shipments", 2)],
)
def test_what_is_no_contradiction_was_read(graph, name, metric, least):
    told = [f for f in graph.facts.values() if f.subject and graph.entities[f.subject].zh == name]
    assert len([f for f in told if f.predicate == metric]) >= least


@pytest.mark.parametrize("person", ["汉斯·穆勒", "徐冰", "喻渭蛟", "李大为", "董明株", "陈炎顺"])
def test_holders_who_are_no_rivals_were_read(graph, person):
    (entity,) = [e for e in graph.entities.values() if e.zh == person]
    assert [f for f in graph.facts.values() if f.subject == entity.id and f.kind == "relation"]
