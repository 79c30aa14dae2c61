"""Names found by their shape: X有限公司, 组织部, Redmi Note 7, 小米电视, “…”战略, 游戏用户, 一等奖, X技术.

Heads and modifiers are classes of the lexicon; the tagger's words decide where a name begins.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from kg.model import Mention, Token
from kg.ontology.lexicon import load_lexicon

SHAPE_SCORE = 0.85
WEAK_SCORE = 0.7
NAME_TAGS = {"n", "nz", "ORG", "LOC", "PER", "vn", "xc", "an", "nr", "ns", "nt", "nw", "m"}
MODIFIER_TAGS = {"n", "nz", "vn", "an", "a", "b", "xc", "m", "ORG", "LOC", "ad", "f", "s"}
MAX_MODIFIERS = 4
LINE_LENGTH = 3  # characters of a category that makes a line: 手机, 洗衣机, not 智能手机
BUSINESS = re.compile(r"业务|市场|销量|出货|厂商|品牌|行业|产业|部门|事业|用户|公司|企业|份额|制造|供应")
SET_UP = re.compile(r"(?:设立|成立|组建|新设|增设|筹建)[^，。；]*$")
LEGAL_NAME = re.compile(
    r"[一-鿿A-Za-z0-9·&]{2,20}?(?:[（(][一-鿿A-Za-z]{2,8}[）)])?[一-鿿A-Za-z]{0,10}?"
    r"(?:股份有限公司|有限责任公司|有限公司|[（(]有限合伙[）)])"
)
MODEL = (
    r"(?:(?!\s?(?:[2-6]G(?![A-Za-z0-9版手])|(?:19|20)\d\d))[ -]?(?:[A-Z][A-Za-z]{0,7}|[a-z]?\d{1,4}[A-Za-z]{0,3}|[A-Z]{1,4}\d{1,4}[A-Za-z]{0,3})"
    r"(?![\d.]*[万亿千百%元年月日台部个倍家款名位人次只号天级项辆股美港欧英周季余多])(?![A-Za-z0-9.%]))"
)


@cache
def _alternation(name: str) -> str:
    return "|".join(map(re.escape, load_lexicon().words(name)))


@cache
def _model_pattern() -> re.Pattern[str]:
    tail = rf"(?: ?(?:{_alternation('product_tail')}))"
    return re.compile(rf"(?:{MODEL}{{1,3}}{tail}*|{tail}+{MODEL}*)")


def find_products(text: str, names: Sequence[Mention]) -> Iterator[Mention]:
    """Yield products whose name is a brand's, company's or line's with a model or category behind: 小米9, 小米电视.

    `names` are the mentions of brands, companies, products and generic categories, in text order.
    """
    by_start = {mention.start: mention for mention in names}
    for mention in names:
        if mention.generic or not {mention.type, *mention.also} & {"Brand", "Company", "Product"}:
            continue
        model = _model_pattern().match(text, mention.end)
        end = model.end() if model else mention.end
        category = by_start.get(end)
        if category is not None and not model and _is_line(text, mention, category):
            name = text[mention.start : category.end]
            yield Mention(mention.start, category.end, name, "Product", "maker+category", WEAK_SCORE)
        elif model and _is_model(model[0]):
            yield Mention(mention.start, end, text[mention.start : end], "Product", "maker+model", SHAPE_SCORE)


def _is_line(text: str, maker: Mention, category: Mention) -> bool:
    """Tell whether maker and category name a line (小米电视), not a maker's business in it (TCL集团手机业务)."""
    if not category.generic or category.type != "Product" or len(category.text) > LINE_LENGTH:
        return False
    return not maker.text.endswith(("集团", "公司", "科技", "股份")) and not BUSINESS.match(text, category.end)


def _is_model(tail: str) -> bool:
    """Tell whether what follows a maker's name names a model: it has a digit or a known variant (Pro, Lite)."""
    return any(char.isdigit() for char in tail) or tail.split()[-1] in load_lexicon().words("product_tail")


def find_legal_names(text: str, tokens: Sequence[Token]) -> Iterator[Mention]:
    """Yield companies by their registered form: 深圳市诚壹科技有限公司."""
    starts = {token.start: token.tag for token in tokens}
    for match in LEGAL_NAME.finditer(text):
        start = match.start()
        while start < match.end() and not (starts.get(start) in NAME_TAGS):
            start += 1
        # a verb or particle inside means the name begins after it
        for position in range(match.end() - 5, start, -1):
            if starts.get(position) in {"v", "p", "u", "c", "r", "d", "vd"} and starts.get(position + 1) != "xc":
                following = [place for place in sorted(starts) if place > position]
                if following and following[0] < match.end() - 4:
                    start = following[0]
                    break
        name = text[start : match.end()]
        if len(name) > len("有限公司") + 1:
            yield Mention(start, match.end(), name, "Company", "legal-name", SHAPE_SCORE + 0.1)


def _extend_left(text: str, tokens: Sequence[Token], index: int, tags: set[str], most: int = MAX_MODIFIERS) -> int:
    """Return the index of the first token of the run of modifiers that ends before `tokens[index]`."""
    first = index
    while first > 0 and index - first < most:
        previous = tokens[first - 1]
        if (
            previous.tag not in tags
            or previous.end != tokens[first].start
            or text[previous.start : previous.end].isspace()
        ):
            break
        first -= 1
    return first


def _find_headed(
    text: str, tokens: Sequence[Token], heads: re.Pattern[str], tags: set[str], generic: frozenset[str], kind: str
) -> Iterator[Mention]:
    """Yield runs of modifiers before a head (多品牌 + 策略), unless every modifier is generic."""
    for index, token in enumerate(tokens):
        head = heads.search(text, token.start, token.end)
        if head is None or head.end() != token.end:
            continue
        first = _extend_left(text, tokens, index, tags)
        inside = [text[head_token.start : head_token.end] for head_token in tokens[first:index]]
        inside += [text[token.start : head.start()]] if head.start() > token.start else []
        while inside and inside[0] in generic and len(inside) > 1:
            inside, first = inside[1:], first + 1
        if not inside or all(word in generic for word in inside):
            continue
        name = text[tokens[first].start : token.end]
        if len(name) <= 16:
            yield Mention(tokens[first].start, token.end, name, kind, "headed", WEAK_SCORE)


@cache
def _strategy_quoted() -> re.Pattern[str]:
    heads = _alternation("strategy_quoted_head")
    return re.compile(
        rf"[“\"《]([^“”\"《》\n，。；：！？]{{2,20}})[”\"》](?:的)?(?P<head>(?:{heads})+)|“([^“”\n，。]{{2,15}}(?:{heads}))”"
    )


def find_strategies(text: str, tokens: Sequence[Token]) -> Iterator[Mention]:
    """Yield named strategies, quoted (“手机+AIoT”双引擎战略) or built of modifiers (多品牌策略)."""
    for match in _strategy_quoted().finditer(text):
        yield Mention(match.start(), match.end(), match[0], "Strategy", "quoted-strategy", SHAPE_SCORE)
    heads = re.compile(f"(?:{_alternation('strategy_head')})$")
    generic = frozenset(load_lexicon().words("strategy_generic"))
    yield from _find_headed(text, tokens, heads, MODIFIER_TAGS, generic, "Strategy")


def find_technologies(text: str, tokens: Sequence[Token]) -> Iterator[Mention]:
    """Yield technologies by their head: 屏下摄像技术, unless the modifier is generic (核心技术)."""
    heads = re.compile(f"(?:{_alternation('technology_head')})$")
    generic = frozenset(load_lexicon().words("technology_generic"))
    yield from _find_headed(text, tokens, heads, {"n", "nz", "vn", "xc"}, generic, "Technology")


@cache
def _segment_pattern() -> re.Pattern[str]:
    modifier, head = _alternation("segment_modifier"), _alternation("segment_head")
    return re.compile(
        rf"(?P<modifier>(?:{modifier})(?:(?:到|至|、|和)?(?:{modifier}))*)(?:的)?(?P<head>{head})(?!份额|占有率|规模|化|经理|调研|监管)"
    )


def find_segments(text: str) -> Iterator[Mention]:
    """Yield customer and price segments: 女性用户, 中高端到旗舰市场."""
    weak = set(load_lexicon().words("segment_weak"))
    for match in _segment_pattern().finditer(text):
        generic = match["modifier"] in weak
        yield Mention(
            match.start(),
            match.end(),
            match[0],
            "Segment",
            "segment",
            WEAK_SCORE,
            generic=generic or match["head"] == "领域",
        )


@cache
def _award_pattern() -> re.Pattern[str]:
    verbs, heads = _alternation("award_verb"), _alternation("award_head")
    quoted = rf"[“《](?P<quoted>[^“”《》\n，。]{{2,24}})[”》](?P<tail>{heads})?"
    return re.compile(
        rf"(?:{verbs})[^，。；\n]{{0,24}}?(?:{quoted}|(?<=[的年届度])(?P<bare>[一-鿿A-Za-z]{{2,14}}(?:{heads})))"
    )


def find_awards(text: str) -> Iterator[Mention]:
    """Yield awards where something is won or given: 获得…“质量技术一等奖”."""
    heads = re.compile(f"(?:{_alternation('award_head')})$")
    for match in _award_pattern().finditer(text):
        group = "quoted" if match["quoted"] else "bare"
        if match["tail"] or heads.search(match[group]):
            yield Mention(match.start(group), match.end(group), match[group], "Award", "award", SHAPE_SCORE)


def find_departments(text: str, tokens: Sequence[Token]) -> Iterator[Mention]:
    """Yield departments: 智能终端事业群, 云BU, and bare ones where they are set up (设立了参谋部)."""
    lexicon = load_lexicon()
    heads = re.compile(f"(?:{_alternation('department_suffix')})$")
    generic = frozenset(lexicon.words("department_generic"))
    yield from _find_headed(text, tokens, heads, {"n", "nz", "vn", "xc", "ORG", "f"}, generic, "Organization")
    for token in tokens:
        word = text[token.start : token.end]
        bare = heads.fullmatch(word) is not None and len(word) > 2 and word not in lexicon.words("department_bare")
        if bare and SET_UP.search(text, max(0, token.start - 14), token.start):
            start = token.start - 2 if text.startswith("集团", token.start - 2) else token.start
            yield Mention(start, token.end, text[start : token.end], "Organization", "headed", WEAK_SCORE)
