"""A pattern's examples in, what the pattern makes of them out: the tests that stand beside each rule."""

from array import array
from datetime import date

from kg.mentions.markup import parse_markup
from kg.model import Document, Evidence, Mention, Sentence, Token, Value
from kg.relations.discourse import Reader
from kg.relations.match import find_matches
from kg.relations.patterns import Pattern, PatternSet
from kg.relations.reading import make_reading
from kg.text.sentences import find_sentences
from kg.text.tagger import load_tagger

PUBLISHED = date(2020, 6, 15)  # the day on which every example is read


def read_example(pattern: Pattern, marked: str) -> list[str]:
    """Return what one pattern yields from a marked-up example, a line each, in order.

    A relation reads `小米集团 acquired 甲公司 planned` (an asserted one without its status), an event
    `Acquisition buyer=小米集团 target=甲公司`. A pronoun reads as whom it means.
    """
    text, mentions = parse_markup(marked, reference=PUBLISHED, where=f"pattern {pattern.id}")
    doc = Document("example", "", text, text, array("I", range(len(text) + 1)), PUBLISHED)
    sentences = find_sentences(doc)
    reader = Reader(doc, mentions, sentences)
    found: list[Evidence] = []
    for sentence, words in zip(sentences, load_tagger().tag([text[s.start : s.end] for s in sentences]), strict=True):
        tokens = [Token(t.start + sentence.start, t.end + sentence.start, t.tag, t.margin) for t in words]
        own = [m for m in mentions if sentence.start <= m.start < sentence.end]
        passages = reader.read(_as_body(sentence), own, tokens)
        found += find_matches(make_reading(text, _as_body(sentence), passages), PatternSet([pattern]))
    return [line for evidence in found if (line := _describe(evidence))]


def _as_body(sentence: Sentence) -> Sentence:
    return Sentence(sentence.document, sentence.index, sentence.start, sentence.end, sentence.paragraph)


def _describe(evidence: Evidence) -> str:
    status = "" if evidence.status == "asserted" else f" {evidence.status}"
    if evidence.kind == "relation":
        return f"{_name(evidence.subject)} {evidence.predicate} {_name(evidence.object)}{status}"
    roles = " ".join(f"{role}={_name(filler)}" for role, filler in evidence.roles)
    return f"{evidence.predicate} {roles}{status}"


def _name(end: Mention | Value | None) -> str:
    if isinstance(end, Mention):
        end = end.antecedent or end
        return end.value.iso or end.text if end.value else end.text
    return "" if end is None else end.iso or end.text
