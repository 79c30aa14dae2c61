"""Two people of one name kept apart by the bodies they work for, where nothing joins their articles.

Only two-character names are common enough to suspect (王磊); longer and foreign names, and rows of the gazetteer, stay
one person. Articles are joined when they give the person one employer, or related ones (上海市委, 上海市政协; public
bodies that everybody knows), or when one names an employer the other gives: people who change jobs are usually
introduced by the old one. An article without any employer keeps the bare name.
"""

from collections.abc import Mapping, Sequence
from itertools import combinations
from os.path import commonprefix

from kg.expressions import compile_re
from kg.linking.book import NameBook
from kg.linking.companies import split_company
from kg.linking.names import make_id, make_key, split_id
from kg.linking.objects import LinkedDocument
from kg.linking.schema import is_employment

COMMON = compile_re(r"[一-鿿]{2}")
SAME_START = 3  # characters with which the names of related bodies begin (上海市委, 上海市政协)
Resolved = Sequence[tuple[LinkedDocument, dict[str, str]]]


def split_namesakes(
    resolved: Resolved, book: NameBook, *, joined: Mapping[str, str]
) -> list[tuple[LinkedDocument, dict[str, str]]]:
    """Return the documents with a person's node led to as many entities as there are people of the name.

    `joined` leads ids of people so made to the id that a user's verdict prefers.
    """
    employers = _find_employers(resolved)
    changes: dict[int, dict[str, str]] = {}
    for person, by_doc in sorted(employers.items()):
        groups = _group_documents(by_doc, resolved, book)
        if len(groups) > 1:
            for members in groups:
                owner = min(min(by_doc[index]) for index in members)
                name = make_id("Person", f"{person.partition('-')[2]}-{owner}")
                for index in members:
                    changes.setdefault(index, {})[person] = joined.get(name, name)
    return [
        (
            doc,
            {node: changes[index].get(entity, entity) for node, entity in nodes.items()} if index in changes else nodes,
        )
        for index, (doc, nodes) in enumerate(resolved)
    ]


def _find_employers(resolved: Resolved) -> dict[str, dict[int, set[str]]]:
    """Return, for each new person of a common name, the employers that each document (by place) gives."""
    found: dict[str, dict[int, set[str]]] = {}
    for index, (doc, nodes) in enumerate(resolved):
        for fact in doc.facts:
            if (
                fact.kind == "relation"
                and fact.subject
                and isinstance(fact.object, str)
                and is_employment(fact.predicate)
            ):
                person, body = nodes[fact.subject], nodes[fact.object]
                parts = split_id(person)
                if parts and parts[0] == "Person" and COMMON.fullmatch(parts[1]):
                    found.setdefault(person, {}).setdefault(index, set()).add(body)
    return {person: by_doc for person, by_doc in found.items() if len(by_doc) > 1}


def _group_documents(by_doc: Mapping[int, set[str]], resolved: Resolved, book: NameBook) -> list[list[int]]:
    """Return the documents in groups, each about one person; in order of the documents."""
    group = {index: index for index in by_doc}

    def find(index: int) -> int:
        while group[index] != index:
            index = group[index]
        return index

    def join(a: int, b: int) -> None:
        first, second = sorted((find(a), find(b)))
        group[second] = first

    by_body: dict[str, int] = {}
    for index, bodies in by_doc.items():
        for body in bodies:
            join(index, by_body.setdefault(body, index))
    for index in by_doc:
        for body in by_body.keys() & resolved[index][1].values():
            join(index, by_body[body])
    for first, second in combinations(sorted(by_body), 2):
        if _are_related(first, second, book):
            join(by_body[first], by_body[second])
    members: dict[int, list[int]] = {}
    for index in by_doc:
        members.setdefault(find(index), []).append(index)
    return list(members.values())


def _are_related(first: str, second: str, book: NameBook) -> bool:
    """Tell whether one person may well serve two bodies: of one place or name, or both public and well known."""
    if all(body in book.rows and book.rows[body].type == "Organization" for body in (first, second)):
        return True
    a, b = (make_key(book.rows[body].zh) if body in book.rows else body.partition("-")[2] for body in (first, second))
    if a in b or b in a or len(commonprefix([a, b])) >= SAME_START:
        return True
    parts = [split_company(key, book.places) for key in (a, b)]
    places = {part.place for part in parts if part}
    return len(places) == 1 and places != {""} and None not in parts
