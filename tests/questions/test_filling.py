"""SPARQL from plans: strings and names can't break out of their places, periods hold what lies in them."""

import pyoxigraph as ox
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kg.graph.iris import BASE, make_iri
from kg.graph.sparql import run_query
from kg.model import Value
from kg.questions.filling import make_period_test, quote, shorten_iri

EMPTY = ox.Store()


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_a_quoted_text_comes_back_from_a_query(text: str) -> None:
    (row,) = run_query(EMPTY, f"SELECT ({quote(text)} AS ?text) WHERE {{}}")
    assert row["text"].value == text


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1))
@example("𠮷野家")
def test_a_name_comes_back_from_a_query(id: str) -> None:
    iri = make_iri("entity", id)
    (row,) = run_query(EMPTY, f"SELECT ?x WHERE {{ VALUES ?x {{ {shorten_iri(iri, BASE)} }} }}")
    assert row["x"].value == iri


@pytest.mark.parametrize(
    ("text", "iso", "inside", "outside"),
    [
        (
            "2018年",
            "2018",
            ["2018", "2018Q3", "2018-10", "2018-10-26", "2018-01/2018-09"],
            ["2019", "2017-12", "2019Q1"],
        ),
        ("2018年10月", "2018-10", ["2018-10", "2018-10-26"], ["2018", "2018-11", "2018Q4"]),
        ("2018年10月26日", "2018-10-26", ["2018-10-26"], ["2018-10-2", "2018-10", "2018-10-27"]),
        ("2018年第三季度", "2018Q3", ["2018Q3", "2018-07", "2018-09-30"], ["2018", "2018Q2", "2018-10", "2018-06"]),
        ("2018年下半年", "2018H2", ["2018H2", "2018-07", "2018-12-31"], ["2018", "2018H1", "2019-01", "2018-06"]),
        ("2020年前三季度", "2020-01/2020-09", ["2020-01/2020-09", "2020-09-30"], ["2020", "2020-10", "2019-01"]),
        ("9月10日", "2023-09-10", ["2019-09-10", "2023-09-10"], ["2019-09", "2019-10-09"]),
        ("第三季度", "2023Q3", ["2018Q3", "2020Q3"], ["2018Q2", "2018"]),
        ("去年", "2023", ["2023", "2023-05"], ["2022", "2024"]),
    ],
)
def test_a_period_holds_what_lies_in_it(text: str, iso: str, inside: list[str], outside: list[str]) -> None:
    test = make_period_test(Value("date", text, iso=iso))
    for when in (*inside, *outside):
        found = bool(run_query(EMPTY, f'ASK {{ BIND("{when}" AS ?when) FILTER({test}) }}'))
        assert found == (when in inside), when


def test_an_open_period_has_one_end() -> None:
    since = make_period_test(Value("date", "2018年以来", iso="2018", comparator="over"))
    until = make_period_test(Value("date", "2018年前", iso="2018", comparator="under"))
    for when, later in (("2017-12", False), ("2018-03", True)):
        assert bool(run_query(EMPTY, f'ASK {{ BIND("{when}" AS ?when) FILTER({since}) }}')) == later
        assert bool(run_query(EMPTY, f'ASK {{ BIND("{when}" AS ?when) FILTER({until}) }}')) != later
