"""A worker's memory kept as it is from its start: caches filled before the first query, what a query freed given back.

A store caches what it reads: 32 MB of its indexes and 128 MB of its texts, as Oxigraph sets RocksDB; pyoxigraph 0.5.13
has no switch for it. Filled by queries as they come, a server grew by three quarters in its first half minute.
"""

import ctypes
import ctypes.util
import sys
from contextlib import suppress

import pyoxigraph as ox

TRIPLES, TEXTS = 700_000, 40_000  # that fill the caches, in 0.4 s; as many as there are where the store has fewer
WARMING = (
    f"SELECT (COUNT(*) AS ?n) {{ SELECT ?s {{ ?s ?p ?o }} LIMIT {TRIPLES} }}",
    f"SELECT (SUM(STRLEN(STR(?o))) AS ?n) {{ SELECT ?o {{ ?s ?p ?o }} LIMIT {TEXTS} }}",
)


def fill_caches(store: ox.Store) -> None:
    """Read so much of a store that its caches are full."""
    for query in WARMING:
        with suppress(OSError):  # whoever asks will be told
            list(store.query(query))  # type: ignore[arg-type]  # rows


def give_memory_back() -> None:
    """Give what was freed back to the system; glibc keeps most of it, up to the half of what a large query took."""
    if sys.platform == "linux":
        libc = ctypes.CDLL(ctypes.util.find_library("c"))
        if hasattr(libc, "malloc_trim"):  # musl has none
            libc.malloc_trim(0)
