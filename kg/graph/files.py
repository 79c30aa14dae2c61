"""Files that are whole or absent: written beside their place, then renamed into it."""

import os
from pathlib import Path


def write_whole(path: Path, *data: bytes) -> None:
    """Write `data`, in parts, so that `path` holds its old content or all of it, whenever the process is killed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.partial")
    with partial.open("wb") as file:
        file.writelines(data)
    os.replace(partial, path)
