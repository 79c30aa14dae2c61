"""The tagger's organisations and places in, mentions with the vocabulary's types out, after checks of their shape.

LAC alone is right for two organisations in three. Its word is taken apart first: at words for a relation (谷歌母公司,
华润旗下万象公司), behind a description (手机巨头诺基亚), before roles (第一财经记者), and freed of a stock's status
(*ST). What is left is a name if it has the shape of one: no common noun for a body, no place or project, no run of
everyday words. One of three characters must not go on as a longer noun; one of two must act, or stand beside another
body, or be bought.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from kg.mentions.bodies import is_generic_body, is_local_body, is_possible_body, type_body
from kg.mentions.lexical import alternate, compile_beginning, compile_ending, get_words
from kg.mentions.personal_names import is_chinese_name
from kg.model import Mention, Token
from kg.ontology.gazetteer import load_gazetteer
from kg.ontology.posts import load_posts
from kg.text.dictionary import is_common_word, is_made_of_words

TAGGED_SCORE = 0.75
BOUGHT_SCORE = 0.86  # good enough to be found everywhere in the document
BUYING = ("收购", "收购了", "并购", "并购了", "入股", "入股了", "投资", "参股", "控股", "增持", "减持")
FORMS = ("控股", "公司", "集团", "银行", "股份")
PLACE_SCORE = 0.65
SURE_FORMS = {"集团", "银行", "股份", "控股", "支行", "分行", "有限公司", "股份有限公司"}
JOINED = ("公司", "集团", "银行", "股份", "控股", "证券")  # a name ends there before 和: 城南银行和东川电气
UNSURE = 1.0  # margin of the tagger below which one in three names without a word for a body is one
UNSURE_LONG = 2.0  # that of names of five and more characters
LONG_NAME = 4  # characters of a company's usual name: 大象广告
LATIN_BRACKET = re.compile("[（(][A-Z]")
LATIN_ENDS = ("Bank", "Group", "Inc", "Ltd", "Corp")
SHORT_NAME = 3  # characters; an organisation this short needs more than the tagger's word
OPENING = " \t“\"'《(（-—,，*"
CLOSING = " \t”\"'》,，.。:：-—"
ROLE_TAIL = re.compile(
    r"(?<=..)(?:记者|员工|用户|方面|官网|官方|股价|高管|股票|公告|财报|发言人|董事会|监事会|管理层|及其|联同|全资|等|和|与|及|拟|转让|披露|唱空|唱多|系|股)$"
    r"|(?<=..)(?<!事务)(?<!交易)(?<!派出)(?<!研究)(?<!监督)(?<!招待)(?<!医)(?<!诊)所$"
)
SHARES = re.compile("股[价票权东民市份]")  # 上机数控/股价
STRAY_END = "会将已拟"  # 财政部/会将: what a tagger takes in from the verb behind a name
HEAD = re.compile(r"^(?:[\d一二两三四五六七八九十]*[亿万元日月年股]|一)?(?:[一-鿿]{0,2}讯)?")
LIST_MARKS = {"、", "与", "和", "及"}
END = re.compile("[，。；：）]")
ACTING = {"d", "p"}  # 将, 已, 向, 对 behind a name: it does something
NOUNS = {"n", "nz", "vn", "ORG", "LOC", "PER"}
CHINESE_PLACE = re.compile("[一-鿿·]+")


def find_tagged(text: str, tokens: Sequence[Token]) -> Iterator[Mention]:
    """Yield a mention for each ORG and LOC token that has the shape of a name, in text order."""
    for index, token in enumerate(tokens):
        if token.tag == "ORG":
            for start, end in split_bodies(text, token.start, token.end):
                if _is_listed_person(text, tokens, index, start, end):
                    yield Mention(start, end, text[start:end], "Person", "tagger", TAGGED_SCORE)
                elif _is_body(text, tokens, index, start, end):
                    name = text[start:end]
                    score = BOUGHT_SCORE if len(name) <= SHORT_NAME and _is_bought(text, name) else TAGGED_SCORE
                    yield Mention(start, end, name, type_body(name), "tagger", score)
        elif token.tag == "LOC":
            start, end = _trim(text, token.start, token.end)
            name = text[start:end]
            if end - start > 1 and _is_place(name):
                yield Mention(start, end, name, "Place", "tagger", PLACE_SCORE)


def _is_place(name: str) -> bool:
    if not CHINESE_PLACE.fullmatch(name) or name in get_words("not_a_place") or is_common_word(name):
        return False
    if set(name) <= get_words("country_letter") or name.endswith(tuple(sorted(get_words("no_place")))):
        return False
    return len(name) <= SHORT_NAME or not is_made_of_words(name)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in OPENING:
        start += 1
    while end > start and text[end - 1] in CLOSING:
        end -= 1
    return start, end


def _is_listed_person(text: str, tokens: Sequence[Token], index: int, start: int, end: int) -> bool:
    """Tell whether a word stands in a list of people and has the shape of one (方文艳、方德基)."""
    if end - start != 3 or not is_chinese_name(text[start:end]):
        return False
    neighbours = [(index - 1, index - 2), (index + 1, index + 2)]
    return any(
        min(pause, other) >= 0
        and max(pause, other) < len(tokens)
        and text[tokens[pause].start : tokens[pause].end] == "、"
        and tokens[other].tag == "PER"
        for pause, other in neighbours
    )


@cache
def _compile_joints() -> re.Pattern[str]:
    """Return the pattern of words inside a tagger's organisation that stand between two names or before one."""
    relation, verb = alternate("relation_noun"), alternate("joining_verb")
    return re.compile(
        rf"(?<={'|'.join(JOINED)})[和与及](?=..)|(?:第[一二三四五六七八九十]大)?(?:{relation})|(?<=..)(?:{verb})(?!集团|有限|股份|公司)(?=..)"
    )


def split_bodies(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the spans of the names that the tagger's word `text[start:end]` holds, in text order."""
    place = start
    for end_of_name in range(start + 2, end - 2):
        if text[end_of_name] in "和与及等" and _is_listed(text[place:end_of_name]):
            yield from _tidy(text, place, end_of_name)
            place = end_of_name + 1
    for joint in _compile_joints().finditer(text, place, end):
        yield from _tidy(text, place, joint.start())
        place = joint.end()
    yield from _tidy(text, place, end)


def _tidy(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the span of a name without marks, descriptions and roles around it, if two characters are left."""
    start, end = _trim(text, start, end)
    if start and text[start - 1].isdigit() or text[start : start + 1] == "一" or "讯" in text[start:end]:
        start = _skip_head(text, start, end)
    start += _count_description(text[start:end])
    status = re.compile(r"S?\*?ST(?=[一-鿿])").match(text, start, end)
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
    start, end = _trim(text, start, end)
    if text[end - 1 : end + 1] in FORMS and not SHARES.match(text, end):  # 银亿控 + 股
        end += 1
    if text[end - 1 : end + 1] in ("交所", "究所"):  # 上海证交 + 所
        end += 1
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
    match = re.match(rf"[一-鿿]{{0,10}}?(?:{alternate('describing_head')})(?=..)", name)
    return match.end() if match else 0


def _is_body(text: str, tokens: Sequence[Token], index: int, start: int, end: int) -> bool:
    name = text[start:end]
    if name in get_words("not_a_name") or name.isdigit() or not is_possible_body(name):
        return False
    if len(name) > 2 and (compile_ending("venue_suffix").search(name) or is_local_body(name)):
        return False
    if name.isascii() and not name.endswith(LATIN_ENDS):
        return _is_called_body(text, tokens, index, end) or _is_bought(text, name)
    if len(name) > 2 and compile_ending("organization_suffix").search(name):
        return not is_common_word(name)
    company = compile_ending("company_suffix").search(name)
    if company and company[0] in get_words("company_trade") and compile_beginning("after_trade").match(text, end):
        return False
    if company and company[0] in SURE_FORMS:
        return not is_common_word(name)
    if company or len(name) > SHORT_NAME:
        if not company and tokens[index].margin < (UNSURE if len(name) == LONG_NAME else UNSURE_LONG):
            return _is_called_body(text, tokens, index, end)
        plain = is_made_of_words(name) and not any(_is_listed(name[:length]) for length in range(2, len(name)))
        return not plain or (not is_common_word(name) and _is_called_body(text, tokens, index, end))
    if is_common_word(name) or _is_listed(name[:-1]):
        return False
    return _stands_as_body(text, tokens, index, name, end) or _is_bought(text, name)


def _is_called_body(text: str, tokens: Sequence[Token], index: int, end: int) -> bool:
    """Tell whether what stands around a word says that it is a body's name, for words that are names only then."""
    if compile_beginning("after_body", "company_verb").match(text, end) or _is_beside_body(text, tokens, index):
        return True
    start = tokens[index].start
    if compile_ending("stake_before", "relation_noun").search(text, max(0, start - 8), start):
        return True
    name = text[start:end]
    if name.isascii():
        return _is_in_brackets(text, tokens, name)
    return bool(LATIN_BRACKET.match(text, end)) or (len(name) == LONG_NAME and text.count(name) > 1)


def _is_in_brackets(text: str, tokens: Sequence[Token], name: str) -> bool:
    """Tell whether a Latin name stands in brackets behind a body's name, or that behind it: 国际机场协会（ACI）."""
    bodies = {place for token in tokens if token.tag == "ORG" for place in (token.start, -token.end)}
    for match in re.finditer(rf"[（(]{re.escape(name)}[）)]|{re.escape(name)}[（(]", text):
        if -match.start() in bodies or match.end() in bodies:
            return True
    return False


def _is_listed(name: str) -> bool:
    """Tell whether a company has a name (固特异轮胎公司 goes on behind one, 伊利乘 took a word in)."""
    gazetteer = load_gazetteer()
    return any(gazetteer.rows[row_id].type == "Company" for row_id in gazetteer.names.get(name, ()))


def _is_bought(text: str, name: str) -> bool:
    """Tell whether somebody buys what a short word names, anywhere in the document: it is a company (收购银隆)."""
    return any(f"{verb}{name}" in text for verb in BUYING)


def _stands_as_body(text: str, tokens: Sequence[Token], index: int, name: str, end: int) -> bool:
    """Tell whether a short word stands where the name of a body may: no noun goes on with it, and it acts."""
    if compile_beginning("after_body").match(text, end):
        return True
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    if _is_beside_body(text, tokens, index):
        return True
    if after is not None and after.start == end and after.tag in NOUNS:
        return False
    if len(name) == SHORT_NAME or compile_beginning("company_verb").match(text, end):
        return True
    return after is not None and after.tag in ACTING


def _is_beside_body(text: str, tokens: Sequence[Token], index: int) -> bool:
    """Tell whether a word stands in a list with another that the tagger takes for a body."""
    return any(
        min(pause, other) >= 0
        and max(pause, other) < len(tokens)
        and text[tokens[pause].start : tokens[pause].end] in LIST_MARKS
        and tokens[other].tag == "ORG"
        for pause, other in ((index - 1, index - 2), (index + 1, index + 2))
    )
