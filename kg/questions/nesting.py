"""A question about something that it only describes (小米董事长的职务) in, the question about the thing itself out.

The description is a question of its own; where that has one sure answer, its name takes the description's place.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from kg.questions.tokens import Question, Token

NEAREST = 2  # tokens from a name to the class of 雷军创办的公司, more than in 小米的品牌


@dataclass(frozen=True, slots=True)
class Nested:
    """A description within a question: `inner` asks who or what it is, `before` and `after` stand around it."""

    inner: str
    before: str
    after: str

    def make_outer(self, name: str) -> str:
        """Return the question with a name in place of the description."""
        return f"{self.before}{name}{self.after}"


def find_nested(question: Question) -> Iterator[Nested]:
    """Yield the descriptions in a question, the longest first: 小米的董事长, 雷军创办的公司."""
    found = []
    for index, token in enumerate(question.tokens):
        if token.find("entity"):
            found += [(token.start, end) for end in _find_ends(question.tokens, index)]
            found += _find_clause(question.tokens, index)
    for start, end in sorted(found, key=lambda span: (span[0] - span[1], span)):
        before, after = question.text[:start], question.text[end:]
        if after.strip("？?。 的是"):
            yield Nested(question.text[start:end], before, after)


def _find_clause(tokens: tuple[Token, ...], entity: int) -> list[tuple[int, int]]:
    """Return the place of a clause that ends in a name and leads to a class: 收购小天鹅的公司."""
    verb = max((index for index in range(entity) if tokens[index].find("relation")), default=None)
    follows = [token.text for token in tokens[entity + 1 : entity + 2]] == ["的"]
    named = len(tokens) > entity + NEAREST and tokens[entity + NEAREST].find("class")
    between = [] if verb is None else tokens[verb + 1 : entity]
    if verb is None or not follows or not named or not all(token.idle for token in between):
        return []
    return [(tokens[verb].start, tokens[entity + NEAREST].end)]


def _find_ends(tokens: tuple[Token, ...], entity: int) -> Iterator[int]:
    """Yield where a description that begins with an entity may end: at a noun of a relation, or at a class after 的."""
    for index in range(entity + 1, len(tokens)):
        token = tokens[index]
        if token.find("ask") or token.find("entity"):
            return
        described = token.find("class") and tokens[index - 1].text == "的" and index - entity > NEAREST
        if token.find("post") or described or any(r.form in ("subject", "object") for r in token.readings):
            yield token.end
