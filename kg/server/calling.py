"""What the server itself asks its workers for: functions of `kg.server.calls`, their results read whole."""

import json
from typing import Any

from kg.server.frames import Call
from kg.server.pool import Pool


async def call(pool: Pool, name: str, /, **arguments: Any) -> Any:
    """Return what a function that answers in JSON returns.

    Raises:
        RefusedError: it finds nothing, the server is busy, or it took too long.
    """
    data = bytearray()
    async with pool.ask(Call(name, arguments)) as answer:
        async for block in answer.read_blocks():
            data += block
    return json.loads(data)
