"""`kg ask`: a Chinese question in, the answer with its SPARQL, its rows and the sentences out."""

import json
from pathlib import Path

import click

from kg.cli.options import take_directory


@click.command
@click.argument("question", metavar="QUESTION", help="A question in Chinese, such as 小米在哪些市场进入前五？")
@take_directory(help="The build whose store is asked.")
@click.option(
    "--format",
    "-f",
    type=click.Choice(("text", "json")),
    default="text",
    help="An answer to read, or one for programs.",
)
def ask(question: str, directory: Path, format: str) -> None:
    """Answer a question in Chinese: what it was taken for, its SPARQL, the rows, the sentences."""
    from kg.graph.store import open_store
    from kg.questions import answer_question, make_document
    from kg.questions.rendering import render_answer

    answer = answer_question(open_store(directory), question)
    if format == "json":
        click.echo(json.dumps(make_document(answer), ensure_ascii=False, indent=2))
        return
    from kg.cli.screen import make_console

    console = make_console()
    for part in render_answer(answer):
        console.print(part, soft_wrap=not hasattr(part, "columns"))
