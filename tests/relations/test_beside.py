"""Names that only stand beside the thing meant, posts of parts of a body, products that are no companies: read as such."""

import pytest

from tests.relations.reading import list_events, list_relations, read

SAID = [
    # a title's words deny nothing
    ("[甲骨智能|Company]此前与[东川电气|Company]在《请勿打扰》中开展合作。", ("甲骨智能", "partnerOf", "东川电气", "asserted")),
    # a subsidiary's name acts, its parent's does not
    ("[甲骨智能|Company]子公司[东川电气|Company]收购了[南岭传感|Company]。", ("东川电气", "acquired", "南岭传感", "asserted")),
    # a post held until now
    ("[周宁|Person]仍将担任[甲骨智能|Company]总裁。", ("周宁", "executiveOf", "甲骨智能", "asserted")),
    ("时任[甲骨智能|Company]产品经理[周宁|Person]表示反对。", ("周宁", "executiveOf", "甲骨智能", "former")),
    # who heads a part of a firm is one of its executives
    ("[甲骨智能|Company]消费者业务CEO[周宁|Person]出席。", ("周宁", "executiveOf", "甲骨智能", "asserted")),
    ("[甲骨智能|Company]新任CEO[周宁|Person]出席。", ("周宁", "chiefExecutiveOf", "甲骨智能", "asserted")),
    # 其 is who the clause before sets the scene with
    ("[甲骨智能|Company]表现平平。随着[东川电气|Company]扩产，其在[印度|Country]市场的份额已过半。", ("东川电气", "operatesIn", "印度", "asserted")),
    # who stands before 与 without being known acts
    ("[甲骨智能|Company]公告，旗下某某暖通与[南岭传感|Company]签约，拟收购[东川电气|Company]60%股权。", ("甲骨智能", "acquired", "东川电气", "planned")),
    ("[甲骨智能|Company]进入[中东|Region]，并在[西班牙|Country][马德里|City]设立工厂。", ("甲骨智能", "operatesIn", "马德里", "asserted")),
    # what was
    ("[南岭传感|Company]此前也是[甲骨智能|Company]旗下的公司。", ("南岭传感", "subsidiaryOf", "甲骨智能", "former")),
    ("[甲骨智能|Company]收购[南岭传感|Company]的方案被否决。", ("甲骨智能", "acquired", "南岭传感", "denied")),
    # one clause tells of several, one after the other
    ("[甲骨智能|Company]展示了新机、[东川电气|Company]展示了一款采用[折叠屏|Technology]的电视。", ("东川电气", "usesTechnology", "折叠屏", "asserted")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "fact"), SAID, ids=[f"{i}-{fact[1]}" for i, (_, fact) in enumerate(SAID)])
def test_text_says_so(text: str, fact: tuple[str, str, str, str]):
    assert fact in list_relations(text)


NOT_SAID = [
    ("[甲骨智能|Company]向[东川电气|Company]转让其持有的[南岭传感|Company]100万股股份。", ("东川电气", "investsIn")),
    ("[甲骨智能|Company]将推出首个[抖音|Product]快闪店。", ("甲骨智能", "produces")),
    ("[甲骨智能|Company]提供指数发布、[教育培训|Product~]。", ("甲骨智能", "produces")),
    ("新政将阻碍[甲骨智能|Company]在[印度|Country]投资计划。", ("甲骨智能", "operatesIn")),
    ("[甲骨智能|Company]公告，[东川电气|Company]拟收购其控股股东[北屿科技|Company]30%股权。", ("北屿科技", "investsIn", "东川电气")),
    ("[周宁|Person]曾任[甲骨智能|Company]总经理助理。", ("周宁", "executiveOf")),
    ("[甲骨智能|Company]派出的董事[周宁|Person]出席。", ("周宁", "executiveOf")),
    ("来自[甲骨智能|Company]的监事[周宁|Person]反对。", ("周宁", "executiveOf")),
    ("[甲骨智能|Company]涨停。这样的行业集中度偏低，是[柔性屏|Product~]企业必争之地。", ("甲骨智能", "produces")),
    ("[甲骨智能|Company]助力开发者打造[小程序|Product~]。", ("甲骨智能", "produces")),
    ("[甲骨智能|Company]经营的[电动汽车|Product~]充电量增长。", ("甲骨智能", "produces")),
    ("[东川电气|Company]被调查。表示，公司是[南岭传感|Company]的供应商。", ("东川电气", "supplierOf")),
    ("[甲骨智能|Company]总裁由[陈立|Person]长子[周宁|Person]担任。", ("陈立", "executiveOf")),
    ("[甲骨智能|Company]股东为[东川电气|Company]，后者股东为[陈立|Person]。", ("陈立", "investsIn", "甲骨智能")),
    ("[甲骨智能|Company]拟受让[东川电气|Company]持有的[南岭传感|Company]股份100万股。", ("甲骨智能", "investsIn", "南岭传感", "asserted")),
    ("[天眼查|Company]资料显示，该公司成立于2002年2月。", ("天眼查", "foundedOn")),
    ("2014年成立的[甲骨智能|Company]养老投资公司盈利。", ("甲骨智能", "foundedOn")),
    ("[甲骨智能|Company]子公司增持[南岭传感|Company]股份。", ("甲骨智能", "investsIn")),
    ("[甲骨智能|Company]收购了[南岭传感|Company]22家门店。", ("甲骨智能", "acquired")),
    ("[甲骨智能|Company]完成对[南岭传感|Company]优质资产的收购。", ("甲骨智能", "acquired")),
    ("[甲骨智能|Company]拟购买[东川电气|Company]和[北屿科技|Company]合计持有的[南岭传感|Company]21%股权。", ("甲骨智能", "investsIn", "东川电气")),
    ("[甲骨智能|Company]携手[东川电气|Company]董事长[陈立|Person]。", ("甲骨智能", "partnerOf")),
    ("[甲骨智能|Company]与[东川电气|Company]签署协议，收购[南岭传感|Company]30%股权。", ("东川电气", "investsIn")),
    ("[甲骨智能|Company]向三名股东——[陈立|Person]、[周宁|Person]和[林平|Person]，以3亿元的价格，收购了[南岭传感|Company]30%股权。", ("陈立", "investsIn")),
    ("[甲骨智能|Company]副总裁[周宁|Person]、[陈立|Person]出席。", ("陈立", "executiveOf")),
    ("[陈立|Person]因个人规划辞任[甲骨智能|Company]执行董事、提名委员会主席。", ("陈立", "chairmanOf")),
    ("[全国政协|Organization]委员、省政协主席[陈立|Person]出席。", ("陈立", "chairmanOf")),
    ("[科创板|Organization]研究负责人[陈立|Person]表示谨慎。", ("陈立", "executiveOf")),
    ("[陈立|Person]将不再担任[甲骨智能|Company]董事长。", ("陈立", "chairmanOf")),
    ("[甲骨智能|Company]公布财报。西岭大学附属第一医院，其创始人为[陈立|Person]。", ("陈立", "founderOf")),
    ("[甲骨智能|Company]携手[东川电气|Company]，利用其[全域营销策略|Strategy]获客。", ("甲骨智能", "pursuesStrategy")),
    ("[甲骨智能|Company]涨停。部分芯片领域的公司可能在[科创板|Organization]上市。", ("甲骨智能", "listedOn")),
    ("[甲骨智能|Company]将发布首款折叠屏新机，并于6月20日正式上市。", ("甲骨智能", "listedOnDate")),
    ("虽然[甲骨智能|Company]领先，但随着竞争对手推出[折叠屏手机|Product]，空间变小。", ("甲骨智能", "produces")),
    ("[甲骨智能|Company]向同行提供[空调|Product~]的维修服务。", ("甲骨智能", "produces")),
    ("[甲骨智能|Company]销售用在[空调|Product~]上的螺丝。", ("甲骨智能", "produces")),
    ("[甲骨智能|Company]在[上海|City]市域以外投资建厂。", ("甲骨智能", "operatesIn")),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "left_out"), NOT_SAID, ids=[f"{i}-{facts[1]}" for i, (_, facts) in enumerate(NOT_SAID)]
)
def test_text_does_not_say_so(text: str, left_out: tuple[str, ...]):
    assert not [fact for fact in list_relations(text) if fact[: len(left_out)] == left_out]


def test_what_comes_to_market_is_no_listing():
    text = "[甲骨智能|Company]将发布首款折叠屏新机，并预计于6月20日率先在欧洲上市。"
    assert not [event for event in list_events(text) if event[0] == "StockListing"]


def test_year_of_birth_and_of_joining_date_no_later_post():
    text = "1966年出生的[陈立|Person]于2001年2月担任[甲骨智能|Company]董事长。"
    (fact,) = [e for e in read(text).evidence if e.predicate == "chairmanOf"]
    assert [end.text for role, end in fact.roles if role == "date"] == ["2001年2月"]
    text = "[陈立|Person]1993年加入[甲骨智能|Company]，历任[甲骨智能|Company]总裁。"
    text += "[周宁|Person]1995年加入公司后历任[甲骨智能|Company]副总裁。"
    posts = [e for e in read(text).evidence if e.predicate == "executiveOf"]
    assert posts
    assert not [role for e in posts for role, _ in e.roles if role == "date"]


def test_year_of_results_dates_no_deal():
    text = "[甲骨智能|Company]此前收购的[南岭传感|Company]2018年业绩亏损。"
    (deal,) = [e for e in read(text).evidence if e.predicate == "Acquisition"]
    assert "date" not in dict(deal.roles)
