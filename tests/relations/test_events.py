"""Events: class, roles, date and status, and what of the sentences around belongs to them."""

import pytest

from tests.relations.reading import list_events, read, tell


def find(marked: str, kind: str) -> dict[str, str]:
    return next(dict(roles) for event, _, roles in sorted(list_events(marked), key=str) if event == kind)


def test_acquisition_has_buyer_target_and_day():
    roles = find("5月8日，[甲骨智能|Company]收购了[南岭传感|Company]。", "Acquisition")
    assert roles == {"buyer": "甲骨智能", "target": "南岭传感", "date": "2020-05-08"}


def test_report_is_dated_by_its_day_though_it_is_about_a_quarter():
    roles = find("5月8日，[甲骨智能|Company]公布了第一季度财报。", "EarningsReport")
    assert roles["date"] == "2020-05-08"


def test_announcement_of_ones_own_deed_is_only_the_deed():
    events = {event for event, _, _ in list_events("[甲骨智能|Company]宣布收购[南岭传感|Company]。")}
    assert "Acquisition" in events
    assert "Announcement" not in events


def test_planned_event_is_marked():
    assert any(
        event == "Layoff" and status == "planned" for event, status, _ in list_events("[甲骨智能|Company]计划裁员7%。")
    )


def test_teaser_does_not_speak_for_the_article():
    text = "[甲骨智能|Company]董事长[陈立|Person]表示，公司发展良好。\n\n \n \n我们收购了[南岭传感|Company]。\n"
    assert not [e for e in read(text).evidence if e.predicate in {"acquired", "Acquisition"}]


ROLES = [
    (
        "[甲骨智能|Company]5月8日以每股4.2元回购30万股，耗资126万元，占总股本的0.1%。",
        "ShareBuyback",
        {"issuer": "甲骨智能", "unitPrice": "4.2元", "quantity": "30万股", "amount": "126万元", "proportion": "0.1%"},
    ),
    (
        "[甲骨智能|Company]公告，股东[林之远|Person]拟减持公司股份不超过500万股。",
        "ShareReduction",
        {"issuer": "甲骨智能", "shareholder": "林之远", "quantity": "500万股"},
    ),
    (
        "[甲骨智能|Company]公告，控股股东[南岭投资|Company]将所持公司200万股股份质押给[北原银行|Company]。",
        "SharePledge",
        {"issuer": "甲骨智能", "shareholder": "南岭投资", "quantity": "200万股", "pledgee": "北原银行"},
    ),
    (
        "5月8日，[甲骨智能|Company]完成2亿元B轮融资，由[北原资本|Company]领投，[南岭创投|Company]跟投。",
        "Financing",
        {"investee": "甲骨智能", "amount": "2亿元", "round": "B轮", "leadInvestor": "北原资本", "investor": "南岭创投"},
    ),
    (
        "[甲骨智能|Company]收到[南岭水务|Company]发来的中标通知书，中标金额为8500万元。",
        "ContractWin",
        {"supplier": "甲骨智能", "client": "南岭水务", "amount": "8500万元"},
    ),
    (
        "[甲骨智能|Company]拟以3亿元收购[南岭传感|Company]60%股权。",
        "Acquisition",
        {"buyer": "甲骨智能", "target": "南岭传感", "amount": "3亿元", "proportion": "60%"},
    ),
    (
        "5月8日，[市监管局|Organization]约谈了[甲骨智能|Company]负责人。",
        "Litigation",
        {"regulator": "市监管局", "defendant": "甲骨智能", "date": "2020-05-08"},
    ),
    (
        "[甲骨智能|Company]公告，[林之远|Person]因个人原因辞去公司副总经理职务。",
        "Departure",
        {"person": "林之远", "title": "副总经理", "organization": "甲骨智能"},
    ),
]


@pytest.mark.parametrize(("marked", "kind", "wanted"), ROLES, ids=[kind for _, kind, _ in ROLES])
def test_roles_are_filled_from_around_the_word(marked: str, kind: str, wanted: dict[str, str]):
    found = [roles for _, roles in tell(marked, kind)]
    assert any(wanted.items() <= roles.items() for roles in found), found


def test_each_happening_of_a_sentence_keeps_its_own_figures():
    text = "[林之远|Person]减持100万股，[周启明|Person]减持300万股。"
    shares = {roles["shareholder"]: roles["quantity"] for _, roles in tell(text, "ShareReduction")}
    assert shares == {"林之远": "100万股", "周启明": "300万股"}


def test_release_is_a_pledge_that_holds_no_longer():
    assert {status for status, _ in tell("[林之远|Person]5月8日解除质押300万股。", "SharePledge")} == {"former"}


def test_release_names_no_new_pledge():
    text = "[林之远|Person]将质押给[北原银行|Company]的300万股办理了解除质押。"
    assert {status for status, _ in tell(text, "SharePledge")} == {"former"}


def test_pledge_that_was_not_released_is_no_release():
    assert tell("[林之远|Person]所持股份尚未解除质押。", "SharePledge") == []


def test_figures_of_the_next_sentence_belong_to_the_event():
    text = "[甲骨智能|Company]5月8日回购30万股。成交总金额为126万元。"
    assert any(roles.get("amount") == "126万元" for _, roles in tell(text, "ShareBuyback"))


def test_figures_of_somebody_else_do_not():
    text = "[甲骨智能|Company]5月8日回购30万股。[南岭传感|Company]成交总金额为126万元。"
    assert not any(roles.get("amount") for _, roles in tell(text, "ShareBuyback"))


def test_share_price_is_no_price_of_the_buyback():
    text = "[甲骨智能|Company]拟回购30万股。公司最新收盘价为12元。"
    assert not any(roles.get("unitPrice") for _, roles in tell(text, "ShareBuyback"))


def test_day_of_disclosure_is_kept_beside_the_day_of_the_deed():
    roles = find("[甲骨智能|Company]5月9日晚间公告称，公司于5月8日回购30万股。", "ShareBuyback")
    assert (roles["date"], roles["disclosedOn"]) == ("2020-05-08", "2020-05-09")


def test_dateline_tells_the_day_of_disclosure():
    roles = find("东川社5月9日讯，[林之远|Person]减持[甲骨智能|Company]100万股。", "ShareReduction")
    assert roles["disclosedOn"] == "2020-05-09"


def test_year_in_a_plans_name_is_no_date():
    roles = find("根据《2017年激励计划》，[甲骨智能|Company]回购30万股。", "ShareBuyback")
    assert "date" not in roles


def test_deed_referred_to_has_the_status_it_was_told_with():
    text = "[甲骨智能|Company]拟回购30万股。[甲骨智能|Company]表示，本次回购提振信心。"
    assert {status for status, _ in tell(text, "ShareBuyback")} == {"planned"}


def test_money_spent_on_own_shares_is_a_buyback_and_no_investment():
    events = {event for event, _, _ in list_events("[甲骨智能|Company]5月8日斥资126万元回购30万股。")}
    assert "ShareBuyback" in events
    assert "Investment" not in events


def test_passive_has_its_unknown_actor_left_out():
    assert tell("[甲骨智能|Company]获一家基金举牌。", "ShareIncrease") == []


def test_something_disposed_of_is_no_plan():
    text = "[林之远|Person]将所持股份质押给[北原银行|Company]。"
    assert {status for status, _ in tell(text, "SharePledge")} == {"asserted"}


def test_ordinary_result_is_no_milestone():
    assert tell("[甲骨智能|Company]2019年实现营收18亿元。", "Milestone") == []
    assert tell("[甲骨智能|Company]年出货量突破1亿台。", "Milestone")


def test_what_may_be_delisted_is_no_listing_that_ended():
    assert not any(kind == "StockListing" for kind, *_ in list_events("[甲骨智能|Company]可能退市。"))


def test_a_year_spoken_of_does_not_date_the_speech():
    (said,) = list_events("对于2019年的改善措施，[陈立|Person]表示，将严格执法。")
    assert not any(role == "date" for role, _ in said[2])
    (said,) = list_events("[陈立|Person]宣布，新车将于2020年量产。")
    assert not any(role == "date" for role, _ in said[2])


def test_a_share_price_that_is_only_counted_with_moves_nothing():
    assert not list_events("以[甲骨智能|Company]近日股价计算，双方交易约九亿元。")
    assert any(kind == "StockMove" for kind, *_ in list_events("[甲骨智能|Company]股价一度上涨。"))


def test_founders_stay_founders_and_partners_that_stay_keep_their_post():
    events = list_events("[甲骨智能|Company]创始人[陈立|Person]昨日卸任，但仍是合伙人。")
    assert events and not any(role == "title" for _, _, roles in events for role, _ in roles)


def test_the_reason_of_a_departure_is_kept():
    left = [e for e in read("[陈立|Person]因个人原因辞职。").evidence if e.predicate == "Departure"]
    assert left and all(("reason", "个人原因") in [(role, filler.text) for role, filler in e.roles] for e in left)


def test_history_has_no_day_of_disclosure():
    text = "2月10日，[甲骨智能|Company]公告称，公司业绩大增。[陈立|Person]于2012年当选公司董事长。"
    elected = [e for e in read(text).evidence if e.predicate == "Appointment"]
    assert elected and not any(role == "disclosedOn" for e in elected for role, _ in e.roles)


def test_who_announces_in_the_sentence_goes_before_the_titles_company():
    text = "[南岭传感|Company]业绩下滑\n[甲骨智能|Company]则公告，[林之远|Person]辞去公司副总经理职务。"
    assert {roles.get("organization") for _, roles in tell(text, "Departure")} == {"甲骨智能"}


def test_further_figures_belong_to_those_of_several_that_the_next_sentence_names():
    text = "[甲骨智能|Company]、[南岭传感|Company]均完成B轮融资。[南岭传感|Company]此轮由[北原资本|Company]领投。"
    found = [roles for _, roles in tell(text, "Financing") if roles.get("leadInvestor")]
    assert {roles["investee"] for roles in found} == {"南岭传感"}


@pytest.mark.parametrize("kind", ["Departure", "Appointment"])
def test_a_post_is_of_the_body_named_beside_it_not_of_who_the_article_is_about(kind):
    text = (
        "[甲骨智能|Company]发布财报。"
        "[陈立|Person]辞去[南岭传感|Company]总裁职务，[林之远|Person]接任[南岭传感|Company]总裁。"
    )
    assert {roles.get("organization") for _, roles in tell(text, kind)} - {None} == {"南岭传感"}
