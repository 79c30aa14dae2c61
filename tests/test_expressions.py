"""Expressions that were kept find what `re` finds, and whatever is wrong with what was kept costs time alone."""

import marshal
import re
import subprocess
import sys
from pathlib import Path

import pytest

from kg.expressions import compile_re

PATTERNS = [
    ("(?P<year>\\d{4})年(?:(?P<month>\\d{1,2})月)?", 0),
    ("(?<!不)上[涨升]|[^\\W\\d_]{2,8}集团", 0),
    ("revenue|profit", re.I),
    ("^\\s*(?=[一-鿿])(.)\\1", re.M | re.S),
    ("", 0),
]
TEXT = "甲集团2026年5月上涨，不上涨；Profit\n 好好学习"
PROGRAM = """
import re, sys, time
from kg import expressions
if sys.argv[1] == "kept":
    expressions._make_code = None  # would be called for whatever was not kept
    re.compile = None
print(expressions.compile_re("(?P<year>[0-9]{4})年").search("到2026年底")["year"])
expressions.keep_expressions()
"""


def run(*args: str, cache: Path) -> str:
    """Return what the program prints in a Python of its own, which keeps its bytecode in a folder."""
    python = (sys.executable, "-X", f"pycache_prefix={cache}", "-c", PROGRAM, *args)
    env = {"PYTHONPATH": str(Path(__file__).resolve().parent.parent)}
    return subprocess.run(python, check=True, capture_output=True, text=True, encoding="utf-8", env=env).stdout


def find_file(cache: Path) -> Path:
    (found,) = cache.rglob("*.expressions")
    return found


@pytest.mark.parametrize(("pattern", "flags"), PATTERNS)
def test_an_expression_is_what_re_makes_of_it(pattern: str, flags: int) -> None:
    made, known = compile_re(pattern, flags), re.compile(pattern, flags)
    assert (made.pattern, made.flags, made.groups) == (known.pattern, known.flags, known.groups)
    assert made.groupindex == known.groupindex
    assert [(found.span(), found.groupdict(), found.groups()) for found in made.finditer(TEXT)] == [
        (found.span(), found.groupdict(), found.groups()) for found in known.finditer(TEXT)
    ]


def test_a_wrong_pattern_is_told_as_re_tells_it() -> None:
    with pytest.raises(re.error, match="unterminated"):
        compile_re("(甲")


def test_the_next_process_compiles_nothing_again(tmp_path: Path) -> None:
    assert run("first", cache=tmp_path) == run("kept", cache=tmp_path) == "2026\n"


@pytest.mark.parametrize(
    "damaged", [b"", b"\x00", marshal.dumps(7), marshal.dumps(("another Python", {})), marshal.dumps({})]
)
def test_what_cant_be_used_is_made_again(damaged: bytes, tmp_path: Path) -> None:
    run("first", cache=tmp_path)
    find_file(tmp_path).write_bytes(damaged)
    assert run("first", cache=tmp_path) == "2026\n"
    assert run("kept", cache=tmp_path) == "2026\n"


def test_code_that_is_none_is_not_run(tmp_path: Path) -> None:
    run("first", cache=tmp_path)
    state, kept = marshal.loads(find_file(tmp_path).read_bytes())
    spoilt = {key: (code[0], bytes(36), *code[2:]) for key, code in kept.items()}
    find_file(tmp_path).write_bytes(marshal.dumps((state, spoilt)))
    assert run("first", cache=tmp_path) == "2026\n"


def test_where_python_writes_no_bytecode_nothing_is_kept(tmp_path: Path) -> None:
    python = (sys.executable, "-B", "-X", f"pycache_prefix={tmp_path}", "-c", PROGRAM, "first")
    env = {"PYTHONPATH": str(Path(__file__).resolve().parent.parent)}
    subprocess.run(python, check=True, capture_output=True, env=env)
    assert not list(tmp_path.rglob("*.expressions"))
