"""What a server and its workers say to each other over a pipe: frames of a kind, a length and that many bytes.

A worker says READY once. It answers each QUERY or CALL with HEAD (a Content-Type), any number of BLOCK, and END, or CUT
where a limit ended a result whose format has no room to say so; or with FAILURE, which may also stand after a BLOCK.
"""

import json
import struct
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import IO, Any

READY, QUERY, CALL, HEAD, BLOCK, END, CUT, FAILURE = b"R", b"Q", b"A", b"H", b"B", b"E", b"C", b"F"

_PREFIX = struct.Struct(">cI")
PREFIX_SIZE = _PREFIX.size

Frame = tuple[bytes, bytes]


@dataclass(frozen=True, slots=True)
class Query:
    """A query with what was asked of its answer: for each kind of result a name in `formats.FORMATS`, or "" for none.

    `dataset` holds the IRIs of default and named graphs where the request names any; `max_rows` only lowers the limit.
    """

    text: str
    rows: str
    truth: str
    graph: str
    infer: bool = True
    max_rows: int | None = None
    dataset: tuple[tuple[str, ...], tuple[str, ...]] | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """A function of `kg.server.calls` to run on the store, with what it is given."""

    name: str
    arguments: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Failure:
    """An HTTP status and one line that says what was wrong."""

    status: int
    message: str


def pack_request(request: Query | Call) -> bytes:
    """Return a request as a frame."""
    kind = QUERY if isinstance(request, Query) else CALL
    return pack_frame(kind, json.dumps(asdict(request)).encode())


def unpack_request(frame: Frame) -> Query | Call:
    """Return the request that `pack_request` packed."""
    kind, payload = frame
    fields: dict[str, Any] = json.loads(payload)
    if kind == CALL:
        return Call(**fields)
    if fields["dataset"] is not None:
        default, named = fields["dataset"]
        fields["dataset"] = (tuple(default), tuple(named))
    return Query(**fields)


def pack_failure(failure: Failure) -> bytes:
    """Return a failure as the payload of a frame."""
    return json.dumps(asdict(failure)).encode()


def unpack_failure(payload: bytes) -> Failure:
    """Return the failure that `pack_failure` packed."""
    return Failure(**json.loads(payload))


def pack_frame(kind: bytes, payload: bytes = b"") -> bytes:
    """Return a frame."""
    return _PREFIX.pack(kind, len(payload)) + payload


def unpack_prefix(prefix: bytes) -> tuple[bytes, int]:
    """Return the kind of a frame and the length of its payload; `prefix` is its first `PREFIX_SIZE` bytes."""
    kind, length = _PREFIX.unpack(prefix)
    return kind, length


def read_frame(file: IO[bytes]) -> Frame | None:
    """Return the next frame of a pipe, None at its end."""
    prefix = file.read(PREFIX_SIZE)
    if len(prefix) < PREFIX_SIZE:
        return None
    kind, length = unpack_prefix(prefix)
    return kind, file.read(length)
