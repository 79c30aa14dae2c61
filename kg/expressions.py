"""Regular expressions that Python need not compile again at each start.

`re.compile` takes a quarter of a second for the expressions of one command. What it makes of each is kept beside this
module's bytecode, under the same terms: where Python may write no bytecode nothing is kept, and what can't be used is
made again. `re` has no public way to do so; where its inner parts differ from those known here, it compiles as ever.
"""

import importlib
import marshal
import re
import sys
from array import array
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from kg.bytecode import find_place, write_place

CODES = "I"  # unsigned, of 32 bits as in `re`
MOST_KEPT = 5_000  # of all versions of the code; past it what this process used alone stays

# what `_sre.compile` takes behind a pattern, but for its list of codes, which are read in no time as bytes
Code = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]


@dataclass(frozen=True, slots=True)
class _Expressions:
    """What was kept by earlier processes, and what this one uses, by pattern and flags."""

    kept: dict[tuple[str, int], Code]
    used: dict[tuple[str, int], Code] = field(default_factory=dict)


@cache
def compile_re(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return what `re.compile` returns; for patterns of the code and of its data, not for those made of a text's words.

    Raises:
        re.error: the pattern is no expression.
    """
    expressions = _load()
    key = (pattern, int(flags))
    try:
        code = expressions.kept.get(key) or _make_code(pattern, int(flags))
        codes = array(CODES, code[1]).tolist()
        made: re.Pattern[str] = importlib.import_module("_sre").compile(pattern, code[0], codes, *code[2:])
    except Exception:  # an error in the pattern, which `re` tells; inner parts of another Python; a damaged file
        return re.compile(pattern, flags)
    expressions.used[key] = code
    return made


def keep_expressions() -> None:
    """Write down what this process compiled, if that may be; a kill leaves what was kept before."""
    if not compile_re.cache_info().currsize:
        return
    path, expressions = find_place(__file__, "expressions"), _load()
    if expressions.used.keys() <= expressions.kept.keys():
        return
    kept = _read(path) | expressions.used  # other processes may have kept theirs meanwhile
    write_place(path, marshal.dumps((_identify(), kept if len(kept) <= MOST_KEPT else expressions.used)))


def _make_code(pattern: str, flags: int) -> Code:
    """Do as `re._compiler.compile` does, but for its last step."""
    parsed = importlib.import_module("re._parser").parse(pattern, flags)
    state, code = parsed.state, importlib.import_module("re._compiler")._code(parsed, flags)
    names: list[str | None] = [None] * state.groups
    for name, group in state.groupdict.items():
        names[group] = name
    return flags | state.flags, array(CODES, code).tobytes(), state.groups - 1, dict(state.groupdict), tuple(names)


@cache
def _load() -> _Expressions:
    return _Expressions(_read(find_place(__file__, "expressions")))


def _read(path: Path) -> dict[tuple[str, int], Code]:
    try:
        state, kept = marshal.loads(path.read_bytes())
    except (OSError, ValueError, EOFError, TypeError):
        return {}
    return kept if state == _identify() and isinstance(kept, dict) else {}


def _identify() -> str:
    """Return what compiled expressions depend on: the very Python, and the form that `re` has there."""
    magic: Any = getattr(importlib.import_module("_sre"), "MAGIC", None)
    return f"{sys.version} {magic}"
