"""A question and the templates in, the plans they allow out: which words fill which slot, which stay unexplained.

A plan is scored by the share of the question that it explains. Words that ask must be ones the template answers, and no
plan may leave a name or a denial unexplained: that would answer another question.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.ontology.vocabulary import is_a, load_vocabulary
from kg.questions.agreement import list_taken, narrow_fills
from kg.questions.roles import agree
from kg.questions.slots import Fill, fill_needs, find_fills
from kg.questions.templates import NO_ASK, Template
from kg.questions.tokens import Kind, Question, Reading, Token
from kg.questions.words import TENSES

WEIGHTS: Mapping[Kind, float] = {
    "entity": 4.0,
    "relation": 2.0,
    "event": 2.0,
    "metric": 2.0,
    "post": 2.0,
    "date": 2.0,
    "quantity": 2.0,
    "status": 1.5,
    "class": 1.0,
    "ask": 1.0,
    "unknown": 1.5,
}
MARKER_WEIGHTS = {"negation": 4.0, "growth": 1.5, "max": 1.5, "min": 1.5, "share": 1.0, "title": 1.0, "speech": 1.5}
MARKER_WEIGHTS |= {
    "document": 1.0,
    "successor": 2.0,
    "predecessor": 2.0,
    "heir": 2.0,
    "sale": 2.0,
    "stop": 2.0,
    "each": 1.0,
    "site": 0.5,
    "than": 0.5,
    "over": 0.5,
    "under": 0.5,
}
SINGLE = ("time", "amount", "money", "place", "reason")  # what a question asks for once
LONE_CHARACTER = 0.5  # an unknown word of one character is more often grammar than matter
DEMONSTRATIVES = ("这家", "这个", "这款", "这座", "该", "这")


@dataclass(frozen=True, slots=True)
class Plan:
    """A template with what fills its slots; `ignored` are the words that matter and have no part in it.

    `score` is the share of the question explained, 0 to 1.
    """

    template: Template
    filled: Mapping[str, tuple[Token, Reading]]
    asked: frozenset[str]
    ignored: tuple[Token, ...]
    score: float
    questions: int = 1  # words that ask for a figure, a date, a place or a reason
    headed: frozenset[int] = frozenset()  # where words begin that 的 or a verb leads to

    @property
    def head(self) -> int:
        """Return where the figure asked for stands: of two nouns the last is what a Chinese phrase is about."""
        measured = [token for token, reading in self.filled.values() if reading.kind == "metric"]
        return max((token.start for token in measured if not token.find("entity")), default=0)  # 卖了多少电池

    @property
    def counted(self) -> bool:
        """Tell whether the question wants to know how many answers there are."""
        return "count" in self.asked and "amount" not in self.asked

    @property
    def several(self) -> bool:
        """Tell whether the question asks for more than one thing, of which an answer can tell one."""
        return self.questions > 1

    @property
    def blocked(self) -> bool:
        """Tell whether words were left over without which this is another question."""
        if self.ignored and self.template.whole:
            return True
        return any(t.find("entity") or t.find("unknown") or t.find("marker", "negation") for t in self.ignored)

    @property
    def guessing(self) -> bool:
        """Tell whether unknown words may be what is asked about: no name was found, or they follow 的 or a verb."""
        named = any(reading.kind == "entity" for _, reading in self.filled.values())
        unknown = [token for token in self.ignored if token.unknown]
        return bool(unknown) and (not named or any(token.start in self.headed for token in unknown))


def find_plans(question: Question, templates: Sequence[Template]) -> list[Plan]:
    """Return the best plan of each template that the question can fill, the best first."""
    plans = []
    for template in templates:
        made = (_make_plan(question, template, fills) for fills in fill_needs(question, template.needs))
        found = [plan for plan in made if plan is not None]
        if found:
            plans.append(max(found, key=lambda plan: (plan.score, plan.head)))
    return sorted(plans, key=lambda plan: (-round(plan.score, 3), -plan.template.prefer, plan.template.id))


def weigh(question: Question, index: int) -> float:
    """Return how much a token matters: nothing where the question means the same without it."""
    token = question.tokens[index]
    if token.idle or _is_apposition(question, index):
        return 0.0
    if not token.readings:
        return LONE_CHARACTER if len(token.text.strip()) < 2 else WEIGHTS["unknown"]
    weights = [
        MARKER_WEIGHTS.get(reading.names[0], 0.0) if reading.kind == "marker" else WEIGHTS[reading.kind]
        for reading in token.readings
    ]
    return max(weights)


def _is_apposition(question: Question, index: int) -> bool:
    """Tell whether a class only says what the name before it is: the 市场 of 印度市场."""
    reading = question.tokens[index].find("class")
    before = next((token for token in question.tokens[:index][::-1] if token.text not in DEMONSTRATIVES), None)
    named = before.find("entity") if before else None
    return bool(reading and named and any(agree(reading.names[0], thing.types) for thing in named.things))


def _make_plan(question: Question, template: Template, needs: tuple[Fill, ...]) -> Plan | None:
    """Return the plan of a template whose needs are filled so; None where the words don't go together."""
    asks = _read_asks(question, template, {fill.index for fill in needs})
    if asks is None:
        return None
    narrowed = narrow_fills(question, template, needs, asks)
    if narrowed is None:
        return None
    fills = narrowed
    for slot in template.may:
        for fill in find_fills(question, slot, {fill.index for fill in fills}):
            if slot.kind == "entity" and _is_listed(question, fill.index, fills):
                continue  # 酷狗音乐 of QQ音乐和酷狗音乐 is asked after itself
            tried = narrow_fills(question, template, (*fills, fill), asks)
            if tried is not None:
                fills = tried
                break
    if not _counts_what_it_names(question, asks, fills):
        return None
    explained = {fill.index for fill in fills} | set(asks)
    explained |= {index for index, token in enumerate(question.tokens) if _repeats(token, fills)}
    return _score(question, template, fills, asks, explained)


def _is_listed(question: Question, index: int, fills: Sequence[Fill]) -> bool:
    """Tell whether an entity stands beside one that fills a slot, with nothing but 和 between."""
    beside = [fill.index for fill in fills if fill.slot.kind == "entity" and abs(fill.index - index) == 2]
    return any(question.tokens[(place + index) // 2].find("marker", "and") for place in beside)


def _repeats(token: Token, fills: Sequence[Fill]) -> bool:
    """Tell whether words say again what fills a slot: 持有 and 股份, 推出 and 品牌, the 要 of 传闻要收购."""
    said = [fill.reading for fill in fills if fill.slot.kind in ("relation", "event", "metric", "status")]
    told = any({"rumoured", "denied"} & set(fill.reading.names) for fill in fills if fill.slot.kind == "status")
    return any(token.find(r.kind, *r.names) for r in said) or bool(told and token.find("status", "planned"))


def _read_asks(question: Question, template: Template, taken: set[int]) -> dict[int, frozenset[str]] | None:
    """Return what the words that ask want, as far as the template tells it; None where one wants something else."""
    asks: dict[int, frozenset[str]] = {}
    for index, token in enumerate(question.tokens):
        reading = token.find("ask")
        if reading is None or index in taken:
            continue
        wanted = frozenset(reading.names) & template.asks
        if wanted:
            asks[index] = wanted
        elif not token.idle:
            return None
    return asks if asks or NO_ASK in template.asks else None


def _counts_what_it_names(question: Question, asks: Mapping[int, frozenset[str]], fills: Sequence[Fill]) -> bool:
    """Tell whether a bare 多少 counts things that the question names (多少品牌), not what is sold (卖了多少车)."""
    bare = any(wanted == {"count"} and question.tokens[i].find("ask", "amount") for i, wanted in asks.items())
    named = any(f.slot.kind == "class" or f.reading.form in ("subject", "object") for f in fills)
    return named or not bare


def is_narrower(name: str, plan: Plan) -> bool:
    """Tell whether a class asked for says more of the answer than the relation does."""
    relation = next((reading for _, reading in plan.filled.values() if reading.kind == "relation"), None)
    if name == "Market":
        return False
    if relation is None or plan.template.answer is None:
        return True
    vocabulary = load_vocabulary()
    taken = [n for r in relation.names for n in list_taken(vocabulary.properties[r], plan.template.answer)]
    return not all(is_a(vocabulary, each, name) for each in taken)


def _list_headed(question: Question) -> Iterator[int]:
    """Yield where words begin that 的 leads to, or a verb to words of more than one character (买了考拉, not 买走)."""
    for token, following in pairwise(question.tokens):
        leads = token.find("relation") or token.find("event") or token.text in TENSES
        if token.text == "的" or (leads and len(following.text) > 1):
            yield following.start


def _score(
    question: Question,
    template: Template,
    fills: Sequence[Fill],
    asks: Mapping[int, frozenset[str]],
    explained: set[int],
) -> Plan:
    weights = [weigh(question, index) for index in range(len(question.tokens))]
    ignored = [index for index, weight in enumerate(weights) if weight and index not in explained]
    total = sum(weights) or 1.0
    return Plan(
        template=template,
        filled={fill.slot.name: (question.tokens[fill.index], fill.reading) for fill in fills},
        asked=frozenset().union(*asks.values()),
        ignored=tuple(question.tokens[index] for index in ignored),
        score=1 - sum(weights[index] for index in ignored) / total,
        questions=sum(bool(token.find("ask", *SINGLE)) for token in question.tokens),
        headed=frozenset(_list_headed(question)),
    )
