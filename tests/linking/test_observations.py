"""Observations: the same figure told twice is one; another period, place, metric or bound is another."""

import pytest

from kg.linking import link
from kg.model import Value


def observe(tell, gazetteer, *figures):
    """Return the facts of one story whose sentences each hold one observation of 云起."""
    story = tell("[云起|Company]在[北京|Place]、[深圳|Place]、[手机|Product!]。" * len(figures))
    for at, (metric, value, roles) in enumerate(figures):
        story.observe("云起", metric, value, at=at, **roles)
    return list(link([story.done()], gazetteer=gazetteer).facts.values())


def test_the_most_specific_telling_is_kept(tell, gazetteer, figure, day):
    (fact,) = observe(
        tell, gazetteer,
        ("figure", figure("22300000000"), {}),
        ("revenue", figure("22300000000.0", comparator="about"), {"period": day("2018"), "place": "北京"}),
        ("revenue", figure("2.23e10"), {"period": day("2018Q3")}),
    )  # fmt: skip
    assert fact.predicate == "revenue"
    assert [(role, getattr(value, "iso", value)) for role, value in fact.qualifiers] == [
        ("period", "2018Q3"), ("place", "beijing"),
    ]  # fmt: skip
    assert len(fact.proofs) == 3


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("revenue", "7", "CNY", {}), ("revenue", "7", "USD", {})),
        (("revenue", "7", "CNY", {}), ("netProfit", "7", "CNY", {})),
        (("rank", "1", "rank", {"place": "北京"}), ("rank", "1", "rank", {"place": "深圳"})),
        (("revenue", "7", "CNY", {"period": "2018"}), ("revenue", "7", "CNY", {"period": "2019"})),
        (("revenue", "7", "CNY", {}), ("revenue", "8", "CNY", {})),
        (("growth", "7", "%", {"base": "year-on-year"}), ("growth", "7", "%", {"base": "quarter-on-quarter"})),
        (("growth", "7", "%", {"comparator": "over"}), ("growth", "7", "%", {"comparator": "under"})),
    ],
)
def test_different_figures_stay_apart(tell, gazetteer, figure, day, first, second):
    def spell(metric, number, unit, rest):
        value = {key: rest[key] for key in ("base", "comparator") if key in rest}
        roles = {"period": day(rest["period"])} if "period" in rest else {}
        roles |= {"place": rest["place"]} if "place" in rest else {}
        return metric, figure(number, unit, **value), roles

    assert len(observe(tell, gazetteer, spell(*first), spell(*second))) == 2


def test_a_rank_needs_its_place_to_be_another_telling(tell, gazetteer, figure):
    first = ("rank", figure("1", "rank"), {"place": "北京"})
    assert len(observe(tell, gazetteer, first, first)) == 1
    assert len(observe(tell, gazetteer, first, ("rank", figure("1", "rank"), {}))) == 2


def test_a_count_is_told_apart_by_what_is_counted(tell, gazetteer, figure):
    def count(noun, metric="count"):
        return metric, figure("3", "个"), {"scope": Value("text", noun)}

    assert len(observe(tell, gazetteer, count("问题"), count("省份"))) == 2
    (fact,) = observe(tell, gazetteer, count("问题"), count("问题涉及垃圾"))
    assert [value.text for _, value in fact.qualifiers] == ["问题"]


def test_figures_of_two_parts_stay_apart(tell, gazetteer, figure, day):
    def of(part):
        return "revenue", figure("7"), {"period": day("2018"), **({"scope": Value("text", part)} if part else {})}

    assert len(observe(tell, gazetteer, of("云业务"), of("广告业务"))) == 2
    assert len(observe(tell, gazetteer, of("云业务"), of("云"))) == 1
    assert len(observe(tell, gazetteer, of("云业务"), of(""))) == 1


def test_a_range_is_two_bounds(tell, gazetteer, figure):
    facts = observe(tell, gazetteer, ("revenue", figure("5", upper=figure("7").number), {}))
    assert sorted((fact.object.comparator, str(fact.object.number)) for fact in facts) == [
        ("over", "5"),
        ("under", "7"),
    ]
    assert all(fact.object.upper is None for fact in facts)


def test_one_figure_of_two_documents_is_one_fact(tell, gazetteer, figure, day):
    stories = [
        tell(f"{name}：[云起|Company]收入。", name).observe("云起", "revenue", figure("7"), period=day("2018"))
        for name in ("甲报", "乙报")
    ]
    (fact,) = link([story.done() for story in stories], gazetteer=gazetteer).facts.values()
    assert [proof.document for proof in fact.proofs] == ["乙报", "甲报"]
