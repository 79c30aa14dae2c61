"""Text in, customer segments (女性用户, 中高端市场) and awards (获得“质量技术一等奖”) out, by their shape.

Modifiers and heads are classes of the lexicon. A segment of a weak modifier (企业客户, 海外市场) or a field
(游戏领域) is a common noun; an award needs a verb of winning or giving before it.
"""

import re
from collections.abc import Iterator
from functools import cache

from kg.expressions import compile_re
from kg.mentions.lexical import alternate, compile_words, get_words, list_words
from kg.mentions.scanning import scan
from kg.model import Mention
from kg.ontology.gazetteer import load_gazetteer
from kg.text.dictionary import is_frequent_word, is_made_of_words

BRAND_SCORE = 0.85  # good enough to be found everywhere in the document
BRAND = compile_re(
    r"品牌(?:——|：)?[“\"](?P<quoted>[^“”\"，。；\n]{2,12})[”\"](?!的|战略|策略|计划)"
    r"|[“\"](?P<before>[^“”\"，。；\n]{2,12})[”\"](?:子|副|主|这一|这个)?品牌(?!战略|策略|日|节|大会|计划|化)"
    r"|品牌(?P<bare>[一-鿿]{2,6})(?=[（(][A-Z][A-Za-z]+[^（）()]{0,20}[）)])"
    r"|(?:推出|创立|创办|创建|孵化|收购|打造|上线|成立)了?[^，。；：“”、和与\n]{0,12}?品牌(?P<founded>[一-鿿]{2,4}|[A-Z][A-Za-z]{2,14})(?=[，。；、（(])"
)
_ITEM = r"[^\W\d_][\w ]{1,13}"
BRAND_LIST = compile_re(  # 旗下有海蓝、Vela、青岚七个品牌
    r"(?:旗下的?[共还已现]?(?:拥?有|包括|涵盖)?|拥有|包括|涵盖|囊括|[共还已现]有)"
    rf"(?P<list>(?:{_ITEM}、)+{_ITEM}?(?:[和及与]{_ITEM}?)?)"
    r"(?:等|这)?(?:[一二两三四五六七八九十\d]+[个大])?(?:全球|自有|子|独立|知名|中国)?品牌(?![^\W\d_]{2,6}[、和与及，。])"
)
AWARD_SCORE = 0.85
COUNTED = compile_re(r"[一二两三四五六七八九十\d多数][个项]|奖项$")  # awards that are only counted
SEGMENT_SCORE = 0.7


def _list_starts(name: str) -> re.Pattern[str]:
    """Return the pattern of the characters that the words of a class begin with."""
    return compile_re(f"[{''.join(sorted({re.escape(word[0]) for word in get_words(name)}))}]")


@cache
def _compile_segments() -> tuple[re.Pattern[str], re.Pattern[str]]:
    modifier, head = alternate("segment_modifier"), alternate("segment_head")
    pattern = compile_re(
        rf"(?P<modifier>(?:{modifier})(?:(?:到|至|、|和)?(?:{modifier}))*)(?:的)?(?P<head>{head})"
        r"(?!份额|占有率|规模|化|经理|调研|监管)"
    )
    return _list_starts("segment_modifier"), pattern


def find_segments(text: str) -> Iterator[Mention]:
    """Yield customer and price segments, in text order."""
    for match in scan(*_compile_segments(), text):
        generic = match["modifier"] in get_words("segment_weak") or match["head"] == "领域"
        yield Mention(match.start(), match.end(), match[0], "Segment", "segment", SEGMENT_SCORE, generic=generic)


def find_brands(text: str) -> Iterator[Mention]:
    """Yield brands that are called so: 电池品牌“钠新”, “钠新”品牌, 户外品牌狼爪（Jack Wolfskin）, in text order."""
    for match in BRAND.finditer(text):
        group = next(name for name, value in match.groupdict().items() if value)
        name = match[group]
        words = is_made_of_words(name) and (group == "founded" or len(name) > 2 or is_frequent_word(name))
        if not words and not name.endswith(list_words("brand_no_name")):
            yield Mention(match.start(group), match.end(group), name, "Brand", "brand", BRAND_SCORE)
    for match in BRAND_LIST.finditer(text):
        yield from _find_listed_brands(text, match)


def _find_listed_brands(text: str, match: re.Match[str]) -> Iterator[Mention]:
    """Yield the brands of a list; an everyday word (尖叫) is one where half the list is none, goods (面膜) never."""
    items, gazetteer = [], load_gazetteer()
    for item in re.finditer(r"[^、和及与]+", match["list"]):
        name = item[0].rpartition("品牌")[2].strip()  # 厨电品牌岚蓝
        start = text.index(name, match.start("list") + item.start())
        rows = [gazetteer.rows[id] for id in gazetteer.names.get(name, ())]
        common = all(row.generic for row in rows) and is_made_of_words(name)
        items.append((start, name, common, bool(rows)))
    half_names = sum(item[2] for item in items) * 2 <= len(items)
    for start, name, common, listed in items:
        if (not common or half_names and not listed) and not name.endswith(list_words("brand_no_name")):
            yield Mention(start, start + len(name), name, "Brand", "brand", BRAND_SCORE)


@cache
def _compile_awards() -> tuple[re.Pattern[str], re.Pattern[str]]:
    verbs, heads = alternate("award_verb"), alternate("award_head")
    quoted = rf"[“《](?P<quoted>[^“”《》\n，。]{{2,24}})[”》](?P<tail>{heads})?"
    bare = rf"(?P<{{}}>[^\W\d_]{{{{2,14}}}}(?:{heads})(?![励学金品惩章状池券]))"
    pattern = compile_re(
        rf"(?:{verbs})(?:了)?(?:[^，。；\n]{{0,24}}?(?:{quoted}|(?<=[的年届度])(?!度|各){bare.format('bare')})"
        rf"|(?![一二三四五六七八九十多两数得\d各该本此]){bare.format('direct')})"
    )
    return _list_starts("award_verb"), pattern


def find_awards(text: str) -> Iterator[Mention]:
    """Yield awards where something is won or given, in text order."""
    for match in scan(*_compile_awards(), text):
        group = next(name for name in ("quoted", "bare", "direct") if match[name])
        if group == "direct" and COUNTED.search(match[group]):
            continue
        if (
            match["tail"]
            or match[group].endswith(list_words("award_head"))
            or compile_words("award_honour").search(match[group])
        ):
            yield Mention(match.start(group), match.end(group), match[group], "Award", "award", AWARD_SCORE)
