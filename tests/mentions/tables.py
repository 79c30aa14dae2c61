"""Reads the tables of cases: rows of tab-separated columns, the last saying what is written and what it means."""

from collections.abc import Iterator
from pathlib import Path

from kg.model import Mention, Value

CASES = Path(__file__).parent.parent / "cases"
MARKS = {"over": ">", "under": "<", "about": "~", "exactly": ""}


def read_cases(name: str, columns: int) -> list[tuple[str, ...]]:
    """Return the rows of tests/cases/`name`, each with so many columns."""
    lines = (CASES / name).read_text(encoding="utf-8").splitlines()
    rows = [tuple(line.split("\t")) for line in lines if line and not line.startswith("#")]
    for row in rows:
        assert len(row) == columns, f"{name}: {row} has {len(row)} columns, {columns} are wanted"
    return rows


def write_mentions(mentions: Iterator[Mention]) -> str:
    """Return mentions as the tables write them."""
    return "; ".join(f"{mention.text} → {write_value(mention.value)}" for mention in mentions)


def write_value(value: Value | None) -> str:
    """Return a value as the tables write it: >100 家, -6.87 % fall, 2018Q3, P18M 18 个月."""
    assert value is not None
    mark = MARKS[value.comparator]
    number = "" if value.number is None else f"{value.number}" + ("" if value.upper is None else f"..{value.upper}")
    if value.kind == "date":
        return mark + (value.iso or "-")
    if value.kind == "duration":
        return f"{mark}{value.iso} {number} {value.unit}"
    return " ".join(word for word in (mark + number, value.unit or "-", value.direction, value.base) if word)
