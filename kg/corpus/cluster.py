"""Documents in, one graph out, by the workers of a Dask cluster: `kg build --engine dask --scheduler ADDRESS`.

Reading, linking, deciding who is who, drafting and joining facts all happen there (`kg.corpus.tasks`); only finished
facts come back, to be written. Dask does again what was lost with a worker. Parts that no worker survived are tried at
the end, one document at a time, so that the one to blame is found and no other. The bytes are those of a build on one
machine, which holds only for the same kg, so the workers' is compared first.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kg.corpus import tasks
from kg.corpus.build import CorpusBuild, settle_failures
from kg.corpus.cache import Cache, clear_entries, name_entry
from kg.corpus.links import DIED, Failure
from kg.corpus.parts import Progress, assemble_graph, cut, index_documents, keep_part, split_known
from kg.errors import InputError
from kg.model import Document, KnowledgeGraph
from kg.ontology.decisions import load_decisions

if TYPE_CHECKING:
    from distributed import Client
    from distributed import Future as Untyped

    Future = Untyped[Any]

SHARDS_A_WORKER, MOST_SHARDS = 2, 64
PATIENCE = 30  # seconds for the scheduler to answer and for a first worker


@dataclass(slots=True)
class _Reading:
    """Documents by id, and what is known of them so far: parts on the cluster, and documents that failed."""

    docs: Mapping[str, Document]
    parts: "list[Future]" = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)


def build_on_cluster(
    docs: Sequence[Document],
    scheduler: str,
    *,
    cache: Cache | None = None,
    keep_going: bool = False,
    progress: Progress | None = None,
) -> CorpusBuild:
    """Return the graph of the documents, as `build_corpus` does; the cache is on this machine.

    Raises:
        InputError: there is no such scheduler, none of its workers answers, or one has another kg.
        DocumentError: a document could not be extracted from, and `keep_going` is not set, or none of them could.
    """
    by_id = index_documents(docs)
    with _connect(scheduler) as client:
        reading = _Reading(by_id)
        _read_all(client, reading, cache, progress)
        failures = settle_failures(reading.failures, keep_going=keep_going, some=len(reading.failures) < len(by_id))
        graph = _merge(client, reading)
    if cache:
        clear_entries(cache, (name_entry(cache, doc) for doc in docs))
    return CorpusBuild(graph, failures)


@contextmanager
def _connect(scheduler: str) -> "Iterator[Client]":
    try:
        from distributed import Client
    except ModuleNotFoundError as error:
        raise InputError(f"--engine dask needs {error.name}; install it with: pip install 'kg-news[dask]'") from error
    try:
        client = Client(scheduler, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        reason = " ".join(str(error).split())
        raise InputError(
            f"--scheduler {scheduler}: no scheduler there ({reason}); `dask scheduler` starts one"
        ) from error
    from distributed import KilledWorker
    from distributed.comm.core import CommClosedError

    with client:
        try:
            _check_workers(client, scheduler)
            yield client
        except (CommClosedError, CancelledError) as error:
            raise InputError(
                f"--scheduler {scheduler}: it went away; the next build goes on from what is kept"
            ) from error
        except KilledWorker as error:
            raise InputError(
                f"--scheduler {scheduler}: workers died of joining facts; give them more memory"
            ) from error


def _check_workers(client: "Client", scheduler: str) -> None:
    """Make sure that there are workers, and that what they make is what this machine would make."""
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
    except TimeoutError as error:
        raise InputError(
            f"--scheduler {scheduler}: no worker there; `dask worker {scheduler} --nthreads 1` starts one"
        ) from error
    own = tasks.read_state()
    for worker, state in client.run(tasks.read_state, on_error="return").items():
        if isinstance(state, Exception):
            raise InputError(f"{worker}: kg does not run there ({type(state).__name__}: {state}); install it there")
        if state != own:
            raise InputError(
                f"{worker}: another kg, Python, library, ontology or decisions than here, so that the graph would be "
                "another; install the same there"
            )


def _read_all(client: "Client", reading: _Reading, cache: Cache | None, progress: Progress | None) -> None:
    """Have every document linked, those not in the cache by reading them; what they link to stays on the cluster."""
    from distributed import as_completed

    known, missing = split_known(reading.docs.values(), cache)
    whole = len(reading.docs)
    reading.parts += [client.submit(tasks.hold_part, part, pure=False) for part in cut(known, whole=whole)]
    out = {client.submit(tasks.link_part, part, pure=False): part for part in cut(missing, whole=whole)}
    for id, _ in known if progress else ():
        progress(reading.docs[id])  # type: ignore[misc]  # there is one
    suspects: list[Document] = []
    for future in as_completed(list(out), loop=client.loop):
        part = out.pop(future)
        if _has_killed(future):
            suspects += part
        else:
            _keep(client, future, part, reading, cache, progress)
    for doc in suspects:
        future = client.submit(tasks.link_part, [doc], pure=False)
        if _has_killed(future):
            reading.failures.append(Failure(doc, DIED))
        else:
            _keep(client, future, [doc], reading, cache, progress)
    if suspects:  # what was done again on workers that they killed may be taken for a killer itself
        client.retry([part for part in reading.parts if _has_killed(part)])


def _has_killed(future: "Future") -> bool:
    """Tell, once it is over, whether no worker survived a task; what else it raised is raised here."""
    from distributed import KilledWorker

    error = future.exception()
    if error is not None and not isinstance(error, KilledWorker):
        raise error
    return error is not None


def _keep(
    client: "Client",
    future: "Future",
    part: Sequence[Document],
    reading: _Reading,
    cache: Cache | None,
    progress: Progress | None,
) -> None:
    """Note a part that was read, and its failures; put the rest in the cache."""
    reading.parts.append(future)
    if cache is not None:
        reading.failures += keep_part(future.result(), reading.docs, cache, progress)
        return
    failed = client.submit(tasks.list_failures, future, pure=False).result()
    reading.failures += [Failure(reading.docs[id], reason) for id, reason in failed]
    for doc in part if progress else ():
        progress(doc)  # type: ignore[misc]  # there is one


def _merge(client: "Client", reading: _Reading) -> KnowledgeGraph:
    """Return the graph of all parts; what is here at once is the graph and nothing that leads to it."""

    def submit(work: Callable[..., object], *given: object, **options: object) -> "Future":
        return client.submit(work, *given, pure=False, **options)

    decisions = load_decisions()
    shards = min(MOST_SHARDS, SHARDS_A_WORKER * len(client.scheduler_info(n_workers=-1)["workers"]))
    digests = [submit(tasks.digest_part, part) for part in reading.parts]
    decided = submit(tasks.decide_all, digests, decisions)
    drafted = [
        submit(tasks.draft_facts, part, submit(tasks.cut_part, decided, digest), shards=shards)
        for part, digest in zip(reading.parts, digests, strict=True)
    ]
    copies = submit(tasks.get_copies, decided)
    joined = [
        submit(tasks.join_facts, [submit(tasks.get_shard, part, shard) for part in drafted], copies)
        for shard in range(shards)
    ]
    used = [submit(tasks.get_used, shard) for shard in joined]
    entities = submit(tasks.make_entities, digests, decided, used, decisions).result()
    facts = {id: fact for shard in joined for id, fact in shard.result().facts.items()}
    marks = {id: found for part in drafted for id, found in submit(tasks.get_marks, part).result().marks.items()}
    return assemble_graph(reading.docs, entities, facts, marks)
