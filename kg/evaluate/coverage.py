"""An article in, what of it reached the graph out: sentences with facts, and those whose names or figures gave none."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.model import Extraction, Mention, Sentence

VALUES = {"Date", "Duration", "Quantity", "Post"}
STANDING = {"body", "teaser", "title"}


@dataclass(frozen=True, slots=True)
class Coverage:
    """One sentence: `facts` were read from it, `marks` are (start, end) in its text of the words that facts use.

    `idle` are the names and figures in it that no fact uses. A repeated sentence or noise is `skipped`.
    """

    sentence: Sentence
    text: str
    facts: int
    marks: tuple[tuple[int, int], ...]
    idle: tuple[str, ...]
    skipped: bool


def measure_coverage(extraction: Extraction) -> Iterator[Coverage]:
    """Yield the coverage of each sentence of an extracted document, in text order."""
    for sentence in extraction.sentences:
        evidence = [e for e in extraction.evidence if e.sentence.index == sentence.index]
        used = {
            (end.start, end.end)
            for piece in evidence
            for end in (piece.subject, piece.object, *(filler for _, filler in piece.roles))
            if isinstance(end, Mention) and sentence.start <= end.start < sentence.end
        }
        used |= {
            (m.start, m.end)
            for piece in evidence
            for m in extraction.mentions
            if m.value is not None and m.value == piece.object and sentence.start <= m.start < sentence.end
        }
        inside = [m for m in extraction.mentions if sentence.start <= m.start < sentence.end]
        yield Coverage(
            sentence,
            extraction.document.text[sentence.start : sentence.end],
            len(evidence),
            tuple(sorted((start - sentence.start, end - sentence.start) for start, end in used if start < end)),
            tuple(m.text for m in inside if (m.start, m.end) not in used and _counts(m)),
            sentence.zone not in STANDING or sentence.copy_of is not None,
        )


def _counts(mention: Mention) -> bool:
    """Tell whether a mention is a name or figure that a reader may miss in the graph."""
    return mention.type == "Quantity" or (
        mention.type not in VALUES and not mention.generic and mention.antecedent is None
    )


def summarize_coverage(found: Sequence[Coverage]) -> str:
    """Return one line: how many sentences gave facts, how many with names or figures gave none."""
    told = [c for c in found if not c.skipped]
    silent = [c for c in told if not c.facts and c.idle]
    facts = sum(c.facts for c in told)
    return (
        f"{len(told)} sentences: {sum(c.facts > 0 for c in told)} gave {facts} pieces of evidence, "
        f"{len(silent)} with names or figures gave none"
    )
