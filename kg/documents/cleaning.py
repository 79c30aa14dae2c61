"""Raw text in, the text that extraction reads out: markup gone, each character aligned with its place."""

import html
import re
from array import array
from datetime import date
from pathlib import PurePath

from kg.documents.alignment import Aligned, Edit, replace_matches, replace_spans, translate_text, unwrap_matches
from kg.documents.script import simplify_text
from kg.errors import InputError
from kg.expressions import compile_re
from kg.model import Document

BLOCK_TAGS = (
    "p|div|br|hr|li|ul|ol|dl|dt|dd|table|tr|thead|tbody|h[1-6]|section|article|blockquote|figure|figcaption|pre"
)
INLINE_TAGS = (
    "a|abbr|audio|b|big|body|button|center|cite|code|col|colgroup|del|em|embed|font|footer|form|header|head|html|i|iframe"
    "|img|input|ins|kbd|label|link|main|mark|meta|nav|noscript|object|option|picture|q|s|samp|select|small|source|span"
    "|strike|strong|sub|sup|svg|td|template|textarea|tfoot|th|time|title|tt|u|var|video|wbr|strong|script|style"
)
ATTRIBUTES = r"(?:\s[^<>]*)?/?"
# Marks that HTML and Markdown leave in a text; only names of real tags, so that <OPPO> survives.
TAG = rf"</?(?:{BLOCK_TAGS}|{INLINE_TAGS}){ATTRIBUTES}>"
COMMENT = r"<!--[\s\S]*?-->"
HIDDEN = compile_re(r"<(script|style|noscript|template)\b[^<>]*>[\s\S]*?</\1\s*>", re.I)
MARKUP_LINE = compile_re(rf"(?m)^[^\S\n]*(?:(?:{COMMENT}|{TAG})[^\S\n]*)+(?:\n|\Z)", re.I)
BLOCK_TAG = compile_re(rf"</?(?:{BLOCK_TAGS}){ATTRIBUTES}>", re.I)
ANY_TAG = compile_re(rf"{COMMENT}|{TAG}", re.I)
ENTITY = compile_re(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")

# Where an expression begins with a character, re looks for that alone, five times as fast; so what must stand before it
# comes second, in a lookbehind that goes over both.
CODE_FENCE = compile_re(r"(?m)^[ \t]*(?:```|~~~)[^\n]*(?:\n|\Z)")
RULE_LINE = compile_re(r"(?m)^[ \t]*(?:(?:[-*_][ \t]*){3,}|=+|\|?(?:[ \t]*:?-{2,}:?[ \t]*\|)+[ \t:-]*)[ \t]*(?:\n|\Z)")
LINE_MARK = compile_re(r"(?m)^[ \t]*(?:#{1,6}[ \t]+|(?:>[ \t]?)+|[-+*][ \t]+)+")
HEADING_END = compile_re(r"(?m)[ \t]+#{1,6}[ \t]*$")
IMAGE = compile_re(r"!\[[^\]\n]*\](?:\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)|\[[^\]\n]*\])")
LINK = compile_re(
    r"\[([^\[\]\n]+)\]\((?:https?:|mailto:|/|#|\.)[^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:[ \t]+[\"'][^\n\"']*[\"'])?\)"
)
BOLD = compile_re(r"(?:\*\*|__)(?=[^\s*_])([^\n]*?[^\s*_])(?:\*\*|__)")
# `*ST康得` is a stock under special treatment, no emphasis.
ITALIC = compile_re(r"\*(?<![*A-Za-z0-9]\*)(?![\s*]|S?\*?ST)([^*\n]{1,200}?)(?<!\s)\*(?!\*)")
CODE = compile_re(r"`([^`\n]+)`")
ESCAPE = compile_re(r"\\([\\`*_{}\[\]()#+.!|>~-])")

LINE_BREAK = compile_re(r"[\r\u2028\u2029\x85\x0b\x0c](?:(?<!\r)|\n)")
NOTHING = compile_re(
    r"[\r\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufe0e\ufe0f\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]"
)
SPACE = compile_re(r"[^\S\n]")
# Exports break lines where a link was; no line begins with a comma, none ends with one.
BROKEN_LINE = compile_re(r"\n(?:(?<=[，、]\n)(?=[^\n])|(?<=[^\n]\n)(?=[、，。；：！？”’）》】]))")
LINE_EDGE = compile_re(r"(?m) (?:(?<=^ ) *| *$)")
# Letters, digits and the marks of figures; full-width punctuation stays, sentences are split at it.
NARROW = {c: c - 0xFEE0 for c in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
NARROW |= {ord(wide): ord(narrow) for wide, narrow in zip("％＋＆－／．＠～＄￥", "%+&-/.@~$¥", strict=True)}
WIDE = compile_re(f"[{''.join(map(chr, NARROW))}]+")


def _unescape(match: re.Match[str]) -> str:
    return html.unescape(match.group())


def _narrow(match: re.Match[str]) -> str:
    return match.group().translate(NARROW)


def strip_tags(aligned: Aligned) -> Aligned:
    """Take out HTML tags and comments; block tags end a line, lines of markup alone vanish."""
    aligned = replace_matches(aligned, HIDDEN, "")
    aligned = replace_matches(aligned, MARKUP_LINE, "")
    aligned = replace_matches(aligned, BLOCK_TAG, "\n")
    return replace_matches(aligned, ANY_TAG, "")


def strip_markdown(aligned: Aligned) -> Aligned:
    """Take out Markdown's marks and keep the words they mark; numbers of ordered lists stay, they are text."""
    for pattern in (CODE_FENCE, RULE_LINE, LINE_MARK, HEADING_END, IMAGE):
        aligned = replace_matches(aligned, pattern, "")
    for pattern in (LINK, BOLD, ITALIC, CODE, ESCAPE):
        aligned = unwrap_matches(aligned, pattern)
    return aligned


def normalise_characters(aligned: Aligned) -> Aligned:
    """Unescape entities, unify line ends and spaces, narrow full-width letters, write Simplified; trim each line."""
    aligned = replace_matches(aligned, ENTITY, _unescape)
    aligned = replace_matches(aligned, LINE_BREAK, "\n")
    if "\n" not in aligned.text:
        aligned = translate_text(aligned, aligned.text.replace("\r", "\n"))  # old Mac files
    aligned = replace_matches(aligned, NOTHING, "")
    aligned = translate_text(aligned, WIDE.sub(_narrow, SPACE.sub(" ", aligned.text)))
    aligned = replace_matches(aligned, LINE_EDGE, "")
    return translate_text(aligned, simplify_text(aligned.text))


def trim_blank(aligned: Aligned) -> Aligned:
    """Cut blank lines at both ends of the whole text."""
    text = aligned.text
    edits: list[Edit] = [(0, len(text) - len(text.lstrip()), "")]
    if text.strip():
        edits.append((len(text.rstrip()), len(text), ""))
    return replace_spans(aligned, edits)


def clean_markdown(aligned: Aligned) -> Aligned:
    """Clean a stretch of Markdown or plain text, which in real exports also holds tags and carriage returns."""
    aligned = replace_matches(aligned, LINE_BREAK, "\n")
    aligned = normalise_characters(strip_markdown(strip_tags(aligned)))
    return trim_blank(replace_matches(aligned, BROKEN_LINE, ""))


def make_document(
    aligned: Aligned, *, raw: str, source: str, title: str, author: str = "", published: date | None = None
) -> Document:
    """Return the document of a cleaned text; its id is the source's stem until `read_documents` makes it unique.

    Raises:
        InputError: nothing but markup was there.
    """
    if not aligned.text.strip():
        raise InputError(f"{source}: no article text; something beside markup and front matter is needed")
    stem = "stdin" if source == "-" else PurePath(source).stem
    offsets = array("i", aligned.offsets)
    return Document(stem, title or stem, aligned.text, raw, offsets, published, author, source)
