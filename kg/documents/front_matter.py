"""The block between `---` lines at the head of an article: title, author and date, with the title's place in the file.

Not a YAML reader: news exports put bare colons, quotes and brackets into titles, which YAML rejects.
"""

import re
from dataclasses import dataclass
from datetime import date

from kg.errors import InputError
from kg.expressions import compile_re

KEYS = {
    "title": ("title", "标题"),
    "author": ("author", "authors", "作者"),
    "date": ("date", "published", "time", "datetime", "日期", "时间", "发布时间"),
}
LINE = compile_re(r"[^\n]*\n?")
ENTRY = compile_re(r"([^\s:：#][^:：\r\n]*?)[ \t]*[:：][ \t]*([^\r\n]*?)[ \t]*\r?\n?$")
DAY = compile_re(r"\s*(\d{4})\s*(?:[-/.年])\s*(\d{1,2})\s*(?:[-/.月])\s*(\d{1,2})(?!\d)")
COMPACT_DAY = compile_re(r"\s*(\d{4})(\d{2})(\d{2})(?!\d)")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What the block says; `title_span` is the title's place in the raw text and `end` where the article begins."""

    title: str = ""
    author: str = ""
    published: date | None = None
    title_span: tuple[int, int] | None = None
    end: int = 0


def parse_date(value: str, place: str) -> date | None:
    """Return the day that a value begins with (2019-01-11 15:33:00, 2019/1/11, 2019年1月11日, 20190111), None for "".

    Raises:
        InputError: it begins with no such day.
    """
    if not value.strip():
        return None
    match = DAY.match(value) or COMPACT_DAY.match(value)
    try:
        if match:
            return date(*map(int, match.groups()))
    except ValueError:
        pass  # no such day in the calendar: told below
    raise InputError(f"{place}: date {value.strip()!r} is no day; write 2019-01-11, 2019/1/11 or 2019年1月11日")


def _unquote(value: str, start: int) -> tuple[str, int]:
    if len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1], start + 1
    return value, start


def read_front_matter(raw: str, place: str, *, first_line: int = 1) -> FrontMatter:
    """Read the block at the head of `raw`; one that does not begin with a line `---` has none.

    Raises:
        InputError: the block is never closed, a line is no `key: value`, or the date is no day; names file and line.
    """
    head = re.match(r"\ufeff?---[ \t]*\r?\n", raw)
    if not head:
        return FrontMatter()
    found: dict[str, tuple[str, int]] = {}
    published = None
    position = head.end()
    number = first_line
    while position < len(raw):
        number += 1
        line = LINE.match(raw, position).group()  # type: ignore[union-attr]  # matches anywhere
        start, position = position, position + len(line)
        if line.rstrip() in ("---", "..."):
            title, at = found.get("title", ("", 0))
            span = (at, at + len(title)) if title else None
            return FrontMatter(title, found.get("author", ("", 0))[0], published, span, position)
        if not line.strip() or line.startswith((" ", "\t", "-", "#")):
            continue  # a blank, the continuation of a list, or a comment
        entry = ENTRY.match(line)
        if not entry:
            raise InputError(
                f"{place}:{number}: {line.strip()[:40]!r} in the front matter opened on line {first_line}; "
                "lines of `key: value` and a closing --- are accepted"
            )
        key = next((name for name, words in KEYS.items() if entry.group(1).strip().lower() in words), None)
        if key:
            found[key] = _unquote(entry.group(2), start + entry.start(2))
        if key == "date":
            published = parse_date(found[key][0], f"{place}:{number}")
    raise InputError(f"{place}:{first_line}: front matter opened and never closed; a line --- must end it")
