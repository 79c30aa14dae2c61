"""One extraction in, one linked document out: all that can be said of names without seeing other documents.

A name means one thing throughout a document. Nothing here depends on any other document, so documents are linked in any
process, in any order, and again only when they change.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kg.expressions import compile_re
from kg.linking.book import NameBook
from kg.linking.copies import make_signature
from kg.linking.definitions import Definition, find_definitions
from kg.linking.names import VALUE_TYPES, get_rank, split_id
from kg.linking.nodes import NodeFinder
from kg.linking.objects import DEFINED, LinkedDocument, LocalFact, Tie
from kg.linking.occurrences import collect_names
from kg.linking.proofs import digest_words, group_by_sentence, make_proof
from kg.linking.schema import is_worded
from kg.linking.ties import find_ties
from kg.model import Document, Evidence, Extraction, Mention, Value

POINT = compile_re(r"\d{4}(?:-\d\d){0,2}")


def link_document(extraction: Extraction, book: NameBook) -> LinkedDocument:
    """Return the names, ties between names, and facts of one document, in nodes rather than entities."""
    doc = extraction.document
    finder = NodeFinder(extraction, book)
    by_sentence = group_by_sentence(extraction.sentences, extraction.mentions)
    things = [mention for mention in extraction.mentions if mention.type not in VALUE_TYPES]
    definitions = list(find_definitions(doc.text, things))
    names = collect_names(extraction, definitions, finder)
    defined = {tie.node: tie for tie in reversed(list(_make_defined_ties(doc, definitions, finder)))}
    ties, refusals = find_ties(names, book, defined=defined)
    facts = [
        fact
        for evidence in extraction.evidence
        for fact in _make_facts(doc, evidence, finder, by_sentence.get(evidence.sentence.index, ()))
    ]
    return LinkedDocument(
        document=doc,
        names=tuple(names),
        ties=tuple(sorted((*defined.values(), *ties), key=lambda tie: tie.node)),
        refusals=tuple(refusals),
        facts=tuple(facts),
        marks=tuple(_find_marks(doc, things, finder)),
        signature=make_signature(
            "".join(doc.text[s.start : s.end] for s in extraction.sentences if s.zone in ("title", "body"))
        ),
    )


def _make_defined_ties(doc: Document, definitions: Iterable[Definition], finder: NodeFinder) -> Iterator[Tie]:
    """Yield a tie for each name the text defines, up in rank; two gazetteer rows are never tied."""
    for definition in definitions:
        mention = definition.mention
        pair = [finder.find_node(mention), finder.find_surface(definition.surface, mention.type)]
        nodes = sorted((node for node in pair if node), key=get_rank)
        if len(nodes) == 2 and nodes[0] != nodes[1] and split_id(nodes[0]):
            start, end = doc.raw_span(mention.start, definition.end)
            yield Tie(nodes[0], nodes[1], DEFINED, doc.raw[start:end])


def _find_marks(doc: Document, things: Iterable[Mention], finder: NodeFinder) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, node) of every mention of a thing in the raw text, none overlapping, in text order."""
    last = 0
    for mention in things:
        node = finder.find_node(mention)
        start, end = doc.raw_span(mention.start, mention.end)
        if node is not None and last <= start < end:
            yield start, end, node
            last = end


def _make_facts(
    doc: Document, evidence: Evidence, finder: NodeFinder, mentions: Sequence[Mention]
) -> Iterator[LocalFact]:
    """Yield what a piece of evidence says; none if a name in it means nothing, two for a figure with both bounds."""
    subject = finder.find_node(evidence.subject) if evidence.subject else None
    if evidence.subject is not None and subject is None:
        return
    objects: Sequence[str | Value | None] = [None]
    if isinstance(evidence.object, Value):
        objects = split_range(evidence.object) if evidence.kind == "observation" else [evidence.object]
    elif evidence.object is not None:
        objects = [find_filler(evidence.object, finder)]
        if objects[0] is None:
            return
    roles = [
        (role, find_filler(filler, finder, worded=is_worded(role)))
        for role, filler in evidence.roles
        if not (role == "date" and evidence.kind == "event" and _lies_ahead(doc, evidence, filler))
    ]
    speaker = finder.find_node(evidence.speaker) if evidence.speaker else None
    values = [mention for mention in mentions if mention.value is not None]
    proof = make_proof(doc, evidence, speaker, values)
    words = digest_words(doc.text[evidence.sentence.start : evidence.sentence.end])
    for object in objects:
        yield LocalFact(
            kind=evidence.kind,
            predicate=evidence.predicate,
            subject=subject,
            object=object,
            roles=tuple((role, filler) for role, filler in roles if filler is not None),
            status=evidence.status,
            proof=proof,
            words=words,
        )


def _lies_ahead(doc: Document, evidence: Evidence, filler: Mention | Value) -> bool:
    """Tell whether a date is after the article's day though its event has happened: it dates something else."""
    value = filler if isinstance(filler, Value) else filler.value
    if value is None or doc.published is None or evidence.status != "asserted":
        return False
    return bool(POINT.fullmatch(value.iso)) and value.iso > doc.published.isoformat()[: len(value.iso)]


def find_filler(filler: Mention | Value, finder: NodeFinder, *, worded: bool = False) -> str | Value | None:
    """Return what fills an object or a role: a node for a named thing, else a value; a post's words are one too.

    `worded` asks for the words of a thing as well, where a role can hold nothing else.
    """
    if isinstance(filler, Value):
        return filler
    if filler.value is not None:
        return filler.value
    if worded or filler.type in VALUE_TYPES:
        return Value(kind="text", text=filler.text)
    return finder.find_node(filler)


def split_range(value: Value) -> list[Value]:
    """Return a range as its two bounds (over, under), any other value as it is."""
    if value.number is None or value.upper is None:
        return [value]
    return [
        replace(value, upper=None, comparator="over"),
        replace(value, number=value.upper, upper=None, comparator="under"),
    ]
