from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.mentions.quantities import find_quantities
from tests.mentions import tables

CASES = tables.read_cases("quantities.tsv", 2)
ALPHABET = (
    "第前约近超过跌增长至到从一二三四五十百千万亿两几多余半0123456789.,%-~元块毛成折倍个家台人名年月美港￥，。 的以"
)


def test_table_has_its_cases() -> None:
    assert len(CASES) >= 250


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_quantities_as_a_careful_reader_sees_them(text: str, expected: str) -> None:
    assert tables.write_mentions(find_quantities(text)) == expected


@settings(deadline=None)  # the first example compiles the patterns
@given(st.text(ALPHABET, max_size=40))
def test_mentions_are_cut_from_the_text_in_order(text: str) -> None:
    last = 0
    for mention in find_quantities(text):
        assert text[mention.start : mention.end] == mention.text
        assert last <= mention.start < mention.end
        last = mention.end


@settings(deadline=None)  # the first example compiles the patterns
@given(
    st.decimals("0.01", "999999", places=2),
    st.sampled_from(["", "万", "亿", "万亿"]),
    st.sampled_from(["元", "台", "美元"]),
)
def test_printed_amount_reads_back_exactly(number: Decimal, magnitude: str, unit: str) -> None:
    mentions = list(find_quantities(f"共计{number}{magnitude}{unit}。"))
    size = {"": 1, "万": 10**4, "亿": 10**8, "万亿": 10**12}[magnitude]
    assert [mention.value.number for mention in mentions if mention.value] == [number * size]
