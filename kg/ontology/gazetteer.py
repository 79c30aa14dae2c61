"""Read the gazetteer (ontology/gazetteer/*.tsv, one thing a row) into rows by id and ids by name.

`zh` and `aliases` are names to find in text; `en` is a label only, so an English label that Chinese news writes stands
among the aliases too. A name two rows of one type share must be ambiguous on both: context decides between them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from kg.errors import OntologyError
from kg.expressions import compile_re
from kg.ontology.paths import find_ontology
from kg.ontology.sources import load_once

TYPES = (
    *("Company", "Organization", "Brand", "Product", "Technology", "Person", "Segment", "Award", "Strategy"),
    *("Place", "Country", "Region", "City"),
)
KNOWN_TYPES = frozenset(TYPES)
LISTS = ("aliases", "ambiguous", "context", "ticker")
# What stands somewhere in every file that has a padded cell or an empty item; tells the tidy ones fast.
UNTIDY = (" \t", "\t ", " |", "| ", " \n", "\n ", "||", "\t|", "|\t", "|\n")
_ID = compile_re(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_TICKER = compile_re(r"[A-Z]{2,10}:[A-Z0-9][A-Z0-9.-]*")
_QID = compile_re(r"Q[1-9][0-9]*")


class Row(NamedTuple):
    """One thing. `context` words speak for the ambiguous names; one with a leading `-` beside the name vetoes it.

    `generic` marks a common noun (手机, "mobile phone") that is an entity only where a fact uses it. `parent` is the id
    of the home company, the maker or the parent; empty if there is none. A tuple, as all 12,000 are made at each start,
    and a frozen dataclass takes several times as long to make.
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


COLUMNS = Row._fields
GENERIC = COLUMNS.index("generic")
FIRST_LINE = 2  # below the header


Files = Sequence[tuple[Path, Sequence[Row]]]  # rows in the order of their lines


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All rows by id, in sorted order, and for each surface form the sorted ids it may stand for."""

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
    return load_once("gazetteer", lambda: _load_files(_list_files(find_ontology() / "gazetteer")), (Gazetteer, Row))


def _list_files(folder: Path) -> list[Path]:
    paths = sorted(folder.glob("*.tsv"))
    if not paths:
        raise OntologyError(f"{folder}: no gazetteer; a folder with *.tsv files is needed")
    return paths


def _load_files(paths: Sequence[Path]) -> Gazetteer:
    files = [(path, _read_rows(path)) for path in paths]
    ordered = sorted((row for _, found in files for row in found), key=attrgetter("id"))
    rows = {row.id: row for row in ordered}
    if len(rows) < len(ordered):
        _refuse_repeated_id(files)
    _check_parents(rows, files)
    names: dict[str, tuple[str, ...]] = {}
    for row in ordered:
        for name in (row.zh, *row.aliases):
            names[name] = (*names[name], row.id) if name in names else (row.id,)
    _check_shared_names(rows, names, files)
    return Gazetteer(rows, names)


def _list_places(files: Files) -> Iterator[tuple[str, Row]]:
    """Yield ("file:line", row) for each row."""
    for path, rows in files:
        yield from ((f"{path}:{number}", row) for number, row in enumerate(rows, start=FIRST_LINE))


def _find_place(files: Files, row_id: str) -> str:
    return next(place for place, row in _list_places(files) if row.id == row_id)


def _refuse_repeated_id(files: Files) -> None:
    places: dict[str, str] = {}
    for place, row in _list_places(files):
        if row.id in places:
            raise OntologyError(f'{place}: id "{row.id}" stands already in {places[row.id]}; an id is used once')
        places[row.id] = place


def _read_rows(path: Path) -> list[Row]:
    """Return the rows of the lines below the header, each checked by itself."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise OntologyError(f"{path}: not readable as UTF-8 text ({error}); a gazetteer file is needed") from error
    if "\0" in text:
        raise OntologyError(f"{path}: a NUL character in it; a gazetteer file holds text alone")
    lines = text.removeprefix("\ufeff").removesuffix("\n").split("\n")
    if tuple(lines[0].split("\t")) != COLUMNS:
        raise OntologyError(f"{path}:1: wrong header; it must be, separated by tabs: {' '.join(COLUMNS)}")
    tidy = not any(mark in text for mark in UNTIDY)
    rows: list[Row] = []
    last = ""
    for number, line in enumerate(lines[1:], start=FIRST_LINE):
        cells = line.split("\t")
        if len(cells) != len(COLUMNS):
            raise OntologyError(
                f"{path}:{number}: {len(cells)} columns; {len(COLUMNS)} are needed: {' '.join(COLUMNS)}"
            )
        if not tidy:
            _check_cells(cells, f"{path}:{number}")
        row = _make_row(cells)
        if fault := _find_fault(row, cells):
            raise OntologyError(f"{path}:{number}: {fault}")
        if row.id < last:
            raise OntologyError(f'{path}:{number}: "{row.id}" stands after "{last}"; rows are sorted by id')
        last = row.id
        rows.append(row)
    return rows


def _check_cells(cells: Sequence[str], place: str) -> None:
    """Check that no cell, and no item of a list, is padded, and that no item is empty.

    Raises:
        OntologyError: with the column and the cell.
    """
    for column, cell in zip(COLUMNS, cells, strict=True):
        items = cell.split("|") if column in LISTS and cell else [cell]
        if any(item != item.strip() for item in items) or (len(items) > 1 and "" in items):
            raise OntologyError(f'{place}: {column} "{cell}" has an empty or padded item; write a|b|c without spaces')


def _make_row(cells: Sequence[str]) -> Row:
    id, type, zh, en, aliases, ambiguous, context, generic, parent, ticker, wikidata, note, source = cells
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


def _find_fault(row: Row, cells: Sequence[str]) -> str:
    """Return what is wrong with a row by itself and what is accepted; empty for a good one."""
    if (generic := cells[GENERIC]) not in ("", "yes"):
        return f'generic "{generic}"; use yes or leave it empty'
    if not _ID.fullmatch(row.id):
        return f'id "{row.id}"; use lower-case ASCII letters, digits and single hyphens'
    if row.type not in KNOWN_TYPES:
        return f'unknown type "{row.type}"; use one of {", ".join(TYPES)}'
    if not row.zh or not row.source:
        return f'"{row.id}" has no {"source" if row.zh else "zh"}; id, type, zh and source are needed'
    if row.aliases and len({row.zh, *row.aliases}) <= len(row.aliases):
        return f'aliases of "{row.id}" repeat a name; write each once, zh not again'
    if "-" in row.context:
        return f'context of "{row.id}" has a veto without a word; write -word'
    for name in row.ambiguous:
        if name != row.zh and name not in row.aliases:
            return f'ambiguous "{name}" is no name of "{row.id}"; use zh or an alias'
    for ticker in row.ticker:
        if not _TICKER.fullmatch(ticker):
            return f'ticker "{ticker}"; use EXCHANGE:CODE as in HKEX:1810'
    if row.wikidata and not _QID.fullmatch(row.wikidata):
        return f'wikidata "{row.wikidata}"; use a QID as in Q1636958'
    return ""


def _check_parents(rows: Mapping[str, Row], files: Files) -> None:
    """Check that each parent is a row and that following parents ends.

    Raises:
        OntologyError: an unknown parent, or a row that is its own ancestor.
    """
    children = [row for row in rows.values() if row.parent]
    for row in children:
        if row.parent not in rows:
            place = _find_place(files, row.id)
            raise OntologyError(f'{place}: unknown parent "{row.parent}"; use the id of a row or nothing')
    for row in children:
        seen = {row.id}
        ancestor = row.parent
        while ancestor:
            if ancestor in seen:
                raise OntologyError(f'{_find_place(files, row.id)}: "{row.id}" is its own ancestor; end the circle')
            seen.add(ancestor)
            ancestor = rows[ancestor].parent


def _check_shared_names(rows: Mapping[str, Row], names: Mapping[str, Sequence[str]], files: Files) -> None:
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
                    f'{_find_place(files, row_id)}: "{name}" also names "{other}" ({_find_place(files, other)}), '
                    f"a {row_type} too; list it as ambiguous on both, or leave it to one"
                )
