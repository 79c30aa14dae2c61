"""Two people of one name kept apart by the bodies they work for, where nothing joins their articles.

Only two-character names are common enough to suspect (王磊); longer and foreign names, and rows of the gazetteer, stay
one person. Articles are joined when they give the person one employer, or when one names an employer the other gives:
people who change jobs are usually introduced by the old one. An article without any employer keeps the bare name.
"""

import re
from collections.abc import Mapping, Sequence

from kg.linking.names import make_id, split_id
from kg.linking.objects import LinkedDocument
from kg.linking.schema import is_employment

COMMON = re.compile(r"[一-鿿]{2}")
Resolved = Sequence[tuple[LinkedDocument, dict[str, str]]]


def split_namesakes(resolved: Resolved, *, joined: Mapping[str, str]) -> list[tuple[LinkedDocument, dict[str, str]]]:
    """Return the documents with a person's node led to as many entities as there are people of the name.

    `joined` leads ids of people so made to the id that a user's verdict prefers.
    """
    employers = _find_employers(resolved)
    changes: dict[int, dict[str, str]] = {}
    for person, by_doc in sorted(employers.items()):
        groups = _group_documents(by_doc, resolved)
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


def _group_documents(by_doc: Mapping[int, set[str]], resolved: Resolved) -> list[list[int]]:
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
    members: dict[int, list[int]] = {}
    for index in by_doc:
        members.setdefault(find(index), []).append(index)
    return list(members.values())
