"""The answers of the endpoint on their way to a client: streamed, stopped when it leaves, errors in one line."""

import asyncio
import logging
from collections.abc import Mapping
from http import HTTPStatus

from starlette.responses import PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from kg.server.frames import Call, Failure, Query
from kg.server.pool import Pool, RefusedError

log = logging.getLogger(__name__)

# Anyone may read what this endpoint gives, from any page.
CORS = {"access-control-allow-origin": "*", "access-control-expose-headers": "kg-limit, retry-after"}


def make_failure(failure: Failure, *, retry: int = 0, headers: dict[str, str] | None = None) -> Response:
    """Return an error as one line of text."""
    line = " ".join(failure.message.split()) or HTTPStatus(failure.status).phrase
    more = {"retry-after": str(retry)} if retry else {}
    headers = {**CORS, "cache-control": "no-store", **more, **(headers or {})}
    return PlainTextResponse(f"{line}\n", failure.status, headers=headers)


class StoreResponse:
    """An ASGI application that answers one request from the store; its worker is freed when the client has gone."""

    def __init__(self, pool: Pool, request: Query | Call, headers: Mapping[str, str]) -> None:
        self._pool, self._request, self._headers = pool, request, headers
        self._started = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or stop as soon as the client disconnects."""
        answering = asyncio.create_task(self._answer(scope, receive, send))
        watching = asyncio.create_task(_wait_until_gone(receive))
        try:
            await asyncio.wait((answering, watching), return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in (answering, watching):
                task.cancel()
            await asyncio.gather(answering, watching, return_exceptions=True)
        if not answering.cancelled():
            answering.result()

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await self._stream(send)
        except RefusedError as error:
            if not self._started:
                await make_failure(error.failure, retry=error.retry)(scope, receive, send)
            else:
                # Its end does not come: the connection is closed, so the client knows that something is missing.
                log.warning("an answer was broken off: %s", error)

    async def _stream(self, send: Send) -> None:
        async with self._pool.ask(self._request) as answer:
            headers = {"content-type": answer.content_type, "cache-control": "no-cache", **self._headers}
            await send(
                {
                    "type": "http.response.start",
                    "status": 200,
                    "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
                }
            )
            self._started = True
            async for block in answer.read_blocks():
                await send({"type": "http.response.body", "body": block, "more_body": True})
        if answer.whole:
            await send({"type": "http.response.body", "body": b"", "more_body": False})
        else:
            log.warning("an answer was broken off: it met a limit, and its format has no room to say so")


async def _wait_until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
