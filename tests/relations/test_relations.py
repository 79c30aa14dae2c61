"""Relations as a reader of business news understands them: subjects, lists, voices, status, pronouns."""

import pytest

from tests.relations.reading import list_relations, read, tell

SAID = [
    ("[甲骨智能|Company]收购[南岭传感|Company]的重组预案已经公布。", ("甲骨智能", "acquired", "南岭传感", "planned")),
    ("[甲骨智能|Company]将继续优化在[深圳|City]的布局。", ("甲骨智能", "operatesIn", "深圳", "asserted")),
    ("[甲骨智能|Company]购买[南岭传感|Company]全部股份的重组事项尚在进程中。", ("甲骨智能", "acquired", "南岭传感", "planned")),
    # topic chains: the second clause acts through the first one's subject
    ("[甲骨智能|Company]去年进入[印度|Country]市场，随后收购了[南岭传感|Company]。", ("甲骨智能", "acquired", "南岭传感", "asserted")),
    # both voices
    ("[南岭传感|Company]被[甲骨智能|Company]全资收购。", ("甲骨智能", "acquired", "南岭传感", "asserted")),
    ("[甲骨智能|Company]把[南岭传感|Company]出售给[东川电气|Company]。", ("东川电气", "acquired", "南岭传感", "asserted")),
    # the one who takes a post is the name right before the verb, not who announces it
    ("[甲骨智能|Company]董事长[陈立|Person]宣布[周宁|Person]出任[甲骨智能|Company]首席执行官。", ("周宁", "chiefExecutiveOf", "甲骨智能", "asserted")),
    ("[甲骨智能|Company]董事长、CEO[陈立|Person]出席。", ("陈立", "chairmanOf", "甲骨智能", "asserted")),
    ("[甲骨智能|Company]董事长、CEO[陈立|Person]出席。", ("陈立", "chiefExecutiveOf", "甲骨智能", "asserted")),
    ("[甲骨智能|Company]前副总裁[周宁|Person]出席。", ("周宁", "executiveOf", "甲骨智能", "former")),
    ("前[甲骨智能|Company]总裁[周宁|Person]出席。", ("周宁", "executiveOf", "甲骨智能", "former")),
    # lists distribute; parallel lists pair up
    ("[甲骨智能|Company]将重点开拓[西欧|Region]、[东欧|Region]和[拉美|Region]市场。", ("甲骨智能", "plansToEnter", "东欧", "asserted")),
    ("[云岚|Brand]、[青禾|Brand]两个品牌，将在[女性用户|Segment]、[商务人士|Segment]的赛道上发力。", ("青禾", "targetsSegment", "商务人士", "asserted")),
    # plans, denials, hearsay
    ("[甲骨智能|Company]拟收购[南岭传感|Company]。", ("甲骨智能", "acquired", "南岭传感", "planned")),
    ("[甲骨智能|Company]尚未收购[南岭传感|Company]。", ("甲骨智能", "acquired", "南岭传感", "denied")),
    ("据知情人士透露，[甲骨智能|Company]收购了[南岭传感|Company]。", ("甲骨智能", "acquired", "南岭传感", "rumoured")),
    ("受市场传闻影响，[甲骨智能|Company]收购了[南岭传感|Company]。", ("甲骨智能", "acquired", "南岭传感", "asserted")),
    ("[甲骨智能|Company]与[南岭传感|Company]无任何合作关系。", ("甲骨智能", "partnerOf", "南岭传感", "denied")),
    # who else leads the body of the person spoken of
    ("[甲骨智能|Company]创始人[陈立|Person]已经卸任。首席财务官由[周宁|Person]担任。", ("周宁", "executiveOf", "甲骨智能", "asserted")),
    # 他 is the only person of the clause before, where nobody acts in it
    ("[陈立|Person]五月加入[东川电气|Company]。记者联系到[周宁|Person]，他加入了[南岭传感|Company]。", ("周宁", "worksFor", "南岭传感", "asserted")),
    # a plan goes on through the clauses that say how
    ("[甲骨智能|Company]拟向[陈立|Person]控制的[东川电气|Company]收购[南岭传感|Company]。", ("甲骨智能", "acquired", "南岭传感", "planned")),
    ("[甲骨智能|Company]拟作价5亿元，向[东川电气|Company]发行股份，收购[南岭传感|Company]。", ("甲骨智能", "acquired", "南岭传感", "planned")),
    # posts one after the other
    ("[周宁|Person]历任[甲骨智能|Company]副总裁、[东川电气|Company]总裁。", ("周宁", "executiveOf", "东川电气", "former")),
    # what a sentence leaves out is said in the one before
    ("在空调市场，[甲骨智能|Company]的对手是[东川电气|Company]；在冰箱市场，则是[云岭电器|Company]和[北屿电器|Company]。", ("甲骨智能", "competitorOf", "北屿电器", "asserted")),
    ("[甲骨智能|Company]要加速，对手没有停步。国际上有[东川电气|Company]，国内有[云岭电器|Company]和[北屿电器|Company]。", ("甲骨智能", "competitorOf", "云岭电器", "asserted")),
    # pronouns
    ("[甲骨智能|Company]公告称，[东川电气|Company]已持有公司5%股份。", ("东川电气", "investsIn", "甲骨智能", "asserted")),
    ("[周宁|Person]创立了[南岭传感|Company]，该公司位于[深圳|City]，该公司随后收购了[东川电气|Company]。", ("南岭传感", "acquired", "东川电气", "asserted")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "fact"), SAID, ids=[f"{i}-{fact[1]}" for i, (_, fact) in enumerate(SAID)])
def test_text_says_so(text: str, fact: tuple[str, str, str, str]):
    assert fact in list_relations(text)


NOT_SAID = [
    ("[甲骨智能|Company]需要的不仅是节流，更需要收购[南岭传感|Company]。", "acquired"),
    ("[甲骨智能|Company]成立的实体完成了对[南岭传感|Company]的收购。", "acquired"),
    ("如果[甲骨智能|Company]收购[南岭传感|Company]，市场会怎样？", "acquired"),
    ("[甲骨智能|Company]会收购[南岭传感|Company]吗？", "acquired"),
    ("[甲骨智能|Company]的总裁[周宁|Person]辞职。南岭传感公司（NLCG）表示，[周宁|Person]将加入该公司。", "worksFor"),
    ("[甲骨智能|Company]收购剥离了[南岭传感|Company]24%股权后的一家工厂。", "investsIn"),
    ("[甲骨智能|Company]是否收购[南岭传感|Company]仍未可知。", "acquired"),
    ("[甲骨智能|Company]收购了[南岭传感|Company]部分专利。", "acquired"),
    ("[甲骨智能|Company]公布了[手机|Product~]销量。", "produces"),
    ("[甲骨智能|Company]要加速，客户没有停步。国际上有[东川电气|Company]，国内有[云岭电器|Company]。", "competitorOf"),
    ("[甲骨智能|Company]收购了[东川电气|Company]；在北方，则是[云岭电器|Person]掌权。", "competitorOf"),
]


@pytest.mark.parametrize(("text", "predicate"), NOT_SAID, ids=[text for text, _ in NOT_SAID])
def test_text_does_not_say_so(text: str, predicate: str):
    assert not [fact for fact in list_relations(text) if fact[1] == predicate]


def test_parallel_lists_pair_up_and_do_not_multiply():
    text = "[云岚|Brand]、[青禾|Brand]两个品牌，将在[女性用户|Segment]、[商务人士|Segment]的赛道上发力。"
    aimed = {fact for fact in list_relations(text) if fact[1] == "targetsSegment"}
    assert {(fact[0], fact[2]) for fact in aimed} == {("云岚", "女性用户"), ("青禾", "商务人士")}


def test_we_in_a_letter_is_the_company_of_its_writer():
    text = (
        "[甲骨智能|Company]董事长[陈立|Person]发表新年致辞。\n各位同事：\n大家好！\n"
        "去年我们进入了[印度|Country]市场。\n"
    )
    assert ("甲骨智能", "operatesIn", "印度", "asserted") in list_relations(text)


def test_we_without_a_speaker_is_left_alone():
    assert not list_relations("去年我们进入了[印度|Country]市场。")


def test_quotation_keeps_its_speaker():
    evidence = read("[甲骨智能|Company]总裁[周宁|Person]表示，[南岭传感|Company]收购了[东川电气|Company]。").evidence
    acquired = next(e for e in evidence if e.predicate == "acquired")
    assert acquired.speaker is not None
    assert acquired.speaker.text == "周宁"


def test_rule_and_sentence_stand_on_every_piece_of_evidence():
    extraction = read("[甲骨智能|Company]收购了[南岭传感|Company]，交易金额3亿元。")
    assert extraction.evidence
    for evidence in extraction.evidence:
        assert evidence.rule
        assert 0 < evidence.score <= 1
        assert evidence.sentence in extraction.sentences


def test_what_a_broker_says_of_a_company_is_the_companys():
    text = "[甲骨智能|Company]是行业龙头。[高盛|Company]指出，公司生产[传感器|Product]。"
    assert ("甲骨智能", "produces", "传感器", "asserted") in list_relations(text)
    assert not any(subject == "高盛" for subject, *_ in list_relations(text))


def test_the_company_that_an_exchange_writes_to_is_the_company():
    text = "[上交所|Organization]向[甲骨智能|Company]发函，公司董事长[陈立|Person]在会上发言。"
    assert ("陈立", "chairmanOf", "甲骨智能", "asserted") in list_relations(text)


def test_a_word_of_doubt_is_no_rumour():
    text = "外界质疑不断，[甲骨智能|Company]收购了[南岭传感|Company]。"
    assert ("甲骨智能", "acquired", "南岭传感", "asserted") in list_relations(text)


def test_a_rumour_told_behind_what_it_says_is_one():
    text = "市场上有[甲骨智能|Company]收购了[南岭传感|Company]的传闻。"
    assert ("甲骨智能", "acquired", "南岭传感", "rumoured") in list_relations(text)


def test_a_year_in_a_documents_name_dates_nothing():
    text = "[甲骨智能|Company]按照《2016年发展规划》收购了[南岭传感|Company]。"
    found = [e for e in read(text).evidence if e.predicate == "acquired"]
    assert found and not any(role in ("date", "period") for e in found for role, _ in e.roles)


STATES = [
    # a plan goes on through the clause behind it
    ("[甲骨智能|Company]未来将投入一亿元，并加快拓展[欧洲|Region]市场。", ("甲骨智能", "plansToEnter", "欧洲", "asserted")),
    ("[甲骨智能|Company]为进入[北美|Region]市场做准备。", ("甲骨智能", "plansToEnter", "北美", "asserted")),
    ("[甲骨智能|Company]购买[南岭传感|Company]21%股份的重大资产重组事项尚在进程中。", ("甲骨智能", "investsIn", "南岭传感", "planned")),
    # a denial reaches its whole clause, and the one it leads
    ("[甲骨智能|Company]否认会收购[南岭传感|Company]。", ("甲骨智能", "acquired", "南岭传感", "denied")),
    ("[甲骨智能|Company]收购了[南岭传感|Company]的说法不属实。", ("甲骨智能", "acquired", "南岭传感", "denied")),
    # hearsay that nobody confirms
    ("据报道[甲骨智能|Company]收购了[南岭传感|Company]，公司未予证实。", ("甲骨智能", "acquired", "南岭传感", "rumoured")),
    # what has stopped was
    ("[甲骨智能|Company]已停止为[东川电气|Company]代工。", ("甲骨智能", "supplierOf", "东川电气", "former")),
    ("[甲骨智能|Company]停产了[传感器|Product]。", ("甲骨智能", "produces", "传感器", "former")),
    # verbal nouns between two names act
    ("[甲骨智能|Company]吸收合并[南岭传感|Company]，同时推出新品牌[青竹|Brand]。", ("甲骨智能", "ownsBrand", "青竹", "asserted")),
    ("[甲骨智能|Company]完成对[德国|Country]设备商[南岭传感|Company]的要约收购。", ("甲骨智能", "acquired", "南岭传感", "asserted")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "relation"), STATES, ids=[f"{i}-{r[1]}-{r[3]}" for i, (_, r) in enumerate(STATES)])
def test_status_follows_from_the_words_around(text: str, relation: tuple[str, str, str, str]):
    assert relation in list_relations(text)
    others = {r for r in list_relations(text) if r[:3] == relation[:3]}
    assert others == {relation}


NOT_SAID = [
    ("[甲骨智能|Company]收购[南岭传感|Company]的显示业务。", "acquired"),  # a part of it
    ("[甲骨智能|Company]帮助[东川电气|Company]收购了[南岭传感|Company]。", "甲骨智能"),  # who helps does not buy
    ("[甲骨智能|Company]合伙人、海天未来CEO[陈立|Person]出席。", "chiefExecutiveOf"),  # of a body nobody knows
    ("2018年，[甲骨智能|Company]成立[珠海|City]分公司。", "foundedOn"),
    ("[甲骨智能|Company]与[东川电气|Company]成立了合资公司[南岭传感|Company]。", "subsidiaryOf"),
]


@pytest.mark.parametrize(("text", "unsaid"), NOT_SAID)
def test_what_is_not_said_is_not_read(text: str, unsaid: str):
    found = {(subject, predicate) for subject, predicate, _, _ in list_relations(text)}
    assert not any(unsaid in pair for pair in found)


def test_rivals_are_those_named_not_who_holds_them():
    found = list_relations("[青竹|Brand]的对手是[甲骨智能|Company]和[东川电气|Company]旗下的[蓝河|Brand]。")
    assert ("青竹", "competitorOf", "东川电气", "asserted") not in found


def test_what_a_noun_phrase_ties_takes_no_date_from_the_rest_of_the_clause():
    told = read("[甲骨智能|Company]旗下品牌[岭山|Brand]宣布从2031年起停产。").evidence
    owns = [e for e in told if e.predicate == "ownsBrand"]
    assert owns and not {role for e in owns for role, _ in e.roles} & {"date", "period"}


def test_a_state_takes_no_date_from_what_an_earlier_clause_tells():
    text = "[甲骨智能|Company]创办于2010年，总部设在[深圳|City]。"
    (seat,) = [e for e in read(text).evidence if e.predicate == "headquarteredIn"]
    assert not seat.roles


def test_a_place_that_is_left_out_is_no_market():
    assert not list_relations("[甲骨智能|Company]在[美国|Country]之外的市场推出新品。")


def test_when_something_comes_is_not_that_it_comes():
    assert not list_relations("[甲骨智能|Company]没有谈到推出[传感器|Product]的时间。")


def test_who_no_longer_has_a_post_had_it():
    text = "[陈立|Person]不再担任[甲骨智能|Company]总裁。"
    assert ("陈立", "executiveOf", "甲骨智能", "former") in list_relations(text)
    assert not any(e.predicate == "Appointment" for e in read(text).evidence)


def test_a_negation_reaches_over_manner_and_over_a_verb_before():
    assert ("甲骨智能", "acquired", "南岭传感", "denied") in list_relations(
        "[甲骨智能|Company]未按规定收购[南岭传感|Company]。"
    )
    assert ("甲骨智能", "acquired", "南岭传感", "denied") in list_relations(
        "[甲骨智能|Company]从未参股或收购[南岭传感|Company]。"
    )


def test_brackets_that_give_a_code_or_another_name_say_nothing():
    text = "[甲骨智能|Company]（300760.SZ）与[东川电气|Company]（下称“[东川|Company]”）签署合作协议。"
    assert {(subject, object_) for subject, _, object_, _ in list_relations(text)} == {("甲骨智能", "东川电气")}


def test_whose_rival_somebody_is_said_to_be_is_another():
    text = "[甲骨智能|Company]营收3亿元。[南岭传感|Company]、[东川电气|Company]也是其主要对手。"
    found = {(subject, object_) for subject, predicate, object_, _ in list_relations(text)}
    assert found == {("南岭传感", "甲骨智能"), ("东川电气", "甲骨智能")}


def test_the_company_is_whom_the_paragraph_before_is_about():
    text = "[甲骨智能|Company]推出[传感器|Product]，对手[南岭传感|Company]降价。\n公司成立于2015年。"
    assert ("甲骨智能", "foundedOn", "2015年", "asserted") in list_relations(text)


def test_who_funds_is_not_the_company_that_is_funded():
    text = "[甲骨智能|Company]完成B轮融资，[南岭资本|Company]跟投。公司成立于2015年。"
    assert ("甲骨智能", "foundedOn", "2015年", "asserted") in list_relations(text)


def test_a_fine_for_what_is_improper_is_not_denied():
    (status, _), *_ = tell("[甲骨智能|Company]因不正当价格行为被处以150万元罚款。", "Litigation")
    assert status == "asserted"


def test_the_company_of_a_report_is_whose_report_it_is():
    text = (
        "[南岭传感|Company]推出[传感器|Product]。\n在[甲骨智能|Company]2018年半年报中有如下描述：“公司成立于2015年。”"
    )
    assert ("甲骨智能", "foundedOn", "2015年", "asserted") in list_relations(text)


def test_the_day_of_something_else_is_not_since_when_a_post_is_held():
    (found,) = (e for e in read("[陈立|Person]执掌的[甲骨智能|Company]5月8日大跌。").evidence if e.kind == "relation")
    assert dict(found.roles) == {}
