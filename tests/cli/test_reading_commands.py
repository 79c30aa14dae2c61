"""query, explain, validate and stats on a build: what they print, where, and with which exit status."""

import csv
import io
import json
from pathlib import Path

import pytest

from kg.cli.query import ResultFormat
from kg.cli.validate import EngineName
from kg.graph.results import FORMATS
from kg.graph.store import write_store
from kg.graph.turtle import write_turtle
from kg.graph.validation import ENGINES
from tests.graph.sample import make_sample


@pytest.fixture(scope="session")
def build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample as `kg build` leaves it."""
    directory = tmp_path_factory.mktemp("build")
    write_turtle(make_sample(), directory / "graph.ttl")
    write_store(make_sample(), directory)
    return directory


def test_a_saved_query_prints_a_table_on_one_line_a_row_when_piped(kg, build):
    run = kg("query", "sentences_about", "--param", "name=年轻家庭", "-d", build)
    assert (run.status, run.err) == (0, "")
    assert len(run.out.splitlines()) == 3 and "旗下品牌“火花·SPARK”面向年轻家庭。" in run.out


def test_rows_as_csv_and_json(kg, build):
    run = kg("query", "SELECT ?l { ?c kg:ticker ?t ; skos:prefLabel ?l } ORDER BY ?l", "-d", build, "--format", "csv")
    assert list(csv.reader(io.StringIO(run.out))) == [["l"], ["Spark Appliances"], ["星火电器"]]
    run = kg("query", "ASK { ?c a kg:Company }", "-d", build, "-f", "json")
    assert json.loads(run.out)["boolean"] is True


def test_a_graph_as_turtle_from_a_file(kg, build):
    run = kg("query", "DESCRIBE entity:yuenan", "--file", build / "graph.ttl", "-f", "ttl")
    assert run.status == 0 and "entity:yuenan a kg:Country" in run.out


def test_conclusions_can_be_left_out(kg, build):
    text = "SELECT * { ?a kg:brandOf ?b }"
    assert len(kg("query", text, "-d", build, "-f", "csv").out.splitlines()) == 2
    assert len(kg("query", text, "-d", build, "-f", "csv", "--no-infer").out.splitlines()) == 1
    assert len(kg("query", text, "--file", build / "graph.ttl", "-f", "csv").out.splitlines()) == 2


def test_another_base_needs_no_option(kg, tmp_path):
    write_store(make_sample(), tmp_path, base="http://intern.example/")
    assert (
        "http://intern.example/entity/yuenan"
        in kg("query", "SELECT ?m { ?m a kg:Market }", "-d", tmp_path, "-f", "csv").out
    )
    assert "越南" in kg("query", "SELECT ?l { entity:yuenan skos:prefLabel ?l }", "-d", tmp_path).out


def test_the_list_tells_queries_and_parameters(kg):
    run = kg("query", "--list")
    assert run.status == 0 and "brands_of_company\n  Which brands" in run.out
    assert "--param company=…" in run.out and "(default: 小米)" in run.out and "(default: any)" in run.out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["query", "SELECT ?x WHERE { ?x ?y }"], "kg: query, line 1, column 26: malformed at its end; expected a term"),
        (
            ["query", "no_such_query"],
            "kg: 'no_such_query': no saved query; use SPARQL text, the path of a .rq file, or one of",
        ),
        (
            ["query", "brands_of_company", "--param", "firm=小米"],
            "kg: --param firm: brands_of_company has no such parameter",
        ),
        (["query", "missing.rq"], "kg: missing.rq: not readable as a query"),
        (["query", "SELECT * { SERVICE <http://a.org/> { ?a ?b ?c } }"], "kg: query: SERVICE is refused"),
        (["query", "SELECT * { ?a ?b ?c }", "--format", "ttl"], "kg: --format ttl: the query makes rows"),
        (["query", "ASK {}", "--file", "missing.ttl"], "kg: missing.ttl: not readable as Turtle"),
        (["query", "ASK {}", "-d", "missing"], "kg: missing: no store there; `kg build"),
        (["explain", "无此公司"], "kg: '无此公司': no entity and no fact of that name or id"),
        (["explain", "火花"], "did you mean “火花·SPARK”?"),
        (["validate", "missing"], "kg: missing: no such file"),
        (["stats", "-d", "missing"], "kg: missing: no store there"),
    ],
)
def test_bad_input_is_one_line_and_status_1(kg, build, monkeypatch, arguments, message):
    monkeypatch.chdir(build)
    (build / "output").mkdir(exist_ok=True)
    where = [] if "-d" in arguments or "--file" in arguments or arguments[0] == "validate" else ["-d", "."]
    run = kg(*arguments, *where)
    assert (run.status, run.out) == (1, "")
    assert message in run.err and run.err.count("\n") == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["query"],
        ["query", "ASK {}", "--format", "pdf"],
        ["validate", "-l", "fr"],
        ["validate", "--engine", "x"],
        ["explain"],
        ["explain", "小米", "--document", "article.md"],
    ],
)
def test_wrong_usage_is_status_2(kg, arguments):
    run = kg(*arguments)
    assert run.status == 2 and "Usage" in run.err


def test_explain_an_entity_by_any_name(kg, build):
    by_id, by_alias = kg("explain", "xinghuo", "-d", build), kg("explain", "Spark", "-d", build)
    assert by_id.out == by_alias.out and by_id.status == 0
    lines = by_id.out.splitlines()
    assert lines[0] == "星火电器  公司  https://example.org/kg/entity/xinghuo"
    assert lines[1:3] == ["  又名 Spark Appliances、Spark、星火", "  股票代码 SZSE:000999"]
    assert "林小满 创办 星火电器  [已成立, 0.85]  fact:f01" in lines
    assert "  “星火电器创始人林小满3月2日在年会上宣布，公司将进入越南市场。”" in lines
    assert "星火电器 销量 超过120万台  [已成立, 1]  fact:f12" in lines
    assert "  数值 超过1200000 台；期间 2023；涉及产品 空调" in lines
    assert "收购：星火电器、蓝湖/科技  [传闻, 0.4]  fact:f15" in lines
    assert "  金额 约300000000 CNY；收购方 星火电器；标的 蓝湖/科技" in lines
    assert "\x1b[" not in by_id.out


def test_explain_tells_a_sentence_once_with_all_its_rules(kg, build):
    lines = kg("explain", "f13", "-d", build).out.splitlines()
    assert len(lines) == 5
    assert lines[3] == "    星火电器要去越南, d_1 星火 32-84, sample/by-hand 0.9, sample/other 0.9"


def test_explain_counts_what_somebody_only_said(kg, build):
    out = kg("explain", "林小满", "-d", build).out
    assert "计划进入" not in out and "另有 1 条事实出自其口" in out


def test_validate_a_good_and_a_bad_graph(kg, build, tmp_path):
    run = kg("validate", build)
    assert run.status == 0 and run.out.endswith("conforms: 371 triples, 0 violations, 0 warnings\n")
    bad = tmp_path / "bad.ttl"
    bad.write_text((build / "graph.ttl").read_text(encoding="utf-8").replace("kg:unit", "kg:units"), encoding="utf-8")
    run = kg("validate", bad)
    assert run.status == 1
    assert "Violation: <https://example.org/kg/fact/f12>: an observation has one unit, a plain literal" in run.out
    assert kg("validate", bad, "-l", "zh").out.count("观测恰有一个单位") == 2
    assert kg("validate", bad, "--engine", "pyshacl").out == run.out


def test_validate_prints_its_shapes(kg):
    run = kg("validate", "--shapes")
    assert run.status == 0 and "kg:shape-ownsBrand-object a sh:NodeShape" in run.out


def test_stats_counts(kg, build):
    lines = [line.split() for line in kg("stats", "-d", build).out.splitlines()]
    assert ["documents:", "1,", "sentences", "with", "facts:", "4"] in lines
    assert ["公司", "Company", "2"] in lines and ["机构", "Organization", "1"] in lines
    assert ["传闻", "rumoured", "2"] in lines and ["收购", "acquired", "2"] in lines
    counts = json.loads(kg("stats", "-d", build, "--json").out)
    assert (
        counts["triples"] == 371
        and counts["inferred"] == 4
        and counts["events"] == {"Acquisition": 1, "Announcement": 1}
    )


def test_the_choices_are_those_of_the_library():
    assert tuple(ResultFormat) == FORMATS and tuple(EngineName) == ENGINES


def test_export_writes_beside_the_build_or_where_told(kg, build, tmp_path):
    run = kg("export", "--format", "graphml", "-d", build)
    assert run == (0, f"{build / 'graph.graphml'}\n", "") and (build / "graph.graphml").read_bytes().startswith(
        b"<?xml"
    )
    run = kg("export", "-f", "neo4j", "-d", build, "-o", tmp_path / "neo" / "news.csv")
    names = ["news-nodes.csv", "news-relationships.csv"]
    assert run.out.split() == [str(tmp_path / "neo" / name) for name in names]
    assert sorted(path.name for path in (tmp_path / "neo").iterdir()) == names


def test_export_lists_its_formats_and_refuses_others(kg, build):
    assert "turtle\tTurtle: what is asserted\n" in kg("export", "--list").out
    assert kg("export", "-f", "pdf", "-d", build).err.startswith("kg: --format pdf: no such export; use cypher, gexf")
    assert kg("export", "-d", build).status == 2


@pytest.mark.parametrize(
    "form", ["SELECT ?a { VALUES ?a { '[red]甲[/red]' } }", "CONSTRUCT { <a:a> <a:b> '[red]甲[/red]' } {}"]
)
def test_what_looks_like_markup_is_printed_as_it_is(kg, build, form):
    assert "[red]甲[/red]" in kg("query", form, "-d", build).out
