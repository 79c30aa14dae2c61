import os
import pickle
from array import array
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from importlib.metadata import version
from pathlib import Path

import pytest

from kg.corpus.cache import Cache, find_entry, pack_linked, unpack_linked, write_entry
from kg.corpus.digests import KEEPING_LIBRARIES, LIBRARIES, digest_document, digest_state
from kg.corpus.links import link_all, load_book
from kg.linking import LinkedDocument
from kg.model import Document
from kg.ontology.decisions import Decisions, Verdict
from kg.software import find_versions

STATE = b"today"


@pytest.fixture
def linked(docs: list[Document]) -> LinkedDocument:
    (found,) = link_all(docs[:1])
    assert isinstance(found, LinkedDocument) and found.facts and found.names and found.marks
    return found


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache", STATE)


def find_file(cache: Cache) -> Path:
    (path,) = cache.directory.glob("*/*")
    return path


def test_a_linked_document_comes_back_as_it_was(linked: LinkedDocument, cache: Cache) -> None:
    doc = linked.document
    assert find_entry(cache, doc) is None
    write_entry(cache, doc, pack_linked(linked))
    assert find_entry(cache, doc) == linked == unpack_linked(pack_linked(linked), doc)
    assert find_entry(replace(cache, state=b"tomorrow"), doc) is None


SPOILED: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda data: b"",
    "cut off": lambda data: data[:-1],
    "half": lambda data: data[: len(data) // 2],
    "one bit": lambda data: data[:-9] + bytes([data[-9] ^ 1]) + data[-8:],
    "checksum": lambda data: bytes(16) + data[16:],
    "longer": lambda data: data + b".",
}


@pytest.mark.parametrize("name", SPOILED)
def test_a_spoiled_entry_is_absent(name: str, linked: LinkedDocument, cache: Cache) -> None:
    write_entry(cache, linked.document, pack_linked(linked))
    path = find_file(cache)
    path.write_bytes(SPOILED[name](path.read_bytes()))
    assert find_entry(cache, linked.document) is None


def test_an_entry_under_the_name_of_another_is_absent(linked: LinkedDocument, cache: Cache) -> None:
    other = replace(linked.document, title="另一篇")
    write_entry(cache, other, pack_linked(linked))
    theirs = find_file(cache).read_bytes()
    write_entry(cache, linked.document, pack_linked(linked))
    for path in cache.directory.glob("*/*"):
        path.write_bytes(theirs)
    assert find_entry(cache, linked.document) is None
    assert find_entry(cache, other) is not None


class Evil:
    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> object:
        return os.mkdir, (str(self.path),)


def test_an_entry_with_a_right_checksum_runs_no_code(linked: LinkedDocument, cache: Cache, tmp_path: Path) -> None:
    write_entry(cache, linked.document, pickle.dumps(Evil(tmp_path / "harm")))
    assert find_entry(cache, linked.document) is None
    assert not (tmp_path / "harm").exists()


CHANGES: dict[str, dict[str, object]] = {
    "id": {"id": "news-999"},
    "title": {"title": "改过的标题"},
    "date": {"published": date(2020, 1, 1)},
    "no date": {"published": None},
    "author": {"author": "林溪"},
    "source": {"source": "elsewhere.md"},
    "raw": {"raw": "改过的正文"},
    "offsets": {"text": "小米", "offsets": array("i", [0, 1, 3])},
    "other offsets": {"text": "小米", "offsets": array("i", [0, 1, 2])},
    "a part moved to the next": {"title": "小", "author": "米"},
    "and back": {"title": "小米", "author": ""},
}


@pytest.mark.parametrize("libraries", [LIBRARIES, KEEPING_LIBRARIES])
def test_the_version_of_each_library_is_found_as_installed(libraries: tuple[str, ...]) -> None:
    assert find_versions(libraries) == sorted(
        f"{name.replace('-', '_')}-{version(name)}.dist-info" for name in libraries
    )


def test_whatever_is_known_of_a_document_is_in_its_digest(docs: list[Document]) -> None:
    changed = [replace(docs[0], **changes) for changes in CHANGES.values()]  # type: ignore[arg-type]
    digests = {digest_document(doc, STATE) for doc in (docs[0], *changed)}
    assert len(digests) == len(CHANGES) + 1
    assert digest_document(replace(docs[0]), STATE) in digests


@pytest.mark.parametrize(
    ("verdict", "matters"),
    [
        (Verdict("different", "xiaomi", "小米公司"), True),
        (Verdict("different", "Person-王磊", "Person-王垒"), False),
        (Verdict("same", "xiaomi", "小米公司"), False),
        (Verdict("rename", "xiaomi", "小米"), False),
    ],
)
def test_only_verdicts_that_linking_asks_make_it_done_again(verdict: Verdict, matters: bool) -> None:
    book = load_book()
    assert "xiaomi" in book.rows
    plain, judged = (digest_state(replace(book, decisions=Decisions(found))) for found in ((), (verdict,)))
    assert (plain != judged) is matters
