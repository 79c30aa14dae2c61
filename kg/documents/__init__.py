"""Files in, documents out: one module a format, registered in `reading`; all share decoding, front matter, cleaning."""

from kg.documents.reading import READERS, read_documents

__all__ = ["READERS", "read_documents"]
