"""Where the ontology's files are: beside the package in a checkout, inside it in an installed wheel."""

import os
from functools import cache
from pathlib import Path

from kg.errors import OntologyError


@cache
def find_ontology() -> Path:
    """Return the folder that holds kg.ttl, gazetteer/, patterns/ …; the variable KG_ONTOLOGY overrides it.

    Raises:
        OntologyError: there is none, or KG_ONTOLOGY names a folder without kg.ttl.
    """
    package = Path(__file__).resolve().parent.parent
    named = os.environ.get("KG_ONTOLOGY")
    candidates = [Path(named)] if named else [package / "_ontology", package.parent / "ontology"]
    for path in candidates:
        if (path / "kg.ttl").is_file():
            return path
    raise OntologyError(f"no ontology at {' or '.join(map(str, candidates))}: a folder with kg.ttl is needed")
