"""Entities: which mentions become one thing, in a document and across documents."""

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from kg.linking import link
from kg.ontology.decisions import Decisions


def list_entities(graph):
    return {entity.id: (entity.type, entity.zh) for entity in graph.entities.values()}


CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "linked_names.toml").read_text(encoding="utf-8"))["case"]


def test_cases_are_all_read():
    assert len(CASES) == 82


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_names_become_entities(tell, gazetteer, case):
    graph = link([tell(case["text"]).done()], gazetteer=gazetteer)
    assert set(graph.entities) == set(case["entities"]), case["why"]


def test_labels_are_the_most_frequent_name_and_aliases_all_others(tell, gazetteer):
    story = tell(
        "[深圳市诚壹科技有限公司|Company]（英文名：Chengyi）。[诚壹科技|Company]。[诚壹科技|Company]。[我们|Company=诚壹科技]。"
    )
    (entity,) = link([story.done()], gazetteer=gazetteer).entities.values()
    assert (entity.type, entity.zh, entity.en) == ("Company", "诚壹科技", "Chengyi")
    assert entity.aliases == ("深圳市诚壹科技有限公司",)


def test_a_row_gives_labels_and_identifiers(tell, gazetteer):
    (entity,) = link([tell("[香港交易所|Company]。").done()], gazetteer=gazetteer).entities.values()
    assert (entity.type, entity.zh, entity.en, entity.aliases) == ("Organization", "港交所", "HKEX", ("香港交易所",))


def test_short_names_join_across_documents_unless_two_full_names_share_them(tell, gazetteer):
    first = tell("[深圳市诚壹科技有限公司|Company]。[诚壹科技|Company]。", "a").done()
    second = tell("[诚壹科技|Company]公告。", "b").done()
    third = tell("[北京诚壹科技有限公司|Company]，[诚壹科技|Company]。", "c").done()
    assert set(link([first, second], gazetteer=gazetteer).entities) == {"Organization-深圳市诚壹科技有限公司"}
    graph = link([first, second, third], gazetteer=gazetteer)
    assert set(graph.entities) == {
        "Organization-深圳市诚壹科技有限公司", "Organization-北京诚壹科技有限公司", "Organization-诚壹科技",
    }  # fmt: skip
    assert {mark.entity for mark in graph.annotations["c"]} == {"Organization-北京诚壹科技有限公司"}


def test_a_bare_core_needs_two_documents_to_hold_elsewhere(tell, gazetteer):
    full = [tell("[诚壹科技有限公司|Company]。[诚壹|Company]。", name).done() for name in "ab"]
    bare = tell("[诚壹|Company]。", "z").done()
    assert "Organization-诚壹" in link([full[0], bare], gazetteer=gazetteer).entities
    assert "Organization-诚壹" not in link([*full, bare], gazetteer=gazetteer).entities


def test_companions_let_a_bare_core_hold_elsewhere(tell, gazetteer):
    full = tell("[诚壹科技有限公司|Company]。[诚壹|Company]与[吴岚|Person]。", "a").done()
    same_story = tell("[吴岚|Person]离开[诚壹|Company]。", "b").done()
    other_story = tell("[诚壹|Company]与[北京|Place]。", "c").done()
    graph = link([full, same_story, other_story], gazetteer=gazetteer)
    marks = {name: {mark.entity for mark in graph.annotations[name]} for name in "abc"}
    assert "Organization-诚壹科技有限公司" in marks["a"] & marks["b"]
    assert "Organization-诚壹" in marks["c"]


@pytest.mark.parametrize(
    ("first", "second", "count"),
    [
        ("岚山控股", "岚山控股集团有限公司", 1),
        ("岚山电子", "岚山电子公司", 1),
        ("岚山", "岚山集团", 2),
        ("深圳市岚山法院", "深圳岚山法院", 1),
        ("岚山科技（深圳）有限公司", "岚山科技（庐州）有限公司", 2),
    ],
)
def test_legal_forms_join_names_of_different_documents(tell, gazetteer, first, second, count):
    stories = [tell(f"[{name}|Company]。", name).done() for name in (first, second)]
    assert len(link(stories, gazetteer=gazetteer).entities) == count


def test_a_full_name_that_comes_later_owns_no_surname(tell, gazetteer):
    story = tell("[斯旺|Person]说。其弟[鲍勃·斯旺|Person]。")
    assert len(link([story.done()], gazetteer=gazetteer).entities) == 2


def test_a_name_is_one_kind_of_thing_in_a_document(tell, gazetteer):
    story = tell("[岚山|Person]与[岚山|Company]，[岚山|Company]。[岚山|Brand]。")
    entities = link([story.done()], gazetteer=gazetteer).entities
    assert set(entities) == {"Organization-岚山", "Brand-岚山"}


def test_a_body_without_its_place_is_another_in_every_document(tell, gazetteer):
    tied = [tell("[深圳市发改委|Organization]。[市发改委|Organization]，[吴岚|Person]。", name).done() for name in "ab"]
    alone = tell("[市发改委|Organization]与[吴岚|Person]。", "c").done()
    marks = link([*tied, alone], gazetteer=gazetteer).annotations
    assert marks["a"][1].entity == marks["b"][1].entity == "Organization-深圳市发改委"
    assert marks["c"][0].entity == "Organization-市发改委"


@pytest.mark.parametrize(
    ("first", "second", "count"),
    [("岚清", "岚清市", 1), ("岚清", "岚清县", 1), ("岚清", "岚清区", 1), ("岚湖", "岚湖区", 2), ("岚河", "岚河市", 2)],
)
def test_a_town_is_one_with_and_without_its_kind_in_all_documents(tell, gazetteer, first, second, count):
    stories = [tell(f"[{name}|Place]。", name).done() for name in (first, second)]
    assert len(link(stories, gazetteer=gazetteer).entities) == count


def test_a_district_without_its_kind_is_the_one_that_an_article_gives(tell, gazetteer):
    stories = [tell("[岚桥区|Place]，[岚桥|Place]。", "a").done(), tell("[岚桥|Place]。", "b").done()]
    assert set(link(stories, gazetteer=gazetteer).entities) == {"Place-岚桥区"}


def test_strategies_differ_by_more_than_their_last_word(tell, gazetteer):
    stories = [tell(f"[{name}|Strategy]。", name).done() for name in ("双轮驱动", "双轮驱动战略", "四轮驱动")]
    assert len(link(stories, gazetteer=gazetteer).entities) == 2


def test_evidence_may_read_a_name_in_another_sense(tell, gazetteer):
    story = tell("[小米|Company]推出[Redmi Note 7|Product]手机。")
    brand = replace(story.mentions[0], type="Brand")
    story.relate("Redmi Note 7", "hasBrand", "小米")
    story.evidence[0] = replace(story.evidence[0], object=brand)
    graph = link([story.done()], gazetteer=gazetteer)
    (fact,) = graph.facts.values()
    assert fact.object == "xiaomi-brand" and fact.object in graph.entities


def test_type_is_settled_over_documents_without_changing_the_id(tell, gazetteer):
    stories = [tell("[云起|Organization]。", "a"), tell("[云起|Company]。", "b"), tell("[云起|Company]。", "c")]
    graph = link([story.done() for story in stories], gazetteer=gazetteer)
    assert list_entities(graph) == {"Organization-云起": ("Company", "云起")}


def test_who_acquires_is_a_company(tell, gazetteer):
    story = tell("[云起|Organization]收购[海岚|Organization]。").relate("云起", "acquired", "海岚")
    graph = link([story.done()], gazetteer=gazetteer)
    assert {entity.type for entity in graph.entities.values()} == {"Company"}
    assert len(graph.facts) == 1


@pytest.mark.parametrize(("zone", "score", "kept"), [("body", 0.5, True), ("noise", 0.9, False), ("body", 0.4, False)])
def test_names_need_a_good_place_and_score(tell, gazetteer, zone, score, kept):
    story = tell("[云起|Company]。", zone=zone)
    story.mentions[0] = replace(story.mentions[0], score=score)
    assert bool(link([story.done()], gazetteer=gazetteer).entities) == kept


def test_annotations_are_sorted_and_cover_pronouns(tell, gazetteer):
    story = tell("[海岚|Company]说，[它|Company=海岚]卖[手机|Product!]。")
    marks = link([story.done()], gazetteer=gazetteer).annotations["story"]
    assert [(story.text[m.start : m.end], m.entity) for m in marks] == [
        ("海岚", "Organization-海岚"), ("它", "Organization-海岚"),
    ]  # fmt: skip


def test_no_document_gives_an_empty_graph(gazetteer):
    graph = link([], gazetteer=gazetteer, decisions=Decisions())
    assert not graph.entities and not graph.facts
