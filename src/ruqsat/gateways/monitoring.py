"""
Rules 21: the information system that monitors public services, over HTTP.

The contract, which no public document gives (`docs/law/readings.md`): the events of one case are numbered from 1
without a gap, and are taken in that order, each once under the act's id. What comes before its predecessor is not taken
(409, with the number that is expected); the same id again is the same event. It says, case by case, what it has.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
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
    uuid_in,
    whole_number_in,
)

NOT_ACCEPTED = {400, 410, 413, 415, 422}
"""It will not accept this event another time either."""


@dataclass(frozen=True, kw_only=True)
class Taken:
    """The monitoring system has the event. ``raw`` are the bytes as they came."""

    raw: bytes = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class OutOfOrder:
    """It has not got what comes before: of this case it expects the event numbered ``expected``."""

    expected: int


@dataclass(frozen=True, kw_only=True)
class NotAccepted:
    """It does not accept this event: what it holds, or was sent, does not fit. ``why`` in its own words."""

    why: str


@dataclass(frozen=True, kw_only=True)
class Held:
    """What it has of one case: how many events, the number of the last, and a digest of all (`digest_of`)."""

    case: UUID
    count: int
    last: int
    digest: str


@dataclass(frozen=True, kw_only=True)
class HeldEvent:
    """One event as it has it; ``filed_at`` in UTC with microseconds, as `written` gives it."""

    seq: int
    id: UUID
    kind: str
    filed_at: str


def written(moment: datetime) -> str:
    """An instant as events carry it: UTC, microseconds, ``Z``."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def digest_of(events: Iterable[HeldEvent]) -> str:
    """SHA-256 over a line for each event, in the order of their numbers: number, id, kind, moment."""
    lines = (f"{event.seq} {event.id} {event.kind} {event.filed_at}\n" for event in events)
    return sha256("".join(lines).encode()).hexdigest()


class Monitoring(Protocol):
    """What the monitoring system does for the provider."""

    def tell(self, id: UUID, *, event: Mapping[str, object]) -> Taken | OutOfOrder | NotAccepted | Unavailable:
        """Enter one stage event. The same id told again is the same event."""

    def cases(self, *, after: UUID | None, limit: int) -> list[Held] | Unavailable:
        """What it has, case by case in the order of their ids, from the one after *after* on; at most *limit*."""

    def events(self, case: UUID, *, after: int, limit: int) -> list[HeldEvent] | Unavailable:
        """What it has of one case, in the order of their numbers, from the one after *after* on; at most *limit*."""


@dataclass(frozen=True)
class HttpMonitoring:
    """The monitoring system over HTTP at ``url``."""

    url: str

    def tell(self, id: UUID, *, event: Mapping[str, object]) -> Taken | OutOfOrder | NotAccepted | Unavailable:
        """Rules 21: data on the stage of the service are entered."""
        expect = {200, 201, 202, 409} | NOT_ACCEPTED
        reply = exchange_json("POST", f"{self.url}/monitoring/events", expect=expect, payload={**event, "id": str(id)})
        return parsed(reply, lambda came: _taken(came, id))

    def cases(self, *, after: UUID | None, limit: int) -> list[Held] | Unavailable:
        """Rules 21: asked to see that nothing is missing there."""
        said = f"limit={limit}" + (f"&after={after}" if after else "")
        return parsed(exchange_json("GET", f"{self.url}/monitoring/cases?{said}", expect={200}), _cases)

    def events(self, case: UUID, *, after: int, limit: int) -> list[HeldEvent] | Unavailable:
        """Rules 21: asked of a case that differs."""
        address = f"{self.url}/monitoring/cases/{case}/events?after={after}&limit={limit}"
        return parsed(exchange_json("GET", address, expect={200}), _events)


def connect(url: str) -> Monitoring:
    """The monitoring system at *url*, as settings name it."""
    return HttpMonitoring(url.rstrip("/"))


def _taken(reply: Reply, id: UUID) -> Taken | OutOfOrder | NotAccepted:
    """Only what names the event has taken it: a proxy's page of maintenance comes with the status 200 too."""
    if reply.status in {200, 201, 202}:
        of_this_question(fields_of(reply.body), id)
        return Taken(raw=reply.body)
    said = fields_of(reply.body)
    if reply.status == 409 and said.get("error") == "out_of_order":
        return OutOfOrder(expected=whole_number_in(said, "expected"))
    return NotAccepted(why=text_in(said, "message"))


def _cases(reply: Reply) -> list[Held]:
    return [
        Held(
            case=uuid_in(one, "case"),
            count=whole_number_in(one, "count"),
            last=whole_number_in(one, "last"),
            digest=text_in(one, "digest"),
        )
        for one in _rows(reply, "cases")
    ]


def _events(reply: Reply) -> list[HeldEvent]:
    return [
        HeldEvent(
            seq=whole_number_in(one, "seq"),
            id=uuid_in(one, "id"),
            kind=text_in(one, "kind"),
            filed_at=written(instant_in(one, "filed_at")),
        )
        for one in _rows(reply, "events")
    ]


def _rows(reply: Reply, name: str) -> list[Mapping[str, object]]:
    rows = fields_of(reply.body).get(name)
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise UnexpectedShape(f"The answer has no list “{name}” of objects.")
    return rows
