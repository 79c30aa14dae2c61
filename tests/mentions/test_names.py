"""Names found, typed and cut as a careful reader would, by the rules that the finders state."""

import re

import pytest

from kg.evaluate.sentences import find_sentence_mentions
from kg.model import Mention
from tests.mentions import tables

CASES = tables.read_cases("names.tsv", 2)
MARK = re.compile(r"\[([^\[\]|]+)\|[A-Za-z+]+\]")
VALUES = {"Date", "Duration", "Quantity", "Post"}


def find_names(text: str) -> list[Mention]:
    """Return the mentions that name something."""
    (found,) = find_sentence_mentions([text])
    return [mention for _, _, mention in found if mention.type not in VALUES and not mention.generic]


def mark_names(text: str) -> str:
    """Return a text with its names marked as the table marks them."""
    marked, place = "", 0
    for mention in find_names(text):
        types = "+".join((mention.type, *mention.also))
        marked += text[place : mention.start] + f"[{mention.text}|{types}]"
        place = mention.end
    return marked + text[place:]


def test_table_has_its_cases() -> None:
    assert len(CASES) >= 75


@pytest.mark.parametrize(("rule", "marked"), CASES)
def test_names_as_a_careful_reader_sees_them(rule: str, marked: str) -> None:
    assert mark_names(MARK.sub(r"\1", marked)) == marked, rule


def test_a_name_at_the_end_of_a_line_is_one() -> None:
    assert [mention.text for mention in find_names("特此通知。\n上海证券交易所\n2019年1月28日")] == ["上海证券交易所"]
