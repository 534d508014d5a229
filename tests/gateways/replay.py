"""A real HTTP server on the loopback that replays written-down answers and remembers what it was asked."""

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Written:
    """One written-down answer; ``after`` is how many seconds the server waits before it gives it."""

    body: bytes
    status: int = 200
    after: float = 0.0
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One request as it came."""

    method: str
    path: str
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Replay:
    """The answers by method and path, and the requests in the order they came."""

    answers: dict[str, Written] = field(default_factory=dict)
    answering: dict[str, Callable[[bytes], Written]] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    url: str = ""

    def will_answer_by(self, method: str, path: str, answering: Callable[[bytes], Written]) -> None:
        """From now on, answer this request with what *answering* makes of its body."""
        self.answering[f"{method} {path}"] = answering

    def will_answer(self, method: str, path: str, body: bytes, **more: Any) -> None:
        """From now on, answer this request so."""
        self.answers[f"{method} {path}"] = Written(body=body, **more)


@contextmanager
def replaying() -> Iterator[Replay]:
    """A server that replays, for as long as the block lasts."""
    replay = Replay()

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer("GET")

        def do_POST(self) -> None:
            self._answer("POST")

        def do_PUT(self) -> None:
            self._answer("PUT")

        def _answer(self, method: str) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            replay.asked.append(Asked(method=method, path=self.path, body=body, headers=dict(self.headers)))
            written = replay.answers.get(f"{method} {self.path}", Written(body=b"", status=404))
            if by := replay.answering.get(f"{method} {self.path}"):
                written = by(body)
            time.sleep(written.after)
            self.send_response(written.status)
            for name, value in written.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(written.body)))
            self.end_headers()
            with suppress(ConnectionError):  # who asked has heard enough
                self.wfile.write(written.body)

        def log_message(self, format: str, *args: object) -> None:
            """Tests read `asked`, not a log."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        replay.url = f"http://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield replay
        finally:
            server.shutdown()
            thread.join()
