"""A query and a store in, the frames of its answer out, never more of a result in memory than a block."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import IO, Any, cast

import pyoxigraph as ox

from kg.errors import InputError
from kg.graph.iris import make_prefixes
from kg.graph.sparql import Dataset, find_keywords, run_query
from kg.server.cutting import RowCutter
from kg.server.formats import FORMATS, Format, label_format
from kg.server.frames import BLOCK, CUT, END, HEAD, Failure, Query, pack_frame
from kg.server.settings import Settings

BLOCK_SIZE = 64 * 2**10  # bytes; what a pipe holds on Linux
UPDATES = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY"})
QUERIES = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
# Where a graph that was cut has room to say so; Turtle and N-Triples between two triples, JSON-LD nowhere.
NOTES = {"ttl": "# truncated: {}\n", "nt": "# truncated: {}\n", "rdf": "\n<!-- truncated: {} -->\n"}


class FailedError(Exception):
    """A query that can't be answered, with the status and line to say so."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.failure = Failure(status, message)


class CutError(Exception):
    """Raised inside pyoxigraph's serializer, to end it where a limit is met."""


class BlockWriter:
    """Gathers bytes to blocks and sends them; the head goes with the first, so an early failure has its own status.

    `beginning` stands in place of as many bytes as come first.
    """

    def __init__(self, out: IO[bytes], head: str, *, beginning: bytes = b"") -> None:
        self.size = 0
        self._out = out
        self._head: bytes | None = head.encode()
        self._skip = len(beginning)
        self._buffer = bytearray(beginning)

    def write(self, data: bytes) -> int:
        """Take bytes."""
        skipped = min(self._skip, len(data))
        self._skip -= skipped
        self._buffer += data[skipped:]
        self.size += len(data) - skipped
        if len(self._buffer) >= BLOCK_SIZE:
            self._send()
        return len(data)

    def flush(self) -> None:
        """Do nothing: blocks go out when they are full."""

    def finish(self, kind: bytes) -> None:
        """Send what is left, and the last frame."""
        self._send()
        self._out.write(pack_frame(kind))
        self._out.flush()

    def _send(self) -> None:
        if self._head is not None:
            self._out.write(pack_frame(HEAD, self._head))
            self._head = None
        if self._buffer:
            self._out.write(pack_frame(BLOCK, bytes(self._buffer)))
            self._buffer.clear()
        self._out.flush()


class RowSink:
    """What pyoxigraph writes rows to: they pass a cutter."""

    def __init__(self, writer: BlockWriter, cutter: RowCutter) -> None:
        self._writer, self._cutter = writer, cutter

    def write(self, data: bytes) -> int:
        """Pass bytes on."""
        self._writer.write(self._cutter.take(data))
        if self._cutter.cut:
            raise CutError
        return len(data)

    def flush(self) -> None:
        """Do nothing: blocks go out when they are full."""


def answer_query(store: ox.Store, base: str, query: Query, out: IO[bytes], settings: Settings) -> None:
    """Write the frames of an answer.

    Raises:
        FailedError: the query is malformed or refused, asks for a format its result doesn't have, or fails on the way.
    """
    dataset = None if query.dataset is None else Dataset(*query.dataset)
    if query.max_rows is not None:
        settings = replace(settings, max_rows=min(query.max_rows, settings.max_rows))
    try:
        results = run_query(store, query.text, infer=query.infer, base=base, dataset=dataset)
    except InputError as error:
        if verb := _find_update(query.text):
            message = f"{verb} is refused: this endpoint is for reading only; send a query"
            raise FailedError(403, message) from error
        raise FailedError(400, str(error)) from error
    try:
        if isinstance(results, ox.QueryTriples):
            _write_graph(results, base, _find_format(query.graph, "a graph"), out, settings)
        elif isinstance(results, ox.QueryBoolean):
            _write_truth(results, _find_format(query.truth, "yes or no"), out)
        else:
            _write_rows(results, _find_format(query.rows, "rows"), out, settings)
    except (OSError, ValueError, RuntimeError) as error:  # what pyoxigraph raises while it evaluates
        raise FailedError(500, f"the query failed: {' '.join(str(error).split())}") from error


def _find_update(text: str) -> str:
    """Return what makes a text that is no query an update, empty if it isn't one either."""
    words = set(find_keywords(text))
    return min(words & UPDATES, default="") if not words & QUERIES else ""


def _find_format(name: str, what: str) -> Format:
    if name:
        return FORMATS[name]
    kind = "graph" if what == "a graph" else "rows"
    names = ", ".join(format.media_types[0] for format in FORMATS.values() if format.kind == kind)
    raise FailedError(406, f"the query makes {what}, which can be had as {names}")


def _write_rows(results: ox.QuerySolutions, format: Format, out: IO[bytes], settings: Settings) -> None:
    writer = BlockWriter(out, label_format(format))
    names = [variable.value for variable in results.variables]
    cutter = RowCutter(format.name, names, max_rows=settings.max_rows, max_bytes=settings.max_bytes)
    with suppress(CutError):
        results.serialize(cast(Any, RowSink(writer, cutter)), cast(ox.QueryResultsFormat, format.writer))
    closing = cutter.finish()
    writer.write(closing)
    writer.finish(CUT if cutter.cut and not closing else END)


def _write_truth(results: ox.QueryBoolean, format: Format, out: IO[bytes]) -> None:
    writer = BlockWriter(out, label_format(format))
    writer.write(results.serialize(format=cast(ox.QueryResultsFormat, format.writer)) or b"")
    writer.finish(END)


def _write_graph(results: ox.QueryTriples, base: str, format: Format, out: IO[bytes], settings: Settings) -> None:
    prefixes = make_prefixes(base)
    beginning = write_prefixes(prefixes) if format.name == "ttl" else b""
    writer = BlockWriter(out, label_format(format), beginning=beginning)
    cut: list[str] = []

    def limit_triples() -> Iterator[ox.Triple]:
        for number, triple in enumerate(results):
            if number == settings.max_rows:
                cut.append(f"limit of {settings.max_rows} triples")
            elif writer.size > settings.max_bytes:
                cut.append(f"limit of {settings.max_bytes} bytes")
            if cut:
                return
            yield triple

    ox.serialize(limit_triples(), cast(Any, writer), cast(ox.RdfFormat, format.writer), prefixes=prefixes)
    note = NOTES.get(format.name, "") if cut else ""
    writer.write(note.format(*cut).encode())
    writer.finish(CUT if cut and not note else END)


def write_prefixes(prefixes: Mapping[str, str]) -> bytes:
    """Return the prefixes as given; pyoxigraph 0.5.13 writes as many bytes, in the order of a hash table."""
    return "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in prefixes.items()).encode()
