"""Mentions of one document into nodes: the gazetteer row a name has in its family, else the name's own node."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

from kg.chinese import has_chinese
from kg.expressions import compile_re
from kg.linking.book import NameBook
from kg.linking.companies import find_shorter_forms, split_company, strip_ending
from kg.linking.names import VALUE_TYPES, get_family, make_bare_key, make_id, make_key
from kg.linking.offices import make_office_key
from kg.model import Extraction, Mention
from kg.ontology.gazetteer import Row

CONFUSED = frozenset({"Person", "Organization", "Place"})  # what a tagger mistakes for each other
LISTED_VOTES = 100  # a listed name outvotes any number of a tagger's guesses
NATION = ("中华人民共和国", "中国", "国家")  # before a ministry's name
CHINESE = ("SSE:", "SZSE:", "BSE:", "NEEQ:", "HKEX:", "TWSE:")  # exchanges, as tickers begin
COUNTY, CITY = "县", "市"
LONGEST_MAKER = 14  # characters of a brand at the head of a product's name
_LATIN_HEAD = compile_re("[a-z0-9&.]+(?=[一-鿿])")
LEAST_FOREIGN = 6  # characters of a foreign body's name that no body of China has
OWN = ("国家", "全国", "中央", "央行")
SCHOOL = "大学"  # named with its province: 福建厦门大学
LISTED = "listed"  # says a row's note of a firm whose tickers it does not give
LISTED_FORM = "股份有限公司"
LEAST_LISTED = 3  # characters of a name that a registered one has, but for its place
HEAD_OFFICE = "总公司"
_MODEL = compile_re(r"[a-z0-9]")
# endings that may be left out to find a listed name: 5G技术 is the row 5G
LISTED_ENDINGS = {"Technology": "technology_kind", "Place": "place_kind"}


def follow_antecedent(mention: Mention) -> Mention:
    """Return the named mention that a pronoun, title or omitted subject finally stands for."""
    while mention.antecedent is not None:
        mention = mention.antecedent
    return mention


def _settle_kinds(mentions: Iterable[Mention]) -> dict[str, str]:
    """Return the type of each name that a document reads as several kinds of thing: what it mostly is, if anything."""
    votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for mention in mentions:
        if mention.antecedent is None and get_family(mention.type) in CONFUSED:
            votes[mention.text][mention.type] += LISTED_VOTES if mention.finder == "gazetteer" else 1
    settled: dict[str, str] = {}
    for text, types in votes.items():
        families: Counter[str] = Counter()
        for type, count in types.items():
            families[get_family(type)] += count
        (best, _), *others = families.most_common()  # of two as frequent the one that is read first
        if others:
            settled[text] = max(sorted(types), key=lambda type: (get_family(type) == best, types[type]))
    return settled


def is_listed_abroad(row: Row) -> bool:
    """Tell whether a company's shares are dealt in, and nowhere in China."""
    return row.type == "Company" and bool(row.ticker) and not any(t.startswith(CHINESE) for t in row.ticker)


def _is_sure(key: str, row: Row) -> bool:
    return key not in map(make_key, row.ambiguous)


class NodeFinder:
    """Finds the node of each mention of one document; remembers what the document is about to tell namesakes apart."""

    def __init__(self, extraction: Extraction, book: NameBook) -> None:
        self.book = book
        self.text = extraction.document.text
        self.listed = {mention.text for mention in extraction.mentions if mention.finder == "gazetteer"}
        self.kinds = _settle_kinds(extraction.mentions)
        self.nodes: dict[tuple[str, str], str | None] = {}
        self.present = Counter(self._find_sure_rows(extraction.mentions))

    def find_node(self, mention: Mention) -> str | None:
        """Return the node of the thing that a mention means, or None if it names no thing."""
        named = follow_antecedent(mention)
        return self.find_surface(named.text, named.type)

    def find_surface(self, text: str, type: str) -> str | None:
        """Return the node of a name of a type as this document means it; a name means one thing in one document."""
        pair = (text, type)
        if pair not in self.nodes:
            settled = self.kinds.get(text, type) if get_family(type) in CONFUSED else type
            self.nodes[pair] = self._make_node(text, settled)
        return self.nodes[pair]

    def _make_node(self, text: str, type: str) -> str | None:
        key = make_key(text)
        if not key or type in VALUE_TYPES:
            return None
        family = get_family(type)
        for variant in self._find_variants(family, key, text):
            rows = self.book.find_rows(family, variant)
            if family == "Organization" and variant != key:  # a legal form makes a company of it: 英国政府公司
                rows = [row for row in rows if row.type == "Company"]
            elif family == "Place" and key == f"{variant}{COUNTY}":  # 岚山县 lies in 岚山市
                rows = [row for row in rows if f"{variant}{CITY}" not in row.names]
            if rows and (row := self._choose_row(rows, text, type)):
                return row.id
        if family == "Organization" and (row := self._find_otherwise_written(key)):
            return row.id
        if (
            family in CONFUSED
            and (family != "Person" or has_chinese(text))
            and (row := self._find_listed_thing(key, text))
        ):
            return row.id
        return make_id(family, make_product_key(text, self.book) if family == "Product" else key)

    def _find_otherwise_written(self, key: str) -> Row | None:
        """Return the listed public body, or the firm listed abroad, whose name is written longer than its row has it.

        中国农业部 is 农业部, 美国纽约联邦储备银行 is without its country, 凯悦酒店集团 is 凯悦酒店 and 美国花旗银行 is
        花旗银行; the group of a firm listed in China is its parent.
        """
        names = dict.fromkeys((make_office_key(key, self.book.regions), *self._strip_lead(key)))
        rows = [row for name in names for row in self.book.find_rows("Organization", name)]
        found = {row.id: row for row in rows if row.type == "Organization"}
        for row in (*self._find_bank(key), *self._find_group(key), *self._find_registered(key)):
            found[row.id] = row
        return next(iter(found.values())) if len(found) == 1 else None

    def _strip_lead(self, key: str) -> Iterable[str]:
        """Yield a public body's key without the nation, the country or the province before it."""
        office = make_office_key(key, self.book.regions)
        yield next((office[len(nation) :] for nation in NATION if office.startswith(nation)), office)
        abroad = self._strip_country(key)
        if len(abroad) >= LEAST_FOREIGN and not abroad.startswith(OWN):
            yield abroad
        region = next((key[:length] for length in (3, 2) if key[:length] in self.book.regions), "")
        if key.endswith(SCHOOL) and len(key) > len(region) + len(SCHOOL) + 1:
            yield key[len(region) :]

    def _strip_country(self, key: str) -> str:
        """Return a key without the foreign country before it, empty where there is none."""
        return next((key[len(name) :] for name in self.book.abroad if key.startswith(name)), "")

    def _find_bank(self, key: str) -> Iterable[Row]:
        """Yield the bank listed abroad whose country stands before its name."""
        name = self._strip_country(key) if key.endswith("银行") else ""
        yield from (row for row in self.book.find_rows("Organization", name) if is_listed_abroad(row))

    def _find_group(self, key: str) -> Iterable[Row]:
        """Yield the firm whose name stands before the words of a group: 岚山物业集团.

        Not one listed in China, nor one of which a row knows no more than the name: the group may be its parent.
        """
        name = strip_ending(strip_ending(key, "group_form"), "group_form")
        for row in self.book.find_rows("Organization", name) if name != key else ():
            whole = not row.ticker and _is_sure(name, row) and (row.en or len(row.names) > 1) and LISTED not in row.note
            if row.type == "Company" and (whole or is_listed_abroad(row)):
                yield row

    def _find_registered(self, key: str) -> Iterable[Row]:
        """Yield the firm listed in China that a registered name with its place means: 浙江康恩贝制药股份有限公司."""
        parts = split_company(key, self.book.places) if key.endswith(LISTED_FORM) else None
        for name in dict.fromkeys((parts.core + parts.trade, parts.core)) if parts and parts.place else ():
            for row in self.book.find_rows("Organization", name) if len(name) >= LEAST_LISTED else ():
                if row.type == "Company" and not is_listed_abroad(row) and _is_sure(name, row):
                    yield row

    def _find_listed_thing(self, key: str, text: str) -> Row | None:
        """Return the listed product or technology that a tagger took for somebody or somewhere (新能源汽车)."""
        rows = [row for family in ("Product", "Technology") for row in self.book.find_rows(family, key)]
        return rows[0] if len(rows) == 1 and text not in rows[0].ambiguous else None

    def _find_variants(self, family: str, key: str, text: str) -> Iterable[str]:
        yield key
        if family in LISTED_ENDINGS:
            shorter = strip_ending(key, LISTED_ENDINGS[family])
            if shorter != key:
                yield shorter
        elif family == "Organization":
            yield from find_shorter_forms(key)
            yield from self._find_doubled(key)
            if key.endswith(("集团", "集团有限公司")):
                yield from (key[length:] for length in (2, 3) if key[:length] in self.book.places)
            if key.startswith(self.book.abroad) and key.endswith(("公司", "集团")):
                yield self._strip_country(key)
                yield from find_shorter_forms(self._strip_country(key))
        elif family == "Person":
            yield make_bare_key(key)
        elif family == "Product":
            yield make_product_key(text, self.book)

    def _find_doubled(self, key: str) -> Iterable[str]:
        """Yield a listed name that is written in Latin letters and Chinese at once, or with 总公司: GE通用电气."""
        latin = _LATIN_HEAD.match(key)
        if latin and set(self.book.ids.get(latin[0], ())) & set(self.book.ids.get(key[latin.end() :], ())):
            yield key[latin.end() :]
        if key.endswith(HEAD_OFFICE):
            yield key.removesuffix(HEAD_OFFICE)

    def _find_sure_rows(self, mentions: Iterable[Mention]) -> Iterable[str]:
        """Yield the rows that mentions name beyond doubt, once for each mention."""
        for mention in mentions:
            rows = self.book.find_rows(get_family(mention.type), make_key(mention.text))
            if len(rows) == 1 and mention.text not in rows[0].ambiguous:
                yield rows[0].id

    def _count_context(self, row: Row) -> int:
        """Return how often the document speaks of a row's context, its parent or the row itself by a sure name."""
        words = sum(self.text.count(word) for word in row.context if not word.startswith("-"))
        return words + self.present[row.id] + (self.present[row.parent] if row.parent else 0)

    def _is_spoken_for(self, row: Row, text: str) -> bool:
        """Tell whether the document speaks of a row's context, and not every place of the name has a veto."""
        vetoes = tuple(word[1:] for word in row.context if word.startswith("-"))
        over = [(veto, veto.find(text)) for veto in vetoes if text in veto]
        free = not vetoes
        start = -1 if free else self.text.find(text)
        while start >= 0 and not free:
            end = start + len(text)
            beside = self.text.startswith(vetoes, end) or self.text.endswith(vetoes, 0, start)
            free = not (beside or any(self.text.startswith(veto, start - place) for veto, place in over))
            start = self.text.find(text, end)
        return free and self._count_context(row) > 0

    def _choose_row(self, rows: list[Row], text: str, type: str) -> Row | None:
        """Return the row a name means here: by context, then type, then the row that owns the name outright."""
        sure = text in self.listed
        if not sure:
            rows = [row for row in rows if text not in row.ambiguous or self._is_spoken_for(row, text)]
        if len(rows) < 2:
            return rows[0] if rows else None
        return min(
            rows,
            key=lambda row: (
                -self._count_context(row), row.type != type, text in row.ambiguous, row.zh != text, row.id
            ),
        )  # fmt: skip


def make_product_key(text: str, book: NameBook) -> str:
    """Return a product's key with the maker in front in one form: 红米Redmi Note 7 and Redmi Note 7 are one product.

    Only a model in Latin letters or digits counts; 小米电视 and 电视 stay apart.
    """
    key = rest = make_key(text)
    maker = ""
    while True:
        for length in range(min(LONGEST_MAKER, len(rest) - 1), 1, -1):
            found = book.find_maker(rest[:length])
            if found and _ends_word(rest, length, text):
                maker, rest = found, rest[length:]
                break
        else:
            return maker + rest if maker and _MODEL.match(rest) else key


def _ends_word(key: str, length: int, text: str) -> bool:
    """Tell whether a maker's name ends at a word's border (Mi 9, Mi9; not Mi in Mini)."""
    if not (key[length - 1].isascii() and key[length].isascii() and key[length].isalpha()):
        return True
    return re.search(re.escape(key[:length]) + r"\s", text.lower()) is not None
