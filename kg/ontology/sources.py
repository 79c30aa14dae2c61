"""The ontology's files with the code that reads them: what it makes of them stands until any of these changes."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from kg.kept import Classes
from kg.ontology.paths import find_ontology
from kg.prepared import load_prepared

CODE = ("chinese.py", "expressions.py", "kept.py", "model.py", "prepared.py", "ontology", "relations", "linking")
DATA = ("kg.ttl", "gazetteer", "lexicon", "patterns")
LIBRARIES = ("pyoxigraph",)

Made = TypeVar("Made")


def load_once(name: str, make: Callable[[], Made], classes: Classes = ()) -> Made:
    """Return what `make` makes of the ontology, from an earlier process where one has kept it; see `load_prepared`."""
    package, ontology = Path(__file__).resolve().parent.parent, find_ontology()
    places = (*(package / part for part in CODE), *(ontology / part for part in DATA))
    return load_prepared(name, make, classes, places=places, libraries=LIBRARIES)
