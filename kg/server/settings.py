"""What a server is told at its start: which store, and how much one query may take."""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

# Even on one core several: a query that runs to its limit must leave somebody to answer the others.
FEWEST_WORKERS = 4


@dataclass(frozen=True, slots=True)
class Settings:
    """`timeout` is in seconds, from the moment a query gets a worker to its last byte handed over.

    `queue` is how many queries may run or wait at once; `memory` is what a worker may take, in MiB, 0 for any amount.
    """

    directory: Path
    timeout: float = 30.0
    max_rows: int = 1_000_000
    max_bytes: int = 256 * 2**20
    workers: int = max(FEWEST_WORKERS, os.cpu_count() or 1)
    queue: int = 64
    memory: int = 4096


def pack_settings(settings: Settings) -> str:
    """Return the settings as an argument of a worker."""
    return json.dumps({**asdict(settings), "directory": str(settings.directory.resolve())})


def unpack_settings(text: str) -> Settings:
    """Return the settings that `pack_settings` packed."""
    fields: dict[str, Any] = json.loads(text)
    return Settings(**{**fields, "directory": Path(fields["directory"])})
