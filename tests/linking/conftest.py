"""Stories: documents marked up by hand ("[诚壹科技|Company]收购[海岚|Company]。") with evidence, as extractions."""

import re
from array import array
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from kg.linking import NameBook, make_book
from kg.model import Document, Evidence, Extraction, Mention, Sentence, Value
from kg.ontology.decisions import Decisions
from kg.ontology.gazetteer import COLUMNS, Gazetteer, load_gazetteer

MARK = re.compile(r"\[(?P<text>[^|\[\]]+)\|(?P<type>[A-Z][A-Za-z]*)(?P<generic>!)?(?:=(?P<antecedent>[^\]]+))?\]")

# id, type, zh, en, aliases, ambiguous, context, generic, parent
ROWS = [
    ("apple", "Company", "苹果公司", "Apple", "苹果|Apple", "苹果", "iPhone|库克|-汁", "", ""),
    ("beijing", "City", "北京", "Beijing", "北京市", "", "", "", ""),
    ("byd", "Company", "比亚迪", "BYD", "BYD", "", "", "", ""),
    ("china", "Country", "中国", "China", "", "", "", "", ""),
    ("cook", "Person", "蒂姆·库克", "Tim Cook", "", "", "", "", "apple"),
    ("fifth-generation", "Technology", "5G", "5G", "", "", "", "", ""),
    ("hangzhou", "City", "杭州", "Hangzhou", "杭州市", "", "", "", "china"),
    ("hanlin", "Region", "寒林", "Hanlin", "寒林省", "", "", "", "china"),
    ("hkex", "Organization", "港交所", "HKEX", "香港交易所", "", "", "", ""),
    ("iphone", "Product", "iPhone", "iPhone", "", "", "", "", "apple"),
    ("phone", "Product", "手机", "mobile phone", "", "", "", "yes", ""),
    ("redmi", "Brand", "红米", "Redmi", "Redmi", "", "", "", "xiaomi"),
    ("shenzhen", "City", "深圳", "Shenzhen", "", "", "", "", ""),
    ("wang-lei-novel", "Person", "王磊", "Wang Lei", "", "王磊", "诚壹科技", "", ""),
    ("wang-lei-sea", "Person", "王磊", "Wang Lei", "", "王磊", "海岚", "", ""),
    ("usa", "Country", "美国", "United States", "", "", "", "", ""),
    ("xiaomi", "Company", "小米集团", "Xiaomi", "小米|Xiaomi", "小米", "雷军|手机", "", ""),
    ("xiaomi-brand", "Brand", "小米", "Mi", "", "小米", "手机", "", "xiaomi"),
]


@pytest.fixture(scope="session")
def gazetteer(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    folder: Path = tmp_path_factory.mktemp("gazetteer")
    lines = ["\t".join(COLUMNS), *("\t".join((*row, "", "", "", "made for tests")) for row in sorted(ROWS))]
    (folder / "things.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return load_gazetteer(folder)


@pytest.fixture(scope="session")
def book(gazetteer: Gazetteer) -> NameBook:
    return make_book(gazetteer, Decisions())


class Story:
    """A marked-up document to which evidence is added; sentences end at 。 or a line's end."""

    def __init__(self, markup: str, id: str = "story", zone: str = "body") -> None:
        self.mentions: list[Mention] = []
        self.text = ""
        last = 0
        for match in MARK.finditer(markup):
            self.text += markup[last : match.start()]
            self._add(match)
            last = match.end()
        self.text += markup[last:]
        self.document = Document(
            id, id, self.text, self.text, array("l", range(len(self.text) + 1)), published=date(2019, 1, 11)
        )
        ends = [match.end() for match in re.finditer(r"。|\n|$", self.text)]
        spans = [(start, end) for start, end in zip([0, *ends], ends, strict=False) if start < end]
        self.sentences = [
            Sentence(id, index, start, end, 0, zone=zone)  # type: ignore[arg-type]
            for index, (start, end) in enumerate(spans)
        ]
        self.evidence: list[Evidence] = []

    def _add(self, match: re.Match[str]) -> None:
        antecedent = self.find(match["antecedent"]) if match["antecedent"] else None
        start, text = len(self.text), match["text"]
        self.mentions.append(
            Mention(
                start,
                start + len(text),
                text,
                match["type"],
                "test",
                generic=bool(match["generic"]),
                antecedent=antecedent,
            )
        )
        self.text += text

    def find(self, name: str, sentence: Sentence | None = None) -> Mention:
        """Return the first mention of a text, in the sentence if it is there; 小米|Brand asks for a type."""
        text, _, type = name.partition("|")
        found = [m for m in self.mentions if m.text == text and (not type or m.type == type)]
        near = [m for m in found if sentence and sentence.start <= m.start < sentence.end]
        return (near or found)[0]

    def add(
        self, kind, predicate, subject=None, object=None, *, at=0, status="asserted", score=0.8, speaker=None, **roles
    ):
        """Add evidence from sentence `at`; names are looked up among the mentions, other fillers are values."""
        sentence = self.sentences[at]

        def fill(filler):
            return self.find(filler, sentence) if isinstance(filler, str) else filler

        fillers = tuple((role.rstrip("_"), fill(filler)) for role, filler in roles.items())
        self.evidence.append(
            Evidence(
                kind, sentence, predicate, fill(subject) if subject else None, fill(object) if object else None,
                fillers, status, f"{predicate}/test", score, fill(speaker) if speaker else None,
            )
        )  # fmt: skip
        return self

    def relate(self, subject, predicate, object, **rest):
        return self.add("relation", predicate, subject, object, **rest)

    def observe(self, subject, metric, value, **rest):
        return self.add("observation", metric, subject, value, **rest)

    def happen(self, event, **rest):
        return self.add("event", event, **rest)

    def done(self) -> Extraction:
        return Extraction(self.document, tuple(self.sentences), tuple(self.mentions), tuple(self.evidence))


def make_figure(number: str, unit: str = "CNY", **rest) -> Value:
    return Value("quantity", number + unit, Decimal(number), unit=unit, **rest)


def make_date(iso: str) -> Value:
    return Value("date", iso, iso=iso)


@pytest.fixture(scope="session")
def tell() -> Callable[..., Story]:
    return Story


@pytest.fixture(scope="session")
def figure() -> Callable[..., Value]:
    return make_figure


@pytest.fixture(scope="session")
def day() -> Callable[[str], Value]:
    return make_date
