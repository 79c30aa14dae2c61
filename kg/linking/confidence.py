"""How sure a fact is: the scores of its proofs, combined over sources that do not copy each other."""

from collections.abc import Iterable, Mapping

from kg.model import Proof

MOST = 0.99  # no number of articles makes a fact certain
DIGITS = 4  # of a confidence; more would show differences between machines


def combine_scores(sources: Iterable[tuple[Proof, int]], copies: Mapping[str, str], *, alone: bool = False) -> float:
    """Return the noisy-or of the best score of each independent source.

    A document and its copies are one source, and so are documents that hold the very sentence (equal word digests, 0
    for none); sentences of one document support each other no further than the best of them. `alone` lets no source
    support another: they may speak of different happenings.
    """
    best: dict[str, float] = {}
    owners: dict[int, str] = {}
    for proof, words in sources:
        source = copies.get(proof.document, proof.document)
        if words:
            source = owners.setdefault(words, source)
        best[source] = max(best.get(source, 0.0), proof.score)
    doubt = 1.0
    for score in [max(best.values())] if alone else sorted(best.values()):
        doubt *= 1.0 - score
    return round(min(MOST, 1.0 - doubt), DIGITS)
