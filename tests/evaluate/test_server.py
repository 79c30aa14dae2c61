"""The benchmark of the server, made small: that it measures, not how fast this machine is."""

import re

import pytest

from kg.evaluate.server import QUERIES, main
from kg.evaluate.server_graph import make_graph
from tests.loops import run_apart


def test_the_graph_has_about_the_size_asked_for_and_no_triple_twice() -> None:
    for size in (2_000, 20_000):
        quads = list(make_graph(size))
        assert len(set(quads)) == len(quads)
        assert 0.9 * size < len(quads) < 1.1 * size


def test_the_graph_is_the_same_each_time() -> None:
    assert list(make_graph(3_000)) == list(make_graph(3_000))


def test_everything_is_measured_and_nothing_fails(capsys: pytest.CaptureFixture[str]) -> None:
    run_apart(main, ["--triples", "5000", "--rounds", "1", "--clients", "8", "--seconds", "1"])
    told = capsys.readouterr().out
    for name in QUERIES:
        assert re.search(rf"^{name} +directly +\d+\.\d ms +server +\d+\.\d ms +\d+\.\d\d times", told, re.MULTILINE)
    assert re.search(r"^runaway +status 504 after 3\.\d\d s of 3 allowed; [1-9]\d* others answered", told, re.MULTILINE)
    assert re.search(
        r"^8 clients +[1-9]\d* answers .* 0 errors; memory \d+ MiB at first, at most \d+", told, re.MULTILINE
    )
