"""Figures that the words around them make other ones, or of somebody else: left out, or told as what they are."""

import pytest

from tests.relations.reading import list_dates, list_figures, name, read

NOBODYS = [
    "受让价款用于收购[甲骨智能|Company]（下称“甲骨”）的100%股权。",
    "超额配售的股份占[甲骨智能|Company]发售股份的15%。",
    "[甲骨智能|Company]的可研报告获批，[南岭传感|Company]批复机场项目总投资超千亿元。",
    "投资2.5亿元的[甲骨智能|Company]水产品加工项目已投产。",
    "[发展改革委|Organization]批复机场项目总投资1000亿元。",
    "市民在[甲骨智能|Company]门店花费1709元办卡。",
    "法院拍卖[甲骨智能|Company]3124.5万元出资额的股权。",
    "[甲骨智能|Company]商城一天最多就投入260余万元。",
    "[王立|Person]宣布，政府将投入30亿元发展人工智能。",
    "[甲骨智能|Company]偿还到期债务800多亿元。",
    "[甲骨智能|Company]已归还贷款3亿元。",
    "[甲骨智能|Company]向[东川银行|Company]抵偿债务5.05亿元。",
    "[甲骨智能|Company]压减煤炭产能1.5亿吨。",
    "全年压减[钢铁|Product~]产能3000万吨以上，退出[煤炭|Product~]产能1.5亿吨以上。",
    "[立信会计师事务所|Company]进行了审计，显示标的公司截至2018年11月30日资产总额445亿元，净资产89亿元。",
    "根据[天眼查|Company]披露，截至2017年该公司资产总额超过500亿元。",
    "[甲骨智能|Company]公布数据，买入返售金融资产达到61.5亿元。",
    "[甲骨智能|Company]公告称，第一期10亿元超短期融资券实质违约。",
    "[甲骨智能|Company]、[南岭传感|Company]共计卖出2474万股。",
    "[王立|Person]说，全球经济增速3.7%，与上年持平。",
    "[甲骨智能|Company]等在内的11个厂家的产品的83个样品被检出问题。",
    "比赛由[甲骨智能|Company]主办，[甲骨智能|Company]有来自14个国家的近90名运动员参赛。",
    "[市场监管总局|Organization]等13个部门召开会议。",
    "[甲骨智能|Company]的负责人被处以10万元罚款。",
    "[博时上证50ETF|Product]份额增幅达120%。",
    "[甲骨智能|Company]将银亿股份5000万股质押给了[南岭传感|Company]，初始交易金额为2.91亿元。",
    "[甲骨智能|Company]为子公司提供无偿融资担保13.2亿元。",
    "一审判令[甲骨智能|Company]赔偿环境修复费用3637.90万元、生态环境服务功能损失1818.95万元。",
    "4个品牌8款产品的酒瓶亮相[甲骨智能|Company]展台。",
    "[甲骨智能|Company]有两款车型正在试点。",
    "[上海银行|Company]间同业拆借利率低于3%。",
    "年仅25岁就加入[甲骨智能|Company]。",
    "[王立|Person]决定终止向太原工投转让所持[甲骨智能|Company]8.09%股份。",
    "在不法分子编造“[甲骨智能|Company]发券损失200亿元”的谣言后，警方立案。",
    "[甲骨智能|Company]公司所在小区二手房均价超过10万元/平方米。",
    "[王立|Person]关注的小区[二手房|Product~]均价超过10万元/平方米。",
    "[甲骨智能|Company]借壳传闻中，腾讯和滴滴跟投的3亿美元融资完成。",
    "作为[南岭传感|Company]同业，由[甲骨智能|Company]和[滴滴|Company]跟投的3亿美元融资完成。",
    "[甲骨智能|Company]此前预计2018年度净利润为4亿元至5亿元。",
]
NOT = [  # text, what must not be told: a word of the line that owner, metric and value make
    ("[南岭传感|Company]宣布收购下属[云岚置业|Company]的100%股权。", "云岚置业 stake"),
    ("购买其合计持有的上市公司[甲骨智能|Company]920万股股份（约占总股本的26%）。", "甲骨智能"),
    ("[甲骨智能|Company]拟转让资产，标的公司营收3亿元。", "revenue"),
    ("[太平洋寿险|Company]保费收入1186亿元，[甲骨智能|Company]保费收入21亿元，集团总保费收入3199亿元。", "3199"),
    ("[中国|Country]经济增速将降至6.2%，全球经济增速3.7%。", "3.7%"),
    ("证监会对[甲骨智能|Company]前董事[韩立|Person]罚款90万元。", "甲骨智能"),
    ("[王立|Person]对[甲骨智能|Company]实施了操纵行为，罚没款共计17.95亿元。", "甲骨智能"),
    ("[动力电池|Product~]续航300km以上车型占比升至55%。", "range"),
    ("[甲骨智能|Company]公告，预计科达东大将产生商誉减值损失约1.1亿元。", "甲骨智能 loss"),
    ("[甲骨智能|Company]对恒宇科技约2.99亿元应收账款计提坏账准备。", "loss"),
    ("[甲骨智能|Company]以15.37亿元现金收购7家公司的股权。", "cash"),
    ("[甲骨智能|Company]出资现金8820万元。", "cash"),
    ("[甲骨智能|Company]双十一交易额使成都排名全国城市第六。", "rank"),
    ("[甲骨智能|Company]连续两年利润下降，00后占比为21%。", "share"),
    ("[我国|Country]对[美国|Country]进出口4.18万亿元。", "美国 trade"),
    ("[甲骨智能|Company]将接手百年人寿9亿股股份，相当于总股本的11.55%。", "stakeSold"),
    ("当时100%持股的[甲骨智能|Company]将其30%的股权以3亿元的价格转让给[南岭传感|Company]。", "甲骨智能 stake 30%"),
    (
        "股权变更后，[甲骨智能|Company]持有外滩50%股权，[东川银行|Company]持有45%，上海外滩开发（集团）持有5%。",
        "东川银行 stake 5%",
    ),
]
METRICS = [
    ("[甲骨智能|Company]第三次回购股票，累计耗资近2亿港元。", "buybackAmount"),
    ("[甲骨智能|Company]斥资近1亿港元进行第二次回购。", "buybackAmount"),
    ("[甲骨智能|Company]回购股份实施完成，耗资7.5亿元。", "buybackAmount"),
    ("[甲骨智能|Company]具备年产1300多万吨特殊钢生产能力。", "productionCapacity"),
    ("[甲骨智能|Company]涨0.79%，[南岭传感|Company]涨1.3%，[东川银行|Company]跌3%。", "sharePriceChange"),
    ("[甲骨智能|Company]近两个月涨约60%。", "sharePriceChange"),
    ("[甲骨智能|Company]将12%的股权以3.03亿元的价格转让给[南岭传感|Company]。", "stakeSold"),
    ("[甲骨智能|Company]将剥离其持有的[南岭传感|Company]的100%股权。", "stakeSold"),
]
STATUSES = [
    ("《[流浪太空|Product]》票房剑指50亿元。", "planned"),
    ("[甲骨智能|Company]五年来最保守的目标：2019年仅比去年销量增长1万辆。", "planned"),
    ("[甲骨智能|Company]提出年销量365万辆。", "planned"),
    ("[甲骨智能|Company]提出2025年销量达到365万辆。", "planned"),
    ("[甲骨智能|Company]力争年销量365万辆。", "planned"),
    ("[甲骨智能|Company]设定了全年销量50万辆的目标。", "planned"),
    ("[甲骨智能|Company]将年销量目标定为365万辆。", "planned"),
]
SCOPES = [
    ("[甲骨智能|Company]电商业务在第四季度的毛利率为4.5%。", "电商业务"),
    ("[甲骨智能|Company]一年内到期的非流动负债为429亿元。", "非流动"),
    ("[甲骨智能|Company]预订销售金额为41.2亿元。", "预订"),
    ("[甲骨智能|Company]酒店经营业务的分部毛利率为20.2%。", "酒店经营业务"),
    ("[甲骨智能|Company]的线上业务占比预计达到13%。", "线上业务"),
    ("[甲骨智能|Company]战略投资新达5000万美元。", ""),
    ("[甲骨智能|Company]以现金方式出资350万元。", ""),
    ("[甲骨智能|Company]以现金出资3.2亿元。", ""),
    ("[甲骨智能|Company]有发明专利5项。", "发明"),
]
DATES = [
    ("6月8日，[甲骨智能|Company]在本周首个工作日股价下跌4%，报29.31元。", "sharePrice", "2020-06-08"),
    ("上世纪90年代初，[甲骨智能|Company]开始进入国际市场，发展至今在全球已拥有800多家门店。", "stores", ""),
    ("[甲骨智能|Company]2018年完成融资13.9亿元，目前估值已达110亿元。", "valuation", ""),
    ("[沪深300|Product]全年累计下跌10.95%。", "stockIndexChange", ""),
    ("[甲骨智能|Company]2018年下半年起销量负增长，全年销量较上年减少6%。", "salesGrowth", "2018"),
    ("[甲骨智能|Company]发布2019年三季度财报，归属于上市公司股东的净利润3亿元。", "netProfit", "2019-01/2019-09"),
    ("[甲骨智能|Company]发布2019年三季度财报，营收3亿元。", "revenue", "2019Q3"),
]


def _tell(text: str) -> list[str]:
    return [" ".join(figure) for figure in sorted(list_figures(text))]


@pytest.mark.parametrize("text", NOBODYS)
def test_figure_of_something_else_is_left_out(text: str):
    assert not _tell(text)


@pytest.mark.parametrize(("text", "told"), NOT)
def test_figure_is_not_told_of_who_stands_beside_it(text: str, told: str):
    assert not [line for line in _tell(text) if told in line]


@pytest.mark.parametrize(("text", "metric"), METRICS)
def test_words_around_a_figure_say_what_it_measures(text: str, metric: str):
    assert {found for _, found, _, _ in list_figures(text)} == {metric}


@pytest.mark.parametrize(("text", "status"), STATUSES)
def test_what_is_aimed_at_is_no_fact(text: str, status: str):
    assert {found for _, _, _, found in list_figures(text)} == {status}


@pytest.mark.parametrize(("text", "scope"), SCOPES)
def test_part_is_named_whole(text: str, scope: str):
    scopes = {name(dict(e.roles).get("scope")) for e in read(text).evidence if e.kind == "observation"}
    assert scopes == {scope}


@pytest.mark.parametrize(("text", "metric", "when"), DATES)
def test_figure_is_of_its_own_time(text: str, metric: str, when: str):
    assert list_dates(text)[metric] == when


def test_a_rank_is_held_in_each_of_the_places_listed():
    text = "[甲骨智能|Company]在[英国|Country]和[法国|Country]也进入前五。"
    (rank,) = [e for e in read(text).evidence if e.predicate == "rank"]
    assert [name(place) for role, place in rank.roles if role == "place"] == ["英国", "法国"]


def test_an_average_of_months_is_no_months_move():
    assert not list_figures("[沪深300|Product]在所有1月份平均上涨1.0%。")


LATER = [
    "[沪指|Product]涨2%，报2514.87点；深指涨3%，报7284.84点。|深指",
    "[甲骨智能|Company]比2017年总产量23.3亿吨减少了1.4亿吨。|2330000000吨",
    "[核电站|Product~]总装机容量离规划目标还差3000万千瓦。|30000000千瓦",
    "[集成电路|Product~]进口4313亿元。计量仪器及器具进口804.2亿元。|80420000000CNY",
]


@pytest.mark.parametrize("case", LATER)
def test_figure_without_a_known_owner_is_not_carried_on(case: str):
    text, told = case.split("|")[0:-1], case.split("|")[-1]
    values = {value for _, _, value, _ in list_figures("|".join(text))}
    assert told not in values
    assert "7284.84点" not in values


def test_an_index_with_average_in_its_name_moves():
    text = "2019年1月，[道琼斯工业平均指数|Product]上涨7.17%。"
    assert {metric for _, metric, _, _ in list_figures(text)} == {"stockIndexChange"}


def test_level_that_names_a_company_is_its_own():
    text = "[甲骨智能|Company]成为首家市值突破1万亿美元的[美国|Country]公司。"
    assert {metric for _, metric, _, _ in list_figures(text)} == {"marketCap"}


@pytest.mark.parametrize(
    ("text", "metric", "when"),
    [
        ("2019年，[甲骨智能|Company]在2018年突破6500万人次的基础上，运输旅客7000万人次。", "passengers", "2019"),
        ("[北京|City]2019年GDP增速目标由去年的6.5%调整为6%。", "gdpGrowth", "2019"),
        ("[甲骨智能|Company]此前预计2019年度净利润为4亿元。修正后，预计净利润为3亿元。", "netProfit", "2019"),
        ("6月9日的第二个交易日，[甲骨智能|Company]股价收于2.57元。", "sharePrice", "2020-06-09"),
    ],
)
def test_figure_takes_the_date_that_is_its_own(text: str, metric: str, when: str):
    assert list_dates(text)[metric] == when


def test_growth_of_a_metric_is_of_no_part_called_as_the_metric():
    (growth,) = [e for e in read("[甲骨智能|Company]销量增速超过20%。").evidence if e.predicate == "salesGrowth"]
    assert "scope" not in dict(growth.roles)


def test_a_listed_index_is_no_other_one():
    text = "2019年，[标普500指数|Product]和[道指|Product]分别累计下跌6.2%和5.6%。"
    assert {value for _, _, value, _ in list_figures(text)} == {"-6.2%", "-5.6%"}


def test_an_oddment_is_no_number():
    assert not list_figures("[甲骨智能|Company]的销量不足对手年销量的零头。")


def test_what_a_buyback_cost_is_no_turnover():
    text = "[甲骨智能|Company]累计回购股份2053万股，最高成交价为7.41元/股，成交总金额为139,458,944元。"
    assert "buybackAmount" in {metric for _, metric, _, _ in list_figures(text)}


def test_year_of_its_own_clause_counts():
    text = "[甲骨智能|Company]2019年提出定制化，为此其在2018年就投入了47亿元。"
    assert list_dates(text)["investment"] == "2018"


def test_what_all_of_a_kind_sold_is_not_told_of_one_company():
    assert not list_figures("[甲骨智能|Company]再传捷报：全年[汽车|Product~]销量105万辆。")


def test_a_change_against_a_day_is_not_of_that_day():
    text = "[甲骨智能|Company]最低触及2.66元，相比参考价，即2017年2月27日的收盘价4.31元/股跌幅逾38%。"
    assert list_dates(text)["sharePriceChange"] == ""


def test_what_is_held_and_to_be_sold_is_held():
    figures = list_figures("[甲骨智能|Company]拟通过公开挂牌转让所持有的[东川银行|Company]3.6亿股股权。")
    assert {status for _, metric, _, status in figures if metric == "sharesHeld"} <= {"asserted"}


def test_income_of_a_part_without_a_name_is_not_the_wholes():
    figures = list_figures("[甲骨智能|Company]收入692亿元。其中影视公司收入580亿元。")
    assert {value for _, _, value, _ in figures} == {"69200000000CNY"}
