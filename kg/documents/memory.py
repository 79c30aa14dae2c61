"""Articles read by the last build, so that the next reads only new text: what a text became, by the digest of the text.

Offsets are kept as runs: where a run of neighbours begins in the text, and where it stands in the file.
"""

from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import overload

from kg.contents import digest_article, digest_plain
from kg.model import Document

# id, title, text, raw (empty: what was read), runs, places, day, author, digest
Row = tuple[str, str, str, str, bytes, bytes, str, str, bytes]
Reader = Callable[[str, str], Iterator[Document]]
_RUN = "<i4"  # numpy is imported where it is used: it takes longer than to find that nothing is new


@dataclass(slots=True)
class Memory:
    """What was read before, and all that is read now."""

    before: Mapping[bytes, tuple[Row, ...]] = field(default_factory=dict)
    now: dict[bytes, tuple[Row, ...]] = field(default_factory=dict)


def read_once(memory: Memory | None, reader: Reader, raw: str, source: str) -> Iterator[Document]:
    """Yield what a reader makes of a text, from memory where it has done so before."""
    if memory is None:
        yield from reader(raw, source)
        return
    key = digest_plain(reader.__name__, source, raw)
    rows = memory.before.get(key)
    if rows is None:
        docs = [replace(doc, digest=digest_article(doc)) for doc in reader(raw, source)]
        rows = tuple(_pack(doc, raw) for doc in docs)
    else:
        docs = [_restore(row, raw, source) for row in rows]
    memory.now[key] = rows
    yield from docs


def _pack(doc: Document, raw: str) -> Row:
    import numpy as np

    places = np.asarray(doc.offsets)
    starts = np.flatnonzero(np.diff(places, prepend=places[:1] - 2) != 1)
    return (
        doc.id,
        doc.title,
        doc.text,
        "" if doc.raw == raw else doc.raw,
        starts.astype(_RUN).tobytes(),
        places[starts].astype(_RUN).tobytes(),
        doc.published.isoformat() if doc.published else "",
        doc.author,
        doc.digest,
    )


class _Offsets(Sequence[int]):
    """Offsets as they are kept; a class because they are worked out when asked for, which those of most never are."""

    def __init__(self, starts: bytes, places: bytes, length: int) -> None:
        self.starts, self.places, self.length = starts, places, length
        self.found: array[int] | None = None

    def __len__(self) -> int:
        return self.length

    @overload
    def __getitem__(self, index: int) -> int: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[int]: ...
    def __getitem__(self, index: int | slice) -> int | Sequence[int]:
        if self.found is None:
            import numpy as np

            begins, stands = np.frombuffer(self.starts, dtype=_RUN), np.frombuffer(self.places, dtype=_RUN)
            lengths = np.diff(begins, append=self.length)
            offsets = np.arange(self.length) + np.repeat(stands - begins, lengths)
            self.found = array("i", offsets.astype(np.dtype(f"i{array('i').itemsize}")).tobytes())
        return self.found[index]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence | array) and self[:] == other[:]


def _restore(row: Row, raw: str, source: str) -> Document:
    id, title, text, own, starts, places, published, author, digest = row
    return Document(
        id=id,
        title=title,
        text=text,
        raw=own or raw,
        offsets=_Offsets(starts, places, len(text) + 1),
        published=date.fromisoformat(published) if published else None,
        author=author,
        source=source,
        digest=digest,
    )
