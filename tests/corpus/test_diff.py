import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from kg.corpus.brief import NOTHING, REASONS, Brief, make_brief, open_build, render_brief
from kg.corpus.build import build_corpus
from kg.documents import read_documents
from kg.graph.store import write_store
from kg.graph.turtle import write_turtle
from kg.linking import conflicts

ROOT = Path(__file__).parent.parent.parent
PLAN = "海岚科技有限公司计划收购微光机器人有限公司。"
DEAL = "海岚科技有限公司收购微光机器人有限公司。"
DATED_DEAL = "2019年4月1日，海岚科技有限公司收购微光机器人有限公司。"
REVENUE = "2018年诚壹汽车有限公司实现营业收入12亿元。"
OTHER_REVENUE = "2018年诚壹汽车有限公司实现营业收入13亿元。"
DEAL_FROM = "海岚科技有限公司收购诚壹汽车有限公司旗下的微光机器人有限公司。"
FORECAST = "诚壹汽车有限公司预计2019年营业收入达到15亿元。"
RESULT = "2019年诚壹汽车有限公司实现营业收入16亿元。"
ENTRY = "海岚科技有限公司拟进入印度市场。"
ENTERED = "海岚科技有限公司已进入印度市场。"
BUILDS = {
    "plan": {"a": PLAN},
    "deal": {"a": PLAN, "c": DEAL},
    "deal alone": {"c": DEAL},
    "dated deal": {"c": DATED_DEAL},
    "nothing of it": {"b": REVENUE},
    "two figures": {"b": REVENUE, "d": OTHER_REVENUE},
    "deal from another": {"a": PLAN, "c": DEAL_FROM},
    "forecast": {"b": REVENUE, "e": FORECAST},
    "result": {"b": REVENUE, "e": FORECAST, "f": RESULT},
    "entry": {"g": ENTRY},
    "entered": {"g": ENTRY, "h": ENTERED},
}
Build = Callable[[str], Path]


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Give a function that makes the graph of a row of BUILDS, once, and returns its file."""
    folder = tmp_path_factory.mktemp("builds")

    def write_build(name: str) -> Path:
        path = folder / f"{name}.ttl"
        if not path.exists():
            rows = [{"id": id, "title": f"题{id}", "text": text} for id, text in BUILDS[name].items()]
            articles = folder / "articles.jsonl"
            articles.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
            graph = build_corpus(list(read_documents([str(articles)]))).graph
            write_turtle(graph, path)
            write_store(graph, folder / name)
        return path

    return write_build


@pytest.fixture
def compare(build: Build) -> Callable[[str, str], Brief]:
    return lambda old, new: make_brief(open_build(build(old)), open_build(build(new)))


Compare = Callable[[str, str], Brief]


def list_predicates(statements: Sequence[object]) -> set[str]:
    return {str(getattr(statement, "id", "")).partition("-")[0] for statement in statements}


def test_a_plan_that_happened_is_a_turn_and_nothing_new(compare: Compare) -> None:
    brief = compare("plan", "deal")
    assert {turn.after.text for turn in brief.turns} >= {"海岚科技有限公司 收购 微光机器人有限公司"}
    for turn in brief.turns:
        assert (turn.before.status, turn.after.status) == ("计划中", "已成立")
        assert {sentence.quote for sentence in turn.before.sentences} == {PLAN}
        assert {sentence.quote for sentence in turn.after.sentences} == {DEAL}
    assert not (brief.facts or brief.gone or brief.retold or brief.entities or brief.contradictions)
    assert (brief.new_documents, brief.gone_documents) == (("c",), ())


def test_the_plan_may_be_gone_by_then(compare: Compare) -> None:
    brief = compare("plan", "deal alone")
    assert list_predicates([turn.after for turn in brief.turns]) == {"acquired", "Acquisition"}
    assert not (brief.facts or brief.gone)


def test_a_plan_may_happen_with_another_party(compare: Compare) -> None:
    brief = compare("plan", "deal from another")
    assert list_predicates([turn.after for turn in brief.turns]) == {"acquired", "Acquisition"}
    assert not {fact.text for fact in brief.facts} & {"海岚科技有限公司 收购 微光机器人有限公司"}


def test_a_forecast_turns_into_the_figure_that_came_of_it(compare: Compare) -> None:
    brief = compare("forecast", "result")
    (turn,) = brief.turns
    assert (turn.before.status, turn.after.status) == ("计划中", "已成立")
    assert not brief.facts and not brief.contradictions
    lines = list(render_brief(brief))
    assert (
        "  诚壹汽车有限公司 营业收入 15亿元（期间 2019） → 诚壹汽车有限公司 营业收入 16亿元（期间 2019）  [计划中 → 已成立]"
        in lines
    )


def test_a_property_that_states_a_plan_turns_into_what_comes_of_it(compare: Compare) -> None:
    brief = compare("entry", "entered")
    told = {(turn.before.id.partition("-")[0], turn.after.id.partition("-")[0]) for turn in brief.turns}
    assert told == {("plansToEnter", "operatesIn"), ("MarketEntry", "MarketEntry")}
    assert not brief.facts


def test_a_happening_is_told_once_in_words_and_twice_as_data(compare: Compare) -> None:
    brief = compare("plan", "deal")
    (event,) = (turn for turn in brief.turns if turn.after.kind == "event")
    assert {turn.after.id for turn in brief.turns} == {event.after.id, *brief.echoes}
    lines = list(render_brief(brief))
    assert lines.count("状态有变 1") == 1
    assert lines.count("  收购：收购方 海岚科技有限公司；标的 微光机器人有限公司  [计划中 → 已成立]") == 1
    assert not any("海岚科技有限公司 收购" in line for line in lines)


def test_what_has_happened_is_no_plan_again(compare: Compare) -> None:
    brief = compare("deal alone", "deal")
    assert not brief.turns
    assert {statement.status for statement in brief.facts} == {"计划中"}


def test_a_sentence_read_otherwise_is_retold(compare: Compare) -> None:
    brief = compare("deal alone", "dated deal")
    assert not brief.gone or not brief.facts
    assert list_predicates([turn.after for turn in brief.retold]) == {"Acquisition"}


def test_contradictions_have_both_sides_with_their_sentences(compare: Compare) -> None:
    (found,) = compare("nothing of it", "two figures").contradictions
    assert found.entity == "诚壹汽车有限公司"
    assert {side.sentences[0].quote for side in (found.first, found.second)} == {REVENUE, OTHER_REVENUE}
    assert not compare("two figures", "two figures").contradictions


def test_every_conflict_has_a_chinese_name() -> None:
    assert set(REASONS) == {conflicts.FIGURE, conflicts.POST, conflicts.FOUNDED, conflicts.TOO_EARLY}


def test_another_world_is_all_new_and_all_gone(compare: Compare) -> None:
    there, back = compare("nothing of it", "deal"), compare("deal", "nothing of it")
    assert {thing.name for thing in there.entities} == {"海岚科技有限公司", "微光机器人有限公司"}
    assert {s.id for s in there.facts} == {s.id for s in back.gone} and there.facts
    assert there.new_documents == back.gone_documents == ("a", "c")


@pytest.mark.parametrize("name", BUILDS)
def test_a_build_and_itself_do_not_differ(name: str, compare: Compare) -> None:
    assert list(render_brief(compare(name, name))) == [NOTHING]


def test_a_limit_shortens_each_section_and_says_so(compare: Compare) -> None:
    brief = compare("nothing of it", "deal")
    lines = list(render_brief(brief, limit=1))
    shown = len({fact.id for fact in brief.facts} - {*brief.echoes})
    assert f"  … 另有 {shown - 1}" in lines and f"新事实 {shown}" in lines
    assert len(lines) < len(list(render_brief(brief)))


def run_diff(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kg", "diff", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8")


def test_the_command_tells_folders_and_files_apart_alike(build: Build) -> None:
    old, new = build("plan"), build("deal")
    files, folders = run_diff(old, new), run_diff(old.with_suffix(""), new.with_suffix(""))
    assert (files.returncode, files.stderr) == (0, "") and files.stdout == folders.stdout
    assert "状态有变 1\n" in files.stdout and f"    今 “{DEAL}” 题c\n" in files.stdout
    told = json.loads(run_diff(old, new, "--format", "json").stdout)
    assert told["turns"][0]["after"]["sentences"][0]["quote"] == DEAL


def test_a_missing_build_is_one_line(build: Build, tmp_path: Path) -> None:
    gone = run_diff(build("plan"), tmp_path / "gone")
    assert gone.returncode == 1 and gone.stderr.startswith(f"kg: {tmp_path / 'gone'}: no such file or folder; ")
    run = run_diff(build("plan"), tmp_path)
    assert run.returncode == 1 and run.stderr.count("\n") == 1 and str(tmp_path) in run.stderr
