"""The file itself: whole, deterministic, self-contained, inert."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from tests.view.browser import Opened

ROOT = Path(__file__).parents[2]
WRITE = """
import sys
from pathlib import Path
from tests.view.sample import make_sample
from kg.view.page import write_page
write_page(make_sample(), Path(sys.argv[1]))
"""


def read_payload(path: Path) -> dict[str, object]:
    match = re.search(
        r'<script type="application/json" id="payload">(.*?)</script>', path.read_text("utf-8"), re.DOTALL
    )
    assert match
    payload = json.loads(match[1])
    assert isinstance(payload, dict)
    return payload


def test_page_has_same_bytes_whatever_the_hash_seed(tmp_path: Path, sample_file: Path) -> None:
    for seed in ("1", "2"):
        path = tmp_path / f"{seed}.html"
        subprocess.run(
            [sys.executable, "-c", WRITE, path],
            check=True,
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
        )
        assert path.read_bytes() == sample_file.read_bytes()


def test_page_names_no_file_or_address_to_load(sample_file: Path) -> None:
    html = sample_file.read_text("utf-8")
    head = html[: html.index('<script type="application/json"')]
    assert re.findall(r"<link|@import|url\(|src=", head) == []
    assert "sourceMappingURL" not in html


def test_page_opens_without_request_or_error(open_page: Callable[..., Opened]) -> None:
    opened = open_page()
    assert opened.requests == [opened.page.url]
    assert opened.page.locator("#counts").inner_text() == "75 个对象 · 125 条事实 · 4 篇报道"
