"""Copies of articles: found when edited lightly, not taken for other articles on the same matter."""

import random

import pytest

from kg.documents import read_documents
from kg.linking.confidence import combine_scores
from kg.linking.copies import compare_signatures, find_copies, make_signature
from kg.linking.documents import link_document
from kg.linking.proofs import digest_words
from kg.model import Extraction, Proof
from kg.text.sentences import find_sentences


def write_text(seed: int, length: int = 600) -> str:
    chance = random.Random(seed)
    return "".join(chr(chance.randrange(0x4E00, 0x9FA5)) for _ in range(length))


ARTICLE = write_text(1)


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (ARTICLE, True),
        ("本报讯，" + ARTICLE.replace(ARTICLE[300:310], "，"), True),  # a new lede and a cut
        (" \n".join(ARTICLE[i : i + 50] for i in range(0, 600, 50)), True),  # other paragraphs
        (ARTICLE[:200] + write_text(2), False),  # a quotation
        (write_text(3), False),
        ("", False),
        (ARTICLE[:299], False),  # too short to tell
    ],
)
def test_edited_copies_are_found(other, same):
    copies = find_copies({"b": make_signature(ARTICLE), "a": make_signature(other)})
    assert copies == ({"a": "a", "b": "a"} if same else {"a": "a", "b": "b"})


def test_copies_of_copies_are_one_source_in_any_order():
    texts = {f"{i:02}": ARTICLE[: 600 - 5 * i] for i in range(30)}
    signatures = {name: make_signature(text) for name, text in texts.items()}
    backwards = dict(reversed(signatures.items()))
    assert find_copies(signatures) == find_copies(backwards)
    assert set(find_copies(signatures).values()) == {"00"}


def test_signatures_estimate_the_shared_part():
    half = ARTICLE[:300] + write_text(4, 300)
    assert compare_signatures(make_signature(ARTICLE), make_signature(half)) == pytest.approx(1 / 3, abs=0.17)


def test_signatures_never_change():
    assert make_signature("海岚收购云起，作价三亿元。" * 30).hex()[:16] == "ac88e01319618104"


def test_sentences_are_copied_whatever_their_punctuation():
    assert digest_words("海岚收购云起，作价三亿元，员工留任。") == digest_words(" 海岚收购云起 作价三亿元、员工留任\n")
    assert digest_words("海岚收购云起。") == 0


def test_short_texts_are_no_copies_of_each_other():
    assert make_signature("收盘快讯：沪指涨一点。" * 20) == b""


def test_what_a_site_prints_around_its_articles_makes_no_copies(tmp_path, book):
    around = "".join(f"\n本文仅代表作者个人观点，与本网无关。第{i}条：{write_text(i, 60)}。" for i in range(10))
    for name, seed in (("a", 5), ("b", 6), ("c", 5)):
        other = "" if name == "c" else "\n免责声明\n" + around
        (tmp_path / f"{name}.md").write_text(f"{write_text(seed, 400)}。\n{other}\n", encoding="utf-8")
    docs = list(read_documents([str(tmp_path)]))
    linked = [link_document(Extraction(doc, find_sentences(doc), (), ()), book) for doc in docs]
    signatures = {doc.document.id: doc.signature for doc in linked}
    assert all(signatures.values())
    assert find_copies(signatures) == {"a": "a", "b": "b", "c": "a"}


def test_documents_of_one_sentence_are_one_source_with_all_that_they_say():
    def prove(document, words):
        return Proof(document, 0, 9, "海岚收购云起", "acquired/test", 0.8, None, ()), words

    cut, whole, apart = [prove("a", 1)], [prove("b", 1), prove("b", 2)], [prove("c", 3)]
    assert combine_scores([*cut, *whole], {}) == 0.8
    assert combine_scores([*cut, *whole, *apart], {}) == combine_scores([*apart, *whole, *cut], {}) == 0.96
    assert combine_scores([*cut, *apart], {"c": "a"}) == 0.8
