"""What data files come to once they are read, kept beside Python's bytecode so that no start reads them again.

It is taken only while files, code and libraries are, byte for byte, what it was made with.
"""

import pickle
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from kg.bytecode import find_place, write_place
from kg.kept import Classes, pack, unpack
from kg.software import DIGEST_BYTES, digest_places

Made = TypeVar("Made")


def load_prepared(
    name: str, make: Callable[[], Made], classes: Classes = (), *, places: tuple[Path, ...], libraries: tuple[str, ...]
) -> Made:
    """Return what `make` makes, from an earlier process where one has kept it under the name, which is its own alone.

    `places` are files and folders of all code and data it depends on; `classes` those of its objects that are no plain
    values.
    """
    try:
        state = digest_places(places, libraries)
    except OSError:  # whoever reads the file tells what is wrong with it
        return make()
    place = find_place(__file__, name)
    try:
        found = place.read_bytes()
        if found.startswith(state):
            made: Made = unpack(found, classes, start=DIGEST_BYTES)
            return made
    except (OSError, pickle.UnpicklingError):
        pass
    made = make()
    write_place(place, state + pack(made, classes))
    return made
