"""Figures whose owner, part or time is not certain: left out, or told of nobody but who is meant."""

import pytest

from tests.relations.reading import list_dates, list_figures, read

NOBODYS = [
    "主要股指今年至少上涨3.16%。",  # no entity owns it
    "[甲骨智能|Company]的净利润低于市场预期的190亿元。",  # an expectation is no result
    "[甲骨智能|Company]今年的营收会达到200亿元吗？",
    "[甲骨智能|Company]去年的税前利润是每辆3200美元。",
    "[甲骨智能|Company]提供各类自行车产品186.16万辆。",  # no number of models
    "[甲骨智能|Company]推出小组第3号方案。",
    "[甲骨智能|Company]关心每一个用户。",
    "[甲骨智能|Company]召开第二次会议。",
    "[甲骨智能|Company]日均销售额达188万元。",  # a rate is no total
    "[甲骨智能|Company]发布了36个城市公交卡调查报告。",  # counts nothing of its own
    "[甲骨智能|Company]年底前将完成40家门店调改。",
    "[甲骨智能|Company]大宗交易成交价为37.57元/股。",  # no price of an acquisition
    "[甲骨智能|Company]市值蒸发300亿元。",  # a change is no level
    "[甲骨智能|Company]为此计提了45亿元费用。",
    "[甲骨智能|Company]股东拟减持公司3%股权。",  # an unnamed shareholder's
    "[甲骨智能|Company]概念股上涨3%。",
    "据[甲骨智能|Company]统计，去年手机厂商营收达80亿元。",
    "[甲骨智能|Company]与[南岭传感|Company]合计营收80亿元。",  # a sum is nobody's alone
    "[甲骨智能|Company]成为[南岭传感|Company]第一大股东。",
    "隔夜、1周和2周期限的[甲骨智能|Company]分别上涨17个、5个和11个基点。",
    "[甲骨智能|Company]收购装机量位列前十的电池企业。",  # the target's rank
    "[甲骨智能|Company]利率为25个基点。",
    "[甲骨智能|Company]的资产负债表规模为9亿元。",  # a word inside a longer one
    "[甲骨智能|Company]新增债务限额5亿元。",  # another noun's
    "[甲骨智能|Company]未能跻身前十。",
    "[甲骨智能|Company]连前十都没挤进。",
    "[甲骨智能|Company]100%股权将再度拍卖。",
    "[甲骨智能|Company]能够投入80亿元。",
    "[甲骨智能|Company]购买了17款理财产品。",
    "[甲骨智能|Company]公告，持有1.4亿股（占总股本的30%）的控股股东拟减持。",
    "卖出的是[甲骨智能|Company]的两家营业部。",  # not all of them
    "[甲骨智能|Company]预计增长率为7.6%。",  # of whom?
    "[甲骨智能|Company]据预测面板出货量将达140万台。",
    "[沪深300|Product]股指期货跌0.2%。",
    "[甲骨智能|Company]虚增2014年利润8049万元。",
    "[甲骨智能|Company]新机搭载[飞鸟8|Product]芯片，售价4499元。",  # the part is not what is sold
    "[甲骨智能|Company]同比变动幅度为-25%至5%。",
    "[甲骨智能|Company]至少应裁员10人。",
    "[甲骨智能|Company]产品出口100多个国家。",
    "[甲骨智能|Company]亏损额下降42%。",  # which way profit went, no reader could tell
    "[南岭证券|Company]预计公司2021年EPS为1.7元，维持买入评级。",  # a broker's forecast of others
    "[港股|Organization]报收20元。",  # a kind of share owns nothing
    "[甲骨智能|Company]的粉丝王小立今年11岁。",
    "法院判令被告赔偿[甲骨智能|Company]经济损失500万元。",
    "[甲骨智能|Company]公布财报称，[中国|Country]有望成为公司第二大市场。",
    "[甲骨智能|Company]有权于五年内回购乙方所持32%股权。",  # a right is no deed
    "[甲骨智能|Company]原拟作价36亿元购买[南岭传感|Company]。",  # a plan that was given up
    "对[日本|Place]进出口17亿元。",  # whose?
    "[云南|Place]资本增持50万股。",  # a place that only begins a name
    "五家机构卖出[甲骨智能|Company]股票1040万股，占总股本的1%。",  # sellers without a name
    "[甲骨智能|Company]解禁股占总股本的61%。",  # no stake of its own
    "[甲骨智能|Company]收入占总收入的40%。",  # of which part?
    "[甲骨智能|Company]、[南岭传感|Company]等公司预亏，规模达8亿元。",  # the sum is theirs together
    "[甲骨智能|Company]预亏几十亿元。",
    "彼时[甲骨智能|Company]员工有5万人。",  # when?
    "总投资220亿元的[甲骨智能|Company]科技小镇开工。",
    "[甲骨智能|Company]在建的年产180吨薄膜项目进展顺利。",  # not there yet
    "首次成为[甲骨智能|Company]第一大产业。",  # the rank of a part of it
    "[甲骨智能|Company]的目标价下调至140美元。",
    "[甲骨智能|Company]2015年到2017年分别亏损28亿元，亏损18亿元，盈利26亿元。",  # which year?
    "压力测试假定[沪深300|Product]暴跌50%。",
    "[甲骨智能|Company]产量增加20万桶至1190万桶。",
    "园区引进了[甲骨智能|Company]等投资50亿元以上重大项目。",
    "[王立|Person]及其一致行动人增持5%的股份。",  # with others
    "[甲骨智能|Company]愿意以一半的价格出让股份。",
    "[甲骨智能|Company]新业务及其他收入达到35亿元。",
    "报告期内，[甲骨智能|Company]净利润为13亿元。",  # of which?
    "这只[沪深300|Product]指数基金暴跌10%。",
    "[人民代表大会|Organization]二次会议召开。",
    "[北京银行|Company]业贷款余额达9亿元。",
    "停摆每持续7日，[美国|Country]国内生产总值便会减少0.13%。",
    "[甲骨智能|Company]市值跌幅最高超过150亿元。",
    "旗下有[甲骨智能|Company]（控股70%）。",
    "[王立|Person]等人年龄最小的12岁。",
    "[青岛|Place]海洋生产总值增长15%。",
    "[南岭证券|Company]预计5G总投资约为1.5万亿元。",
    "[甲骨智能|Company]计划设立华南总部，预计实现年营业收入100亿元。",
    "[甲骨智能|Company]中标价19元。",  # of one box
    "截至今年第四季度，[甲骨智能|Company]员工有5万人。",  # read a year late: it lies ahead
    "这家[酒店|Product~]推出了双人晚餐，价格是368元。",
    "[证监会|Organization]开出的罚没款共计17.95亿元。",  # whose?
    "第一大重仓股[甲骨智能|Company]大跌。",  # somebody's first
    "[甲骨智能|Company]年产量损失3000万吨。",
    "市长[王立|Person]称，当地25%的人口都不持有护照。",
    "其在[甲骨智能|Company]和[南岭传感|Company]上的分销收入分别达到1.9亿元和1.5亿元。",
    "[王立|Person]说，自己最小的粉丝是2008年出生的，今年仅有11岁。",
    "扣除出售资产，[甲骨智能|Company]净利润为29.4亿元。",
    "[甲骨智能|Company]将销售收入预期最高下调90亿美元。",
    "[甲骨智能|Company]由[南岭传感|Company]和[东川银行|Company]各认缴一半注册资本，持股50%。",
    "目前[中西部|Region]尚无一个城市GDP突破5000亿元大关。",
    "银行从[甲骨智能|Company]监管账户中累计划转了6.06亿元募集资金。",
    "[甲骨智能|Company]今年利润比去年增长几十亿。",
    "[王立|Person]拟买[甲骨智能|Company]全部股权、[南岭传感|Company]全部股权，合计作价17.26亿元。",
    "这13种[药品|Product~]价格平均下降39.5%。",  # not all there are
    "[甲骨智能|Company]将收入预期最高下调90亿美元。",  # no price is cut
    "[甲骨智能|Company]拥有的门店中，新开设600家门店。",  # not all of them
    "[甲骨智能|Company]需付出的现金代价为125亿元。",
    "GQ视讯发布业绩预告，公司预计扭亏，上年同期亏损1亿元。\n[甲骨智能|Company]公告称拟扩产。",  # named only later
]


def test_a_name_between_ends_whose_change_it_is():
    figures = list_figures("[沪深300|Product]跌2%，[创业板指|Product]终结八连阳，跌0.4%。")
    assert ("沪深300", "stockIndexChange", "-0.4%", "asserted") not in figures


def test_who_holds_stands_behind_by():
    figures = list_figures("[甲骨智能|Company]则由[王立|Person]实际持股51%。")
    assert figures == {("王立", "stake", "51%", "asserted")}


def test_a_price_at_the_end_of_a_stretch_is_of_its_last_day():
    marked = "从2020年1月2日至2020年2月21日，[甲骨智能|Company]市值涨至350亿元。"
    assert list_dates(marked)["marketCap"] == "2020-02-21"


def test_growth_is_of_the_metric_before_it():
    figures = list_figures("[甲骨智能|Company]销量增速超过20%。")
    assert {metric for _, metric, _, _ in figures} == {"salesGrowth"}


def test_company_is_nobody_named_paragraphs_ago():
    figures = list_figures("行业观察\n[甲骨智能|Company]扩产。\n另有消息。\n公司营收80亿元。")
    assert not figures


def test_own_shares_bought_back_are_no_stake():
    figures = list_figures("[甲骨智能|Company]拟回购4亿股（占总股本6%）。")
    assert {metric for _, metric, _, _ in figures} == {"sharesBought"}


def test_what_a_plan_was_changed_from_is_left_out():
    figures = list_figures("[甲骨智能|Company]回购的资金总额从不低于5000万元，调整为不低于1.5亿元。")
    assert "50000000CNY" not in {value for _, _, value, _ in figures}


def test_an_everyday_word_with_a_price_ends_who_was_spoken_of():
    figures = list_figures("[甲骨智能|Company]收报9元。太阳能当天收报3.64元，成交额2亿元。")
    assert figures == {("甲骨智能", "sharePrice", "9CNY", "asserted")}


def test_a_range_of_results_is_a_forecast():
    figures = list_figures("[甲骨智能|Company]实现净利润29亿元至31亿元。")
    assert {status for _, _, _, status in figures} == {"planned"}


@pytest.mark.parametrize("text", NOBODYS)
def test_figure_without_owner_or_claim_is_left_out(text: str):
    assert not list_figures(text)


def test_unknown_name_ends_who_was_spoken_of():
    figures = list_figures("[甲骨智能|Company]营收80亿元。去年狼牙户外营收3亿元，毛利为1亿元。")
    assert figures == {("甲骨智能", "revenue", "8000000000CNY", "asserted")}


def test_company_behind_an_unknown_name_is_that_name():
    figures = list_figures("[甲骨智能|Company]营收80亿元。\n苏泊尔披露业绩快报，公司营收178亿元。")
    assert {value for _, _, value, _ in figures} == {"8000000000CNY"}


def test_a_price_that_moved_on_a_rumour_did_move():
    figures = list_figures("市场传出消息后，[甲骨智能|Company]股价下跌2%。")
    assert figures == {("甲骨智能", "sharePriceChange", "-2%", "asserted")}


def test_company_behind_another_name_may_be_that_one():
    figures = list_figures("[甲骨智能|Company]营收80亿元。交易所向[南岭传感|Company]发函，公司净利润为3亿元。")
    assert {owner for owner, _, _, _ in figures} <= {"甲骨智能", "南岭传感"}
    assert ("甲骨智能", "netProfit", "300000000CNY", "asserted") not in figures


def test_bound_reaches_over_the_word_for_the_unit():
    (found,) = [
        e for e in read("[甲骨智能|Company]拟回购股份，回购价格不超过每股11元。").evidence if e.kind == "observation"
    ]
    assert found.object.comparator == "under"


def test_growth_does_not_go_on_from_a_figure_that_is_nobodys():
    figures = list_figures("[甲骨智能|Company]净利润为42亿元；固定收益市场收入19亿元，同比下滑21%。")
    assert {metric for _, metric, _, _ in figures} == {"netProfit"}


def test_first_value_of_a_change_is_left_out():
    figures = list_figures("[甲骨智能|Company]总资产从868亿元增至2918亿元。")
    assert figures == {("甲骨智能", "totalAssets", "291800000000CNY", "asserted")}
