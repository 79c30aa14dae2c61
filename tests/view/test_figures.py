"""Figures, dates and search keys as readers write and type them."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from kg.kept import Kept
from kg.model import Value
from kg.view.dates import find_days, find_fact_days
from kg.view.figures import format_value
from kg.view.pinyin import Syllables, load_syllables, make_search_keys, save_syllables
from tests.view.sample import make_sample

FIGURES = (
    ("132000000", None, "台", "exactly", "1.32亿台", "132 million 台"),
    ("10000000000", None, "CNY", "over", "超过100亿元", "over 10 billion CNY"),
    ("310000000", None, "USD", "exactly", "3.1亿美元", "310 million USD"),
    ("-6.87", None, "%", "exactly", "-6.87%", "-6.87%"),
    ("1", None, "rank", "exactly", "第1", "no. 1"),
    ("3.2", None, "times", "exactly", "3.2倍", "3.2 times"),
    ("0.7", None, "pp", "exactly", "0.7个百分点", "0.7 pp"),
    ("4000", None, "万", "under", "不到4,000万", "under 4,000 万"),
    ("30000", "50000", "人", "about", "约3万–5万人", "about 30,000–50,000 人"),
    ("1200000000000", None, "CNY", "exactly", "1.2万亿元", "1.2 trillion CNY"),
    ("0", None, "家", "exactly", "0家", "0 家"),
)
DAYS = (
    ("2018", date(2018, 1, 1), date(2018, 12, 31)),
    ("2018Q3", date(2018, 7, 1), date(2018, 9, 30)),
    ("2018H2", date(2018, 7, 1), date(2018, 12, 31)),
    ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
    ("2018-10-26", date(2018, 10, 26), date(2018, 10, 26)),
    ("2018-04/2018-12", date(2018, 4, 1), date(2018, 12, 31)),
)
KEYS = (
    (["小米集团", "Xiaomi"], ["xiaomijituan", "xmjt"]),
    (["红米Redmi"], ["hongmiredmi", "hmredmi"]),
    (["Redmi Note 7"], []),
    (["重庆银行"], ["chongqingyinhang", "cqyh"]),
    (["长城汽车"], ["changchengqiche", "ccqc"]),
    (["携程旅行"], ["xiechenglvxing", "xclx"]),
    (["史蒂夫·乔布斯"], ["shidifuqiaobusi", "sdfqbs"]),
    ([], []),
)


@pytest.mark.parametrize(("number", "upper", "unit", "comparator", "zh", "en"), FIGURES)
def test_figures_read_as_people_write_them(
    number: str, upper: str | None, unit: str, comparator: str, zh: str, en: str
) -> None:
    value = Value("quantity", "", Decimal(number), Decimal(upper) if upper else None, unit, comparator)  # type: ignore[arg-type]
    assert format_value(value) == (zh, en)


@pytest.mark.parametrize(("iso", "first", "last"), DAYS)
def test_days_of_a_date_as_precise_as_it_is(iso: str, first: date, last: date) -> None:
    assert find_days(iso) == (first, last)


@pytest.mark.parametrize("iso", ["", "去年", "2018-13", "2018-02-30", "2019/2018", "18"])
def test_what_is_no_date_has_no_days(iso: str) -> None:
    assert find_days(iso) is None


def test_fact_without_a_date_is_of_the_day_its_article_appeared() -> None:
    graph = make_sample()
    days = {fact.predicate: find_fact_days(fact, graph.documents) for fact in graph.facts.values()}
    assert days["headquarteredIn"] == (date(2021, 6, 3), date(2021, 6, 3))
    assert days["overseasRevenueShare"] == (date(2018, 7, 1), date(2018, 9, 30))


@pytest.mark.parametrize(("names", "keys"), KEYS)
def test_search_keys_are_full_pinyin_and_initials(names: list[str], keys: list[str]) -> None:
    assert make_search_keys(names, Syllables()) == keys


def test_syllables_that_were_kept_spell_names_without_asking_pypinyin(tmp_path: Path) -> None:
    kept, names = Kept(tmp_path, b""), ["重庆长安", "青禾Pro", "周喆A"]
    syllables = load_syllables(kept)
    keys = make_search_keys(names, syllables)
    save_syllables(kept, syllables)
    again = load_syllables(kept)
    assert syllables.items() <= again.items() and again["卞"] == "bian"
    assert make_search_keys(names, again) == keys and len(again) == again.known
