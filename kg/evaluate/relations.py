"""FinRE's sentences with labelled pairs of companies in; how many are read, and what share of our facts they bear out.

A third of the labels tell what annotators knew and not what the sentence says (rivals are labelled wherever both are
named), so recall is far below 1 for any reader, and a fact that no label bears out is often right all the same: the
figures are there to be compared with themselves. A name stands for another where one contains the other (联想集团).
The training part's wording was read when the patterns were written; the validation part was not. No copy of the data is
part of this project: pass the path of one, lines of head TAB tail TAB relation TAB sentence, also .gz.
Source: https://github.com/thunlp/Chinese_NRE (Li et al. 2019, FinRE).

usage: python -m kg.evaluate.relations PATH [--missed LABEL] [--doubtful PROPERTY]
"""

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import InputError
from kg.evaluate.finre import read_rows
from kg.evaluate.scores import Score
from kg.evaluate.sentences import make_sentence
from kg.model import Extraction, Mention
from kg.pipeline import extract_documents

Fact = tuple[str, str, str]  # subject, property, object
STAKE = ("investsIn", "acquired")
# label → properties that say the same; a label 被… holds from tail to head
SAID_BY: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("持股", "入股", "注资", "增持", "减持", "买资", "收购", "拟收购", "重组"), STAKE),
    "合并": ("acquired",),
    "合作": ("partnerOf",),
    "签约": ("partnerOf",),
    "合资": ("partnerOf", *STAKE),
    "竞争": ("competitorOf",),
    "订单": ("supplierOf",),
    "拥有": ("subsidiaryOf", "ownsBrand", *STAKE),
}
# labels beside those above that bear a fact out
BORNE_OUT: Mapping[str, tuple[str, ...]] = {
    "investsIn": ("拥有", "发行", "交易", "转让"),
    "acquired": ("拥有", "借壳", "交易"),
    "partnerOf": ("合资", "交易", "订单", "商讨"),
    "competitorOf": ("纠纷",),
    "supplierOf": ("合作", "交易"),
    "subsidiaryOf": ("持股", "成立", "收购"),
}
RECALL_FLOORS = {"持股": 0.25, "收购": 0.40, "增持": 0.20, "拥有": 0.18, "签约": 0.15, "合作": 0.15}
SHARE_FLOORS = {"investsIn": 0.85, "acquired": 0.80, "partnerOf": 0.85, "subsidiaryOf": 0.80}


@dataclass(frozen=True, slots=True)
class Pair:
    """A labelled pair of companies; `label` never begins with 被."""

    head: str
    tail: str
    label: str


def read_pairs(path: Path) -> dict[str, tuple[Pair, ...]]:
    """Return the labelled pairs of each sentence, each once, in the order of the file.

    Raises:
        InputError: the file can't be read, or a line has another shape.
    """
    pairs: dict[str, dict[Pair, None]] = {}
    for head, tail, label, sentence in read_rows(path):
        pair = Pair(tail, head, label[1:]) if label.startswith("被") else Pair(head, tail, label)
        pairs.setdefault(sentence, {})[pair] = None
    return {sentence: tuple(found) for sentence, found in pairs.items()}


def is_same_name(one: str, other: str) -> bool:
    """Tell whether two names may be one body's: the same, or one within the other."""
    short, long = sorted((one, other), key=len)
    return short == long or (len(short) > 1 and short in long)


def list_facts(extraction: Extraction) -> list[Fact]:
    """Return the relations between things that an extraction holds, pronouns read as whom they mean."""
    return [
        (_name(e.subject), e.predicate, _name(e.object))
        for e in extraction.evidence
        if e.kind == "relation" and isinstance(e.subject, Mention) and isinstance(e.object, Mention)
    ]


def _name(mention: object) -> str:
    assert isinstance(mention, Mention)
    return (mention.antecedent or mention).text


def is_said(pair: Pair, facts: Sequence[Fact]) -> bool:
    """Tell whether one of the facts says what a pair's label says, in either direction."""
    return any(
        property_ in SAID_BY.get(pair.label, ())
        and (
            (is_same_name(subject, pair.head) and is_same_name(object_, pair.tail))
            or (is_same_name(subject, pair.tail) and is_same_name(object_, pair.head))
        )
        for subject, property_, object_ in facts
    )


def find_labels(fact: Fact, pairs: Sequence[Pair]) -> set[str]:
    """Return the labels of the pairs that a fact speaks of, in either direction."""
    subject, _, object_ = fact
    ends = [(pair.head, pair.tail, pair.label) for pair in pairs] + [
        (pair.tail, pair.head, pair.label) for pair in pairs
    ]
    return {label for head, tail, label in ends if is_same_name(subject, head) and is_same_name(object_, tail)}


def bears_out(property_: str, labels: set[str]) -> bool:
    """Tell whether one of the labels says what the property says."""
    return any(property_ in SAID_BY.get(label, ()) or label in BORNE_OUT[property_] for label in labels)


def score_labels(pairs: Mapping[str, Sequence[Pair]], facts: Sequence[Sequence[Fact]]) -> dict[str, Score]:
    """Return for each label how many of its pairs were said."""
    scores: dict[str, Score] = {}
    for own, said in zip(pairs.values(), facts, strict=True):
        for pair in own:
            if pair.label in SAID_BY:
                right = int(is_said(pair, said))
                scores[pair.label] = scores.get(pair.label, Score()) + Score(right, right, 1)
    return scores


def score_properties(pairs: Mapping[str, Sequence[Pair]], facts: Sequence[Sequence[Fact]]) -> dict[str, Score]:
    """Return for each property how many of its facts about labelled pairs the labels bear out."""
    scores: dict[str, Score] = {}
    for own, said in zip(pairs.values(), facts, strict=True):
        for fact in sorted(set(said)):
            labels = find_labels(fact, own) if fact[1] in BORNE_OUT else set()
            if labels:
                right = int(bears_out(fact[1], labels))
                scores[fact[1]] = scores.get(fact[1], Score()) + Score(right, 1, right)
    return scores


def write_listed(
    pairs: Mapping[str, Sequence[Pair]], facts: Sequence[Sequence[Fact]], *, missed: str, doubtful: str
) -> Iterator[str]:
    """Yield a line for each pair of the label `missed` not said, and for each fact of `doubtful` not borne out."""
    for (sentence, own), said in zip(pairs.items(), facts, strict=True):
        for pair in own:
            if pair.label == missed and not is_said(pair, said):
                yield f"- {pair.head} {pair.label} {pair.tail} | {sentence}"
        for fact in sorted(set(said)):
            labels = find_labels(fact, own)
            if fact[1] == doubtful and labels and not bears_out(fact[1], labels):
                yield f"+ {' '.join(fact)} [{', '.join(sorted(labels))}] | {sentence}"


def main(arguments: Sequence[str]) -> int:
    """Print the scores; return 0 when every floor is met."""
    parser = argparse.ArgumentParser(prog="python -m kg.evaluate.relations")
    parser.add_argument("path", type=Path)
    parser.add_argument("--missed", default="", metavar="LABEL", help="list the pairs of a label that are not said")
    parser.add_argument("--doubtful", default="", metavar="PROPERTY", choices=["", *BORNE_OUT])
    options = parser.parse_args(arguments)
    try:
        pairs = read_pairs(options.path)
    except InputError as error:
        print(error, file=sys.stderr)
        return 1
    docs = (make_sentence(text, f"sentence-{number}") for number, text in enumerate(pairs, start=1))
    facts = [list_facts(extraction) for extraction in extract_documents(docs)]
    labels, properties = score_labels(pairs, facts), score_properties(pairs, facts)
    print(f"{len(pairs)} sentences\n\nrecall of each label")
    for name, score in sorted(labels.items()):
        print(f"{name}\t{score.recall:.3f}\t{score.right} of {score.wanted}")
    print("\nshare of each property's facts about labelled pairs that a label bears out")
    for name, score in sorted(properties.items()):
        print(f"{name}\t{score.precision:.3f}\t{score.right} of {score.found}")
    print(*write_listed(pairs, facts, missed=options.missed, doubtful=options.doubtful), sep="\n")
    kept = [labels[name].recall >= floor for name, floor in RECALL_FLOORS.items() if name in labels]
    kept += [properties[name].precision >= floor for name, floor in SHARE_FLOORS.items() if name in properties]
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
