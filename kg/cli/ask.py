"""`kg ask`: a Chinese question in, the answer with its SPARQL, its rows and the sentences out."""

import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    pass


class AnswerFormat(StrEnum):
    """The forms of an answer."""

    text = "text"
    json = "json"


def ask(
    question: Annotated[
        str, typer.Argument(metavar="QUESTION", help="A question in Chinese, such as 小米在哪些市场进入前五？")
    ],
    directory: Annotated[
        Path, typer.Option("--dir", "-d", metavar="DIR", help="The build whose store is asked.")
    ] = Path("output"),
    format: Annotated[
        AnswerFormat, typer.Option("--format", "-f", help="An answer to read, or one for programs.")
    ] = AnswerFormat.text,
) -> None:
    """Answer a question in Chinese: what it was taken for, its SPARQL, the rows, the sentences."""
    from kg.graph.store import open_store
    from kg.questions import answer_question, make_document
    from kg.questions.rendering import render_answer

    answer = answer_question(open_store(directory), question)
    if format is AnswerFormat.json:
        typer.echo(json.dumps(make_document(answer), ensure_ascii=False, indent=2))
        return
    from kg.cli.screen import make_console

    console = make_console()
    for part in render_answer(answer):
        console.print(part, soft_wrap=not hasattr(part, "columns"))
