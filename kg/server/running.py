"""A server from its start to its end: the socket, the store, uvicorn, a word when it is ready."""

import logging
import os
import signal
import socket
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import uvicorn

from kg.errors import InputError
from kg.graph.store import STORE, load_store, open_store
from kg.server.app import make_app
from kg.server.settings import Settings

PATIENCE = 3  # seconds that answers on their way have when the server is told to end
BACKLOG = 1024  # connections that wait to be accepted
IDLE = 30  # seconds a connection may stay open without a request


def run_server(
    settings: Settings, *, host: str, port: int, file: Path | None = None, ready: Callable[[str], None]
) -> None:
    """Serve the store of `settings.directory`, or an RDF file in its place, until the process is told to end.

    `ready` is called with the address once the server answers; port 0 takes any that is free.

    Raises:
        InputError: there is no store or file to serve, or the address is taken.
    """
    with open_source(settings, file) as found, open_socket(host, port) as listening:
        address = f"http://{f'[{host}]' if ':' in host else host}:{listening.getsockname()[1]}/"
        config = uvicorn.Config(
            make_app(found), lifespan="on", log_config=None, access_log=False, server_header=False,
            timeout_graceful_shutdown=PATIENCE, timeout_keep_alive=IDLE,
        )  # fmt: skip
        logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)  # it logs each answer that we break off
        with ignore_signals():
            _Server(config, lambda: ready(address)).run(sockets=[listening])


class _Server(uvicorn.Server):
    """Says when it is ready, which uvicorn only logs."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if not self.should_exit:
            self._ready()


@contextmanager
def ignore_signals() -> Iterator[None]:
    """Let the signals that end a server do nothing: uvicorn takes them, ends in order, and then raises them again."""
    before = {number: signal.signal(number, lambda *_: None) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def open_source(settings: Settings, file: Path | None) -> Iterator[Settings]:
    """Give the settings with a store that can be opened: that of the folder, or one made of a file for this time."""
    if file is None:
        open_store(settings.directory)
        yield settings
        return
    with tempfile.TemporaryDirectory(prefix="kg-serve-") as folder:
        store = ox.Store(str(Path(folder) / STORE))
        store.bulk_extend(load_store(file))
        store.flush()
        del store
        yield replace(settings, directory=Path(folder))


@contextmanager
def open_socket(host: str, port: int) -> Iterator[socket.socket]:
    """Give a listening socket.

    Raises:
        InputError: the address is taken, or none of this machine.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # asyncio sends small answers at once only through a socket that was made with its protocol named: else they wait
    # 40 ms for the client's acknowledgement. `socket.create_server` doesn't name it.
    with socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listening:
        if os.name == "posix":
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((host, port))
            listening.listen(BACKLOG)
        except (OSError, OverflowError) as error:
            reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
            raise InputError(f"{host}:{port}: can't listen there ({reason}); try --port 0 for any free one") from error
        yield listening
