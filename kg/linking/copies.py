"""Near-duplicate documents by MinHash: syndicated and lightly edited articles, whose facts count as one source.

Signatures are 64 minima of hashed 5-character shingles; 16 bands of 4 rows propose pairs, which must then agree in most
places. Source: Broder, On the resemblance and containment of documents, 1997; hashing by Dietzfelbinger et al., 1997.
"""

from collections.abc import Iterator, Mapping
from functools import cache

import numpy as np

from kg.expressions import compile_re

SHINGLE = 5  # characters
SHORTEST = 300  # letters and figures of a text with a signature; a shorter one may be mostly a column's fixed words
PERMUTATIONS = 64
BAND = 4  # rows of the signature that must agree to propose a pair
SAME_SHARE = 0.6  # of agreeing places (an estimate of the Jaccard index) from which documents are copies
COMPARED = 8  # documents of one band a document is compared with; more would be quadratic for a text copied often
_NO_WORDS = compile_re(r"[\W_]+")
_WORD = np.dtype("<u4")


@cache
def _load_multipliers() -> tuple[
    np.ndarray[tuple[int], np.dtype[np.uint64]], np.ndarray[tuple[int], np.dtype[np.uint64]]
]:
    """Return odd multipliers and addends of the hash functions, fixed for ever (splitmix64 from 0)."""
    state, found = 0, []
    for _ in range(2 * PERMUTATIONS):
        state = (state + 0x9E3779B97F4A7C15) % 2**64
        mixed = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9 % 2**64
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB % 2**64
        found.append(mixed ^ (mixed >> 31))
    return (
        np.array([number | 1 for number in found[:PERMUTATIONS]], dtype=np.uint64),
        np.array(found[PERMUTATIONS:], dtype=np.uint64),
    )


def make_signature(text: str) -> bytes:
    """Return the MinHash of a text's letters and figures; empty for a text too short to be known by it."""
    words = _NO_WORDS.sub("", text)
    codes = np.frombuffer(words.encode("utf-32-le", "surrogatepass"), dtype=_WORD).astype(np.uint64)
    if len(codes) < SHORTEST:
        return b""
    rolled = np.zeros(len(codes) - SHINGLE + 1, dtype=np.uint64)
    for place in range(SHINGLE):
        rolled = rolled * np.uint64(0x100000001B3) + codes[place : place + len(rolled)]
    multipliers, addends = _load_multipliers()
    hashed = (rolled[:, None] * multipliers + addends) >> np.uint64(32)
    return bytes(hashed.min(axis=0).astype(_WORD).tobytes())


def compare_signatures(a: bytes, b: bytes) -> float:
    """Return the share of agreeing places, an estimate of how many of their shingles two texts share (0 to 1)."""
    if not a or not b:
        return 0.0
    return float(np.mean(np.frombuffer(a, dtype=_WORD) == np.frombuffer(b, dtype=_WORD)))


def find_copies(signatures: Mapping[str, bytes]) -> dict[str, str]:
    """Return for each document the first (by id) of the documents it is a copy of, itself if it is none."""
    source = {name: name for name in sorted(signatures)}

    def find(name: str) -> str:
        while source[name] != name:
            source[name] = source[source[name]]
            name = source[name]
        return name

    bands: dict[tuple[int, bytes], list[str]] = {}
    width = BAND * _WORD.itemsize
    for name, band in _find_shared_bands({name: signatures[name] for name in source if signatures[name]}):
        signature = signatures[name]
        near = bands.setdefault((band, signature[band * width : (band + 1) * width]), [])
        for other in near:
            first, second = sorted((find(other), find(name)))
            if first != second and compare_signatures(signature, signatures[other]) >= SAME_SHARE:
                source[second] = first
        if len(near) < COMPARED:
            near.append(name)
    return {name: find(name) for name in source}


def _find_shared_bands(signatures: Mapping[str, bytes]) -> Iterator[tuple[str, int]]:
    """Yield, in order, which bands of which documents others may have as well; all that do are among them.

    Bands are compared by hashes, in which their place counts.
    """
    names = list(signatures)
    rows = np.frombuffer(b"".join(signatures.values()), dtype=_WORD).astype(np.uint64)
    multipliers, addends = (numbers.reshape(-1, BAND) for numbers in _load_multipliers())
    hashed = (rows.reshape(-1, len(multipliers), BAND) * multipliers).sum(axis=2) + addends[:, 0]
    _, numbers, counts = np.unique(hashed, return_inverse=True, return_counts=True)
    for place, band in np.argwhere(counts[numbers].reshape(hashed.shape) > 1).tolist():
        yield names[place], band
