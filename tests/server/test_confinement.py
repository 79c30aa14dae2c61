"""What a worker can't do: reach the network where the system lets it be cut off, outlive its server."""

import contextlib
import os
import select
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx

from tests.server.conftest import PATIENCE, ROOT, find_workers
from tests.server.test_limits import RUNAWAY

CONNECT = """
import socket, sys
from kg.server.confinement import cut_network
cut = cut_network()
try:
    socket.create_connection(("127.0.0.1", int(sys.argv[1])), timeout=5)
    print(cut, "reached")
except OSError:
    print(cut, "not reached")
"""


def test_a_process_cut_off_reaches_not_even_its_own_machine() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        command = [sys.executable, "-c", CONNECT, str(server.getsockname()[1])]
        found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()
    assert found in ("True not reached", "False reached")  # some systems don't let a process do it


def test_workers_end_with_a_server_that_is_killed(build: Path) -> None:
    command = [sys.executable, "-m", "kg", "serve", "--port", "0", "-d", str(build), "--workers", "2"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        address = process.stdout.readline().split()[0]
        with httpx.Client(base_url=address, timeout=0.3) as client:
            workers = find_workers(process.pid)
            assert len(workers) == 2
            with contextlib.suppress(httpx.ReadTimeout):
                client.get("/sparql", params={"query": RUNAWAY})
        ends = [os.pidfd_open(worker) for worker in workers]
        process.send_signal(signal.SIGKILL)
    for end in ends:
        assert select.select([end], [], [], PATIENCE)[0]
        os.close(end)
