"""Small corpora written as the files that the programs of kg.evaluate read."""

import json
from collections.abc import Sequence
from pathlib import Path


def write_corpus(path: Path, texts: Sequence[str]) -> Path:
    """Write articles without titles as JSON lines, with the ids a0, a1, …; return the path."""
    rows = [{"id": f"a{n}", "title": "", "date": "2019-01-02", "text": text} for n, text in enumerate(texts)]
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path
