"""Which names of companies and bodies of one document are one, where more than a form or a trade is left out.

白帝乳业 is 岚山白帝乳业 (its place), 近代研究所 is 诚壹大学近代研究所 (what it is a part of), 岚山国汇 is
岚山国汇投资有限公司 (what it opens), 爱登幼儿园 is 岚山市爱登天域幼儿园 (head and kind). In one document only.
"""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache

from kg.expressions import compile_re
from kg.linking.book import NameBook
from kg.linking.companies import LEGAL_WORD, LONGEST_PLACE, MIN_CORE, CompanyParts, split_company
from kg.linking.names import make_key
from kg.linking.objects import ABBREVIATED, ENDS_LONGER, OF_PLACE, PART_OF_BODY, LocalName
from kg.ontology.lexicon import load_lexicon

LEAST_OF_PLACE = 4  # characters of a name whose place may be left out
LEAST_NAMED = 6  # of a body's name that says which it is
LEAST_PART = 3  # of a part of a body
LEAST_OPENING = 3  # of a name that opens a registered one, where it has no place
MOST_INSERTED = 6  # of what stands between head and kind
REGISTERED = "有限公司"
LEAST_REGISTERED = 8  # characters of a registered name that says whose it is
PARTNERS = "(有限合伙)"
NATION = ("国家", "全国")  # before what a body is called
_PLACE = compile_re("[一-鿿]{2,4}?(?:省|市|县|区|镇|乡|自治州|自治县|新区)")
_TOWN = compile_re("[一-鿿]{2,4}?[省市县]")
_KIND = compile_re("省|市|自治区|县|区|镇|乡|州")


@dataclass(frozen=True, slots=True)
class _Name:
    """A key of a node and where it is first read; `parts` only of names that no row stands for."""

    node: str
    key: str
    place: int
    new: bool
    parts: CompanyParts | None


def find_bodies(names: Sequence[LocalName], keys: Mapping[str, str], book: NameBook) -> Iterator[tuple[str, str, str]]:
    """Yield the shorter name of each pair, the longer one, and why; `keys` are those of names no row stands for."""
    fulls = list(_list_names(names, keys, book))
    known = {full.key for full in fulls}
    for short in fulls:
        for full in fulls if short.new else ():
            longer = len(full.key) > len(short.key) and full.node != short.node
            if longer and (reason := _compare(short, full, known, book)):
                yield short.node, full.node, reason


def _list_names(names: Sequence[LocalName], keys: Mapping[str, str], book: NameBook) -> Iterator[_Name]:
    for name in names:
        if key := keys.get(name.node, ""):
            yield _Name(name.node, key, name.place, True, split_company(key, book.places))
        else:
            for key in sorted({make_key(surface) for surface, _ in name.surfaces}):
                yield _Name(name.node, key, name.place, False, None)


def _compare(short: _Name, full: _Name, known: Set[str], book: NameBook) -> str:
    if full.key.endswith(short.key):
        return _compare_ends(short, full, known, book)
    if full.new and short.key[:MIN_CORE] in full.key:
        return ABBREVIATED if _opens(short, full) or _has_head(short.key, full.key, book) else ""
    return ""


@cache
def _load_words(name: str) -> tuple[str, ...]:
    return load_lexicon().words(name)  # longest first


def _compare_ends(short: _Name, full: _Name, known: Set[str], book: NameBook) -> str:
    """Return why a name may be one that ends with it, from what stands before it there."""
    key, lead, before = short.key, full.key.removesuffix(short.key), full.place < short.place
    if key.endswith(REGISTERED) and len(key) >= LEAST_REGISTERED and len(lead) >= MIN_CORE:
        return ENDS_LONGER
    own = not key.startswith(_load_words("common_head"))
    told = own and (before or key.endswith(_load_words("named_kind")))
    if len(key) >= LEAST_OF_PLACE and told and (lead in NATION or is_place(lead, book)):
        return OF_PLACE
    if len(key) >= LEAST_NAMED and not key.startswith("第") and _opens_with_town(lead, book):
        return OF_PLACE
    part = before and len(key) >= LEAST_PART and key.endswith(_load_words("part_kind"))
    whole = lead in known or lead.endswith(_load_words("organization_suffix")) or book.find_rows("Organization", lead)
    return PART_OF_BODY if part and whole else ""


def _opens_with_town(lead: str, book: NameBook) -> bool:
    """Tell whether a known town opens a text: 岚山市东山坳."""
    town = _TOWN.match(lead)
    return town is not None and (town[0] in book.places or town[0][:-1] in book.places)


def is_place(lead: str, book: NameBook) -> bool:
    """Tell whether nothing but places stands in a text: 江苏金湖, 沈阳于洪区."""
    while lead:
        longest = min(len(lead), LONGEST_PLACE)
        length = next((length for length in range(longest, 1, -1) if lead[:length] in book.places), 0)
        match = _KIND.match(lead, length) if length else _PLACE.match(lead)
        length = match.end() if match else length
        if not length:
            return False
        lead = lead[length:]
    return True


def _opens(short: _Name, full: _Name) -> bool:
    """Tell whether a name opens a registered one that is read before: 岚山国汇, 岚山国汇投资有限公司."""
    one, other = short.parts, full.parts
    if one is None or other is None or one.public or full.place >= short.place:
        return False
    name, body = one.core + one.trade, other.core + other.trade
    least = MIN_CORE if one.place else LEAST_OPENING
    return (
        full.key.endswith((LEGAL_WORD, PARTNERS))
        and body.startswith(name)
        and len(body) > len(name) >= least
        and one.form <= other.form
        and one.place in ("", other.place)
        and not body.endswith(_load_words("sister_trade"))
    )


def _has_head(short: str, full: str, book: NameBook) -> bool:
    """Tell whether two names of bodies have one head and one kind, and more between them in the longer one."""
    kind = next((kind for kind in _load_words("named_kind") if short.endswith(kind)), "")
    head = short.removesuffix(kind)
    common = len(head) < MIN_CORE or head in book.places or head.startswith(_load_words("common_head"))
    if not kind or common or not full.endswith(kind) or head not in full:
        return False
    lead, _, rest = full.partition(head)
    inserted = rest.removesuffix(kind)
    return 0 < len(inserted) <= MOST_INSERTED and not is_place(inserted, book) and is_place(lead, book)
