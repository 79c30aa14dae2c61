"""One document's sentences, tokens and mentions in, its evidence out."""

from collections.abc import Iterator, Sequence

from kg.model import Document, Evidence, Extraction, Mention, Sentence, Token
from kg.ontology.gazetteer import Gazetteer
from kg.relations.discourse import Reader
from kg.relations.match import find_matches, make_reading
from kg.relations.observations import find_observations
from kg.relations.patterns import Pattern
from kg.relations.structure import find_makers


def extract(
    doc: Document,
    sentences: Sequence[Sentence],
    tokens: Sequence[Token],
    mentions: Sequence[Mention],
    *,
    patterns: Sequence[Pattern],
    gazetteer: Gazetteer,
) -> Extraction:
    """Return the evidence of a document in text order; repeated sentences (`copy_of`) and noise give none."""
    reader = Reader(doc, mentions, sentences)
    evidence: list[Evidence] = []
    seen: list[Mention] = []
    for sentence, own, words in _by_sentence(sentences, mentions, tokens):
        if sentence.zone == "noise":
            continue
        passages = reader.read(sentence, own, words)
        reading = make_reading(doc.text, sentence, passages)
        seen += reading.mentions
        if sentence.copy_of is None:
            evidence += find_matches(reading, patterns)
            evidence += find_observations(reading)
            evidence += find_makers(reading, gazetteer)
    return Extraction(doc, tuple(sentences), tuple(seen), tuple(evidence))


def _by_sentence(
    sentences: Sequence[Sentence], mentions: Sequence[Mention], tokens: Sequence[Token]
) -> Iterator[tuple[Sentence, list[Mention], list[Token]]]:
    m = t = 0
    for sentence in sentences:
        own: list[Mention] = []
        words: list[Token] = []
        while m < len(mentions) and mentions[m].start < sentence.end:
            own.append(mentions[m])
            m += 1
        while t < len(tokens) and tokens[t].start < sentence.end:
            words.append(tokens[t])
            t += 1
        yield sentence, own, words
