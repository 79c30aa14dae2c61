"""Parts of a graph: closed, and just what was wished for."""

from datetime import date

import pytest

from kg.errors import InputError
from kg.model import KnowledgeGraph
from kg.ontology.vocabulary import load_vocabulary
from kg.view.picture import make_picture
from kg.view.selection import Wish, find_ends, find_things, select_graph, select_important
from kg.view.synthetic import make_news_graph
from tests.view.sample import make_sample

WISHES = (
    Wish(focus="小米", hops=1),
    Wish(focus="Redmi", hops=2, min_confidence=0.9),
    Wish(types=("Company", "Place")),
    Wish(since=date(2020, 1, 1)),
    Wish(until=date(2019, 12, 31), types=("Person", "Organization")),
    Wish(min_confidence=0.95),
)


def select(wish: Wish) -> KnowledgeGraph:
    return select_graph(make_sample(), wish, load_vocabulary())


def find_all_ends(graph: KnowledgeGraph) -> set[str]:
    return {end for fact in graph.facts.values() for end in find_ends(fact, graph)}


def check_closed(graph: KnowledgeGraph) -> None:
    for fact in graph.facts.values():
        ends = [fact.subject, fact.object, *(part for _, part in fact.qualifiers)]
        assert all(end in graph.entities for end in ends if isinstance(end, str))
        assert all(proof.document in graph.documents for proof in fact.proofs)
        assert all(proof.speaker in graph.entities for proof in fact.proofs if proof.speaker)
    assert set(graph.annotations) <= set(graph.documents)
    assert all(mark.entity in graph.entities for marks in graph.annotations.values() for mark in marks)


@pytest.mark.parametrize("wish", WISHES, ids=str)
def test_every_part_is_closed_and_smaller(wish: Wish) -> None:
    part = select(wish)
    check_closed(part)
    assert 0 < len(part.facts) < len(make_sample().facts)
    assert list(part.facts) == sorted(part.facts)


def test_empty_wish_is_for_everything() -> None:
    assert select(Wish()) is make_sample()


def test_focus_keeps_what_is_at_most_so_many_facts_away() -> None:
    near, far = find_all_ends(select(Wish("黑鲨", 1))), find_all_ends(select(Wish("黑鲨", 2)))
    assert near == {"blackshark", "xiaomi", "seg-game"}
    assert {"huawei", "leijun"} <= far
    assert "renzhengfei" not in far


def test_focus_takes_names_aliases_and_ids() -> None:
    graph = make_sample()
    assert find_things(graph, "红米") == ["redmi"]
    assert find_things(graph, "LEI jun") == ["leijun"]
    assert set(find_things(graph, "小米")) == {"mi", "xiaomi"}
    with pytest.raises(InputError, match="--focus 宁得时代: .*宁德时代"):
        find_things(graph, "宁得时代")


def test_types_take_those_below_them_and_leave_others_out_of_events() -> None:
    part = select(Wish(types=("Organization", "Place")))
    assert {entity.type for entity in part.entities.values()} <= {
        "Company", "Organization", "Country", "Region", "City", "Person",
    }  # fmt: skip
    ends = {end for fact in part.facts.values() for end in (fact.subject, fact.object) if isinstance(end, str)}
    assert {part.entities[end].type for end in ends} == {"Company", "Organization", "Country", "City", "Region"}
    assert any(fact.kind == "event" for fact in part.facts.values())


def test_most_important_things_are_kept_of_a_large_graph() -> None:
    graph = make_news_graph(400)
    picture = make_picture(graph)
    part = select_important(graph, 100, picture.scene, picture.weights.importance)
    check_closed(part)
    assert len(part.entities) == 100
    assert [fact for fact in graph.facts.values() if part.entities.keys() >= set(find_ends(fact, graph))] == [
        *part.facts.values()
    ]
    assert select_important(graph, 400, picture.scene, picture.weights.importance) is graph
