"""A question that asks several things at once in, the questions it is made of out.

小米的董事长和总裁分别是谁 asks for two posts, 拼多多在哪里、什么时候上市 for two things of one event, and a
comma may part two questions about one company.
"""

from collections.abc import Iterator, Sequence

from kg.questions.tokens import Kind, Question, Token

JOINABLE: tuple[Kind, ...] = ("post", "metric", "relation", "entity", "date")
SEVERALLY = ("分别", "各自")
TELLING: tuple[Kind, ...] = ("relation", "event", "metric", "post", "class")  # one of these a question needs
SPACED: tuple[Kind, ...] = ("post", "metric", "relation")  # what a space may part: 董事长 总裁
_COMMAS = frozenset("，,；;")
_JOINERS = frozenset("、") | _COMMAS


def find_parts(question: Question) -> tuple[str, ...]:
    """Return the questions that a question asks at once, in their order; empty where it asks one."""
    tokens = question.tokens
    joint = any(token.find("ask", "relationship") or token.find("marker", "than") for token in tokens)
    if joint and not any(token.text in SEVERALLY for token in tokens):
        return ()  # 甲和乙是什么关系 is about both
    asks = [index for index, token in enumerate(tokens) if token.find("ask") and not token.idle]
    if len(asks) > 1:
        return _part_asks(tokens, asks) or _part_clauses(tokens, asks)
    return next(_part_nouns(tokens), ())


def _part_asks(tokens: Sequence[Token], asks: Sequence[int]) -> tuple[str, ...]:
    """Return a question a word that asks, where nothing but a joiner stands between them: 在哪里、什么时候上市."""
    between = [index for index in range(asks[0], asks[-1]) if index not in asks]
    if not all(_joins(tokens[index]) or tokens[index].idle for index in between):
        return ()
    others = set(range(asks[0], asks[-1] + 1))
    return tuple(_write(tokens, others - {ask}) for ask in asks)


def _part_clauses(tokens: Sequence[Token], asks: Sequence[int]) -> tuple[str, ...]:
    """Return a question a clause that asks; one that names nothing is about what the first names."""
    ends = [index for index, token in enumerate(tokens) if token.text.strip() in _COMMAS] + [len(tokens)]
    starts = [0, *(end + 1 for end in ends)]
    clauses = [tokens[start:end] for start, end in zip(starts, ends, strict=False)]
    asking = [clause for clause in clauses if any(token.find("ask") and not token.idle for token in clause)]
    subject = next((token.text for token in tokens if token.find("entity")), "")
    if len(asking) < len(asks) or len(asking) < len(clauses):
        return ()
    return tuple(_complete_clause(clause, asking[0], subject) for clause in asking)


def _complete_clause(clause: Sequence[Token], first: Sequence[Token], subject: str) -> str:
    """Return a clause with what it leaves out and the first says: whom it is about, and of which figure 增速 is."""
    text = "".join(token.text for token in clause)
    relative = [token for token in clause if token.find("marker", "growth", "share")]
    bare = bool(relative) and not any(token.find("metric") for token in clause if token not in relative)
    figure = next((token.text for token in first if token.find("metric")), "") if bare else ""
    verb = "" if any(_has(clause, kind) for kind in TELLING) else next(_list_verbs(first), "")
    text = text.rstrip("？?。 ").removesuffix("上的") if verb else text  # 什么时候上的 of 在哪里上市，什么时候上的
    return f"{'' if _has(clause, 'entity') else subject}{figure}{text}{verb}"


def _list_verbs(tokens: Sequence[Token]) -> Iterator[str]:
    return (token.text for token in tokens if token.find("event") or token.find("relation"))


def _has(tokens: Sequence[Token], kind: Kind) -> bool:
    return any(token.find(kind) for token in tokens)


def _part_nouns(tokens: Sequence[Token]) -> Iterator[tuple[str, ...]]:
    """Yield a question a noun of a list of one kind: 营收和净利润, 小米、华为和美的."""
    for kind in JOINABLE:
        for first in range(len(tokens)):
            members = list(_list_members(tokens, first, kind))
            if len(members) > 1:
                others = set(range(members[0], members[-1] + 1))
                yield tuple(_write(tokens, others - {member}) for member in members)
                break


def _list_members(tokens: Sequence[Token], first: int, kind: Kind) -> Iterator[int]:
    for index in range(first, len(tokens), 2):
        if not tokens[index].find(kind):
            return
        yield index
        if index + 1 == len(tokens) or not (_joins(tokens[index + 1]) or _spaces(tokens[index + 1], kind)):
            return


def _spaces(token: Token, kind: Kind) -> bool:
    return kind in SPACED and not token.text.strip()


def _joins(token: Token) -> bool:
    return token.find("marker", "and") is not None or token.text.strip() in _JOINERS


def _write(tokens: Sequence[Token], without: set[int]) -> str:
    return "".join(token.text for index, token in enumerate(tokens) if index not in without)
