"""From nodes of documents to entities of the corpus: which names, read anywhere, are one thing.

In the document that ties it, a short name stands for its full name. In other documents it does so only if the whole
corpus knows one full name for it. A user's verdicts override both.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from kg.linking.book import FAMILY_NAMES, NameBook
from kg.linking.companies import CompanyParts, is_same_but_form, split_company
from kg.linking.names import get_family, get_rank, make_bare_key, make_id, make_key, split_id
from kg.linking.objects import DEFINED, OF_PLACE, PART_OF_BODY, SAME_BUT_KIND, SHORTENED, LinkedDocument, Tie
from kg.linking.offices import make_office_key
from kg.linking.ties import KIND_ENDINGS, NATURAL, find_same_but_kind
from kg.ontology.decisions import Verdict
from kg.ontology.lexicon import load_lexicon

BARE = 2  # characters of a short name too common to stand for a full name elsewhere on one document's word
ENOUGH_DOCUMENTS = 2  # that tie such a name before all others follow
OF_DOCUMENT = (OF_PLACE, PART_OF_BODY)  # reasons that hold in their document alone
SPREADING = (DEFINED, SHORTENED)  # reasons that hold for companies beyond their document
PARTS = ("所", "院", "中心", "实验室", "部", "局", "司", "处", "办公室", "学院", "室", "委")  # end the names of parts
UNIVERSITY = "大学"
TOWNS = ("市", "县")
DISTRICTS = ("区", "州", "盟")
WATERS = ("河", "江", "湖", "海")
LEAST_PART = 3  # characters of the name of a part, and of what it is a part of
SAME_OFFICE = "the same public body, written out"
SAME_BUT_DOTS = "the same foreign name, its parts written apart"
LEGAL_FORM = "the same name but for the legal form"
ONLY_OWNER = "the only full name that articles give for it"
COMPANIONS = "an article that gives its full name shares other names with this one"


Body = tuple[CompanyParts | None, str]  # a body's name in parts, and as all ways of writing it have it
NONE_KNOWN: Mapping[str, Body] = {}


@dataclass(frozen=True, slots=True)
class Identities:
    """What each node of a corpus stands for where its document says nothing else.

    `reasons` tells why, for nodes that stand for another; `refused` are the pairs that verdicts keep apart (with their
    place); `shared` the nodes that stay apart because several entities bear the name. `weak` holds ties that others of
    their documents' names (companions) must support elsewhere. `bodies` are taken apart, whatever else stands in the
    corpus.
    """

    roots: Mapping[str, str]
    reasons: Mapping[str, str]
    refused: Mapping[tuple[str, str], str]
    shared: Mapping[str, tuple[str, ...]]
    weak: Mapping[str, Mapping[str, Set[str]]]
    bodies: Mapping[str, Body]


def find_identities(
    docs: Sequence[LinkedDocument], book: NameBook, *, known: Mapping[str, Body] = NONE_KNOWN
) -> Identities:
    """Return what each node of the corpus stands for; the order of documents makes no difference.

    `known` are bodies that were taken apart with the same book, by node.
    """
    nodes = {name.node for doc in docs for name in doc.names}
    bodies = {node: known[node] if node in known else _part_body(node, book) for node in _select(nodes, "Organization")}
    refused = dict(_expand_verdicts("different", nodes, book))
    strong, weak = _sort_ties(docs, refused)
    targets: dict[str, dict[str, str]] = {}
    written = (*_find_same_but_form(bodies), *_find_same_but_kind(nodes), *_find_same_writing(nodes, bodies))
    for node, target, reason in (*strong, *written):
        if (node, target) not in refused:
            targets.setdefault(node, {})[target] = reason
    roots = {node: node for node in nodes}
    reasons: dict[str, str] = {}
    shared: dict[str, tuple[str, ...]] = {}
    for node in sorted(targets.keys() & nodes, key=get_rank, reverse=True):  # a target ranks higher, so it is done
        owners = {roots.get(target, target): reason for target, reason in targets[node].items()}
        owners = {owner: reason for owner, reason in owners.items() if (node, owner) not in refused}
        if len(owners) == 1:
            ((roots[node], reasons[node]),) = owners.items()
        elif owners:
            shared[node] = tuple(sorted(owners))
    for (a, b), place in sorted(_expand_verdicts("same", nodes, book)):
        _join_roots(roots, reasons, roots.get(a, a), roots.get(b, b), reason=f"a verdict says so ({place})")
    return Identities(roots, reasons, refused, shared, weak, bodies)


def _select(nodes: Iterable[str], family: str) -> list[str]:
    """Return the nodes of new entities of a family."""
    head = f"{family}-"
    return [node for node in nodes if node.startswith(head)]


def _part_body(node: str, book: NameBook) -> Body:
    office = make_office_key(node.partition("-")[2], book.regions)
    return split_company(office, book.places), _write_parent(office, book)


def _sort_ties(
    docs: Iterable[LinkedDocument], refused: Mapping[tuple[str, str], str]
) -> tuple[list[tuple[str, str, str]], dict[str, dict[str, Set[str]]]]:
    """Return the ties that hold in every document, and by node and target the companions that others need."""
    counts: Counter[tuple[str, str]] = Counter()
    companions: dict[str, dict[str, Set[str]]] = {}
    strong: set[tuple[str, str]] = set()
    for doc in docs:
        around = find_companions(doc) if doc.ties else set()
        for tie in doc.ties:
            if tie.reason in OF_DOCUMENT:
                continue
            pair = (tie.node, tie.target)
            counts[pair] += 1
            if _holds_elsewhere(tie) or counts[pair] >= ENOUGH_DOCUMENTS:
                strong.add(pair)
            targets = companions.setdefault(tie.node, {})
            targets[tie.target] = targets.get(tie.target, set()) | (around - {tie.node, tie.target})
    weak = {
        node: {target: names for target, names in targets.items() if (node, target) not in refused}
        for node, targets in companions.items()
        if not any((node, target) in strong for target in targets)
    }
    return [(node, target, ONLY_OWNER) for node, target in strong], weak


def _holds_elsewhere(tie: Tie) -> bool:
    parts = split_id(tie.node)
    if tie.reason == SAME_BUT_KIND and tie.target.startswith("Place-"):
        return tie.target.endswith(("区", *TOWNS))
    return parts is not None and parts[0] == "Organization" and tie.reason in SPREADING and len(parts[1]) > BARE


def find_companions(doc: LinkedDocument) -> Set[str]:
    """Return the people and bodies of a document that the gazetteer does not list: rare enough to know a story by."""
    return {name.node for name in doc.names if name.standing and name.node.startswith(("Person-", "Organization-"))}


def _find_same_but_form(bodies: Mapping[str, Body]) -> Iterator[tuple[str, str, str]]:
    """Yield (诚壹科技, 诚壹科技有限公司) where both stand in the corpus."""
    groups: dict[tuple[str, str, str], list[tuple[str, CompanyParts]]] = {}
    for node, (company, _) in bodies.items():
        if company and (len(company.core + company.trade) > BARE or company.form or (company.public and company.place)):
            groups.setdefault((company.place, company.core, company.trade), []).append((node, company))
    for group in groups.values():
        for node, company in group if len(group) > 1 else ():
            for other, fuller in group:
                if get_rank(node) < get_rank(other) and is_same_but_form(company, fuller):
                    yield node, other, LEGAL_FORM


def _find_same_but_kind(nodes: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    families: dict[str, dict[str, str]] = {}
    for node in nodes:
        parts = split_id(node)
        if parts and parts[0] in KIND_ENDINGS:
            families.setdefault(parts[0], {})[node] = parts[1]
    for family, keys in families.items():
        for short, full, reason in find_same_but_kind(keys, family):
            if family != "Place" or _is_one_place(keys[short], full):
                yield short, full, reason


def _is_one_place(short: str, full: str) -> bool:
    """Tell whether a place and a town or district of its name are one wherever they stand.

    东湖 may be a lake far from 东湖区, 沙河 a river far from 沙河市.
    """
    if short in load_lexicon().words("no_short_place") or short.endswith(WATERS):
        return False
    return full.endswith(TOWNS) or (full.endswith(DISTRICTS) and not short.endswith(tuple(NATURAL)))


def _find_same_writing(nodes: Iterable[str], bodies: Mapping[str, Body]) -> Iterator[tuple[str, str, str]]:
    """Yield (阜阳市中院, 安徽省阜阳市中级人民法院) and (特蕾莎梅, 特蕾莎·梅) where both stand in the corpus."""
    groups: dict[tuple[str, str], list[str]] = {}
    for node in _select(nodes, "Person"):
        groups.setdefault((make_bare_key(node.partition("-")[2]), SAME_BUT_DOTS), []).append(node)
    for node, (_, office) in bodies.items():
        groups.setdefault((office, SAME_OFFICE), []).append(node)
    for (_, reason), group in groups.items():
        *shorter, fullest = sorted(group, key=get_rank) if len(group) > 1 else group
        for node in shorter:
            yield node, fullest, reason


def _write_parent(key: str, book: NameBook) -> str:
    """Return a part's key with the id of the one listed body that it begins with: 社科院/近代史研究所.

    Of two characters only a university's name says which it is: 浙大/茶叶研究所.
    """
    for length in range(len(key) - LEAST_PART, BARE - 1, -1) if key.endswith(PARTS) else ():
        rows = book.find_rows("Organization", key[:length])
        if len(rows) == 1 and (length > BARE or rows[0].zh.endswith(UNIVERSITY)):
            return f"{rows[0].id}/{key[length:]}"
    return key


def match_nodes(name: str, nodes: Set[str], book: NameBook) -> list[str]:
    """Return the nodes that a verdict or a user means: an id, or a bare name of any family; sorted."""
    if name in book.rows or name in nodes:
        return [name]
    if split_id(name):
        family, key = name.split("-", 1)
        return [make_id(family, make_key(key))]
    key = make_key(name)
    return sorted(nodes & {*book.ids.get(key, ()), *(make_id(family, key) for family in FAMILY_NAMES)})


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
    roots, weak, refused = identities.roots, identities.weak, identities.refused
    ties = {tie.node: tie.target for tie in doc.ties if (tie.node, tie.target) not in refused}
    found = {name.node: roots.get(name.node, name.node) for name in doc.names}
    for own in [node for node in found if node in ties or node in weak]:
        node = own
        while node in ties and (own, ties[node]) not in refused:
            node = ties[node]
        if node == own and node in weak:
            node = _find_supported(doc, node, weak[node])
        found[own] = roots.get(node, node)
    return {node: node if (node, root) in refused else root for node, root in found.items()} if refused else found


def _find_supported(doc: LinkedDocument, node: str, targets: Mapping[str, Set[str]]) -> str:
    """Return the one full name whose companions this document shares, else the node itself."""
    around = find_companions(doc)
    supported = [target for target, companions in targets.items() if around & companions]
    return supported[0] if len(supported) == 1 else node
