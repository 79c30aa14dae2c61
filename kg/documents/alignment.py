"""Text that remembers where each of its characters stood: raw text in, edited text with offsets into the raw out.

Every step of the cleaning is a list of edits on such a text, so the offsets can't drift from the characters.
"""

import re
from array import array
from collections.abc import Callable, Iterable
from dataclasses import dataclass

Edit = tuple[int, int, str]  # start, end, replacement


@dataclass(frozen=True, slots=True)
class Aligned:
    """`offsets[i]` is the place in the raw text of `text[i]`; one more offset marks the end."""

    text: str
    offsets: "array[int]"

    def __post_init__(self) -> None:
        if len(self.offsets) != len(self.text) + 1:
            raise ValueError(f"{len(self.offsets)} offsets for {len(self.text)} characters")


def make_aligned(raw: str, start: int = 0, end: int | None = None) -> Aligned:
    """Return `raw[start:end]` with the place of each character in `raw`."""
    import numpy as np  # here, since a build that has nothing to read needs none

    end = len(raw) if end is None else end
    return Aligned(raw[start:end], array("i", np.arange(start, end + 1, dtype=np.intc).tobytes()))


def replace_spans(aligned: Aligned, edits: Iterable[Edit]) -> Aligned:
    """Replace spans, given in order and without overlap; what is inserted stands where its span began.

    >>> replace_spans(make_aligned("a<b>c"), [(1, 4, "")]).offsets.tolist()
    [0, 4, 5]
    """
    pieces: list[str] = []
    offsets = array("i")
    done = 0
    for start, end, replacement in edits:
        pieces += (aligned.text[done:start], replacement)
        offsets += aligned.offsets[done:start]
        offsets.extend(aligned.offsets[min(start + i, max(start, end - 1))] for i in range(len(replacement)))
        done = end
    if not done and not pieces:
        return aligned
    pieces.append(aligned.text[done:])
    offsets += aligned.offsets[done:]
    return Aligned("".join(pieces), offsets)


def replace_matches(
    aligned: Aligned, pattern: re.Pattern[str], replacement: str | Callable[[re.Match[str]], str]
) -> Aligned:
    """Replace every match of `pattern` by a string, or by what a function makes of the match."""
    edits: list[Edit] = []
    for match in pattern.finditer(aligned.text):
        new = replacement if isinstance(replacement, str) else replacement(match)
        if new != match.group():
            edits.append((match.start(), match.end(), new))
    return replace_spans(aligned, edits)


def unwrap_matches(aligned: Aligned, pattern: re.Pattern[str]) -> Aligned:
    """Keep of every match only its first group (`**bold**` → `bold`)."""
    edits: list[Edit] = []
    for match in pattern.finditer(aligned.text):
        edits += [(match.start(), match.start(1), ""), (match.end(1), match.end(), "")]
    return replace_spans(aligned, edits)


def translate_text(aligned: Aligned, text: str) -> Aligned:
    """Return the same offsets under a text of the same length."""
    return aligned if text == aligned.text else Aligned(text, aligned.offsets)


def join_aligned(parts: Iterable[Aligned], separator: str) -> Aligned:
    """Join parts that stand in this order in the raw text; each separator stands at the end of the part before it."""
    text: list[str] = []
    offsets = array("i")
    end = 0
    for part in parts:
        if text:
            text.append(separator)
            offsets.extend([end] * len(separator))
        text.append(part.text)
        offsets += part.offsets[:-1]
        end = part.offsets[-1]
    offsets.append(end)
    return Aligned("".join(text), offsets)
