"""What reading the ontology's files comes to, kept beside Python's bytecode so that no start reads them again.

It is taken only while kg's code, its data and the libraries are, byte for byte, what it was made with.
"""

import pickle
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from kg.bytecode import find_place, write_place
from kg.kept import Classes, pack, unpack
from kg.ontology.paths import find_ontology
from kg.software import DIGEST_BYTES, digest_places

CODE = ("bytecode.py", "chinese.py", "expressions.py", "kept.py", "model.py", "ontology", "relations", "linking")
DATA = ("kg.ttl", "gazetteer", "lexicon", "patterns")
LIBRARIES = ("pyoxigraph",)

Table = TypeVar("Table")


def load_prepared(name: str, make: Callable[[], Table], classes: Classes = ()) -> Table:
    """Return what `make` makes of the ontology, from an earlier process where one has kept it.

    `classes` are those of its objects that are no plain values; `name` is its own alone.
    """
    place = find_place(__file__, name)
    try:
        state = _digest_sources()
    except OSError:  # who makes it tells what is wrong
        return make()
    try:
        found = place.read_bytes()
        if found.startswith(state):
            table: Table = unpack(memoryview(found)[DIGEST_BYTES:], classes)
            return table
    except (OSError, pickle.UnpicklingError):
        pass
    table = make()
    write_place(place, state + pack(table, classes))
    return table


def _digest_sources() -> bytes:
    package, ontology = Path(__file__).resolve().parent.parent, find_ontology()
    return digest_places((*(package / name for name in CODE), *(ontology / name for name in DATA)), LIBRARIES)
