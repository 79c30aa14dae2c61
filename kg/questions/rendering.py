"""An answer in, what a terminal prints out."""

from collections.abc import Iterator

from rich.box import SIMPLE_HEAD
from rich.console import RenderableType
from rich.table import Table as Screen
from rich.text import Text

from kg.graph.telling import Sentence, Statement
from kg.ontology.vocabulary import load_vocabulary
from kg.questions.answers import Answer
from kg.questions.rows import HEADINGS

MOST_QUOTES = 8  # sentences printed; the JSON form has all


def render_answer(answer: Answer) -> Iterator[RenderableType]:
    """Yield the parts of an answer as they are read: the answer, what was understood, rows, sentences, SPARQL."""
    for line in answer.said:
        yield Text(line, style="bold")
    if answer.verdict == "unsure":
        yield Text("（不确定）", style="yellow")
    for note in answer.notes:
        yield Text(f"注意：{note}", style="yellow")
    understood = "；".join(f"{words} = {meaning}" for words, meaning in answer.understood)
    if understood:
        yield Text(f"理解：{understood}", style="dim")
    yield from _render_near(answer)
    yield from _render_offers(answer)
    if answer.table.rows:
        yield Text("")
        yield _make_screen(answer)
        yield from _render_quotes(answer)
    if answer.sparql:
        yield Text("SPARQL", style="bold")
        yield Text(answer.sparql)


def _render_near(answer: Answer) -> Iterator[Text]:
    """Yield the sentences that may tell what no fact does."""
    if answer.quotes:
        yield Text("可能有关的原句：")
        for quote in answer.quotes:
            yield Text(f"  “{quote.text}”").append(f" —— {quote.title or quote.document}", style="dim")


def _render_offers(answer: Answer) -> Iterator[Text]:
    if answer.offers:
        yield Text("可以这样问：")
        for offer in answer.offers:
            yield Text(f"  {offer}")


def _make_screen(answer: Answer) -> Screen:
    """Return the rows, or the facts themselves where the question asks for all there is."""
    screen = Screen(box=SIMPLE_HEAD, show_edge=False, pad_edge=False)
    statuses = load_vocabulary().statuses
    states = [statuses[row.state].zh if row.state in statuses else "" for row in answer.table.rows]
    confidences = {statement.id: statement.confidence for statement in answer.statements}
    if not answer.table.columns or answer.table.columns == ("when",):
        for heading in ("事实", "细节", "状态", "把握"):
            screen.add_column(heading, overflow="fold")
        for statement in answer.statements:
            details = "；".join(f"{label} {value}" for label, value in statement.details)
            screen.add_row(Text(statement.text), Text(details), statement.status, statement.confidence)
        return screen
    for column in answer.table.columns:
        screen.add_column(HEADINGS.get(column, column), overflow="fold")
    held = any(states)
    for heading in ("状态", "把握") if held else ():
        screen.add_column(heading)
    for row, state in zip(answer.table.rows, states, strict=True):
        judged = [state, confidences.get(row.fact.rpartition("/")[2], "")] if held else []
        screen.add_row(*(Text(cell.text) for cell in row.cells), *judged)
    return screen


def _render_quotes(answer: Answer) -> Iterator[Text]:
    quotes = list(_list_quotes(answer.statements))
    if quotes:
        yield Text("原句", style="bold")
    yield from quotes[:MOST_QUOTES]
    if len(quotes) > MOST_QUOTES:
        yield Text(f"  另有 {len(quotes) - MOST_QUOTES} 句", style="dim")
    if quotes:
        yield Text("")


def _list_quotes(statements: tuple[Statement, ...]) -> Iterator[Text]:
    """Yield each sentence once, the words that matter marked, with its document."""
    sentences = [sentence for statement in statements for sentence in statement.sentences]
    places: dict[tuple[str, int, int], list[Sentence]] = {}
    for sentence in sentences:
        places.setdefault((sentence.document, sentence.start, sentence.end), []).append(sentence)
    for (document, start, end), same in places.items():
        text = Text(f"  “{same[0].quote.replace(chr(10), ' ')}”")
        for mark in sorted({mark for sentence in same for mark in sentence.marks}):
            text.stylize("bold reverse", mark[0] + 3, mark[1] + 3)
        text.append(f" —— {same[0].title or document}，{document} {start}-{end}", style="dim")
        yield text
