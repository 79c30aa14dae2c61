"""A numeral as written, in Arabic or Chinese or both, in; its exact Decimal out: 1.32亿 → 132000000.

cn2an, the library for Chinese numerals, works in floats and knows no 多, 余, 几 or 四百五, so the grammar is our own;
tests hold it against cn2an on whole numbers.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from kg.errors import InputError
from kg.expressions import compile_re
from kg.model import Comparator

DIGITS = {char: value for value, chars in enumerate(
    ("零〇", "一壹", "二贰两", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")) for char in chars}  # fmt: skip
SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
BIG = {"兆": 10**12, "亿": 10**8, "万": 10**4}  # 兆 is 10^12 in money and counts
MAGNITUDES = "".join((*SMALL, *BIG))
CHINESE = "".join(DIGITS) + MAGNITUDES

# One character for one, so that offsets stay: full width to half width, Traditional and financial forms to Simplified.
FOLD = str.maketrans(
    "０１２３４５６７８９．％＋－＄￡￥／～萬億貳參陸兩點負幾餘個個倆",
    "0123456789.%+-$£¥/~万亿贰叁陆两点负几余个个两",
)
FULL_WIDTH_COMMA = compile_re(r"(?<=[０-９])，(?=[０-９]{3}(?![０-９]))")
NEEDS_FOLD = compile_re(r"[０-９．％＋－＄￡￥／～萬億貳參陸兩點負幾餘個倆]")

ARABIC = r"(?:\d{1,3}(?:,\d{3})+(?![\d,])|\d+)(?:\.\d+)?"
_DIGIT, _MAG = f"[{''.join(DIGITS)}]", f"[{MAGNITUDES}]"
_NOT_A_UNIT = r"(?!兆[瓦赫字比帕欧焦]|千[瓦克米卡焦])"  # in 300兆瓦 and 百万千瓦 the 兆 and 千 belong to the unit
_NOT_TENTHS = r"(?!(?<=[十拾])[百千佰仟])"  # 百分之七十百分位: no numeral says 十百
_MAGS = rf"(?:{_NOT_A_UNIT}{_MAG})+"
# 7万5千4百, 3亿5000万, 1千零20, 400多亿: digits with magnitudes, then more of the same
ARABIC_NUMERAL = (
    rf"{ARABIC}(?:\s?[多余几来]?{_MAGS}(?:零?\d+(?:\.\d+)?{_MAGS})*(?:零\d{{1,3}}(?![\d.])|\d{{3,4}}(?![\d.,%年]))?)?"
)
# 四百五十, 三点五亿, 十几, 二十几万, 数十亿, 几千; a lone 百, 千, 万 is left to the caller
_CHINESE_WHOLE = rf"(?:[数几](?={_MAG}))?(?:{_NOT_A_UNIT}{_NOT_TENTHS}[{CHINESE}])+"
CHINESE_NUMERAL = rf"{_CHINESE_WHOLE}(?:点{_DIGIT}+(?:{_MAGS})?)?(?:[几多余来]{_MAGS})?"
NUMERAL = rf"(?:{ARABIC_NUMERAL}|{CHINESE_NUMERAL})"
_NEIGHBOURS = compile_re(rf"(?P<head>十?)(?P<low>{_DIGIT})(?P<high>{_DIGIT})(?P<tail>{_MAG}*)")
_FRACTION = compile_re(r"(?:(?P<whole>.+)又)?(?P<below>.+)分之(?P<above>.+)")
_STROKE = compile_re(r"(?:(?P<whole>\d+) )?(?P<above>\d+)/(?P<below>\d+)")
_POINT = compile_re(rf"(?P<whole>.*)点(?P<rest>{_DIGIT}+)(?P<magnitude>{_MAG}*)")
_PIECE = compile_re(rf"零*(?P<count>{ARABIC}|\.\d+|{_DIGIT}*)(?P<unit>[{''.join(SMALL)}]?)")
_INNER_VAGUE = compile_re(rf"(?<=[{CHINESE}\d])\s?[多余几来](?={_MAG}|$)|[数几]")


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number read from text, with how vague its own words are (十几 → 10, over)."""

    number: Decimal
    comparator: Comparator = "exactly"


def fold_numerals(text: str) -> str:
    """Return `text` with numerals narrowed and simplified, one character for one, so that offsets stay the same."""
    if NEEDS_FOLD.search(text) is None:
        return text
    return FULL_WIDTH_COMMA.sub(",", text).translate(FOLD)


def parse_number(text: str) -> Decimal:
    """Return the number that `text` writes: 负三点五, 1,234.5, 3亿5000万, 四百五, 一百分之三, 1 3/5, 十打, 40k.

    >>> parse_number("1.32亿"), parse_number("两千四百五"), parse_number("负三分之一") == Decimal(-1) / 3
    (Decimal('132000000'), Decimal('2450'), True)

    Raises:
        InputError: the text is no numeral.
    """
    return read_numeral(text).number


def read_numeral(text: str) -> Numeral:
    """Return the number that `text` writes and its own vagueness: 400多亿 → 40000000000, over.

    Raises:
        InputError: the text is no numeral.
    """
    plain = fold_numerals(text).strip()
    words = plain if "/" in plain else re.sub(r"\s+", "", plain)
    comparator: Comparator = "exactly"
    vague = _INNER_VAGUE.search(words)
    if vague:
        comparator = "about" if "来" in vague[0] else "over"
        words = _INNER_VAGUE.sub("", words)
    try:
        return Numeral(tidy(_parse_signed(words)), comparator)
    except (ArithmeticError, ValueError, KeyError) as error:
        raise InputError(f"{text!r} is no number; write one like 1.32亿, 三百五十 or 65,168,803") from error


def read_neighbours(words: str) -> tuple[Decimal, Decimal] | None:
    """Return what two neighbouring digits span: 两三 is 2 to 3, 七八十 70 to 80, 十五六 15 to 16; else None."""
    pair = _NEIGHBOURS.fullmatch(words)
    if pair is None or not 0 < DIGITS[pair["high"]] - DIGITS[pair["low"]] <= 2 or DIGITS[pair["low"]] == 0:
        return None
    low, high = (parse_number(pair["head"] + pair[name] + pair["tail"]) for name in ("low", "high"))
    return low, high


def tidy(number: Decimal) -> Decimal:
    """Return the same number without trailing zeros or exponent, so that equal amounts print alike."""
    if number == number.to_integral_value():
        return number.quantize(Decimal(1)) if abs(number) < 10**27 else number
    return number.normalize()


def _parse_signed(words: str) -> Decimal:
    sign = -1 if words[:1] in "-负−" and words else 1
    words = words.lstrip("-负−+正")
    if words.endswith("打"):
        return sign * 12 * _parse_unsigned(words[:-1])
    if words[-1:] in ("k", "K"):
        return sign * 1000 * _parse_unsigned(words[:-1])
    return sign * _parse_unsigned(words)


def _parse_unsigned(words: str) -> Decimal:
    if words == "半百":
        return Decimal(50)
    fraction = _FRACTION.fullmatch(words) if "分之" in words else _STROKE.fullmatch(words)
    if fraction:
        whole = _parse_signed(fraction["whole"]) if fraction["whole"] else Decimal(0)
        return whole + _parse_signed(fraction["above"]) / _parse_signed(fraction["below"])
    point = _POINT.fullmatch(words)
    if point:
        digits = "".join(str(DIGITS[char]) for char in point["rest"])
        number = _parse_whole(point["whole"]) + Decimal(f"0.{digits}")
        for char in point["magnitude"]:
            number *= SMALL.get(char) or BIG[char]
        return number
    return _parse_whole(words)


def _parse_whole(words: str) -> Decimal:
    """Parse digits with magnitudes: split at the last of the largest of 兆, 亿, 万; what is before multiplies it."""
    for char, size in BIG.items():
        cut = words.rfind(char)
        if cut < 0:
            continue
        before, after = words[:cut], words[cut + 1 :]
        number = (_parse_whole(before) if before else Decimal(1)) * size
        if len(after) == 1 and after in DIGITS:
            return number + DIGITS[after] * (size // 10)  # 一万三 is 13000
        return number + (_parse_whole(after) if after else 0)
    return _parse_section(words)


def _parse_section(words: str) -> Decimal:
    """Parse what stands below 万: 四百五十, 四百五 (450), 5千4百, 4,565, 二零一八."""
    total, unit, at = Decimal(0), 10, 0
    if not words:
        raise ValueError("no digits")
    while at < len(words):
        piece = _PIECE.match(words, at)
        if piece is None or piece.end() == at or (at and piece["count"].startswith(".")):
            raise ValueError(words)
        count, name = piece["count"], piece["unit"]
        if name:
            unit = SMALL[name]
            total += (_parse_digits(count) if count else 1) * unit
        elif count:
            bare = total > 0 and len(count) == 1 and count in DIGITS and words[at] not in "零〇"
            total += _parse_digits(count) * (unit // 10 if bare else 1)
        at = piece.end()
    return total


def _parse_digits(digits: str) -> Decimal:
    if digits[0] in DIGITS:
        return Decimal("".join(str(DIGITS[char]) for char in digits))
    return Decimal(digits.replace(",", ""))
