"""`kg build --watch`: the build is done again whenever what it depends on has changed, until Ctrl+C or SIGTERM.

What can't be built is told in one line, and the build before stays; where there is none, it ends as `kg build` does.
Tables and models are loaded once a process: where the ontology changes, a new process takes its place.
"""

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.errors import KgError

if TYPE_CHECKING:
    from kg.cli.build import Done
    from kg.corpus.watching import Change

TURTLE = "graph.ttl"  # without which there is no build


def keep_building(
    paths: Sequence[str],
    output: Path,
    build: Callable[[], "Done"],
    tell: Callable[["Done", float], None],
) -> None:
    """Build for the first time, of which `tell` is given the seconds, then at each change, telling of it in one line.

    Raises:
        KgError: there is no build, and none can be made.
    """
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        _Watch(paths, output, build).run(tell)
    except KeyboardInterrupt:
        there = (output / TURTLE).exists()
        click.echo(f"ended; {output} holds the last build" if there else "ended before there was a build")
    finally:
        signal.signal(signal.SIGTERM, before)


@dataclass(slots=True)
class _Watch:
    """A build that is kept up to date; a class because each line tells what is new since the one before."""

    paths: Sequence[str]
    output: Path
    build: Callable[[], "Done"]
    done: "Done | None" = None  # the last build, as far as it was made here
    trouble: str = ""  # why there is no newer one

    def run(self, tell: Callable[["Done", float], None]) -> None:
        """Build until it is interrupted."""
        from kg.corpus.watching import PATIENCE, compare_looks, look_around, wait_for_change

        look = partial(look_around, self.paths)
        before = look()
        self.start(tell)
        click.echo(f"watching {', '.join(self.paths)}; Ctrl+C ends it")
        while True:
            now = wait_for_change(before, look, most=PATIENCE if self.trouble else None)
            self.follow(compare_looks(before, now))
            before = now

    def start(self, tell: Callable[["Done", float], None]) -> None:
        """Build for the first time."""
        started = time.monotonic()
        try:
            self.done = self.build()
        except KgError as error:
            if not (self.output / TURTLE).exists():
                raise
            self.tell_trouble(str(error))
        else:
            tell(self.done, time.monotonic() - started)

    def follow(self, change: "Change") -> None:
        """Build what has changed."""
        from kg.corpus.links import describe_error, load_book

        what = ", ".join(_describe_change(change)) or "tried again"
        if change.ontology:
            click.echo(f"{_get_time()} {what}: all is loaded anew")
            os.execv(sys.executable, sys.orig_argv)
        if change.verdicts:
            load_book.cache_clear()
        started = time.monotonic()
        try:
            done = self.build()
        except KgError as error:
            self.tell_trouble(str(error))
        except Exception as error:  # a document no one foresaw must not end the watch
            self.tell_trouble(describe_error(error))
        else:
            self.tell_done(what, done, time.monotonic() - started)

    def tell_trouble(self, trouble: str) -> None:
        """Say why there is no new build, once."""
        if trouble != self.trouble:
            click.echo(f"kg: {_get_time()} {trouble}; {self.output} stays as it was", err=True)
        self.trouble = trouble

    def tell_done(self, what: str, done: "Done", seconds: float) -> None:
        """Say what a build brought, and which articles it left out that the one before did not."""
        old = self.done
        told = f"{', '.join(_count_all(done, old))}, written in" if done.written else "nothing new, found in"
        click.echo(f"{_get_time()} {what}: {told} {seconds:.1f} s")
        for note in done.notes:
            if old is None or note not in old.notes:
                click.echo(f"kg: {_get_time()} skipped: {note}", err=True)
        self.done, self.trouble = done, ""


def _get_time() -> str:
    return time.strftime("%H:%M:%S")


def _describe_change(change: "Change") -> Iterator[str]:
    for verb in ("added", "changed", "removed"):
        if count := getattr(change, verb):
            yield f"{_tell_number(count, 'file')} {verb}"
    if change.verdicts:
        yield "verdicts changed"
    if change.ontology:
        yield f"{', '.join(path.name for path in change.ontology)} changed"


def _count_all(done: "Done", old: "Done | None") -> Iterator[str]:
    """Yield how many documents and facts there are, and how many more than before."""
    counts, before = _count(done), _count(old) if old else {}
    for name, count in counts.items():
        yield _tell_number(count, name) + (f" ({count - before[name]:+})" if before else "")


def _count(done: "Done") -> dict[str, int]:
    facts = sum(sum(counts.values()) for kind, counts in done.counts.items() if kind != "entities")
    return {"document": done.documents, "fact": facts}


def _tell_number(number: int, name: str) -> str:
    return f"{number} {name}{'' if number == 1 else 's'}"
