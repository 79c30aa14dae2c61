"""Read the gazetteer (ontology/gazetteer/*.tsv, one thing a row) into rows by id and ids by name.

`zh` and `aliases` are names to find in text; `en` is a label only, so an English label that Chinese news writes stands
among the aliases too. A name two rows of one type share must be ambiguous on both: context decides between them.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

from kg.errors import OntologyError
from kg.ontology.paths import find_ontology

TYPES = (
    *("Company", "Organization", "Brand", "Product", "Technology", "Person", "Segment", "Award", "Strategy"),
    *("Place", "Country", "Region", "City"),
)
LISTS = ("aliases", "ambiguous", "context", "ticker")
# What stands somewhere in every file that has a padded cell or an empty item; tells the tidy ones fast.
UNTIDY = (" \t", "\t ", " |", "| ", " \n", "\n ", "||", "\t|", "|\t", "|\n")
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_TICKER = re.compile(r"[A-Z]{2,10}:[A-Z0-9][A-Z0-9.-]*")
_QID = re.compile(r"Q[1-9][0-9]*")


@dataclass(frozen=True, slots=True)
class Row:
    """One thing. `context` words speak for the ambiguous names; one with a leading `-` beside the name vetoes it.

    `generic` marks a common noun (手机, "mobile phone") that is an entity only where a fact uses it. `parent` is the id
    of the home company, the maker or the parent; empty if there is none.
    """

    id: str
    type: str
    zh: str
    en: str
    aliases: tuple[str, ...]
    ambiguous: tuple[str, ...]
    context: tuple[str, ...]
    generic: bool
    parent: str
    ticker: tuple[str, ...]
    wikidata: str
    note: str
    source: str

    @property
    def names(self) -> tuple[str, ...]:
        """The surface forms, the preferred one first."""
        return (self.zh, *self.aliases)


COLUMNS = tuple(field.name for field in fields(Row))


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All rows by id, and for each surface form the sorted ids it may stand for; both iterate in sorted order."""

    rows: Mapping[str, Row]
    names: Mapping[str, tuple[str, ...]]


def load_gazetteer(directory: Path | None = None, *, extra: Sequence[Path] = ()) -> Gazetteer:
    """Return the rows of every *.tsv in `directory` (default: the ontology's own), then of the user's `extra` files.

    Raises:
        OntologyError: a file breaks a rule; the message names file, line and what is accepted.
    """
    if directory is None and not extra:
        return _load_default()
    folder = find_ontology() / "gazetteer" if directory is None else directory
    return _load_files([*_list_files(folder), *extra])


@cache
def _load_default() -> Gazetteer:
    return _load_files(_list_files(find_ontology() / "gazetteer"))


def _list_files(folder: Path) -> list[Path]:
    paths = sorted(folder.glob("*.tsv"))
    if not paths:
        raise OntologyError(f"{folder}: no gazetteer; a folder with *.tsv files is needed")
    return paths


def _load_files(paths: Sequence[Path]) -> Gazetteer:
    rows: dict[str, Row] = {}
    places: dict[str, str] = {}  # row id → "file:line"
    for path in paths:
        for place, row in _read_rows(path):
            if row.id in rows:
                raise OntologyError(f'{place}: id "{row.id}" stands already in {places[row.id]}; an id is used once')
            rows[row.id] = row
            places[row.id] = place
    _check_parents(rows, places)
    names: dict[str, list[str]] = {}
    for row_id in sorted(rows):
        for name in rows[row_id].names:
            names.setdefault(name, []).append(row_id)
    _check_shared_names(rows, names, places)
    return Gazetteer(
        rows={row_id: rows[row_id] for row_id in sorted(rows)},
        names={name: tuple(names[name]) for name in sorted(names)},
    )


def _read_rows(path: Path) -> Iterator[tuple[str, Row]]:
    """Yield ("file:line", row) for each line below the header, each row checked by itself."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise OntologyError(f"{path}: not readable as UTF-8 text ({error}); a gazetteer file is needed") from error
    lines = text.removeprefix("\ufeff").removesuffix("\n").split("\n")
    if tuple(lines[0].split("\t")) != COLUMNS:
        raise OntologyError(f"{path}:1: wrong header; it must be, separated by tabs: {' '.join(COLUMNS)}")
    tidy = not any(mark in text for mark in UNTIDY)
    last = ""
    for number, line in enumerate(lines[1:], start=2):
        place = f"{path}:{number}"
        cells = line.split("\t")
        if len(cells) != len(COLUMNS):
            raise OntologyError(f"{place}: {len(cells)} columns; {len(COLUMNS)} are needed: {' '.join(COLUMNS)}")
        if not tidy:
            _check_cells(cells, place)
        row = _make_row(cells, place)
        _check_row(row, place)
        if row.id < last:
            raise OntologyError(f'{place}: "{row.id}" stands after "{last}"; rows are sorted by id')
        last = row.id
        yield place, row


def _check_cells(cells: Sequence[str], place: str) -> None:
    """Check that no cell, and no item of a list, is padded, and that no item is empty.

    Raises:
        OntologyError: with the column and the cell.
    """
    for column, cell in zip(COLUMNS, cells, strict=True):
        items = cell.split("|") if column in LISTS and cell else [cell]
        if any(item != item.strip() for item in items) or (len(items) > 1 and "" in items):
            raise OntologyError(f'{place}: {column} "{cell}" has an empty or padded item; write a|b|c without spaces')


def _make_row(cells: Sequence[str], place: str) -> Row:
    id, type, zh, en, aliases, ambiguous, context, generic, parent, ticker, wikidata, note, source = cells
    if generic not in ("", "yes"):
        raise OntologyError(f'{place}: generic "{generic}"; use yes or leave it empty')
    return Row(
        id,
        type,
        zh,
        en,
        tuple(aliases.split("|")) if aliases else (),
        tuple(ambiguous.split("|")) if ambiguous else (),
        tuple(context.split("|")) if context else (),
        generic == "yes",
        parent,
        tuple(ticker.split("|")) if ticker else (),
        wikidata,
        note,
        source,
    )


def _check_row(row: Row, place: str) -> None:
    """Check what one row says by itself.

    Raises:
        OntologyError: always with place, the offending text and what is accepted.
    """
    if not _ID.fullmatch(row.id):
        raise OntologyError(f'{place}: id "{row.id}"; use lower-case ASCII letters, digits and single hyphens')
    if row.type not in TYPES:
        raise OntologyError(f'{place}: unknown type "{row.type}"; use one of {", ".join(TYPES)}')
    if not row.zh or not row.source:
        missing = "source" if row.zh else "zh"
        raise OntologyError(f'{place}: "{row.id}" has no {missing}; id, type, zh and source are needed')
    names = row.names
    if len(set(names)) < len(names):
        raise OntologyError(f'{place}: aliases of "{row.id}" repeat a name; write each once, zh not again')
    if "-" in row.context:
        raise OntologyError(f'{place}: context of "{row.id}" has a veto without a word; write -word')
    for name in row.ambiguous:
        if name not in names:
            raise OntologyError(f'{place}: ambiguous "{name}" is no name of "{row.id}"; use zh or an alias')
    for ticker in row.ticker:
        if not _TICKER.fullmatch(ticker):
            raise OntologyError(f'{place}: ticker "{ticker}"; use EXCHANGE:CODE as in HKEX:1810')
    if row.wikidata and not _QID.fullmatch(row.wikidata):
        raise OntologyError(f'{place}: wikidata "{row.wikidata}"; use a QID as in Q1636958')


def _check_parents(rows: Mapping[str, Row], places: Mapping[str, str]) -> None:
    """Check that each parent is a row and that following parents ends.

    Raises:
        OntologyError: an unknown parent, or a row that is its own ancestor.
    """
    for row in rows.values():
        if row.parent and row.parent not in rows:
            raise OntologyError(f'{places[row.id]}: unknown parent "{row.parent}"; use the id of a row or nothing')
    for row in rows.values():
        seen = {row.id}
        ancestor = row.parent
        while ancestor:
            if ancestor in seen:
                raise OntologyError(f'{places[row.id]}: "{row.id}" is its own ancestor; end the circle')
            seen.add(ancestor)
            ancestor = rows[ancestor].parent


def _check_shared_names(rows: Mapping[str, Row], names: Mapping[str, Sequence[str]], places: Mapping[str, str]) -> None:
    """Check that two rows of one type share a name only where both call it ambiguous.

    Raises:
        OntologyError: a shared name that some row takes for its own.
    """
    for name, ids in names.items():
        if len(ids) == 1:
            continue
        types = [rows[row_id].type for row_id in ids]
        for row_id, row_type in zip(ids, types, strict=True):
            if types.count(row_type) > 1 and name not in rows[row_id].ambiguous:
                other = next(i for i in ids if i != row_id and rows[i].type == row_type)
                raise OntologyError(
                    f'{places[row_id]}: "{name}" also names "{other}" ({places[other]}), a {row_type} too; '
                    "list it as ambiguous on both, or leave it to one"
                )
