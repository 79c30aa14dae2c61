"""Files that kg keeps beside Python's bytecode, under the same terms: nothing where Python may write none."""

import importlib.util
import os
import sys
from pathlib import Path


def find_place(module: str, ending: str) -> Path:
    """Return where Python keeps the bytecode of a module's file, with another ending."""
    return Path(importlib.util.cache_from_source(module)).with_suffix(f".{ending}")


def write_place(path: Path, data: bytes) -> None:
    """Write a file whole, where that may be; a kill leaves what was there before."""
    if sys.dont_write_bytecode:
        return
    partial = path.with_name(f"{path.name}.{os.getpid()}.partial")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        partial.write_bytes(data)
        os.replace(partial, path)
    except OSError:
        partial.unlink(missing_ok=True)
