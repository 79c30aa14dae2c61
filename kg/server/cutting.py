"""Serialized rows in, the same rows up to a limit out, closed so that a parser reads them.

pyoxigraph 0.5.13 serializes a whole result or nothing, and making the rows in Python would double the time. So they are
counted in the bytes: in each format there is something that stands between two rows and nowhere else.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class _Form:
    """`gap` stands between two rows, the first `kept` of its `length` bytes belong to the row before.

    `head` gaps come before any row. `closing` ends a result that was cut, with a note; CSV and TSV have no room for it.
    """

    gap: re.Pattern[bytes]
    kept: int
    length: int
    closing: str = ""
    head: int = 0


# A quote inside a JSON string is escaped, `<` inside XML text too; a line break inside a TSV value is written \n.
# Rows without any value ({}) aren't told apart in JSON: there the limit of bytes holds.
_FORMS = {
    "json": _Form(re.compile(rb'\},\{"'), 1, 4, ']}},"truncated":"{}"}}'),
    "xml": _Form(re.compile(rb"</result><result>"), 9, 17, "</results><!-- truncated: {} --></sparql>"),
    "tsv": _Form(re.compile(rb"\n"), 1, 1, head=1),
    "csv": _Form(re.compile(rb'\n|"'), 1, 1, head=1),
}


class RowCutter:
    """Passes the blocks of one result on until a limit is reached."""

    def __init__(self, format: str, *, max_rows: int, max_bytes: int) -> None:
        self.cut = ""  # once the result is cut: the limit that it met
        self._form = _FORMS[format]
        self._rows = max_rows + self._form.head
        self._limits = f"limit of {max_rows} rows", f"limit of {max_bytes} bytes"
        self._bytes = max_bytes
        self._pending = ""  # the limit that a next row would meet
        self._quoted = False
        self._held = b""  # the end of what came in: a gap may begin in it

    def take(self, block: bytes) -> bytes:
        """Return what of the result can go out now; sets `cut` where that is the last."""
        if self._pending:
            self.cut = self._pending
            return b""
        text = self._held + block
        self._bytes -= len(block)
        end = self._find_end(text)
        if end is not None:
            self._held = b""
            self.cut = self._pending if end < len(text) else ""
            return text[:end]
        kept = max(len(text) - self._form.length + 1, 0)
        self._held = text[kept:]
        return text[:kept]

    def finish(self) -> bytes:
        """Return what comes last: the rest, or what closes a result that was cut."""
        return self._form.closing.format(self.cut).encode() if self.cut else self._held

    def _find_end(self, text: bytes) -> int | None:
        """Return where a limit is met, None if it isn't yet."""
        for end in self._find_gaps(text):
            self._rows -= 1
            if self._rows == 0:
                self._pending = self._limits[0]
                return end
            if end >= len(text) + self._bytes:
                self._pending = self._limits[1]
                return end
        return None

    def _find_gaps(self, text: bytes) -> Iterator[int]:
        for match in self._form.gap.finditer(text):
            if match[0] == b'"':
                self._quoted = not self._quoted
            elif not self._quoted:
                yield match.start() + self._form.kept
