"""The pieces of the last build's index, if the file is the very one that it wrote, with the same code and data."""

import sqlite3
from pathlib import Path

from kg.kept import Kept, identify_file, load_kept, save_kept
from kg.view.index import load_pieces
from kg.view.pieces import NOTHING, Pieces

KEPT = "index"


def load_last(kept: Kept | None, path: Path) -> Pieces:
    """Return the pieces of the index at `path`, none if it isn't known to be the last build's."""
    found = load_kept(kept, KEPT)
    if found is None or found != identify_file(path):
        return NOTHING
    try:
        return load_pieces(path)
    except sqlite3.DatabaseError:
        return NOTHING


def save_last(kept: Kept | None, path: Path, *, plain: bool) -> None:
    """Keep which file was written; nothing where numbers in it depend on more than their own ids (not `plain`)."""
    save_kept(kept, KEPT, identify_file(path) if plain else None)
