"""Exchanges that were written down, as the client and as the sandbox are held to them."""

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx

from tests.gateways.replay import Asked, Replay, Written

_WORD = re.compile(r"\{(\w+)\}")
_ID = re.compile(r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")
_MOMENT = re.compile(r"^\d{4}-\d\d-\d\dT")


@dataclass(frozen=True, kw_only=True)
class Exchange:
    """
    One question and its answer.

    Words in braces are filled in when it is used; ``chosen`` are the members of the answer whose value is up to
    the other side, everything else comes to the letter; ``means`` is what the client makes of it.
    """

    name: str
    ask: str
    status: int
    answer: Mapping[str, Any]
    means: str
    body: Mapping[str, Any] | None = None
    chosen: frozenset[str] = field(default=frozenset())
    before: str = ""

    @classmethod
    def written(cls, row: Mapping[str, Any]) -> "Exchange":
        answer = row["answer"]
        known = dict(row) | {"answer": json.loads(answer) if isinstance(answer, str) else answer}
        return cls(**known | {"chosen": frozenset(row.get("chosen", []))})

    def filled(self, words: Mapping[str, str]) -> "Exchange":
        """With the *words* in their places; one that is not among them stays as it is written."""

        def put(value: Any) -> Any:
            match value:
                case str():
                    return _WORD.sub(lambda found: words.get(found[1], found[0]), value)
                case dict():
                    return {name: put(each) for name, each in value.items()}
            return value

        known = {name: put(getattr(self, name)) for name in ("ask", "answer", "body")}
        return Exchange(
            name=self.name, status=self.status, means=self.means, chosen=self.chosen, before=self.before, **known
        )

    @property
    def method(self) -> str:
        return self.ask.split(" ", 1)[0]

    @property
    def path(self) -> str:
        return self.ask.split(" ", 1)[1]

    @property
    def raw(self) -> bytes:
        """The answer as the other side writes it."""
        return json.dumps(self.answer, ensure_ascii=False).encode()

    def on(self, world: Replay) -> None:
        """Have *world* answer so."""
        world.will_answer_by(self.method, self.path, lambda _: Written(body=self.raw, status=self.status))

    def is_asked_by(self, asked: Asked) -> bool:
        """Whether the client asked to the letter what was agreed."""
        body = json.loads(asked.body) if asked.body else None
        return (asked.method, asked.path, body) == (self.method, self.path, self.body)

    def put_to(self, world: httpx.Client) -> dict[str, Any]:
        """Ask the sandbox what was agreed, by a client that is not ours; the answer, if it is the one agreed."""
        came = world.request(self.method, self.path, json=self.body)
        said: dict[str, Any] = came.json()
        assert (self.name, came.status_code) == (self.name, self.status)
        assert (self.name, said.keys()) == (self.name, self.answer.keys())
        for member, agreed in self.answer.items():
            value = said[member]
            assert _alike(value, agreed) if member in self.chosen else value == agreed, (self.name, member, value)
        return said


def exchanges(file: str) -> list[Exchange]:
    """The exchanges of a contract in this folder, one after another."""
    return [Exchange.written(row) for row in _read(file)["exchange"]]


def roads(file: str) -> dict[str, list[Exchange]]:
    """The exchanges of a contract in which each road begins anew."""
    return {road["name"]: [Exchange.written(row) for row in road["exchange"]] for road in _read(file)["road"]}


def _read(file: str) -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / file).read_text(encoding="utf-8"))


def _alike(value: object, agreed: object) -> bool:
    """Whether a value that the other side chose is of the kind agreed: an id, a moment with its offset, text."""
    if not isinstance(value, str) or not isinstance(agreed, str):
        return type(value) is type(agreed)
    if _ID.match(agreed) or agreed == "{consent}":
        return bool(UUID(value))
    if _MOMENT.match(agreed):
        return datetime.fromisoformat(value).tzinfo is not None
    return bool(value)
