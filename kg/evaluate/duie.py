"""DuIE's sentences on companies in; how many labelled founders, chairmen, head offices, dates and capitals are read.

Labels have gaps (a founder named in the sentence but not labelled), so the share of our facts that they bear out is a
lower bound of the precision. Dates agree where one is as far as the other goes (2002, 2002-11-19). Its wording was read
when the patterns were written. No copy of the data is part of this project: pass the path of one, JSON lines of
{"text", "spo_list": [{"subject", "predicate", "object": {"@value"}}]}, also .gz.
Source: DuIE 2.0 (Li et al. 2019, https://ai.baidu.com/broad/introduction?dataset=duie).

usage: python -m kg.evaluate.duie PATH [--missed PROPERTY]
"""

import argparse
import gzip
import json
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import InputError
from kg.evaluate.relations import is_same_name
from kg.evaluate.scores import HEADER, Score, write_row
from kg.evaluate.sentences import make_sentence
from kg.model import Evidence, Extraction, Mention, Value
from kg.pipeline import extract_documents

Fact = tuple[str, str, str]  # property, company, the other end
PROPERTIES = {
    "创始人": "founderOf",
    "董事长": "chairmanOf",
    "总部地点": "headquarteredIn",
    "成立日期": "foundedOn",
    "注册资本": "registeredCapital",
}
FROM_PERSON = {"founderOf", "chairmanOf"}  # their subject is the person
FLOORS = {"foundedOn": 0.42, "chairmanOf": 0.52, "founderOf": 0.28, "headquarteredIn": 0.18, "registeredCapital": 0.6}
ACCEPTED = (
    'lines of {"text": …, "spo_list": [{"subject": …, "predicate": "董事长", "object": {"@value": …}}]} are accepted'
)
DATE = re.compile(r"(\d{4})年?(?:(\d{1,2})月)?(?:(\d{1,2})日)?")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A sentence with the facts that its labels give."""

    text: str
    facts: tuple[Fact, ...]


def read_labelled(path: Path) -> list[Labelled]:
    """Return the labelled sentences of a file.

    Raises:
        InputError: it can't be read, or a line has another shape.
    """
    try:
        raw = path.read_bytes()
        lines = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: can't be read ({error}); {ACCEPTED}") from error
    rows: list[Labelled] = []
    for number, line in enumerate(lines, start=1):
        try:
            rows.append(_read_row(json.loads(line)))
        except (ValueError, KeyError, TypeError) as error:
            raise InputError(f"{path}:{number}: {error!r}; {ACCEPTED}") from error
    return rows


def _read_row(row: Mapping[str, object]) -> Labelled:
    facts: list[Fact] = []
    labels = row["spo_list"]
    if not isinstance(labels, list):
        raise TypeError("spo_list is no list")
    for label in labels:
        property_ = PROPERTIES.get(label["predicate"])
        if property_:
            value = str(label["object"]["@value"])
            facts.append((property_, str(label["subject"]), _write_date(value) if property_ == "foundedOn" else value))
    return Labelled(str(row["text"]), tuple(facts))


def _write_date(text: str) -> str:
    match = DATE.match(text)
    if match is None:
        return text
    year, *rest = match.groups()
    return "-".join([year, *(f"{int(part):02d}" for part in rest if part)])


def list_facts(extraction: Extraction) -> list[Fact]:
    """Return what an extraction tells of the properties that are labelled."""
    return [_write_fact(e) for e in extraction.evidence if e.predicate in PROPERTIES.values()]


def _write_fact(evidence: Evidence) -> Fact:
    ends = _name(evidence.subject), _name(evidence.object)
    return (evidence.predicate, *(ends[::-1] if evidence.predicate in FROM_PERSON else ends))


def _name(end: Mention | Value | None) -> str:
    if isinstance(end, Mention):
        return (end.antecedent or end).text
    return "" if end is None else end.iso or end.text


def agree(one: Fact, other: Fact) -> bool:
    """Tell whether two facts say the same of what may be one company."""
    if one[0] != other[0] or not is_same_name(one[1], other[1]):
        return False
    if one[0] == "foundedOn":
        return one[2].startswith(other[2]) or other[2].startswith(one[2])
    return is_same_name(one[2], other[2])


def score_facts(rows: Sequence[Labelled], facts: Sequence[Sequence[Fact]]) -> dict[str, Score]:
    """Return for each property the labels that are read, and how many facts of ours there are.

    `right` counts labels, so a fact told twice counts once.
    """
    scores = dict.fromkeys(PROPERTIES.values(), Score())
    for row, said in zip(rows, facts, strict=True):
        for label in row.facts:
            scores[label[0]] += Score(int(any(agree(fact, label) for fact in said)), 0, 1)
        for fact in set(said):
            scores[fact[0]] += Score(0, 1, 0)
    return scores


def main(arguments: Sequence[str]) -> int:
    """Print the scores; return 0 when every floor of recall is met."""
    parser = argparse.ArgumentParser(prog="python -m kg.evaluate.duie")
    parser.add_argument("path", type=Path)
    parser.add_argument(
        "--missed", default="", choices=["", *PROPERTIES.values()], help="list labels that are not read"
    )
    options = parser.parse_args(arguments)
    try:
        rows = read_labelled(options.path)
    except InputError as error:
        print(error, file=sys.stderr)
        return 1
    docs = (make_sentence(row.text, f"sentence-{number}") for number, row in enumerate(rows, start=1))
    facts = [list_facts(extraction) for extraction in extract_documents(docs)]
    scores = score_facts(rows, facts)
    print(f"{len(rows)} sentences")
    print(HEADER)
    for name, score in scores.items():
        print(write_row(name, score))
    for row, said in zip(rows, facts, strict=True):
        for label in row.facts:
            if label[0] == options.missed and not any(agree(fact, label) for fact in said):
                print(f"- {label[1]} {label[2]} | {row.text}")
    return 0 if all(scores[name].recall >= floor for name, floor in FLOORS.items() if scores[name].wanted) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
