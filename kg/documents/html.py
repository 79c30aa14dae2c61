"""A web page in, one document out: trafilatura says what the article is, the tokeniser where it stands.

trafilatura gives text without positions; so the page is cut into blocks with the place of each character, and those
blocks stay whose words trafilatura kept, in its order.
"""

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from html.parser import HTMLParser
from typing import Any

from kg.documents.alignment import Aligned, join_aligned, make_aligned, replace_matches
from kg.documents.cleaning import BLOCK_TAGS, make_document, normalise_characters, trim_blank
from kg.documents.front_matter import DAY, parse_date
from kg.errors import InputError
from kg.expressions import compile_re
from kg.model import Document

logger = logging.getLogger(__name__)

BLOCK = compile_re(
    rf"(?:{BLOCK_TAGS}|title|h[1-6]|td|th|tr|main|header|footer|nav|aside|form|button|option|body|html)$"
)
HIDDEN = ("script", "style", "noscript", "template", "svg", "iframe", "select", "textarea", "button")
OUTSIDE = ("nav", "header", "footer", "aside", "form", "head")
AUTHORS = ("author", "article:author")  # trafilatura takes a name without a space for none
SPACES = compile_re(r"\s+")
SHORT = 12  # a block this short is kept only where it is a whole paragraph of the article, not a part of one
BELOW = 6  # blocks below the headline that may hold the day of publication
DATELINE_LENGTH = 60
OPTIONS: dict[str, Any] = {
    "with_metadata": True,
    "include_comments": False,
    "include_tables": True,
    "favor_recall": True,
    # Dates are checked against today unless another last day is given; the build must not know today.
    "date_extraction_params": {"original_date": True, "extensive_search": False, "max_date": "2100-01-01"},
}


@dataclass(slots=True)
class Block:
    """The words between two block tags: (start, end) runs in the raw page, and the tags they stand in."""

    tags: tuple[str, ...]
    runs: list[tuple[int, int]] = field(default_factory=list)


class _Tokeniser(HTMLParser):
    """Collects blocks; a class because html.parser works by overriding."""

    def __init__(self, raw: str) -> None:
        super().__init__(convert_charrefs=False)
        self.raw = raw
        self.lines = [0, *(match.end() for match in re.finditer("\n", raw))]
        self.stack: list[str] = []
        self.blocks = [Block(())]
        self.author = ""

    def _place(self) -> int:
        line, column = self.getpos()
        return self.lines[line - 1] + column

    def _open_block(self) -> None:
        self.blocks.append(Block(tuple(self.stack)))

    def _add_run(self, length: int) -> None:
        if not any(tag in HIDDEN for tag in self.stack):
            start = self._place()
            self.blocks[-1].runs.append((start, start + length))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "meta" and (found.get("name") or found.get("property") or "").lower() in AUTHORS:
            name = (found.get("content") or "").strip()
            self.author = self.author or ("" if "/" in name else name)  # some pages give an address
        if tag not in ("br", "hr", "img", "input", "link", "meta", "wbr", "source", "col", "embed"):
            self.stack.append(tag)
        if BLOCK.match(tag):
            self._open_block()

    def handle_endtag(self, tag: str) -> None:
        if tag in self.stack:
            while self.stack.pop() != tag:
                pass
        if BLOCK.match(tag):
            self._open_block()

    def handle_data(self, data: str) -> None:
        self._add_run(len(data))

    def handle_entityref(self, name: str) -> None:
        self._add_reference(f"&{name}")

    def handle_charref(self, name: str) -> None:
        self._add_reference(f"&#{name}")

    def _add_reference(self, text: str) -> None:
        end = self._place() + len(text)
        self._add_run(len(text) + (self.raw[end : end + 1] == ";"))


def _squeeze(aligned: Aligned) -> Aligned:
    """Make one space of each run of them, as a browser does; a line break between Chinese characters is none."""

    def join(match: re.Match[str]) -> str:
        before, after = aligned.text[match.start() - 1 : match.start()], aligned.text[match.end() : match.end() + 1]
        return "" if "\n" in match.group() and before > "\u2e7f" and after > "\u2e7f" else " "

    return replace_matches(aligned, SPACES, join)


def _clean_block(raw: str, block: Block) -> Aligned:
    joined = join_aligned((make_aligned(raw, *run) for run in block.runs), "")
    return trim_blank(normalise_characters(_squeeze(joined)))


def read_blocks(raw: str) -> tuple[list[tuple[Block, Aligned]], str]:
    """Return the page's blocks of visible text in order, each with its cleaned words, and the author it names."""
    tokeniser = _Tokeniser(raw)
    tokeniser.feed(raw)
    tokeniser.close()
    cleaned = ((block, _clean_block(raw, block)) for block in tokeniser.blocks if block.runs)
    return [(block, words) for block, words in cleaned if words.text], tokeniser.author


def _compact(text: str) -> str:
    return SPACES.sub("", normalise_characters(make_aligned(text)).text)


@dataclass(frozen=True, slots=True)
class _Extract:
    paragraphs: tuple[str, ...]  # without spaces
    title: str
    author: str
    published: str


def _extract_article(raw: str) -> _Extract:
    """Ask trafilatura for the article; its own warnings about small pages are of no use to a reader."""
    from trafilatura import bare_extraction

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    try:
        found = bare_extraction(raw, **OPTIONS)
    except Exception as error:  # lxml's assertions on broken markup; the page's blocks are still there
        logger.debug("trafilatura gave up: %r", error)
        return _Extract((), "", "", "")
    if found is None or isinstance(found, dict):
        return _Extract((), "", "", "")
    lines = tuple(filter(None, (_compact(line) for line in (found.text or "").split("\n"))))
    return _Extract(lines, found.title or "", found.author or "", found.date or "")


def _select_blocks(blocks: list[tuple[Block, Aligned]], paragraphs: tuple[str, ...]) -> list[Aligned]:
    """Return the blocks whose words the article has, or, without one, all outside navigation."""
    inside = [(block, words) for block, words in blocks if not any(tag in OUTSIDE for tag in block.tags)]
    if not paragraphs:
        return [words for _, words in inside]
    whole = "".join(paragraphs)  # trafilatura keeps line breaks inside a paragraph
    known = set(paragraphs)
    chosen = []
    for block, words in blocks:
        compact = _compact(words.text)
        if "title" not in block.tags and (compact in known or (len(compact) > SHORT and compact in whole)):
            chosen.append(words)
    return chosen or [words for _, words in inside]


def _find_title(blocks: list[tuple[Block, Aligned]], title: str) -> Aligned | None:
    """Return the block that is the headline: the first <h1> that says it, else any block that does, else <title>."""
    wanted = _compact(title)
    fits = [(b, w) for b, w in blocks if wanted and _compact(w.text) == wanted]
    ranked = [w for b, w in fits if "h1" in b.tags] + [w for b, w in fits if "h1" not in b.tags]
    if ranked:
        return ranked[0]
    for tag in ("h1", "title"):
        for block, words in blocks:
            if tag in block.tags and "svg" not in block.tags:
                return words
    return None


def _find_day(blocks: list[tuple[Block, Aligned]], head: Aligned | None, given: str, source: str) -> date | None:
    """Return the day trafilatura found, else the one in a short line right below the headline."""
    below = [words.text for _, words in blocks if head is not None and words.offsets[0] > head.offsets[0]]
    lines = [line for line in below[:BELOW] if len(line) <= DATELINE_LENGTH]
    for value in (given, *(match.group() for line in lines if (match := DAY.search(line)))):
        try:
            if day := parse_date(value, source):
                return day
        except InputError:
            continue  # a guess that is no day, not something the user wrote
    return None


def read_html(raw: str, source: str) -> Iterator[Document]:
    """Yield the one document of a web page; its headline is the first line of the text."""
    blocks, author = read_blocks(raw)
    article = _extract_article(raw)
    head = _find_title(blocks, article.title)
    body = [words for words in _select_blocks(blocks, article.paragraphs) if head is None or words is not head]
    if head is not None:
        body = [words for words in body if words.text != head.text and words.offsets[0] > head.offsets[0]] or body
    text = join_aligned([head, *body] if head is not None and body else body, "\n")
    yield make_document(
        text,
        raw=raw,
        source=source,
        title=head.text if head is not None else _compact(article.title),
        author=article.author or author,
        published=_find_day(blocks, head, article.published, source),
    )
