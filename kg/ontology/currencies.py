"""Chinese names of the world's currencies by code, from ontology/lexicon/currencies.tsv (from CLDR).

A table of our own, as CLDR's Chinese comes in libraries as one piece, calendars and all, which takes longer to load
than an article to read.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from kg.errors import OntologyError
from kg.expressions import compile_re
from kg.ontology.paths import find_ontology

HEADER = "code\tzh\tsource"
_ROW = compile_re(r"[A-Z]{3}\t[^\t]+\t[^\t]+")


@cache
def load_currencies(path: Path | None = None) -> Mapping[str, str]:
    """Return names by code, in the order of codes.

    Raises:
        OntologyError: a file that can't be read, or a line that is no currency's or stands out of order.
    """
    path = path or find_ontology() / "lexicon" / "currencies.tsv"
    try:
        header, *lines = path.read_text(encoding="utf-8").splitlines() or [""]
    except (OSError, UnicodeDecodeError) as error:
        raise OntologyError(f"{path}: not readable as UTF-8 text ({error}); a table of currencies is needed") from error
    if header != HEADER:
        raise OntologyError(f"{path}:1: wrong header; it must be, separated by tabs: {HEADER.replace(chr(9), ' ')}")
    names: dict[str, str] = {}
    last = ""
    for number, line in enumerate(lines, start=2):
        if not _ROW.fullmatch(line):
            raise OntologyError(f'{path}:{number}: "{line}"; a code as in CHF, a name and a source are accepted')
        code, name, _ = line.split("\t")
        if code <= last:
            raise OntologyError(f'{path}:{number}: "{code}" stands after "{last}"; each code once, sorted')
        names[code], last = name, code
    return names
