"""What every request passes: what is let in, what is told when the server ends, what browsers may do with an answer."""

import asyncio
from urllib.parse import unquote_to_bytes

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.server.frames import Failure
from kg.server.responses import make_failure

RETRY = 5  # seconds until another server may run
# An answer can hold what its asker wrote, XML too: it is shown by nobody as a page.
SEALED = "default-src 'none'; frame-ancestors 'none'; sandbox"


class Seal:
    """Middleware that tells browsers to take every answer for what it says it is, and to run nothing in it.

    A page says itself what it may do.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Add the headers that aren't there."""

        async def send_sealed(message: Message) -> None:
            if message["type"] == "http.response.start":
                names = {name.lower() for name, _ in message["headers"]}
                more = {b"x-content-type-options": b"nosniff", b"content-security-policy": SEALED.encode()}
                message["headers"] = [*message["headers"], *(each for each in more.items() if each[0] not in names)]
            await send(message)

        await self._app(scope, receive, send_sealed if scope["type"] == "http" else send)


class Usher:
    """Middleware that refuses addresses in another encoding, and tells those who wait that the server ends."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request in, or answer it."""
        started = False

        async def send_on(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        if not is_utf8(scope["raw_path"]) or not is_utf8(scope["query_string"]):
            return await make_failure(Failure(400, "the address is not UTF-8"))(scope, receive, send)
        try:
            return await self._app(scope, receive, send_on)
        except asyncio.CancelledError:  # uvicorn breaks off what its time to end doesn't allow for
            if not started:
                failure = Failure(503, "the server was told to end; ask again when it runs")
                await make_failure(failure, retry=RETRY)(scope, receive, send)
            raise


def is_utf8(address: bytes) -> bool:
    """Say whether a part of an address, with its escapes resolved, is UTF-8."""
    try:
        unquote_to_bytes(address).decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
