"""A plan in, the SPARQL it means out: the template's query with its slots filled, lines with empty slots dropped."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from kg.expressions import compile_re
from kg.graph.iris import make_prefixes
from kg.model import Value
from kg.ontology.metrics import load_metrics
from kg.ontology.posts import load_posts
from kg.ontology.vocabulary import is_a, load_vocabulary
from kg.questions.matching import Plan, is_narrower
from kg.questions.templates import PLACEHOLDER
from kg.questions.tokens import Reading, Token
from kg.questions.words import load_words

WORDS = "words"  # the slot of words that are looked for in the sentences
CURRENT = "current"  # the slot of the condition that something still holds
_OPERATORS = {"over": ">=", "under": "<=", "about": "=", "exactly": "="}
_HAS_YEAR = compile_re(
    r"\d{4}|\d\d年|[〇零一二三四五六七八九]{2,4}年|[今去前明后本同当上]年|上一年|[本上]个?[月季]|年[前后]"
)
_FINAL = ("chairmanOf", "chiefExecutiveOf", "founderOf")  # what these hold is one post, whatever it is called
_FALL, _RISE = compile_re("[降滑跌减]"), compile_re("[增涨升加]")
_AFTER_ALL = "~"  # sorts behind every character of an ISO date
# pyoxigraph 0.5.13 reads none past U+FFFF in a prefixed name: test_a_name_comes_back_from_a_query fails with one.
_LOCAL = compile_re(r"(?!.*[\U00010000-\U0010ffff])[^\W_][\w·-]*")


def fill_query(plan: Plan, *, base: str, words: Iterable[str] = (), current: bool = False) -> str:
    """Return the SPARQL of a plan; `words` must stand in the sentence of every row, `current` leaves out what was."""
    values = dict(_make_values(plan, base))
    if current:
        values[CURRENT] = "?state != kg:former"
    looked_for = tuple(words)
    if looked_for:
        values[WORDS] = " && ".join(f"CONTAINS(?sentence, {quote(word)})" for word in looked_for)
    lines = []
    for line in plan.template.query.splitlines():
        names = {match[0].removeprefix("$") for match in PLACEHOLDER.finditer(line)}
        if all(values.get(name) for name in names):
            lines.append(PLACEHOLDER.sub(lambda match: values[match[0].removeprefix("$")], line))
    return "\n".join(lines)


def wrap_count(query: str, condition: str = "") -> str:
    """Return the query that counts the distinct answers of another, of those rows that meet a condition."""
    inner = "\n".join(f"    {line}" for line in query.splitlines())
    filter = f"\n  FILTER({condition})" if condition else ""
    return f"SELECT (COUNT(DISTINCT ?answer) AS ?count) WHERE {{\n  {{\n{inner}\n  }}{filter}\n}}"


def quote(text: str) -> str:
    """Return a text as a SPARQL string.

    >>> print(quote('他说"好"'))
    "他说\\"好\\""
    """
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")


def shorten_iri(iri: str, base: str) -> str:
    """Return an IRI as a prefixed name where that is safe in SPARQL, else in brackets."""
    for name, head in make_prefixes(base).items():
        if iri.startswith(head) and _LOCAL.fullmatch(iri[len(head) :]):
            return f"{name}:{iri[len(head) :]}"
    return f"<{iri}>"


def _make_values(plan: Plan, base: str) -> Iterator[tuple[str, str]]:
    """Yield what stands for `slot` and `slot.part`; an empty text drops the lines that name it."""
    for name, (token, reading) in plan.filled.items():
        if reading.kind == "entity":
            names = [shorten_iri(thing.iri, base) for thing in reading.things]
            yield name, " ".join(names)
            yield f"{name}.list", ", ".join(names)
            called = dict.fromkeys([token.text, *(thing.label for thing in reading.things)])
            named = dict.fromkeys([*called, *(each for thing in reading.things for each in thing.names)])
            for part, words in (("naming", called), ("placing", called), ("inside", called), ("calling", named)):
                yield f"{name}.{part}", " || ".join(f"CONTAINS(?{part}, {quote(each)})" for each in words)
        elif reading.kind == "class":
            yield name, _name_terms(_find_widest([each for each in reading.names if is_narrower(each, plan)]))
        elif reading.kind == "date" and reading.value:
            yield name, make_period_test(reading.value)
        elif reading.kind == "quantity" and reading.value:
            yield from _make_quantity(plan, name, reading.value)
        elif reading.kind == "status":
            yield name, _make_status_test(reading)
        elif reading.kind == "post":
            yield from _make_post(name, reading)
        elif reading.kind == "metric":
            yield from _make_metric(name, reading)
        elif reading.kind == "event":
            yield from _make_event(name, reading)
        elif reading.kind == "marker":
            yield name, reading.names[0]
            yield f"{name}.sign", _make_sign_test(token.text)
            yield f"{name}.order", "ASC" if "min" in reading.names else "DESC"
        else:
            yield name, _name_terms(reading.names)
        yield f"{name}.text", token.text


def _find_widest(names: Sequence[str]) -> Sequence[str]:
    """Return of several classes the one that holds the others (地区: Place, not Region), as a query asks for one."""
    vocabulary = load_vocabulary()
    wide = [name for name in names if not any(is_a(vocabulary, name, other) for other in names if other != name)]
    return (wide or names)[:1]


def _make_sign_test(word: str) -> str:
    """Return the condition that a change goes the way a word says, empty where it says none (变化)."""
    if _FALL.search(word):
        return "?value < 0"
    return "?value > 0" if _RISE.search(word) else ""


def _name_terms(names: Iterable[str]) -> str:
    return " ".join(f"kg:{name}" for name in names)


def make_period_test(value: Value) -> str:
    """Return the SPARQL condition that ?when lies within a date or period of a question.

    A date without its year (9月10日, 第三季度) holds in any year: the question counts from nothing.
    """
    iso = value.iso
    if not _HAS_YEAR.search(value.text):
        return f'REGEX(?when, "^{re.sub(r"[0-9]{4}", "[0-9]{4}", iso)}")'
    if value.comparator == "over":
        return f"?when >= {quote(iso)}"
    if value.comparator == "under":
        return f"?when < {quote(iso)}"
    if re.fullmatch(r"\d{4}(-\d\d)?(-\d\d)?", iso):
        return f"STRSTARTS(?when, {quote(iso)})"
    first, last = _find_bounds(iso)
    within = f'?when >= {quote(first)} && ?when <= {quote(last + _AFTER_ALL)} && !CONTAINS(?when, "Q")'
    return f"?when = {quote(iso)} || ({within})"


def _find_bounds(iso: str) -> tuple[str, str]:
    """Return the first and last month (or whatever the range names) of 2018Q3, 2018H1 and 2018-01/2018-09."""
    if "/" in iso:
        first, last = iso.split("/", 1)
        return first, last
    year, kind, number = iso[:4], iso[4:5], int(iso[5:6] or 1)
    length = 3 if kind == "Q" else 6
    return f"{year}-{(number - 1) * length + 1:02}", f"{year}-{number * length:02}"


def _make_quantity(plan: Plan, name: str, value: Value) -> Iterator[tuple[str, str]]:
    number = format((value.number or Decimal(0)).normalize(), "f")
    comparator = value.comparator
    steer = plan.filled.get("bound")
    if steer is not None:
        comparator = "over" if "over" in steer[1].names else "under"
    yield name, number
    yield f"{name}.test", f"?value {_OPERATORS[comparator]} {number}"
    yield f"{name}.unit", quote(value.unit)


def _make_status_test(reading: Reading) -> str:
    if "planned" in reading.names:
        return "?state = kg:planned || ?relation = kg:plansToEnter"
    return " || ".join(f"?state = kg:{status}" for status in reading.names)


def _make_post(name: str, reading: Reading) -> Iterator[tuple[str, str]]:
    yield name, _name_terms(reading.names)
    yield f"{name}.status", f"?state = kg:{reading.status}" if reading.status else ""
    property, title = reading.names[0], reading.title
    yield f"{name}.title", "" if property in _FINAL else _make_title_test(title)


def _make_title_test(title: str) -> str:
    """Return the condition that ?title is this post: 总裁 is no 副总裁, 副总裁 may be 集团副总裁."""
    deputies = load_posts().deputies
    same = load_words().titles.get(title, (title,))
    ends = " || ".join(f"STRENDS(?title, {quote(each)})" for each in same)
    if any(word in title for word in deputies):
        return ends
    none = " && ".join(f"!CONTAINS(?title, {quote(word)})" for word in deputies if len(word) == 1 or word == "助理")
    return f"({ends}) && {none}"


def _make_metric(name: str, reading: Reading) -> Iterator[tuple[str, str]]:
    metrics = load_metrics().metrics
    known = [metrics[each] for each in reading.names if each in metrics]
    yield name, _name_terms(reading.names)
    yield f"{name}.growth", _name_terms(dict.fromkeys(each.growth for each in known if each.growth))
    yield f"{name}.share", _name_terms(dict.fromkeys(each.share for each in known if each.share))


def _make_event(name: str, reading: Reading) -> Iterator[tuple[str, str]]:
    roles = [load_words().roles.get(each, ("", "")) for each in reading.names]
    yield name, _name_terms(reading.names)
    yield f"{name}.subject", "|".join(dict.fromkeys(f"kg:{role}" for role, _ in roles if role))
    yield f"{name}.object", "|".join(dict.fromkeys(f"kg:{role}" for _, role in roles if role))


def list_texts(tokens: Iterable[Token]) -> tuple[str, ...]:
    """Return the words of tokens in their order, each once."""
    return tuple(dict.fromkeys(token.text.strip() for token in tokens))
