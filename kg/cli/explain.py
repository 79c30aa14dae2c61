"""`kg explain`: an entity's statements, a fact's sentences, or how much of an article reached the graph."""

from pathlib import Path

import click

from kg.cli.options import take_directory


@click.command
@click.argument(
    "name", metavar="[ENTITY-or-FACT]", default="", help="An id, a label or an alias (小米), or a fact's id."
)
@take_directory(help="The build whose store is read.")
@click.option("--document", metavar="PATH", help="An article: shade what of it reaches the graph.")
@click.option("--merge", metavar="NAME", help="Why names of articles are this one thing, or are not.")
def explain(name: str, directory: Path, document: str | None, merge: str | None) -> None:
    """Print what the graph says of an entity, why it holds a fact or joins names, or what it makes of an article."""
    if (bool(name), bool(document), bool(merge)).count(True) != 1:
        raise click.BadParameter(
            "an entity or fact, --document PATH or --merge NAME is needed, one of them", param_hint="ENTITY"
        )
    if document:
        _explain_document(document)
        return
    if merge:
        _explain_merge(merge, directory)
        return
    from kg.cli.screen import make_console
    from kg.graph import explain as explaining
    from kg.graph.store import open_store

    console = make_console()
    for explanation in explaining.explain(open_store(directory), name):
        for line in explaining.render_explanation(explanation):
            console.print(line, soft_wrap=True)


def _explain_document(path: str) -> None:
    from rich.text import Text

    from kg.cli.screen import make_console
    from kg.documents import read_documents
    from kg.evaluate.coverage import measure_coverage, summarize_coverage
    from kg.pipeline import extract_documents

    console = make_console()
    for extraction in extract_documents(read_documents([path])):
        found = list(measure_coverage(extraction))
        console.print(f"{extraction.document.id}: {summarize_coverage(found)}", soft_wrap=True)
        for coverage in found:
            if coverage.skipped or not coverage.text.strip():
                continue
            line = Text(coverage.text.rstrip(), style="" if coverage.facts else "dim")
            for start, end in coverage.marks:
                line.stylize("bold reverse", start, end)
            sign = f"{coverage.facts:>3} " if coverage.facts else "  ! " if coverage.idle else "    "
            console.print(Text(sign) + line, soft_wrap=True)
            if not coverage.facts and coverage.idle:
                console.print(f"      nothing read of: {', '.join(coverage.idle)}", soft_wrap=True)


def _explain_merge(name: str, directory: Path) -> None:
    from kg.corpus.merging import explain_names, render_reasons

    for line in render_reasons(explain_names(name, directory)):
        click.echo(line)
