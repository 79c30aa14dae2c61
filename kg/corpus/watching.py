"""What a build depends on, looked at again and again; out comes each change, once it has settled.

A look is at names, sizes and times, 15 ms for 2,000 files. What the kernel tells of changes as they come (inotify) it
does not tell of shared folders, loses a file that another is renamed to, and leaves open whether a file is whole.
"""

import os
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from kg.corpus.digests import list_data
from kg.documents.reading import list_files
from kg.ontology.decisions import find_decisions

INTERVAL = 1.0  # seconds between two looks
LEAST_REST = 20  # times what a look takes, so that a watch of no end of files is idle most of the time
PATIENCE = 60  # looks before what failed is tried again, though nothing has changed

Files = Mapping[Path, tuple[int, int, int]]  # size, time of change and inode of each


@dataclass(frozen=True, slots=True)
class Look:
    """What is there at one moment."""

    articles: Files = field(default_factory=dict)
    verdicts: Files = field(default_factory=dict)
    ontology: Files = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Change:
    """The difference of two looks: how many files of articles, whether verdicts, which files of the ontology."""

    added: int
    changed: int
    removed: int
    verdicts: bool
    ontology: tuple[Path, ...]


def look_around(paths: Sequence[str]) -> Look:
    """Return what is there now of articles at some paths, and of what else a build depends on."""
    places = map(Path, paths)
    articles = (file for place in places for file in (list_files(place) if place.is_dir() else [place]))
    return Look(_look_at(articles), _look_at([find_decisions()]), _look_at(list_data()))


def _look_at(files: Iterable[Path]) -> Files:
    found = {}
    for file in files:
        with suppress(OSError):  # it is gone meanwhile
            stat = os.stat(file)
            found[file] = stat.st_size, stat.st_mtime_ns, stat.st_ino
    return found


def wait_for_change(before: Look, look: Callable[[], Look], *, most: int | None = None) -> Look:
    """Return the next look that is another than `before` and settled: the look after it is the same.

    After `most` looks it need not be another.
    """
    found, looks = before, 0
    while True:
        started = time.monotonic()
        now = look()
        if now == found and (now != before or (most is not None and looks >= most)):
            return now
        found, looks = now, looks + 1
        time.sleep(max(INTERVAL, LEAST_REST * (time.monotonic() - started)))


def compare_looks(before: Look, now: Look) -> Change:
    """Return what changed between two looks."""
    old, new = before.articles, now.articles
    return Change(
        added=len(new.keys() - old.keys()),
        changed=sum(old[file] != new[file] for file in new.keys() & old.keys()),
        removed=len(old.keys() - new.keys()),
        verdicts=before.verdicts != now.verdicts,
        ontology=tuple(sorted({file for file, _ in before.ontology.items() ^ now.ontology.items()})),
    )
