"""Saved queries: each answers its question on the sample; parameters are filled in safely."""

from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import InputError, OntologyError
from kg.graph.iris import make_prefixes
from kg.graph.queries import fill_query, find_query, load_queries, make_query, parse_parameters
from kg.graph.sparql import run_query
from kg.graph.store import list_parts

# query, parameters → rows, blank where there is nothing, the columns of COLUMNS only
ANSWERS = [
    ("brands_of_company", "company=星火", [("星火电器", "“火花·SPARK”", "年轻家庭")]),
    ("brands_of_company", "company=Spark", [("星火电器", "“火花·SPARK”", "年轻家庭")]),
    ("brands_of_company", "company=无此公司", []),
    ("markets_of_company", "company=星火电器",
     [("星火电器", "经营于", "越南", "计划中", ""), ("星火电器", "计划进入", "越南", "已成立", "2024-03-02")]),
    ("companies_in_market", "place=Vietnam",
     [("越南", "经营于", "星火电器", "计划中"), ("越南", "计划进入", "星火电器", "已成立")]),
    ("leaders_of_company", "company=星火电器", [("星火电器", "林小满", "创办", "创始人", "已成立")]),
    ("competitors_of_company", "company=蓝湖/科技", [("蓝湖/科技", "星火电器")]),
    ("figures_over_time", "subject=星火电器",
     [("星火电器", "销量", "2023", "over", "1200000", "台", "", "已成立"),
      ("星火电器", "销量增长率", "2023", "exactly", "17.5", "%", "", "已成立")]),
    ("ranking_by_metric", "metric=sales", [("星火电器", "2023", "over", "1200000", "台")]),
    ("events_by_date", "",
     [("", "收购", "传闻", "星火电器、蓝湖/科技"), ("", "进入市场", "计划中", "乙公司"),
      ("2020", "任职", "已成立", "李四、甲公司"),
      ("2024-03-02", "发布宣布", "已成立", "星火电器、林小满、越南")]),
    ("events_by_date", "name=林小满", [("2024-03-02", "发布宣布", "已成立", "星火电器、林小满、越南")]),
    ("facts_about", "name=林小满", [("林小满", "创办", "星火电器", "已成立", "0.85")]),
    ("sentences_about", "name=年轻家庭", [("星火电器要去越南", "32", "84", "瞄准客群")]),
    ("plans_of_company", "",
     [("乙公司", "进入市场", "", ""), ("星火电器", "经营于", "越南", ""),
      ("星火电器", "计划进入", "越南", "2024-03-02")]),
    ("plans_of_company", "company=蓝湖/科技", []),
    ("rumours_and_denials", "",
     [("星火电器", "收购", "", "传闻"), ("星火电器", "收购", "蓝湖/科技", "传闻"),
      ("星火电器", "收购", "蓝湖/科技", "被否认"), ("蓝湖/科技", "收购", "", "传闻")]),
    ("awards", "", [("星火电器", "“金轴承”奖 100%", "")]),
    ("products_of_brand", "name=星火", [("星火电器", "生产推出", "空调", "已成立")]),
    ("statements_by_speaker", "", [("林小满", "计划进入", "星火电器要去越南")]),
    ("statements_by_speaker", "speaker=越南", []),
    ("investments", "name=蓝湖/科技",
     [("星火电器", "收购", "蓝湖/科技", "传闻", ""), ("星火电器", "收购", "蓝湖/科技", "被否认", "")]),
    ("documents", "", [("星火电器要去越南", "2024-03-03", "周一", "16")]),
    ("best_known_facts", "limit=2", []),
    ("partners_of_company", "company=乙公司",
     [("甲公司", "合作伙伴", "乙公司", "已成立"), ("乙公司", "隶属于", "甲公司", "曾经")]),
    ("strategies_and_technologies", "company=甲公司", [("甲公司", "奉行战略", "双轮战略", "计划中")]),
    ("people_who_joined_or_left", "company=甲公司",
     [("甲公司", "张三", "供职于", "", "曾经"), ("甲公司", "李四", "任职", "2020", "已成立")]),
]  # fmt: skip
LONG = {"sentence", "fact"}  # columns left out of the table above

MORE = """
entity:a a kg:Company, kg:Organization, kg:Entity ; skos:prefLabel "甲公司"@zh .
entity:b a kg:Company, kg:Organization, kg:Entity ; skos:prefLabel "乙公司"@zh .
entity:c a kg:Person, kg:Entity ; skos:prefLabel "张三"@zh .
entity:d a kg:Person, kg:Entity ; skos:prefLabel "李四"@zh .
entity:e a kg:Strategy, kg:Entity ; skos:prefLabel "双轮战略"@zh .
fact:a rdf:subject entity:a ; rdf:predicate kg:partnerOf ; rdf:object entity:b ; kg:status kg:asserted .
fact:b rdf:subject entity:b ; rdf:predicate kg:subsidiaryOf ; rdf:object entity:a ; kg:status kg:former .
fact:c rdf:subject entity:c ; rdf:predicate kg:worksFor ; rdf:object entity:a ; kg:status kg:former .
fact:d a kg:Appointment, kg:Event ; kg:participant entity:a, entity:d ; kg:status kg:asserted ; kg:date "2020" .
fact:f a kg:MarketEntry, kg:Event, kg:Fact ; kg:participant entity:b ; kg:status kg:planned .
fact:f prov:wasDerivedFrom [ oa:exact "乙公司将进军海外" ] .
fact:e rdf:subject entity:a ; rdf:predicate kg:pursuesStrategy ; rdf:object entity:e ; kg:status kg:planned .
"""


@pytest.fixture(scope="module")
def store(quads) -> ox.Store:
    """The sample and the relations that it lacks."""
    store = ox.Store()
    for part in list_parts(quads, infer=True):
        store.bulk_extend(part)
    store.update(f"INSERT DATA {{ {MORE} }}", prefixes=make_prefixes())
    return store


@pytest.mark.parametrize(("name", "parameters", "rows"), ANSWERS)
def test_saved_query_answers(store, name, parameters, rows):
    values = parse_parameters([parameters] if parameters else [])
    results = run_query(store, fill_query(load_queries()[name], values), origin=name)
    shown = [variable.value for variable in results.variables if variable.value not in LONG]
    assert [tuple(row[v].value if row[v] else "" for v in shown) for row in results] == rows


def test_every_saved_query_is_tested_and_helpful():
    queries = load_queries()
    assert len(queries) >= 14
    assert set(queries) == {name for name, _, _ in ANSWERS}
    for query in queries.values():
        assert query.help.endswith(".") and all(parameter.help for parameter in query.parameters), query.name


def test_every_saved_query_runs_as_its_file_is(store):
    for name, query in load_queries().items():
        list(run_query(store, query.text, origin=name))


@given(st.text(alphabet=st.characters(codec="utf-8"), min_size=1))
def test_any_value_is_taken_literally(value):
    query = make_query(
        "q", "# Help.\n# param x: a name\nSELECT ?x { VALUES ?x { '甲'@zh } }".replace("'", '"'), where="q"
    )
    plain = make_query("q", "# Help.\n# param x: a text\nSELECT ?x { VALUES ?x { 'a' } }".replace("'", '"'), where="q")
    for each, languages in ((query, {"zh", "en"}), (plain, {None})):
        rows = list(run_query(ox.Store(), fill_query(each, {"x": value})))
        assert {(row["x"].value, row["x"].language) for row in rows} == {(value, language) for language in languages}


@pytest.mark.parametrize(
    ("default", "value", "filled"),
    [
        ("2", "-3.5", "VALUES ?x { -3.5 }"),
        ("kg:planned", "rumoured", "VALUES ?x { kg:rumoured }"),
        ("UNDEF", "小米", 'VALUES ?x { "小米"@zh "小米"@en }'),
    ],
)
def test_a_value_takes_the_form_of_the_default(default, value, filled):
    query = make_query("q", f"# Help.\n# param x: x\nSELECT ?x {{ VALUES ?x {{ {default} }} }}", where="q")
    assert filled in fill_query(query, {"x": value})


@pytest.mark.parametrize(
    ("default", "value", "message"),
    [
        ("2", "two", "a number is needed"),
        ("kg:planned", "a } #", "a name of the vocabulary is needed"),
        ('"a"', "", "a value is needed"),
    ],
)
def test_a_value_of_another_form_is_refused(default, value, message):
    query = make_query("q", f"# Help.\n# param x: x\nSELECT ?x {{ VALUES ?x {{ {default} }} }}", where="q")
    with pytest.raises(InputError, match=message):
        fill_query(query, {"x": value})


def test_an_unknown_parameter_lists_those_there_are():
    with pytest.raises(InputError, match="--param firm: brands_of_company has no such parameter; use company"):
        fill_query(load_queries()["brands_of_company"], {"firm": "小米"})
    with pytest.raises(InputError, match="it takes none"):
        fill_query(load_queries()["documents"], {"x": "1"})
    with pytest.raises(InputError, match="--param company: write name=value"):
        parse_parameters(["company"])


def test_an_unknown_query_lists_the_names():
    with pytest.raises(InputError, match="'brands': no saved query; .* brands_of_company, "):
        find_query("brands")


def test_text_files_and_names_are_told_apart(tmp_path: Path):
    path = tmp_path / "mine.rq"
    path.write_text("# Mine.\n# param n: how many\nSELECT ?n { VALUES ?n { 1 } }", encoding="utf-8")
    assert [parameter.name for parameter in find_query(str(path)).parameters] == ["n"]
    assert find_query("ASK { ?a ?b ?c }").text == "ASK { ?a ?b ?c }"
    assert find_query("documents").name == "documents"
    with pytest.raises(InputError, match="not readable as a query"):
        find_query(str(tmp_path / "none.rq"))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SELECT * {}", "q.rq:1: no help"),
        ("# Help.\n# param x: x\nSELECT * {}", "parameter x needs its default once, as VALUES"),
        ("# Help.\n# param x: x\nSELECT * { VALUES ?x { } }", "parameter x needs its default once"),
    ],
)
def test_a_saved_query_that_breaks_the_rules_is_named(tmp_path: Path, text, message):
    (tmp_path / "q.rq").write_text(text, encoding="utf-8")
    with pytest.raises(OntologyError, match=message):
        load_queries(tmp_path)


@pytest.mark.parametrize("query", load_queries().values(), ids=load_queries())
def test_every_saved_query_has_its_help_in_both_languages(query):
    for help in (query, *query.parameters):
        assert any("\u4e00" <= char <= "\u9fff" for char in help.zh) and help.help.isascii()
