"""Events found against DuEE-fin, a data set of Chinese financial announcements with 13 kinds of events and their roles.

    python -m kg.evaluate.duee PATH        PATH: a copy of the data set, one JSON document a line (may be gzipped)

Prints precision, recall and F1 of the event types of each document, and of the main roles (who, whom, amount, date)
under the data set's own matching: an argument counts when event type, role and text agree, each prediction paired with
the annotated event of its type that it shares most arguments with. Source: Han et al., DuEE-Fin, NLPCC 2022.
"""

import gzip
import json
import re
import sys
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from kg.model import Document, Evidence, Extraction, Mention, Value
from kg.pipeline import extract_documents

# our class and role → the data set's type and role; the first four of each type are its main roles
TYPES: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "SharePledge": (
        "质押",
        {"shareholder": "质押方", "issuer": "质押物所属公司", "quantity": "质押股票/股份数量", "date": "事件时间"},
    ),
    "SharePledge/releases": (
        "解除质押",
        {"shareholder": "质押方", "issuer": "质押物所属公司", "quantity": "质押股票/股份数量", "date": "事件时间"},
    ),
    "ShareBuyback": (
        "股份回购",
        {"issuer": "回购方", "amount": "交易金额", "quantity": "回购股份数量", "date": "披露时间"},
    ),
    "ShareReduction": (
        "股东减持",
        {"shareholder": "减持方", "issuer": "股票简称", "quantity": "交易股票/股份数量", "date": "披露时间"},
    ),
    "ShareIncrease": (
        "股东增持",
        {"shareholder": "增持方", "issuer": "股票简称", "quantity": "交易股票/股份数量", "date": "披露时间"},
    ),
    "Loss": ("亏损", {"owner": "公司名称", "amount": "净亏损", "period": "财报周期", "date": "披露时间"}),
    "ContractWin": ("中标", {"supplier": "中标公司", "client": "招标方", "amount": "中标金额", "date": "披露日期"}),
    "Appointment": (
        "高管变动",
        {"person": "高管姓名", "organization": "任职公司", "title": "高管职位", "date": "事件时间"},
    ),
    "Departure": (
        "高管变动",
        {"person": "高管姓名", "organization": "任职公司", "title": "高管职位", "date": "事件时间"},
    ),
    "Bankruptcy": ("企业破产", {"organization": "破产公司", "amount": "债务规模", "date": "破产时间"}),
    "Litigation/is-summoned": ("被约谈", {"defendant": "公司名称", "regulator": "约谈机构", "date": "披露时间"}),
    "Acquisition": ("企业收购", {"buyer": "收购方", "target": "被收购方", "amount": "交易金额", "date": "披露时间"}),
    "StockListing": ("公司上市", {"issuer": "上市公司", "amount": "募资金额", "date": "事件时间"}),
    "Financing": ("企业融资", {"investee": "被投资方", "investor": "投资方", "amount": "融资金额", "date": "披露时间"}),
}
Arguments = frozenset[tuple[str, str]]


def read_duee(path: Path) -> Iterator[tuple[Document, list[tuple[str, Arguments]]]]:
    """Yield (document, annotated events as (type, arguments)) of a copy of the data set."""
    opened = gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8")
    with opened as lines:
        for line in lines:
            row = json.loads(line)
            text = row["title"] + "\n" + row["text"]
            doc = Document(row["id"], row["title"], text, text, array("I", range(len(text) + 1)))
            events = [
                (event["event_type"], frozenset((a["role"], a["argument"]) for a in event["arguments"]))
                for event in row.get("event_list", [])
            ]
            yield doc, events


def list_events(extraction: Extraction) -> list[tuple[str, Arguments]]:
    """Return the events of a document in the data set's terms, those that share who or whom merged."""
    merged: dict[str, list[set[tuple[str, str]]]] = defaultdict(list)
    for evidence in extraction.evidence:
        found = _convert(evidence)
        if found is None:
            continue
        kind, arguments = found
        home = next((known for known in merged[kind] if _are_one(known, arguments)), None)
        if home is None:
            merged[kind].append(set(arguments))
        else:
            home |= arguments
    return [(kind, frozenset(arguments)) for kind, events in sorted(merged.items()) for arguments in events]


def _convert(evidence: Evidence) -> tuple[str, Arguments] | None:
    if evidence.status == "denied":
        return None
    if evidence.kind == "observation":
        value = evidence.object
        lost = (
            evidence.predicate == "netProfit"
            and isinstance(value, Value)
            and value.number is not None
            and value.number < 0
        )
        if not lost or evidence.subject is None:
            return None
        roles: list[tuple[str, Mention | Value | None]] = [
            ("owner", evidence.subject),
            ("amount", value),
            *evidence.roles,
        ]
        kind, names = TYPES["Loss"]
    elif evidence.kind == "event":
        chosen = TYPES.get(evidence.rule) or TYPES.get(evidence.predicate)
        if chosen is None:
            return None
        kind, names = chosen
        roles = list(evidence.roles)
    else:
        return None
    return kind, frozenset(
        (names[role], write_argument(role, filler)) for role, filler in roles if role in names and filler
    )


def write_argument(role: str, filler: Mention | Value | None) -> str:
    """Return an argument as the data set writes it: names in full, share counts without their unit."""
    if isinstance(filler, Mention):
        filler = filler.antecedent or filler
    text = "" if filler is None else filler.text
    return re.sub(r"股?(?:股份|股票)?$", "", text).strip() if role == "quantity" else text


def _are_one(known: set[tuple[str, str]], arguments: Arguments) -> bool:
    """Tell whether two descriptions of one type are of one happening: no role that both fill is filled differently."""
    ours, theirs = dict(known), dict(arguments)
    shared = ours.keys() & theirs.keys()
    return not shared or any(ours[role] == theirs[role] for role in shared)


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


def main(path: str) -> None:
    """Print the scores of a copy of the data set."""
    rows = list(read_duee(Path(path)))
    types: Counter[tuple[str, str]] = Counter()
    roles = [0, 0, 0]
    for (_, wanted), extraction in zip(rows, extract_documents(doc for doc, _ in rows), strict=True):
        found = list_events(extraction)
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


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
