"""`kg evaluate`: annotated articles or gold files in, precision, recall and F1 of names, dates and figures out."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import PATH
from kg.errors import InputError

if TYPE_CHECKING:
    from kg.evaluate.scores import Judgement
    from kg.model import Document

CORPUS = "corpus"  # a folder of this name beside the gold files' own is looked into too


@click.command
@click.argument(
    "paths",
    nargs=-1,
    required=True,
    metavar="GOLD...",
    type=PATH,
    help="Articles with marks ([小米集团|Company]董事长[雷军|Person]), or gold files (.json) of articles.",
)
@click.option("--articles", metavar="DIR", type=PATH, help="Where the articles of gold files are, if not beside them.")
@click.option("--missed", is_flag=True, help="List what was missed, and what was found wrongly.")
@click.option("--calibration", is_flag=True, help="Print stated confidence against observed precision of facts.")
def evaluate(paths: Sequence[Path], articles: Path | None, missed: bool, calibration: bool) -> None:
    """Print how well names, dates and figures are found in articles that somebody annotated."""
    if calibration:
        _print_calibration(paths, articles)
        return
    from kg.evaluate.scores import HEADER, Score, write_row

    judged = [judgement for path in paths for judgement in _judge(path, articles)]
    totals: dict[str, Score] = {}
    for _, judgement in judged:
        totals[judgement.kind] = totals.get(judgement.kind, Score()) + judgement.score
    names = [score for kind, score in totals.items() if kind not in ("Date", "Duration", "Quantity")]
    click.echo(HEADER)
    for kind in sorted(totals):
        click.echo(write_row(kind, totals[kind]))
    click.echo(write_row("all names", sum(names, Score())))
    if missed:
        for document, judgement in judged:
            _print_differences(document, judgement)


def _print_calibration(paths: Sequence[Path], articles: Path | None) -> None:
    from kg.evaluate.calibration import judge_facts, make_bins
    from kg.evaluate.gold import read_gold
    from kg.pipeline import build_graph

    graph = build_graph([_read_article(path, read_gold(path).document, articles) for path in paths])
    judged = list(judge_facts(graph, paths))
    if not judged:
        raise InputError(f"{', '.join(map(str, paths))}: no fact to judge; gold files with relations are needed")
    click.echo(f"{'confidence':<14}{'facts':>6}{'stated':>9}{'observed':>10}")
    for row in make_bins(judged):
        click.echo(f"{row.low:.2f} to {row.high:.2f}  {row.facts:>6}{row.stated:>9.3f}{row.right / row.facts:>10.3f}")


def _judge(path: Path, articles: Path | None) -> "list[tuple[str, Judgement]]":
    """Return what came of each kind in one annotated article or gold file."""
    from kg.evaluate.annotations import judge_annotations, read_annotations
    from kg.evaluate.gold import judge_document, read_gold
    from kg.pipeline import find_document_mentions

    if path.suffix == ".json":
        gold = read_gold(path)
        doc = _read_article(path, gold.document, articles)
        ((doc, mentions),) = find_document_mentions([doc])
        return [(gold.document, judgement) for judgement in judge_document(gold, doc, mentions)]
    doc, marks = read_annotations(path)
    ((doc, mentions),) = find_document_mentions([doc])
    return [(path.name, judgement) for judgement in judge_annotations(doc, marks, mentions)]


def _read_article(path: Path, name: str, articles: Path | None) -> "Document":
    from kg.documents import read_documents

    places = [articles] if articles else [path.parent, path.parent.parent / CORPUS]
    found = next((place / name for place in places if (place / name).is_file()), None)
    if found is None:
        where = " or ".join(str(place) for place in places)
        raise InputError(f"{path}: its article {name} is not in {where}; say where it is with --articles")
    return next(iter(read_documents([str(found)])))


def _print_differences(document: str, judgement: "Judgement") -> None:
    for title, words in (("missed", judgement.missed), ("wrong", judgement.spurious)):
        if words:
            click.echo(f"{title} in {document}: {judgement.kind}: {_join(words)}")


def _join(words: Sequence[str]) -> str:
    return ", ".join(words)
