"""The benchmark of the store's size, made small: that it measures, not how fast this machine is."""

import re
from pathlib import Path

import pytest

from kg.evaluate.scale import main
from kg.evaluate.server import QUERIES


def test_each_size_is_written_and_asked(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["--triples", "2000,4000", "--dir", str(tmp_path)]) == 0
    told = capsys.readouterr().out
    sizes = re.findall(r"^ *([\d,]+) triples: written in \d+ s \(\d+ CPU-s\), peak [\d,]+ MiB, ", told, re.MULTILINE)
    assert [round(int(size.replace(",", "")), -3) for size in sizes] == [2000, 4000]
    assert len(re.findall(r"lookup: median \d+\.\d\d ms, slowest of 200 \d+\.\d ms", told)) == 2
    for name in QUERIES:
        assert len(re.findall(rf"{name}: \d+\.\d\d s \(\d+\.\d\d CPU-s\), [\d,]+ bytes of JSON", told)) == 2
    assert list(tmp_path.iterdir()) == []
