"""A real HTTP/1.1 server on the loopback that keeps its connections open, or breaks them off as told."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import BinaryIO

ANSWER = b"HTTP/1.1 200 OK\r\nSet-Cookie: who=somebody\r\nContent-Length: 2\r\n\r\n{}"


@dataclass
class Lasting:
    """How many connections came, each request's head, and after which request a connection is broken off."""

    url: str = ""
    connections: int = 0
    heads: list[bytes] = field(default_factory=list)
    answers: int = 1_000_000
    """On each connection so many are given; whoever asks once more hears nothing, and the connection ends."""
    answer: bytes = ANSWER


@contextmanager
def lasting() -> Iterator[Lasting]:
    """Such a server, for as long as the block lasts."""
    server = Lasting()
    listening = socket.create_server(("127.0.0.1", 0))
    server.url = f"http://127.0.0.1:{listening.getsockname()[1]}"
    open_now: list[socket.socket] = []
    threads = [threading.Thread(target=_accept, args=(server, listening, open_now))]
    threads[0].start()
    try:
        yield server
    finally:
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        for each in open_now:
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
        threads[0].join()


def _accept(server: Lasting, listening: socket.socket, open_now: list[socket.socket]) -> None:
    threads = []
    while True:
        try:
            connection, _ = listening.accept()
        except OSError:
            break
        server.connections += 1
        open_now.append(connection)
        threads.append(threading.Thread(target=_serve, args=(server, connection)))
        threads[-1].start()
    for thread in threads:
        thread.join()


def _serve(server: Lasting, connection: socket.socket) -> None:
    with connection, connection.makefile("rb") as lines:
        given = 0
        while head := _head(lines):
            server.heads.append(head)
            if given == server.answers:
                return
            with suppress(OSError):
                connection.sendall(server.answer)
            given += 1


def _head(lines: BinaryIO) -> bytes:
    head, length = b"", 0
    for line in iter(lines.readline, b""):
        head += line
        if line.lower().startswith(b"content-length:"):
            length = int(line.partition(b":")[2])
        if line == b"\r\n":
            break
    lines.read(length)
    return head
