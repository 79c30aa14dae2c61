"""Rows up to a limit: whole rows, a document that parses, whatever the values and however the bytes come."""

import csv
import io
import json
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.server.cutting import RowCutter
from kg.server.formats import FORMATS

NASTY = st.text(alphabet='},{"\n\r\t\\<>/x小,result:', max_size=12) | st.sampled_from(
    ["},{", '},{"a":{"type":"', '},{\\"长']
)
TABLES = st.lists(st.tuples(NASTY, st.none() | NASTY), min_size=1, max_size=9)
PLENTY = 10**9
NAMES = ["a", "长"]
LONGEST_END = len("</results></sparql>")


def serialize(table: list[tuple[str, str | None]], format: str) -> bytes:
    store = ox.Store()
    rows = " ".join(f"({quote(a)} {'UNDEF' if b is None else quote(b)})" for a, b in table)
    data = store.query(f"SELECT ?a ?长 {{ VALUES (?a ?长) {{ {rows} }} }}").serialize(format=FORMATS[format].writer)
    assert data is not None
    return data


def quote(text: str) -> str:
    return json.dumps(text)


def cut(data: bytes, cutter: RowCutter, size: int) -> bytes:
    out = b""
    for start in range(0, len(data), size):
        out += cutter.take(data[start : start + size])
        if cutter.cut:
            break
    return out + cutter.finish()


def read_rows(data: bytes, format: str) -> list[object]:
    if format == "json":
        return list(json.loads(data)["results"]["bindings"])
    if format == "xml":
        root = ElementTree.fromstring(data)
        return [ElementTree.tostring(row) for row in root.iter("{http://www.w3.org/2005/sparql-results#}result")]
    if format == "tsv":
        return list(data.decode().removesuffix("\n").split("\n")[1:])
    return list(csv.reader(io.StringIO(data.decode(), newline="")))[1:]


@pytest.mark.parametrize("format", ["json", "xml", "csv", "tsv"])
@given(table=TABLES, limit=st.integers(1, 10), size=st.integers(1, 60))
def test_a_result_is_cut_after_the_last_row_allowed(
    format: str, table: list[tuple[str, str | None]], limit: int, size: int
) -> None:
    data = serialize(table, format)
    cutter = RowCutter(format, NAMES, max_rows=limit, max_bytes=PLENTY)
    out = cut(data, cutter, size)
    rows = read_rows(data, format)
    assert read_rows(out, format) == rows[:limit]
    assert cutter.cut == (f"limit of {limit} rows" if len(rows) > limit else "")
    if not cutter.cut:
        assert out == data


@pytest.mark.parametrize("format", ["json", "xml", "csv", "tsv"])
@given(table=TABLES, limit=st.integers(1, 400), size=st.integers(1, 60))
def test_a_limit_of_bytes_ends_with_the_row_that_crosses_it(
    format: str, table: list[tuple[str, str | None]], limit: int, size: int
) -> None:
    data = serialize(table, format)
    cutter = RowCutter(format, NAMES, max_rows=PLENTY, max_bytes=limit)
    out = cut(data, cutter, size)
    rows, left = read_rows(data, format), read_rows(out, format)
    assert left == rows[: len(left)]
    assert bool(cutter.cut) == (len(left) < len(rows))
    if cutter.cut:
        assert cutter.cut == f"limit of {limit} bytes"
        assert len(left) <= 1 or len(serialize(table[: len(left) - 1], format)) < limit + LONGEST_END
    elif limit >= len(data):
        assert out == data


@pytest.mark.parametrize(
    ("format", "note"), [("json", b'"truncated":"limit of 2 rows"'), ("xml", b"<!-- truncated: limit of 2 rows -->")]
)
def test_a_cut_result_says_so_where_the_format_has_room(format: str, note: bytes) -> None:
    out = cut(serialize([("a", "b")] * 3, format), RowCutter(format, NAMES, max_rows=2, max_bytes=PLENTY), 10)
    assert note in out and len(read_rows(out, format)) == 2
