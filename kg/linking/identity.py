"""From nodes of documents to entities of the corpus: which names, read anywhere, are one thing.

In the document that ties it, a short name stands for its full name. In other documents it does so only if the whole
corpus knows one full name for it. A user's verdicts override both.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from kg.linking.book import NameBook
from kg.linking.companies import strip_ending
from kg.linking.decisions import Verdict
from kg.linking.names import get_family, get_rank, make_id, make_key, split_id
from kg.linking.objects import LinkedDocument

BARE = 2  # characters of a short name too common to stand for a full name elsewhere on one document's word
ENOUGH_DOCUMENTS = 2  # that tie a bare name before other documents follow
LEGAL_FORM = "the same name but for the legal form"


@dataclass(frozen=True, slots=True)
class Identities:
    """`roots` holds the entity of each node where no document says otherwise; `refused` the pairs no tie may join."""

    roots: Mapping[str, str]
    refused: Set[tuple[str, str]]
    shared: Mapping[str, tuple[str, ...]]  # nodes that stay apart because several entities share the name


def find_identities(docs: Sequence[LinkedDocument], book: NameBook) -> Identities:
    """Return what each node of the corpus stands for; the order of documents makes no difference."""
    nodes = {name.node for doc in docs for name in doc.names}
    verdicts = book.decisions.verdicts
    refused = {pair for v in verdicts if v.verdict == "different" for pair in _expand(v, nodes, book)}
    targets: dict[str, set[str]] = {}
    for node, target in (*_find_spreading_ties(docs), *_find_legal_forms(nodes)):
        if (node, target) not in refused:
            targets.setdefault(node, set()).add(target)
    roots: dict[str, str] = {}
    shared: dict[str, tuple[str, ...]] = {}
    for node in sorted(nodes, key=get_rank, reverse=True):
        found = {roots.get(target, target) for target in targets.get(node, ())}
        found = {root for root in found if (node, root) not in refused}
        roots[node] = found.pop() if len(found) == 1 else node
        if len(found) > 1:
            shared[node] = tuple(sorted(found))
    _join_verdicts(roots, [pair for v in verdicts if v.verdict == "same" for pair in _expand(v, nodes, book)])
    return Identities(roots, refused, shared)


def _find_spreading_ties(docs: Iterable[LinkedDocument]) -> Iterator[tuple[str, str]]:
    """Yield (node, target) of the ties that hold beyond their document."""
    counts = Counter((tie.node, tie.target) for doc in docs for tie in doc.ties)
    for (node, target), count in counts.items():
        parts = split_id(node)
        if parts and (len(parts[1]) > BARE or count >= ENOUGH_DOCUMENTS):
            yield node, target


def _find_legal_forms(nodes: Set[str]) -> Iterator[tuple[str, str]]:
    """Yield (诚壹科技, 诚壹科技有限公司) where both stand in the corpus."""
    for node in nodes:
        parts = split_id(node)
        if parts and parts[0] == "Organization":
            shorter = make_id(parts[0], strip_ending(parts[1], "legal_form"))
            if shorter != node and shorter in nodes:
                yield shorter, node


def match_nodes(name: str, nodes: Set[str], book: NameBook) -> list[str]:
    """Return the nodes that a verdict or a user means: an id, or a bare name of any family; sorted."""
    if name in book.rows:
        return [name]
    if split_id(name):
        family, key = name.split("-", 1)
        return [make_id(family, make_key(key))]
    key = make_key(name)
    rows = {row_id for (_, row_key), ids in book.ids.items() if row_key == key for row_id in ids}
    found = {node for node in nodes if (parts := split_id(node)) and parts[1] == key}
    return sorted(found | (rows & nodes))


def _expand(verdict: Verdict, nodes: Set[str], book: NameBook) -> Iterator[tuple[str, str]]:
    """Yield the pairs of nodes of one family, both ways round, that a verdict is about."""
    for a in match_nodes(verdict.a, nodes, book):
        for b in match_nodes(verdict.b, nodes, book):
            if a != b and _get_node_family(a, book) == _get_node_family(b, book):
                yield a, b
                yield b, a


def _get_node_family(node: str, book: NameBook) -> str:
    parts = split_id(node)
    return get_family(parts[0] if parts else book.rows[node].type)


def _join_verdicts(roots: dict[str, str], pairs: Iterable[tuple[str, str]]) -> None:
    """Join the entities of each pair under the one that says most of itself."""
    for a, b in sorted(pairs):
        low, high = sorted((roots.get(a, a), roots.get(b, b)), key=get_rank)
        roots.update({node: high for node, root in roots.items() if root == low})


def resolve_nodes(doc: LinkedDocument, identities: Identities) -> dict[str, str]:
    """Return the entity of each node of one document: what its own ties say, then the corpus."""
    ties = {tie.node: tie.target for tie in doc.ties if (tie.node, tie.target) not in identities.refused}
    found: dict[str, str] = {}
    for name in doc.names:
        node = name.node
        while node in ties and (name.node, ties[node]) not in identities.refused:
            node = ties[node]
        root = identities.roots.get(node, node)
        found[name.node] = root if (name.node, root) not in identities.refused else name.node
    return found
