"""Single sentences in, what the mention stage finds in each out: the ground of the benchmarks on sentences.

A sentence is a document of its own, so that nothing is known from the sentences beside it, which are of other topics.
"""

from collections.abc import Iterable, Iterator

from kg.documents.alignment import make_aligned
from kg.documents.cleaning import clean_markdown, make_document
from kg.model import Document, Mention
from kg.pipeline import find_document_mentions
from kg.text.tagger import load_tagger

BODIES = {"Company", "Organization"}


def make_sentence(text: str, name: str) -> Document:
    """Return a sentence as a document without title or front matter, cleaned as every article is."""
    return make_document(clean_markdown(make_aligned(text)), raw=text, source=name, title="")


def find_sentence_mentions(texts: Iterable[str]) -> Iterator[list[tuple[int, int, Mention]]]:
    """Yield for each text its mentions with their spans in the text as given."""
    docs = (make_sentence(text, f"sentence-{number}") for number, text in enumerate(texts, start=1))
    for doc, mentions in find_document_mentions(docs):
        yield [(*doc.raw_span(mention.start, mention.end), mention) for mention in mentions]


def is_body(mention: Mention) -> bool:
    """Tell whether a mention names a company or an organisation, under its brand too (小米 in 小米品牌)."""
    if mention.generic:
        return False
    return mention.type in BODIES or (mention.type == "Brand" and bool(BODIES & set(mention.also)))


def find_tagged_spans(texts: Iterable[str], tag: str) -> Iterator[set[tuple[int, int]]]:
    """Yield for each text the spans to which the tagger alone gives `tag` (ORG, PER): what the finders must beat."""
    tagger = load_tagger()
    for text in texts:
        yield {(token.start, token.end) for token in tagger.tag([text])[0] if token.tag == tag}
