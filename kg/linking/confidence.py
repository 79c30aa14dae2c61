"""How sure a fact is: the scores of its proofs, combined over sources that do not copy each other."""

from collections.abc import Iterable, Mapping

from kg.model import Proof

MOST = 0.99  # no number of articles makes a fact certain
DIGITS = 4  # of a confidence; more would show differences between machines


def combine_scores(proofs: Iterable[tuple[Proof, int]], copies: Mapping[str, str], *, alone: bool = False) -> float:
    """Return the noisy-or of the best score of each independent source.

    A document and its copies are one source, and so are documents that hold the very sentence (equal word digests, 0
    for none), directly or through another; sentences of one source support each other no further than the best of
    them. `alone` lets no source support another: they may speak of different happenings.
    """
    sources = [(copies.get(proof.document, proof.document), words, proof.score) for proof, words in proofs]
    owners: dict[int, str] = {}
    root = {name: name for name, _, _ in sources}
    for name, words, _ in sources:
        if words:
            joined = {root[name], root[owners.setdefault(words, name)]}
            root |= {other: min(joined) for other, first in root.items() if first in joined} if len(joined) > 1 else {}
    best: dict[str, float] = {}
    for name, _, score in sources:
        best[root[name]] = max(best.get(root[name], 0.0), score)
    doubt = 1.0
    for score in [max(best.values())] if alone else sorted(best.values()):
        doubt *= 1.0 - score
    return round(min(MOST, 1.0 - doubt), DIGITS)
