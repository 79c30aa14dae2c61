"""`kg build`: articles in, graph.ttl, graph.html and the store out, and a summary of what was found."""

import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.errors import InputError
from kg.graph.iris import BASE, check_base
from kg.kept import FOLDER, Kept

if TYPE_CHECKING:
    from kg.corpus.build import CorpusBuild
    from kg.model import Document, KnowledgeGraph

SAMPLES = Path(__file__).resolve().parent.parent / "samples"


class Engine(StrEnum):
    """What does the work: processes of this machine, or a Dask cluster."""

    processes = "processes"
    dask = "dask"


FEW = 4  # documents; more show a progress bar


@contextmanager
def _show_progress(total: int) -> Iterator[Callable[["Document"], None] | None]:
    """Give a function to call after each document; it draws a bar on standard error where that is a terminal."""
    from rich.console import Console

    console = Console(stderr=True)
    if total < FEW or not console.is_terminal:
        yield None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("reading articles", total=total)
        yield lambda doc: progress.advance(task)


def _read_all(
    paths: Sequence[str], *, keep_going: bool, kept: Kept | None
) -> tuple[list["Document"], list[InputError]]:
    from kg.corpus.reading import read_corpus

    docs, skipped = read_corpus(paths or [str(SAMPLES)], keep_going=keep_going, kept=kept)
    if not paths:  # where the package is installed must not show in the graph
        docs = [replace(doc, source=Path(doc.source).name) for doc in docs]
    if not docs:
        raise InputError(
            f"{', '.join(paths)}: no article could be read ({len(skipped)} skipped); at least one is needed"
        )
    return docs, skipped


def _build_all(
    paths: Sequence[str],
    output: Path,
    *,
    keep_going: bool,
    jobs: int | None,
    scheduler: str,
    kept_in: Path | None,
    base: str,
) -> tuple["CorpusBuild", list[InputError]]:
    """Read, link and write all articles; processes start first, as all that follows can be loaded beside them."""
    from kg.corpus.ahead import start_ahead

    with start_ahead(paths, jobs=1 if scheduler else jobs, cache=kept_in) as pool:
        from kg.corpus.build import build_corpus
        from kg.corpus.cluster import build_on_cluster
        from kg.corpus.digests import digest_keeping
        from kg.corpus.links import make_cache
        from kg.pipeline import write_build

        kept = Kept(kept_in, digest_keeping()) if kept_in else None
        docs, skipped = _read_all(paths, keep_going=keep_going, kept=kept)
        cache = make_cache(kept_in) if kept_in else None
        with _show_progress(len(docs)) as progress:
            if scheduler:
                found = build_on_cluster(docs, scheduler, cache=cache, keep_going=keep_going, progress=progress)
            else:
                found = build_corpus(docs, jobs=jobs, cache=cache, keep_going=keep_going, progress=progress, pool=pool)
        write_build(found.graph, output, base=base, kept=kept)
    return found, skipped


def _check_directory(directory: Path) -> None:
    for place in (directory, *directory.parents):
        if place.exists():
            if not place.is_dir():
                raise InputError(f"{place}: a file; a folder to write the graph into is needed")
            return


def _print_counts(title: str, counts: Counter[str], labels: Mapping[str, str]) -> None:
    from rich.cells import cell_len

    typer.echo(f"{title}: {counts.total()}")
    names = {name: f"{labels.get(name, '')} {name}".lstrip() for name in counts}
    width = max(map(cell_len, names.values()), default=0)
    for name, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        typer.echo(f"  {names[name]}{' ' * (width - cell_len(names[name]))}  {count:>6}")


def _print_summary(graph: "KnowledgeGraph") -> None:
    from kg.ontology.vocabulary import load_vocabulary

    vocabulary = load_vocabulary()
    labels = {name: term.zh for name, term in vocabulary.classes.items()}
    labels |= {name: term.zh for name, term in vocabulary.properties.items()}
    labels |= {name: term.zh for name, term in vocabulary.metrics.items()}
    typer.echo(f"documents: {len(graph.documents)}")
    _print_counts("entities", Counter(entity.type for entity in graph.entities.values()), labels)
    for kind, title in (("relation", "relations"), ("observation", "figures"), ("event", "events")):
        found = Counter(fact.predicate for fact in graph.facts.values() if fact.kind == kind)
        _print_counts(title, found, labels)


def build(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[PATH]...",
            help="Articles (.md .txt .html .jsonl, each also .gz), folders of them, or - for standard input; "
            "without one, the packaged sample.",
            show_default=False,
        ),
    ] = None,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="DIR", help="Where graph.ttl, graph.html and the store go.")
    ] = Path("output"),
    keep_going: Annotated[
        bool, typer.Option("--keep-going", help="Skip articles that can't be used, list them, and exit with 1.")
    ] = False,
    jobs: Annotated[
        int | None,
        typer.Option("--jobs", "-j", metavar="N", min=1, help="Processes; all cores by default, one for few articles."),
    ] = None,
    engine: Annotated[
        Engine, typer.Option("--engine", help="Where articles are read and joined: processes here, or a cluster.")
    ] = Engine.processes,
    scheduler: Annotated[
        str, typer.Option("--scheduler", metavar="ADDRESS", help="The Dask cluster, such as tcp://host:8786.")
    ] = "",
    no_cache: Annotated[
        bool, typer.Option("--no-cache", help="Read every article again, and keep nothing in DIR/.cache.")
    ] = False,
    base: Annotated[
        str, typer.Option("--base", metavar="IRI", help="What the identifiers of the graph begin with.")
    ] = BASE,
) -> None:
    """Build a graph from articles: DIR/graph.ttl, DIR/graph.html and the store; again, only what changed is read."""
    started = time.monotonic()
    check_base(base)
    if (engine is Engine.dask) != bool(scheduler):
        raise typer.BadParameter("--engine dask and --scheduler ADDRESS belong together", param_hint="--scheduler")
    _check_directory(output)
    try:
        found, skipped = _build_all(
            paths or [],
            output,
            keep_going=keep_going,
            jobs=jobs,
            scheduler=scheduler,
            kept_in=None if no_cache else output / FOLDER,
            base=base,
        )
    except OSError as error:
        place = error.filename or output
        raise InputError(
            f"{place}: can't be written ({error.strerror}); a folder kg may write into is needed"
        ) from error
    _print_summary(found.graph)
    typer.echo(f"{output / 'graph.ttl'} and {output / 'graph.html'} written in {time.monotonic() - started:.1f} s")
    from kg.corpus.links import describe_failure

    notes = [*map(str, skipped), *map(describe_failure, found.failures)]
    for note in notes:
        typer.echo(f"kg: skipped: {note}", err=True)
    if notes:
        raise typer.Exit(1)
