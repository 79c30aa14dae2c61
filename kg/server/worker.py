"""A process that answers one query after another from a store it opens for reading; `python -m kg.server.worker`.

It is made to be killed: pyoxigraph 0.5.13 can't be interrupted in a query, and only the end of a process frees what one
took. Frames come in on standard input and go out on standard output; the end of the input is the end of the process.
"""

import logging
import os
import queue
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import IO

import pyoxigraph as ox

from kg.graph.iris import BASE
from kg.graph.store import STORE, find_base
from kg.server.answers import FailedError, answer_query
from kg.server.calls import EXPLORE, answer_call, write_result
from kg.server.confinement import cut_network, limit_memory
from kg.server.exploring import OpenIndex, explore
from kg.server.frames import FAILURE, READY, Failure, Frame, Query, pack_failure, pack_frame, read_frame, unpack_request
from kg.server.memory import fill_caches, give_memory_back
from kg.server.settings import Settings, unpack_settings

log = logging.getLogger(__name__)

PIPE_SIZE = 2**20  # bytes, as much as Linux gives to anybody
LONG = 0.5  # seconds of a request that may have taken much memory, which takes up to 10 ms to give back
ATTEMPTS = 3  # at opening a store that is being replaced


class OpenStore:
    """The store of a build, opened anew when another stands in its place."""

    def __init__(self, directory: Path) -> None:
        self._place = directory / STORE
        self._store: ox.Store | None = None
        self.base = BASE
        self._identity: tuple[int, ...] = ()

    def get(self) -> ox.Store:
        """Return the store that is there now; where there is none for a moment, the last one, whose files are open.

        `open_store` would take up what a writer has just put aside, so it isn't used here.

        Raises:
            FailedError: there was never one.
        """
        for attempt in range(ATTEMPTS):
            try:
                found = os.stat(self._place)
                identity = (found.st_dev, found.st_ino, found.st_mtime_ns)
                if self._store is None or identity != self._identity:
                    self._store, self._identity = ox.Store.read_only(str(self._place.resolve())), identity
                    self.base = find_base(self._store)
                return self._store
            except OSError as error:
                if self._store is not None and isinstance(error, FileNotFoundError):
                    return self._store
                if attempt == ATTEMPTS - 1:
                    reason = error.strerror or error
                    raise FailedError(503, f"{self._place}: no store to ask ({reason}); a build makes one") from error
        raise AssertionError


def serve_requests(requests: "queue.Queue[Frame]", out: IO[bytes], settings: Settings) -> None:
    """Answer the requests that come in, for ever."""
    opened, index = OpenStore(settings.directory), OpenIndex()
    with suppress(FailedError):  # it will be told to whoever asks
        fill_caches(opened.get())  # and the first query doesn't wait for the store to open
    out.write(pack_frame(READY))
    out.flush()
    while True:
        request = unpack_request(requests.get())
        started = time.monotonic()
        try:
            if isinstance(request, Query):
                answer_query(opened.get(), opened.base, request, out, settings)
            elif request.name == EXPLORE:
                write_result(explore(index, **request.arguments), out)
            else:
                answer_call(opened.get(), opened.base, request, out)
        except FailedError as error:
            _send_failure(out, error.failure)
        except Exception:
            log.exception("a request failed: %s", request)
            _send_failure(out, Failure(500, "the server failed; its log says how"))
        if time.monotonic() - started > LONG:
            give_memory_back()


def _send_failure(out: IO[bytes], failure: Failure) -> None:
    out.write(pack_frame(FAILURE, pack_failure(failure)))
    out.flush()


def read_requests(file: IO[bytes], requests: "queue.Queue[Frame]") -> None:
    """Queue the requests that come in, and end the process with the input, even in the midst of a query."""
    while frame := read_frame(file):
        requests.put(frame)
    os._exit(0)


def widen_pipe(file: IO[bytes]) -> None:
    """Let a pipe hold more where the system can, so that a worker goes on while the server is busy elsewhere."""
    if sys.platform == "linux":
        import fcntl

        with suppress(OSError):
            fcntl.fcntl(file, fcntl.F_SETPIPE_SZ, PIPE_SIZE)


def main() -> None:
    """Run a worker; its only argument is its settings."""
    settings = unpack_settings(sys.argv[1])
    cut_network()
    limit_memory(settings.memory)
    widen_pipe(sys.stdout.buffer)
    requests: queue.Queue[Frame] = queue.Queue()
    threading.Thread(target=read_requests, args=(sys.stdin.buffer, requests), daemon=True).start()
    serve_requests(requests, sys.stdout.buffer, settings)


if __name__ == "__main__":
    main()
