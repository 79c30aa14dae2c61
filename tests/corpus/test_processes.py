import multiprocessing
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from kg.corpus.ahead import MUCH, start_ahead
from kg.corpus.processes import LEAST, Death, _cut_parts, count_cores, run_parts, start_processes

DEADLY = (5, 17)
PATIENCE = 30  # seconds
ROOT = Path(__file__).parent.parent.parent
HANDING_OUT = """
import sys
import kg.corpus.build, kg.pipeline
print(sorted({"onnxruntime", "kg.mentions.find", "kg.relations.extract"} & sys.modules.keys()))
"""
ORPHANS = """
import time
from kg.corpus.processes import run_parts
from tests.corpus.test_processes import tell_process

if __name__ == "__main__":
    for item, pid in run_parts(tell_process, range(100), jobs=2, size=1):
        print(pid, flush=True)
        time.sleep(0.01)
"""


def square(numbers: Sequence[int]) -> list[int]:
    return [number * number for number in numbers]


def square_or_die(numbers: Sequence[int]) -> list[int]:
    for number in numbers:
        if number in DEADLY:
            os.kill(os.getpid(), signal.SIGKILL)
    return square(numbers)


def raise_at_five(numbers: Sequence[int]) -> list[int]:
    if 5 in numbers:
        raise ZeroDivisionError("five")
    return square(numbers)


def tell_process(numbers: Sequence[int]) -> list[int]:
    return [os.getpid() for _ in numbers]


@pytest.mark.parametrize("size", [1, 4, 100])
def test_every_item_comes_back_once_with_its_result(size: int) -> None:
    found = sorted(run_parts(square, range(20), jobs=2, size=size))
    assert found == [(number, number * number) for number in range(20)]


def test_an_item_that_kills_its_process_is_named_and_stops_no_other() -> None:
    found = dict(run_parts(square_or_die, range(20), jobs=2, size=4))
    deaths = {item for item, result in found.items() if isinstance(result, Death)}
    assert deaths == set(DEADLY)
    assert all(found[number] == number * number for number in range(20) if number not in DEADLY)


def test_what_work_raises_is_raised() -> None:
    with pytest.raises(ZeroDivisionError, match="five"):
        list(run_parts(raise_at_five, range(20), jobs=2, size=4))


def test_a_process_killed_from_outside_costs_nothing() -> None:
    killed = 0
    found = []
    for item, pid in run_parts(tell_process, range(60), jobs=2, size=1):
        found.append(item)
        assert isinstance(pid, int)
        if len(found) == 10:
            os.kill(pid, signal.SIGKILL)
            killed = pid
    assert killed and sorted(found) == list(range(60))


def test_processes_end_when_their_parent_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "orphans.py"
    script.write_text(ORPHANS, encoding="utf-8")
    parent = subprocess.Popen(
        [sys.executable, str(script)], env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE, text=True
    )
    assert parent.stdout is not None
    assert int(parent.stdout.readline())
    parent.kill()
    # They share its output, so it ends when the last of them does.
    rest, _ = parent.communicate(timeout=PATIENCE)
    assert len(rest.splitlines()) < 99


def test_there_is_a_core() -> None:
    assert count_cores() >= 1


def test_processes_that_wait_already_do_the_work() -> None:
    with start_processes(2, "kg.corpus.processes:count_cores") as pool:
        waiting = {child.pid for child in multiprocessing.active_children()}
        pids = {pid for _, pid in run_parts(tell_process, range(60), jobs=2, size=1, pool=pool)}
    assert pids <= waiting


def test_a_waiting_process_that_dies_costs_nothing() -> None:
    with start_processes(2, "kg.corpus.processes:count_cores") as pool:
        found = dict(run_parts(square_or_die, range(20), jobs=2, size=4, pool=pool))
    assert {item for item, result in found.items() if isinstance(result, Death)} == set(DEADLY)


def test_the_last_parts_are_small() -> None:
    sizes = [len(part) for part in _cut_parts(range(200), jobs=2, size=16)]
    assert sum(sizes) == 200 and sizes[0] == 16 and sizes[-2] == LEAST and sizes == sorted(sizes, reverse=True)


def test_processes_start_ahead_only_for_many_articles_that_nothing_is_kept_of(tmp_path: Path) -> None:
    (tmp_path / "news.jsonl").write_text("一" * MUCH, encoding="utf-8")
    for jobs, cache, starts in ((2, "new", True), (1, "new", False), (2, ".", False)):
        with start_ahead([str(tmp_path)], jobs=jobs, cache=tmp_path / cache) as pool:
            assert (pool is not None) is starts
    with start_ahead([str(tmp_path / "none.md")], jobs=2, cache=None) as pool:
        assert pool is None


def test_who_hands_articles_out_loads_nothing_to_read_them() -> None:
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", HANDING_OUT], env=env, capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("[]\n", "")
