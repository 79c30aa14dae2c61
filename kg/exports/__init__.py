"""A graph in the formats of other tools: one module a format, each registered by its function."""

from kg.exports.network import to_networkx
from kg.exports.registry import Export, Source, find_export, load_exports, write_export

__all__ = ["Export", "Source", "find_export", "load_exports", "to_networkx", "write_export"]
