"""The tagger's words for bodies in, the names in them out: taken apart at words that no name holds.

1. Words for a relation (谷歌/母公司, 华润/旗下), verbs that join or report (新疆东炬/披露/公司), and 和 between two
   names part a word.
2. A description goes before a name (手机巨头/诺基亚, 正极材料企业/岚山东旭), roles, marks and a stock's status
   around it.
3. What a company's name closes with ends it, if no body of its own goes on behind (三禾公司/莉姿 is a company with its
   goods).
"""

import re
from collections.abc import Iterator
from functools import cache

from kg.expressions import compile_re
from kg.mentions.bodies import is_generic_body
from kg.mentions.lexical import alternate, get_words, list_words
from kg.ontology.gazetteer import load_gazetteer
from kg.ontology.posts import load_posts
from kg.text.dictionary import is_common_word, is_made_of_words

FORMS = ("控股", "公司", "集团", "银行", "股份")
BETWEEN = (
    r"(?<=有限公司)[从向对由被给](?=.{2,}有限(?:责任)?公司)"  # …有限公司向…有限公司: one does something to the other
    r"|(?<=有限公司)(?=[^分第（(].{2,}有限(?:责任)?公司$)"  # a company and its own one: …有限公司岚山钢管有限公司
    r"|(?<=股份)[向对被给](?=.{2,}(?:证券|银行|集团|公司|信托|基金)$)"
)
# 岚蓝电子/公司 makes electronics; 华东机电/子公司 is somebody's own company
NO_ELECTRONICS = r"(?:(?<![^机水热火核家光风国发输变]电)(?<![量原])|(?!子公司))"
JOINED = ("公司", "集团", "银行", "股份", "控股", "证券")  # a name ends there before 和: 城南银行和东川电气
OPENING = " \t“\"'《(（-—,，*丨|｜"
CLOSING = " \t”\"'》,，.。:：-—丨|｜"
ROLE_TAIL = compile_re(
    r"(?<=..)(?:记者|员工|用户|方面|官网|官方|股价|高管|股票|公告|财报|研报|发言人|董事会|监事会|管理层|及其|联同|全资|等|和|与|及|拟|转让|披露|作为|唱空|唱多|系|股)$"
    r"|(?<=..)(?<!事务)(?<!交易)(?<!派出)(?<!研究)(?<!监督)(?<!招待)(?<!医)(?<!诊)(?<!能源)(?<!经济)(?<!工业)(?<!人口)(?<!社会)(?<!金融)所$"
)
SHARES = compile_re("股[价票权东民市份]")  # 上机数控/股价
STRAY_BEGIN = "好原由对与和及被向从为该将"
STRAY_END = "会将已拟"  # 财政部/会将: what a tagger takes in from the verb behind a name
HEAD = compile_re(r"^(?:[\d一二两三四五六七八九十]*[亿万元日月年股]|一)?(?:[一-鿿]{0,2}讯)?")
END = compile_re("[，。；：）]")
LIST_MARKS = {"、", "与", "和", "及"}
KIND_BEFORE_PLACE = compile_re("[一-鿿]{2,12}?(?:企业|厂商|厂家|机构|大户)(?=[一-鿿]{6})")
KIND_BEFORE_GROUP = compile_re("(?P<what>[一-鿿]{2,8}?)(?:企业|厂商)(?=[一-鿿]{4,}(?:集团|公司)$)")
CLOSED = compile_re("(?<=..)(?:公司|集团)(?=[一-鿿]{2,4}$)")
NAMING_VERBS = {"参股", "重组", "联手"}  # 参股公司 is a kind of company
PLACES = {"Region", "City", "Place", "Country"}


def trim_name(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a span without the marks and spaces at its ends."""
    while start < end and text[start] in OPENING:
        start += 1
    while end > start and text[end - 1] in CLOSING:
        end -= 1
    return start, end


def is_listed_company(name: str) -> bool:
    """Tell whether a company has a name (固特异轮胎公司 goes on behind one, 伊利乘 took a word in)."""
    gazetteer = load_gazetteer()
    return any(gazetteer.rows[row_id].type == "Company" for row_id in gazetteer.names.get(name, ()))


@cache
def _compile_joints() -> re.Pattern[str]:
    """Return the pattern of words inside a tagger's organisation that stand between two names or before one."""
    relation, verb = alternate("relation_noun"), alternate("joining_verb")
    plain = "|".join(sorted(get_words("joining_verb") - get_words("company_trade") - NAMING_VERBS))
    return compile_re(
        rf"(?<=..)(?:{plain})(?=(?:公司|集团|企业)$)|(?<={'|'.join(JOINED)})[和与及](?=..)|{BETWEEN}|(?:第[一二三四五六七八九十]大)?{NO_ELECTRONICS}(?:{relation})|(?<=..)(?:{verb})(?!集团|有限|股份|公司|[（(])(?=..)"
    )


def split_bodies(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the spans of the names that the tagger's word `text[start:end]` holds, in text order."""
    place = start
    for end_of_name in range(start + 2, end - 2):
        if text[end_of_name] in "和与及等" and is_listed_company(text[place:end_of_name]):
            yield from _tidy(text, place, end_of_name)
            place = end_of_name + 1
    for joint in _compile_joints().finditer(text, place, end):
        yield from _tidy(text, place, joint.start())
        place = joint.end()
    yield from _tidy(text, place, end)


def _tidy(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the span of a name without marks, descriptions and roles around it, if two characters are left."""
    start, end = trim_name(text, start, end)
    if start and text[start - 1].isdigit() or text[start : start + 1] == "一" or "讯" in text[start:end]:
        start = _skip_head(text, start, end)
    start += _count_description(text[start:end])
    start += _opens_with_stray(text, start, end)
    if text.endswith("有限公司", start, end):
        start = next((place for place in range(start + 2, end - 6) if _begins_at_place(text, start, place)), start)
    end = _close(text, start, end)
    status = compile_re(r"S?\*?ST(?=[一-鿿])").match(text, start, end)
    start = status.end() if status else start
    post = next(
        (m for m in load_posts().pattern.finditer(text, start, end) if m.end() == end and m.start() > start + 1), None
    )
    end = post.start() if post else end
    while (tail := ROLE_TAIL.search(text, start, end)) and not (tail[0] in LIST_MARKS and END.match(text, end)):
        end = tail.start()
    if text[end : end + 1] in LIST_MARKS and END.match(text, end + 1):  # 广发乾/和，: nothing is listed behind it
        end += 1
    if text[end - 1] in STRAY_END and text[start : end - 1] in load_gazetteer().names:
        end -= 1
    start, end = trim_name(text, start, end)
    if text[end - 1 : end + 1] in FORMS and not SHARES.match(text, end):  # 银亿控 + 股
        end += 1
    if text[end - 1 : end + 1] in ("交所", "究所"):  # 上海证交 + 所
        end += 1
    if text.startswith("合伙企业", end) and end - start > 2:
        end += len("合伙企业")
    if end - start > 1:
        yield start, end


def _skip_head(text: str, start: int, end: int) -> int:
    match = HEAD.match(text, start, end)
    return match.end() if match and match.end() < end - 1 else start


def _count_description(name: str) -> int:
    """Return how many characters of a description stand before a name: 手机巨头诺基亚 → 4, 第三方公司Kerryman → 5."""
    latin = re.match(r"[一-鿿]{2,10}?(?:公司|企业|集团|厂商)(?=[A-Za-z]{2})", name)
    if latin and is_generic_body(latin[0]):
        return latin.end()
    match = re.match(rf"[一-鿿]{{0,10}}?(?:{alternate('describing_head')})(?!股份|集团|公司)(?=..)", name)
    if match:
        return match.end()
    kind = KIND_BEFORE_PLACE.match(name)
    if kind and _names_place(name[kind.end() : kind.end() + 2]):
        return kind.end()
    kind = KIND_BEFORE_GROUP.match(name)
    return kind.end() if kind and is_made_of_words(kind["what"]) else 0


def _opens_with_stray(text: str, start: int, end: int) -> bool:
    """Tell whether a name's first character ends a word before it: 股东/岚狮投资, 反对党/工党, 做好/党中央."""
    if text.startswith(("股东", "执政党", "反对党"), max(0, start - 2)) or text.startswith("股东", start - 1):
        return text[start] in "东党" and end - start > 2
    names = load_gazetteer().names
    return text[start] in STRAY_BEGIN and text[start:end] not in names and text[start + 1 : end] in names


def _begins_at_place(text: str, start: int, place: int) -> bool:
    """Tell whether a city or province stands behind a street or everyday words: 百威路/湖北…, 合作租赁/厦门市…."""
    gazetteer = load_gazetteer()
    ids = [id for length in (2, 3) for id in gazetteer.names.get(text[place : place + length], ())]
    if not any(gazetteer.rows[id].type in {"City", "Region"} for id in ids):
        return False
    before = text[start:place]
    return (
        before.endswith(list_words("street_end"))
        and not is_common_word(before[-2:])
        or (text[place + 2 : place + 3] in ("省", "市") and is_made_of_words(before))
    )


def _names_place(word: str) -> bool:
    gazetteer = load_gazetteer()
    return any(gazetteer.rows[row_id].type in PLACES for row_id in gazetteer.names.get(word, ()))


def _close(text: str, start: int, end: int) -> int:
    """Return where a company's name ends that something else is written on to: 三禾公司/莉姿."""
    closed = CLOSED.search(text, start, end)
    if closed is None:
        return end
    rest = text[closed.end() : end]
    goes_on = rest.endswith(list_words("organization_suffix", "company_suffix", "department_suffix", "company_region"))
    return end if goes_on or _names_place(rest) else closed.end()
