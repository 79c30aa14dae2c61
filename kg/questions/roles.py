"""Which end of a property an entity of a question stands at: by what the property takes, else by the words' order.

Chinese marks who acts by order (美的收购小天鹅), by 被 and 由 (小天鹅被美的收购), by 向 and 给 (向特斯拉供货), and
nouns by 的 (特斯拉的供应商).
"""

from collections.abc import Iterable, Sequence
from typing import Literal

from kg.ontology.vocabulary import Property, is_a, load_vocabulary
from kg.questions.tokens import Form, Thing, Token

Role = Literal["subject", "object"]
OTHER: dict[Role, Role] = {"subject": "object", "object": "subject"}
MARKETS = frozenset({"Place", "Segment"})  # what a market can be


def fits(types: Iterable[str], wanted: Iterable[str]) -> bool:
    """Tell whether something of these classes can be one of those wanted."""
    held = set(types)
    return any(name in held for name in wanted)


def agree(name: str, wanted: Iterable[str]) -> bool:
    """Tell whether a class asked for and the classes a property takes can be the same thing's."""
    vocabulary = load_vocabulary()
    names = MARKETS if name == "Market" else {name}
    return any(is_a(vocabulary, a, b) or is_a(vocabulary, b, a) for a in names for b in wanted)


def keep_fitting(things: Sequence[Thing], wanted: Iterable[str]) -> tuple[Thing, ...]:
    """Return those of the things a name may mean that a property takes."""
    accepted = tuple(wanted)
    return tuple(thing for thing in things if fits(thing.types, accepted))


def find_role(tokens: Sequence[Token], entity: int, relation: int, *, form: Form, property: Property) -> Role | None:
    """Return the end of the property at which the entity (an index of tokens) stands; None where it can't be told.

    A relation token that is the entity's own neighbour decides nothing by itself: what a property takes comes first.
    """
    reading = tokens[entity].find("entity")
    if reading is None:
        return None
    able: dict[Role, bool] = {
        "subject": bool(keep_fitting(reading.things, property.domain)),
        "object": bool(keep_fitting(reading.things, property.range)),
    }
    if able["subject"] != able["object"]:
        role: Role = "subject" if able["subject"] else "object"
        if role == "subject" and form == "verb" and _is_asked_between(tokens, entity, relation):
            return None  # 美的是谁创立的 asks who founded it, not what it founded
        return role if form != role or _belongs(tokens, entity, relation) else None
    if not able["subject"]:
        return None
    ends = [index for index, token in enumerate(tokens) if _can_be_end(token, property)]
    if form in ("subject", "object"):
        return _find_noun_role(ends, entity, relation, form)
    role = _find_verb_role(tokens, ends, entity, relation)
    return OTHER[role] if form == "reversed" else role


def _can_be_end(token: Token, property: Property) -> bool:
    reading = token.find("entity")
    return reading is not None and bool(keep_fitting(reading.things, (*property.domain, *property.range)))


def _belongs(tokens: Sequence[Token], entity: int, noun: int) -> bool:
    """Tell whether a noun can say what the entity itself is: Redmi是谁的品牌, but not Redmi的品牌."""
    owners = (token.find("ask") or token.find("entity") or token.find("class") for token in tokens[entity + 1 : noun])
    return any(owners) and tokens[noun - 1].text == "的"


def _find_noun_role(ends: Sequence[int], entity: int, relation: int, form: Form) -> Role:
    """Return the other end than the noun names for the nearest entity before it (特斯拉 of 特斯拉的供应商)."""
    named: Role = "subject" if form == "subject" else "object"
    before = [index for index in ends if index < relation]
    return OTHER[named] if before and entity == before[-1] else named


def _find_verb_role(tokens: Sequence[Token], ends: Sequence[int], entity: int, verb: int) -> Role:
    if entity > verb:
        return "object"
    marks = [index for index in range(verb) if tokens[index].find("marker", "passive")]
    if entity - 1 in marks:
        return "subject"
    if marks:
        return "object"
    if entity > 0 and tokens[entity - 1].find("marker", "toward"):
        return "object"
    return "object" if _is_asked_between(tokens, entity, verb) or _follows_agent(tokens, ends, entity) else "subject"


def _is_asked_between(tokens: Sequence[Token], entity: int, verb: int) -> bool:
    """Tell whether 谁 stands between as the one who acts: 小天鹅是谁收购的, but not 美的向谁供货."""
    for index in range(entity + 1, verb):
        asks = tokens[index].find("ask", "person")
        if asks and not tokens[index - 1].find("marker", "toward", "and", "from"):
            return True
    return False


def _follows_agent(tokens: Sequence[Token], ends: Sequence[int], entity: int) -> bool:
    """Tell whether an entity before the verb is the second there, and not of a list: 美的把小天鹅收购了."""
    if entity > 0 and tokens[entity - 1].find("marker", "and"):
        return False
    return any(index < entity for index in ends)
