"""Words in, companies out that the tagger cut or missed, told by the trade they end in and by a stock's status.

1. A name and a trade that stand side by side are one name: 中汇/医药, 渤海/信托, 政泉/控股. The name is the tagger's
   body; a place that is no country, city or province (济南/地产 is a market); a person or a new word only before a
   trade that nobody has as a trait (实业). Trades that are verbs too (投资, 控股) must not have an object behind
   them.
2. A new word behind a city or province, where shares of it are dealt in, is a company's arm or a company of the place:
   受让廊坊嘉轩30%的股权.
3. What stands behind ST or *ST is a stock's short name: *ST昌河.
"""

from collections.abc import Iterator, Sequence

from kg.expressions import compile_re
from kg.mentions.bodies import PLACES, is_generic_body, is_possible_body
from kg.mentions.lexical import get_words, list_words
from kg.mentions.splitting import split_bodies
from kg.model import Mention, Token
from kg.ontology.gazetteer import Gazetteer, load_gazetteer
from kg.text.dictionary import is_common_word, is_frequent_word, is_known_word, is_made_of_words

SHAPE_SCORE = 0.8
STATUS = compile_re(r"(?<![A-Za-z*])(?:S?\*?ST|NST)(?=[一-鿿])(?!股|板|类|公司|制度)")
FUNCTION = {"c", "p", "u", "d", "w", "r"}  # tags of what no name begins with: ST以及
STOCK_NAME = range(2, 5)  # characters of a stock's short name without its status
CHINESE = compile_re("[一-鿿]+")
ARM_NAME = range(2, 4)  # characters of a new name behind a place
SHARE = compile_re(r"(?:的)?(?:全部|百分之[一二三四五六七八九十]+|[\d.]{1,6}%)的?(?:股权|股份|出资)?")
HOLDING = compile_re(
    r"(?:持有?|持有的|所持|收购|增持|减持|转让|受让|认购|购买|出售|买入|卖出|质押|发行|的|回购|抛售|套现|配售)$"
)
FREE_AFTER = {"p", "d", "v", "c", "w", "vd", "TIME"}  # tags behind a trade that is a verb too: it has no object
NOUNS = {"n", "vn", "nz", "ORG", "LOC"}
PASSIVE = compile_re(r"[获由被受][一-鿿]?$")  # 获软银投资: somebody invested
WORDS = {"n", "nz", "nr", "q", "s", "f", "j", "xc"}


def find_traders(text: str, tokens: Sequence[Token]) -> Iterator[Mention]:
    """Yield companies by rule 1, in text order."""
    trades = get_words("company_trade")
    for index in range(1, len(tokens)):
        token, name = tokens[index], tokens[index - 1]
        if token.tag[0] not in "nvas" or name.end != token.start:
            continue
        trade = text[token.start : token.end]
        if trade not in trades or not _may_follow(text, tokens, index, trade):
            continue
        parts = list(split_bodies(text, name.start, name.end))
        if not parts or parts[-1][1] != name.end:
            continue
        start = parts[-1][0]
        word, whole = text[start : name.end], text[start : token.end]
        if CHINESE.fullmatch(word) and _names_trader(text, name, word, trade) and is_possible_body(whole):
            yield Mention(start, token.end, whole, "Company", "trade", SHAPE_SCORE)


def _may_follow(text: str, tokens: Sequence[Token], index: int, trade: str) -> bool:
    """Tell whether a trade ends a name here: no verb, and nothing behind it that makes a line of business of it."""
    end = tokens[index].end
    after = tokens[index + 1] if index + 1 < len(tokens) and tokens[index + 1].start == end else None
    if text.startswith(list_words("after_trade"), end):
        return False
    if after is not None and after.tag in NOUNS and not text.startswith(list_words("after_body"), end):
        return False
    if trade not in get_words("trade_verb"):
        return True
    if PASSIVE.search(text, 0, tokens[index - 1].start):
        return False
    return after is None or (after.tag in FREE_AFTER and text[after.start : after.end] not in ("了", "“", "《"))


def _names_trader(text: str, token: Token, word: str, trade: str) -> bool:
    gazetteer = load_gazetteer()
    types = {gazetteer.rows[row_id].type for row_id in gazetteer.names.get(word, ())}
    generic = any(gazetteer.rows[row_id].generic for row_id in gazetteer.names.get(word, ()))
    plain = is_generic_body(word) or word in get_words("not_a_name") or (len(word) > 3 and is_made_of_words(word))
    if generic or plain or types & {"Country", "Person"}:
        return False
    if word.endswith(list_words("group_form", "company_suffix", "organization_suffix")) or "Organization" in types:
        return False
    if set(word) <= get_words("country_letter"):
        return False
    if "Company" in types and trade in get_words("trade_verb") and is_frequent_word(word):
        return False  # 平安建设, 大众投资
    if (
        is_common_word(word)
        and "Company" not in types
        and not (token.tag == "ORG" and trade in get_words("sure_trade"))
    ):
        return False
    held = HOLDING.search(text, max(0, token.start - 4), token.start)
    if trade == "股份" and (held or is_common_word(word) or "Company" in types or token.tag == "PER"):
        return False
    if types & PLACES:
        return trade in get_words("sure_trade")
    if token.tag == "ORG":
        return "Company" not in types or trade not in get_words("trade_trait")
    if token.tag == "LOC":
        return (
            trade not in get_words("trade_verb")
            and trade not in get_words("place_trade")
            and not word.endswith(list_words("place_suffix"))
        )
    if trade in get_words("trade_verb"):
        return False
    if token.tag != "PER" and (token.tag not in WORDS or len(word) != 2 or is_known_word(word)):
        return False
    return trade in get_words("sure_trade")


def find_arms(text: str, tokens: Sequence[Token]) -> Iterator[Mention]:
    """Yield companies by rule 2, in text order."""
    gazetteer = load_gazetteer()
    for index, token in enumerate(tokens):
        if token.tag not in ("LOC", "ORG"):
            continue
        word = text[token.start : token.end]
        length = next((n for n in (3, 2) if _is_province(gazetteer, word[:n])), 0)
        if not length:
            continue
        place = token.start + length
        end = token.end if token.end > place else _end_new_word(tokens, index + 1, place)
        name = text[place:end]
        if (
            len(name) in ARM_NAME
            and CHINESE.fullmatch(name)
            and _is_new_name(name)
            and _has_stake(text, token.start, end)
        ):
            yield Mention(token.start, end, text[token.start : end], "Company", "arm", SHAPE_SCORE)


def _is_province(gazetteer: Gazetteer, word: str) -> bool:
    return any(gazetteer.rows[row_id].type in ("City", "Region") for row_id in gazetteer.names.get(word, ()))


def _end_new_word(tokens: Sequence[Token], index: int, place: int) -> int:
    """Return the end of the one or two words from `place` on that may be a new name."""
    end = place
    for token in tokens[index : index + 2]:
        if token.start != end or token.end - place > max(ARM_NAME):
            break
        end = token.end
        if end - place in ARM_NAME:
            break
    return end


def _is_new_name(name: str) -> bool:
    if is_known_word(name) or any(is_common_word(name[start : start + 2]) for start in range(len(name) - 1)):
        return False
    return not name.endswith(list_words("place_suffix", "no_place"))


def _has_stake(text: str, start: int, end: int) -> bool:
    """Tell whether shares are dealt in before a name and a share of it or its body named behind."""
    after = text.startswith(list_words("stake_after"), end) or SHARE.match(text, end)
    before = text.endswith(list_words("stake_before"), max(0, start - 4), start)
    return bool(after and (before or SHARE.match(text, end) or text.startswith("公告", end)))


def find_stocks(text: str, tokens: Sequence[Token]) -> Iterator[Mention]:
    """Yield companies by rule 3, without the status: 昌河 in *ST昌河."""
    if "ST" not in text:
        return
    ends, tags = {token.end for token in tokens}, {token.start: token.tag for token in tokens}
    for status in STATUS.finditer(text):
        start = status.end()
        end = next((start + n for n in STOCK_NAME if start + n in ends), None)
        if end is None or tags.get(start) in FUNCTION or (end - start > 2 and is_made_of_words(text[start:end])):
            continue
        if CHINESE.fullmatch(text, start, end):
            yield Mention(start, end, text[start:end], "Company", "stock", SHAPE_SCORE + 0.05)
