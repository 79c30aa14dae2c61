import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from kg.cli import COMMANDS
from tests.command import Kg

ROOT = Path(__file__).parent.parent.parent
ARTICLE = """---
title: 美的要约收购库卡
author: 林溪
date: 2016-05-18
---
美的集团宣布收购德国机器人公司库卡。方洪波是美的集团董事长。
"""
WRITTEN = ("graph.html", "graph.ttl", "store")


def run_kg(*arguments: str, cwd: Path = ROOT, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "kg", *arguments], cwd=cwd, input=stdin, capture_output=True)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    place = tmp_path_factory.mktemp("sample")
    run = run_kg("build", "-o", str(place / "out"))
    assert (run.returncode, run.stderr) == (0, b"")
    return place / "out", run.stdout.decode()


def test_the_packaged_sample_is_built_without_a_path(sample: tuple[Path, str]) -> None:
    directory, told = sample
    assert all((directory / name).exists() for name in WRITTEN)
    lines = told.splitlines()
    assert lines[0] == "documents: 10"
    assert any(line.startswith("  公司 Company ") for line in lines)
    assert any(line.startswith("  拥有品牌 ownsBrand ") or " ownsBrand " in line for line in lines)
    assert lines[-1].endswith(" s") and "graph.ttl" in lines[-1]


def test_two_builds_write_the_same_bytes(sample: tuple[Path, str], tmp_path: Path) -> None:
    assert run_kg("build", "-o", str(tmp_path / "again")).returncode == 0
    for name in WRITTEN[:2]:
        assert (tmp_path / "again" / name).read_bytes() == (sample[0] / name).read_bytes()


def test_an_article_from_standard_input_in_another_encoding(tmp_path: Path) -> None:
    run = run_kg("build", "-", "-o", str(tmp_path / "out"), stdin=ARTICLE.encode("gb18030"))
    assert (run.returncode, run.stderr) == (0, b"")
    assert "库卡" in (tmp_path / "out" / "graph.ttl").read_text(encoding="utf-8")


BAD = {
    "missing path": {},
    "binary file": {"a.md": b"\x89PNG\r\n\x1a\n\0\0"},
    "empty file": {"a.md": b""},
    "open front matter": {"a.md": "---\ntitle: 美的\n".encode()},
    "folder without articles": {"a.md/notes.csv": b"a,b"},
    "one bad file among good ones": {"a.md/good.md": ARTICLE.encode(), "a.md/bad.md": b"\0\1\2"},
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_one_line_and_nothing_is_written(name: str, kg: Kg, tmp_path: Path) -> None:
    for file, data in BAD[name].items():
        (tmp_path / file).parent.mkdir(exist_ok=True)
        (tmp_path / file).write_bytes(data)
    run = kg("build", tmp_path / "a.md", "-o", tmp_path / "out")
    assert run.status == 1
    assert run.err.count("\n") == 1 and str(tmp_path / "a.md") in run.err
    assert run.out == "" and not (tmp_path / "out").exists()


def test_keep_going_builds_the_rest_lists_the_skipped_and_exits_with_1(kg: Kg, tmp_path: Path) -> None:
    (tmp_path / "good.md").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "bad.md").write_bytes(b"\0\1\2")
    run = kg("build", tmp_path, "--keep-going", "-o", tmp_path / "out")
    assert run.status == 1
    assert "bad.md" in run.err and "documents: 1\n" in run.out
    assert all((tmp_path / "out" / name).exists() for name in WRITTEN)


def test_a_file_in_the_place_of_the_output_folder(kg: Kg, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine", encoding="utf-8")
    run = kg("build", "-o", tmp_path / "out")
    assert run.status == 1 and run.err.count("\n") == 1
    assert (tmp_path / "out").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("arguments", [["nope"], ["build", "--nope"], ["build", "-o"]])
def test_wrong_usage_exits_with_2(arguments: list[str]) -> None:
    run = run_kg(*arguments)
    assert run.returncode == 2 and run.stdout == b"" and run.stderr


def test_a_build_with_nothing_to_do_loads_no_model_and_no_linker(sample: tuple[Path, str]) -> None:
    code = (
        "import atexit, sys; from kg.cli import main; "
        "atexit.register(lambda: print([m for m in ('numpy', 'onnxruntime', 'jieba', 'kg.linking') if m in sys.modules])); "
        "main()"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, "build", "-o", str(sample[0])],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    *_, told, loaded = run.stdout.splitlines()
    assert "nothing changed" in told and loaded == "[]"


def test_a_mistyped_command_is_told_which_it_may_be(kg: Kg) -> None:
    run = kg("buid")
    assert run.status == 2 and "Did you mean 'build'?" in run.err


def test_help_answers_without_loading_the_pipeline() -> None:
    code = "import sys, kg.cli; print([m for m in ('numpy', 'onnxruntime', 'jieba', 'rdflib') if m in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout == "[]\n"
    told = run_kg("--help").stdout
    assert all(name.encode() in told for name in COMMANDS) and b"-h, --help" in told


@pytest.mark.parametrize("arguments", [["--version"], ["query", "--list"]])
def test_a_closed_pipe_is_silent(arguments: list[str]) -> None:
    read, write = os.pipe()
    os.close(read)
    run = subprocess.run([sys.executable, "-m", "kg", *arguments], cwd=ROOT, stdout=write, stderr=subprocess.PIPE)
    os.close(write)
    assert run.stderr == b""


def test_a_killed_build_leaves_the_old_files_whole(sample: tuple[Path, str], tmp_path: Path) -> None:
    out = tmp_path / "out"
    shutil.copytree(sample[0], out, symlinks=True)
    before = {name: (out / name).read_bytes() for name in WRITTEN[:2]}
    (tmp_path / "a.md").write_text(ARTICLE, encoding="utf-8")
    command = [sys.executable, "-m", "kg", "build", str(tmp_path / "a.md"), "-o", str(out)]
    for seconds in (0.2, 0.6, 1.0, 1.4):
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
        for name, data in before.items():
            found = (out / name).read_bytes()
            assert found == data or found.rstrip().endswith((b".", b"</html>"))


def test_identifiers_begin_with_the_base_that_was_asked_for(kg: Kg, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(ARTICLE, encoding="utf-8")
    base = "http://intern.example/图谱/"
    run = kg("build", tmp_path / "a.md", "-o", tmp_path / "out", "--base", base)
    assert (run.status, run.err) == (0, "")
    assert f"@prefix entity: <{base}entity/>" in (tmp_path / "out" / "graph.ttl").read_text(encoding="utf-8")
    assert f'"base":["{base}",' in (tmp_path / "out" / "graph.html").read_text(encoding="utf-8")
    asked = kg("query", "SELECT ?c { ?c skos:prefLabel '库卡'@zh }", "-d", tmp_path / "out", "-f", "csv")
    assert asked.out.splitlines()[1].startswith(base)
    run = kg("build", tmp_path / "a.md", "--base", "intern")
    assert run.status == 1 and "--base intern" in run.err


def test_a_bad_line_stops_no_other_line(kg: Kg, tmp_path: Path) -> None:
    lines = ['{"id": "a", "text": "美的集团宣布收购库卡。"}', "{}", '{"id": "c", "text": "方洪波是美的集团董事长。"}']
    (tmp_path / "news.jsonl").write_text("\n".join(lines), encoding="utf-8")
    run = kg("build", tmp_path / "news.jsonl", "-o", tmp_path / "out", "--keep-going")
    assert run.status == 1 and "news.jsonl:2" in run.err and run.err.count("\n") == 1
    assert run.out.startswith("documents: 2\n")


def test_names_are_explained_from_what_a_build_kept(kg: Kg, tmp_path: Path) -> None:
    text = "深圳市诚壹科技有限公司宣布收购海岚软件有限公司。诚壹科技董事长方明远出席。"
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    out = tmp_path / "out"
    assert kg("build", tmp_path / "a.md", "-o", out).status == 0
    told = kg("explain", "--merge", "诚壹科技", "-d", out)
    assert (told.status, told.err) == (0, "")
    lines = told.out.splitlines()
    assert lines[0] == "Organization-深圳市诚壹科技有限公司"
    assert any(line.startswith("  = 诚壹科技: ") and line.endswith("[a]") for line in lines)
    unknown = kg("explain", "--merge", "诚壹技", "-d", out)
    assert unknown.status == 1 and "did you mean 诚壹科技" in unknown.err
    nothing = kg("explain", "--merge", "诚壹科技", "-d", tmp_path / "none")
    assert nothing.status == 1 and "no articles kept there" in nothing.err


def test_verdicts_of_a_file_of_ones_own_survive_builds(kg: Kg, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.md").write_text("海岚软件与青禾科技合作。海岚软件董事长是方明远。", encoding="utf-8")
    verdicts = "verdict\ta\tb\tnote\nsame\t海岚软件\t青禾科技\t\nrename\t青禾科技\t青禾\t\n"
    (tmp_path / "mine.tsv").write_text(verdicts, encoding="utf-8")
    build = ("build", str(tmp_path / "a.md"), "-o", str(tmp_path / "out"))
    assert run_kg(*build).returncode == 0
    before = (tmp_path / "out" / "graph.ttl").read_text(encoding="utf-8")
    assert "entity:Organization-海岚软件\n" in before or "entity:Organization-海岚软件 " in before
    monkeypatch.setenv("KG_DECISIONS", str(tmp_path / "mine.tsv"))
    for _ in range(2):
        assert run_kg(*build).returncode == 0
        after = (tmp_path / "out" / "graph.ttl").read_text(encoding="utf-8")
        assert "entity:Organization-青禾科技" not in after or "entity:Organization-海岚软件" not in after
        assert '"青禾"@zh' in after


def test_articles_that_contradict_each_other_are_both_kept_and_told(kg: Kg, tmp_path: Path) -> None:
    for name, head, figure in (("a", "方明远", 12), ("b", "李清和", 15)):
        text = f"{head}担任海岚科技有限公司首席执行官。海岚科技有限公司2023年营业收入为{figure}亿元。"
        (tmp_path / f"{name}.md").write_text(f"---\ntitle: 海岚\ndate: 2024-03-01\n---\n{text}\n", encoding="utf-8")
    out = tmp_path / "out"
    assert kg("build", tmp_path / "a.md", tmp_path / "b.md", "-o", out).status == 0
    run = kg("validate", out)
    told = run.out
    assert run.status == 0 and f"{out / 'graph.ttl'}: contradictions: 2\n" in told
    assert "同一职务同时有两人" in told and "方明远担任" in told and "李清和担任" in told
    assert "同一时期的数字不同" in told and "12亿元" in told and "15亿元" in told


def test_a_build_that_would_change_nothing_does_nothing(
    kg: Kg, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    article, out = tmp_path / "a.md", tmp_path / "out"
    article.write_text(ARTICLE, encoding="utf-8")
    first = kg("build", article, "-o", out)
    again = kg("build", article, "-o", out)
    assert first.status == again.status == 0
    assert first.out.splitlines()[:-1] == again.out.splitlines()[:-1]
    assert " written in " in first.out and " as they were: nothing changed" in again.out
    whole = (out / "graph.ttl").read_bytes()
    (out / "graph.ttl").write_bytes(whole[:-1])
    (tmp_path / "verdicts.tsv").write_text("verdict\ta\tb\tnote\nrename\tmidea\t美的电器\t\n", encoding="utf-8")
    assert " written in " in kg("build", article, "-o", out).out
    assert (out / "graph.ttl").read_bytes() == whole
    monkeypatch.setenv("KG_DECISIONS", str(tmp_path / "verdicts.tsv"))
    assert " written in " in kg("build", article, "-o", out).out
    monkeypatch.delenv("KG_DECISIONS")
    article.write_text(ARTICLE.replace("2016-05-18", "2016-05-19"), encoding="utf-8")
    assert " written in " in kg("build", article, "-o", out).out
    assert " written in " in kg("build", article, "-o", out, "--base", "https://example.org/other/").out
    assert " nothing changed" in kg("build", article, "-o", out, "--base", "https://example.org/other/").out
