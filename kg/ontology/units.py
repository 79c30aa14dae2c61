"""Units, currencies, hedges, changes and ranks from ontology/lexicon/units.toml: the words of amounts.

Chinese names of currencies that the file does not give come from currencies.tsv, so 丹麦克朗 needs no entry.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Literal

from kg.errors import OntologyError
from kg.model import Comparator
from kg.ontology.currencies import load_currencies
from kg.ontology.paths import find_ontology
from kg.ontology.sources import load_once

UnitKind = Literal["money", "minor", "proportion", "counted", "measured"]

# Every table with its keys; None where the keys are words of the reader's choice.
TABLES: Mapping[str, tuple[str, ...] | None] = {
    "measure": ("counted", "measured", "digits_only", "after_year", "least", "same", "per"),
    "unless_followed": None,
    "only_followed": None,
    "hedge.over": ("before", "after"),
    "hedge.under": ("before", "after"),
    "hedge.about": ("before", "after"),
    "hedge.none": ("before", "after"),
    "change.rise": ("verbs", "nouns", "rates"),
    "change.fall": ("verbs", "nouns", "rates"),
    "change.loss": ("verbs",),
    "change.none": ("verbs",),
    "change.between": ("fillers", "narrowing"),
    "base": ("year-on-year", "quarter-on-quarter", "month-on-month", "none"),
    "bare": ("before",),
    "article": ("exact_before", "exact_after"),
    "rank": (
        "before",
        "among",
        "never_after",
        "words",
        "word_never_before",
        "first_before",
        "first",
        "top_never_after",
    ),
}
CURRENCY_KEYS = ("after", "before", "minor", "minor_inside")
PROPORTION_KEYS = ("scale", "digits")
FOLLOWED = ("unless_followed", "only_followed")
COMPARATORS = ("exactly", "over", "under", "about")
IDIOM_KEYS = ("number", "unit", "comparator", "after")


@dataclass(frozen=True, slots=True)
class Unit:
    """What a unit as written means: a Value's unit is `code`, its number is multiplied by `scale`."""

    code: str
    kind: UnitKind
    scale: Decimal = Decimal(1)
    digits_only: bool = False
    least: int = 0
    spells_digits: bool = False


@dataclass(frozen=True, slots=True)
class Idiom:
    """A figure said without a numeral: 一半 is 50 %. It counts only behind the word `after`, where that is given."""

    number: Decimal
    unit: str
    comparator: Comparator = "exactly"
    after: str = ""


@dataclass(frozen=True, slots=True)
class Units:
    """The whole file: `after` maps a unit's written form to its meaning, `before` a currency sign to its code.

    `words["hedge.over.before"]` is the list of that table and key, in the file's order.
    """

    after: Mapping[str, Unit]
    before: Mapping[str, str]
    minor_inside: Mapping[str, Unit]
    unless_followed: Mapping[str, tuple[str, ...]]
    only_followed: Mapping[str, tuple[str, ...]]
    ranks: Mapping[str, int]
    idioms: Mapping[str, Idiom]
    words: Mapping[str, tuple[str, ...]]


def _check_keys(path: Path, where: str, table: Any, accepted: tuple[str, ...] | None) -> dict[str, Any]:
    if not isinstance(table, dict):
        raise OntologyError(f"{path}: {where}: a table is accepted")
    for key in table:
        if accepted is not None and key not in accepted:
            raise OntologyError(f"{path}: [{where}]: unknown key {key}; {', '.join(accepted)} are accepted")
    return table


def _read_words(path: Path, where: str, value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(word, str) and word for word in value):
        raise OntologyError(f"{path}: {where}: a list of words is accepted")
    return tuple(value)


def _read_scale(path: Path, where: str, value: Any) -> dict[str, Decimal]:
    try:
        return {word: Decimal(scale) for word, scale in dict(value).items()}
    except (ArithmeticError, TypeError, ValueError) as error:
        raise OntologyError(f'{path}: {where}: words with decimals are accepted, like {{ 角 = "0.1" }}') from error


def _flatten(path: Path, data: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the tables of TABLES by their dotted name, keys checked; currencies and proportions are left to others."""
    parents = {name.split(".")[0] for name in TABLES}
    _check_keys(path, "top level", data, (*sorted(parents), "currency", "proportion", "idiom"))
    found: dict[str, dict[str, Any]] = {}
    for parent in sorted(parents):
        names = [name for name in TABLES if name.split(".")[0] == parent]
        table = _check_keys(path, parent, data.get(parent, {}), None)
        if names == [parent]:
            found[parent] = _check_keys(path, parent, table, TABLES[parent])
            continue
        _check_keys(path, parent, table, tuple(name.split(".")[1] for name in names))
        for name in names:
            found[name] = _check_keys(path, name, table.get(name.split(".")[1], {}), TABLES[name])
    return found


def _add_currencies(path: Path, table: Any, units: dict[str, Unit], before: dict[str, str]) -> dict[str, Unit]:
    """Fill in words and signs of currencies; return the minor units that count only after a unit (分 in 3元5角2分)."""
    for code, name in load_currencies().items():
        units[name] = Unit(code, "money")
    inside: dict[str, Unit] = {}
    for code, entry in _check_keys(path, "currency", table, None).items():
        where = f"currency.{code}"
        _check_keys(path, where, entry, CURRENCY_KEYS)
        for word in _read_words(path, f"[{where}] after", entry.get("after", [])):
            units[word] = Unit(code, "money")
        for word in _read_words(path, f"[{where}] before", entry.get("before", [])):
            before[word] = code
        for word, scale in _read_scale(path, f"[{where}] minor", entry.get("minor", {})).items():
            units[word] = Unit(code, "minor", scale)
        for word, scale in _read_scale(path, f"[{where}] minor_inside", entry.get("minor_inside", {})).items():
            inside[word] = Unit(code, "minor", scale)
    return inside


def _add_measures(path: Path, table: dict[str, Any], units: dict[str, Unit]) -> None:
    same, least = table.get("same", {}), _read_counts(path, "[measure] least", table.get("least", {}))
    digits_only = set(_read_words(path, "[measure] digits_only", table.get("digits_only", [])))
    for kind in ("counted", "measured"):
        for word in _read_words(path, f"[measure] {kind}", table.get(kind, [])):
            units[word] = Unit(word, kind, digits_only=word in digits_only, least=least.get(word, 0))
    for word in digits_only:
        if word in units:
            units[word] = replace(units[word], digits_only=True)
    for word in (*same.values(), *least, *digits_only):
        if word not in units:
            raise OntologyError(f"{path}: [measure]: {word} is no unit; add it to counted or measured")
    for word, code in same.items():
        units[word] = units[code]


def _read_idioms(path: Path, table: Any, units: Mapping[str, Unit]) -> dict[str, Idiom]:
    idioms: dict[str, Idiom] = {}
    for word, entry in _check_keys(path, "idiom", table, None).items():
        _check_keys(path, f"idiom.{word}", entry, IDIOM_KEYS)
        unit, comparator = entry.get("unit", "%"), entry.get("comparator", "exactly")
        if unit not in units or comparator not in COMPARATORS:
            raise OntologyError(
                f"{path}: [idiom.{word}]: a unit of this file and one of {', '.join(COMPARATORS)} are accepted"
            )
        number = _read_scale(path, f"[idiom.{word}] number", {word: entry.get("number", "")})[word]
        idioms[word] = Idiom(number, unit, comparator, entry.get("after", ""))
    return idioms


def _add_proportions(path: Path, table: Any, units: dict[str, Unit]) -> None:
    for code, entry in _check_keys(path, "proportion", table, None).items():
        _check_keys(path, f"proportion.{code}", entry, PROPORTION_KEYS)
        for word, scale in _read_scale(path, f"[proportion.{code}] scale", entry.get("scale", {})).items():
            units[word] = Unit(code, "proportion", scale, spells_digits=word in entry.get("digits", []))


def _read_followed(path: Path, name: str, table: dict[str, Any], known: set[str]) -> dict[str, tuple[str, ...]]:
    for key in table:
        if key not in known:
            raise OntologyError(f"{path}: [{name}]: {key} is no unit of this file; a unit or idiom of it is accepted")
    return {key: _read_words(path, f"[{name}] {key}", value) for key, value in table.items()}


def _read_counts(path: Path, where: str, table: Any) -> dict[str, int]:
    if not isinstance(table, dict) or not all(isinstance(count, int) for count in table.values()):
        raise OntologyError(f"{path}: {where}: words with whole numbers are accepted, like {{ 榜首 = 1 }}")
    return table


def _collect_words(path: Path, tables: Mapping[str, dict[str, Any]]) -> dict[str, tuple[str, ...]]:
    """Return every list of words by table and key; a list the file leaves out is empty."""
    return {
        f"{name}.{key}": _read_words(path, f"[{name}] {key}", tables[name].get(key, []))
        for name, keys in TABLES.items()
        for key in keys or ()
        if key not in ("least", "same", "words")
    }


@cache
def load_units(path: Path | None = None) -> Units:
    """Load units.toml (default: the ontology's).

    Raises:
        OntologyError: an unknown table or key, or a value of the wrong kind.
    """
    if path is None:
        classes = (Units, Unit, Idiom)
        return load_once("units", lambda: load_units(find_ontology() / "lexicon" / "units.toml"), classes)
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise OntologyError(f"{path}: {error}; a TOML file is accepted") from error
    tables = _flatten(path, data)
    units: dict[str, Unit] = {}
    before: dict[str, str] = {}
    inside = _add_currencies(path, data.get("currency", {}), units, before)
    _add_proportions(path, data.get("proportion", {}), units)
    _add_measures(path, tables["measure"], units)
    idioms = _read_idioms(path, data.get("idiom", {}), units)
    known = {*units, *inside, *idioms}
    never, only = (_read_followed(path, name, tables[name], known) for name in FOLLOWED)
    ranks = _read_counts(path, "[rank] words", tables["rank"].get("words", {}))
    return Units(units, before, inside, never, only, ranks, idioms, _collect_words(path, tables))
