"""What names of companies and organisations look like: their type, and which strings are common nouns instead.

A body is an `Organization` by its ending (…协会, …大学, …局); every other is a `Company`. A string that is only a
kind of body (大公司, 美国科技公司, 监管部门) names nothing.
"""

import re
from functools import cache

from kg.expressions import compile_re
from kg.mentions.lexical import alternate, get_words, list_words
from kg.ontology.gazetteer import load_gazetteer
from kg.ontology.metrics import load_metrics
from kg.text.dictionary import is_common_word, is_made_of_words

PLACES = {"Country", "Region", "City", "Place"}
GOVERNED = {"Country", "Region", "City"}
LONGEST_PLACE = 6  # characters
LONGEST_BUSINESS = 5  # characters of an everyday word for what a company does
ONE_OF_A_PLACE = ("银行", "集团", "总公司", "集团公司")  # 荷兰银行, 中国农业发展集团 are names
CITY_BODIES = ("政府", "大学", "学院", "医院", "法院", "检察院", "委员会", "管委会")  # a city has one: 岚山市政府
IMPOSSIBLE = compile_re(
    r"[，。！？；：、“”\n]|多国|各国|各地|当地|有关|相关|多家|[\d一两三四五几]家|\+|大涨|大跌|涨停|跌停|回封|涨超|跌超|^[A-Za-z]{1,2}$|^[\d.%]+|系(?:因|由|为|公司$)|[二两三四五六七八九十]公司$|[二两三四五六七八九十]大[一-鿿]*(?:集团|公司|银行|企业|机构)$|^[中后前原]公司$|[二两三四五六七八九十]省$|^[中美日韩俄欧英法德沙印澳]{2}(?:高委会|(?:经贸|贸易|关系|外交|双边)[^会]*$)|法$|条例$|办法$|国库现金管理"
)


def type_body(name: str) -> str:
    """Return the type of a body's name.

    >>> type_body("诚壹科技"), type_body("岚山大学"), type_body("岚山大学科技公司")
    ('Company', 'Organization', 'Company')
    """
    bare = re.sub(r"[（(][^（）()]*[）)]$", "", name)
    if bare.endswith(list_words("public_suffix")):
        return "Organization"
    if bare.endswith(list_words("legal_suffix")):
        return "Company"
    if bare.endswith(list_words("organization_suffix")) and not bare.endswith(list_words("company_suffix")):
        return "Organization"
    return "Organization" if bare.endswith(list_words("department_suffix")) else "Company"


@cache
def _compile_generic() -> re.Pattern[str]:
    stems, heads = alternate("generic_company_stem"), alternate("generic_company_head")
    return compile_re(f"(?:{stems})*(?:{heads})")


@cache
def _compile_local() -> re.Pattern[str]:
    """Return the pattern of what a city has many of: 上市公司, 分行."""
    attributes, heads = alternate("company_attribute"), alternate("generic_company_head")
    return compile_re(f"(?:{attributes})*(?:{heads})")


@cache
def _compile_field() -> re.Pattern[str]:
    """Return the pattern of trades and kinds of business alone (新能源汽车): no company is called so."""
    return compile_re(f"(?:{alternate('generic_company_stem', 'generic_company_head', 'company_trade')})+")


def is_kind_of_body(name: str) -> bool:
    """Tell whether a string only says what kind of body it is: 国有独资有限责任公司."""
    return _compile_generic().fullmatch(name) is not None


def is_generic_body(name: str) -> bool:
    """Tell whether a string is a common noun for a body rather than a name.

    A country before it changes nothing (美国科技公司); a city or province with a trade makes a name (广西投资集团).

    >>> [is_generic_body(name) for name in ("大公司", "美国科技公司", "广西投资集团", "上海公司")]
    [True, True, False, True]
    """
    if _compile_generic().fullmatch(name) or _compile_field().fullmatch(name) or _is_described(name):
        return True
    gazetteer = load_gazetteer()
    for length in range(2, min(LONGEST_PLACE, len(name))):
        types = {gazetteer.rows[row_id].type for row_id in gazetteer.names.get(name[:length], ())}
        rest = name[length:]
        if types & {"Region", "City"} and "Country" not in types and rest.endswith(CITY_BODIES):
            return False  # 岚山市政府, 岚山科技大学: a city has one
        unlike = ONE_OF_A_PLACE if "Country" in types else (*ONE_OF_A_PLACE, "公司")
        if types & GOVERNED and not rest.endswith(unlike) and _compile_field().fullmatch(rest):
            return True
        own = {"集团", *CITY_BODIES} if "Country" in types else {"集团", "银行", *CITY_BODIES}
        if "Country" in types and name[:length] != "中国" and _is_plain_company(rest):
            return True
        if types & PLACES and rest not in own and _compile_local().fullmatch(rest):
            return True  # 意大利银行 are the banks there; those that bear a country's name are listed
    return False


def is_city_trade(name: str) -> bool:
    """Tell whether a string is a city or province with a trade: a company's name, or a line of business there."""
    gazetteer = load_gazetteer()
    for length in range(2, min(LONGEST_PLACE, len(name))):
        types = {gazetteer.rows[row_id].type for row_id in gazetteer.names.get(name[:length], ())}
        if types & {"Region", "City"} and "Country" not in types and name[length:] in get_words("company_trade"):
            return True
    return False


def _is_plain_company(name: str) -> bool:
    """Tell whether a string is a word or two for its business and 公司 or the like: 政治咨询公司, 高科技公司."""
    head = re.search("(?:公司|企业|厂商|银行)$", name)
    return head is not None and 2 <= head.start() <= LONGEST_BUSINESS and is_made_of_words(name[: head.start()])


def _is_described(name: str) -> bool:
    """Tell whether a string ends in a kind of company with everyday words before it: 动力电池独角兽公司, 造车公司."""
    head = _compile_described().search(name)
    return head is not None and (head.start() == 0 or is_made_of_words(name[: head.start()]))


@cache
def _compile_described() -> re.Pattern[str]:
    attributes = "|".join(sorted(word for word in get_words("company_attribute") if len(word) > 1))
    return compile_re(f"(?:{attributes})(?:{alternate('generic_company_head')})$")


def is_possible_body(name: str) -> bool:
    """Tell whether a tagger's organisation can be one: no list, no clause, no figure, no common noun."""
    return not (IMPOSSIBLE.search(name) or is_generic_body(name) or is_cut_body(name) or _names_figure(name))


def is_cut_body(name: str) -> bool:
    """Tell whether a string is a kind of body behind the end of another word: 任/市自然资源局, 业/集团."""
    if (
        name[0].isascii()
        or name[0] in get_words("country_letter")
        or name[:2] in load_gazetteer().names
        or is_common_word(name[:2])
    ):
        return False
    return name[1:2] == "市" or (len(name) > 2 and is_kind_of_body(name[1:]))


def is_local_body(name: str) -> bool:
    """Tell whether a body's name leaves out whose it is: 市公安局, 区政协, 人民法院."""
    return name.startswith(list_words("local_prefix")) or name in get_words("organization_suffix")


def _names_figure(name: str) -> bool:
    """Tell whether a string is a word for a figure (注册资本金) that a tagger took for a body."""
    return any(end - start > 2 and end - start >= len(name) - 1 for start, end, _ in load_metrics().find(name))
