"""`kg build`: articles in, graph.ttl, graph.html and the store out, and a summary of what was found."""

import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import PATH
from kg.cli.watching import keep_building
from kg.errors import InputError
from kg.graph.iris import BASE, check_base
from kg.kept import FOLDER, Held, Kept

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

    from kg.corpus.build import CorpusBuild
    from kg.corpus.finished import Counts
    from kg.corpus.reading import Reading
    from kg.model import Document

SAMPLES = Path(__file__).resolve().parent.parent / "samples"


class Engine(StrEnum):
    """What does the work: processes of this machine, or a cluster."""

    processes = "processes"
    dask = "dask"
    spark = "spark"


FEW = 4  # documents; more show a progress bar


@contextmanager
def _show_progress(total: int) -> Iterator[Callable[["Document"], None] | None]:
    """Give a function to call after each document; it draws a bar on standard error where that is a terminal."""
    if total < FEW or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("reading articles", total=total)
        yield lambda doc: progress.advance(task)


def _read_all(paths: Sequence[str], *, keep_going: bool, kept: Kept | None) -> "Reading":
    from kg.corpus.reading import read_corpus

    reading = read_corpus(paths or [str(SAMPLES)], keep_going=keep_going, kept=kept)
    if not paths:  # where the package is installed must not show in the graph
        docs = [replace(doc, source=Path(doc.source).name) for doc in reading.docs]
        reading = replace(reading, docs=docs, digest=b"samples" + reading.digest)
    if not reading.docs:
        raise InputError(
            f"{', '.join(paths)}: no article could be read ({len(reading.skipped)} skipped); at least one is needed"
        )
    return reading


@dataclass(frozen=True, slots=True)
class _Order:
    """What a build is asked for."""

    paths: Sequence[str]
    output: Path
    keep_going: bool
    jobs: int | None
    engine: Engine
    address: str | None  # of a cluster
    cache: Path | None
    base: str
    held: Held | None  # of a watch


@dataclass(frozen=True, slots=True)
class Done:
    """What there is to tell of a build; `written` says that there was anything to do."""

    documents: int
    counts: "Counts"
    notes: Sequence[str]
    written: bool


def _build_all(order: _Order) -> Done:
    """Read, link and write all articles; processes start first, as all that follows can be loaded beside them."""
    from kg.corpus.ahead import start_ahead

    with start_ahead(order.paths, jobs=1 if order.address else order.jobs, cache=order.cache) as pool:
        from kg.corpus.digests import digest_keeping
        from kg.corpus.finished import count_graph, find_finished, find_sources, save_finished

        kept = Kept(order.cache, digest_keeping(), order.held) if order.cache else None
        reading = _read_all(order.paths, keep_going=order.keep_going, kept=kept)
        skipped = list(map(str, reading.skipped))
        sources = find_sources(reading.digest, order.output, base=order.base, kept=kept) if kept else None
        if sources and (finished := find_finished(sources)):
            return Done(*finished, skipped, written=False)
        from kg.corpus.links import describe_failure
        from kg.pipeline import write_build

        found = _link_all(order, reading.docs, pool)
        write_build(found.graph, order.output, base=order.base, kept=kept, digests=found.digests)
        counts = count_graph(found.graph)
        if sources and not found.failures:
            save_finished(sources, len(found.graph.documents), counts)
        notes = [*skipped, *map(describe_failure, found.failures)]
        return Done(len(found.graph.documents), counts, notes, written=True)


def _link_all(order: _Order, docs: Sequence["Document"], pool: "ProcessPoolExecutor | None") -> "CorpusBuild":
    from kg.corpus.links import make_cache

    cache = make_cache(order.cache) if order.cache else None
    with _show_progress(len(docs)) as progress:
        if order.address:
            build = _find_engine(order.engine)
            return build(docs, order.address, cache=cache, keep_going=order.keep_going, progress=progress)
        from kg.corpus.build import build_corpus

        return build_corpus(
            docs,
            jobs=order.jobs,
            cache=cache,
            keep_going=order.keep_going,
            progress=progress,
            pool=pool,
            held=order.held,
        )


def _find_engine(engine: Engine) -> Callable[..., "CorpusBuild"]:
    if engine is Engine.spark:
        from kg.corpus.spark import build_on_spark

        return build_on_spark
    from kg.corpus.cluster import build_on_cluster

    return build_on_cluster


def _build(order: _Order) -> Done:
    try:
        return _build_all(order)
    except OSError as error:
        place = error.filename or order.output
        raise InputError(
            f"{place}: can't be written ({error.strerror}); a folder kg may write into is needed"
        ) from error


def _check_directory(directory: Path) -> None:
    for place in (directory, *directory.parents):
        if place.exists():
            if not place.is_dir():
                raise InputError(f"{place}: a file; a folder to write the graph into is needed")
            return


def _print_counts(title: str, counts: Mapping[str, int], labels: Mapping[str, str]) -> None:
    from rich.cells import cell_len

    click.echo(f"{title}: {sum(counts.values())}")
    names = {name: f"{labels.get(name, '')} {name}".lstrip() for name in counts}
    width = max(map(cell_len, names.values()), default=0)
    for name, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        click.echo(f"  {names[name]}{' ' * (width - cell_len(names[name]))}  {count:>6}")


def _print_summary(done: Done) -> None:
    from kg.ontology.vocabulary import load_vocabulary

    vocabulary = load_vocabulary()
    labels = {name: term.zh for name, term in vocabulary.classes.items()}
    labels |= {name: term.zh for name, term in vocabulary.properties.items()}
    labels |= {name: term.zh for name, term in vocabulary.metrics.items()}
    click.echo(f"documents: {done.documents}")
    for title, counts in done.counts.items():
        _print_counts(title, counts, labels)


def _tell_build(output: Path, done: Done, seconds: float) -> None:
    _print_summary(done)
    told = "written in" if done.written else "as they were: nothing changed, found in"
    click.echo(f"{output / 'graph.ttl'} and {output / 'graph.html'} {told} {seconds:.1f} s")
    for note in done.notes:
        click.echo(f"kg: skipped: {note}", err=True)


def _check_watch(paths: Sequence[str], output: Path, *, engine: Engine, no_cache: bool) -> None:
    if not paths or "-" in paths:
        raise click.BadParameter("a PATH that can change is needed: files or folders of articles", param_hint="--watch")
    if engine is not Engine.processes or no_cache:
        excluded = "--no-cache" if no_cache else f"--engine {engine}"
        raise click.BadParameter(f"{excluded} would do all of it again at each change", param_hint="--watch")
    for path in paths:
        if output.resolve().is_relative_to(Path(path).resolve()):
            raise InputError(f"{output}: lies in {path}, which is watched; a folder elsewhere is needed for the graph")


@click.command
@click.argument(
    "paths",
    nargs=-1,
    metavar="[PATH]...",
    help="Articles (.md .txt .html .jsonl, each also .gz), folders of them, or - for standard input; "
    "without one, the packaged sample.",
)
@click.option(
    "--output", "-o", metavar="DIR", type=PATH, default="output", help="Where graph.ttl, graph.html and the store go."
)
@click.option("--keep-going", is_flag=True, help="Skip articles that can't be used, list them, and exit with 1.")
@click.option(
    "--jobs",
    "-j",
    metavar="N",
    type=click.IntRange(min=1),
    help="Processes; all cores by default, one for few articles.",
)
@click.option(
    "--engine",
    type=click.Choice(Engine),
    default=Engine.processes,
    help="Where articles are read and joined: processes here, or a cluster.",
)
@click.option("--scheduler", metavar="ADDRESS", help="The Dask cluster, such as tcp://host:8786.")
@click.option("--master", metavar="URL", help="The Spark cluster, such as spark://host:7077.")
@click.option("--no-cache", is_flag=True, help="Read every article again, and keep nothing in DIR/.cache.")
@click.option("--watch", is_flag=True, help="Stay, and build again when anything at PATH changes, until Ctrl+C.")
@click.option("--base", metavar="IRI", default=BASE, help="What the identifiers of the graph begin with.")
def build(
    paths: Sequence[str],
    output: Path,
    keep_going: bool,
    jobs: int | None,
    engine: Engine,
    scheduler: str | None,
    master: str | None,
    no_cache: bool,
    watch: bool,
    base: str,
) -> None:
    """Build a graph from articles: DIR/graph.ttl, DIR/graph.html and the store; again, only what changed is read."""
    started = time.monotonic()
    check_base(base)
    if (engine is Engine.dask) != bool(scheduler):
        raise click.BadParameter("--engine dask and --scheduler ADDRESS belong together", param_hint="--scheduler")
    if (engine is Engine.spark) != bool(master):
        raise click.BadParameter("--engine spark and --master URL belong together", param_hint="--master")
    if watch:
        _check_watch(paths, output, engine=engine, no_cache=no_cache)
    _check_directory(output)
    cache = None if no_cache else output / FOLDER
    order = _Order(paths, output, keep_going, jobs, engine, scheduler or master, cache, base, {} if watch else None)
    if watch:
        keep_building(paths, output, partial(_build, order), partial(_tell_build, output))
        return
    done = _build(order)
    _tell_build(output, done, time.monotonic() - started)
    if done.notes:
        sys.exit(1)
