"""Evidence into proofs: where the sentence stands in the file as it was read, and which of its words to mark."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b

from kg.expressions import compile_re
from kg.model import Document, Evidence, Mention, Proof, Sentence, Value

MIN_COPY = 12  # letters and figures a sentence needs before its repetition elsewhere means that it was copied
_NO_WORDS = compile_re(r"[\W_]+")


def digest_words(text: str) -> int:
    """Return a digest of a sentence's letters and figures, equal for copies of it; 0 if it is too short to tell."""
    words = _NO_WORDS.sub("", text)
    return int.from_bytes(blake2b(words.encode(), digest_size=8).digest()) if len(words) >= MIN_COPY else 0


def trim_span(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span without the white space at its ends."""
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    return start, max(start, start + len(piece.strip()))


def make_proof(doc: Document, evidence: Evidence, speaker: str | None, values: Sequence[Mention]) -> Proof:
    """Return the proof that a sentence gives; `values` are its dates and figures, in text order."""
    sentence = evidence.sentence
    start, end = doc.raw_span(*trim_span(doc.text, sentence.start, sentence.end))
    marks = {doc.raw_span(*span) for span in _find_marks(doc, evidence, values)}
    return Proof(
        document=doc.id,
        start=start,
        end=end,
        quote=doc.raw[start:end],
        rule=evidence.rule,
        score=evidence.score,
        speaker=speaker,
        spans=tuple(sorted(span for span in marks if start <= span[0] < span[1] <= end)),
    )


def join_proofs(proofs: Iterable[Proof]) -> tuple[Proof, ...]:
    """Return one proof a sentence, in order: however many rules read a fact in it, it says it once.

    The best-scored rule stands (the first of equals); the words that any of them marks stay marked.
    """
    joined: dict[tuple[str, int, int], Proof] = {}
    for proof in proofs:
        place = proof.document, proof.start, proof.end
        other = joined.get(place)
        if other is None:
            joined[place] = proof
            continue
        best = proof if proof.score > other.score else other
        joined[place] = best._replace(spans=tuple(sorted({*proof.spans, *other.spans})))
    return tuple(joined.values())


def _find_marks(doc: Document, evidence: Evidence, values: Sequence[Mention]) -> Iterator[tuple[int, int]]:
    """Yield the places in the text of what fills subject, object and roles, those within the sentence."""
    sentence = evidence.sentence
    fillers = (evidence.subject, evidence.object, *(filler for _, filler in evidence.roles))
    for filler in fillers:
        if isinstance(filler, Mention):
            if sentence.start <= filler.start and filler.end <= sentence.end:
                yield filler.start, filler.end
        elif filler is not None and (span := _find_value(doc, sentence, filler, values)):
            yield span


def _find_value(doc: Document, sentence: Sentence, value: Value, values: Sequence[Mention]) -> tuple[int, int] | None:
    for mention in values:
        if mention.value is value or (
            mention.value == value and sentence.start <= mention.start and mention.end <= sentence.end
        ):
            return mention.start, mention.end
    start = doc.text.find(value.text, sentence.start, sentence.end) if value.text else -1
    return (start, start + len(value.text)) if start >= 0 else None


def group_by_sentence(sentences: Sequence[Sentence], mentions: Sequence[Mention]) -> Mapping[int, list[Mention]]:
    """Return the mentions of each sentence by its index; both are in text order."""
    groups: dict[int, list[Mention]] = {sentence.index: [] for sentence in sentences}
    place = 0
    for mention in mentions:
        while place + 1 < len(sentences) and sentences[place + 1].start <= mention.start:
            place += 1
        if sentences:
            groups[sentences[place].index].append(mention)
    return groups
