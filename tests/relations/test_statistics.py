"""Figures of countries and provinces, of goods by their number, of users without a unit."""

import pytest

from tests.relations.reading import PUBLISHED, list_dates, list_figures, name, read

TOLD = [
    ("2019年，[湖北|Region]省社会消费品零售总额24041.9亿元，增长8.5%。", "retailSales 2404190000000CNY"),
    ("2019年，[湖北|Region]省社会消费品零售总额24041.9亿元，增长8.5%。", "retailSalesGrowth 8.5%"),
    ("2019年，[沧州|City]市固定资产投资增长5.3%。", "fixedAssetInvestmentGrowth 5.3%"),
    ("2019年1月份，[甘肃|Region]省居民消费价格总水平同比上涨1.3%。", "inflation 1.3%"),
    ("2019年，[浙江|Region]省一般公共预算收入为6598.08亿元。", "fiscalRevenue 659808000000CNY"),
    ("2019年末，[四川|Region]常住人口8368万人。", "population 83680000人"),
    ("2019年1月份，[美国|Country]失业率为4.1%。", "unemployment 4.1%"),
    ("2019年，[我国|Country]外汇储备规模为32224亿美元。", "foreignReserves 3222400000000USD"),
    ("2019年，[我国|Country]货物贸易进出口总值21.17万亿元，同比增长6.1%。", "tradeGrowth 6.1%"),
    ("2019年[我国|Country]出口[汽车|Product~]279.3万辆。", "exportVolume 2793000辆"),
    ("[甲骨智能|Company]12月交付新车30,512辆。", "shipments 30512辆"),
    ("[甲骨智能|Company]6月销售[生猪|Product~]506.7万头。", "sales 5067000头"),
    ("[甲骨智能|Company]上半年运输旅客8048万人次。", "passengers 80480000人次"),
    ("[甲骨智能|Company]7月快递业务量10.55亿票。", "parcels 1055000000票"),
    ("[甲骨智能|Company]去年平均月活跃用户达6.97亿。", "monthlyActiveUsers 697000000人"),
    ("[甲骨智能|Company]订阅会员数为1.2亿。", "users 120000000人"),
    ("[甲骨智能|Company]实现合同销售面积142.5万平方米。", "floorArea 1425000平方米"),
    ("[甲骨智能|Company]二季度净新增门店1371家，总门店数达到19961家。", "stores 19961家"),
    ("[动力电池|Product~]装车量41.6GWh，其中[甲骨智能|Company]装车19.2GWh。", "installedCapacity 19.2GWh"),
    ("[甲骨智能|Company]美股收跌2.3%，报78.5美元，市值约1900亿美元。", "marketCap 190000000000USD"),
    ("[沪指|Product]跌1.54%，报2860.7点。", "stockIndex 2860.7点"),
    ("[甲骨智能|Company]建成换电站2480座、充电桩23011根。", "chargingStations 23011根"),
]


@pytest.mark.parametrize(("text", "told"), TOLD)
def test_figure_is_read(text: str, told: str):
    assert told in {f"{metric} {value}" for _, metric, value, _ in list_figures(text)}


def test_figure_of_a_place_within_a_place_is_not_of_the_wider_one():
    assert not list_figures("[廊坊|City]出口加工区固定资产投资3亿元。")


def test_goods_sold_are_the_part():
    text = "[甲骨智能|Company]销售[新能源汽车|Product~]34.2万辆，同比增长30.6%。"
    scopes = {name(dict(e.roles).get("scope")) for e in read(text).evidence if e.kind == "observation"}
    assert scopes == {"新能源汽车"}


def test_ranks_go_with_the_shares_before_them():
    text = "[甲骨智能|Company]和[南岭传感|Company]分别以15%和14%的份额排在第三和第四。"
    ranks = {(owner, value) for owner, metric, value, _ in list_figures(text) if metric == "rank"}
    assert ranks == {("甲骨智能", "3rank"), ("南岭传感", "4rank")}


def test_what_many_years_add_up_to_is_of_no_year():
    assert list_dates("2019年[甲骨智能|Company]研发投入16亿元，十年累计投入超过110亿元。")["investment"] == ""


def test_the_whole_year_is_the_one_reported_only_early_in_the_next():
    assert PUBLISHED.month > 2
    assert list_dates("[甲骨智能|Company]全年销量46万辆。")["sales"] == ""
