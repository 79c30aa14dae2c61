"""Which end of a relation a name stands at, by what the property takes and by the order of the words."""

import pytest

from kg.ontology.vocabulary import load_vocabulary
from kg.questions.roles import find_role
from kg.questions.tokens import Reading, Thing, Token
from kg.questions.words import load_words

TYPES = {
    "甲": ("Company", "Organization"),
    "乙": ("Company", "Organization"),
    "人": ("Person",),
    "牌": ("Brand",),
    "地": ("City", "Place"),
    "货": ("Product",),
}
MARKS = {"被": "passive", "由": "passive", "向": "toward", "给": "toward", "和": "and"}


def make_tokens(words: list[str]) -> list[Token]:
    tokens, start = [], 0
    for word in words:
        end = start + len(word)
        if word in TYPES:
            thing = Thing(f"https://example.org/kg/entity/{word}", word, frozenset(TYPES[word]))
            readings: tuple[Reading, ...] = (Reading("entity", things=(thing,)),)
        elif word in MARKS:
            readings = (Reading("marker", (MARKS[word],)),)
        else:
            readings = load_words().readings.get(word, ())
        tokens.append(Token(start, end, word, readings))
        start = end
    return tokens


@pytest.mark.parametrize(
    ("question", "property", "name", "role"),
    [
        ("甲 收购 了 谁", "acquired", "甲", "subject"),
        ("谁 收购 了 甲", "acquired", "甲", "object"),
        ("收购 甲 的 是 谁", "acquired", "甲", "object"),
        ("甲 被 谁 收购", "acquired", "甲", "object"),
        ("谁 被 甲 收购", "acquired", "甲", "subject"),
        ("甲 被 乙 收购 了 吗", "acquired", "乙", "subject"),
        ("甲 被 乙 收购 了 吗", "acquired", "甲", "object"),
        ("甲 是 谁 收购 的", "acquired", "甲", "object"),
        ("甲 把 乙 收购 了", "acquired", "乙", "object"),
        ("甲 和 乙 收购 了 谁", "acquired", "乙", "subject"),
        ("甲 的 供应商 是 谁", "supplierOf", "甲", "object"),
        ("甲 是 乙 的 供应商 吗", "supplierOf", "甲", "subject"),
        ("甲 是 乙 的 供应商 吗", "supplierOf", "乙", "object"),
        ("甲 的 货 供应商", "supplierOf", "甲", "object"),
        ("甲 的 客户 有 谁", "supplierOf", "甲", "subject"),
        ("谁 向 甲 供货", "supplierOf", "甲", "object"),
        ("甲 向 谁 供货", "supplierOf", "甲", "subject"),
        ("甲 向 谁 采购", "supplierOf", "甲", "object"),
        ("人 创办 了 什么", "founderOf", "人", "subject"),
        ("甲 是 谁 创办 的", "founderOf", "甲", "object"),
        ("牌 是 谁 的 品牌", "ownsBrand", "牌", "object"),
        ("甲 的 品牌", "ownsBrand", "甲", "subject"),
        ("牌 的 品牌", "ownsBrand", "牌", None),
        ("总部 在 地 的 公司", "headquarteredIn", "地", None),
        ("谁 的 总部 在 货", "headquarteredIn", "货", None),
    ],
)
def test_the_role_of_a_name(question: str, property: str, name: str, role: str | None) -> None:
    words = question.split()
    tokens = make_tokens(words)
    relation, form = next(
        (index, reading.form)
        for index, token in enumerate(tokens)
        for reading in token.readings
        if reading.kind == "relation" and property in reading.names
    )
    found = find_role(tokens, words.index(name), relation, form=form, property=load_vocabulary().properties[property])
    assert found == role
