"""One sentence as patterns see it: its text encoded with pronouns among the mentions, clause by clause."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.expressions import compile_re
from kg.model import Mention, Sentence, Token
from kg.relations.clauses import Clause, find_asides
from kg.relations.discourse import Passage
from kg.relations.encoding import Encoded, encode

TITLE = compile_re(r"《[^》]*》?")  # of a work or paper: its words deny and plan nothing
LONGEST_WORD = 12  # characters


@dataclass(frozen=True, slots=True)
class Reading:
    """One sentence as patterns see it: its text encoded with pronouns among the mentions, clause by clause."""

    text: str
    sentence: Sentence
    passages: tuple[Passage, ...]
    mentions: tuple[Mention, ...]
    encoded: Encoded
    tokens: Mapping[int, Token]  # by start

    def clause_at(self, place: int) -> Passage:
        """Return the passage that holds a place of the document's text."""
        return next((p for p in self.passages if p.clause.start <= place < p.clause.end), self.passages[-1])


def make_reading(text: str, sentence: Sentence, passages: Sequence[Passage]) -> Reading:
    """Encode a sentence with the mentions of its passages."""
    mentions = tuple(m for p in passages for m in p.clause.mentions)
    tokens = {t.start: t for p in passages for t in p.clause.tokens}
    encoded = encode(text, sentence.start, sentence.end, mentions, without=find_asides(text, mentions))
    return Reading(text, sentence, tuple(passages), mentions, encoded, tokens)


def find_token(reading: Reading, place: int) -> Token | None:
    """Return the word that holds a place, if it is no longer than words are."""
    for start in range(place, place - LONGEST_WORD, -1):
        token = reading.tokens.get(start)
        if token is not None:
            return token if place < token.end else None
    return None


def read_between(reading: Reading, first: int, last: int) -> str:
    return TITLE.sub(
        "",
        "".join(
            char
            for char, item in zip(reading.encoded.code[first:last], reading.encoded.items[first:last], strict=True)
            if item is None
        ),
    )


def blank_mentions(reading: Reading, clause: Clause, verb: int) -> str:
    """Return the clause up to the verb with its names and figures blanked, so that none is read as a word (未来汽车).

    Dates stay: 明年 and 未来五年 are words for the future.
    """
    text = list(reading.text[clause.start : verb])
    for mention in (m for m in clause.mentions if m.type not in {"Date", "Duration"}):
        for place in range(mention.start, min(mention.end, verb)):
            text[place - clause.start] = "　"
    return TITLE.sub(lambda title: "　" * len(title[0]), "".join(text))
