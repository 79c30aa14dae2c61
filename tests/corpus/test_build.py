from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from kg.contents import Digests, digest_fact, digest_marked
from kg.corpus.build import CorpusBuild, build_corpus
from kg.corpus.cache import Cache
from kg.corpus.links import DocumentError, choose_jobs, describe_failure, make_cache
from kg.documents import read_documents
from kg.graph.rdf import make_quads
from kg.graph.turtle import serialize_turtle
from kg.model import Document, KnowledgeGraph
from kg.pipeline import build_graph
from tests.corpus.conftest import Article, Write, make_article, make_articles


def write_bytes(build: CorpusBuild) -> bytes:
    return serialize_turtle(make_quads(build.graph))


def list_entries(cache: Cache) -> Mapping[str, int]:
    """Return each entry with its inode, which another writing would change."""
    return {path.name: path.stat().st_ino for path in cache.directory.glob("*/*")}


def digest_all(graph: KnowledgeGraph) -> Digests:
    """Return the digests of what a graph holds, none taken from before."""
    return Digests(
        {id: digest_fact(fact) for id, fact in graph.facts.items()},
        {id: digest_marked(replace(doc, digest=b""), graph.annotations[id]) for id, doc in graph.documents.items()},
    )


def spoil(doc: Document) -> Document:
    """Make a document that extraction must fail on: it has lost its offsets."""
    del doc.offsets[:]
    return doc


def test_the_number_of_processes_and_a_cache_change_no_byte(docs: list[Document], tmp_path: Path) -> None:
    plain = build_corpus(docs, jobs=1)
    assert plain.graph == build_graph(docs)
    assert {fact.kind for fact in plain.graph.facts.values()} == {"relation", "observation", "event"}
    cache = make_cache(tmp_path / "cache")
    for build in (build_corpus(docs, jobs=2, cache=cache), build_corpus(docs[::-1], cache=cache)):
        assert write_bytes(build) == write_bytes(plain)
    assert len(list_entries(cache)) == len(docs)


def test_progress_tells_each_document_once(docs: list[Document], tmp_path: Path) -> None:
    cache = make_cache(tmp_path / "cache")
    build_corpus(docs[:5], jobs=1, cache=cache)
    told: list[Document] = []
    build_corpus(docs, jobs=1, cache=cache, progress=told.append)
    assert sorted(doc.id for doc in told) == [doc.id for doc in docs]


def list_days() -> list[tuple[str, list[Article]]]:
    """Return what a folder holds from day to day, and what happened."""
    first = make_articles(8)
    changed = [*first[:2], {**first[2], "text": "小米集团收购青禾软件有限公司。"}, *first[3:]]
    return [
        ("the first day", first),
        ("nothing", first),
        ("some added", [*first, *(make_article(number) for number in (20, 21))]),
        ("one changed", changed),
        ("another title", [{**changed[0], "title": "快讯"}, *changed[1:]]),
        ("some removed", changed[3:]),
        ("all of it at once", [make_article(30), {**changed[4], "date": "2019-03-09"}, *changed[6:]]),
        ("another id", [make_article(30), {**changed[4], "id": "news-077", "date": "2019-03-09"}, *changed[6:]]),
    ]


def test_a_build_again_is_that_from_nothing_and_does_only_what_changed(write: Write, tmp_path: Path) -> None:
    cache = make_cache(tmp_path / "cache")
    before: Mapping[str, int] = {}
    fresh = []
    for _, articles in list_days():
        docs = list(read_documents([str(write(articles))]))
        again = build_corpus(docs, cache=cache)
        assert write_bytes(again) == write_bytes(build_corpus(docs))
        assert again.digests == digest_all(again.graph)
        entries = list_entries(cache)
        assert len(entries) == len(docs)
        assert all(before[name] == inode for name, inode in entries.items() if name in before)
        fresh.append(len(entries.keys() - before.keys()))
        before = entries
    assert fresh == [8, 0, 2, 1, 1, 0, 2, 1]


@pytest.mark.parametrize("spoiled", ["*/*", "digests.0", "partitions.0", "facts.0", "marked.0", "bodies.0"])
def test_what_is_kept_of_a_merge_is_used_only_whole(write: Write, tmp_path: Path, spoiled: str) -> None:
    cache = make_cache(tmp_path / "cache")
    build_corpus(list(read_documents([str(write(make_articles(6)))])), cache=cache)
    paths = list(cache.directory.glob(spoiled))
    assert paths
    for path in paths:
        path.write_bytes(b"\x80\x05.")
    docs = list(read_documents([str(write(make_articles(9)))]))
    assert write_bytes(build_corpus(docs, cache=cache)) == write_bytes(build_corpus(docs))


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_document_that_extraction_fails_on_is_listed_and_the_rest_built(docs: list[Document], jobs: int) -> None:
    whole = build_corpus([*docs[:3], *docs[4:]], jobs=1)
    spoil(docs[3])
    build = build_corpus(docs, jobs=jobs, keep_going=True)
    assert write_bytes(build) == write_bytes(whole)
    (failure,) = build.failures
    assert failure.document.id == "news-003"
    told = describe_failure(failure)
    assert "news-003" in told and "IndexError at " in told and "\n" not in told


def test_without_keep_going_the_document_is_named(docs: list[Document]) -> None:
    spoil(docs[3])
    with pytest.raises(DocumentError, match=r"news-003.*--keep-going"):
        build_corpus(docs, jobs=1)


def test_a_corpus_of_failures_alone_is_an_error(docs: list[Document]) -> None:
    with pytest.raises(DocumentError, match=r"news-000.*no other article"):
        build_corpus([spoil(doc) for doc in docs], jobs=1, keep_going=True)


def test_few_documents_stay_in_one_process(docs: list[Document]) -> None:
    assert choose_jobs(docs) == choose_jobs(docs * 3) == 1
    assert choose_jobs([]) == 1
    assert choose_jobs(docs * 100) >= 1
