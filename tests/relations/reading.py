"""Marked-up text in, what the relation stage makes of it: for tests of everything between mentions and evidence."""

from array import array
from datetime import date

from kg.mentions.markup import parse_markup
from kg.model import Document, Evidence, Extraction, Mention, Token, Value
from kg.ontology.gazetteer import load_gazetteer
from kg.relations.extract import extract
from kg.relations.patterns import load_patterns
from kg.text.sentences import find_sentences
from kg.text.tagger import load_tagger

PUBLISHED = date(2020, 6, 15)


def read(marked: str) -> Extraction:
    text, mentions = parse_markup(marked, reference=PUBLISHED)
    doc = Document("test", "", text, text, array("I", range(len(text) + 1)), PUBLISHED)
    sentences = find_sentences(doc)
    tagged = load_tagger().tag([text[s.start : s.end] for s in sentences])
    tokens = [
        Token(t.start + s.start, t.end + s.start, t.tag, t.margin)
        for s, words in zip(sentences, tagged, strict=True)
        for t in words
    ]
    return extract(doc, sentences, tokens, mentions, patterns=load_patterns(), gazetteer=load_gazetteer())


def name(end: Mention | Value | None) -> str:
    if isinstance(end, Mention):
        end = end.antecedent or end
        return (end.value.iso or end.text) if end.value else end.text
    return "" if end is None else (end.iso or str(end.number) + end.unit if end.number is not None else end.text)


def list_relations(marked: str) -> set[tuple[str, str, str, str]]:
    return {_line(e) for e in read(marked).evidence if e.kind == "relation"}


def list_figures(marked: str) -> set[tuple[str, str, str, str]]:
    return {_line(e) for e in read(marked).evidence if e.kind == "observation"}


def list_events(marked: str) -> set[tuple[str, str, frozenset[tuple[str, str]]]]:
    return {
        (e.predicate, e.status, frozenset((role, name(end)) for role, end in e.roles))
        for e in read(marked).evidence
        if e.kind == "event"
    }


def _line(e: Evidence) -> tuple[str, str, str, str]:
    return name(e.subject), e.predicate, name(e.object), e.status


def tell(marked: str, kind: str) -> list[tuple[str, dict[str, str]]]:
    """Return (status, roles) of the events of a class, in order of what they say."""
    return [(status, dict(roles)) for event, status, roles in sorted(list_events(marked), key=str) if event == kind]


def tell_date(end: Mention | Value) -> str:
    value = end.value if isinstance(end, Mention) else end
    return value.iso if value is not None else ""


def list_dates(text: str) -> dict[str, str]:
    """Return the date or period of each figure, by metric."""
    return {
        e.predicate: next((tell_date(end) for role, end in e.roles if role in {"date", "period"}), "")
        for e in read(text).evidence
        if e.kind == "observation"
    }
