"""The tagger's organisations and places in, mentions with the vocabulary's types out, after checks of their shape.

LAC alone is right for two organisations in three. Its word is taken apart first: at words for a relation (谷歌母公司,
华润旗下万象公司), behind a description (手机巨头诺基亚), before roles (第一财经记者), and freed of a stock's status
(*ST). What is left is a name if it has the shape of one: no common noun for a body, no place or project, no run of
everyday words. One of three characters must not go on as a longer noun; one of two must act, or stand beside another
body, or be bought.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from kg.expressions import compile_re
from kg.mentions.bodies import is_city_trade, is_local_body, is_possible_body, type_body
from kg.mentions.elsewhere import is_called
from kg.mentions.inside import opens_place
from kg.mentions.lexical import get_words, list_words
from kg.mentions.personal_names import is_chinese_name, is_transliterated
from kg.mentions.splitting import LIST_MARKS, is_listed_company, split_bodies, trim_name
from kg.model import Mention, Token
from kg.ontology.gazetteer import load_gazetteer
from kg.text.dictionary import is_common_word, is_frequent_word, is_made_of_words

TAGGED_SCORE = 0.75
BOUGHT_SCORE = 0.86  # good enough to be found everywhere in the document
BUYING = ("收购", "收购了", "并购", "并购了", "入股", "入股了", "投资", "参股", "控股", "增持", "减持")
PLACE_SCORE = 0.65
SURE_FORMS = {"集团", "银行", "股份", "控股", "支行", "分行", "有限公司", "股份有限公司"}
UNSURE = 0.7  # margin of the tagger below which one in three names without a word for a body is one
UNSURE_LONG = 1.5  # that of names of five and more characters
SURE_OF_THREE = 1.0  # margin from which two in three words of three characters are names
SURE_OF_TWO = 2.0  # that of words of two
SURE_OF_CITY = 3.0  # that of a city or province with a trade: 大理药业 is one company, 上海餐饮 none
LONG_NAME = 4  # characters of a company's usual name: 大象广告
FIELDS = {"n", "vn", "v", "nz", "an"}  # tags of a word for what a body is about
FIELD_GAP = compile_re("[一-鿿]{0,4}")
DATELINE = "讯"  # 临夏/讯: where news comes from
LEAST_READ = 2  # characters of a name that a stray one may stand behind
LATIN_BRACKET = compile_re("[（(][A-Z]")
LATIN_ENDS = ("Bank", "Group", "Inc", "Ltd", "Corp")
SHORT_NAME = 3  # characters; an organisation this short needs more than the tagger's word
ENDS_NAME = "为"  # closes names (华为, 有为) and begins predicates
VERBS = {"v", "vd", "d"}
ACTING = {"d", "p"}  # 将, 已, 向, 对 behind a name: it does something
NOUNS = {"n", "nz", "vn", "ORG", "LOC", "PER"}
CHINESE_PLACE = compile_re("[一-鿿·]+")


def find_tagged(text: str, tokens: Sequence[Token]) -> Iterator[Mention]:
    """Yield a mention for each ORG and LOC token that has the shape of a name, in text order."""
    bodies = Counter(text[token.start : token.end] for token in tokens if token.tag == "ORG")
    for index, token in enumerate(tokens):
        if token.tag == "ORG":
            if (first := _find_other_half(text, tokens, index)) is not None:
                name = text[first : token.end]
                yield Mention(first, token.end, name, type_body(name), "tagger", TAGGED_SCORE)
            for start, end in split_bodies(text, token.start, token.end):
                end = _take_in(text, tokens, index, start, end)
                end -= _is_read_shorter(text, bodies, text[start:end])
                if _is_listed_person(text, tokens, index, start, end) or _is_told_as_person(text, start, end):
                    yield Mention(start, end, text[start:end], "Person", "tagger", TAGGED_SCORE)
                elif text[start:end].endswith(list_words("rural_kind")) and _is_place(text[start:end]):
                    yield Mention(start, end, text[start:end], "Place", "tagger", PLACE_SCORE)
                elif _is_body(text, tokens, index, start, end):
                    name = text[start:end]
                    score = BOUGHT_SCORE if len(name) <= SHORT_NAME and _is_bought(text, name) else TAGGED_SCORE
                    yield Mention(start, end, name, type_body(name), "tagger", score)
        elif token.tag == "LOC":
            start, end = trim_name(text, token.start, token.end)
            before, after = (
                tokens[index - 1] if index else token,
                tokens[index + 1] if index + 1 < len(tokens) else token,
            )
            if before is not token and _goes_on(text, before, token):
                continue
            end = after.end if after is not token and _goes_on(text, token, after) else end
            end -= end - start > LEAST_READ and text[end - 1] == DATELINE
            name = text[start:end]
            if end - start > LEAST_READ and is_chinese_name(name) and _is_told_as_person(text, start, end):
                yield Mention(start, end, name, "Person", "tagger", TAGGED_SCORE)
            elif end - start >= LONG_NAME and name.endswith(list_words("no_landmark")) and not is_made_of_words(name):
                yield Mention(start, end, name, "Company", "tagger", TAGGED_SCORE)
            elif end - start > 1 and _is_place(name) and not _is_cut(text, start):
                yield Mention(start, end, name, "Place", "tagger", PLACE_SCORE)


def _find_other_half(text: str, tokens: Sequence[Token], index: int) -> int | None:
    """Return where a body begins that the tagger cut at the "and" between its two fields: 岚山大学社会/与/人口学院."""
    last = tokens[index]
    if (
        index < 1
        or text[last.start - 1] not in LIST_MARKS - {"、"}
        or not text.endswith(list_words("half_of_body"), last.start, last.end)
    ):
        return None
    place = index - 1 - (tokens[index - 1].end - tokens[index - 1].start == 1)
    if place > 0 and tokens[place].tag in FIELDS and tokens[place - 1].end == tokens[place].start:
        place -= 1
    if place < 0 or tokens[place].tag != "ORG" or not FIELD_GAP.fullmatch(text[tokens[place].end : last.start - 1]):
        return None
    first = tokens[place].start
    one, other = text[first : last.start - 1], text[last.start : last.end]
    bodies, names = list_words("organization_suffix", "company_suffix"), load_gazetteer().names
    opens = one.startswith("国家") or any(
        one[:length] in names or one[:length].endswith(bodies) for length in range(2, len(one))
    )
    whole = one.endswith(bodies) or one in names or any(other[:end] in names for end in range(2, len(other) + 1))
    return first if opens and not whole else None


def _is_told_as_person(text: str, start: int, end: int) -> bool:
    """Tell whether a word has the shape of a name and a word for a person beside it: 经济学家博萨沃, 陆月星委员."""
    name = text[start:end]
    if name in load_gazetteer().names:
        return False
    if len(name) > 2 and is_transliterated(name):
        return text.endswith(list_words("person_noun"), 0, start)
    said = text.startswith(list_words("person_verb"), end) and is_called(text, start)
    return (
        len(name) == SHORT_NAME
        and is_chinese_name(name)
        and (said or text.startswith(list_words("called_behind"), end))
    )


def _take_in(text: str, tokens: Sequence[Token], index: int, start: int, end: int) -> int:
    """Return the end of a name, one further where a verb that stands behind it everywhere is its last character.

    岚华医/为 is so cut where another verb follows: 岚华医为获得投资.
    """
    after = tokens[index + 1 : index + 3]
    if [text[token.start : token.end] for token in after[:1]] != [ENDS_NAME] or len(after) < 2 or after[0].start != end:
        return end
    name = text[start:end]
    whole = text.count(name) == text.count(name + ENDS_NAME) > 1 and after[1].tag in VERBS
    closed = name.endswith(list_words("company_suffix", "organization_suffix")) or is_listed_company(name)
    return end + 1 if whole and not closed else end


def _is_read_shorter(text: str, bodies: Counter[str], name: str) -> bool:
    """Tell whether the tagger mostly reads a short name without its last character: 润泰/实 (际控制人)."""
    if not LEAST_READ < len(name) <= LONG_NAME or name.endswith(list_words("company_suffix", "organization_suffix")):
        return False
    shorter = name[:-1]
    return bodies[shorter] > bodies[name] and text.count(shorter) > 2 * text.count(name)


def _is_place(name: str) -> bool:
    if not CHINESE_PLACE.fullmatch(name) or name in get_words("not_a_place") or is_common_word(name):
        return False
    if set(name) <= get_words("country_letter") or name.endswith(list_words("no_place")):
        return False
    letter = name[0] == "华" or name[0] in get_words("country_letter") or name[0] in get_words("province_letter")
    if letter and len(name) > 2 and is_frequent_word(name[1:]):
        return False  # 对/华/投资
    return len(name) <= SHORT_NAME or not is_made_of_words(name)


def _goes_on(text: str, token: Token, after: Token) -> bool:
    """Tell whether two words for places are one: 巴丹/吉林."""
    listed = after.tag == "LOC" and text[after.start : after.end] in load_gazetteer().names
    return listed and opens_place(text, token, after.start, after.end)


def _is_cut(text: str, start: int) -> bool:
    """Tell whether a place lacks the beginning of the kind it is one of: 非省/会地级市."""
    return text[start - 1 : start + 1] in get_words("city_kind")


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


def _is_body(text: str, tokens: Sequence[Token], index: int, start: int, end: int) -> bool:
    name = text[start:end]
    if tokens[index].margin >= SURE_OF_CITY and is_city_trade(name):
        return True
    if name in get_words("not_a_name") or name.isdigit() or not is_possible_body(name):
        return False
    if len(name) > 2 and (name.endswith(list_words("venue_suffix")) or is_local_body(name)):
        return False
    if name.isascii() and not name.endswith(LATIN_ENDS):
        return _is_called_body(text, tokens, index, end) or _is_bought(text, name)
    if len(name) > 2 and name.endswith(list_words("organization_suffix")):
        return not is_common_word(name)
    company = next(filter(name.endswith, list_words("company_suffix")), "")
    if company in get_words("company_trade") and text.startswith(list_words("after_trade"), end):
        return False
    if company in SURE_FORMS:
        return not is_common_word(name)
    if company or len(name) > SHORT_NAME:
        if not company and tokens[index].margin < (UNSURE if len(name) == LONG_NAME else UNSURE_LONG):
            return _is_called_body(text, tokens, index, end)
        plain = is_made_of_words(name) and not any(is_listed_company(name[:length]) for length in range(2, len(name)))
        return not plain or (not is_common_word(name) and _is_called_body(text, tokens, index, end))
    if is_common_word(name) or is_listed_company(name[:-1]):
        return False
    if _stands_as_body(text, tokens, index, name, end) or _is_bought(text, name):
        return True
    return tokens[index].end == end and _is_sure_of_short(text, tokens, index, name)


def _is_sure_of_short(text: str, tokens: Sequence[Token], index: int, name: str) -> bool:
    """Tell whether the tagger is so sure of two or three characters, listed nowhere, that they need no verb."""
    if name in load_gazetteer().names or text[tokens[index].start : tokens[index].end] != name:
        return False
    if len(name) == SHORT_NAME:
        return tokens[index].margin >= SURE_OF_THREE
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    goes_on = after is not None and after.start == tokens[index].end and after.tag in NOUNS
    return tokens[index].margin >= SURE_OF_TWO and not goes_on


def _is_called_body(text: str, tokens: Sequence[Token], index: int, end: int) -> bool:
    """Tell whether what stands around a word says that it is a body's name, for words that are names only then."""
    if text.startswith(list_words("after_body", "company_verb"), end) or _is_beside_body(text, tokens, index):
        return True
    start = tokens[index].start
    if text.endswith(list_words("stake_before", "relation_noun"), max(0, start - 8), start):
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


def _is_bought(text: str, name: str) -> bool:
    """Tell whether somebody buys what a short word names, anywhere in the document: it is a company (收购银隆)."""
    return any(f"{verb}{name}" in text for verb in BUYING)


def _stands_as_body(text: str, tokens: Sequence[Token], index: int, name: str, end: int) -> bool:
    """Tell whether a short word stands where the name of a body may: no noun goes on with it, and it acts."""
    if text.startswith(list_words("after_body"), end):
        return True
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    if _is_beside_body(text, tokens, index):
        return True
    if after is not None and after.start == end and after.tag in NOUNS:
        return False
    if len(name) == SHORT_NAME or text.startswith(list_words("company_verb"), end):
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
