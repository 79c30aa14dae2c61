"""From nodes of documents to entities of the corpus: which names, read anywhere, are one thing.

In the document that ties it, a short name stands for its full name. In other documents it does so only if the whole
corpus knows one full name for it. A user's verdicts override both.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from kg.linking.book import FAMILY_NAMES, NameBook
from kg.linking.companies import strip_ending
from kg.linking.decisions import Verdict
from kg.linking.names import get_family, get_rank, make_id, make_key, split_id
from kg.linking.objects import LinkedDocument

BARE = 2  # characters of a short name too common to stand for a full name elsewhere on one document's word
ENOUGH_DOCUMENTS = 2  # that tie a bare name before other documents follow
LEGAL_FORM = "the same name but for the legal form"
ONLY_OWNER = "the only full name that articles give for it"


@dataclass(frozen=True, slots=True)
class Identities:
    """What each node of a corpus stands for where its document says nothing else.

    `reasons` tells why, for nodes that stand for another; `refused` are the pairs that verdicts keep apart (with their
    place); `shared` the nodes that stay apart because several entities bear the name.
    """

    roots: Mapping[str, str]
    reasons: Mapping[str, str]
    refused: Mapping[tuple[str, str], str]
    shared: Mapping[str, tuple[str, ...]]


def find_identities(docs: Sequence[LinkedDocument], book: NameBook) -> Identities:
    """Return what each node of the corpus stands for; the order of documents makes no difference."""
    nodes = {name.node for doc in docs for name in doc.names}
    refused = dict(_expand_verdicts("different", nodes, book))
    targets: dict[str, dict[str, str]] = {}
    for node, target, reason in (*_find_spreading_ties(docs), *_find_legal_forms(nodes)):
        if (node, target) not in refused:
            targets.setdefault(node, {})[target] = reason
    roots: dict[str, str] = {}
    reasons: dict[str, str] = {}
    shared: dict[str, tuple[str, ...]] = {}
    for node in sorted(nodes, key=get_rank, reverse=True):
        owners = {roots.get(target, target): reason for target, reason in targets.get(node, {}).items()}
        owners = {owner: reason for owner, reason in owners.items() if (node, owner) not in refused}
        roots[node] = node
        if len(owners) == 1:
            ((roots[node], reasons[node]),) = owners.items()
        elif owners:
            shared[node] = tuple(sorted(owners))
    for (a, b), place in sorted(_expand_verdicts("same", nodes, book)):
        _join_roots(roots, reasons, roots.get(a, a), roots.get(b, b), reason=f"a verdict says so ({place})")
    return Identities(roots, reasons, refused, shared)


def _find_spreading_ties(docs: Iterable[LinkedDocument]) -> Iterator[tuple[str, str, str]]:
    """Yield the ties that hold beyond their document."""
    counts = Counter((tie.node, tie.target) for doc in docs for tie in doc.ties)
    for (node, target), count in counts.items():
        parts = split_id(node)
        if parts and (len(parts[1]) > BARE or count >= ENOUGH_DOCUMENTS):
            yield node, target, ONLY_OWNER


def _find_legal_forms(nodes: Set[str]) -> Iterator[tuple[str, str, str]]:
    """Yield (诚壹科技, 诚壹科技有限公司) where both stand in the corpus."""
    for node in nodes:
        parts = split_id(node)
        if parts and parts[0] == "Organization":
            shorter = make_id(parts[0], strip_ending(parts[1], "legal_form"))
            if shorter != node and shorter in nodes:
                yield shorter, node, LEGAL_FORM


def match_nodes(name: str, nodes: Set[str], book: NameBook) -> list[str]:
    """Return the nodes that a verdict or a user means: an id, or a bare name of any family; sorted."""
    if name in book.rows:
        return [name]
    if split_id(name):
        family, key = name.split("-", 1)
        return [make_id(family, make_key(key))]
    key = make_key(name)
    rows = {row_id for family in FAMILY_NAMES for row_id in book.ids.get((family, key), ())}
    new = {make_id(family, key) for family in FAMILY_NAMES}
    return sorted(nodes & (rows | new))


def _expand_verdicts(kind: str, nodes: Set[str], book: NameBook) -> Iterator[tuple[tuple[str, str], str]]:
    """Yield ((node, node), the verdict's place) for pairs of one family, both ways round."""
    for verdict in book.decisions.verdicts:
        if verdict.verdict == kind:
            for pair in _expand(verdict, nodes, book):
                yield pair, verdict.place


def _expand(verdict: Verdict, nodes: Set[str], book: NameBook) -> Iterator[tuple[str, str]]:
    for a in match_nodes(verdict.a, nodes, book):
        for b in match_nodes(verdict.b, nodes, book):
            if a != b and get_node_family(a, book) == get_node_family(b, book):
                yield a, b
                yield b, a


def get_node_family(node: str, book: NameBook) -> str:
    """Return the family of a node, whether it is a row's or a new name's."""
    parts = split_id(node)
    return get_family(parts[0] if parts else book.rows[node].type)


def _join_roots(roots: dict[str, str], reasons: dict[str, str], a: str, b: str, *, reason: str) -> None:
    """Join two entities under the one that says most of itself."""
    low, high = sorted((a, b), key=get_rank)
    if low != high:
        for node in [node for node, root in roots.items() if root == low]:
            roots[node] = high
            reasons[node] = reason


def resolve_nodes(doc: LinkedDocument, identities: Identities) -> dict[str, str]:
    """Return the entity of each node of one document: what its own ties say, then the corpus."""
    refused = identities.refused
    ties = {tie.node: tie.target for tie in doc.ties if (tie.node, tie.target) not in refused}
    found: dict[str, str] = {}
    for name in doc.names:
        node = name.node
        while node in ties and (name.node, ties[node]) not in refused:
            node = ties[node]
        root = identities.roots.get(node, node)
        found[name.node] = name.node if (name.node, root) in refused else root
    return found
