"""Paths in, documents out: folders are walked, bytes decoded, each file handed to the reader of its suffix.

To read another format, write a module with `read_NAME(raw, source)` and add it to READERS.
"""

import gzip
import json
import logging
import os
import re
import sys
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path, PurePath

from kg.documents.encoding import decode_text
from kg.documents.jsonl import read_row, split_rows
from kg.documents.markdown import read_markdown
from kg.documents.memory import Memory, Reader, read_once
from kg.errors import InputError
from kg.expressions import compile_re
from kg.model import Document

logger = logging.getLogger(__name__)


def _read_html(raw: str, source: str) -> Iterator[Document]:
    """Read a web page by what is loaded with the first one."""
    from kg.documents.html import read_html

    return read_html(raw, source)


READERS: dict[str, Reader] = {
    ".md": read_markdown,
    ".txt": read_markdown,
    ".html": _read_html,
    ".htm": _read_html,
    ".jsonl": read_row,
}
ACCEPTED = f"{', '.join(READERS)} (each also .gz) are accepted"
PAGE = compile_re(r"\s*<(?:!doctype html|html|head|body)\b", re.I)


def _log_skipped(error: InputError) -> None:
    logger.warning("skipped: %s", error)


def _get_suffix(path: Path) -> str:
    name = path.name.lower()
    return PurePath(name.removesuffix(".gz")).suffix


def _is_build(folder: Path) -> bool:
    """Tell whether a folder is what `kg build` writes, whose page is no article."""
    return all(Path(folder, name).is_file() for name in ("graph.ttl", "graph.html"))


def list_files(path: Path) -> list[Path]:
    """Return the articles' files of a folder and all below it, sorted; what is hidden or a build of kg is left out."""
    found = []
    for folder, folders, names in os.walk(path):
        folders[:] = [name for name in folders if not name.startswith(".") and not _is_build(Path(folder, name))]
        files = (Path(folder, name) for name in names if not name.startswith("."))
        found += [file for file in files if _get_suffix(file) in READERS and file.is_file()]
    return sorted(found)


def find_files(path: Path) -> list[Path]:
    """Return what `list_files` does.

    Raises:
        InputError: there is none.
    """
    files = list_files(path)
    if not files:
        raise InputError(f"{path}: no articles in this folder; {ACCEPTED}")
    return files


def _expand_paths(paths: Sequence[str]) -> list[str]:
    """Return every file once, sorted, so that the order of arguments changes nothing; standard input comes first."""
    files: dict[Path, str] = {}
    for name in paths:
        if name == "-":
            continue
        path = Path(name)
        if path.is_dir():
            found = find_files(path)
        elif not path.exists():
            raise InputError(f"{name}: no such file or folder; a path to articles, or - for standard input, is needed")
        elif not path.is_file():
            raise InputError(f"{name}: not a file or folder; {ACCEPTED}")
        elif _get_suffix(path) not in READERS:
            raise InputError(f"{name}: a file of a kind kg doesn't read; {ACCEPTED}")
        else:
            found = [path]
        for file in found:
            key = file.resolve()
            files[key] = min(files.get(key, str(file)), str(file))
    return ["-"] * ("-" in paths) + sorted(files.values())


def _read_bytes(source: str) -> bytes:
    try:
        data = sys.stdin.buffer.read() if source == "-" else Path(source).read_bytes()
        return gzip.decompress(data) if data.startswith(b"\x1f\x8b") and source.lower().endswith(".gz") else data
    except (OSError, EOFError, zlib.error) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(f"{source}: can't be read ({reason}); a readable file is needed") from error


def _guess_reader(raw: str) -> Reader:
    """Return the reader for text whose name says nothing: a page, lines of JSON, or else an article."""
    if PAGE.match(raw):
        return _read_html
    first = raw.strip().partition("\n")[0]
    try:
        return read_row if isinstance(json.loads(first), dict) else read_markdown
    except json.JSONDecodeError:
        return read_markdown


def _list_texts(source: str) -> Iterator[tuple[Reader, str, str]]:
    """Yield each text of a source that is an article by itself, with its reader and its place: a file or file:line."""
    name = "standard input" if source == "-" else source
    raw = decode_text(_read_bytes(source), name)
    reader = _guess_reader(raw) if source == "-" else READERS[_get_suffix(Path(source))]
    for text, place in split_rows(raw, source) if reader is read_row else [(raw, source)]:
        yield reader, text, place


def _make_id(doc: Document, source: str, taken: set[str]) -> str:
    """Return the document's own id, lengthened by its suffix, then its folders, then a number until it is free."""
    if doc.id not in taken:
        return doc.id
    path = PurePath(source)
    names = [doc.id]
    if doc.id == path.stem:
        names.append(f"{doc.id}-{path.suffix[1:]}")
        suffix = ""
    else:
        suffix = f"-{path.name.split('.')[0]}"
        names.append(doc.id + suffix)
    folders = [part for part in path.parts[:-1] if part not in ("/", "..")]
    for depth in range(1, len(folders) + 1):
        names.append("-".join((*folders[-depth:], doc.id + suffix)))
    number = 2
    while names[0] in taken:
        names = names[1:] or [f"{doc.id}-{number}"]
        number += len(names) == 1
    return names[0]


def read_documents(
    paths: Sequence[str],
    *,
    keep_going: bool = False,
    report: Callable[[InputError], None] = _log_skipped,
    memory: Memory | None = None,
) -> Iterator[Document]:
    """Yield the articles of files, folders and `-` (standard input), in the order of their paths, with unique ids.

    `memory` holds what was read before, and takes what is read now. With `keep_going`, a file or a line of one that
    can't be read is passed to `report` and skipped; a path that isn't there never is.

    Raises:
        InputError: a path that is missing or holds no articles, bytes that are no text, an article that can't be read.
    """
    taken: set[str] = set()

    def refuse(error: InputError) -> None:
        if not keep_going:
            raise error
        report(error)

    for source in _expand_paths(paths):
        try:
            texts = list(_list_texts(source))
        except InputError as error:
            refuse(error)
            continue
        for reader, text, place in texts:
            try:
                docs = list(read_once(memory, reader, text, place))
            except InputError as error:
                refuse(error)
                continue
            for doc in docs:
                id = _make_id(doc, source, taken)
                taken.add(id)
                yield doc if doc.id == id else replace(doc, id=id)
