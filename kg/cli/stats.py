"""`kg stats`: what a build holds, counted."""

from collections.abc import Mapping
from pathlib import Path

import click

from kg.cli.options import take_directory


@click.command
@take_directory(help="The build whose store is counted.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def stats(directory: Path, as_json: bool) -> None:
    """Print how many documents, entities and facts a build holds, by class, property and status."""
    import dataclasses
    import json

    from kg.graph.stats import count_graph
    from kg.graph.store import open_store

    counts = count_graph(open_store(directory))
    if as_json:
        click.echo(json.dumps(dataclasses.asdict(counts), ensure_ascii=False, indent=2))
        return
    click.echo(f"documents: {counts.documents}, sentences with facts: {counts.sentences}")
    click.echo(f"triples: {counts.triples} asserted, {counts.inferred} inferred")
    for title in ("entities", "relations", "observations", "events", "statuses"):
        _print_counts(title, getattr(counts, title))


def _print_counts(title: str, counts: Mapping[str, int]) -> None:
    from rich.cells import cell_len

    from kg.ontology.vocabulary import load_vocabulary

    vocabulary = load_vocabulary()
    groups = (vocabulary.classes, vocabulary.properties, vocabulary.metrics, vocabulary.statuses)
    labels = {name: f"{term.zh} {name}" for group in groups for name, term in group.items()}
    click.echo(f"{title}: {sum(counts.values())}")
    names = [labels.get(name, name) for name in counts]
    width = max(map(cell_len, names), default=0)
    for name, count in zip(names, counts.values(), strict=True):
        click.echo(f"  {name}{' ' * (width - cell_len(name))}  {count:>6}")
