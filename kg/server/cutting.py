"""Serialized rows in, the same rows up to a limit out, closed so that a parser reads them.

pyoxigraph 0.5.13 serializes a whole result or nothing, and making the rows in Python would double the time. So they are
counted in the bytes: in each format there is something that stands between two rows and nowhere else.
"""

import re
from collections.abc import Iterable, Iterator
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


# In XML text `<` is escaped; a line break inside a TSV value is written \n.
_FORMS = {
    "xml": _Form(re.compile(rb"</result><result>"), 9, 17, "</results><!-- truncated: {} --></sparql>"),
    "tsv": _Form(re.compile(rb"\n"), 1, 1, head=1),
    "csv": _Form(re.compile(rb'\n|"'), 1, 1, head=1),
}


def _make_json_form(variables: Iterable[str]) -> _Form:
    """A quote inside a string is escaped, so `},{"`, a variable's name and its type stand between rows only.

    Rows without any value ({}) aren't told apart: there the limit of bytes holds.
    """
    names = sorted(name.encode() for name in variables)
    gap = rb'\},\{"(?:' + b"|".join(map(re.escape, names)) + rb')":\{"type":"'
    length = len('},{"":{"type":"') + max(map(len, names), default=0)
    return _Form(re.compile(gap), 1, length, ']}},"truncated":"{}"}}')


class RowCutter:
    """Passes the blocks of one result on until a limit is reached."""

    def __init__(self, format: str, variables: Iterable[str], *, max_rows: int, max_bytes: int) -> None:
        self.cut = ""  # once the result is cut: the limit that it met
        self._form = _FORMS[format] if format in _FORMS else _make_json_form(variables)
        self._rows = max_rows + self._form.head
        self._limits = f"limit of {max_rows} rows", f"limit of {max_bytes} bytes"
        self._bytes = max_bytes
        self._pending = ""  # the limit that a next row would meet
        self._quotes, self._quoted = format == "csv", False  # in CSV a gap may stand within quotes
        self._held = b""  # the end of what came in: a gap may begin in it

    def take(self, block: bytes) -> bytes:
        """Return what of the result can go out now; sets `cut` where that is the last."""
        if self._pending:
            self.cut = self._pending
            return b""
        text = self._held + block
        self._bytes -= len(block)
        ready = max(len(text) - self._form.length + 1, 0)  # a gap may begin in what comes after
        if self._bytes > 0 and not self._quotes:  # no limit is near: count at once, which costs a third
            ends = [match.start() + self._form.kept for match in self._form.gap.finditer(text)]
            if len(ends) < self._rows:
                self._rows -= len(ends)
                ready = max(ready, ends[-1] if ends else 0)
                self._held = text[ready:]
                return text[:ready]
        for end in self._find_gaps(text):
            self._rows -= 1
            if self._rows == 0 or end >= len(text) + self._bytes:
                self._pending = self._limits[0 if self._rows == 0 else 1]
                self._held = b""
                self.cut = self._pending if end < len(text) else ""
                return text[:end]
            ready = max(ready, end)
        self._held = text[ready:]
        return text[:ready]

    def finish(self) -> bytes:
        """Return what comes last: the rest, or what closes a result that was cut."""
        return self._form.closing.format(self.cut).encode() if self.cut else self._held

    def _find_gaps(self, text: bytes) -> Iterator[int]:
        for match in self._form.gap.finditer(text):
            if match[0] == b'"':
                self._quoted = not self._quoted
            elif not self._quoted:
                yield match.start() + self._form.kept
