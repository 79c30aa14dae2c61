"""Names beside the goods they are said to be, and the goods that then only describe them: 手游《…》, 旗舰轿车ET7.

Works are named by their title behind their kind wherever they stand. Other goods are named where somebody launches or
develops them (kg.mentions.launched). Of goods and a name right behind them the name is the thing: the kind is dropped.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from kg.expressions import compile_re
from kg.mentions.lexical import alternate
from kg.model import Mention

TITLED_SCORE = 0.96  # above that of a listed name: 电影《罗马》 is no football club


@cache
def _compile_between() -> re.Pattern[str]:
    return compile_re(rf"(?:{alternate('coined_head')})?(?:系列|——|：)?[“\"《 ]?")


@cache
def _compile_titled() -> re.Pattern[str]:
    return compile_re(rf"(?:{alternate('titled_goods')})《(?P<title>[^《》\n]{{2,20}})》")


def find_titled(text: str) -> Iterator[Mention]:
    """Yield works by their title behind their kind (电影《长夜》, 手游《山海录：归来》), in text order."""
    for match in _compile_titled().finditer(text):
        start, end = match.span("title")
        yield Mention(start, end, match["title"], "Product", "titled", TITLED_SCORE)


def drop_described(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """Leave out goods that a product's own name follows at once (扫地机器人“净风”: the product is 净风)."""
    named = {mention.start for mention in mentions if mention.type == "Product" and not mention.generic}
    return [mention for mention in mentions if not (_is_goods(mention) and _gap_end(text, mention.end) in named)]


def _is_goods(mention: Mention) -> bool:
    return mention.type == "Product" and mention.generic


def _gap_end(text: str, place: int) -> int:
    gap = _compile_between().match(text, place)
    return gap.end() if gap else place
