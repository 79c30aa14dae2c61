"""Which names of one document name one thing: what the text defines, and what names allow to be left out.

A tie goes from the name that says less to the one that says more; where two full names could own a short one, there is
a refusal instead. Gazetteer rows take little by themselves: 比亚迪汽车 is 比亚迪 only if its row or the text says so.
"""

from collections.abc import Iterator, Mapping, Sequence, Set

from kg.chinese import has_chinese
from kg.expressions import compile_re
from kg.linking.bodies import find_bodies
from kg.linking.book import NameBook
from kg.linking.companies import (
    MIN_CORE,
    CompanyParts,
    is_abbreviation,
    is_group_of_place,
    is_short_for,
    split_company,
    strip_ending,
)
from kg.linking.names import get_family, get_rank, make_key, split_id
from kg.linking.objects import (
    ABBREVIATED,
    ENDS_CLUB,
    ENDS_LONGER,
    OF_PLACE,
    OPENS_NAME,
    PART_OF_NAME,
    SAME_BUT_KIND,
    SHARED_SHORT,
    SHORTENED,
    LocalName,
    Refusal,
    Tie,
)
from kg.linking.offices import make_office_key

KIND_ENDINGS = {
    "Place": "place_kind", "Segment": "segment_kind", "Strategy": "strategy_kind", "Technology": "technology_kind"
}  # fmt: skip
BARE_ONLY = ("Place", "Technology")  # families whose kinds tell things apart (产业技术, 产业架构) unless one has none
NATURAL = "湖江河山海岛"  # ends the name of a landscape, whose 区 is another place (鄱阳湖, 鄱阳湖区)
SETTLED = "河山岛"  # of these, what towns and districts are called after too
RELATIVE = "省市县区州镇乡"  # opens the name of a body whose place the article gave before
DISTRICTS = "区县市旗"  # kinds of place with a court of their own
LOCAL_OFFICES = ("法院", "检察院", "公安局", "派出所")
LONGEST_TOWN = 4  # characters
OF_EVERY_PLACE = ("局", "厅", "人大常委会")  # end what every place has, so that the article's place goes without saying
MOST_OPENED = 5  # listed companies whose names two characters open
OPENING = 2  # characters by which a company of as many more is called: 嘉岚 for 嘉岚醋业
MIN_END = 4  # characters of a name that may stand for a longer one it ends
_CLUB = compile_re("(?<=..)(?:足球|篮球|排球|乒乓球|女足|男篮|女排)?俱乐部(?:(?:股份)?有限(?:责任)?公司)?$")
_PARTS_OF_NAME = compile_re("[·•・‧∙-]")
_QUOTED = compile_re(r"[“\"‘《]")

# the node that says less, the one that says more, why
Candidate = tuple[str, str, str]


def find_ties(
    names: Sequence[LocalName], book: NameBook, *, defined: Mapping[str, Tie]
) -> tuple[list[Tie], list[Refusal]]:
    """Return the ties that names alone support, one for a node at most, and the refusals, both in order of nodes.

    `names` are one document's; those in `defined` have their tie already.
    """
    families: dict[str, list[LocalName]] = {}
    for name in names:
        parts = split_id(name.node)
        families.setdefault(parts[0] if parts else get_family(book.rows[name.node].type), []).append(name)
    openings = {make_key(surface) for name in names for surface, _ in name.surfaces}
    found: dict[str, list[Candidate]] = {}
    for family, members in families.items():
        for candidate in _find_candidates(family, members, book, openings):
            if candidate[0] not in defined and candidate not in found.setdefault(candidate[0], []):
                found[candidate[0]].append(candidate)
    ties, refusals = [], []
    for node, candidates in sorted(found.items()):
        fullest = _drop_steps(candidates, found, defined)
        if len({full for _, full, _ in fullest}) == 1:
            ties.append(Tie(*fullest[0]))
        else:
            refusals.append(Refusal(node, tuple(sorted({full for _, full, _ in fullest})), SHARED_SHORT))
    return ties, refusals


def _drop_steps(
    candidates: list[Candidate], found: Mapping[str, list[Candidate]], defined: Mapping[str, Tie]
) -> list[Candidate]:
    """Drop full names that are themselves short for another of the candidates: 诚壹 → 诚壹科技 → 诚壹科技有限公司."""
    fulls = {full for _, full, _ in candidates}
    steps = {full for full in fulls for _, fuller, _ in found.get(full, ()) if fuller in fulls}
    steps |= {full for full in fulls if full in defined and defined[full].target in fulls}
    return [candidate for candidate in candidates if candidate[1] not in steps]


def _find_candidates(
    family: str, names: Sequence[LocalName], book: NameBook, openings: Set[str]
) -> Iterator[Candidate]:
    keys = {name.node: parts[1] for name in names if (parts := split_id(name.node))}
    if family == "Organization":
        places = {name.node: name.place for name in names}
        yield from _find_company_forms(keys, places, book)
        yield from _find_openings(names, keys, book)
        yield from _find_relative_bodies(keys, places)
        yield from _find_clubs(keys)
        yield from _find_bodies_of_place(keys, book)
        yield from find_bodies(names, keys, book)
    elif family == "Person":
        yield from _find_name_parts(names, keys)
    if family in KIND_ENDINGS:
        yield from find_same_but_kind(keys, family, ending="settlement_kind" if family == "Place" else "")
    if family in ("Strategy", "Award"):
        yield from _find_endings(names, keys, openings)


def find_same_but_kind(keys: Mapping[str, str], family: str, *, ending: str = "") -> Iterator[Candidate]:
    """Yield nodes (with their keys) whose names differ in the last word alone: 双引擎, 双引擎策略, 双引擎战略.

    Technologies and places only where one has no such word: 产业技术 is not 产业架构. `ending` is the class of these
    words where it is not the family's.
    """
    ending = ending or KIND_ENDINGS[family]
    groups: dict[str, list[str]] = {}
    for node, key in keys.items():
        groups.setdefault(strip_ending(key, ending), []).append(node)
    for base, group in groups.items():
        *shorter, longest = sorted(group, key=get_rank)
        for node in shorter:
            bare = len(group) == 2 and keys[node] == base and not _is_landscape(family, base, longest)
            if bare or family not in BARE_ONLY:
                yield node, longest, SAME_BUT_KIND


def _is_landscape(family: str, base: str, longest: str) -> bool:
    """Tell whether a bare place may be a landscape beside the town named after it, but for 巫山 and 巫山县, 天河区.

    A mountain of three characters has a 山区 around it: 大岚山区.
    """
    town = base[-1] in SETTLED and longest.endswith(tuple(DISTRICTS))
    town = town and not (longest.endswith("山区") and len(base) > MIN_CORE)
    return family == "Place" and base[-1] in NATURAL and not town


def _find_company_forms(keys: Mapping[str, str], places: Mapping[str, int], book: NameBook) -> Iterator[Candidate]:
    """Yield companies and bodies whose names leave out parts of longer ones.

    A public body's short name must come after the full one: 民主党 is not the 纽约州民主党 that is mentioned later.
    Only what every place has may come before: 住建局.
    """
    groups: dict[str, list[tuple[str, CompanyParts]]] = {}
    for node, key in keys.items():
        parts = split_company(make_office_key(key, book.regions), book.places)
        if parts:
            groups.setdefault(parts.core[:MIN_CORE], []).append((node, parts))
    for group in groups.values():
        for short, short_parts in group:
            for full, full_parts in group:
                if get_rank(short) < get_rank(full):
                    before = places[full] < places[short]
                    if reason := _compare_companies(short_parts, full_parts, before=before):
                        yield short, full, reason


def _compare_companies(short: CompanyParts, full: CompanyParts, *, before: bool) -> str:
    """Return why one name may be short for another, or nothing; `before` says that the full one is read first."""
    if is_abbreviation(short, full):
        return ABBREVIATED
    if before and is_group_of_place(short, full):
        return ABBREVIATED
    if not is_short_for(short, full):
        return ""
    if full.public and short.place != full.place:
        return OF_PLACE if before or short.core.endswith(OF_EVERY_PLACE) else ""
    return SHORTENED


def _find_openings(names: Sequence[LocalName], keys: Mapping[str, str], book: NameBook) -> Iterator[Candidate]:
    """Yield two characters as the company of four that they open and that is read first, listed or not.

    嘉岚醋业 … 嘉岚: of two that they open neither is meant, and none that is not listed where one is, nor a listed one
    where they open the names of many.
    """
    for short, key in keys.items():
        if len(key) == OPENING and has_chinese(key) and key not in book.places:
            listed = book.find_openers(key)
            place = next(name.place for name in names if name.node == short)
            for name in names:
                row = book.rows.get(name.node)
                known = (*(surface for surface, _ in name.surfaces), *(row.names if row else ()))
                opened = any(_opens(key, make_key(surface)) for surface in known)
                sure = listed <= {name.node} or (name.node in listed and len(listed) <= MOST_OPENED)
                if opened and sure and name.place < place and _is_company(name, book):
                    yield short, name.node, OPENS_NAME


def _opens(short: str, full: str) -> bool:
    return len(full) == 2 * OPENING and full.startswith(short)


def _is_company(name: LocalName, book: NameBook) -> bool:
    row = book.rows.get(name.node)
    return row.type == "Company" if row else "Company" in dict(name.types)


def _find_relative_bodies(keys: Mapping[str, str], places: Mapping[str, int]) -> Iterator[Candidate]:
    """Yield 市发改委 as 上海市发改委 where that is read first."""
    for short, short_key in keys.items():
        if short_key[0] in RELATIVE and len(short_key) > MIN_CORE:
            for full, full_key in keys.items():
                if full_key.endswith(short_key) and places[full] < places[short]:
                    yield short, full, OF_PLACE


def _find_clubs(keys: Mapping[str, str]) -> Iterator[Candidate]:
    """Yield 岚山海鹰 and 岚山海鹰俱乐部 as 岚山海鹰足球俱乐部股份有限公司."""
    groups: dict[str, list[str]] = {}
    for node, key in keys.items():
        groups.setdefault(_CLUB.sub("", key), []).append(node)
    for group in groups.values():
        *shorter, longest = sorted(group, key=get_rank)
        for node in shorter:
            yield node, longest, ENDS_CLUB


def _find_bodies_of_place(keys: Mapping[str, str], book: NameBook) -> Iterator[Candidate]:
    """Yield 翔安法院 as 福建省厦门市翔安区人民法院: news leaves out what kind of place it is, and what it lies in."""
    offices = {node: make_office_key(key, book.regions) for node, key in keys.items()}
    for short, name in offices.items():
        office = next((office for office in LOCAL_OFFICES if name.endswith(office)), "")
        place = name.removesuffix(office)
        if office and MIN_CORE <= len(place) <= LONGEST_TOWN and place[-1] not in DISTRICTS:
            for full, full_name in offices.items():
                if full_name.endswith(tuple(f"{place}{kind}{office}" for kind in DISTRICTS)):
                    yield short, full, OF_PLACE


def _find_name_parts(names: Sequence[LocalName], keys: Mapping[str, str]) -> Iterator[Candidate]:
    """Yield 鲍勃 and 斯旺 as parts of 鲍勃·斯旺, given and family name; the full name may be a gazetteer row's.

    The full name must be read first: a famous 特朗普 is not the 埃里克·特朗普 whom the article mentions later.
    """
    owners: dict[str, list[LocalName]] = {}
    for name in names:
        for given, *others in (_split_name(surface) for surface, _ in name.surfaces):
            for part in (given, others[-1], "·".join(others)) if others else ():
                owners.setdefault(part, []).append(name)
    for name in names:
        for full in owners.get(keys.get(name.node, ""), ()):
            if get_rank(name.node) < get_rank(full.node) and full.place < name.place:
                yield name.node, full.node, PART_OF_NAME


def _split_name(surface: str) -> list[str]:
    """Return the keys of the parts of a foreign name: 鲍勃·斯旺, 乔-鲍勃, Bob Swan."""
    parts = _PARTS_OF_NAME.split(surface) if has_chinese(surface) else surface.split()
    return [make_key(part) for part in parts]


def _find_endings(names: Sequence[LocalName], keys: Mapping[str, str], openings: Set[str]) -> Iterator[Candidate]:
    """Yield names that end a longer one: “手机+AIoT”双引擎 … 双引擎, 中国质量协会质量技术一等奖 … 质量技术一等奖.

    What stands before must be quoted or one of the document's names (`openings`, keys), or the longer name has
    swallowed a verb (实施乡村振兴战略).
    """
    quoted = {name.node for name in names if any(_QUOTED.match(surface) for surface, _ in name.surfaces)}
    for short, short_key in keys.items():
        for full, full_key in keys.items():
            if len(short_key) >= MIN_END and full_key.endswith(short_key) and full != short:
                before = full_key.removesuffix(short_key)
                if full in quoted or before in openings:
                    yield short, full, ENDS_LONGER
