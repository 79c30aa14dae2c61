from datetime import date

import pytest

from kg.documents.front_matter import parse_date, read_front_matter
from kg.errors import InputError

DATES = [
    ("2019-01-11 15:33:00", date(2019, 1, 11)),
    ("2019-02-23- 22:31", date(2019, 2, 23)),
    ("2019/1/11", date(2019, 1, 11)),
    ("2019年1月11日", date(2019, 1, 11)),
    ("2019.01.11", date(2019, 1, 11)),
    ("20190111", date(2019, 1, 11)),
    ("2019-01-11T08:00:00+08:00", date(2019, 1, 11)),
    ("", None),
]


@pytest.mark.parametrize(("written", "expected"), DATES)
def test_dates_of_news_exports(written: str, expected: date | None) -> None:
    assert parse_date(written, "a.md:3") == expected


def test_title_span_cuts_the_title_out_of_the_file() -> None:
    raw = '---\r\ntitle: "京东方：柔性屏量产"\r\nauthor: 林溪\r\ndate: 2017/10/26\r\ntags:\r\n  - 面板\r\n---\r\n正文。'
    matter = read_front_matter(raw, "a.md")
    assert matter.title_span is not None
    assert raw[slice(*matter.title_span)] == matter.title == "京东方：柔性屏量产"
    assert (matter.author, matter.published, raw[matter.end :]) == ("林溪", date(2017, 10, 26), "正文。")


def test_chinese_keys_and_colons() -> None:
    matter = read_front_matter("---\n标题：华为发布新机\n作者：林溪\n日期：2020年10月22日\n---\n正文。", "a.md")
    assert (matter.title, matter.author, matter.published) == ("华为发布新机", "林溪", date(2020, 10, 22))


def test_a_text_without_front_matter_begins_at_its_first_character() -> None:
    assert read_front_matter("华为发布新机。\n---\n完", "a.md").end == 0


BROKEN = {
    "never closed": ("---\ntitle: 小米\ndate: 2019-01-11\n", "a.md:1: "),
    "prose inside": ("---\ntitle: 小米\n小米发布了新手机\n---\n正文。", "a.md:3: "),
    "no such day": ("---\ntitle: 小米\ndate: 2019-13-45\n---\n正文。", "a.md:3: "),
    "a word for a date": ("---\ndate: 昨天\n---\n正文。", "a.md:2: "),
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_front_matter_names_file_and_line(name: str) -> None:
    raw, place = BROKEN[name]
    with pytest.raises(InputError) as told:
        read_front_matter(raw, "a.md")
    assert str(told.value).startswith(place) and "\n" not in str(told.value)
