"""Events that are doubtful: rumours, plans, promises, other people's deeds and years that are only spoken of."""

import pytest

from tests.relations.reading import list_events, read, tell


def test_who_denies_a_rumour_did_deny_it():
    text = "国产的传言不时出现，但[甲骨智能|Company]多次对此否认。"
    assert [status for status, _ in tell(text, "Announcement")] == ["asserted"]


def test_year_that_another_clause_speaks_of_does_not_date_a_speech():
    marked = "2018年被称为新股之年，[甲骨智能|Company]董事长[王立|Person]表示，市场已回暖。"
    (event,) = list_events(marked)
    assert "date" not in dict(event[2])


def test_who_urges_others_does_not_do_it():
    assert not any(
        kind == "ShareIncrease" for kind, _, _ in list_events("[证监会|Organization]鼓励保险公司入市，增持优质股票。")
    )


def test_somebody_without_a_name_is_not_who_spoke_before():
    marked = "[甲骨智能|Company]陷入困境。有资管机构5月8日公告称，产品违约。"
    assert not any(kind == "Announcement" for kind, _, _ in list_events(marked))


def test_a_deal_that_was_voted_down_did_not_happen():
    marked = "[甲骨智能|Company]收购[南岭传感|Company]的方案被监管否决。"
    assert {status for kind, status, _ in list_events(marked) if kind == "Acquisition"} == {"denied"}


def test_days_counted_are_no_day():
    ((_, _, roles),) = list_events("[甲骨智能|Company]连续8日涨停。")
    assert "date" not in dict(roles)


def test_reported_year_is_a_period():
    (roles,) = [dict(r) for kind, _, r in list_events("[甲骨智能|Company]发布2018年年报。") if kind == "EarningsReport"]
    assert roles.get("period") == "2018"


@pytest.mark.parametrize(
    "marked",
    [
        "[央行|Organization]将实施稳健的货币政策。",  # a duty
        "会议听取[央行|Organization]报告，通过相应的公告。",  # a noun
        "[甲骨智能|Company]认为，大盘站上1300点。",  # the index did
    ],
)
def test_what_is_no_happening_gives_no_event(marked: str):
    assert not list_events(marked)


def test_a_promise_that_is_spoken_of_is_no_announcement():
    assert tell("[林之远|Person]终于兑现一年前的承诺。", "Announcement") == []
    assert tell("还要一些时间[林之远|Person]才能宣布。", "Announcement") == []
    assert tell("[林之远|Person]承诺，明年改进服务。", "Announcement") != []


def test_what_somebody_else_is_empowered_to_do_is_not_done():
    assert tell("[国会|Organization]通过法案，赋予总统宣布紧急状态的权力。", "Announcement") == []


def test_pledges_as_a_line_of_business_pledge_nothing():
    assert tell("[南岭证券|Company]披露的股权质押业务还包括300万股。", "SharePledge") == []


def test_what_a_firm_holds_a_part_of_is_not_the_firm():
    assert not list_events("[甲骨智能|Company]参股的平台先后被警方立案调查。")


def test_somebody_told_is_not_sued():
    assert not list_events("[王立|Person]告诉[林之远|Person]。")


def test_a_year_of_an_outlook_does_not_date_a_move():
    (roles,) = [
        dict(r) for kind, _, r in list_events("[甲骨智能|Company]上调2019年预期，股价上涨。") if kind == "StockMove"
    ]
    assert "date" not in roles


def test_what_lies_ahead_is_planned():
    ((_, status, _),) = list_events("[甲骨智能|Company]喊出2025年实现1000亿元销售规模的目标。")
    assert status == "planned"


def test_the_month_of_a_plan_is_the_next_one():
    found = [dict(r) for kind, _, r in list_events("[甲骨智能|Company]预计4月投产。") if kind == "Milestone"]
    assert [roles["date"] for roles in found] == ["2021-04"]


def test_a_day_goes_before_its_year():
    marked = "5月28日晚，[甲骨智能|Company]在2020年最后一个开放日宣布扩产。"
    found = [dict(r) for kind, _, r in list_events(marked) if kind == "Announcement"]
    assert [roles["date"] for roles in found] == ["2020-05-28"]


def test_what_a_firm_answers_a_rumour_about_is_rumoured():
    text = "[东川电气|Company]回应[甲骨智能|Company]增持[南岭传感|Company]传闻：没有这事。"
    assert {status for status, _ in tell(text, "ShareIncrease")} == {"rumoured"}


def test_a_meeting_on_plans_is_no_plan_to_speak():
    marked = "[东川大学|Organization]院长[林之远|Person]在2019年城市规划年会上表示，节点城市正在兴起。"
    assert {status for _, status, _ in list_events(marked)} == {"asserted"}


def test_an_earlier_clauses_years_ago_do_not_date_a_speech():
    marked = "无人矿车在5年前不可想象，但[甲骨智能|Company]董事长[王立|Person]认为时机已到。"
    assert all("date" not in dict(roles) for _, _, roles in list_events(marked))


@pytest.mark.parametrize(
    "marked",
    [
        "[甲骨智能|Company]否认收购[南岭传感|Company]的传闻。",
        "针对收购[南岭传感|Company]的传闻，[甲骨智能|Company]表示，从未收购[南岭传感|Company]。",
    ],
)
def test_a_rumour_that_is_denied_is_denied(marked: str):
    assert {status for kind, status, _ in list_events(marked) if kind == "Acquisition"} == {"denied"}


def test_who_waits_for_a_listing_is_not_listed_yet():
    for marked in ("[甲骨智能|Company]也在排队IPO。", "[甲骨智能|Company]决定到[港股|Organization]上市。"):
        assert {status for kind, status, _ in list_events(marked) if kind == "StockListing"} == {"planned"}


def test_a_hearing_passed_or_a_sale_at_an_exchange_is_no_listing():
    assert {s for kind, s, _ in list_events("[甲骨智能|Company]通过了上市聆讯。") if kind == "StockListing"} <= {
        "planned"
    }
    assert not [kind for kind, _, _ in list_events("[甲骨智能|Company]挂牌转让旗下酒店。") if kind == "StockListing"]


def test_the_day_of_a_speech_is_not_that_of_what_is_told():
    marked = "5月8日，[甲骨智能|Company]开会，[王立|Person]在会上表示，[甲骨智能|Company]收购了[南岭传感|Company]。"
    (roles,) = (dict(roles) for kind, _, roles in list_events(marked) if kind == "Acquisition")
    assert "date" not in roles


@pytest.mark.parametrize(
    ("marked", "kind"),
    [
        ("[甲骨智能|Company]两只产品规模已低于5000万元的清盘“红线”。", "Bankruptcy"),
        ("正尽快印发文件，督促[东川省政府|Organization]加快制定实施具体方案。", "Announcement"),
        ("[甲骨智能|Company]一级29个行业指数均收涨。", "StockMove"),
        ("[甲骨智能|Company]发行价偏低。以另两家券商为例，这两只券商受到追捧，多次涨停。", "StockMove"),
        ("[证监会|Organization]发布重组上市新规。", "Reorganization"),
        ("[A股市场|Organization]再现减持。", "ShareReduction"),
        ("[甲骨智能|Company]一度受挫，连一些基金经理也没能坚持，悄悄减持了白酒股。", "ShareReduction"),
        ("[陈立|Person]主导的“数字工厂”项目，先后荣获[滨江质量奖|Award]。", "AwardReceipt"),
        ("[甲骨智能|Company]在并购调研中，重点关注[南岭传感|Company]股权质押风险。", "Acquisition"),
        ("[甲骨智能|Company]表达了对合作的坚定承诺与赞赏。", "Announcement"),
    ],
)
def test_what_only_looks_like_a_happening_is_none(marked: str, kind: str):
    assert kind not in {found for found, _, _ in list_events(marked)}


def test_a_share_bought_is_not_the_share_held_after_it():
    marked = "[甲骨智能|Company]增持[南岭传感|Company]（600438.SH）1.9%股份，增持后合计持有1000万股，约占总股本的5%。"
    shares = {dict(roles).get("proportion") for kind, _, roles in list_events(marked) if kind == "ShareIncrease"}
    assert shares == {"1.9%"}


def roles_of(marked: str, kind: str) -> list[tuple[str, str]]:
    return sorted(pair for event, _, roles in list_events(marked) for pair in roles if event == kind)


def test_a_holder_without_a_name_is_not_the_company_whose_shares_they_are():
    assert ("shareholder", "甲骨智能") not in roles_of(
        "[甲骨智能|Company]控股股东近日累计质押5000万股。", "SharePledge"
    )
    named = roles_of("[甲骨智能|Company]公告，其控股股东[陈立|Person]累计质押5000万股。", "SharePledge")
    assert ("shareholder", "陈立") in named


def test_what_a_speaker_tells_of_his_company_is_the_company_s_deed():
    told = roles_of("[甲骨智能|Company]总裁[陈立|Person]表示，“过去三年累计投资20亿元。”", "Investment")
    assert ("investor", "甲骨智能") in told


def test_what_is_denied_at_once_is_denied():
    assert {status for _, status, _ in list_events("[甲骨智能|Company]对裁员一再辟谣。")} == {"denied"}


def test_what_a_company_has_seen_others_write_is_rumoured():
    text = "公告称，公司关注到近日有网络媒体报道，[甲骨智能|Company]裁员30%。"
    assert {status for kind, status, _ in list_events(text) if kind == "Layoff"} == {"rumoured"}


def test_a_year_that_another_s_deed_is_of_does_not_date_the_next():
    text = "[甲骨智能|Company]2010年推出混动车型，2016年推出纯电车型，而[南岭传感|Company]也推出了[岭山一号|Product]。"
    assert not [role for role, _ in roles_of(text, "ProductLaunch") if role == "date"]


def test_a_record_is_not_of_the_time_since_which_it_is_one():
    assert not [
        role for role, _ in roles_of("[甲骨智能|Company]股价刷新2017年5月以来新低。", "Milestone") if role == "date"
    ]


def test_a_deal_spoken_of_again_keeps_the_status_with_which_it_was_told():
    text = "[甲骨智能|Company]拟收购[南岭传感|Company]，收购[南岭传感|Company]遭到阻碍。"
    assert {status for kind, status, _ in list_events(text) if kind == "Acquisition"} == {"planned"}
    text = "[甲骨智能|Company]与[南岭传感|Company]签署合作协议，双方将在汽车领域展开合作。"
    assert {status for kind, status, _ in list_events(text) if kind == "Partnership"} == {"asserted"}
    assert {e.status for e in read(text).evidence if e.predicate == "partnerOf"} == {"asserted"}


def test_who_is_dismissed_is_counted_up():
    (value,) = [
        filler.value.number
        for event in read("[甲骨智能|Company]宣布裁减2400名员工。").evidence
        for role, filler in event.roles
        if event.predicate == "Layoff" and role == "quantity"
    ]
    assert value == 2400


def test_several_who_do_a_deal_each_are_not_joined():
    text = "[甲骨智能|Company]、[东川电气|Company]分别收购[南岭传感|Company]、[北屿科技|Company]。"
    assert not any(kind == "Acquisition" for kind, *_ in list_events(text))


def test_who_backs_a_firm_without_a_known_name_does_not_act_for_it():
    assert not any(kind == "StockListing" for kind, *_ in list_events("[甲骨智能|Company]投资的小厂将上市。"))
    assert any(kind == "StockListing" for kind, *_ in list_events("[甲骨智能|Company]将上市。"))
