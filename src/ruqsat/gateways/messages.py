"""Rules 14: SMS and e-mail by recorded means, over HTTP, through one provider or two."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from ruqsat.gateways.answers import Unavailable
from ruqsat.gateways.exchange import (
    Reply,
    UnexpectedShape,
    exchange_json,
    fields_of,
    instant_in,
    of_this_question,
    parsed,
    text_in,
)


class Delivery(StrEnum):
    """How a message stands."""

    SENT = "sent"
    DELIVERED = "delivered"
    FAILED = "failed"


@dataclass(frozen=True, kw_only=True)
class Accepted:
    """The gateway took the message for sending. ``raw`` are the bytes as they came, kept as proof."""

    reference: str
    accepted_at: datetime
    raw: bytes = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class NotAccepted:
    """
    The gateway refuses to send to this number or address: trying again does not help.

    ``another_may`` is true where only this provider does not serve it, so that another may carry it.
    """

    why: str
    raw: bytes = field(repr=False)
    another_may: bool = False


@dataclass(frozen=True, kw_only=True)
class MessageState:
    """How a message stands since when. ``raw`` are the bytes as they came, kept as proof."""

    delivery: Delivery
    at: datetime
    raw: bytes = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class UnknownMessage:
    """The gateway says that it knows no such message. ``raw`` are the bytes as they came, kept as proof."""

    raw: bytes = field(repr=False)


class Messages(Protocol):
    """What the message gateway does for the provider."""

    def sms(self, id: UUID, *, to: str, text: str) -> Accepted | NotAccepted | Unavailable:
        """Send a text message. The same id sent again is the same message."""

    def email(self, id: UUID, *, to: str, subject: str, text: str) -> Accepted | NotAccepted | Unavailable:
        """Send an e-mail. The same id sent again is the same message."""

    def state(self, id: UUID) -> MessageState | UnknownMessage | Unavailable:
        """How the message stands."""


@dataclass(frozen=True)
class HttpMessages:
    """The message gateway over HTTP at ``url``."""

    url: str

    def sms(self, id: UUID, *, to: str, text: str) -> Accepted | NotAccepted | Unavailable:
        """Rules 14: a text message to the subscriber number in the application."""
        return self._send("sms", id, {"to": to, "text": text})

    def email(self, id: UUID, *, to: str, subject: str, text: str) -> Accepted | NotAccepted | Unavailable:
        """Rules 14: an e-mail to the address in the application."""
        return self._send("email", id, {"to": to, "subject": subject, "text": text})

    def state(self, id: UUID) -> MessageState | UnknownMessage | Unavailable:
        """Whether the message was delivered."""
        reply = exchange_json("GET", f"{self.url}/messages/{id}", expect={200, 404})
        return parsed(reply, lambda came: _state(came, id))

    def _send(self, means: str, id: UUID, said: dict[str, object]) -> Accepted | NotAccepted | Unavailable:
        url, payload = f"{self.url}/messages/{means}", {"id": str(id), **said}
        reply = exchange_json("POST", url, expect={200, 201, *_REFUSED, *_NOT_NOW}, payload=payload)
        return parsed(reply, lambda came: _accepted(came, id))


@dataclass(frozen=True, kw_only=True)
class Provider:
    """One that carries messages, by the name that it has on record."""

    name: str
    gateway: Messages


def providers(said: Mapping[str, str]) -> tuple[Provider, ...]:
    """Who carries messages, in the order in which they are asked: the one at ``url``, then that at ``second_url``."""
    named = (("first", said["url"]), ("second", said.get("second_url", "")))
    return tuple(Provider(name=name, gateway=connect(url)) for name, url in named if url)


def connect(url: str) -> Messages:
    """The message gateway at *url*, as settings name it."""
    return HttpMessages(url.rstrip("/"))


_REFUSED = {409, 422}  # 409: sent before under this id, in other words; it is not sent a second time
_NOT_NOW = {429, 503}
_NOT_SERVED, _NOT_TAKEN = "not_served", "not_taken"


def _accepted(reply: Reply, id: UUID) -> Accepted | NotAccepted | Unavailable:
    """
    Only what names the message says anything of it, be it that it was not taken: a proxy may say that of what was.

    :raises UnexpectedShape: otherwise; then it may have been taken.
    """
    members = fields_of(reply.body)
    of_this_question(members, id)
    if reply.status in _NOT_NOW:
        if text_in(members, "error") != _NOT_TAKEN:
            raise UnexpectedShape(f"The answer {reply.status} does not say that nothing was taken.")
        return Unavailable(why=f"The provider takes nothing now: {reply.status}.", raw=reply.body, reached=False)
    if reply.status in _REFUSED:
        why = text_in(members, "error")
        return NotAccepted(why=why, raw=reply.body, another_may=why == _NOT_SERVED)
    return Accepted(
        reference=text_in(members, "reference"), accepted_at=instant_in(members, "accepted_at"), raw=reply.body
    )


def _state(reply: Reply, id: UUID) -> MessageState | UnknownMessage:
    members = fields_of(reply.body)
    of_this_question(members, id)
    if reply.status == 404:
        if members.get("error") != "unknown":
            raise UnexpectedShape("The refusal is not “unknown”: perhaps it is not the provider's.")
        return UnknownMessage(raw=reply.body)
    status = text_in(members, "status")
    if status not in set(Delivery):
        raise UnexpectedShape(f"“{status}” is no state of a message.")
    return MessageState(delivery=Delivery(status), at=instant_in(members, "at"), raw=reply.body)
