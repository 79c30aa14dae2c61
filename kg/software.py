"""Files and libraries in, digests of them out: what depends on kg's code and data is as it was while these are."""

import os
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from hashlib import blake2b
from pathlib import Path

from kg import __version__

DIGEST_BYTES = 20


@cache
def digest_places(places: tuple[Path, ...], libraries: tuple[str, ...]) -> bytes:
    """Return the digest of kg's version, of files and folders, and of libraries' versions."""
    digest = blake2b(digest_size=DIGEST_BYTES)
    add_part(digest, f"kg {__version__}, Python {sys.version}".encode())
    for version in find_versions(libraries):
        add_part(digest, version.encode())
    for place in places:
        add_part(digest, _digest_files(place))
    return digest.digest()


def find_versions(libraries: Sequence[str]) -> list[str]:
    """Return the folders that libraries were recorded in as installed: `numpy-2.1.0.dist-info`.

    `importlib.metadata` would read and parse what stands in them, which takes longer than all the rest of a digest.
    Source: Python Packaging User Guide, Recording installed projects.
    """
    heads = tuple(f"{library.replace('-', '_')}-" for library in libraries)
    recorded = (name for place in sys.path if os.path.isdir(place) for name in os.listdir(place))
    return sorted(name for name in recorded if name.endswith(".dist-info") and name.lower().startswith(heads))


@cache
def _digest_files(place: Path) -> bytes:
    """Return the digest of a file or of all files below a folder, once for all that depend on it."""
    digest = blake2b(place.name.encode(), digest_size=DIGEST_BYTES)
    for path in find_files(place):
        add_part(digest, path.relative_to(place).as_posix().encode())
        add_part(digest, path.read_bytes())
    return digest.digest()


def find_files(place: Path) -> Iterator[Path]:
    """Yield the file, or all below the folder in a fixed order, but for what Python or an editor keeps."""
    if place.is_file():
        yield place
    for folder, _, names in sorted(os.walk(place)):
        if not folder.endswith("__pycache__"):
            yield from (Path(folder, name) for name in sorted(names) if not name.startswith("."))


def add_part(digest: blake2b, part: bytes) -> None:
    """Add a part to a digest so that no other parts come to the same bytes."""
    digest.update(len(part).to_bytes(8, "big"))
    digest.update(part)
