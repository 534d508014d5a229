"""Rules 21-1: the e-government operator and the contact centre, who are told of changes of the Rules, over HTTP."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from uuid import UUID

from ruqsat.gateways.answers import Unavailable
from ruqsat.gateways.exchange import Reply, exchange_json, fields_of, instant_in, of_this_question, parsed


@dataclass(frozen=True, kw_only=True)
class Sent:
    """The recipient's system has the message. ``raw`` are the bytes as they came."""

    raw: bytes = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """Somebody there has taken note of it. ``raw`` are the bytes as they came."""

    received_at: datetime
    raw: bytes = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class NoReceipt:
    """The recipient's system answers, and nobody there has taken note of it yet. ``raw`` are the bytes as they came."""

    raw: bytes = field(repr=False)


class Information(Protocol):
    """What recipients of information on the procedure do for the Committee."""

    def send(self, id: UUID, *, to: str, information: Mapping[str, object]) -> Sent | Unavailable:
        """Send it to one recipient. The same id sent again is the same information."""

    def receipt(self, id: UUID, *, to: str) -> Receipt | NoReceipt | Unavailable:
        """Whether that recipient has taken note of what was sent under the id."""


@dataclass(frozen=True)
class HttpInformation:
    """The recipients over HTTP at ``url``, each under its name."""

    url: str

    def send(self, id: UUID, *, to: str, information: Mapping[str, object]) -> Sent | Unavailable:
        """Rules 21-1: the information goes to the operator, or to the contact centre."""
        payload = {**information, "id": str(id)}
        reply = exchange_json("POST", f"{self.url}/information/{to}", expect={200, 201, 202}, payload=payload)
        return parsed(reply, lambda came: _sent(came, id))

    def receipt(self, id: UUID, *, to: str) -> Receipt | NoReceipt | Unavailable:
        """Whether somebody there has taken note; an answer without a moment says that nobody has."""
        reply = exchange_json("GET", f"{self.url}/information/{to}/{id}", expect={200})
        return parsed(reply, lambda came: _receipt(came, id))


def connect(url: str) -> Information:
    """The recipients at *url*, as settings name them."""
    return HttpInformation(url.rstrip("/"))


def _sent(reply: Reply, id: UUID) -> Sent:
    """Only what names the information has it: a proxy's page of maintenance comes with the status 200 too."""
    of_this_question(fields_of(reply.body), id)
    return Sent(raw=reply.body)


def _receipt(reply: Reply, id: UUID) -> Receipt | NoReceipt:
    members = fields_of(reply.body)
    of_this_question(members, id)
    if members.get("received_at") is None:
        return NoReceipt(raw=reply.body)
    return Receipt(received_at=instant_in(members, "received_at"), raw=reply.body)
