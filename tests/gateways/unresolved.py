"""A name whose resolver does not answer until the test is over."""

import socket
from collections.abc import Iterator
from dataclasses import dataclass, field
from threading import Event
from typing import Any

import pytest


@dataclass(frozen=True)
class Unresolved:
    """The name, and whether its resolver may answer now."""

    name: str = "nobody-knows.example"
    answers: Event = field(default_factory=Event)


@pytest.fixture
def unresolved(monkeypatch: pytest.MonkeyPatch) -> Iterator[Unresolved]:
    """The machine's resolver, which is silent about one name."""
    silent, usual = Unresolved(), socket.getaddrinfo

    def look_up(host: str, *more: Any, **said: Any) -> Any:
        if host == silent.name and not said.get("flags"):
            assert silent.answers.wait(60)
            host = "127.0.0.1"
        return usual(host, *more, **said)

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    yield silent
    silent.answers.set()
