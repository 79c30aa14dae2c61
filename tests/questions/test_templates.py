"""Templates: each example fills its own template, every query is SPARQL however it is filled, broken files are told."""

import tomllib
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import OntologyError
from kg.graph.telling import Teller
from kg.ontology.paths import find_ontology
from kg.questions.filling import fill_query, wrap_count
from kg.questions.matching import Plan, find_plans
from kg.questions.reading import read_question
from kg.questions.rows import run_rows
from kg.questions.templates import Template, load_templates

EXAMPLES = [(template, example) for template in load_templates() for example in template.examples]
KINDS = {
    *("who", "which", "where", "when", "how_much", "count", "list", "compare", "plan", "status", "truth", "relation"),
    *("events", "awards", "technologies", "speech", "why", "about"),
}
GOOD = """
[[template]]
id = "a"
help = "…"
asks = ["thing"]
needs = {given = "entity"}
shape = "list"
say = "$given：$answer"
query = "SELECT ?answer WHERE { VALUES ?given { $given } ?fact rdf:subject ?given ; rdf:object ?answer }"
examples = ["…"]
"""


def find_plan(teller: Teller, template: Template, example: str) -> Plan | None:
    plans = find_plans(read_question(teller, example), load_templates())
    return next((plan for plan in plans if plan.template.id == template.id), None)


def test_there_is_a_file_for_every_kind_of_question() -> None:
    assert {template.kind for template in load_templates()} == KINDS


@pytest.mark.parametrize(("template", "example"), EXAMPLES, ids=[f"{t.id} {e}" for t, e in EXAMPLES])
def test_an_example_is_explained_whole_by_its_template(packaged: ox.Store, template: Template, example: str) -> None:
    plan = find_plan(Teller(packaged), template, example)
    assert plan is not None and not plan.blocked and plan.ignored == (), example


@pytest.mark.parametrize(("template", "example"), EXAMPLES, ids=[f"{t.id} {e}" for t, e in EXAMPLES])
def test_its_query_runs_with_any_slots_left_empty(packaged: ox.Store, template: Template, example: str) -> None:
    teller = Teller(packaged)
    plan = find_plan(teller, template, example)
    assert plan is not None
    needed = {slot.name for slot in template.needs}
    bare = Plan(template, {n: f for n, f in plan.filled.items() if n in needed}, plan.asked, (), 1.0)
    for each in (plan, bare):
        for words in ((), ('“引号"与\\反斜线”',)):
            query = fill_query(each, base=teller.base, words=words)
            table = run_rows(teller, query)
            if "answer" in table.columns:
                run_rows(teller, wrap_count(query))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('shape = "list"', 'shape = "lost"', "unknown shape 'lost'"),
        ('asks = ["thing"]', 'asks = ["thinq"]', "did you mean thing?"),
        ('help = "…"', "", "help is missing"),
        ('help = "…"', 'help = "…"\nhalp = 1', "unknown key 'halp'"),
        ('"entity"', '"entity:Firm"', "unknown class 'Firm'"),
        ('"entity"', '"entity as buyer"', "slot given = 'entity as buyer'"),
        ('"entity"', '"thing"', "slot given = 'thing'"),
        ("$given }", "$giver }", "$giver is no slot"),
        ("[[template]]", "[template]", "[[template]] tables are accepted"),
        ("[[template]]", "[[template", "a UTF-8 TOML file is needed"),
    ],
)
def test_a_broken_template_is_told_with_file_and_what_is_accepted(
    tmp_path: Path, old: str, new: str, told: str
) -> None:
    (tmp_path / "a.toml").write_text(GOOD, encoding="utf-8")
    assert [template.id for template in load_templates.__wrapped__(tmp_path)] == ["a"]
    (tmp_path / "a.toml").write_text(GOOD.replace(old, new), encoding="utf-8")
    with pytest.raises(OntologyError, match="a.toml") as raised:
        load_templates.__wrapped__(tmp_path)
    assert told in str(raised.value) and "\n" not in str(raised.value)


def test_an_id_is_used_once(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(GOOD + GOOD, encoding="utf-8")
    with pytest.raises(OntologyError, match="template a: the id is taken"):
        load_templates.__wrapped__(tmp_path)


def test_the_files_of_words_hold_each_word_once_a_list() -> None:
    for path in sorted((find_ontology() / "questions" / "words").glob("*.toml")):
        for name, table in tomllib.loads(path.read_text(encoding="utf-8")).items():
            for key, words in table.items() if isinstance(table, dict) else ():
                assert not isinstance(words, list) or len(set(words)) == len(words), f"{path}: [{name}] {key}"
