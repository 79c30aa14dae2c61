"""The explorer's index of what is served: that of the build, or one made of the store at the first request and kept.

`python -m kg.server.indexing DIR FILE` makes one, in a process of its own because it may take a minute.
"""

import asyncio
import logging
import sys
from contextlib import closing
from pathlib import Path
from sqlite3 import DatabaseError
from tempfile import TemporaryDirectory

from kg.errors import InputError, KgError
from kg.graph.store import find_store
from kg.server.frames import Failure
from kg.server.pool import ROOT, RefusedError
from kg.view.parts import Index
from kg.view.tables import INDEX

log = logging.getLogger(__name__)


class IndexPlace:
    """Where the index of a folder's build is."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._lock = asyncio.Lock()
        self._folder: TemporaryDirectory[str] | None = None
        self._made: tuple[Path, Path] | None = None  # of this generation of the store, here

    async def find(self) -> Path:
        """Return the index; the first time that is made for a store without one, a minute later.

        Raises:
            RefusedError: there is no store, or it can't be made.
        """
        own = self._directory / INDEX
        if is_current(own):
            return own
        async with self._lock:
            try:
                store = find_store(self._directory)
            except InputError as error:
                raise RefusedError(Failure(503, str(error)), retry=5) from error
            if self._made is None or self._made[0] != store:
                self._folder = self._folder or TemporaryDirectory(prefix="kg-explore-")
                path = Path(self._folder.name) / INDEX
                await make_index(self._directory, path)
                self._made = store, path
            return self._made[1]


def is_current(path: Path) -> bool:
    """Say whether an index is there, as this version makes them."""
    try:
        with closing(Index(path)) as index:
            return index.is_current()
    except DatabaseError:
        return False


async def make_index(directory: Path, path: Path) -> None:
    """Make the index of a store in a process of its own.

    Raises:
        RefusedError: it fails.
    """
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "kg.server.indexing", str(directory.resolve()), str(path),
        stderr=asyncio.subprocess.PIPE, cwd=ROOT, start_new_session=True,
    )  # fmt: skip
    try:
        _, told = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
    if process.returncode:
        log.error("no index of %s: %s", directory, told.decode(errors="replace").strip())
        raise RefusedError(Failure(500, "the explorer's index can't be made of this store; the server's log says why"))


def main() -> None:
    """Make the index of a store; the texts of its articles are nowhere, their sentences stand in for them."""
    from kg.graph.read import read_graph
    from kg.graph.store import find_base, open_store
    from kg.view.index import write_index

    directory, path = map(Path, sys.argv[1:])
    try:
        graph = read_graph(directory)
        write_index(graph, path, base=find_base(open_store(directory)))
    except KgError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
