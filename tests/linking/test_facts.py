"""Facts: what sentences say, once each, with checked ends, ids from content, and proofs that cut the file."""

from array import array
from dataclasses import replace

import pytest

from kg.linking import link
from kg.model import Document


def list_facts(graph):
    return {(fact.predicate, fact.subject, fact.object, fact.status) for fact in graph.facts.values()}


def read(gazetteer, *stories):
    return link([story.done() for story in stories], gazetteer=gazetteer)


def test_a_relation_stands_once_with_the_qualifiers_of_all_tellings(tell, gazetteer, day):
    story = tell("[小米集团|Company][董事长|Post][雷军|Person]。\n2011年，[雷军|Person]执掌[小米|Company]手机。")
    story.relate("雷军", "chairmanOf", "小米集团", title="董事长")
    story.relate("雷军", "chairmanOf", "小米", at=1, since=day("2011"))
    (fact,) = read(gazetteer, story).facts.values()
    assert (fact.subject, fact.predicate, fact.object) == ("Person-雷军", "chairmanOf", "xiaomi")
    assert [(role, value.text) for role, value in fact.qualifiers] == [("since", "2011"), ("title", "董事长")]
    assert len(fact.proofs) == 2
    assert fact.confidence == 0.8


def test_status_keeps_facts_apart(tell, gazetteer):
    story = tell("[云起|Company]收购[海岚|Company]。据传[云起|Company]收购[海岚|Company]。")
    story.relate("云起", "acquired", "海岚").relate("云起", "acquired", "海岚", at=1, status="rumoured")
    assert {fact.status for fact in read(gazetteer, story).facts.values()} == {"asserted", "rumoured"}


def test_symmetric_relations_stand_once_whichever_end_comes_first(tell, gazetteer):
    story = (
        tell("[云起|Company]与[海岚|Company]合作。")
        .relate("云起", "partnerOf", "海岚")
        .relate("海岚", "partnerOf", "云起")
    )
    assert list_facts(read(gazetteer, story)) == {("partnerOf", "Organization-云起", "Organization-海岚", "asserted")}


@pytest.mark.parametrize(
    ("markup", "relation"),
    [
        ("[小米集团|Company]收购[小米|Company]手机。", ("小米集团", "acquired", "小米")),  # itself
        ("[云起|Company]生产[北京|Place]。", ("云起", "produces", "北京")),  # a place is no product
        ("[雷军|Person]收购[云起|Company]。", ("雷军", "acquired", "云起")),  # a person acquires nothing
        ("[云起|Company]收购[董事长|Post]。", ("云起", "acquired", "董事长")),  # a post is no thing
    ],
)
def test_relations_that_do_not_fit_are_dropped(tell, gazetteer, markup, relation):
    assert not read(gazetteer, tell(markup).relate(*relation)).facts


def test_a_generic_noun_is_an_entity_where_a_fact_uses_it(tell, gazetteer):
    story = tell("[云起|Company]卖[空调|Product!]和[风扇|Product!]。").relate("云起", "produces", "空调")
    assert set(read(gazetteer, story).entities) == {"Organization-云起", "Product-空调"}


def test_a_pronoun_stands_for_its_antecedent(tell, gazetteer):
    story = tell("[云起|Company]公告。[它|Company=云起]收购[海岚|Company]。").relate("它", "acquired", "海岚", at=1)
    (fact,) = read(gazetteer, story).facts.values()
    assert fact.subject == "Organization-云起"
    assert [story.text[start:end] for start, end in fact.proofs[0].spans] == ["它", "海岚"]


def test_a_relation_may_end_in_a_date(tell, gazetteer, day):
    story = tell("[云起|Company]成立于2010年4月。").relate("云起", "foundedOn", day("2010-04"))
    (fact,) = read(gazetteer, story).facts.values()
    assert fact.object.iso == "2010-04"


def test_a_vague_date_is_told_more_precisely_elsewhere(tell, gazetteer, day):
    def read_dates(*dates):
        stories = [
            tell(f"第{i}篇，[云起|Company]成立。", str(i)).relate("云起", "foundedOn", day(date))
            for i, date in enumerate(dates)
        ]
        return {(fact.object.iso, len(fact.proofs)) for fact in read(gazetteer, *stories).facts.values()}

    assert read_dates("2010", "2010-04-06", "2010-04") == {("2010-04-06", 3)}
    assert read_dates("2010", "2010-04", "2010-05") == {("2010", 1), ("2010-04", 1), ("2010-05", 1)}


def test_proofs_cut_the_file_as_it_was_read(tell, gazetteer):
    story = tell("[云起|Company]收购[海岚|Company]。").relate("云起", "acquired", "海岚", speaker="海岚")
    raw = "云<b>起</b>收购海岚。\n"
    offsets = array("l", [0, 4, *range(9, 9 + len(story.text) - 2), len(raw)])
    document = Document("story", "", story.text, raw, offsets)
    graph = link([replace(story.done(), document=document)], gazetteer=gazetteer)
    (fact,) = graph.facts.values()
    (proof,) = fact.proofs
    assert proof.quote == raw[proof.start : proof.end] == "云<b>起</b>收购海岚。"
    assert [raw[start:end] for start, end in proof.spans] == ["云<b>起", "海岚"]
    assert proof.speaker == "Organization-海岚"
    assert [raw[mark.start : mark.end] for mark in graph.annotations["story"]] == ["云<b>起", "海岚"]


def test_the_id_comes_from_content_alone(tell, gazetteer):
    first = tell("[云起|Company]收购[海岚|Company]。", "a").relate("云起", "acquired", "海岚", score=0.9)
    second = tell("昨日，[海岚|Company]被[云起|Company]买下。", "b").relate("云起", "acquired", "海岚", score=0.4)
    assert set(read(gazetteer, first).facts) == set(read(gazetteer, second).facts)


def test_confidence_grows_with_independent_documents_only(tell, gazetteer):
    def story(name, text):
        return tell(text, name).relate("云起", "acquired", "海岚", score=0.5)

    alone = "[云起|Company]收购[海岚|Company]，价格没有公布，双方都没有评论。"
    other = "[海岚|Company]昨日被[云起|Company]买下，员工全部留任，总部也不搬。"
    (one,) = read(gazetteer, story("a", alone)).facts.values()
    (copied,) = read(gazetteer, story("a", alone), story("b", alone)).facts.values()
    (two,) = read(gazetteer, story("a", alone), story("b", other)).facts.values()
    assert (one.confidence, copied.confidence, two.confidence) == (0.5, 0.5, 0.75)
    assert (len(copied.proofs), len(two.proofs)) == (2, 2)


def test_confidence_never_reaches_certainty(tell, gazetteer):
    stories = [
        tell(f"{name}报：[云起|Company]收购[海岚|Company]。", name).relate("云起", "acquired", "海岚", score=0.95)
        for name in "abcdef"
    ]
    (fact,) = read(gazetteer, *stories).facts.values()
    assert fact.confidence == 0.99


def test_every_id_of_a_fact_is_an_entity(tell, gazetteer, figure):
    story = tell("[雷军|Person!]称[云起|Company!]在[北京|Place!]收入1亿元。")
    story.observe("云起", "revenue", figure("100000000"), place="北京", speaker="雷军")
    assert set(read(gazetteer, story).entities) == {"Person-雷军", "Organization-云起", "beijing"}


def test_a_sentence_that_two_rules_read_says_a_fact_once(tell, gazetteer):
    story = tell("[云起|Company]收购[海岚|Company]。")
    story.relate("云起", "acquired", "海岚").relate("云起", "acquired", "海岚", score=0.9)
    (fact,) = read(gazetteer, story).facts.values()
    assert [proof.score for proof in fact.proofs] == [0.9]
    assert fact.confidence == 0.9
