"""What a worker answers the explorer: parts of the graph out of the index, which it opens anew when there is another.

A page refers to things by their places in one index, so it says which (`made`), and learns when that is no more.
"""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from kg.server.answers import FailedError
from kg.view.choices import Choice
from kg.view.parts import Index

Json = dict[str, Any]
NAMES = {"node": "thing", "fact": "fact", "document": "article"}


class OpenIndex:
    """The index that was asked for last, open."""

    def __init__(self) -> None:
        self._index: Index | None = None
        self._identity = ""

    def get(self, path: Path) -> tuple[Index, str]:
        """Return an index and what it is known by.

        Raises:
            FailedError: there is none.
        """
        try:
            found = os.stat(path)
        except OSError as error:
            raise FailedError(503, f"no index to explore ({error}); try again soon") from error
        identity = f"{found.st_dev:x}-{found.st_ino:x}-{found.st_mtime_ns:x}"
        if self._index is None or identity != self._identity:
            if self._index is not None:
                self._index.close()
            self._index, self._identity = Index(path), identity
        return self._index, identity


def explore(opened: OpenIndex, path: str, what: str, made: str, **wish: Any) -> Json | str:
    """Return what one of `PARTS` reads, or the page itself.

    Raises:
        FailedError: there is nothing to show, or nothing of that place, or the page was made with another index.
    """
    index, identity = opened.get(Path(path))
    if what == "page":
        from kg.view.html import make_page
        from kg.view.pieces import dump

        start = index.read_start()
        if not start["totals"]["facts"]:
            raise FailedError(404, "nothing to explore: the graph has no facts as kg writes them; ask it at /")
        payload = dump({**start, "served": "/explore/", "made": identity})
        return b"".join(make_page([payload], title=start["title"], served=True)).decode("utf-8")
    if made and made != identity:
        raise FailedError(409, "the graph was built anew; load the page again")
    return PARTS[what](index, **wish)


def check_place(index: Index, table: str, place: int) -> int:
    """Return a place that is there.

    Raises:
        FailedError: there is none such.
    """
    if not index.has_place(table, place):
        raise FailedError(404, f"{place}: no {NAMES[table]} of that number in the graph")
    return place


def _read_around(index: Index, at: int, page: int, choice: Json) -> Json:
    return index.read_around(check_place(index, "node", at), page, Choice(**choice))


def _read_fringe(index: Index, at: list[int]) -> Json:
    return index.read_fringe([check_place(index, "node", each) for each in at])


def _read_article(index: Index, at: int) -> Json:
    return index.read_article(check_place(index, "document", at))


def _read_events(index: Index, at: int | None) -> Json:
    return index.read_events(None if at is None else check_place(index, "node", at))


def _find_path(index: Index, start: int, end: int) -> Json:
    return index.find_path(check_place(index, "node", start), check_place(index, "node", end))


PARTS: Mapping[str, Callable[..., Json]] = {
    "around": _read_around,
    "article": _read_article,
    "community": Index.read_community,
    "events": _read_events,
    "fringe": _read_fringe,
    "path": _find_path,
    "search": Index.search,
    "wanted": Index.read_wanted,
}
