"""Conflicts: facts that cannot both be true are told, and those that can are not."""

from dataclasses import replace
from datetime import date

import pytest

from kg.linking import link
from kg.linking.conflicts import FIGURE, FOUNDED, POST, TOO_EARLY, find_conflicts

NAMES = "[云起|Company]、[雷军|Person]、[林斌|Person]、[海岚|Company]、[北京|Place]"


@pytest.fixture
def check(tell, gazetteer):
    def run(*fills, published=None):
        stories = [tell(f"第{i}篇：{NAMES}。" * 3, f"d{i}") for i in range(len(fills))]
        for index, (story, fill) in enumerate(zip(stories, fills, strict=True)):
            if published:
                story.document = replace(story.document, published=published[index])
            fill(story)
        graph = link([story.done() for story in stories], gazetteer=gazetteer)
        return [(conflict.reason, conflict.entity) for conflict in find_conflicts(graph)]

    return run


@pytest.mark.parametrize(
    ("first", "second", "conflict"),
    [
        ({"number": "100"}, {"number": "120"}, True),
        ({"number": "22300000000"}, {"number": "22276000000"}, False),  # rounded
        ({"number": "67100000000", "comparator": "about"}, {"number": "67156000000"}, False),  # cut
        ({"number": "67100000000"}, {"number": "67156000000"}, True),
        ({"number": "67100000000", "comparator": "about"}, {"number": "68156000000"}, True),
        ({"number": "100"}, {"number": "120", "period": "2017"}, False),
        ({"number": "100"}, {"number": "120", "unit": "USD"}, False),
        ({"number": "100"}, {"number": "120", "place": "北京"}, False),
        ({"number": "100"}, {"number": "120", "status": "planned"}, False),
        ({"number": "100", "comparator": "over"}, {"number": "120"}, False),
        ({"number": "100", "comparator": "under"}, {"number": "120"}, True),
        ({"number": "100"}, {"number": "120", "metric": "sharePrice"}, False),
        ({"number": "10", "metric": "sharePrice"}, {"number": "12", "metric": "sharePrice"}, False),
    ],
)
def test_figures_of_one_period(check, figure, day, first, second, conflict):
    def fill(metric="revenue", number="", unit="CNY", period="2018", comparator="exactly", **rest):
        value = figure(number, unit, comparator=comparator)
        return lambda story: story.observe("云起", metric, value, period=day(period), **rest)

    assert check(fill(**first), fill(**second)) == ([(FIGURE, "Organization-云起")] if conflict else [])


@pytest.mark.parametrize(("word", "conflict"), [("", True), ("分别", False)])
def test_an_article_contradicts_its_own_figures_but_no_list_another(tell, gazetteer, figure, day, word, conflict):
    story = tell(f"[云起|Company]{word}为100。[云起|Company]{word}为120。", "d0")
    for at, number in enumerate(("100", "120")):
        story.observe("云起", "revenue", figure(number, "CNY"), period=day("2018"), at=at)
    graph = link([story.done()], gazetteer=gazetteer)
    assert [conflict.reason for conflict in find_conflicts(graph)] == ([FIGURE] if conflict else [])


def test_two_chief_executives_at_once(check):
    def fill(person, **rest):
        return lambda story: story.relate(person, "chiefExecutiveOf", "云起", **rest)

    conflict = [(POST, "Organization-云起")]
    assert check(fill("雷军"), fill("林斌")) == conflict
    assert check(fill("雷军"), fill("雷军")) == []
    assert check(fill("雷军"), fill("林斌", status="former")) == []
    assert check(fill("雷军"), fill("林斌"), published=[date(2015, 5, 1), date(2019, 5, 1)]) == []
    assert check(fill("雷军"), fill("林斌"), published=[date(2019, 5, 1), date(2019, 6, 1)]) == conflict


def test_a_successor_is_no_second_holder(check, day):
    def serve(person, **rest):
        return lambda story: story.relate(person, "chiefExecutiveOf", "云起", **rest)

    def replace_him(story):
        serve("雷军", status="former")(story)
        serve("林斌")(story)

    may, june, july = date(2019, 5, 1), date(2019, 6, 1), date(2019, 7, 1)
    conflict = [(POST, "Organization-云起")]
    assert check(serve("雷军"), replace_him, published=[may, june]) == []
    assert check(serve("雷军"), replace_him, serve("雷军"), published=[may, june, july]) == conflict
    assert check(serve("雷军"), serve("林斌", date=day("2019-05-20")), published=[may, june]) == []
    assert (
        check(serve("雷军"), serve("林斌", date=day("2019-05-20")), serve("雷军"), published=[may, june, july])
        == conflict
    )


def test_founding_dates(check, day):
    def found(iso):
        return lambda story: story.relate("云起", "foundedOn", day(iso))

    assert check(found("2010"), found("2010-04")) == []
    assert check(found("2010"), found("2011-04")) == [(FOUNDED, "Organization-云起")]


@pytest.mark.parametrize(
    ("when", "early"), [("2009", True), ("2010", False), ("2010-03", True), ("2010-04-05", False), ("2009Q4", True)]
)
def test_a_date_before_the_founding(check, day, when, early):
    def fill(story):
        story.relate("云起", "foundedOn", day("2010-04"))
        story.happen("Acquisition", at=1, buyer="云起", target="海岚", date=day(when))

    assert check(fill) == ([(TOO_EARLY, "Organization-云起")] if early else [])


def test_a_sentence_does_not_contradict_itself(check, figure, day):
    def fill(story):
        story.observe("云起", "revenue", figure("100"), period=day("2018"))
        story.observe("云起", "revenue", figure("120"), period=day("2018"))
        story.relate("雷军", "chiefExecutiveOf", "云起").relate("林斌", "chiefExecutiveOf", "云起")

    assert check(fill) == []


def test_kinds_of_things_have_many_figures(tell, gazetteer, figure, day):
    stories = [
        tell(f"{name}：[空调|Product]卖出。", name).observe(
            "空调", "shipments", figure(number, "台"), period=day("2018")
        )
        for name, number in (("甲", "100"), ("乙", "120"))
    ]
    assert find_conflicts(link([story.done() for story in stories], gazetteer=gazetteer)) == []
