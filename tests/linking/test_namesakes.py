"""Two people of one name, kept apart by their employers or joined by an article that knows both."""

import pytest

from kg.linking import link
from kg.ontology.decisions import Decisions, Verdict


def employ(tell, name, text, *bodies):
    story = tell(text, name)
    for body in bodies:
        story.relate(next(m.text for m in story.mentions if m.type == "Person"), "executiveOf", body)
    return story.done()


FIRST = "[海岚|Company]总裁[张伟|Person]。"
SECOND = "[云起|Company]董事[张伟|Person]。"


@pytest.mark.parametrize(
    ("other", "bodies", "expected"),
    [
        (SECOND, ["云起"], {"Person-张伟-Organization-云起", "Person-张伟-Organization-海岚"}),
        (SECOND, [], {"Person-张伟"}),  # no post, so nothing speaks for another person
        ("[云起|Company]董事[张伟|Person]曾在[海岚|Company]。", ["云起"], {"Person-张伟"}),
        ("[海岚|Company]的[张伟|Person]。", ["海岚"], {"Person-张伟"}),
        ("[海岚科技公司|Company]的[张伟|Person]。", ["海岚科技公司"], {"Person-张伟"}),
    ],
)
def test_employers_tell_namesakes_apart(tell, gazetteer, other, bodies, expected):
    graph = link([employ(tell, "a", FIRST, "海岚"), employ(tell, "b", other, *bodies)], gazetteer=gazetteer)
    people = {entity.id: entity.zh for entity in graph.entities.values() if entity.type == "Person"}
    assert people == dict.fromkeys(expected, "张伟")


def test_longer_names_are_one_person(tell, gazetteer):
    stories = [employ(tell, "a", FIRST.replace("张伟", "张伟明"), "海岚"),
               employ(tell, "b", SECOND.replace("张伟", "张伟明"), "云起")]  # fmt: skip
    assert "Person-张伟明" in link(stories, gazetteer=gazetteer).entities


def test_a_verdict_joins_namesakes_again(tell, gazetteer):
    same = Verdict("same", "Person-张伟-Organization-海岚", "Person-张伟-Organization-云起")
    stories = [employ(tell, "a", FIRST, "海岚"), employ(tell, "b", SECOND, "云起")]
    graph = link(stories, gazetteer=gazetteer, decisions=Decisions((same,)))
    assert len([entity for entity in graph.entities.values() if entity.type == "Person"]) == 1
