"""Bytes in, text out: UTF-8, GB18030, Big5 and UTF-16 are told apart by how Chinese the result reads.

charset-normalizer guesses well on long texts and badly on a headline; a headline is what decides here, so each encoding
that decodes without an error is scored by the share of everyday characters, and charset-normalizer is asked only when
none of them fits (a text in another script).
"""

import codecs
import re
from functools import cache

from kg.documents.script import HAN, make_simplified
from kg.errors import InputError
from kg.expressions import compile_re

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
CANDIDATES = ("gb18030", "big5", "cp950", "big5hkscs", "utf-16-le", "utf-16-be")
ACCEPTED = "UTF-8, GB18030, Big5 or UTF-16 text is accepted"
# The commonest characters of newspaper Chinese; a text in the wrong encoding has next to none of them.
EVERYDAY = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"
    "十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形"
    "相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展"
    "五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战"
    "先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白"
    "教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且"
    "究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值"
    "号率族维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严首底液官德"
    "购售股票亿财经营收净润亏损投融募银币美港元券业绩季度同比增长下降公告股东董事裁席创品牌战略市场企业网络智能手机汽车芯片"
)
CONTROL = compile_re(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
# Private use, surrogates, noncharacters, and scripts that only a wrong decoding puts beside Chinese.
# Compiled for the rare file that is not in UTF-8.
STRANGE = r"[\u0080-\u00a0\u0530-\u1cff\u2c00-\u2dff\ua000-\uabff\ud800-\uf8ff\ufff0-\uffff\U000e0000-\U0010ffff]"
META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{3,20})", re.I)
# What files that are no text begin with: PDF, ZIP and Office, PNG, GIF, JPEG, RTF, old Office, gzip, ELF, RIFF.
MAGIC = (
    b"%PDF",
    b"PK\x03\x04",
    b"\x89PNG",
    b"GIF8",
    b"\xff\xd8\xff",
    b"{\\rtf",
    b"\xd0\xcf\x11",
    b"\x1f\x8b",
    b"\x7fELF",
    b"RIFF",
)
SAMPLE = 20_000  # code points that are scored


@cache
def _everyday_score(char: str) -> float:
    if char in EVERYDAY:
        return 1.0
    simplified = make_simplified(char)
    if simplified in EVERYDAY:
        return 1.0
    try:
        lead = simplified.encode("gb2312")[0]
    except UnicodeEncodeError:
        return -1.0
    return 0.2 if lead < 0xD8 else -0.5  # GB 2312 level 1 (3,755 common characters) ends with row D7


def score_text(text: str) -> float:
    """Return how much a text reads like Chinese or plain Latin, from about -1 (noise) to 1."""
    sample = text[:SAMPLE]
    if not sample:
        return 0.0
    han = "".join(HAN.findall(sample))
    strange = len(re.findall(STRANGE, sample)) + len(CONTROL.findall(sample))
    plain = sum(1 for char in sample if char.isascii() and char.isprintable())
    total = sum(map(_everyday_score, han)) + 0.3 * plain - 3.0 * strange
    return total / max(1, len(han) + plain + strange)


def _decode_strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _guess_other(data: bytes) -> str | None:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:SAMPLE]).best()
    return _decode_strictly(data, best.encoding) if best else None


def decode_text(data: bytes, place: str) -> str:
    """Return the text of a file's bytes, without a byte order mark; carriage returns are kept.

    Raises:
        InputError: the bytes are empty or no text in an encoding kg knows; `place` is named in the message.
    """
    if not data or data.isspace():
        raise InputError(f"{place}: the file is empty; an article with text is needed")
    if data.startswith(MAGIC):
        raise InputError(f"{place}: not a text file; {ACCEPTED}")
    for bom, encoding in BOMS:
        if data.startswith(bom):
            text = _decode_strictly(data, encoding)
            if text is not None and text.strip():
                return text
            raise InputError(f"{place}: broken after its {encoding} byte order mark; {ACCEPTED}")
    text = _decode_strictly(data, "utf-8")
    if text is not None and not CONTROL.search(text):
        return text
    declared = META_CHARSET.search(data[:4096])
    names = (declared.group(1).decode("ascii"), *CANDIDATES) if declared and b"\0" not in data else CANDIDATES
    texts = [text for name in names if (text := _decode_strictly(data, name)) is not None]
    best = max(texts, key=score_text, default=None)
    if best is None or score_text(best) <= 0:
        best = _guess_other(data)
    if best is None or CONTROL.search(best) or score_text(best) <= 0:
        raise InputError(f"{place}: not a text file; {ACCEPTED}")
    return best
