"""What linking knows before it reads: the gazetteer's names by family and key, its places, and the user's verdicts."""

from collections.abc import Mapping, Set
from dataclasses import dataclass, field

from kg.linking.decisions import Decisions
from kg.linking.names import get_family, has_chinese, make_id, make_key
from kg.ontology.gazetteer import TYPES, Gazetteer, Row

FAMILY_NAMES = tuple(sorted({get_family(type) for type in TYPES}))
HOME = "中"  # 中国, 中华人民共和国
MIN_PLACE = 2  # characters of a place name that may open a company's name


@dataclass(frozen=True, slots=True)
class NameBook:
    """Rows by id; ids by (family, key); keys of places; keys of names that open products' names, to the maker's key.

    `abroad` are the keys of countries but China: 美国特斯拉公司 is 特斯拉, while 中国惠普 may be a subsidiary.
    """

    rows: Mapping[str, Row]
    ids: Mapping[tuple[str, str], tuple[str, ...]]
    places: Set[str]
    makers: Mapping[str, str]
    abroad: tuple[str, ...]
    decisions: Decisions = field(default_factory=Decisions)

    def find_rows(self, family: str, key: str) -> list[Row]:
        """Return the rows of a family that bear a name, but for those a verdict keeps it from."""
        found = [self.rows[row_id] for row_id in self.ids.get((family, key), ())]
        if found and self.decisions.verdicts:
            node = make_id(family, key)
            found = [row for row in found if not self._is_refused(row.id, key, node)]
        return found

    def _is_refused(self, row_id: str, key: str, node: str) -> bool:
        for verdict in self.decisions.verdicts:
            if verdict.verdict == "different" and row_id in (verdict.a, verdict.b):
                other = verdict.b if verdict.a == row_id else verdict.a
                if other not in self.rows and (other == node or make_key(other) == key):
                    return True
        return False


def make_book(gazetteer: Gazetteer, decisions: Decisions | None = None) -> NameBook:
    """Return the book of a gazetteer and a user's verdicts, made once for all documents."""
    ids: dict[tuple[str, str], list[str]] = {}
    places: set[str] = set()
    makers: dict[str, str] = {}
    keys = {name: make_key(name) for row in gazetteer.rows.values() for name in (*row.names, row.en)}
    for row in gazetteer.rows.values():
        family = get_family(row.type)
        names = (*row.names, row.en)
        for key in dict.fromkeys(keys[name] for name in names):
            if key:
                ids.setdefault((family, key), []).append(row.id)
        if family == "Place":
            places |= {keys[name] for name in row.names if has_chinese(name) and len(name) >= MIN_PLACE}
        if row.type in ("Brand", "Company", "Product") and not row.generic:
            shortest = min((name for name in row.names if has_chinese(name)), key=len, default=row.zh)
            for name in names:
                makers.setdefault(keys[name], keys[shortest])
    makers.pop("", None)
    countries = {keys[name] for row in gazetteer.rows.values() if row.type == "Country" for name in row.names}
    return NameBook(
        rows=gazetteer.rows,
        ids={pair: tuple(sorted(found)) for pair, found in ids.items()},
        places=frozenset(places),
        makers=makers,
        abroad=tuple(sorted(name for name in countries if has_chinese(name) and not name.startswith(HOME))),
        decisions=decisions or Decisions(),
    )
