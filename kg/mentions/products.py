"""Names of makers, brands and lines in, the products that continue them out: Redmi Note 7, 小米9, 小米电视.

1. A name goes on with a model: Latin words and numbers that hold a digit, or a word for a variant (Pro, 青春版). A
   figure with a unit behind it (小米3亿) is no model.
2. A maker before a short category of goods is a product line (小米电视), unless the maker's business in it is meant
   (TCL集团手机业务).
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from kg.expressions import compile_re
from kg.mentions.lexical import alternate, get_words
from kg.model import Mention

MODEL_SCORE = 0.85
LINE_SCORE = 0.7
LINE_LENGTH = 3  # characters of a category that makes a line: 手机, 洗衣机, not 智能手机
BUSINESS = compile_re(
    r"间|网页|客户端|版|业务|市场|销量|出货|厂商|品牌|行业|产业|部门|事业|用户|公司|企业|份额|制造|供应"
)
UNITS = "万亿千百%元年月日台部个倍家款名位人次只号天级项辆股美港欧英周季余多"
MODEL = (
    r"(?:(?!\s?[2-6]G(?![A-Za-z0-9版手]))[ -]?"
    r"(?:[A-Z][A-Za-z]{0,7}|[A-Z][a-z]{2,8}\d{1,3}[A-Za-z]{0,3}|[a-z]?\d{1,4}[A-Za-z]{0,3}|[A-Z]{1,4}\d{1,4}[A-Za-z]{0,3})"
    rf"(?![\d.]*[{UNITS}])(?![A-Za-z0-9.%]))"
)
YEAR = compile_re(r"\s?(?:19|20)\d\d(?!\d)")  # 苹果2019第一季度: no model
# Bonds (18康美SCP003), indices (沪指2600点), quarters (美银Q4), boxes of memory, shops (大众4S店), flights and gates.
NO_MODEL = compile_re(
    r"\s?(?:[SM]?CP|MTN|PPN)\s?\d|\s0\d(?!\d)|\s?Q[1-4]|\s?4[sS]\b|\s?4[sS](?=店)|CA\d|T\d(?=航|$)|C2[BCM]"
    r"|\s?\d{1,2}(?=/|连|大板|系轿|吨|瓶|天|家|倍|月|日|座|艘|架|期|股|亿)"
)
NO_CODED = {"疫苗", "药品", "航班", "基金", "股票", "债券", "期货"}  # EV71疫苗: the code is the illness's or the bond's
INDEX = compile_re(r"^DAX|^富时|^标普|指$|指数|指\\d|^上证|^沪深|美油|布油")
CODE = compile_re(
    r"(?<![A-Za-z0-9.·-])([A-Z]{1,4}\d{2,3}[A-Z]?|[A-Z]{2,5} (?:PRO|Pro|MAX|Max|\d{3,4}))(?![A-Za-z0-9.%-]) ?"
)
MAKERS = {"Brand", "Company", "Product"}


@cache
def _compile_model() -> re.Pattern[str]:
    tail = rf"(?: ?(?:{alternate('product_tail')}))"
    return compile_re(rf"(?:{MODEL}{{1,3}}{tail}*|{tail}+{MODEL}*)")


def find_products(text: str, names: Sequence[Mention]) -> Iterator[Mention]:
    """Yield products whose name is a brand's, company's or line's with a model or category behind.

    `names` are the mentions of brands, companies, products and generic categories, in text order.
    """
    by_start = {mention.start: mention for mention in names}
    for mention in names:
        if mention.generic or MAKERS.isdisjoint((mention.type, *mention.also)) or INDEX.search(mention.text):
            continue
        model = None if YEAR.match(text, mention.end) else _compile_model().match(text, mention.end)
        end = model.end() if model else mention.end
        category = by_start.get(end)
        if category is not None and not model and _is_line(text, mention, category):
            yield _make_line(text, mention, category)
        elif model and _is_model(model[0], mention) and not NO_MODEL.match(text, mention.end):
            yield Mention(mention.start, end, text[mention.start : end], "Product", "maker+model", MODEL_SCORE)


def _make_line(text: str, maker: Mention, category: Mention) -> Mention:
    """Return a product line (小米电视), or the model of it that its name goes on with (小米手表S1 Pro)."""
    model = None if YEAR.match(text, category.end) else _compile_model().match(text, category.end)
    if model and _is_model(model[0], category) and not NO_MODEL.match(text, category.end):
        return Mention(maker.start, model.end(), text[maker.start : model.end()], "Product", "maker+model", MODEL_SCORE)
    return Mention(maker.start, category.end, text[maker.start : category.end], "Product", "maker+category", LINE_SCORE)


def find_coded(text: str, names: Sequence[Mention]) -> Iterator[Mention]:
    """Yield models known by the goods they are said to be: MI308芯片, RTX PRO GPU, MI400系列."""
    goods = {mention.start: mention for mention in names if mention.generic and mention.type == "Product"}
    listed = {place for mention in names if not mention.generic for place in range(mention.start, mention.end)}
    for code in CODE.finditer(text):
        start, end = code.span(1)
        known = goods.get(code.end())
        if known is not None and known.text in NO_CODED:
            continue
        if start not in listed and (known is not None or text.startswith("系列", end)):
            end = end if known is not None else end + len("系列")
            yield Mention(start, end, text[start:end], "Product", "code", MODEL_SCORE)


def _is_line(text: str, maker: Mention, category: Mention) -> bool:
    if not category.generic or category.type != "Product" or len(category.text) > LINE_LENGTH:
        return False
    if category.text in get_words("no_line") or category.text in get_words("company_trade"):  # 晶科电力 is a company
        return False
    if maker.text.endswith(("集团", "公司", "科技", "股份")):
        return False
    return not BUSINESS.match(text, category.end)


def _is_model(tail: str, maker: Mention) -> bool:
    """Tell whether what follows a name names a model; a company alone has no 系列 (益海嘉里系列产品)."""
    if any(char.isdigit() for char in tail):
        return True
    last = tail.split()[-1]
    if last == "系列" and {maker.type, *maker.also}.isdisjoint(("Brand", "Product")):
        return False
    return last in get_words("product_tail")
