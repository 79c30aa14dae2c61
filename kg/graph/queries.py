"""Saved queries (ontology/queries/*.rq): SPARQL that answers one question each, with parameters to fill in.

The first comment line is the query's help; a line `# param NAME: help` declares a parameter, whose default stands in
the query as `VALUES ?NAME { default }`; `# zh:` and `# param.zh NAME:` say the same in Chinese. So every file runs as
it is in any SPARQL tool that knows the prefixes. A value is written in the form of the default: a name ("小米"@zh
"小米"@en, or UNDEF for any), a text, a number, or a term of the vocabulary (kg:planned).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.errors import InputError, OntologyError
from kg.expressions import compile_re
from kg.ontology.paths import find_ontology

_PARAMETER = compile_re(r"#\s*param\s+([A-Za-z]\w*):\s*(.+)")
_CHINESE = compile_re(r"#\s*(?:param\.)?zh(?:\s+([A-Za-z]\w*))?:\s*(.+)")
_VALUES = r"VALUES\s+\?{name}\s*\{{\s*([^{{}}]*?)\s*\}}"
_NUMBER = compile_re(r"-?\d+(\.\d+)?")
_TERM = compile_re(r"(\w+:)\w+")
_LOCAL = compile_re(r"[A-Za-z]\w*")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


@dataclass(frozen=True, slots=True)
class Parameter:
    """`default` is the SPARQL between the braces of its VALUES; `zh` is the help in Chinese."""

    name: str
    help: str
    default: str
    zh: str = ""


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """A query with the name of its file, its first comment, and its parameters in the order declared."""

    name: str
    help: str
    parameters: tuple[Parameter, ...]
    text: str
    zh: str = ""


@cache
def load_queries(directory: Path | None = None) -> Mapping[str, SavedQuery]:
    """Return the saved queries by name, sorted.

    Raises:
        OntologyError: a file has no help, or a parameter without its VALUES.
    """
    folder = directory or find_ontology() / "queries"
    paths = sorted(folder.glob("*.rq"))
    return {path.stem: make_query(path.stem, path.read_text(encoding="utf-8"), where=str(path)) for path in paths}


def make_query(name: str, text: str, *, where: str) -> SavedQuery:
    """Return a query with the parameters that its comments declare."""
    lines = text.splitlines()
    comments = [line for line in lines if line.startswith("#")]
    help = comments[0].lstrip("# ").strip() if lines and lines[0].startswith("#") else ""
    if not help:
        raise OntologyError(f"{where}:1: no help; the first line is a comment that says what the query answers")
    chinese = {match[1]: match[2].strip() for match in filter(None, map(_CHINESE.match, comments))}
    parameters = []
    for match in filter(None, map(_PARAMETER.match, comments)):
        found = re.findall(_VALUES.format(name=match[1]), text)
        if len(found) != 1 or not found[0]:
            raise OntologyError(f"{where}: parameter {match[1]} needs its default once, as VALUES ?{match[1]} {{ … }}")
        parameters.append(Parameter(match[1], match[2].strip(), found[0], chinese.get(match[1], "")))
    return SavedQuery(name, help, tuple(parameters), text, chinese.get(None, ""))


def find_query(argument: str) -> SavedQuery:
    """Return what a user means by SPARQL text, the path of a .rq file, or the name of a saved query.

    Raises:
        InputError: it is none of them.
    """
    queries = load_queries()
    if argument in queries:
        return queries[argument]
    if re.search(r"[\s{]", argument) and not argument.endswith(".rq"):
        return _make_unsaved("query", argument)
    path = Path(argument)
    if path.suffix == ".rq" or path.is_file():
        try:
            return _make_unsaved(str(path), path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(f"{path}: not readable as a query ({error}); a UTF-8 text file is needed") from error
    raise InputError(
        f"{argument!r}: no saved query; use SPARQL text, the path of a .rq file, or one of {', '.join(queries)}"
    )


def _make_unsaved(name: str, text: str) -> SavedQuery:
    return make_query(name, text, where=name) if text.startswith("#") else SavedQuery(name, "", (), text)


def fill_query(query: SavedQuery, values: Mapping[str, str]) -> str:
    """Return the query's SPARQL with these values in place of its defaults.

    Raises:
        InputError: a parameter the query doesn't have, or a value not of its form.
    """
    known = {parameter.name: parameter for parameter in query.parameters}
    text = query.text
    for name, value in values.items():
        if name not in known:
            accepted = f"use {', '.join(known)}" if known else "it takes none"
            raise InputError(f"--param {name}: {query.name} has no such parameter; {accepted}")
        terms = _make_terms(known[name], value)
        text = re.sub(_VALUES.format(name=name), lambda _: f"VALUES ?{name} {{ {terms} }}", text)  # noqa: B023
    return text


def _make_terms(parameter: Parameter, value: str) -> str:
    default = parameter.default
    if _NUMBER.fullmatch(default):
        if not _NUMBER.fullmatch(value):
            raise InputError(f"--param {parameter.name}={value}: a number is needed, such as {default}")
        return value
    if match := _TERM.fullmatch(default):
        if not _LOCAL.fullmatch(value):
            raise InputError(f"--param {parameter.name}={value}: a name of the vocabulary is needed, such as {default}")
        return match[1] + value
    if not value:
        raise InputError(f"--param {parameter.name}: a value is needed ({parameter.help})")
    literal = '"' + "".join(_ESCAPES.get(char, char) for char in value) + '"'
    return f"{literal}@zh {literal}@en" if "@" in default or default == "UNDEF" else literal


def parse_parameters(pairs: Sequence[str]) -> dict[str, str]:
    """Return what `--param name=value` options say.

    Raises:
        InputError: one has no equals sign.
    """
    values = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals:
            raise InputError(f"--param {pair}: write name=value")
        values[name.strip()] = value.strip()
    return values
