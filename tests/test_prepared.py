"""What was kept of the ontology is what reading it gives, and any change to code or data makes it read again."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from kg import prepared
from kg.bytecode import find_place
from kg.linking.book import make_book
from kg.ontology.gazetteer import load_gazetteer
from kg.ontology.lexicon import load_lexicon
from kg.ontology.metrics import load_metrics
from kg.ontology.paths import find_ontology
from kg.ontology.sources import CODE
from kg.ontology.units import load_units
from kg.ontology.vocabulary import load_vocabulary
from kg.relations.patterns import load_patterns
from tests.test_layers import PACKAGE, find_imports

PROGRAM = """
from kg.ontology.gazetteer import load_gazetteer
print(load_gazetteer().rows["xiaomi"].note)
"""
LOADED: dict[str, Callable[[], object]] = {
    "gazetteer": load_gazetteer,
    "lexicon": load_lexicon,
    "vocabulary": load_vocabulary,
    "metrics": lambda: load_metrics().metrics,
    "units": load_units,
    "patterns": lambda: load_patterns().patterns,
    "names": lambda: make_book(load_gazetteer()),
}


@pytest.fixture
def loaded_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], None]]:
    """Keep what is prepared in a folder of its own; call to forget what this process has loaded."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path))

    def forget() -> None:
        for load in (
            load_gazetteer.__globals__["_load_default"],
            load_lexicon,
            load_metrics,
            load_patterns,
            load_units,
            load_vocabulary,
        ):
            load.cache_clear()

    forget()
    yield forget
    monkeypatch.undo()
    forget()


@pytest.mark.parametrize("name", LOADED)
def test_what_was_kept_is_what_was_made(
    name: str, loaded_anew: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = LOADED[name]()
    assert find_place(prepared.__file__, name).exists()
    loaded_anew()
    monkeypatch.setattr(prepared, "pack", None)  # would be called for whatever was not kept
    assert LOADED[name]() == made


def test_a_row_changed_to_one_of_equal_length_and_time_is_read_again(tmp_path: Path) -> None:
    shutil.copytree(find_ontology(), tmp_path / "ontology")
    (path,) = [
        path for path in (tmp_path / "ontology" / "gazetteer").glob("*.tsv") if b"\nxiaomi\t" in path.read_bytes()
    ]
    before = run(tmp_path)
    assert run(tmp_path) == before
    written, text = path.stat(), path.read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if line.startswith("xiaomi\t"))
    *cells, source = line.split("\t")
    cells[-1] = "x" * len(cells[-1].encode())
    path.write_text(text.replace(line, "\t".join([*cells, source])), encoding="utf-8")
    os.utime(path, ns=(written.st_atime_ns, written.st_mtime_ns))
    assert path.stat().st_size == written.st_size
    assert run(tmp_path).strip() == cells[-1]


@pytest.mark.parametrize("damaged", [b"", b"\x00" * 400, None])
def test_what_cant_be_used_is_made_again(damaged: bytes | None, tmp_path: Path) -> None:
    shutil.copytree(find_ontology(), tmp_path / "ontology")
    before = run(tmp_path)
    (kept,) = (tmp_path / "bytecode").rglob("*.gazetteer")
    kept.write_bytes(kept.read_bytes()[:-100] if damaged is None else damaged)
    assert run(tmp_path) == before
    assert kept.stat().st_size > 1_000_000


def run(folder: Path) -> str:
    python = (sys.executable, "-X", f"pycache_prefix={folder / 'bytecode'}", "-c", PROGRAM)
    env = {"PYTHONPATH": str(PACKAGE.parent), "KG_ONTOLOGY": str(folder / "ontology"), "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(python, check=True, capture_output=True, text=True, encoding="utf-8", env=env).stdout


def test_all_code_that_prepares_is_in_the_digest() -> None:
    users = [path for path in PACKAGE.rglob("*.py") if "load_once(" in path.read_text(encoding="utf-8")]
    assert len(users) >= len(LOADED)
    depended = {path for user in users for path in follow_imports(user)}
    covered = {path for name in CODE for path in (PACKAGE / name, *(PACKAGE / name).rglob("*.py"))}
    idle = {PACKAGE / name for name in ("__init__.py", "bytecode.py", "errors.py", "software.py")}
    assert depended <= covered | idle


@cache
def follow_imports(path: Path) -> frozenset[Path]:
    """Return a module and all modules of kg that it imports, directly or not."""
    found: set[Path] = set()
    waiting = [path]
    while waiting:
        path = waiting.pop()
        found.add(path)
        for name in find_imports(path):
            parts = name.split(".")[1:] if name.startswith("kg.") else []
            places = [PACKAGE.joinpath(*parts[:length]) for length in (len(parts), len(parts) - 1) if length > 0]
            files = [file for place in places for file in (place.with_suffix(".py"), place / "__init__.py")]
            waiting += [file for file in files if file.is_file() and file not in found]
    return frozenset(found)
