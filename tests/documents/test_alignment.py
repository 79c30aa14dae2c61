import re

from hypothesis import given
from hypothesis import strategies as st

from kg.documents.alignment import join_aligned, make_aligned, replace_matches, replace_spans, unwrap_matches

TEXT = st.text(alphabet="小米ab<>*\n 。", max_size=40)


@given(TEXT)
def test_deleting_keeps_every_other_character_at_its_place(raw: str) -> None:
    kept = replace_matches(make_aligned(raw), re.compile(r"[<>*]+"), "")
    assert kept.text == re.sub(r"[<>*]", "", raw)
    assert [raw[i] for i in kept.offsets[:-1]] == list(kept.text)
    assert kept.offsets[-1] == len(raw)


@given(TEXT, st.text(alphabet="xyz", max_size=3))
def test_offsets_never_run_backwards(raw: str, replacement: str) -> None:
    edited = replace_matches(make_aligned(raw), re.compile("米+|b"), replacement)
    offsets = edited.offsets.tolist()
    assert offsets == sorted(offsets)
    assert edited.text == re.sub("米+|b", replacement, raw)


def test_inserted_text_stands_where_its_span_began() -> None:
    edited = replace_spans(make_aligned("A&amp;B"), [(1, 6, "&")])
    assert edited.text == "A&B"
    assert edited.offsets.tolist() == [0, 1, 6, 7]


def test_unwrapping_keeps_the_inner_group() -> None:
    edited = unwrap_matches(make_aligned("一**小米**二"), re.compile(r"\*\*(.+?)\*\*"))
    assert edited.text == "一小米二"
    assert edited.offsets.tolist() == [0, 3, 4, 7, 8]


def test_joining_parts_keeps_their_places() -> None:
    raw = "title: 小米\n---\n正文"
    joined = join_aligned([make_aligned(raw, 7, 9), make_aligned(raw, 14)], "\n")
    assert joined.text == "小米\n正文"
    assert joined.offsets.tolist() == [7, 8, 9, 14, 15, 16]
