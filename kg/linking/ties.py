"""Which names of one document name one thing: what the text defines, and what names allow to be left out.

A tie goes from the name that says less to the one that says more; where two full names could own a short one, there is
a refusal instead. Gazetteer rows take little by themselves: 比亚迪汽车 is 比亚迪 only if its row or the text says so.
"""

from collections.abc import Callable, Iterator, Mapping, Set
from itertools import groupby

from kg.linking.book import NameBook
from kg.linking.companies import CompanyParts, is_short_for, split_company, strip_ending
from kg.linking.names import get_family, get_rank, split_id
from kg.linking.objects import ENDS_LONGER, PART_OF_NAME, SAME_BUT_KIND, SHARED_SHORT, SHORTENED, Refusal, Tie

KIND_ENDINGS = {"Strategy": "strategy_kind", "Technology": "technology_kind", "Segment": "segment_kind"}
JOINING = ("", "和", "与", "及", "、")  # before the short name: the longer one is a list
MIN_END = 4  # characters of a name that may stand for a longer one it ends

# the node that says less, the one that says more, why
Candidate = tuple[str, str, str]


def find_ties(
    names: Mapping[str, Set[str]], book: NameBook, *, defined: Mapping[str, Tie], places: Mapping[str, int]
) -> tuple[list[Tie], list[Refusal]]:
    """Return the ties that names alone support, one for a node at most, and the refusals, both in order of nodes.

    `names` holds the keys that each node was read by, `places` where it is first read; those in `defined` are tied.
    """
    families: dict[str, dict[str, Set[str]]] = {}
    for node in sorted(names):
        parts = split_id(node)
        families.setdefault(parts[0] if parts else get_family(book.rows[node].type), {})[node] = names[node]
    found: dict[str, list[Candidate]] = {}
    for family, keys in families.items():
        for candidate in _find_candidates(family, keys, book, places):
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
    family: str, names: Mapping[str, Set[str]], book: NameBook, places: Mapping[str, int]
) -> Iterator[Candidate]:
    keys = {node: parts[1] for node in names if (parts := split_id(node))}
    if family == "Organization":
        yield from _find_company_forms(keys, book)
    elif family == "Person":
        yield from _find_name_parts(names, keys, places)
    if family in KIND_ENDINGS:
        ending = KIND_ENDINGS[family]
        yield from _find_equal(keys, lambda key: strip_ending(key, ending))
    if family in ("Strategy", "Award"):
        yield from _find_endings(keys)


def _find_equal(keys: Mapping[str, str], reduce: Callable[[str], str]) -> Iterator[Candidate]:
    ordered = sorted(keys, key=lambda node: (reduce(keys[node]), get_rank(node)))
    for _, group in groupby(ordered, key=lambda node: reduce(keys[node])):
        *shorter, longest = group
        yield from ((node, longest, SAME_BUT_KIND) for node in shorter)


def _find_company_forms(keys: Mapping[str, str], book: NameBook) -> Iterator[Candidate]:
    cores: dict[str, list[tuple[str, CompanyParts]]] = {}
    for node, key in keys.items():
        parts = split_company(key, book.places)
        if parts:
            cores.setdefault(parts.core, []).append((node, parts))
    for group in cores.values():
        for short, short_parts in group:
            for full, full_parts in group:
                if is_short_for(short_parts, full_parts) and get_rank(short) < get_rank(full):
                    yield short, full, SHORTENED


def _find_name_parts(
    names: Mapping[str, Set[str]], keys: Mapping[str, str], places: Mapping[str, int]
) -> Iterator[Candidate]:
    """Yield 鲍勃 and 斯旺 as parts of 鲍勃·斯旺, given and family name; the full name may be a gazetteer row's.

    The full name must be read first: a famous 特朗普 is not the 埃里克·特朗普 whom the article mentions later.
    """
    owners: dict[str, set[str]] = {}
    for node, forms in names.items():
        for given, *others in (form.split("·") for form in forms):
            for part in (given, others[-1], "·".join(others)) if others else ():
                owners.setdefault(part, set()).add(node)
    for node, key in keys.items():
        for full in sorted(owners.get(key, ())):
            if get_rank(node) < get_rank(full) and places[full] < places[node]:
                yield node, full, PART_OF_NAME


def _find_endings(keys: Mapping[str, str]) -> Iterator[Candidate]:
    for short, short_key in keys.items():
        if len(short_key) >= MIN_END:
            for full, full_key in keys.items():
                if full_key.endswith(short_key) and full_key.removesuffix(short_key)[-1:] not in JOINING:
                    yield short, full, ENDS_LONGER
