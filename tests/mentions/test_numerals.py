from decimal import Decimal

import cn2an
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import InputError
from kg.mentions.bare_numbers import find_numbers
from kg.mentions.numerals import fold_numerals, parse_number, read_neighbours, read_numeral
from tests.mentions import tables

CASES = tables.read_cases("numbers.tsv", 2)


def test_table_has_its_cases() -> None:
    assert len(CASES) == 42


@pytest.mark.parametrize(("words", "number"), CASES)
def test_numeral_is_read_exactly(words: str, number: str) -> None:
    assert parse_number(words) == Decimal(number)


@settings(deadline=None)  # the first example compiles the patterns
@given(st.integers(0, 10**15))
def test_chinese_numerals_agree_with_cn2an(number: int) -> None:
    for mode in ("low", "up"):
        assert parse_number(cn2an.an2cn(number, mode)) == number


@settings(deadline=None)  # the first example compiles the patterns
@given(st.decimals("-99999", "99999", places=3), st.sampled_from(["", "万", "亿"]))
def test_printed_decimal_reads_back(number: Decimal, magnitude: str) -> None:
    assert parse_number(f"{number}{magnitude}") == number * {"": 1, "万": 10**4, "亿": 10**8}[magnitude]


@settings(deadline=None)  # the first example compiles the patterns
@given(st.integers(0, 10**12))
def test_thousands_commas_change_nothing(number: int) -> None:
    assert parse_number(f"{number:,}") == number


@pytest.mark.parametrize(
    ("words", "number", "comparator"),
    [
        ("400多亿", 40_000_000_000, "over"),
        ("十几", 10, "over"),
        ("二十几万", 200_000, "over"),
        ("数十亿", 1_000_000_000, "over"),
        ("几万", 10_000, "over"),
        ("五百余万", 5_000_000, "over"),
        ("一百零几万", 1_000_000, "over"),
        ("十来万", 100_000, "about"),
        ("十万", 100_000, "exactly"),
    ],
)
def test_vague_numerals_say_so(words: str, number: int, comparator: str) -> None:
    numeral = read_numeral(words)
    assert (numeral.number, numeral.comparator) == (number, comparator)


@pytest.mark.parametrize("words", ["", "公司", "三分之", "分之一", "零分之一", "1.2.3", "亿亿元"])
def test_what_is_no_numeral_is_an_input_error(words: str) -> None:
    with pytest.raises(InputError, match="is no number"):
        parse_number(words)


@pytest.mark.parametrize(
    ("words", "span"),
    [
        ("两三", (2, 3)),
        ("三五百", (300, 500)),
        ("七八十", (70, 80)),
        ("十五六", (15, 16)),
        ("三二", None),
        ("九十", None),
    ],
)
def test_neighbouring_digits_span_a_range(words: str, span: tuple[int, int] | None) -> None:
    assert read_neighbours(words) == span


@settings(deadline=None)  # the first example compiles the patterns
@given(st.text("０１２９，．％萬億兩點貳3一二万,.", max_size=20))
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold_numerals(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("二百五，还有1/4和四川的三家店", ["250", "0.25", "3"]),
        ("负六点六度", ["-6.6"]),
        ("型号A2021与地址192号", ["192"]),
        ("万事如意，一切顺利", []),
        ("百分之五十五", ["55"]),
        ("答案是五", ["5"]),
        ("队伍收拾好了", []),
    ],
)
def test_bare_numbers_are_no_parts_of_words(text: str, numbers: list[str]) -> None:
    assert [str(found.number) for found in find_numbers(text)] == numbers
