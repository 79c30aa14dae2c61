"""Words in, companies out that only what stands around them tells: a stock's code, a round of financing, a purchase.

1. What begins a clause and runs up to a code in brackets is a stock's name: 东川创建(00113).
2. What begins a clause and completes a round of financing is a company, without the noun before it that says what kind
   of company it is: 零售企业十里团完成B轮融资.
   Quotation marks tell the name by themselves.
3. From whom shares are bought is a company, where it is no kind of people: 向诚壹世贸收购8%股份.
4. Who joins a round of financing is a company, where its name ends in a word for a fund: 由诚壹投资领投.

Names that a sure finder or the tagger ends there are left to those.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from kg.expressions import compile_re
from kg.mentions.bodies import is_generic_body, is_possible_body
from kg.mentions.lexical import alternate, get_words
from kg.mentions.personal_names import is_chinese_name
from kg.model import Mention, Token
from kg.ontology.gazetteer import load_gazetteer
from kg.text.dictionary import is_common_word, is_made_of_words

# 向京东世贸及宿迁涵邦收购8.3%股份
SELLERS = compile_re(
    r"(?<![定意方趋倾面导指投流])向(?P<one>[一-鿿]{4,8}?)(?:(?:、|及|和|以及)(?P<other>[一-鿿]{4,8}?))?(?:收购|购买|受让)(?=[^，。；]{0,12}(?:股|%))"
)
NO_SELLER = compile_re("[的其等在]|[者人方家户商]$|股东|债券|对象|市场|区域|地区")
CONTEXT_SCORE = 0.75
ROUND_SCORE = 0.85  # of who is funded: good enough to be found everywhere in the document
LENGTHS = range(2, 13)  # characters of such a name
LATIN_LENGTHS = range(2, 31)  # of one in Latin letters
QUOTE = r"(?:[（(][-+\d.,%]+[）)])?"  # a price that a site puts in: (9.50,0.12,1.28%)
CODE = compile_re(  # the codes of indices begin with 899
    QUOTE
    + r"[（(]\s*(?:(?:SH|SZ|HK|NASDAQ|NYSE|股票代码|证券代码|股份代号)[:：]?\s*)?"
    + r"(?:(?!899)\d{6}(?:\.(?:SZ|SH|OC|BJ))?|0\d{4}(?:[.-]HK)?|[A-Z]{1,5}\.(?:US|N|O))\s*[）)]"
)
BEGIN = compile_re(r"[，。；：、！？\s丨｜|︱│“”《》（）()\[\]【】]")
LATIN_GAP = compile_re(r"(?<=[A-Za-z]) (?=[A-Za-z])")  # Navigating Gamma
NEVER = {"w", "p", "c", "u", "r", "d", "TIME", "f"}  # tags that no such name holds
ROUND = compile_re(
    r"(?:近日|日前|今日|昨日|已|再|又|正式|顺利|成功|连续){0,2}(?:宣布|官宣)?(?:完成|获得|获投|获|斩获|拿到|拿下)了?"
    r"[^，。；！？\n]{0,24}?(?:[A-H轮使]\s?\+*轮|天使|Pre-|战略)[^，。；！？\n]{0,16}?(?:融资|投资)"
)
FUNDED = compile_re(rf"[“\"](?P<name>[^“”\"，。；\n]{{2,12}})[”\"](?:{ROUND.pattern})")


@cache
def _compile_funders() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of a list of those who join a round of financing, and of one of their names."""
    funders = compile_re(
        r"(?:[，：](?:其中)?(?:[老新原]?股东|由)?|[老新原]股东|由)(?P<list>[\w、]{4,60}?)"
        rf"(?:等(?:[^，。；]{{0,6}}))?(?:联合|独家|共同|继续|战略|超额)*(?:{alternate('joins_round')})"
    )
    return funders, compile_re(rf"[^\W\d_]{{2,8}}(?:{alternate('fund_suffix')})")


def find_companies_by_context(text: str, tokens: Sequence[Token], listed: Sequence[Mention]) -> Iterator[Mention]:
    """Yield companies by rules 1, 2 and 4, in text order of each; `listed` are the finds of the gazetteer."""
    known = {m.end for m in listed if m.type in {"Company", "Organization", "Brand"}}
    known |= {token.end for token in tokens if token.tag == "ORG"}
    by_end = {token.end: index for index, token in enumerate(tokens)}
    yield from _find_funded(text)
    yield from _find_funders(text)
    for pattern, score in ((CODE, CONTEXT_SCORE), (ROUND, ROUND_SCORE)):
        for match in pattern.finditer(text):
            end = len(text[: match.start()].rstrip())
            if end not in known and end in by_end:
                start = _find_start(text, tokens, by_end[end])
                start = _skip_kind(text, start, end) if start is not None and pattern is ROUND else start
                if start is not None and _may_be_name(text[start:end]):
                    yield Mention(start, end, text[start:end], "Company", "context", score)


def _find_funded(text: str) -> Iterator[Mention]:
    """Yield who completes a round of financing where the name stands in quotation marks: “星海图”近日完成B轮融资."""
    for match in FUNDED.finditer(text):
        if _may_be_name(match["name"]):
            yield Mention(*match.span("name"), match["name"], "Company", "context", ROUND_SCORE)


def _find_funders(text: str) -> Iterator[Mention]:
    """Yield who takes part in a round of financing, by the word for a fund that the name ends in: 由诚壹投资领投."""
    if not any(word in text for word in get_words("joins_round")):
        return
    funders, fund = _compile_funders()
    for match in funders.finditer(text):
        for item in re.finditer(r"[^、和与及]+", match["list"]):
            if fund.fullmatch(item[0]) and not is_generic_body(item[0]) and not is_made_of_words(item[0]):
                start = match.start("list") + item.start()
                yield Mention(start, start + len(item[0]), item[0], "Company", "context", ROUND_SCORE)


def find_sellers(text: str) -> Iterator[Mention]:
    """Yield companies by rule 3, in text order."""
    for match in SELLERS.finditer(text):
        for group in ("one", "other"):
            if match[group] and _may_be_seller(match[group]):
                yield Mention(match.start(group), match.end(group), match[group], "Company", "context", CONTEXT_SCORE)


def _may_be_seller(name: str) -> bool:
    """Tell whether what somebody buys from is a name: no kind of people, no country's market, no person."""
    if is_made_of_words(name) or is_chinese_name(name) or not is_possible_body(name) or NO_SELLER.search(name):
        return False
    gazetteer = load_gazetteer()
    for length in range(2, len(name)):
        types = {gazetteer.rows[row_id].type for row_id in gazetteer.names.get(name[:length], ())}
        if types and ("Country" in types or is_common_word(name[length:])):
            return False
    return True


def _find_start(text: str, tokens: Sequence[Token], last: int) -> int | None:
    """Return where the clause begins that ends with a token, if it may be a name and nothing else."""
    place = last
    while True:
        token = tokens[place]
        if token.tag in NEVER or tokens[last].end - token.start > LATIN_LENGTHS.stop:
            return None
        gap = LATIN_GAP.match(text, token.start - 1)
        if token.start == 0 or (BEGIN.match(text, token.start - 1) and not gap):
            return None if token.tag in {"v", "vd"} and place < last else token.start
        place -= 1
        if gap and tokens[place].start == token.start - 1:
            place -= 1  # the tagger's word for the space
        if place < 0 or tokens[place].end != token.start - bool(gap):
            return None


def _skip_kind(text: str, start: int, end: int) -> int:
    """Return where a name begins behind the noun for its kind (零售企业, 服务商)."""
    kinds = list(re.finditer(alternate("company_kind"), text[start:end]))
    ends = [kind.end() for kind in kinds if end - start - kind.end() >= LENGTHS.start]
    return start + ends[-1] if ends else start


def _may_be_name(name: str) -> bool:
    if (
        len(name) not in (LATIN_LENGTHS if name.isascii() else LENGTHS)
        or name in get_words("not_a_name")
        or is_generic_body(name)
    ):
        return False
    return is_possible_body(name) and not is_common_word(name) and not re.search(r"\d{2}|公司$|企业$", name)
