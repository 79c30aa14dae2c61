"""Laws that hold for the mentions of any text, whatever it says."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.evaluate.sentences import make_sentence
from kg.mentions.arbitration import choose_mentions
from kg.model import Document, Mention
from kg.pipeline import find_document_mentions
from kg.text.sentences import find_sentences

PIECES = st.sampled_from(
    [
        "小米集团", "小米", "雷军", "雷总", "董事长", "深圳市诚壹科技有限公司", "（以下简称“诚壹”）", "*ST松岭", "约翰·", "斯鲁吉",
        "Redmi Note 7", "iPhone", "AI", "IoT", "+", "“", "”", "《", "》", "（", "）", "、", "，", "。", "\n", "：", " ", "的", "和",
        "收购", "旗下", "公司", "集团", "银行", "投资", "渤海", "信托", "上海", "嘉轩", "30%", "的股权", "昨天", "1.32亿台", "多品牌", "策略",
        "事业群", "获得", "金奖", "女性", "用户", "马云先生", "李女士", "O", "Ltd", "Inc.", "CEO", "🙂", "　", "Ｔ", "們",
    ]
)  # fmt: skip
TEXTS = st.lists(PIECES, min_size=1, max_size=30).map("".join).filter(lambda text: text.strip("+ \n　") != "")
FINDERS = st.sampled_from(["gazetteer", "tagger", "headed", "trade", "propagation", "dates"])
TYPES = st.sampled_from(["Company", "Organization", "Person", "Product", "Place"])


def find(text: str) -> tuple[Document, tuple[Mention, ...]]:
    ((doc, mentions),) = find_document_mentions([make_sentence(text, "law")])
    return doc, mentions


@settings(deadline=None, max_examples=150)
@given(TEXTS)
def test_mentions_are_cut_from_the_text_and_never_overlap(text: str) -> None:
    try:
        doc, mentions = find(text)
    except Exception as error:
        pytest.fail(f"{text!r}: {error!r}")
    last = 0
    for mention in mentions:
        assert doc.text[mention.start : mention.end] == mention.text
        assert last <= mention.start < mention.end
        assert mention.text.strip() != ""
        last = mention.end


@settings(deadline=None, max_examples=100)
@given(TEXTS)
def test_each_mention_lies_in_one_sentence(text: str) -> None:
    doc, mentions = find(text)
    sentences = find_sentences(doc)
    for mention in mentions:
        assert any(s.start <= mention.start and mention.end <= s.end for s in sentences)


@settings(deadline=None, max_examples=50)
@given(TEXTS, TEXTS)
def test_a_document_is_read_alike_in_any_company(one: str, other: str) -> None:
    docs = [make_sentence(one, "one"), make_sentence(other, "other")]
    alone = [found for doc in docs for _, found in find_document_mentions([doc])]
    assert [found for _, found in find_document_mentions(docs)] == alone


@given(
    st.lists(
        st.builds(
            lambda start, length, type, finder, score: Mention(
                start, start + length, "甲" * length, type, finder, score
            ),
            st.integers(0, 20), st.integers(1, 6), TYPES, FINDERS, st.sampled_from([0.6, 0.75, 0.95]),
        ),
        max_size=12,
    )
)  # fmt: skip
def test_choosing_depends_on_no_order_and_changes_nothing_twice(found: list[Mention]) -> None:
    chosen = choose_mentions(found)
    assert choose_mentions(reversed(found)) == chosen
    spans = [(mention.start, mention.end) for mention in chosen]
    assert spans == sorted(spans)
    assert all(one[1] <= other[0] for one, other in zip(spans, spans[1:], strict=False))
    covered = {place for start, end in spans for place in range(start, end)}
    assert all(not covered.isdisjoint(range(mention.start, mention.end)) for mention in found), "room for one more"
