"""What linking knows before it reads: the gazetteer's names by family and key, its places, and the user's verdicts."""

from collections.abc import Mapping, Set
from dataclasses import dataclass, field

from kg.chinese import has_chinese
from kg.linking.names import get_family, make_bare_key, make_id, make_key, make_keys
from kg.linking.offices import PROVINCE, make_office_key
from kg.ontology.decisions import Decisions
from kg.ontology.gazetteer import TYPES, Gazetteer, Row, load_gazetteer
from kg.ontology.sources import load_once

FAMILY_NAMES = tuple(sorted({get_family(type) for type in TYPES}))
MAKERS = ("Brand", "Company", "Product")  # what the names of products may open with
HOME = "中"  # 中国, 中华人民共和国
LONGEST_OPENED = 4  # characters of a company's usual name, of which two may stand for it
MIN_PLACE = 2  # characters of a place name that may open a company's name


@dataclass(frozen=True, slots=True)
class NameBook:
    """Rows by id; ids by key; keys of places.

    `abroad` are the keys of countries but China: 美国特斯拉公司 is 特斯拉, while 中国惠普 may be a subsidiary.
    `openers` are ids by the two characters that open a short name, filled when first asked for.
    `regions` are those of provinces, with and without 省.
    """

    rows: Mapping[str, Row]
    ids: Mapping[str, tuple[str, ...]]
    places: Set[str]
    abroad: tuple[str, ...]
    regions: Set[str]
    openers: dict[str, set[str]] = field(default_factory=dict)
    decisions: Decisions = field(default_factory=Decisions)

    def find_rows(self, family: str, key: str) -> list[Row]:
        """Return the rows of a family that bear a name, but for those a verdict keeps it from."""
        named = (self.rows[row_id] for row_id in self.ids.get(key, ()))
        found = [row for row in named if get_family(row.type) == family]
        if found and self.decisions.verdicts:
            node = make_id(family, key)
            found = [row for row in found if not self._is_refused(row.id, key, node)]
        return found

    def find_openers(self, key: str) -> Set[str]:
        """Return the companies of which a short name opens with two characters, or is just these."""
        if not self.openers:
            for name, ids in self.ids.items():
                if len(name) <= LONGEST_OPENED:
                    self.openers.setdefault(name[:2], set()).update(ids)
        return {row_id for row_id in self.openers.get(key, ()) if self.rows[row_id].type == "Company"}

    def find_maker(self, key: str) -> str:
        """Return the key of the shortest Chinese name of the maker or product that a key stands for; empty for none."""
        for row_id in self.ids.get(key, ()):
            row = self.rows[row_id]
            if row.type in MAKERS and not row.generic:
                return make_key(min(filter(has_chinese, row.names), key=len, default=row.zh))
        return ""

    def _is_refused(self, row_id: str, key: str, node: str) -> bool:
        for verdict in self.decisions.verdicts:
            if verdict.verdict == "different" and row_id in (verdict.a, verdict.b):
                other = verdict.b if verdict.a == row_id else verdict.a
                if other not in self.rows and (other == node or make_key(other) == key):
                    return True
        return False


@dataclass(frozen=True, slots=True)
class _Names:
    """What of a book follows from the gazetteer alone."""

    ids: Mapping[str, tuple[str, ...]]
    places: Set[str]
    abroad: tuple[str, ...]
    regions: Set[str]


def make_book(gazetteer: Gazetteer, decisions: Decisions | None = None) -> NameBook:
    """Return the book of a gazetteer and a user's verdicts, made once for all documents."""
    if gazetteer is load_gazetteer():
        names = load_once("names", lambda: _find_names(gazetteer), (_Names,))
    else:
        names = _find_names(gazetteer)
    return NameBook(
        gazetteer.rows, names.ids, names.places, names.abroad, names.regions, decisions=decisions or Decisions()
    )


def _find_names(gazetteer: Gazetteer) -> _Names:
    rows = gazetteer.rows.values()
    names = list({**gazetteer.names, **dict.fromkeys(row.en for row in rows)})
    keys = dict(zip(names, make_keys(names), strict=True))
    countries = {keys[name] for row in rows if row.type == "Country" for name in row.names}
    provinces = [row for row in rows if row.type == "Region" and any(name.endswith(PROVINCE) for name in row.names)]
    regions = frozenset(keys[name] for row in provinces for name in row.names)
    places = (name for row in rows if get_family(row.type) == "Place" for name in row.names)
    return _Names(
        ids=_find_ids(gazetteer, keys, regions),
        places=frozenset(keys[name] for name in places if has_chinese(name) and len(name) >= MIN_PLACE),
        abroad=tuple(sorted(name for name in countries if has_chinese(name) and not name.startswith(HOME))),
        regions=regions,
    )


def _find_ids(gazetteer: Gazetteer, keys: Mapping[str, str], regions: Set[str]) -> dict[str, tuple[str, ...]]:
    """Return the sorted ids of the rows that bear a name with a key, or have it as their English label.

    So too by what all ways of writing a name come to: a public body's office, a person without dots.
    """
    ids: dict[str, tuple[str, ...]] = {}
    for name, found in gazetteer.names.items():
        key = keys[name]
        ids[key] = tuple(sorted({*ids[key], *found})) if key in ids else found
    for row in gazetteer.rows.values():
        others = [keys[row.en]]
        if row.type == "Organization":
            others += [make_office_key(keys[name], regions) for name in row.names]
        elif row.type == "Person":
            others += [make_bare_key(keys[name]) for name in row.names if "·" in name]
        for key in others:
            if key and row.id not in (found := ids.get(key, ())):
                ids[key] = tuple(sorted((*found, row.id))) if found else (row.id,)
    ids.pop("", None)
    return ids
