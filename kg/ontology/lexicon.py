"""Word classes from ontology/lexicon/*.toml: what patterns call `<acquire>`, and the lists that mention finders use.

A file of classes is a flat table of name = [words]; `"<other>"` inside a list takes in that class whole. Files with
another shape (units.toml, company_names.toml …) belong to the module that reads them and are listed in OTHER_SHAPES.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.errors import OntologyError
from kg.ontology.paths import find_ontology
from kg.ontology.sources import load_once

OTHER_SHAPES = {"event_roles.toml", "units.toml", "company_names.toml", "metrics.toml", "posts.toml", "readings.toml"}


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Classes of words by name; `classes[name]` is sorted longest first, so alternations prefer the longest word."""

    classes: Mapping[str, tuple[str, ...]]

    def words(self, name: str) -> tuple[str, ...]:
        """Return the words of a class.

        Raises:
            OntologyError: there is no such class.
        """
        if name not in self.classes:
            raise OntologyError(f"ontology/lexicon: no class <{name}>; there are {', '.join(sorted(self.classes))}")
        return self.classes[name]


def _load_file(path: Path) -> dict[str, list[str]]:
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise OntologyError(f"{path}: {error}; a TOML table of name = [words] is accepted") from error
    for name, words in table.items():
        if not isinstance(words, list) or not all(isinstance(word, str) and word for word in words):
            raise OntologyError(f"{path}: key {name}: a list of words is accepted")
    return table


def _expand(name: str, table: Mapping[str, list[str]], seen: tuple[str, ...]) -> list[str]:
    if name in seen or name not in table:
        raise OntologyError(f"ontology/lexicon: <{name}> inside <{seen[-1]}> is unknown or circular")
    words: list[str] = []
    for word in table[name]:
        words += _expand(word[1:-1], table, (*seen, name)) if word.startswith("<") else [word]
    return words


@cache
def load_lexicon(directory: Path | None = None) -> Lexicon:
    """Load every class file of `directory` (default: the ontology's lexicon).

    Raises:
        OntologyError: a file or key that can't be used, a class defined twice, a circular reference.
    """
    if directory is None:
        return load_once("lexicon", lambda: load_lexicon(find_ontology() / "lexicon"), (Lexicon,))
    table: dict[str, list[str]] = {}
    for path in sorted(directory.glob("*.toml")):
        if path.name in OTHER_SHAPES:
            continue
        for name, words in _load_file(path).items():
            if name in table:
                raise OntologyError(f"{path}: key {name}: this class is already defined in another file")
            table[name] = words
    classes = {name: tuple(sorted(set(_expand(name, table, ())), key=lambda w: (-len(w), w))) for name in table}
    return Lexicon(classes)
