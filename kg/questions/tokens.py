"""What a question is cut into: tokens, each with the readings its words allow."""

from dataclasses import dataclass
from typing import Literal

from kg.model import Value

Kind = Literal[
    "entity", "class", "relation", "event", "metric", "post", "date", "quantity", "ask", "marker", "status", "unknown"
]
# Of a relation: a verb (收购), one whose subject is the property's object (采购), a noun for an end (供应商, 客户).
# Of a status: a noun that asks for all that has it (计划), or a word that narrows a fact down (计划收购).
Form = Literal["", "verb", "reversed", "subject", "object", "noun", "word"]


@dataclass(frozen=True, slots=True)
class Thing:
    """An entity of the store under a name of the question.

    `types` are local names, superclasses included; `names` are all its labels, sorted.
    """

    iri: str
    label: str
    types: frozenset[str]
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """One thing that words can mean; `names` are local names of the vocabulary, or what is asked or marked.

    `title` is a post as a question names it (首席财务官), `status` what it says of the post (前董事长 → former).
    """

    kind: Kind
    names: tuple[str, ...] = ()
    form: Form = ""
    things: tuple[Thing, ...] = ()
    value: Value | None = None
    title: str = ""
    status: str = ""


@dataclass(frozen=True, slots=True)
class Token:
    """`question[start:end]`; no reading means that nothing is known of the words.

    A reading of kind `unknown` is a name that the gazetteer knows and the store does not.
    """

    start: int
    end: int
    text: str
    readings: tuple[Reading, ...]

    def find(self, kind: Kind, *names: str) -> Reading | None:
        """Return the first reading of a kind (with one of these names, if any are given)."""
        for reading in self.readings:
            if reading.kind == kind and (not names or set(names) & set(reading.names)):
                return reading
        return None

    @property
    def unknown(self) -> bool:
        """Tell whether the graph has nothing to do with these words."""
        return not self.readings or self.find("unknown") is not None

    @property
    def idle(self) -> bool:
        """Tell whether a question can mean the same without these words."""
        return self.find("marker", "idle") is not None


@dataclass(frozen=True, slots=True)
class Question:
    """A question cut into tokens that tile it.

    `reference` is the day that 去年 is counted from, in ISO form; `longer` are the (start, end) of names that begin
    with another name (特斯拉上海, which may also be 特斯拉 and 上海).
    """

    text: str
    tokens: tuple[Token, ...]
    reference: str = ""
    longer: tuple[tuple[int, int], ...] = ()
