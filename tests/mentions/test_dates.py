from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.mentions.dates import find_dates
from tests.mentions import tables

CASES = tables.read_cases("dates.tsv", 3)
ALPHABET = "第前后上下今去昨本截至止从自到一二三四五六日十两半0123456789年月日号周季度个天Q-~/.、，。 财底初近未来内以"
DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))


def test_table_has_its_cases() -> None:
    assert len(CASES) >= 160


@pytest.mark.parametrize(("reference", "text", "expected"), CASES)
def test_dates_as_a_careful_reader_sees_them(reference: str, text: str, expected: str) -> None:
    day = None if reference == "-" else date.fromisoformat(reference)
    assert tables.write_mentions(find_dates(text, reference=day)) == expected


@settings(deadline=None)  # the first example compiles the patterns
@given(st.text(ALPHABET, max_size=40), st.none() | DAYS)
def test_mentions_are_cut_from_the_text_in_order(text: str, reference: date | None) -> None:
    last = 0
    for mention in find_dates(text, reference=reference):
        assert text[mention.start : mention.end] == mention.text
        assert last <= mention.start < mention.end
        last = mention.end


@settings(deadline=None)  # the first example compiles the patterns
@given(DAYS, DAYS)
def test_full_date_means_itself_whatever_the_article(day: date, reference: date) -> None:
    found = list(find_dates(f"公司于{day.year}年{day.month}月{day.day}日公告", reference=reference))
    assert [mention.value.iso for mention in found if mention.value] == [day.isoformat()]


@settings(deadline=None)  # the first example compiles the patterns
@given(DAYS)
def test_undated_day_lies_in_the_year_before_the_article(reference: date) -> None:
    (found,) = find_dates("8月15日公告", reference=reference)
    assert found.value is not None
    assert -1 <= (reference - date.fromisoformat(found.value.iso)).days <= 366
