"""FinRE's sentences of financial news in; the share of their companies found with exactly their span out.

A sentence labels only the companies of its relations, so what else is found can't be judged: recall alone is measured.
A name counts once a sentence, found where any of its places is. No copy of the data is part of this project: pass the
path of one, lines of head TAB tail TAB relation TAB sentence, also .gz. Nothing in the project is tuned on it.
Source: https://github.com/thunlp/Chinese_NRE (Li et al. 2019, FinRE).

usage: python -m kg.evaluate.finre PATH [--missed]
"""

import argparse
import gzip
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from kg.errors import InputError
from kg.evaluate.sentences import find_sentence_mentions, find_tagged_spans, is_body

Span = tuple[int, int]
FLOOR = 0.80
ACCEPTED = "lines of head, tail, relation and sentence, separated by tabs, are accepted"


def read_rows(path: Path) -> list[tuple[str, str, str, str]]:
    """Return (head, tail, relation, sentence) of each line of a file, in its order.

    Raises:
        InputError: the file can't be read, or a line has another shape.
    """
    try:
        raw = path.read_bytes()
        lines = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: can't be read ({error}); {ACCEPTED}") from error
    rows: list[tuple[str, str, str, str]] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        cells = line.split("\t")
        if len(cells) != 4:
            raise InputError(f"{path}:{number}: {len(cells)} columns; {ACCEPTED}")
        rows.append((cells[0], cells[1], cells[2], cells[3].strip()))
    return rows


def read_companies(path: Path) -> dict[str, tuple[str, ...]]:
    """Return the labelled companies of each sentence, sorted; sentences in the order of the file.

    Raises:
        InputError: the file can't be read, or a line has another shape.
    """
    companies: dict[str, set[str]] = {}
    for head, tail, _, sentence in read_rows(path):
        companies.setdefault(sentence, set()).update(name for name in (head, tail) if name in sentence)
    return {sentence: tuple(sorted(names)) for sentence, names in companies.items()}


def find_missed(companies: Mapping[str, Sequence[str]], found: Sequence[set[Span]]) -> Iterator[tuple[str, str]]:
    """Yield (name, sentence) of each company that none of the found spans cuts out."""
    for (sentence, names), spans in zip(companies.items(), found, strict=True):
        for name in names:
            places = {(match.start(), match.end()) for match in re.finditer(f"(?={re.escape(name)})", sentence)}
            if not spans & {(start, start + len(name)) for start, _ in places}:
                yield name, sentence


def find_bodies(texts: Sequence[str]) -> list[set[Span]]:
    """Return for each text the spans of the companies and organisations that the mention stage finds."""
    return [
        {(start, end) for start, end, mention in mentions if is_body(mention)}
        for mentions in find_sentence_mentions(texts)
    ]


def main(arguments: Sequence[str]) -> int:
    """Print the recall, ours and the tagger's alone; return 0 when the floor is met."""
    parser = argparse.ArgumentParser(prog="python -m kg.evaluate.finre")
    parser.add_argument("path", type=Path)
    parser.add_argument("--missed", action="store_true", help="list the companies that are not found")
    options = parser.parse_args(arguments)
    try:
        companies = read_companies(options.path)
    except InputError as error:
        print(error, file=sys.stderr)
        return 1
    texts = list(companies)
    wanted = sum(map(len, companies.values()))
    missed = list(find_missed(companies, find_bodies(texts)))
    alone = list(find_missed(companies, list(find_tagged_spans(texts, "ORG"))))
    print(f"{len(texts)} sentences, {wanted} companies")
    print(f"found exactly     {1 - len(missed) / max(1, wanted):.3f}")
    print(f"the tagger alone  {1 - len(alone) / max(1, wanted):.3f}")
    if options.missed:
        for name, sentence in missed:
            print(f"{name} | {sentence}")
    return 0 if wanted - len(missed) >= FLOOR * wanted else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
