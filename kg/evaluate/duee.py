"""Events found against DuEE-fin, a data set of Chinese financial announcements with 13 kinds of events and their roles.

    python -m kg.evaluate.duee PATH        PATH: a copy of the data set, one JSON document a line (may be gzipped)

Prints precision, recall and F1 of the event types of each document, and of the main roles (who, whom, amount, date)
under the data set's own matching: an argument counts when event type, role and text agree, each prediction paired with
the annotated event of its type that it shares most arguments with. Source: Han et al., DuEE-Fin, NLPCC 2022.
"""

import argparse
import gzip
import json
import re
import sys
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path

from kg.errors import InputError
from kg.linking import link_document, make_book, merge
from kg.model import Document, Fact, KnowledgeGraph, Value
from kg.ontology.gazetteer import load_gazetteer
from kg.pipeline import extract_documents

# our class and role → the data set's type and role: who, whom, how much and when it happened, the main roles of a type
TYPES: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "SharePledge": (
        "质押",
        {
            "shareholder": "质押方",
            "issuer": "质押物所属公司",
            "quantity": "质押股票/股份数量",
            "date": "事件时间",
            "disclosedOn": "披露时间",
        },
    ),
    "SharePledge former": (
        "解除质押",
        {
            "shareholder": "质押方",
            "issuer": "质押物所属公司",
            "quantity": "质押股票/股份数量",
            "date": "事件时间",
            "disclosedOn": "披露时间",
        },
    ),
    "ShareBuyback": (
        "股份回购",
        {
            "issuer": "回购方",
            "amount": "交易金额",
            "quantity": "回购股份数量",
            "date": "回购完成时间",
            "disclosedOn": "披露时间",
        },
    ),
    "ShareReduction": (
        "股东减持",
        {
            "shareholder": "减持方",
            "issuer": "股票简称",
            "quantity": "交易股票/股份数量",
            "date": "交易完成时间",
            "disclosedOn": "披露时间",
        },
    ),
    "ShareIncrease": (
        "股东增持",
        {
            "shareholder": "增持方",
            "issuer": "股票简称",
            "quantity": "交易股票/股份数量",
            "date": "交易完成时间",
            "disclosedOn": "披露时间",
        },
    ),
    "Loss": ("亏损", {"owner": "公司名称", "amount": "净亏损", "period": "财报周期", "date": "披露时间"}),
    "ContractWin": (
        "中标",
        {
            "supplier": "中标公司",
            "client": "招标方",
            "amount": "中标金额",
            "date": "中标日期",
            "disclosedOn": "披露日期",
        },
    ),
    "Appointment": (
        "高管变动",
        {
            "person": "高管姓名",
            "organization": "任职公司",
            "title": "变动后职位",
            "date": "事件时间",
            "disclosedOn": "披露日期",
        },
    ),
    "Departure": (
        "高管变动",
        {
            "person": "高管姓名",
            "organization": "任职公司",
            "title": "高管职位",
            "date": "事件时间",
            "disclosedOn": "披露日期",
        },
    ),
    "Bankruptcy": (
        "企业破产",
        {"organization": "破产公司", "amount": "债务规模", "date": "破产时间", "disclosedOn": "披露时间"},
    ),
    "Litigation summons": (
        "被约谈",
        {"defendant": "公司名称", "regulator": "约谈机构", "date": "被约谈时间", "disclosedOn": "披露时间"},
    ),
    "Acquisition": (
        "企业收购",
        {
            "buyer": "收购方",
            "target": "被收购方",
            "amount": "交易金额",
            "date": "收购完成时间",
            "disclosedOn": "披露时间",
        },
    ),
    "StockListing": (
        "公司上市",
        {"issuer": "上市公司", "amount": "募资金额", "date": "事件时间", "disclosedOn": "披露时间"},
    ),
    "Financing": (
        "企业融资",
        {
            "investee": "被投资方",
            "investor": "投资方",
            "amount": "融资金额",
            "date": "事件时间",
            "disclosedOn": "披露时间",
        },
    ),
}
HEDGES = "约为|约|近|超过|不超过|不低于|不少于|不高于|不超|逾|过"
SUMMONS = {"Litigation/is-summoned", "Litigation/summons", "Litigation/summons-to"}
Arguments = frozenset[tuple[str, str]]
# The data set gives no day of publication. One is needed to read 7月7日: the last that the text writes in full, else
# any, since dates are compared as they are written.
FULL_DATE = re.compile(r"(20[12]\d)年(\d{1,2})月(\d{1,2})日")
PUBLISHED = date(2020, 6, 30)
LAST = date(2020, 12, 31)  # the texts are of 2020 and before


def read_duee(path: Path) -> Iterator[tuple[Document, list[tuple[str, Arguments]]]]:
    """Yield (document, annotated events as (type, arguments)) of a copy of the data set.

    Raises:
        InputError: no such file, or a line that is no document of the data set.
    """
    try:
        raw = path.read_bytes()
        lines = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8").splitlines()
        for line in lines:
            row = json.loads(line)
            text = row["title"] + "\n" + row["text"]
            offsets = array("I", range(len(text) + 1))
            doc = Document(row["id"], row["title"], text, text, offsets, guess_published(text))
            events = [
                (event["event_type"], frozenset((a["role"], a["argument"]) for a in event["arguments"]))
                for event in row.get("event_list", [])
            ]
            yield doc, events
    except (OSError, EOFError, ValueError, KeyError, TypeError) as error:
        raise InputError(f"{path}: {error!r}: a copy of DuEE-fin is accepted, one JSON document a line") from None


def guess_published(text: str) -> date:
    """Return the last day in the past that a text writes in full, else PUBLISHED."""
    days = []
    for year, month, day in FULL_DATE.findall(text):
        with suppress(ValueError):  # 2月30日
            days.append(date(int(year), int(month), int(day)))
    return max((day for day in days if day <= LAST), default=PUBLISHED)


def build_graphs(documents: Iterable[Document]) -> Iterator[KnowledgeGraph]:
    """Yield the graph of each document by itself."""
    book = make_book(load_gazetteer())
    for extraction in extract_documents(documents):
        yield merge([link_document(extraction, book)], book)


def list_events(graph: KnowledgeGraph) -> list[tuple[str, Arguments]]:
    """Return the events of one document's graph in the data set's terms."""
    (doc,) = graph.documents.values()
    surfaces: dict[str, set[str]] = defaultdict(set)
    for mark in graph.annotations.get(doc.id, ()):
        entity, surface = graph.entities[mark.entity], doc.raw[mark.start : mark.end]
        if surface == entity.zh or surface in entity.aliases:  # no 公司, no 其
            surfaces[mark.entity].add(surface)
    # one name for each: the fullest
    names = {entity: max(found, key=lambda name: (len(name), name)) for entity, found in surfaces.items()}
    found = [_convert(fact, doc.raw, names) for fact in graph.facts.values()]
    return [event for event in found if event is not None and event[1]]


def _convert(fact: Fact, text: str, names: Mapping[str, str]) -> tuple[str, Arguments] | None:
    if fact.status == "denied":
        return None
    summons = " summons" if any(proof.rule in SUMMONS for proof in fact.proofs) else ""
    chosen = TYPES.get(f"{fact.predicate} {fact.status}") or TYPES.get(fact.predicate + summons)
    fillers: list[tuple[str, str | Value]] = list(fact.qualifiers)
    if fact.kind == "observation":
        lost = isinstance(fact.object, Value) and fact.object.number is not None and fact.object.number < 0
        chosen = TYPES["Loss"] if fact.predicate == "netProfit" and lost else None
        if isinstance(fact.object, Value) and fact.subject is not None:
            fillers += [("owner", fact.subject), ("amount", fact.object)]
    if fact.kind == "relation" or chosen is None:
        return None
    kind, roles = chosen
    known = {filler.iso for role, filler in fillers if role == "disclosedOn" and isinstance(filler, Value)}
    sentences = [text[proof.start : proof.end] for proof in fact.proofs]
    return kind, frozenset(
        (
            roles[role],
            names.get(filler, "") if isinstance(filler, str) else write_value(role, filler, sentences),
        )
        for role, filler in fillers
        if role in roles and not (role == "date" and isinstance(filler, Value) and filler.iso in known)
    )


def write_value(role: str, value: Value, sentences: Sequence[str]) -> str:
    """Return a figure or date as the data set writes it: hedged (不超过), shares without 股, losses unsigned."""
    written = value.text.removeprefix("-") if role == "amount" else value.text
    for sentence in sentences:
        hedge = re.search(rf"(?:{HEDGES})\s*(?={re.escape(written)})", sentence) if value.kind == "quantity" else None
        if hedge:
            written = hedge[0] + written
            break
        dated = re.search(rf"20\d\d\s*年\s*{re.escape(written)}", sentence) if value.kind == "date" else None
        if dated:  # the fullest form
            written = dated[0]
            break
    return re.sub(r"股?(?:股份|股票)?$", "", written).strip() if role == "quantity" else written


def count_arguments(
    found: Sequence[tuple[str, Arguments]], wanted: Sequence[tuple[str, Arguments]]
) -> tuple[int, int, int]:
    """Return (right, found, wanted) arguments of main roles, each found event paired with the best wanted one left."""
    main = {(kind, role) for kind, names in TYPES.values() for role in names.values()}
    left = [(kind, {a for a in arguments if (kind, a[0]) in main}) for kind, arguments in wanted]
    right = 0
    for kind, arguments in sorted(found, key=lambda event: -len(event[1])):
        same = [event for event in left if event[0] == kind]
        if same:
            best = max(same, key=lambda event: len(event[1] & arguments))
            right += len(best[1] & arguments)
            left.remove(best)
    total = sum(1 for kind, arguments in wanted for a in arguments if (kind, a[0]) in main)
    return right, sum(len(arguments) for _, arguments in found), total


def print_score(name: str, right: int, found: int, wanted: int) -> None:
    """Print one line of precision, recall and F1."""
    precision, recall = right / found if found else 0.0, right / wanted if wanted else 0.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    print(f"{name:<24} P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}  ({right} right, {found} found, {wanted} wanted)")


def main(arguments: Sequence[str]) -> int:
    """Print the scores of a copy of the data set; return 1 if it can't be read."""
    parser = argparse.ArgumentParser(prog="python -m kg.evaluate.duee")
    parser.add_argument("path", type=Path)
    try:
        rows = list(read_duee(parser.parse_args(arguments).path))
    except InputError as error:
        print(error, file=sys.stderr)
        return 1
    types: Counter[tuple[str, str]] = Counter()
    roles = [0, 0, 0]
    for wanted, graph in zip((wanted for _, wanted in rows), build_graphs(doc for doc, _ in rows), strict=True):
        found = list_events(graph)
        has, should = {kind for kind, _ in found}, {kind for kind, _ in wanted}
        types.update(("right", kind) for kind in has & should)
        types.update(("found", kind) for kind in has)
        types.update(("wanted", kind) for kind in should)
        roles = [a + b for a, b in zip(roles, count_arguments(found, wanted), strict=True)]
    for kind in sorted({kind for kind, _ in TYPES.values()}):
        print_score(kind, *(types[part, kind] for part in ("right", "found", "wanted")))
    print_score(
        "event types", *(sum(n for (p, _), n in types.items() if p == part) for part in ("right", "found", "wanted"))
    )
    print_score("arguments, main roles", *roles)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
