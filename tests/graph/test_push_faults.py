"""Pushing into a server that is busy, hangs up, stays away or wants a header; and two pushes at once."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from kg.errors import InputError
from kg.graph.endpoints import ATTEMPTS, HEADER, Endpoint
from kg.graph.push import Target, push_store

Answer = tuple[int, dict[str, str]]


@contextmanager
def run_fake(answers: Sequence[Answer | None]) -> Iterator[tuple[str, list[dict[str, str]]]]:
    """Run a server that gives these answers in turn, then 204; None hangs up. Yields its address and what it is sent."""
    waiting = list(answers)
    seen: list[dict[str, str]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            seen.append(dict(self.headers))
            self.rfile.read(int(self.headers["Content-Length"]))
            answer = waiting.pop(0) if waiting else (204, {})
            if answer is None:
                self.close_connection = True
                return
            self.send_response(answer[0])
            for name, value in {"Content-Length": "0", **answer[1]}.items():
                self.send_header(name, value)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/update", seen
        server.shutdown()


def test_a_busy_server_is_asked_again_after_ever_longer_pauses(build):
    pauses: list[float] = []
    with run_fake([(503, {}), None, (429, {"Retry-After": "7"}), (502, {})]) as (url, seen):
        pushed = push_store(build, Target(Endpoint(url, pause=pauses.append), batch=10_000))
    assert pauses == [1.0, 2.0, 7.0, 8.0] and len(seen) == 5
    assert pushed.added == pushed.total > 0


def test_a_server_that_stays_away_ends_in_one_line_and_the_next_push_sends_the_rest(build):
    pauses: list[float] = []
    with run_fake([(204, {}), *[(503, {})] * ATTEMPTS]) as (url, seen):
        with pytest.raises(InputError, match=r"^http://127\.0\.0\.1:\d+/update: refused \(503 Service Unavailable\)$"):
            push_store(build, Target(Endpoint(url, pause=pauses.append), batch=100))
        assert len(pauses) == ATTEMPTS - 1 and len(seen) == 1 + ATTEMPTS
        again = push_store(build, Target(Endpoint(url), batch=100))
    assert again.added == again.total - 100


def test_a_header_from_the_environment_is_sent(build, monkeypatch):
    monkeypatch.setenv(HEADER, "Authorization: Bearer 秘密".encode("ascii", "ignore").decode() + "abc")
    with run_fake([]) as (url, seen):
        push_store(build, Target(Endpoint(url)))
    assert {headers["Authorization"] for headers in seen} == {"Bearer abc"}
    monkeypatch.setenv(HEADER, "abc")
    with pytest.raises(InputError, match=f"{HEADER}: no HTTP header; write it as Name: value"):
        Endpoint(url)


def test_two_pushes_at_once_are_refused(build):
    target = Target(Endpoint("http://127.0.0.1:9/update"))
    from kg.graph.push import _open_record

    held = _open_record(build, target)
    with pytest.raises(InputError, match="another push to http://127.0.0.1:9/update is at work; wait for its end"):
        push_store(build, target)
    del held
