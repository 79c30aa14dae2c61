"""The encoded sentence that patterns run on."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Mention
from kg.relations.encoding import CODES, class_of, encode, types_of


@settings(deadline=None)  # the first call reads the tables of codes
@given(st.text(alphabet="小米收购了，。abc", max_size=30), st.data())
def test_encoding_keeps_plain_text_and_places(text: str, data: st.DataObject):
    if len(text) < 3:
        return
    start = data.draw(st.integers(0, len(text) - 2))
    end = data.draw(st.integers(start + 1, len(text)))
    mention = Mention(start, end, text[start:end], "Company", "test")
    encoded = encode(text, 0, len(text), [mention])
    assert len(encoded.code) == len(encoded.items) == len(encoded.places) == len(text) - (end - start) + 1
    assert encoded.items[start] == mention
    for char, item, place in zip(encoded.code, encoded.items, encoded.places, strict=True):
        assert item is not None or char == text[place]


def test_codes_are_private_use_and_distinct():
    assert len(set(CODES.values())) == len(CODES)
    assert all(0xE000 <= ord(code) <= 0xF8FF for code in CODES.values())


def test_a_name_with_two_senses_fits_slots_of_both():
    both = Mention(0, 2, "小米", "Company", "test", also=("Brand",))
    code = CODES[types_of(both)]
    assert re.fullmatch(class_of(("Company",)), code)
    assert re.fullmatch(class_of(("Brand",)), code)
    assert not re.fullmatch(class_of(("Person",)), code)
