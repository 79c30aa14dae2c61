"""Documents in, a knowledge graph and its files out: the whole flow, one stage a line.

What reads articles is imported where one is read: that takes half as long again as all else that a build imports, and
a process that hands articles out to others reads none.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from kg.contents import NOTHING_KNOWN, Digests
from kg.graph.iris import BASE
from kg.kept import Kept
from kg.linking import link
from kg.model import Document, Extraction, KnowledgeGraph, Mention, Sentence, Token
from kg.ontology.decisions import load_decisions
from kg.ontology.gazetteer import load_gazetteer

if TYPE_CHECKING:
    from kg.mentions.gazetteer import GazetteerFinder
    from kg.relations.patterns import PatternSet
    from kg.text.tagger import Tagger

BATCH = 128  # documents tagged together: the tagger batches sentences of equal length


@dataclass(frozen=True, slots=True)
class Tools:
    """What extraction needs, loaded once a process."""

    finder: "GazetteerFinder"
    tagger: "Tagger"
    patterns: "PatternSet"


@cache
def load_tools() -> Tools:
    """Load gazetteer, tagger and patterns."""
    from kg.mentions.gazetteer import GazetteerFinder
    from kg.relations.patterns import load_patterns
    from kg.text.tagger import Tagger

    return Tools(GazetteerFinder(load_gazetteer()), Tagger(), load_patterns())


def extract_documents(documents: Iterable[Document], *, tools: Tools | None = None) -> Iterator[Extraction]:
    """Yield the extraction of each document, in order."""
    from kg.relations.extract import extract

    tools = tools or load_tools()
    for read in _read_documents(documents, tools):
        yield extract(
            read.document,
            read.sentences,
            read.tokens,
            read.mentions,
            patterns=tools.patterns,
            gazetteer=tools.finder.gazetteer,
        )


def find_document_mentions(
    documents: Iterable[Document], *, tools: Tools | None = None
) -> Iterator[tuple[Document, tuple[Mention, ...]]]:
    """Yield each document with its mentions in text order: the mention stage alone, without relations."""
    for read in _read_documents(documents, tools or load_tools()):
        yield read.document, tuple(read.mentions)


@dataclass(frozen=True, slots=True)
class _Read:
    """One document split, tagged and searched for mentions."""

    document: Document
    sentences: tuple[Sentence, ...]
    tokens: tuple[Token, ...]
    mentions: Sequence[Mention]


def _read_documents(documents: Iterable[Document], tools: Tools) -> Iterator[_Read]:
    documents = iter(documents)
    while batch := list(islice(documents, BATCH)):
        yield from _read_batch(batch, tools)


def _read_batch(batch: Sequence[Document], tools: Tools) -> Iterator[_Read]:
    from kg.mentions.find import find_mentions
    from kg.text.sentences import find_sentences

    split = [find_sentences(doc) for doc in batch]
    spans = [(doc, sentence) for doc, sentences in zip(batch, split, strict=True) for sentence in sentences]
    tagged = iter(tools.tagger.tag([doc.text[s.start : s.end] for doc, s in spans]))
    for doc, sentences in zip(batch, split, strict=True):
        tokens = tuple(
            Token(token.start + sentence.start, token.end + sentence.start, token.tag, token.margin)
            for sentence in sentences
            for token in next(tagged)
        )
        yield _Read(doc, sentences, tokens, find_mentions(doc, sentences, tokens, tools.finder))


def build_graph(documents: Iterable[Document], *, progress: Callable[[Document], None] | None = None) -> KnowledgeGraph:
    """Return the graph of the documents; `progress` is called after each."""

    def report(extractions: Iterable[Extraction]) -> Iterator[Extraction]:
        for extraction in extractions:
            if progress is not None:
                progress(extraction.document)
            yield extraction

    return link(report(extract_documents(documents)), gazetteer=load_gazetteer(), decisions=load_decisions())


def write_build(
    graph: KnowledgeGraph,
    directory: Path,
    *,
    base: str = BASE,
    kept: Kept | None = None,
    digests: Digests = NOTHING_KNOWN,
) -> None:
    """Write graph.ttl, graph.html, the store and the explorer's index; with `kept`, only what changed is made anew.

    `digests` are those of the graph's facts and documents that are at hand.
    All is made before anything is put in place, and each is put there whole, so a kill leaves the old build or the new.
    The store loads on a thread meanwhile: pyoxigraph does that without the interpreter's lock.
    """
    from kg.graph.blocks import digest_tellings
    from kg.graph.files import write_whole
    from kg.graph.update import TURTLE, find_change, load_written, save_written, write_change
    from kg.view.build import write_views

    tellings = digest_tellings(graph, digests)
    change = find_change(graph, tellings, load_written(kept, directory, base=base), base=base)
    made: Future[None] = Future()
    with ThreadPoolExecutor(max_workers=1) as pool:
        try:  # an interrupt at any moment must open the gate, or the thread waits for ever
            writing = pool.submit(write_change, change, directory, base=base, gate=made.result)
            page = write_views(graph, directory, base=base, kept=kept, tellings=tellings)
        except BaseException as error:
            made.set_exception(error)
            raise
        made.set_result(None)
        written = writing.result()
    save_written(kept, written, base=base)
    write_whole(directory / TURTLE, written.file.data)
    write_whole(directory / "graph.html", *page)
