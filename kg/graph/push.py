"""A build's store into any SPARQL 1.1 store: all of it, or what differs from what was pushed before.

What an endpoint has been given is kept in DIR/.pushed, a store of its own that follows each batch when it is
acknowledged. So the difference is what the build and that record do not share; a push that was killed goes on where it
was, and the batch under way then is sent again, which changes nothing. Nothing is ever asked of the endpoint.

The main graph holds what is asserted and what follows, so that a query answers there as it does here. By document, the
documents, their evidence and the facts that it supports stand in graphs named for the documents instead, and only
entities with what holds of them (`?company kg:acquired ?other`) stay in the main graph.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from itertools import islice
from pathlib import Path

import pyoxigraph as ox

from kg.errors import InputError
from kg.graph.endpoints import Endpoint
from kg.graph.inference import INFERRED
from kg.graph.iris import PROV
from kg.graph.loading import make_clear, make_delete, make_insert
from kg.graph.protocols import Protocol
from kg.graph.store import find_base, open_store
from kg.ontology.vocabulary import KG

FOLDER = ".pushed"
BATCH = 2_000  # triples; Virtuoso 7.2.5's compiler of updates gives up at about 5,000
GENERATED = KG.removesuffix("#") + "/.well-known/genid/"
Graph = ox.NamedNode | ox.DefaultGraph
_DERIVED_FROM, _DOCUMENT = ox.NamedNode(PROV + "wasDerivedFrom"), ox.NamedNode(KG + "document")


@dataclass(frozen=True, slots=True)
class Target:
    """Where a store is pushed and how its graphs are named there."""

    endpoint: Endpoint
    protocol: Protocol = Protocol.update
    graph: str = ""  # the main graph; empty for the default graph
    by_document: bool = False
    infer: bool = True
    batch: int = BATCH


@dataclass(frozen=True, slots=True)
class Pushed:
    """How many triples went in and out, and how many the endpoint then holds."""

    added: int
    removed: int
    total: int


def push_store(
    directory: Path, target: Target, *, whole: bool = False, progress: Callable[[int], None] | None = None
) -> Pushed:
    """Make the endpoint hold the store of a build; `whole` clears the graphs concerned first and sends all again.

    `progress` is called with the number of triples of each batch that the endpoint acknowledged.

    Raises:
        InputError: there is no store, another push to there is at work, or the endpoint refuses.
    """
    wanted = _Wanted(open_store(directory), target)
    record = _open_record(directory, target)
    removed = 0
    for graph in _list_graphs(wanted, record) if whole else ():
        removed += _clear(graph, record, target)
    added = 0
    for batch in _cut(_find_new(wanted, record, target), target.batch):
        for request in make_insert(target.protocol, target.endpoint.url, batch):
            target.endpoint.send(request)
        record.extend(batch)
        added += len(batch)
        if progress:
            progress(len(batch))
    if target.protocol is Protocol.update:
        removed += _remove_old(wanted, record, target, progress)
    record.flush()
    return Pushed(added, removed, len(record))


def _remove_old(wanted: "_Wanted", record: ox.Store, target: Target, progress: Callable[[int], None] | None) -> int:
    """Remove what the build has no longer, after all that is new: no reader misses a fact that only changed."""
    removed = 0
    for batch in _cut((quad for quad in record if quad not in wanted), target.batch):
        target.endpoint.send(make_delete(target.endpoint.url, batch))
        for quad in batch:
            record.remove(quad)
        removed += len(batch)
        if progress:
            progress(len(batch))
    return removed


def _find_new(wanted: "_Wanted", record: ox.Store, target: Target) -> Iterator[ox.Quad]:
    """Yield what the endpoint lacks; over the Graph Store Protocol a graph that lost a triple is written anew."""
    if target.protocol is Protocol.graph_store:
        for graph in {quad.graph_name for quad in record if quad not in wanted}:
            _clear(graph, record, target)
    yield from (quad for quad in wanted if quad not in record)


def _clear(graph: object, record: ox.Store, target: Target) -> int:
    assert isinstance(graph, Graph)
    target.endpoint.send(make_clear(target.protocol, target.endpoint.url, graph))
    before = len(record)
    record.clear_graph(graph)
    return before - len(record)


def _list_graphs(wanted: "_Wanted", record: ox.Store) -> list[Graph]:
    graphs = {quad.graph_name for store in (wanted, record) for quad in store}
    return sorted((graph for graph in graphs if isinstance(graph, Graph)), key=str)


class _Wanted:
    """The quads that an endpoint should hold, found one by one in the store, however large it is."""

    def __init__(self, store: ox.Store, target: Target) -> None:
        self.store = store
        self.main: Graph = _make_graph(target.graph)
        self.sources: list[Graph] = [ox.DefaultGraph(), INFERRED] if target.infer else [ox.DefaultGraph()]
        others = (graph for graph in store.named_graphs() if graph != INFERRED)
        self.rest = _name_nodes(quad for graph in others for quad in store.quads_for_pattern(None, None, None, graph))
        self.base = find_base(store) if target.by_document else ""
        self.last: tuple[str, tuple[Graph, ...]] = ("", ())

    def __iter__(self) -> Iterator[ox.Quad]:
        for source in self.sources:
            for quad in self.store.quads_for_pattern(None, None, None, source):
                for graph in self._find_graphs(quad):
                    yield ox.Quad(quad.subject, quad.predicate, quad.object, graph)
        yield from sorted(self.rest, key=str)

    def __contains__(self, quad: ox.Quad) -> bool:
        triple = quad.triple
        if any(ox.Quad(triple.subject, triple.predicate, triple.object, it) in self.store for it in self.sources):
            return quad.graph_name in self._find_graphs(quad) or quad in self.rest
        return quad in self.rest

    def _find_graphs(self, quad: ox.Quad) -> tuple[Graph, ...]:
        """Return the graphs there that a triple of the main graph here belongs to."""
        if not self.base or not isinstance(quad.subject, ox.NamedNode):
            return (self.main,)
        if quad.subject.value != self.last[0]:  # the store comes by subject
            self.last = (quad.subject.value, tuple(self._find_documents(quad.subject)) or (self.main,))
        return self.last[1]

    def _find_documents(self, subject: ox.NamedNode) -> list[Graph]:
        space = subject.value.removeprefix(self.base).partition("/")[0] if subject.value.startswith(self.base) else ""
        if space == "document":
            return [subject]
        proofs: Iterable[object] = [subject] if space == "evidence" else []
        if space == "fact":
            proofs = [quad.object for quad in self.store.quads_for_pattern(subject, _DERIVED_FROM, None)]
        found = {
            quad.object
            for proof in proofs
            if isinstance(proof, ox.NamedNode)
            for quad in self.store.quads_for_pattern(proof, _DOCUMENT, None)
        }
        return sorted((node for node in found if isinstance(node, ox.NamedNode)), key=str)


def _name_nodes(quads: Iterable[ox.Quad]) -> set[ox.Quad]:
    """Return quads with an IRI for each blank node (the vocabulary's lists), since no update can name one to delete it.

    The IRI is a digest of what is said of the node, so equal lists become one. Labels of blank nodes are other ones in
    each build. Source: RDF 1.1 Concepts, 3.5, replacing blank nodes with IRIs.
    """
    quads = set(quads)
    said: dict[object, list[ox.Quad]] = {}
    for quad in quads:
        said.setdefault(quad.subject, []).append(quad)

    @cache
    def name(node: object) -> object:
        if not isinstance(node, ox.BlankNode):
            return node
        content = "\n".join(sorted(f"{quad.predicate} {name(quad.object)}" for quad in said.get(node, ())))
        return ox.NamedNode(GENERATED + blake2b(content.encode(), digest_size=8).hexdigest())

    return {ox.Quad(name(q.subject), q.predicate, name(q.object), q.graph_name) for q in quads}  # type: ignore[arg-type]


def _make_graph(iri: str) -> Graph:
    try:
        return ox.NamedNode(iri) if iri else ox.DefaultGraph()
    except ValueError as error:
        raise InputError(f"--graph {iri}: names no graph ({error}); an absolute IRI is needed") from error


def _cut(quads: Iterable[ox.Quad], size: int) -> Iterator[list[ox.Quad]]:
    quads = iter(quads)
    return iter(lambda: list(islice(quads, size)), [])


def _open_record(directory: Path, target: Target) -> ox.Store:
    """Return what is known to stand at the endpoint under these names of graphs; empty at first."""
    names = "\n".join([target.endpoint.url, target.graph, str(target.by_document)])
    place = directory / FOLDER / blake2b(names.encode(), digest_size=8).hexdigest()
    place.parent.mkdir(parents=True, exist_ok=True)
    try:
        return ox.Store(str(place))
    except OSError as error:
        if "lock" in str(error).lower():
            raise InputError(f"{place}: another push to {target.endpoint.url} is at work; wait for its end") from error
        raise InputError(f"{place}: not readable as a store ({error}); remove it and push with --whole") from error
