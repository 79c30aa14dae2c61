"""Figures: whose, of what, for when and where."""

import pytest

from tests.relations.reading import list_dates, list_figures, name, read

FIGURES = [
    ("[甲骨智能|Company]去年营收为186亿元，同比增长9%。", ("甲骨智能", "revenue", "18600000000CNY", "asserted")),
    ("[甲骨智能|Company]去年营收为186亿元，同比增长9%。", ("甲骨智能", "revenueGrowth", "9%", "asserted")),
    ("[甲骨智能|Company]预计今年净利润达到3亿元。", ("甲骨智能", "netProfit", "300000000CNY", "planned")),
    ("[甲骨智能|Company]去年亏损2.5亿元。", ("甲骨智能", "netProfit", "-250000000CNY", "asserted")),
    (
        "[甲骨智能|Company]去年净利润3亿元，扣非净利润2亿元。",
        ("甲骨智能", "nonRecurringNetProfit", "200000000CNY", "asserted"),
    ),
    (
        "[甲骨智能|Company]去年扣除非经常性损益后的净利润为2亿元。",
        ("甲骨智能", "nonRecurringNetProfit", "200000000CNY", "asserted"),
    ),
    (
        "[甲骨智能|Company]去年净利润3亿元。扣除非经常性损益后，归属于母公司股东的净利润为2亿元。",
        ("甲骨智能", "nonRecurringNetProfit", "200000000CNY", "asserted"),
    ),
    (
        "[甲骨智能|Company]去年扣非净利润2亿元，同比增长5%。",
        ("甲骨智能", "nonRecurringNetProfitGrowth", "5%", "asserted"),
    ),
    ("[甲骨智能|Company]扣非净利润亏损2亿元。", ("甲骨智能", "nonRecurringNetProfit", "-200000000CNY", "asserted")),
    ("[甲骨智能|Company]拥有10万名员工。", ("甲骨智能", "employees", "100000名", "asserted")),
    ("[甲骨智能|Company]股价大跌6.9%，报9.63港元。", ("甲骨智能", "sharePriceChange", "-6.9%", "asserted")),
    ("[甲骨智能|Company]股价大跌6.9%，报9.63港元。", ("甲骨智能", "sharePrice", "9.63HKD", "asserted")),
    ("[甲骨智能|Company]手握超过400亿现金。", ("甲骨智能", "cash", "40000000000CNY", "asserted")),
    ("[甲骨智能|Company]持有[南岭传感|Company]12%股权。", ("甲骨智能", "stake", "12%", "asserted")),
    ("[甲骨智能|Company]发布季报，净利润为5亿元。", ("甲骨智能", "netProfit", "500000000CNY", "asserted")),
    ("[甲骨智能|Company]在[印度|Country]市场份额达到20%。", ("甲骨智能", "marketShare", "20%", "asserted")),
    ("海外收入占[甲骨智能|Company]总收入的43.9%。", ("甲骨智能", "overseasRevenueShare", "43.9%", "asserted")),
    ("[甲骨智能|Company]的成交额为2684亿元，同比增长25.7%。", ("甲骨智能", "tradingVolumeGrowth", "25.7%", "asserted")),
    (
        "[甲骨智能|Company]与[滨江市政府|Organization]签署备忘录，在当地独资建厂，总投资约500亿元。",
        ("甲骨智能", "investment", "50000000000CNY", "asserted"),
    ),
    (
        "[甲骨智能|Company]在2008年成为[南岭传感|Company]的控股股东，目前持有52.67%的股份。",
        ("甲骨智能", "stake", "52.67%", "asserted"),
    ),
    ("[甲骨智能|Company]宣布[岭山一号|Product]的售价降到29.9万元。", ("岭山一号", "price", "299000CNY", "asserted")),
    (
        "[甲骨智能|Company]出品的电影《[长夜行舟|Product]》累计票房达3亿元。",
        ("长夜行舟", "boxOffice", "300000000CNY", "asserted"),
    ),
    ("[甲骨智能|Company]推出的[岭山一号|Product]首月销量达2万台。", ("岭山一号", "sales", "20000台", "asserted")),
    ("[甲骨智能|Company]三次回购耗资总计近2亿港元。", ("甲骨智能", "buybackAmount", "200000000HKD", "asserted")),
    ("[甲骨智能|Company]拟处置[林之远|Person]质押的300万股。", ("林之远", "sharesPledged", "3000000股", "planned")),
    ("[甲骨智能|Company]因违规被处罚没9亿元。", ("甲骨智能", "fine", "900000000CNY", "asserted")),
    # whose
    (
        "[甲骨智能|Company]上市了，客户包括[南岭传感|Company]。公司拥有员工2800人。",
        ("甲骨智能", "employees", "2800人", "asserted"),
    ),
    ("[甲骨智能|Company]涨停、[南岭传感|Company]上涨7%。", ("南岭传感", "sharePriceChange", "7%", "asserted")),
    ("持股9.1%的股东[南岭传感|Company]宣布离场。", ("南岭传感", "stake", "9.1%", "asserted")),
    (
        "[南岭传感|Company]自2019年被[甲骨智能|Company]以4亿元收购80%股权后，一直在裁员。",
        ("甲骨智能", "stake", "80%", "asserted"),
    ),
    (
        "[甲骨智能|Company]调整投资，该公司已出售[南岭传感|Company]100万股。",
        ("甲骨智能", "sharesSold", "1000000股", "asserted"),
    ),
    ("[南岭传感|Company]公告，获[甲骨智能|Company]举牌，持股达10%。", ("甲骨智能", "stake", "10%", "asserted")),
    ("据悉，[甲骨智能|Company]（[南岭传感|Company]持股40%）将重组。", ("南岭传感", "stake", "40%", "asserted")),
    ("[甲骨智能|Company]、[南岭传感|Company]等涨超6%。", ("甲骨智能", "sharePriceChange", "6%", "asserted")),
    ("[甲骨智能|Company]、[南岭传感|Company]股价分别上涨5%和8%。", ("南岭传感", "sharePriceChange", "8%", "asserted")),
    ("[甲骨智能|Company]以17%的份额居首。", ("甲骨智能", "marketShare", "17%", "asserted")),
    (
        "[甲骨智能|Company]和[南岭传感|Company]以16%和15%的份额分列二三位。",
        ("南岭传感", "marketShare", "15%", "asserted"),
    ),
    # of what
    ("[甲骨智能|Company]营收和净利润分别为80亿元和6亿元。", ("甲骨智能", "netProfit", "600000000CNY", "asserted")),
    (
        "[甲骨智能|Company]营收80亿元，净利润6亿元，分别同比增长4%和7%。",
        ("甲骨智能", "netProfitGrowth", "7%", "asserted"),
    ),
    ("[甲骨智能|Company]每股收益2.08元。", ("甲骨智能", "earningsPerShare", "2.08CNY", "asserted")),
    ("[甲骨智能|Company]挂牌首日收盘价较发行价上涨12.5%。", ("甲骨智能", "sharePriceChange", "12.5%", "asserted")),
    ("[甲骨智能|Company]发行价为每股263港元。", ("甲骨智能", "issuePrice", "263HKD", "asserted")),
    ("[沪深300|Product]收报3200点，涨1.2%。", ("沪深300", "stockIndex", "3200点", "asserted")),
    ("[沪深300|Product]收报3200点，涨1.2%。", ("沪深300", "stockIndexChange", "1.2%", "asserted")),
    ("[王立|Person]拟减持[甲骨智能|Company]300万股，占总股本的2%。", ("王立", "stakeSold", "2%", "planned")),
    ("[甲骨智能|Company]已进入15个国家49个城市。", ("甲骨智能", "countriesServed", "15个", "asserted")),
    ("[甲骨智能|Company]已进入15个国家49个城市。", ("甲骨智能", "citiesServed", "49个", "asserted")),
    ("[甲骨智能|Company]产量下降75万台，降至300万台。", ("甲骨智能", "productionGrowth", "-750000台", "asserted")),
    ("[甲骨智能|Company]产量下降75万台，降至300万台。", ("甲骨智能", "production", "3000000台", "asserted")),
    ("[甲骨智能|Company]将12%的股权转让给[南岭传感|Company]。", ("甲骨智能", "stakeSold", "12%", "asserted")),
    ("[甲骨智能|Company]不良贷款率为1.4%。", ("甲骨智能", "nonPerformingLoanRatio", "1.4%", "asserted")),
    ("[甲骨智能|Company]遭[王立|Person]持股达15%。", ("王立", "stake", "15%", "asserted")),
    (
        "据[南岭咨询|Company]数据，[甲骨智能|Company]电池装机量达339GWh，全球市占率37.9%。",
        ("甲骨智能", "marketShare", "37.9%", "asserted"),
    ),
    ("[甲骨智能|Company]全年票房达3亿元。", ("甲骨智能", "boxOffice", "300000000CNY", "asserted")),
    ("[甲骨智能|Company]资本充足率为13.5%。", ("甲骨智能", "capitalAdequacyRatio", "13.5%", "asserted")),
    ("[甲骨智能|Company]客座率为81%。", ("甲骨智能", "loadFactor", "81%", "asserted")),
    ("[甲骨智能|Company]净利润6亿元，大涨126%。", ("甲骨智能", "netProfitGrowth", "126%", "asserted")),
    ("[甲骨智能|Company]斥资5000万元回购公司股份。", ("甲骨智能", "buybackAmount", "50000000CNY", "asserted")),
    ("[甲骨智能|Company]宣布将裁掉现有6000名员工的10%。", ("甲骨智能", "employees", "6000名", "asserted")),
    ("[甲骨智能|Company]2019年毛利率由上年的6.4%升至6.8%。", ("甲骨智能", "grossMargin", "6.4%", "asserted")),
    ("[甲骨智能|Company]2019年毛利率由上年的6.4%升至6.8%。", ("甲骨智能", "grossMargin", "6.8%", "asserted")),
    ("[甲骨智能|Company]的控股股东为[王立|Person]，持股约51%。", ("王立", "stake", "51%", "asserted")),
    ("[甲骨智能|Company]经营亏损14.95亿元。", ("甲骨智能", "operatingProfit", "-1495000000CNY", "asserted")),
    (
        "研发方面，[甲骨智能|Company]上半年投入19.4亿元。",
        ("甲骨智能", "researchSpending", "1940000000CNY", "asserted"),
    ),
    (
        "[甲骨智能股份有限公司|Company]（300760.SZ，以下简称“[甲骨|Company]”）披露半年报：上半年营收205亿元。",
        ("甲骨智能股份有限公司", "revenue", "20500000000CNY", "asserted"),
    ),
    (
        "[东川银行|Company]披露年报。去年，该行实现营业收入1699亿元；归属于股东的净利润749亿元。",
        ("东川银行", "netProfit", "74900000000CNY", "asserted"),
    ),
    (
        "[甲骨智能|Company]宣布，向[王立|Person]出售旗下[南岭传感|Company]51%的股权。",
        ("甲骨智能", "stakeSold", "51%", "asserted"),
    ),
    ("[王立|Person]让出了合资公司32%的股权。", ("王立", "stakeSold", "32%", "asserted")),
    # how it is meant
    ("[甲骨智能|Company]提议进行一次分红，每股现金分红4元。", ("甲骨智能", "dividend", "4CNY", "planned")),
    ("[甲骨智能|Company]拟设立子公司，注册资本2亿元。", ("甲骨智能", "registeredCapital", "200000000CNY", "planned")),
    (
        "[甲骨智能|Company]披露回购预案，回购资金总额不超过2亿元。",
        ("甲骨智能", "buybackAmount", "200000000CNY", "planned"),
    ),
    ("[甲骨智能|Company]预计今年营收增长15%，盈利8亿元。", ("甲骨智能", "netProfit", "800000000CNY", "planned")),
    ("[明日会|Company]营收为6亿元。", ("明日会", "revenue", "600000000CNY", "asserted")),  # a name that holds 会
    ("交易完成后，[甲骨智能|Company]将持有[南岭传感|Company]51%股权。", ("甲骨智能", "stake", "51%", "planned")),
    (
        "[甲骨智能|Company]预计今年盈利3亿元至4亿元，2018年公司亏损2亿元。",
        ("甲骨智能", "netProfit", "-200000000CNY", "asserted"),
    ),
    ("去年[四川|Place]全省地区生产总值4万亿元。", ("四川", "gdp", "4000000000000CNY", "asserted")),
]


@pytest.mark.parametrize(("text", "figure"), FIGURES, ids=[f"{i}-{f[1]}" for i, (_, f) in enumerate(FIGURES)])
def test_figure_is_read(text: str, figure: tuple[str, str, str, str]):
    assert figure in list_figures(text)


DATES = [
    ("1月23日[甲骨智能|Company]发布业绩快报称，去年营收372亿元，净利润94亿元。", "netProfit", "2019"),
    ("3月16日，[甲骨智能|Company]公告2019年营收30亿元，同比增长15%。", "revenueGrowth", "2019"),
    ("[甲骨智能|Company]2019年营收30亿元，较2018年增长15%。", "revenueGrowth", "2019"),
    ("[甲骨智能|Company]2020年一季度营收84亿元，同比增长6%；归母净利润13亿元。", "netProfit", "2020Q1"),
    ("[甲骨智能|Company]2020年一季度营收84亿元。经营活动产生的现金流量净额为32亿元。", "cashFlow", "2020Q1"),
    ("[甲骨智能|Company]公布2020年一季度业绩。净利润为13亿元。", "netProfit", "2020Q1"),
    ("[甲骨智能|Company]净利润为13亿元，创2009年以来最高。", "netProfit", ""),
    ("[甲骨智能|Company]成立于2009年，员工达5万人。", "employees", ""),
    ("5月14日[甲骨智能|Company]公布的一季报显示，营收9亿元。", "revenue", "2020Q1"),
    ("[甲骨智能|Company]2019年三季报显示，营收22亿元。", "revenue", "2019-01/2019-09"),
    ("[甲骨智能|Company]公布2019年第四季度业绩：净利润3亿元；全年营收40亿元。", "revenue", "2019"),
    ("截至2019年12月28日，[沪深300|Product]今年以来回落24.59%。", "stockIndexChange", "2019-12-28"),
    ("今年9月26日，全球第一大指数公司[甲骨智能|Company]宣布扩容。", "rank", ""),
    ("受[甲骨智能|Company]上季度财报影响，[沪深300|Product]大跌；[创业板指|Product]下跌2%。", "stockIndexChange", ""),
    (
        "[甲骨智能|Company]2019年净利润5亿元。去年同期，公司净利润为4亿元；扣非净利润为3亿元。",
        "nonRecurringNetProfit",
        "2018",
    ),
    ("以3月11日为基准，[甲骨智能|Company]股价上涨34.58%。", "sharePriceChange", ""),
    ("2018自然年，[甲骨智能|Company]营收22亿元。", "revenue", "2018"),
    ("[甲骨智能|Company]9月季度营收22亿元。", "revenue", "2019Q3"),
    ("去年12月，[甲骨智能|Company]销量21万辆。放眼全年，销量201万辆。", "sales", "2019"),
    ("截至5月20日收盘，[甲骨智能|Company]报7.56元。", "sharePrice", "2020-05-20"),
    ("2015年4月前后，[甲骨智能|Company]股价仅有0.7港元。", "sharePrice", "2015-04"),
    ("[甲骨智能|Company]2019年净利润为9亿元，上年同期为5亿元，同比增长80%。", "netProfitGrowth", "2019"),
    ("[甲骨智能|Company]2019年毛利率由上年的6.4%升至6.8%。", "grossMargin", "2019"),
    ("[甲骨智能|Company]负债率从2018年底的60%降至2019年底的55%。", "debtRatio", "2019"),
    ("[甲骨智能|Company]2010年3月1日上市，控股股东为[王立|Person]，持股约51%。", "stake", ""),
    ("[甲骨智能|Company]算上2017年、2018年和2019年，亏损超过25亿元。", "netProfit", ""),
]


@pytest.mark.parametrize(("text", "metric", "when"), DATES)
def test_figure_is_of_its_period(text: str, metric: str, when: str):
    assert list_dates(text)[metric] == when


def test_listed_figures_pair_up_with_listed_years():
    found = read("2017年至2019年，[甲骨智能|Company]分别亏损39亿元、27亿元、13亿元。").evidence
    years = {name(e.object): dict(e.roles)["period"].iso for e in found if e.kind == "observation"}
    assert years == {"-3900000000CNY": "2017", "-2700000000CNY": "2018", "-1300000000CNY": "2019"}


def test_observation_keeps_place_period_and_exclusion():
    text = "截至2019年底，[甲骨智能|Company]在[印度|Country]连接设备数达到1.32亿台（不包含手机）。"
    found = next(e for e in read(text).evidence if e.kind == "observation")
    roles = {role: getattr(end, "text", "") for role, end in found.roles}
    assert roles["place"] == "印度"
    assert roles["exclusion"] == "不包含手机"
    assert {"date", "period"} & set(roles)


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("[甲骨智能|Company]数据中心业务营收80亿元。", "数据中心业务"),
        ("[甲骨智能|Company]拟向全体股东每10股派发现金红利17元。", "每10股"),
        ("[甲骨智能|Company]出货量排名第四。", "出货量"),
        ("[甲骨智能|Company]海外门店2753家。", "海外"),
        ("在投资收益榜单上，[甲骨智能|Company]以18亿元位居第一。", "投资收益"),
        ("软件收入已占到[甲骨智能|Company]总收入的44%。", "软件收入"),
        ("[甲骨智能|Company]最大的平台部门（包括云和软件）第四季度营收为9亿元。", "平台部门"),
        ("[甲骨智能|Company]去年经调整净利润为9亿元。", "经调整"),
        ("[甲骨智能|Company]去年调整后每股盈利为0.84美元。", "调整后"),
        ("[甲骨智能|Company]去年实现主营业务收入8亿元。", "主营业务"),
        ("[甲骨智能|Company]去年母公司净利润2亿元。", "母公司"),
        ("[甲骨智能|Company]已到期债务12.8亿元。", "到期"),
        ("[甲骨智能|Company]有息负债3亿元。", "有息"),
        ("[甲骨智能|Company]累计银行贷款等债务为4.69亿元。", "银行贷款等"),
    ],
)
def test_observation_keeps_what_part_it_is_of(text: str, scope: str):
    found = [e for e in read(text).evidence if e.kind == "observation"]
    assert name(dict(found[-1].roles)["scope"]) == scope


def test_a_stake_is_of_no_place():
    (found,) = [e for e in read("[王立|Person]持有[杭州|Place]臻强20%股份。").evidence if e.kind == "observation"]
    assert "place" not in dict(found.roles)


def test_a_rank_is_of_the_place_beside_it_only():
    (found,) = [
        e for e in read("[甲骨智能|Company]是[亚洲|Place]最大、全球第四大的厂商。").evidence if e.predicate == "rank"
    ]
    assert "place" not in dict(found.roles)


def test_figures_behind_a_brand_that_was_founded_are_not_the_founders():
    text = "[甲骨智能|Company]推出咖啡品牌[云岚|Brand]，主打低价，截至去年底门店约4600家。"
    assert not list_figures(text)


def test_a_valuation_is_not_the_investors():
    text = "2019年1月，[甲骨智能|Company]与[南岭资本|Company]各投10亿元，公司投后估值达233亿元。"
    assert ("甲骨智能", "valuation", "23300000000CNY", "asserted") not in list_figures(text)


def test_shops_of_which_something_is_done_are_not_all_there_are():
    assert not list_figures("[甲骨智能|Company]同时完成200家门店的改造。")


def test_the_latter_is_not_the_former():
    text = "[甲骨智能|Company]和[南岭传感|Company]净利润分别为4亿元和2亿元，前者同比增长3%，后者下降9%。"
    growths = {(owner, value) for owner, metric, value, _ in list_figures(text) if metric == "netProfitGrowth"}
    assert growths <= {("甲骨智能", "3%"), ("南岭传感", "-9%")}


def test_a_way_of_paying_is_no_part():
    (paid,) = [e for e in read("[甲骨智能|Company]通过协议转让的方式斥资3亿元。").evidence if e.kind == "observation"]
    assert "scope" not in dict(paid.roles)
