"""Markdown and plain text with optional front matter in, one document out; both are cleaned alike, exports mix them."""

from collections.abc import Iterator
from datetime import date

from kg.documents.alignment import Aligned, join_aligned, make_aligned
from kg.documents.cleaning import clean_markdown, make_document, trim_blank
from kg.documents.front_matter import read_front_matter
from kg.expressions import compile_re
from kg.model import Document

HEADING = compile_re(r"\s*#[ \t]+\S")
SENTENCE_END = compile_re(r"[。！？；!?;]\W*$")
TITLE_LENGTH = 60  # a longer first line is a paragraph


def _clean_line(raw: str, span: tuple[int, int]) -> Aligned:
    return clean_markdown(make_aligned(raw, *span))


def _find_title(raw: str, body: Aligned) -> str:
    """Return the first line where it reads as a headline: a Markdown heading, or short, alone and no sentence."""
    first, _, rest = body.text.partition("\n")
    if HEADING.match(raw):
        return first
    return first if rest and len(first) <= TITLE_LENGTH and not SENTENCE_END.search(first) else ""


def make_article(
    raw: str, *, source: str, place: str = "", title: str = "", author: str = "", published: date | None = None
) -> Document:
    """Return the document of a text that may begin with front matter; what the caller knows already goes before it.

    The title's own line in the front matter is the first line of the text, so that its words have a place in the file.
    """
    matter = read_front_matter(raw, place or source)
    body = clean_markdown(make_aligned(raw, matter.end))
    text = body
    if matter.title_span:
        head = _clean_line(raw, matter.title_span)
        text = trim_blank(join_aligned([head, body], "\n"))
        title = title or head.text
    if body.text and not matter.end:
        title = title or _find_title(raw, body)
    return make_document(
        text if body.text else body,
        raw=raw,
        source=source,
        title=title,
        author=author or matter.author,
        published=published or matter.published,
    )


def read_markdown(raw: str, source: str) -> Iterator[Document]:
    """Yield the one document of a .md or .txt file."""
    yield make_article(raw, source=source)
