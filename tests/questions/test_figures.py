"""Numbers and dates as Chinese readers write them."""

from decimal import Decimal

import pytest

from kg.questions.figures import tell_date, tell_number, tell_written


@pytest.mark.parametrize(
    ("number", "unit", "comparator", "told"),
    [
        ("132000000", "台", "", "1.32亿台"),
        ("4000000000000", "HKD", "over", "超过4万亿港元"),
        ("22900000000", "USD", "about", "约229亿美元"),
        ("46.17", "CNY", "exactly", "46.17元"),
        ("-54.6", "%", "", "-54.6%"),
        ("2.5", "pp", "", "2.5个百分点"),
        ("8", "%", "under", "低于8%"),
        ("1", "rank", "", "第1"),
        ("-25000", "股", "", "-2.5万股"),
    ],
)
def test_a_number_with_its_unit(number: str, unit: str, comparator: str, told: str) -> None:
    assert tell_number(Decimal(number), unit, comparator) == told


@pytest.mark.parametrize(
    ("written", "number", "comparator", "told"),
    [
        ("1亿台", "100000000", "over", "超过1亿台"),
        ("80多个", "80", "over", "80多个"),
        ("22%", "-22", "", "-22%"),
        ("下降22%", "-22", "", "下降22%"),
        ("20%", "20", "about", "约20%"),
    ],
)
def test_a_figure_as_written_keeps_its_hedge_and_its_fall(
    written: str, number: str, comparator: str, told: str
) -> None:
    assert tell_written(written, Decimal(number), comparator) == told


@pytest.mark.parametrize(
    ("iso", "told"),
    [
        ("2018", "2018年"),
        ("2018-04", "2018年4月"),
        ("2018H1", "2018年上半年"),
        ("2018Q4", "2018年第四季度"),
        ("2020-01/2020-09", "2020年1月至2020年9月"),
        ("2020-01/", "2020年1月至"),
        ("去年", "去年"),
    ],
)
def test_a_date_in_words(iso: str, told: str) -> None:
    assert tell_date(iso) == told
