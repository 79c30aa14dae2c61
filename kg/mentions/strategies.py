"""Strategies that are no run of nouns: quoted ones (“手机+AIoT”双引擎战略) and described ones (面向欧洲市场布局的策略).

A described strategy stands behind a verb of having one (制定, 采取, 走) and is a whole phrase with 的; one
whose last words are a name already (以自主品牌为主的国际化战略) is that name, found by its head. What only praises or
grades (更激进的策略, 各方认可的策略) names nothing.
"""

import re
from collections.abc import Iterator
from functools import cache

from kg.expressions import compile_re
from kg.mentions.lexical import alternate, get_words
from kg.model import Mention

QUOTED_SCORE = 0.85
DESCRIBED_SCORE = 0.7
NEAR = r"[^“”\n，。；]{0,12}?"
COUNT = "(?:[两二三四五六七八九十]大(?:核心)?)?"  # “消费、云”两大战略
QUOTED = r"“[^“”\n，。；]{2,20}”"


@cache
def _compile_quoted() -> re.Pattern[str]:
    heads, made, generic = map(alternate, ("strategy_quoted_head", "strategy_made", "strategy_generic"))
    return compile_re(
        rf"[“\"《]([^“”\"《》\n，。；：！？]{{2,20}})[”\"》](?:的)?{COUNT}(?P<head>(?:{heads})+)"
        rf"|“[^“”\n。；：！？]{{2,20}}”的(?:{generic})?(?:{heads})"
        rf"|“([^“”\n，。]{{2,15}}(?:{heads}))”"
        rf"|{QUOTED}(?=(?:{made}){NEAR}(?:{heads}))"
        rf"|{QUOTED}(?=[、和与]?{QUOTED}(?:的)?{COUNT}(?:战略|策略))"
        rf"|(?<=以){QUOTED}(?=为(?:{NEAR}的)?{NEAR}(?:{heads}))"
        rf"|“[^“”\n，。；+]{{1,12}}\+[^“”\n，。；]{{1,14}}”(?=(?:[、和与]?{QUOTED})*(?:的)?(?:{alternate('strategy_turn')})?转型)"
    )


@cache
def _compile_equated() -> re.Pattern[str]:
    """Compile what finds a strategy behind the word and a copula, and one that is made one: 将All in AI作为核心战略."""
    heads, verbs, made = map(alternate, ("strategy_equated_head", "strategy_equated_verb", "strategy_made"))
    return compile_re(
        rf"(?:{heads})(?:{verbs})?(?:为|是|就是|即|：)(?P<name>{QUOTED})"
        rf"|[将把](?P<made>[^“”\n，。；]{{2,16}}?)(?:{made})[^“”\n，。；]{{0,10}}?(?:战略|策略)(?![一-鿿])"
    )


def find_quoted_strategies(text: str) -> Iterator[Mention]:
    """Yield strategies by their quotation marks and head: “手机+AIoT”双引擎战略, in text order.

    A quoted 工程 or 行动 is a common noun: the campaigns of authorities, unless somebody follows it.
    """
    loose_heads = tuple(sorted(get_words("strategy_loose_head")))
    for match in _compile_quoted().finditer(text):
        loose = "+" not in match[0] and match[0].rstrip("”》").endswith(loose_heads)
        yield Mention(match.start(), match.end(), match[0], "Strategy", "quoted-strategy", QUOTED_SCORE, generic=loose)
    for match in _compile_equated().finditer(text):
        start, end = match.span(match.lastgroup or 0)
        yield Mention(start, end, text[start:end], "Strategy", "quoted-strategy", QUOTED_SCORE, generic=True)


@cache
def _compile_described() -> re.Pattern[str]:
    verbs, heads, praise = map(alternate, ("strategy_verb", "strategy_described_head", "strategy_praise"))
    generic, models = alternate("strategy_generic"), alternate("strategy_model_head")
    return compile_re(
        rf"(?:{verbs})(?:了|着)?(?:一[条种套个])?"
        rf"(?P<name>(?![了着]|{praise})[^，。；：“”《》（）()\n]{{4,20}}?的(?:{generic}){{0,2}}(?:{heads}))"
        rf"|(?:{verbs})(?:了|着)?(?P<model>(?!(?:{praise}|{generic})(?:{models}))[^，。；：“”《》（）()、\n的了着]{{2,8}}?(?:{models}))"
        r"(?=[，。；、）]|来|与|和|的|$)"
        r"|走(?:的是|上|出)?(?:一条)?(?P<way>[^，。；：、“”\n的上下]{4,14}的?路线)(?!图)"
    )


def find_described_strategies(text: str) -> Iterator[Mention]:
    """Yield strategies told by a phrase behind a verb of having one, in text order; entities where a fact uses them."""
    for match in _compile_described().finditer(text):
        start, end = match.span(match.lastgroup or 0)
        yield Mention(start, end, text[start:end], "Strategy", "described", DESCRIBED_SCORE, generic=True)
