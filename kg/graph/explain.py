"""What the graph says of an entity, or why it holds a fact, with the sentences: found by id, label or alias."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import chain, groupby

import pyoxigraph as ox
from rich.text import Text

from kg.errors import InputError
from kg.graph.iris import Space, decode_id, make_iri
from kg.graph.telling import Sentence, Statement, Teller, Thing
from kg.ontology.vocabulary import SKOS

_LABELS = (SKOS + "prefLabel", SKOS + "altLabel")
_LANGUAGES = ("zh", "en")
_KINDS = ("relation", "observation", "event")


@dataclass(frozen=True, slots=True)
class Explanation:
    """An entity with its statements and how many more it is the speaker of, or (`thing` is None) one fact."""

    thing: Thing | None
    statements: tuple[Statement, ...]
    told: int = 0


def explain(store: ox.Store, name: str) -> list[Explanation]:
    """Return what is known of every entity of this name (id, label or alias), or of the fact of this id.

    Raises:
        InputError: nothing bears the name; the message offers the nearest.
    """
    teller = Teller(store)
    fact = find_fact(teller, name)
    if fact is not None:
        return [Explanation(None, (teller.statement(fact),))]
    found = find_entities(teller, name)
    if not found:
        raise InputError(f"{name!r}: no entity and no fact of that name or id{_suggest(store, name)}")
    return [_explain_entity(teller, node) for node in found]


def find_entities(teller: Teller, name: str) -> list[ox.NamedNode]:
    """Return the entities that bear this id, IRI, prefixed name, label or alias, sorted."""
    found = [node for node in _make_candidates(teller, "entity", name) if _exists(teller, node)]
    for label in _LABELS:
        for language in _LANGUAGES:
            quads = teller.store.quads_for_pattern(
                None, ox.NamedNode(label), ox.Literal(name, language=language), ox.DefaultGraph()
            )
            nodes = [quad.subject for quad in quads if isinstance(quad.subject, ox.NamedNode)]
            found += [node for node in nodes if node.value.startswith(f"{teller.base}entity/")]
    return sorted(set(found), key=lambda node: node.value)


def find_fact(teller: Teller, name: str) -> ox.NamedNode | None:
    """Return the fact of this id, IRI or prefixed name."""
    return next((node for node in _make_candidates(teller, "fact", name) if _exists(teller, node)), None)


def _make_candidates(teller: Teller, space: Space, name: str) -> Iterator[ox.NamedNode]:
    """Yield the nodes that a bare id, a prefixed name and an IRI could mean."""
    head = f"{teller.base}{space}/"
    prefixed = name.removeprefix(f"{space}:") if name.startswith(f"{space}:") else name
    local = name.removeprefix(head) if name.startswith(head) else prefixed
    for id in (local, decode_id(local)):
        yield ox.NamedNode(make_iri(space, id, base=teller.base))


def _exists(teller: Teller, node: ox.NamedNode) -> bool:
    return next(teller.store.quads_for_pattern(node, None, None, ox.DefaultGraph()), None) is not None


def _explain_entity(teller: Teller, node: ox.NamedNode) -> Explanation:
    facts, told = teller.facts(node)
    ordered = sorted(map(teller.statement, facts), key=lambda statement: (_KINDS.index(statement.kind), statement.id))
    return Explanation(teller.thing(node), tuple(ordered), len(told))


def _suggest(store: ox.Store, name: str) -> str:
    found = [store.quads_for_pattern(None, ox.NamedNode(label), None, ox.DefaultGraph()) for label in _LABELS]
    labels = sorted({quad.object.value for quad in chain(*found) if isinstance(quad.object, ox.Literal)})
    near = [label for label in labels if name in label][:3] or get_close_matches(name, labels, n=3, cutoff=0.5)
    return f"; did you mean {' or '.join(near)}?" if near else "; `kg stats` tells what the graph holds"


def render_explanation(explanation: Explanation) -> Iterator[Text]:
    """Yield the lines to print, the words that matter marked in style: a plain text where no terminal shows it."""
    if explanation.thing is not None:
        yield from _render_thing(explanation.thing)
    for statement in explanation.statements:
        yield from _render_statement(statement)
    if explanation.thing is not None and explanation.told:
        command = f"kg query statements_by_speaker --param speaker={explanation.thing.name}"
        yield Text(f"另有 {explanation.told} 条事实出自其口：{command}", style="dim")
        yield Text("")


def _render_thing(thing: Thing) -> Iterator[Text]:
    yield Text.assemble((thing.name, "bold"), f"  {'、'.join(thing.classes)}  ", (thing.iri, "dim"))
    if len(thing.names) > 1:
        yield Text(f"  又名 {'、'.join(thing.names[1:])}")
    for label, value in thing.identifiers:
        yield Text(f"  {label} {value}")
    yield Text("")


def _render_statement(statement: Statement) -> Iterator[Text]:
    judgement = f"  [{statement.status}, {statement.confidence}]  "
    yield Text.assemble((statement.text, "bold"), judgement, (f"fact:{statement.id}", "dim"))
    if statement.details:
        yield Text("  " + "；".join(f"{label} {value}" for label, value in statement.details))
    for _, group in groupby(statement.sentences, key=lambda s: (s.document, s.start, s.end)):
        yield from _render_quote(list(group))
    yield Text("")


def _render_quote(same: list[Sentence]) -> Iterator[Text]:
    """Yield a sentence once, with all words that some rule marked, and where it comes from."""
    first = same[0]
    opening = "  “"
    text = Text(f"{opening}{first.quote.replace(chr(10), ' ')}”")
    for start, end in sorted({mark for sentence in same for mark in sentence.marks}):
        text.stylize("bold reverse", start + len(opening), end + len(opening))
    yield text
    origin = [first.title] if first.title else []
    origin += [f"{first.document} {first.start}-{first.end}"] + ([first.speaker] if first.speaker else [])
    rules = [f"{sentence.rule} {sentence.score}" for sentence in same]
    yield Text(f"    {', '.join(origin + rules)}", style="dim")
