"""The README's code and its answers are true, in both languages."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

import kg
from kg.cli import COMMANDS, app
from kg.pipeline import build_graph, write_build

ROOT = Path(kg.__file__).resolve().parent.parent
EXAMPLE = "kg/samples/xiaomi-dual-engine.md"
READMES = ["README.md", "README.zh.md"]


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from kg.documents import read_documents

    folder = tmp_path_factory.mktemp("build")
    write_build(build_graph(read_documents([str(ROOT / "kg" / "samples")])), folder)
    return folder


def squeeze(text: str) -> list[list[str]]:
    return [line.split() for line in text.strip().splitlines() if not set(line.strip()) <= {"─", "-"}]


@pytest.mark.parametrize("name", READMES)
def test_the_query_gives_the_answer_shown(name: str, build: Path) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    found = re.search(r"```sh\nkg query '(.*?)'\n```\n\n```text\n(.*?)```", text, re.S)
    assert found is not None
    result = CliRunner().invoke(app, ["query", found[1], "--dir", str(build)])
    assert result.exit_code == 0, result.output
    assert squeeze(result.output) == squeeze(found[2])


def test_the_python_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    (code,) = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.S)
    names: dict[str, object] = {}
    exec(compile(code, "README.md", "exec"), names)
    assert len(names["rdf"]) > 1000  # type: ignore[arg-type]


@pytest.mark.parametrize("name", READMES)
def test_only_commands_and_files_that_exist_are_named(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    named = set(re.findall(r"`kg ([a-z]+)", text)) | set(re.findall(r"bin/kg ([a-z]+)", text))
    assert named
    assert named <= set(COMMANDS)
    for link in re.findall(r"\]\(([^)#:]+)\)", text):
        assert (ROOT / link).exists(), link
    for saved in re.findall(r"kg query ([a-z_]+) --param", text):
        assert (ROOT / "ontology" / "queries" / f"{saved}.rq").is_file()


def test_the_example_is_what_a_build_makes_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    made = CliRunner().invoke(app, ["build", EXAMPLE, "-o", str(tmp_path)])
    assert made.exit_code == 0, made.output
    kept = ROOT / "output" / "example" / "graph.ttl"
    assert (tmp_path / "graph.ttl").read_bytes() == kept.read_bytes(), f"kg build {EXAMPLE} -o output/example renews it"
