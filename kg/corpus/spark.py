"""Documents in, one graph out, by the executors of a Spark cluster: `kg build --engine spark --master URL`.

Reading, linking, drafting and joining facts happen there (`kg.corpus.tasks`), in parts of the documents and then by
shard; who is who is decided here, from digests. Spark does again what was lost with an executor. The bytes are those of
a build on one machine, which holds only for the same kg, so the executors' is compared first.
"""

import os
import socket
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any

from kg.corpus import tasks
from kg.corpus.build import CorpusBuild, settle_failures
from kg.corpus.cache import Cache, clear_entries, name_entry
from kg.corpus.links import DIED, Failure
from kg.corpus.parts import Progress, assemble_graph, cut, index_documents, keep_part, split_known
from kg.corpus.tasks import Packed
from kg.errors import InputError
from kg.linking.drafts import Draft
from kg.linking.sharding import Decided, Drafted, Joined
from kg.model import Document, KnowledgeGraph
from kg.ontology.decisions import load_decisions

if TYPE_CHECKING:
    from pyspark import RDD, Broadcast, SparkContext

SHARDS_A_CORE, MOST_SHARDS = 2, 64
PARTS_A_CORE = 4  # of one job; what a job read is kept in the cache when it ends
PATIENCE = 60  # seconds for a first executor to start and load its tables
SCHEME, CLASS = "spark://", "org.apache.spark.deploy."


def build_on_spark(
    docs: Sequence[Document],
    master: str,
    *,
    cache: Cache | None = None,
    keep_going: bool = False,
    progress: Progress | None = None,
) -> CorpusBuild:
    """Return the graph of the documents, as `build_corpus` does; the cache is on this machine.

    Raises:
        InputError: there is no such master, none of its executors answers, or one has another kg.
        DocumentError: a document could not be extracted from, and `keep_going` is not set, or none of them could.
    """
    by_id = index_documents(docs)
    with _connect(master) as context:
        linked, failed = _read_all(context, by_id, cache, progress)
        failures = settle_failures(failed, keep_going=keep_going, some=len(failed) < len(by_id))
        graph = _merge(context, linked, by_id)
    if cache:
        clear_entries(cache, (name_entry(cache, doc) for doc in docs))
    return CorpusBuild(graph, failures)


@contextmanager
def _connect(master: str) -> "Iterator[SparkContext]":
    try:
        from py4j.protocol import Py4JError
        from pyspark import SparkConf, SparkContext
        from pyspark.errors import PySparkException
    except ModuleNotFoundError as error:
        raise InputError(f"--engine spark needs {error.name}; install it with: pip install 'kg-news[spark]'") from error
    _check_master(master)
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # the same on every machine, as kg itself
    try:
        with _hush_java():
            context = SparkContext(conf=SparkConf().setMaster(master).setAppName("kg").set("spark.ui.enabled", "false"))
    except (Py4JError, PySparkException) as error:
        raise InputError(
            f"--master {master}: no Spark starts here ({_shorten(error)}); an address such as spark://host:7077 and "
            "Java 17 or later are needed"
        ) from error
    try:
        _check_executors(context, master)
        yield context
    except (Py4JError, PySparkException) as error:
        raise InputError(
            f"--master {master}: it gave up ({_shorten(error)}); the next build goes on from what is kept"
        ) from error
    finally:
        context.stop()


def _check_master(master: str) -> None:
    """Make sure that somebody listens at the address of a master; Spark itself would try for a minute."""
    if not master.startswith(SCHEME):
        return
    reasons = []
    for address in master.removeprefix(SCHEME).split(","):
        host, _, port = address.rpartition(":")
        try:
            socket.create_connection((host, int(port)), timeout=PATIENCE).close()
            return
        except (OSError, ValueError) as error:
            reasons.append(getattr(error, "strerror", None) or str(error))
    raise InputError(
        f"--master {master}: no master there ({reasons[0]}); `spark-class {CLASS}master.Master` starts one"
    )


@contextmanager
def _hush_java() -> Iterator[None]:
    """Let what starts here have no standard error: Java tells a dozen lines there that say nothing of the build."""
    sys.stderr.flush()
    kept = os.dup(2)
    try:
        with open(os.devnull, "wb") as nowhere:
            os.dup2(nowhere.fileno(), 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)


def _shorten(error: Exception) -> str:
    """Return what went wrong without the stacks of two languages."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    causes = [line for line in lines if "Exception: " in line or "Error: " in line]
    return (causes or lines or [type(error).__name__])[0].removeprefix(": ")[:200]


def _check_executors(context: "SparkContext", master: str) -> None:
    """Make sure that there are executors, and that what they make is what this machine would make."""
    places = context.parallelize(range(PARTS_A_CORE * context.defaultParallelism), PARTS_A_CORE)
    with ThreadPoolExecutor(1) as executor:
        asked = executor.submit(places.map(_read_state).distinct().collect)
        try:
            states = asked.result(PATIENCE)
        except TimeoutError as error:
            context.cancelAllJobs()
            raise InputError(
                f"--master {master}: no executor there; `spark-class {CLASS}worker.Worker {master}` starts a worker"
            ) from error
    if states != [tasks.read_state()]:
        raise InputError(
            f"--master {master}: its workers have another kg, Python, library, ontology or decisions than here, so "
            "that the graph would be another; install the same there"
        )


def _read_state(place: int) -> bytes:
    return tasks.read_state()


def _read_all(
    context: "SparkContext", docs: Mapping[str, Document], cache: Cache | None, progress: Progress | None
) -> "tuple[RDD[Packed], list[Failure]]":
    """Have every document linked, those not in the cache by reading them; what they link to stays on the cluster."""
    known, missing = split_known(docs.values(), cache)
    for id, _ in known if progress else ():
        progress(docs[id])  # type: ignore[misc]  # there is one
    held = cut(known, whole=len(docs))
    linked: list[RDD[Packed]] = [context.parallelize(held, len(held))] if held else []
    failures: list[Failure] = []
    parts, width = cut(missing, whole=len(docs)), PARTS_A_CORE * context.defaultParallelism
    for start in range(0, len(parts), width):
        for job, found in _link(context, parts[start : start + width]):
            linked.append(job)
            failures += [failure for packed in found for failure in keep_part(packed, docs, cache, progress)]
    return context.union(linked), failures


def _link(
    context: "SparkContext", parts: Sequence[Sequence[Document]]
) -> "Iterator[tuple[RDD[Packed], Sequence[Packed]]]":
    """Yield what parts link to, there and here; of a job that fails by smaller ones, down to the document to blame."""
    from py4j.protocol import Py4JError

    job = context.parallelize(parts, len(parts)).map(tasks.link_part).persist()
    try:
        yield job, job.collect()
    except Py4JError:
        if len(parts) == len(parts[0]) == 1:
            died: Packed = [(parts[0][0].id, DIED)]
            yield context.parallelize([died], 1), [died]
            return
        for smaller in parts if len(parts) > 1 else [[doc] for doc in parts[0]]:
            yield from _link(context, [smaller])


def _merge(context: "SparkContext", linked: "RDD[Packed]", docs: Mapping[str, Document]) -> KnowledgeGraph:
    """Return the graph of all parts; what is here at once is digests, and the graph."""
    decisions = load_decisions()
    shards = min(MOST_SHARDS, SHARDS_A_CORE * context.defaultParallelism)
    digests = linked.map(tasks.digest_part).collect()
    decided = tasks.decide_all(digests, decisions)
    drafted = linked.map(partial(_draft, context.broadcast(decided), shards)).persist()
    by_shard = drafted.zipWithIndex().flatMap(_list_shards).groupByKey(shards)
    joined = by_shard.map(partial(_join, context.broadcast(tasks.get_copies(decided)))).collect()
    entities = tasks.make_entities(digests, decided, [shard.used for shard in joined], decisions)
    facts = {id: fact for shard in joined for id, fact in shard.facts.items()}
    marks = {id: found for part in drafted.map(tasks.get_marks).collect() for id, found in part.marks.items()}
    return assemble_graph(docs, entities, facts, marks)


def _draft(decided: "Broadcast[Decided]", shards: int, packed: Packed) -> Drafted:
    own = tasks.cut_part(decided.value, tasks.digest_part(packed))
    return tasks.draft_facts(packed, own, shards=shards)


def _list_shards(numbered: tuple[Drafted, int]) -> list[tuple[int, tuple[int, Sequence[Draft]]]]:
    drafted, number = numbered
    return [(shard, (number, drafts)) for shard, drafts in enumerate(drafted.shards)]


def _join(copies: "Broadcast[Decided]", shard: tuple[int, Iterable[tuple[int, Sequence[Draft]]]]) -> Joined:
    parts: Any = sorted(shard[1], key=lambda part: part[0])
    return tasks.join_facts([drafts for _, drafts in parts], copies.value)
