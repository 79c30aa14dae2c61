"""CLUENER's labelled sentences in; how well organisations and people are found in them, exact spans, out.

Organisations are its company, organization and government together; people its name. No copy of the data is part of
this project: pass the path of one, JSON lines of {"text", "label": {type: {name: [[first, last]]}}}, also .gz. Nothing
in the project is tuned on it.
Source: https://github.com/CLUEbenchmark/CLUENER2020 (Xu et al. 2020, CLUENER2020).

usage: python -m kg.evaluate.cluener PATH [--sentences 2000] [--seed 1] [--missed]
"""

import argparse
import gzip
import json
import random
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import InputError
from kg.evaluate.scores import HEADER, Score, compare_sets, write_row
from kg.evaluate.sentences import find_sentence_mentions, find_tagged_spans, is_body
from kg.model import Mention

Span = tuple[int, int]
FLOORS = {"organisations": 0.65, "people": 0.78}
LABELS = {"organisations": ("company", "organization", "government"), "people": ("name",)}
TAGS = {"organisations": "ORG", "people": "PER"}
KINDS: Mapping[str, Callable[[Mention], bool]] = {
    "organisations": is_body,
    "people": lambda mention: mention.type == "Person" and mention.antecedent is None,
}
ACCEPTED = 'lines of {"text": …, "label": {"company": {"小米": [[0, 1]]}}} are accepted'


@dataclass(frozen=True, slots=True)
class Labelled:
    """A sentence with the half-open spans of each kind of name."""

    text: str
    spans: Mapping[str, frozenset[Span]]


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
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise InputError(f"{path}:{number}: {error!r}; {ACCEPTED}") from error
    return rows


def _read_row(row: Mapping[str, Mapping[str, Mapping[str, list[list[int]]]]]) -> Labelled:
    spans = {
        kind: frozenset(
            (first, last + 1)
            for label in labels
            for places in row["label"].get(label, {}).values()
            for first, last in places
        )
        for kind, labels in LABELS.items()
    }
    return Labelled(str(row["text"]), spans)


def find_spans(sentences: Sequence[Labelled]) -> Iterator[dict[str, set[Span]]]:
    """Yield for each sentence the spans of each kind that the mention stage finds."""
    for mentions in find_sentence_mentions(sentence.text for sentence in sentences):
        yield {kind: {(a, b) for a, b, mention in mentions if belongs(mention)} for kind, belongs in KINDS.items()}


def find_tagger_spans(sentences: Sequence[Labelled]) -> Iterator[dict[str, set[Span]]]:
    """Yield for each sentence the spans of each kind that the tagger alone gives."""
    texts = [sentence.text for sentence in sentences]
    found = [find_tagged_spans(texts, tag) for tag in TAGS.values()]
    for spans in zip(*found, strict=True):
        yield dict(zip(TAGS, spans, strict=True))


def score_spans(sentences: Sequence[Labelled], found: Sequence[Mapping[str, set[Span]]]) -> dict[str, Score]:
    """Return the score of each kind over all sentences."""
    return {
        kind: sum(
            (compare_sets(spans[kind], sentence.spans[kind]) for sentence, spans in zip(sentences, found, strict=True)),
            Score(),
        )
        for kind in KINDS
    }


def write_differences(sentence: Labelled, spans: Mapping[str, set[Span]]) -> Iterator[str]:
    """Yield a line for each kind in which a sentence is read otherwise than labelled: - missed, + found too much."""
    for kind, wanted in sentence.spans.items():
        marks = [(a, b, "-") for a, b in wanted - spans[kind]] + [(a, b, "+") for a, b in spans[kind] - wanted]
        if marks:
            yield f"{kind} {' '.join(mark + sentence.text[a:b] for a, b, mark in sorted(marks))} | {sentence.text}"


def main(arguments: Sequence[str]) -> int:
    """Print the scores, ours and the tagger's alone; return 0 when every floor is met."""
    parser = argparse.ArgumentParser(prog="python -m kg.evaluate.cluener")
    parser.add_argument("path", type=Path)
    parser.add_argument("--sentences", type=int, default=2000, help="how many, drawn at random (0: all)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--missed", action="store_true", help="list what is read otherwise than labelled")
    options = parser.parse_args(arguments)
    try:
        rows = read_labelled(options.path)
    except InputError as error:
        print(error, file=sys.stderr)
        return 1
    if 0 < options.sentences < len(rows):
        rows = random.Random(options.seed).sample(rows, options.sentences)
    ours = list(find_spans(rows))
    scores = score_spans(rows, ours)
    alone = score_spans(rows, list(find_tagger_spans(rows)))
    print(f"{len(rows)} sentences, {sum(len(row.text) for row in rows)} characters, seed {options.seed}")
    print(HEADER)
    for kind, score in scores.items():
        print(write_row(kind, score))
        print(write_row("  the tagger alone", alone[kind]))
    if options.missed:
        for row, spans in zip(rows, ours, strict=True):
            for line in write_differences(row, spans):
                print(line)
    return 0 if all(scores[kind].f1 >= floor for kind, floor in FLOORS.items()) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
