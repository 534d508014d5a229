"""Providers of messages that answer as a test wants it."""

import json
from dataclasses import dataclass
from datetime import datetime

from ruqsat.post.models import Message
from ruqsat.post.writing import Content
from tests.gateways.replay import Replay
from tests.payments.ground import AT

PHONE = "+77000000101"
SMS = Content(to=PHONE, subject="", text="Келу уақыты")


@dataclass(frozen=True)
class Played:
    """A provider, and what it answers from now on about one message."""

    world: Replay
    message: Message

    def takes(self, *, at: datetime = AT) -> None:
        said = {"id": str(self.message.id), "reference": "R-1", "accepted_at": at.isoformat()}
        self._sends(200, said)

    def does_not_serve(self) -> None:
        self._sends(422, {"id": str(self.message.id), "error": "not_served"})

    def refuses(self) -> None:
        self._sends(422, {"id": str(self.message.id), "error": "no_such_number"})

    def takes_nothing_now(self) -> None:
        self._sends(503, {"id": str(self.message.id), "error": "not_taken"})

    def hides_behind_a_proxy_out_of_service(self) -> None:
        self._sends(503, {})

    def loses_its_answer(self) -> None:
        self._sends(500, {})

    def knows(self, state: str, *, at: datetime = AT) -> None:
        self._answers_about(200, {"id": str(self.message.id), "status": state, "at": at.isoformat()})

    def knows_nothing(self) -> None:
        self._answers_about(404, {"id": str(self.message.id), "error": "unknown"})

    @property
    def asked(self) -> list[str]:
        """In one word each, what it was asked so far: to send, or about the state."""
        return ["send" if each.method == "POST" else "state" for each in self.world.asked]

    def _sends(self, status: int, said: dict[str, str]) -> None:
        self.world.will_answer("POST", "/messages/sms", json.dumps(said).encode(), status=status)

    def _answers_about(self, status: int, said: dict[str, str]) -> None:
        path = f"/messages/{self.message.id}"
        self.world.will_answer("GET", path, json.dumps(said).encode(), status=status)
