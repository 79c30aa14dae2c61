"""Worker processes and who gets them: a query in, the frames of its answer out; a query broken off costs its worker.

There is no way to stop a query but to end its process, which frees its memory at once; another takes its place.
"""

import asyncio
import logging
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from kg.server.frames import (
    BLOCK,
    CUT,
    END,
    FAILURE,
    HEAD,
    PREFIX_SIZE,
    READY,
    Call,
    Failure,
    Frame,
    Query,
    pack_request,
    unpack_failure,
    unpack_prefix,
)
from kg.server.settings import Settings, pack_settings

log = logging.getLogger(__name__)

ROOT = Path(__file__).parents[2]  # where `-m` finds kg, wherever the server was started
READ_AHEAD = 2**18  # bytes of an answer held in the server before the worker has to wait
LONGEST_WAIT = 30  # seconds for a worker to be free, longer than it takes to start one
FIRST_PAUSE, LONGEST_PAUSE = 0.1, 5.0  # seconds before a worker that did not even start is tried again


class RefusedError(Exception):
    """A query that got no answer, with the status and line to say so; `retry` is in seconds."""

    def __init__(self, failure: Failure, *, retry: int = 0) -> None:
        super().__init__(failure.message)
        self.failure, self.retry = failure, retry


@dataclass(eq=False, slots=True)
class Answer:
    """The frames of one answer, to be read in order: its Content-Type, then its blocks."""

    _process: Process
    content_type: str = ""
    complete: bool = False  # read to its end, so the worker is free again
    whole: bool = True  # False where a limit cut it in a format with no room to say so

    async def start(self) -> None:
        """Read up to the Content-Type.

        Raises:
            RefusedError: there is no answer.
        """
        kind, payload = await self._receive()
        if kind == HEAD:
            self.content_type = payload.decode()

    async def read_blocks(self) -> AsyncIterator[bytes]:
        """Yield the bytes of the answer.

        Raises:
            RefusedError: the query failed on the way.
        """
        while not self.complete:
            kind, payload = await self._receive()
            if kind == BLOCK:
                yield payload

    async def _receive(self) -> Frame:
        assert self._process.stdout
        try:
            kind, payload = await receive_frame(self._process.stdout)
        except asyncio.IncompleteReadError as error:
            message = "the query took more than this server can give; ask for less"
            raise RefusedError(Failure(500, message)) from error
        self.complete = kind in (END, CUT, FAILURE)
        self.whole = kind != CUT
        if kind == FAILURE:
            raise RefusedError(unpack_failure(payload))
        return kind, payload


@dataclass(eq=False, slots=True)
class Pool:
    """The workers of one server; all its methods belong to one event loop."""

    settings: Settings
    # Who was last at work is next: what it has read is still in its memory, and a dictionary is loaded once.
    _idle: asyncio.LifoQueue[Process] = field(default_factory=asyncio.LifoQueue)
    _processes: set[Process] = field(default_factory=set)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)
    _asked: int = 0
    _closing: bool = False

    async def start(self) -> None:
        """Start the workers and wait until they are ready."""
        await asyncio.gather(*(self._add_worker() for _ in range(self.settings.workers)))

    async def close(self) -> None:
        """End the workers, whatever they are at."""
        self._closing = True
        for task in self._tasks:
            task.cancel()
        for process in self._processes:
            _kill(process)
        await asyncio.gather(*self._tasks, *(process.wait() for process in self._processes), return_exceptions=True)

    @asynccontextmanager
    async def ask(self, request: Query | Call) -> AsyncIterator[Answer]:
        """Send a request to a worker as soon as there is one, and give its answer to read within the time limit.

        Raises:
            RefusedError: too many queries run or wait, or the time is up.
        """
        if self._asked >= self.settings.queue:
            raise RefusedError(Failure(503, f"{self._asked} queries are running or waiting; try again soon"), retry=1)
        self._asked += 1
        try:
            process = await self._take_worker()
            answer = Answer(process)
            try:
                async with asyncio.timeout(self.settings.timeout):
                    assert process.stdin
                    process.stdin.write(pack_request(request))
                    await answer.start()
                    yield answer
            except TimeoutError as error:
                message = f"the query took longer than {self.settings.timeout:g} s and was stopped; ask for less"
                raise RefusedError(Failure(504, message)) from error
            finally:
                self._give_back(process, complete=answer.complete)
        finally:
            self._asked -= 1

    async def _take_worker(self) -> Process:
        try:
            async with asyncio.timeout(LONGEST_WAIT):
                while True:
                    process = await self._idle.get()
                    if process.returncode is None:
                        return process
                    self._replace(process)
        except TimeoutError as error:
            message = f"no worker was free for {LONGEST_WAIT} s; try again soon"
            raise RefusedError(Failure(503, message), retry=5) from error

    def _give_back(self, process: Process, *, complete: bool) -> None:
        if complete and process.returncode is None:
            self._idle.put_nowait(process)
        else:
            self._replace(process)

    def _replace(self, process: Process) -> None:
        _kill(process)
        if not self._closing:
            task = asyncio.create_task(self._renew(process))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _renew(self, process: Process) -> None:
        await process.wait()
        self._processes.discard(process)
        await self._add_worker()

    async def _add_worker(self) -> None:
        pause = FIRST_PAUSE
        while True:
            process = await self._start_worker()
            assert process.stdout
            try:
                kind, _ = await receive_frame(process.stdout)
                assert kind == READY
                self._idle.put_nowait(process)
                return
            except asyncio.IncompleteReadError:
                code = await process.wait()
                self._processes.discard(process)
                log.error("a worker ended with %d before it was ready; trying again in %.1f s", code, pause)
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)

    async def _start_worker(self) -> Process:
        """Start a worker out of the terminal's reach: Ctrl+C is for the server, whose end is theirs."""
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "kg.server.worker", pack_settings(self.settings),
            stdin=PIPE, stdout=PIPE, limit=READ_AHEAD, cwd=ROOT, start_new_session=True,
        )  # fmt: skip
        self._processes.add(process)
        return process


def _kill(process: Process) -> None:
    """End a worker, as often as one likes; its end is asyncio's to see.

    `Process.kill` looks first whether it has ended (Popen.send_signal, since bpo-38630), and asyncio, which then waits
    for a process that is gone, warns of it.
    """
    if process.returncode is None:
        with suppress(ProcessLookupError):
            os.kill(process.pid, signal.SIGKILL)


async def receive_frame(reader: asyncio.StreamReader) -> Frame:
    """Return the next frame of a pipe.

    Raises:
        asyncio.IncompleteReadError: the other side is gone.
    """
    kind, length = unpack_prefix(await reader.readexactly(PREFIX_SIZE))
    return kind, await reader.readexactly(length)
