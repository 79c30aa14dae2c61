"""Company names taken apart: place + core + trade + group and legal form, and which names may be short for which.

深圳市诚壹科技有限公司 = 深圳 + 诚壹 + 科技 + 有限公司, so 诚壹科技 and 诚壹 may be short for it. The parts are data
(ontology/lexicon/short_names.toml, places of the gazetteer); what cannot be taken apart safely stays whole.
"""

from collections.abc import Iterator, Set
from dataclasses import dataclass
from functools import cache

from kg.expressions import compile_re
from kg.ontology.lexicon import load_lexicon

MIN_CORE = 2  # characters; one Chinese character is no name
LONGEST_PLACE = 6  # characters, 黑龙江 and 石家庄市 among them
LEGAL_WORD = "公司"
LIMITED = "有限"  # goes without saying
SHARES, REGISTERED = "股份有限公司", "有限公司"
GROUP_WORDS = frozenset({"集团", "控股"})
_BRACKETED_FORM = compile_re(r"\((集团|控股|股份)\)")
_PARTNERS = compile_re(r"\((?:有限|普通|特殊普通)合伙\)")
_BRACKETED = compile_re(r"\(([^()]*)\)")
HOME = "(中国)"
_IN_CHINA = compile_re(r"(.+?)(?:银行)?\(中国\)(?:投资|控股)?")  # 诚壹(中国)投资有限公司, 渣打银行(中国)有限公司
_PLACE_TAIL = compile_re(r"省|市|自治区|县|区")
_UNLISTED_PLACE = compile_re(r"[一-鿿]{2,3}?(?:省|市|县)")
_TOWN = compile_re(r"[一-鿿]{2,3}?(?:镇|乡|街道)")
_FORM_WORD = compile_re(r"集团|控股|股份|有限|公司")


@dataclass(frozen=True, slots=True)
class CompanyParts:
    """The parts of a company's key; each may be empty but `core`. `form` holds the words of group and legal form,
    `kind` says what kind of place it gives: 吉林省统计局 is not 吉林市统计局.

    `public` says that it is no company but a body such as 民政局, whose place may be left out.
    """

    place: str
    core: str
    trade: str
    form: frozenset[str]
    public: bool = False
    kind: str = ""


@cache
def _load_endings(name: str) -> tuple[str, ...]:
    return load_lexicon().words(name)  # longest first


@cache
def _load_forms() -> tuple[tuple[str, str], ...]:
    """Return (trade written out, short form), as names of companies end."""
    pairs = [form.split("=") for form in load_lexicon().words("company_forms")]
    return tuple((full, short) for full, short in pairs)


def _shorten(core: str) -> str:
    """Return a name with its trade in one form: 诚壹资产管理 and 诚壹资管 are 诚壹资产."""
    return next((core.removesuffix(full) + short for full, short in _load_forms() if core.endswith(full)), core)


def strip_ending(key: str, name: str) -> str:
    """Return the key without its longest ending of a lexicon class, or whole where too little would be left."""
    endings = _load_endings(name)
    if key.endswith(endings):
        length = next(len(word) for word in endings if key.endswith(word))
        if len(key) - length >= MIN_CORE:
            return key[:-length]
    return key


def _strip_all(key: str, name: str) -> str:
    while (shorter := strip_ending(key, name)) != key:
        key = shorter
    return key


def find_shorter_forms(key: str) -> Iterator[str]:
    """Yield a name with ever more of its group and legal form left out; a last 集团 stays.

    >>> list(find_shorter_forms("岚山集团控股有限公司")), list(find_shorter_forms("岚山股份有限公司"))
    (['岚山集团控股', '岚山集团'], ['岚山股份', '岚山'])
    """
    key = _BRACKETED_FORM.sub(r"\1", key)
    if key.endswith(SHARES):
        yield key.removesuffix(REGISTERED)
    shorter = strip_ending(key, "legal_form")
    if shorter != key:
        yield shorter
    yield from (shorter.removesuffix(full) + short for full, short in _load_forms() if shorter.endswith(full))
    if match := _IN_CHINA.fullmatch(shorter):
        yield match[1] + HOME
    for word in ("控股", "股份"):
        if shorter.endswith(word) and shorter[: -len(word)].endswith("集团"):
            shorter = shorter[: -len(word)]
            yield shorter


def split_company(key: str, places: Set[str]) -> CompanyParts | None:
    """Return the parts of a company's key, or None where the name is a part of another company (…北京分公司).

    `places` are the keys of known places; what stands in brackets (诚壹科技（深圳）有限公司) is taken for a place.

    >>> split_company("深圳市诚壹科技公司", {"深圳"})
    CompanyParts(place='深圳', core='诚壹', trade='科技', form=frozenset({'公司'}), public=False, kind='市')
    """
    if key.endswith(_load_endings("part_form")):
        return None
    key = _PARTNERS.sub("", _BRACKETED_FORM.sub(r"\1", key))
    bare = _BRACKETED.sub("", key)
    inner = next(iter(_BRACKETED.findall(key)), "")
    name = strip_ending(bare, "legal_form")
    registered = name != bare
    name = _strip_all(name, "group_form")
    place, kind, core = _split_place(name, places, registered=registered)
    if len(core) < MIN_CORE:
        return None
    core = _shorten(core)
    trimmed = _strip_all(core, "light_trade")
    form = frozenset(_FORM_WORD.findall(bare[len(name) :]))
    public = key.endswith(_load_endings("organization_suffix"))
    return CompanyParts(_PLACE_TAIL.sub("", inner) or place, trimmed, core[len(trimmed) :], form, public, kind)


def _split_place(name: str, places: Set[str], *, registered: bool) -> tuple[str, str, str]:
    """Return (place, its kind, rest); a place is cut only before a name, an unlisted one only from a registered one."""
    trades = _load_endings("light_trade")
    for length in range(min(LONGEST_PLACE, len(name) - MIN_CORE), 1, -1):
        if name[:length] in places:
            place, rest = name[:length], name[length:]
            kind = _PLACE_TAIL.search(place)
            if kind is None and (kind := _PLACE_TAIL.match(rest)):
                rest = rest[1:]
            rest = _skip_town(rest) if registered and kind else rest
            if len(rest) >= MIN_CORE and rest not in trades:
                return _PLACE_TAIL.sub("", place) or place, kind[0] if kind else "", rest
    match = _UNLISTED_PLACE.match(name) if registered else None
    if match and len(name) - match.end() >= MIN_CORE:
        return _PLACE_TAIL.sub("", match[0]), match[0][-1], _skip_town(name[match.end() :])
    return "", "", name


def _skip_town(name: str) -> str:
    """Return a name without the town of the city that stands before it: 中堂镇/双鹭纸业."""
    town = _TOWN.match(name)
    return name[town.end() :] if town and len(name) - town.end() >= MIN_CORE else name


def is_short_for(short: CompanyParts, full: CompanyParts) -> bool:
    """Tell whether one company name is another with parts left out, or the same but for 市 or 公司 (both ways then).

    A place is only left out of registered names: 苏州岚山 may be a subsidiary of 岚山.
    """
    return (
        short.core == full.core
        and _may_be_one_place(short, full)
        and (short.place == full.place or (short.place == "" and (full.public or LEGAL_WORD in full.form)))
        and short.trade in ("", full.trade)
        and short.form - {LIMITED} <= full.form
    )


def is_group_of_place(short: CompanyParts, full: CompanyParts) -> bool:
    """Tell whether a bare name takes up a group's with its place, which stood before it: 香港岚电集团 … 岚电."""
    bare = not (short.place or short.trade or short.form or full.trade)
    return bare and short.core == full.core and "集团" in full.form and not full.public


def is_same_but_form(short: CompanyParts, full: CompanyParts) -> bool:
    """Tell whether only the legal form differs, so that both name one company whichever article uses them.

    岚山控股 and 岚山控股集团有限公司 do; 岚山 and 岚山集团 only where one article uses both.
    """
    same_name = (short.place, short.core, short.trade) == (full.place, full.core, full.trade)
    same_group = bool(short.form & GROUP_WORDS) == bool(full.form & GROUP_WORDS)
    return same_name and same_group and short.form <= full.form and _may_be_one_place(short, full)


def _may_be_one_place(one: CompanyParts, other: CompanyParts) -> bool:
    """Tell whether the kinds of place that two names give agree, or one gives none."""
    return one.kind == other.kind or "" in (one.kind, other.kind)


def is_abbreviation(short: CompanyParts, full: CompanyParts) -> bool:
    """Tell whether a name takes up a registered one by its beginning, or by beginning and end.

    希康公司 for 希康银杏发展有限公司, 众益传媒 for 众益文化传媒股份有限公司. Only within one article, and without 公司
    only by four characters: 阳光城 is not 阳光城物业管理有限公司.
    """
    name, body = short.core + short.trade, full.core + full.trade
    if "有限" not in full.form or short.place not in ("", full.place) or name == body:
        return False
    if short.form == {LEGAL_WORD}:
        return body.startswith(name)
    if full.form & GROUP_WORDS:
        return False
    ends = len(name) == 2 * MIN_CORE and body.startswith(name[:MIN_CORE]) and body.endswith(name[MIN_CORE:])
    return ends and not short.form
