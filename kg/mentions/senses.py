"""Company, brand or product? Which sense of a name a place means, settled from the words around it."""

from collections.abc import Sequence
from dataclasses import replace

from kg.expressions import compile_re
from kg.mentions.shapes import BRAND_LIST
from kg.model import Mention, Sentence

BRAND_BEFORE = compile_re(r"(?:品牌|子品牌|主品牌|副品牌|旗下)[“\"]?$")
BRAND_AFTER = compile_re(
    r"^[”\"]?(?:(?:、|和|与|及|以及)[^，。；、]{1,12}){0,4}(?:等)?(?:[一二两三四五六七八九十\d]+个|[一二两三四五六七八九十]?大)?(?:[一-鿿]{0,4})品牌"
)
LIST_GLUE = compile_re(r"^[”\"]?(?:、|和|与|及|以及)[“\"]?$")


def settle_senses(text: str, mentions: Sequence[Mention], sentences: Sequence[Sentence]) -> list[Mention]:
    """Return the mentions with names that are both company and brand typed as Brand where the text speaks of the brand.

    The text does so where the name is called one (两大主品牌小米和红米, Realme品牌), where it is listed beside an
    unambiguous brand (小米、Redmi), and further on in the same sentence.
    """
    settled = list(mentions)
    lists = [match for match in BRAND_LIST.finditer(text) if not match[0].startswith(("包括", "涵盖"))]  # whose?
    listed = {place for match in lists for place in range(*match.span("list"))}
    places = [i for i, m in enumerate(settled) if m.start in listed and (m.type, m.also) == ("Company", ())]
    for index in [*places, *reversed(places)]:  # 旗下拥有吉利、领克等品牌: a company's name too
        if _stands_beside_brand(text, settled, index):
            settled[index] = replace(settled[index], type="Brand")
    sentence_of = _place_in(sentences, settled)
    brands: dict[int, set[str]] = {}
    for index, mention in enumerate(settled):
        if mention.type == "Brand" or "Brand" not in mention.also:
            continue
        named = brands.setdefault(sentence_of[index], set())
        if mention.text in named or _is_brand_here(text, settled, index):
            named.add(mention.text)
            also = tuple(sorted({mention.type, *mention.also} - {"Brand"}))
            settled[index] = replace(mention, type="Brand", also=also)
    return settled


def _place_in(sentences: Sequence[Sentence], mentions: Sequence[Mention]) -> list[int]:
    placed, place = [], 0
    for mention in mentions:
        while place + 1 < len(sentences) and sentences[place + 1].start <= mention.start:
            place += 1
        placed.append(place)
    return placed


def _is_brand_here(text: str, mentions: Sequence[Mention], index: int) -> bool:
    mention = mentions[index]
    if BRAND_BEFORE.search(text, max(0, mention.start - 8), mention.start) and not text.endswith(
        "旗下", 0, mention.start
    ):
        return True
    if BRAND_AFTER.match(text[mention.end : mention.end + 40]):
        return True
    return _stands_beside_brand(text, mentions, index)


def _stands_beside_brand(text: str, mentions: Sequence[Mention], index: int) -> bool:
    """Tell whether a name is listed beside one that is a brand and no company."""
    mention = mentions[index]
    before = mentions[index - 1] if index else None
    after = mentions[index + 1] if index + 1 < len(mentions) else None
    return any(
        neighbour is not None
        and neighbour.type == "Brand"
        and "Company" not in neighbour.also
        and bool(LIST_GLUE.match(text[start:end]))
        for neighbour, start, end in (
            (before, before.end if before else 0, mention.start),
            (after, mention.end, after.start if after else 0),
        )
    )
